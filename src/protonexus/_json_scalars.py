"""Which JSON values stand for a scalar: ProtoJSON's own grammar, where json_format takes what Python takes.

https://protobuf.dev/programming-guides/json/
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from typing import Any, Final, NamedTuple

from google.protobuf.descriptor import FieldDescriptor as Field

from protonexus._json_kinds import a


class Scalar(NamedTuple):
    """What the values of a field may be, as far as json_format does not say itself."""

    name: str
    """For people."""
    plain: frozenset[type]
    """Types of which any value is left to json_format."""
    text: Callable[[str], object]
    """Whether a string may stand for a value."""
    quick: Callable[[str], bool] | None = None
    """The same of most strings, in a sixth of the time; what it does not know is asked of `text`."""
    most: float = 0.0
    """Of a floating-point number, what its bits can just hold when rounded."""

    def accepts(self, value: Any) -> bool:
        """Whether json_format may read `value`."""
        if isinstance(value, str):
            return bool(self.text(value)) and self._is_in_range(value)
        return type(value) in self.plain or (self.plain is _WHOLE_ONLY and type(value) is float and value.is_integer())

    def _is_in_range(self, text: str) -> bool:
        return not self.most or text.endswith(("NaN", "Infinity")) or abs(float(text)) <= self.most


_NUMBERS: Final = frozenset({int, float})
_WHOLE_ONLY: Final = frozenset({int})
_TEXT_ONLY: Final = frozenset[type]()

WHOLE: Final = re.compile(r"-?(0|[1-9][0-9]*)")
_NUMBER: Final = r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?"

_INTEGER: Final = Scalar("a whole number", _NUMBERS, re.compile(_NUMBER).fullmatch, str.isdecimal)
_TEXT_OF_REAL: Final = re.compile(rf"{_NUMBER}|NaN|-?Infinity").fullmatch
LARGEST_FLOAT: Final = (2 - 2**-23) * 2.0**127
_DOUBLE: Final = Scalar("a number", _NUMBERS, _TEXT_OF_REAL, None, sys.float_info.max)
FLOAT: Final = Scalar("a number", _NUMBERS, _TEXT_OF_REAL, None, LARGEST_FLOAT + 2.0**102)
"""Rounded, the largest float is written as 3.4028235e+38, which is more."""
_BYTES: Final = Scalar("base64", _TEXT_ONLY, re.compile(r"[A-Za-z0-9+/_-]*={0,2}").fullmatch)
_ENUM: Final = re.compile(r"[A-Za-z_]\w*|-?[0-9]+").fullmatch
_TYPES: Final = {
    Field.TYPE_BYTES: _BYTES,
    Field.TYPE_DOUBLE: _DOUBLE,
    Field.TYPE_FLOAT: FLOAT,
    **dict.fromkeys((Field.TYPE_INT32, Field.TYPE_SINT32, Field.TYPE_SFIXED32, Field.TYPE_UINT32), _INTEGER),
    **dict.fromkeys((Field.TYPE_INT64, Field.TYPE_SINT64, Field.TYPE_SFIXED64, Field.TYPE_UINT64), _INTEGER),
    **dict.fromkeys((Field.TYPE_FIXED32, Field.TYPE_FIXED64), _INTEGER),
}


def scalar_of(field: Any) -> Scalar | None:
    """Of a field's descriptor; None for messages, and for what json_format reads well."""
    if field.enum_type is None:
        return _TYPES.get(field.type)
    if field.enum_type.full_name == "google.protobuf.NullValue":  # which null may stand for, in lists too
        return None
    return Scalar(a(field.enum_type.full_name), _WHOLE_ONLY, _ENUM, str.isidentifier)


def scalar_of_message(descriptor: Any) -> Scalar | None:
    """Of a well-known message whose JSON is a scalar."""
    if descriptor.full_name.endswith("Value") and len(descriptor.fields) == 1 and "value" in descriptor.fields_by_name:
        return scalar_of(descriptor.fields_by_name["value"])
    return None
