"""ProtoJSON, read leniently but never as something else than it says.

`google.protobuf.json_format` with `ignore_unknown_fields` takes a JSON string or
array where an object belongs as an empty message (it iterates over it), bytes
that are no base64 as empty, and booleans as enum values; these are refused here.
No error text quotes a value, since values may be secret.
"""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Iterable
from typing import Any, Final, NamedTuple, NoReturn, TypeVar, cast

from google.protobuf import descriptor_pool, json_format
from google.protobuf.message import Message

from protonexus._json_faults import fault
from protonexus._json_floats import round_floats
from protonexus._json_kinds import SPECIAL, kind, value_of_map
from protonexus._json_scalars import WHOLE, Scalar, scalar_of, scalar_of_message
from protonexus._protojson_diagnosis import diagnose

M = TypeVar("M", bound=Message)

MAX_DEPTH: Final = 100
"""Nested messages that json_format and the protobuf runtimes read."""

_ANY: Final = "google.protobuf.Any"


def parse(data: bytes, message_type: type[M]) -> M:
    """The message in the ProtoJSON `data`; JSON null is the default instance, unknown fields are ignored.

    Raises:
        ValueError: not JSON, or not of the message's shape; one line that names the field.
    """
    text = data.decode()
    try:
        # Only the slower of the two tells -0 from 0.
        value = (_signed if b"-0" in data else _decoder).decode(text)
    except json.JSONDecodeError:
        raise
    except ValueError as err:
        raise ValueError(fault(text, message_type) or str(err)) from None
    if value is None:
        return message_type()
    try:
        if expected := _kind_of(message_type.DESCRIPTOR):
            _check_value(value, expected, 0)
    except _Misread as err:
        raise ValueError(f"{err.path.lstrip('.') or 'the message'} {err.problem}") from None
    try:
        return json_format.ParseDict(value, message_type(), ignore_unknown_fields=True)
    except Exception as err:
        refused = err
    if "Float value too" in str(refused) and round_floats(value, message_type.DESCRIPTOR):
        with contextlib.suppress(Exception):
            return json_format.ParseDict(value, message_type(), ignore_unknown_fields=True)
    raise ValueError(diagnose(refused, value, len(data), message_type))


class _Misread(Exception):
    """What is wrong; where it is is put together on the way up, so that what is right costs nothing."""

    def __init__(self, problem: str) -> None:
        self.problem = problem
        self.path = ""


class _Kind(NamedTuple):
    """What values a field, or a message, may have."""

    name: str
    """For people; of a message its full name."""
    scalar: Scalar | None
    """None of a message."""
    members: dict[str, _Field]
    """Of a message, by JSON key, those that json_format may misread."""


class _Field(NamedTuple):
    kind: _Kind | None
    """None for what json_format reads well."""
    container: type | None
    """`dict` for a map, `list` for a repeated field."""
    keys: re.Pattern[str] | None
    """Of a map, what its keys must be."""
    json_name: str
    """Where the key is the proto name, and another; else empty."""
    plain: frozenset[type]
    """Types of values that need no look."""


_kinds: dict[Any, _Kind] = {}  # of messages, by descriptor


def _check_value(value: Any, expected: _Kind, depth: int) -> None:
    if expected.scalar is not None:
        if not expected.scalar.accepts(value):
            raise _Misread(f"must be {expected.name}, got {kind(value)}")
        return
    if type(value) is not dict:
        raise _Misread(f"must be an object, got {kind(value)}")
    if depth > MAX_DEPTH:
        raise _Misread(f"is nested more than {MAX_DEPTH} deep")
    members = cast(dict[str, Any], value)
    if expected.name == _ANY:
        _check_any(members, depth)
        return
    checked = expected.members
    # Either loop has the same members; the shorter one is the cheaper.
    for key in members if len(members) < len(checked) else checked:
        if (
            key in checked
            and (inner := members.get(key)) is not None
            and type(inner) not in (field := checked[key]).plain
        ):
            _check_member(key, inner, field, members, depth + 1)


def _check_member(key: str, value: Any, field: _Field, members: dict[str, Any], depth: int) -> None:
    at: int | None = None
    given: object = type(value)  # pyright: ignore[reportUnknownVariableType]
    try:
        if field.json_name and field.json_name in members:
            raise _Misread(f"is also given as {field.json_name}")
        if field.container is None:
            if field.kind is not None:
                _check_value(value, field.kind, depth)
            return
        if given is not field.container:
            raise _Misread(f"must be {'an object' if field.container is dict else 'an array'}, got {kind(value)}")
        if field.keys is not None and not all(map(field.keys.fullmatch, value)):
            raise _Misread("has a key that is not a whole number")
        items: Iterable[Any] = value.values() if field.container is dict else value
        if field.kind is None or (field.kind.scalar and field.kind.scalar.plain.issuperset(map(type, items))):
            return
        for at, item in enumerate(items):  # noqa: B007  # said where it fails
            _check_value(item, field.kind, depth)
    except _Misread as err:
        index = "" if at is None else "[*]" if field.container is dict else f"[{at}]"  # a key may be a secret
        err.path = f".{key}{index}{err.path}"
        raise


def _kind_of(descriptor: Any) -> _Kind | None:
    if descriptor.full_name in SPECIAL:
        scalar = scalar_of_message(descriptor)
        return scalar and _Kind(scalar.name, scalar, {})
    found = _kinds.get(descriptor)
    if found is None:
        found = _kinds[descriptor] = _Kind(descriptor.full_name, None, {})  # before its fields, which may hold it
        for field in descriptor.fields:
            for key in {field.json_name, field.name}:
                made = _field(field, field.json_name if key != field.json_name else "")
                if made.kind or made.keys or made.json_name:
                    found.members[key] = made
    return found


def _field(field: Any, json_name: str) -> _Field:
    container: type | None = list if field.is_repeated else None
    keys: re.Pattern[str] | None = None
    if (value := value_of_map(field)) is not None:
        container = dict
        keys = WHOLE if scalar_of(field.message_type.fields_by_name["key"]) else None
        field = value
    if field.message_type is not None:
        inner = _kind_of(field.message_type)
    else:
        scalar = scalar_of(field)
        inner = scalar and _Kind(scalar.name, scalar, {})
    plain = frozenset[type]()
    if inner is not None and inner.scalar is not None and not container and not json_name:
        plain = inner.scalar.plain
    return _Field(inner, container, keys, json_name, plain)


def _check_any(members: dict[str, Any], depth: int) -> None:
    if not members:
        return
    url = members.get("@type")
    if not isinstance(url, str):
        raise _Misread("has no @type")
    try:
        descriptor = descriptor_pool.Default().FindMessageTypeByName(url.rpartition("/")[2])
    except KeyError:
        raise _Misread("is of a type unknown here") from None
    if descriptor.full_name == _ANY or (inner := _kind_of(descriptor)) is None:
        return
    if inner.scalar is None:
        _check_value({name: value for name, value in members.items() if name != "@type"}, inner, depth + 1)
    elif "value" in members:
        _check_member("value", members["value"], _Field(inner, None, None, "", frozenset()), members, depth + 1)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise ValueError("an object has a key twice")
    return value


def _constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _signed_zero(digits: str) -> int | float:
    return -0.0 if digits == "-0" else int(digits)


_decoder: Final = json.JSONDecoder(object_pairs_hook=_object, parse_constant=_constant)
_signed: Final = json.JSONDecoder(object_pairs_hook=_object, parse_constant=_constant, parse_int=_signed_zero)
