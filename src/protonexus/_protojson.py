"""ProtoJSON, read leniently but never as something else than it says.

`google.protobuf.json_format` with `ignore_unknown_fields` takes a JSON string or
array where an object belongs as an empty message (it iterates over it), bytes
that are no base64 as empty, and booleans as enum values; these are refused here.
No error text quotes a value, since values may be secret.
"""

from __future__ import annotations

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
    value = _decoder.decode(data.decode())
    if value is None:
        return message_type()
    try:
        _check_value(value, _kind_of(message_type.DESCRIPTOR), 0)
    except _Misread as err:
        raise ValueError(f"{err.path.lstrip('.') or 'the message'} {err.problem}") from None
    try:
        return json_format.ParseDict(value, message_type(), ignore_unknown_fields=True)
    except Exception:  # its texts quote values
        problem = diagnose(value, message_type)
    raise ValueError(problem)


class _Misread(Exception):
    """What is wrong; where it is is put together on the way up, so that what is right costs nothing."""

    def __init__(self, problem: str) -> None:
        self.problem = problem
        self.path = ""


class _Kind(NamedTuple):
    """What values a field, or a message, may have."""

    name: str
    """Of a message or an enum."""
    type: int
    """As in FieldDescriptor; 0 for what json_format reads well."""
    members: dict[str, _Field]
    """Of a message, by JSON key, those that json_format may misread."""


class _Field(NamedTuple):
    kind: _Kind
    container: type | None
    """`dict` for a map, `list` for a repeated field."""
    json_name: str
    """Where the key is the proto name, and another; else empty."""


_MESSAGE: Final = FieldDescriptor.TYPE_MESSAGE
_WELL: Final = _Kind("", 0, {})
_BYTES: Final = _Kind("", FieldDescriptor.TYPE_BYTES, {})
_kinds: dict[Any, _Kind] = {}  # of messages, by descriptor


def _check_value(value: Any, expected: _Kind, depth: int) -> None:
    if expected.type == _MESSAGE:
        if type(value) is not dict:
            raise _Misread(f"must be an object, got {kind(value)}")
        if depth > MAX_DEPTH:
            raise _Misread(f"is nested more than {MAX_DEPTH} deep")
        members = cast(dict[str, Any], value)
        if expected.name == _ANY:
            _check_any(members, depth)
            return
        if not (checked := expected.members):
            return
        # Either loop has the same members; the shorter one is the cheaper.
        for key in members if len(members) < len(checked) else checked:
            if key in checked and (inner := members.get(key)) is not None:
                _check_member(key, inner, checked[key], members, depth + 1)
    elif expected.type == FieldDescriptor.TYPE_BYTES:
        if not isinstance(value, str) or not _BASE64.fullmatch(value):
            raise _Misread(f"must be base64, got {kind(value)}")
    elif expected.type and isinstance(value, bool):
        raise _Misread(f"must be a {expected.name}, got a boolean")


def _check_member(key: str, value: Any, field: _Field, members: dict[str, Any], depth: int) -> None:
    at: int | None = None
    given: object = type(value)  # pyright: ignore[reportUnknownVariableType]
    try:
        if field.json_name and field.json_name in members:
            raise _Misread(f"is also given as {field.json_name}")
        if field.container is None:
            _check_value(value, field.kind, depth)
        elif given is not field.container:
            raise _Misread(f"must be {'an object' if field.container is dict else 'an array'}, got {kind(value)}")
        elif field.kind.type:
            items: Iterable[Any] = value.values() if field.container is dict else value
            for at, item in enumerate(items):  # noqa: B007  # said where it fails
                _check_value(item, field.kind, depth)
    except _Misread as err:
        index = "" if at is None else "[*]" if field.container is dict else f"[{at}]"  # a key may be a secret
        err.path = f".{key}{index}{err.path}"
        raise


def _kind_of(descriptor: Any) -> _Kind:
    found = _kinds.get(descriptor)
    if found is None:
        if descriptor.full_name in SPECIAL:
            return _WELL
        found = _kinds[descriptor] = _Kind(descriptor.full_name, _MESSAGE, {})  # before its fields, which may hold it
        for field in descriptor.fields:
            container: type | None = list if field.is_repeated else None
            value = field
            if field.type == _MESSAGE and field.message_type.GetOptions().map_entry:
                container, value = dict, field.message_type.fields_by_name["value"]
            for key in {field.json_name, field.name}:
                made = _Field(_kind_of_field(value), container, field.json_name if key != field.json_name else "")
                if made.kind.type or made.json_name:
                    found.members[key] = made
    return found


def _kind_of_field(field: Any) -> _Kind:
    if field.message_type is not None:
        return _kind_of(field.message_type)
    if field.enum_type is not None:
        return _Kind(field.enum_type.full_name, field.type, {})
    return _BYTES if field.type == FieldDescriptor.TYPE_BYTES else _WELL


def _check_any(members: dict[str, Any], depth: int) -> None:
    url = members.get("@type")
    if not isinstance(url, str):
        return  # json_format says that it is missing
    try:
        descriptor = descriptor_pool.Default().FindMessageTypeByName(url.rpartition("/")[2])
    except KeyError:
        return  # and that it is not known
    if descriptor.full_name != _ANY:
        _check_value(
            {name: value for name, value in members.items() if name != "@type"}, _kind_of(descriptor), depth + 1
        )


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise ValueError("an object has a key twice")
    return value


def _constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


_decoder: Final = json.JSONDecoder(object_pairs_hook=_object, parse_constant=_constant)
