"""ProtoJSON, read leniently but never as the wrong shape.

`google.protobuf.json_format` with `ignore_unknown_fields` takes a JSON string or
array where an object belongs as an empty message (it iterates over it), so the
shape is checked here as well.
"""

from __future__ import annotations

import functools
import json
from typing import Any, TypeVar, cast

from google.protobuf import json_format
from google.protobuf.message import Message

M = TypeVar("M", bound=Message)

# Well-known types whose JSON form is special; json_format checks these itself.
# https://protobuf.dev/programming-guides/json/
_SPECIAL = frozenset(
    f"google.protobuf.{name}"
    for name in (
        *("Any", "Timestamp", "Duration", "FieldMask", "Struct", "Value", "ListValue"),
        *("BoolValue", "BytesValue", "StringValue", "DoubleValue", "FloatValue"),
        *("Int32Value", "Int64Value", "UInt32Value", "UInt64Value"),
    )
)


def parse(data: bytes, message_type: type[M]) -> M:
    """The message in the ProtoJSON `data`; JSON null is the default instance, unknown fields are ignored.

    Raises:
        Exception: of json, of json_format, or ValueError: not JSON, or not of the message's shape.
    """
    value = json.loads(data.decode(), object_pairs_hook=_no_duplicates)
    if value is None:
        return message_type()
    message = json_format.ParseDict(value, message_type(), ignore_unknown_fields=True)
    # Afterwards, since ParseDict bounds the depth at which this recurses.
    _check_shape(value, message_type.DESCRIPTOR, "")
    return message


def _no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        keys = [key for key, _ in pairs]
        raise ValueError(f"duplicate key {next(key for key in keys if keys.count(key) > 1)}")
    return value


def _check_shape(value: object, descriptor: Any, path: str) -> None:
    if descriptor.full_name in _SPECIAL:
        return
    if not isinstance(value, dict):
        raise ValueError(f"{path or 'the message'} must be an object, got {_KINDS.get(type(value), 'a number')}")
    members = cast(dict[str, Any], value)
    fields = _message_fields(descriptor)
    for key in fields.keys() & members.keys():
        inner = members[key]
        if inner is None:
            continue
        target, cardinality = fields[key]
        where = f"{path}.{key}" if path else key
        if cardinality == "one":
            _check_shape(inner, target, where)
        else:
            for at, item in inner.items() if cardinality == "map" else enumerate(inner):
                _check_shape(item, target, f"{where}[{at}]")


@functools.cache
def _message_fields(descriptor: Any) -> dict[str, tuple[Any, str]]:
    """JSON key -> (message, "one", "list" or "map") of the fields that hold messages."""
    found: dict[str, tuple[Any, str]] = {}
    for field in descriptor.fields:
        target = field.message_type
        if target is None:
            continue
        cardinality = "list" if field.is_repeated else "one"
        if target.GetOptions().map_entry:
            cardinality = "map"
            target = target.fields_by_name["value"].message_type
            if target is None:
                continue
        found[field.json_name] = found[field.name] = (target, cardinality)
    return found


_KINDS: dict[type, str] = {str: "a string", list: "an array", bool: "a boolean", type(None): "null"}
