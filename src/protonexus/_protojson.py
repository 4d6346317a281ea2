"""ProtoJSON, read leniently but never as something else than it says.

`google.protobuf.json_format` with `ignore_unknown_fields` takes a JSON string or
array where an object belongs as an empty message (it iterates over it), bytes
that are no base64 as empty, and booleans as enum values; these are refused here.
No error text quotes a value, since values may be secret.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterable
from typing import Any, Final, NamedTuple, NoReturn, TypeVar, cast

from google.protobuf import descriptor_pool, json_format
from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.message import Message

from protonexus._json_kinds import SPECIAL, kind
from protonexus._protojson_diagnosis import diagnose

M = TypeVar("M", bound=Message)

MAX_DEPTH: Final = 100
"""Nested messages that json_format and the protobuf runtimes read."""

_ANY: Final = "google.protobuf.Any"
_BASE64: Final = re.compile(r"[A-Za-z0-9+/_-]*={0,2}")


def parse(data: bytes, message_type: type[M]) -> M:
    """The message in the ProtoJSON `data`; JSON null is the default instance, unknown fields are ignored.

    Raises:
        ValueError: not JSON, or not of the message's shape; one line that names the field.
    """
    value = json.loads(data.decode(), object_pairs_hook=_object, parse_constant=_constant)
    if value is None:
        return message_type()
    check_shape(value, message_type.DESCRIPTOR, "", 0)
    try:
        return json_format.ParseDict(value, message_type(), ignore_unknown_fields=True)
    except Exception:  # its texts quote values
        problem = diagnose(value, message_type)
    raise ValueError(problem)


def check_shape(value: object, descriptor: Any, path: str, depth: int) -> None:
    """Raise ValueError where json_format would misread `value`."""
    if descriptor.full_name in SPECIAL:
        return
    if not isinstance(value, dict):
        raise ValueError(f"{path or 'the message'} must be an object, got {kind(value)}")
    if depth > MAX_DEPTH:
        raise ValueError(f"nested more than {MAX_DEPTH} deep")
    members = cast(dict[str, Any], value)
    if descriptor.full_name == _ANY:
        _check_any(members, path, depth)
        return
    shape = _shape_of(descriptor)
    for name in shape.other_names.keys() & members.keys():
        if shape.other_names[name] in members:
            raise ValueError(f"{_at(path, name)} is also given as {shape.other_names[name]}")
    for key in shape.checked.keys() & members.keys():
        inner: Any = members[key]
        if inner is None:
            continue
        where = _at(path, key)
        field = shape.checked[key]
        if field.cardinality == "one":
            _check_value(inner, field, where, depth)
        elif kind(inner) == field.json_kind:
            of_map = field.cardinality == "map"
            items: Iterable[Any] = inner.values() if of_map else inner
            for at, item in enumerate(items):
                _check_value(item, field, f"{where}[{'*' if of_map else at}]", depth)
        else:
            raise ValueError(f"{where} must be {field.json_kind}, got {kind(inner)}")


class _Field(NamedTuple):
    target: Any
    """The message's descriptor; None for bytes, the enum's for an enum."""
    type: int
    cardinality: str
    """ "one", "list" or "map"."""

    @property
    def json_kind(self) -> str:
        return "an object" if self.cardinality == "map" else "an array"


class _Shape(NamedTuple):
    checked: dict[str, _Field]
    """JSON key -> field, of the fields that json_format may misread."""
    other_names: dict[str, str]
    """Proto field name -> JSON name, where they differ."""


_MESSAGES: Final = (FieldDescriptor.TYPE_MESSAGE, FieldDescriptor.TYPE_GROUP)
_MISREAD: Final = (*_MESSAGES, FieldDescriptor.TYPE_BYTES, FieldDescriptor.TYPE_ENUM)


@functools.cache
def _shape_of(descriptor: Any) -> _Shape:
    shape = _Shape({}, {})
    for field in descriptor.fields:
        if field.name != field.json_name:
            shape.other_names[field.name] = field.json_name
        cardinality = "list" if field.is_repeated else "one"
        value = field
        if field.type == FieldDescriptor.TYPE_MESSAGE and field.message_type.GetOptions().map_entry:
            cardinality, value = "map", field.message_type.fields_by_name["value"]
        if value.type in _MISREAD:
            checked = _Field(value.message_type or value.enum_type, value.type, cardinality)
            shape.checked[field.json_name] = shape.checked[field.name] = checked
    return shape


def _check_value(value: object, field: _Field, where: str, depth: int) -> None:
    if field.type in _MESSAGES:
        check_shape(value, field.target, where, depth + 1)
    elif field.type == FieldDescriptor.TYPE_BYTES:
        if not isinstance(value, str) or not _BASE64.fullmatch(value):
            raise ValueError(f"{where} must be base64, got {kind(value)}")
    elif isinstance(value, bool):
        raise ValueError(f"{where} must be a {field.target.full_name}, got a boolean")


def _check_any(members: dict[str, Any], path: str, depth: int) -> None:
    url = members.get("@type")
    if not isinstance(url, str):
        return  # json_format says that it is missing
    try:
        descriptor = descriptor_pool.Default().FindMessageTypeByName(url.rpartition("/")[2])
    except KeyError:
        return  # and that it is not known
    content = {name: value for name, value in members.items() if name != "@type"}
    if descriptor.full_name not in SPECIAL and descriptor.full_name != _ANY:
        check_shape(content, descriptor, path, depth + 1)


def _at(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise ValueError("an object has a key twice")
    return value


def _constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")
