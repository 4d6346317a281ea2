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
from collections.abc import Callable, Iterable
from typing import Any, Final, NamedTuple, NoReturn, TypeVar

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
_NOTHING: Final = frozenset({type(None)})
_TEXTS: Final = frozenset({str})
_MINUS_ZEROS: Final = [b"-0" + end for end in (b",", b"}", b"]", b" ", b"\n", b"\r", b"\t")]


def parse(data: bytes, message_type: type[M]) -> M:
    """The message in the ProtoJSON `data`; JSON null is the default instance, unknown fields are ignored.

    Raises:
        ValueError: not JSON, or not of the message's shape; one line that names the field.
    """
    text = data.decode()
    try:
        # Only the slower of the two tells -0 from 0.
        value = (_signed if b"-0" in data and any(map(data.__contains__, _MINUS_ZEROS)) else _decoder).decode(text)
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


class _Kind:
    """What values a field, or a message, may have."""

    __slots__ = ("members", "messages", "name", "plain", "scalar", "texts")

    def __init__(self, name: str, scalar: Scalar | None = None) -> None:
        self.name = name
        """For people; of a message its full name."""
        self.scalar = scalar
        """None of a message."""
        self.members: dict[str, _Field] = {}
        """Of a message, by JSON key, those that json_format may misread."""
        self.plain: dict[str, frozenset[type]] = {}
        """Of the same keys, the types of values that need no look."""
        self.texts: dict[str, Callable[[str], object]] = {}
        """Of some of them, what says whether a string needs none."""
        self.messages: dict[str, _Kind] = {}
        """Of some of them, the one message that there is."""


class _Field(NamedTuple):
    kind: _Kind | None
    """None for what json_format reads well."""
    container: type | None
    """`dict` for a map, `list` for a repeated field."""
    keys: re.Pattern[str] | None
    """Of a map, what its keys must be."""
    json_name: str
    """Where the key is the proto name, and another; else empty."""


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
    members: dict[str, Any] = value  # pyright: ignore[reportUnknownVariableType]
    plain = expected.plain
    if not plain:
        if expected.name == _ANY:
            _check_any(members, depth)
        return
    # What is not odd costs as little as can be: few calls, and no frame but for messages.
    texts, messages, key = expected.texts, expected.messages, ""
    try:
        for key, inner in members.items():  # said where it fails
            if (types := plain.get(key)) is None or type(inner) in types:
                continue
            if type(inner) is str:
                if (is_right := texts.get(key)) is not None and is_right(inner):
                    continue
            elif (message := messages.get(key)) is not None:
                _check_value(inner, message, depth + 1)
                continue
            _check_member(inner, expected.members[key], members, depth + 1)
    except _Misread as err:
        err.path = f".{key}{err.path}"
        raise


def _check_member(value: Any, field: _Field, members: dict[str, Any], depth: int) -> None:
    if field.json_name and field.json_name in members:
        raise _Misread(f"is also given as {field.json_name}")
    if field.container is None:
        if field.kind is not None:
            _check_value(value, field.kind, depth)
        return
    given: object = type(value)  # pyright: ignore[reportUnknownVariableType]
    if given is not field.container:
        raise _Misread(f"must be {'an object' if field.container is dict else 'an array'}, got {kind(value)}")
    if field.keys is not None and not all(map(field.keys.fullmatch, value)):
        raise _Misread("has a key that is not a whole number")
    items: Iterable[Any] = value.values() if field.container is dict else value
    if field.kind is None or (field.kind.scalar and _are_plain(items, field.kind.scalar)):
        return
    at = 0
    try:
        for at, item in enumerate(items):  # noqa: B007  # said where it fails
            _check_value(item, field.kind, depth)
    except _Misread as err:
        err.path = f"{'[*]' if field.container is dict else f'[{at}]'}{err.path}"  # a key may be a secret
        raise


def _are_plain(items: Iterable[Any], scalar: Scalar) -> bool:
    types = set(map(type, items))
    return types <= scalar.plain or (
        types == _TEXTS  # pyright: ignore[reportUnnecessaryComparison]
        and scalar.quick is not None
        and all(map(scalar.quick, items))
    )


def _kind_of(descriptor: Any) -> _Kind | None:
    found = _kinds.get(descriptor)
    if found is not None:
        return found
    if descriptor.full_name in SPECIAL:
        scalar = scalar_of_message(descriptor)
        return scalar and _Kind(scalar.name, scalar)
    found = _kinds[descriptor] = _Kind(descriptor.full_name)  # before its fields, which may hold it
    if descriptor.full_name == _ANY:
        return found
    for field in descriptor.fields:
        for key in {field.json_name, field.name}:
            made = _field(field, field.json_name if key != field.json_name else "")
            if made.kind or made.keys or made.json_name:
                found.members[key] = made
                found.plain[key] = _NOTHING
                if made.kind is None or made.container or made.json_name:
                    continue
                if (scalar := made.kind.scalar) is None:
                    found.messages[key] = made.kind
                    continue
                found.plain[key] |= scalar.plain
                if scalar.quick:
                    found.texts[key] = scalar.quick
    return found


def _field(field: Any, json_name: str) -> _Field:
    container: type | None = list if field.is_repeated else None
    keys: re.Pattern[str] | None = None
    if (value := value_of_map(field)) is not None:
        container = dict
        keys = WHOLE if scalar_of(field.message_type.fields_by_name["key"]) else None
        field = value
    if field.message_type is not None:
        return _Field(_kind_of(field.message_type), container, keys, json_name)
    scalar = scalar_of(field)
    return _Field(scalar and _Kind(scalar.name, scalar), container, keys, json_name)


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
        try:
            _check_value(members["value"], inner, depth + 1)
        except _Misread as err:
            err.path = f".value{err.path}"
            raise


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
