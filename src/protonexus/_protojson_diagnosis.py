"""Why json_format refuses a value: the field's path, its type and the kind of what is there, never the value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, cast

from google.protobuf import descriptor_pool, json_format, message_factory
from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.message import Message

from protonexus._json_kinds import SPECIAL, a, kind, value_of_map

_TYPE_NAMES = {
    number: name.removeprefix("TYPE_").lower()
    for name, number in vars(FieldDescriptor).items()
    if name.startswith("TYPE_")
}


_SMALL = 20_000
"""Bytes that are parsed again for each item and each level, which takes a few tenths of a second."""


def diagnose(refused: Exception, value: object, size: int, message_type: type[Message]) -> str:
    """One line about the first field of `value` that cannot be read as a part of `message_type`.

    `value` had `size` bytes, and `refused` is what json_format said of it.
    """
    fields = _fields(refused, message_type.DESCRIPTOR)
    if size * (1 + len(fields)) <= _SMALL and (problem := _problem(value, message_type, "")):
        return problem
    if not fields:
        return f"not the JSON of a {message_type.DESCRIPTOR.full_name}"
    return f"{'.'.join(field.json_name for field in fields)}: cannot read {_expected(fields[-1])} from what is there"


def _fields(refused: Exception, descriptor: Any) -> list[Any]:
    """The fields that json_format names, from the outermost; what follows them in its text may quote a value."""
    found: list[Any] = []
    named = re.match(r"(?:Failed to parse \w+ field: )*", str(refused))
    for name in named[0].split()[3::5] if named else ():
        field = next((one for one in descriptor.fields if name in (one.name, one.json_name)), None)
        if field is None:
            break
        found.append(field)
        descriptor = (value_of_map(field) or field).message_type
        if descriptor is None:
            break
    return found


def _problem(value: object, message_type: type[Message], path: str) -> str | None:
    if _reads(value, message_type):
        return None
    descriptor: Any = message_type.DESCRIPTOR
    if descriptor.full_name == "google.protobuf.Any" and isinstance(value, dict) and "@type" in value:
        inner = dict(cast(dict[str, Any], value))
        descriptor = descriptor_pool.Default().FindMessageTypeByName(inner.pop("@type").rpartition("/")[2])
        return _problem(inner, message_factory.GetMessageClass(descriptor), path)
    if descriptor.full_name in SPECIAL or not isinstance(value, dict):
        return f"{path or 'the message'}: cannot read {a(descriptor.full_name)} from {kind(value)}"  # pyright: ignore[reportUnknownArgumentType]
    members = cast(dict[str, Any], value)
    fields = {name: field for field in descriptor.fields for name in (field.name, field.json_name)}
    for key, field in ((key, fields[key]) for key in members if key in fields):
        if not _reads({key: members[key]}, message_type):
            return _field_problem(key, members[key], field, message_type, f"{path}.{key}" if path else key)
    for oneof in descriptor.oneofs:
        given = [key for key in members if key in fields and fields[key].containing_oneof is oneof]
        if len(given) > 1:
            return f"{', '.join(given)} exclude each other (oneof {oneof.name})"
    return None


def _field_problem(key: str, value: object, field: Any, message_type: type[Message], where: str) -> str:
    target = field
    for at, part, alone in _parts(value, field):
        if not _reads({key: alone}, message_type):
            value, where = part, where + at
            target = value_of_map(field) or field
            break
    if target.message_type is not None and value_of_map(target) is None:
        inner = _problem(value, message_factory.GetMessageClass(target.message_type), where)
        if inner is not None:
            return inner
    if target.type == FieldDescriptor.TYPE_STRING and isinstance(value, str):
        return f"{where}: is not valid Unicode"
    if isinstance(value, int | float):
        return f"{where}: cannot read {_expected(target)} from this number"
    return f"{where}: cannot read {_expected(target)} from {kind(value)}"


def _expected(field: Any) -> str:
    named = field.message_type or field.enum_type
    return a(named.full_name if named is not None else _TYPE_NAMES[field.type])


def _parts(value: object, field: Any) -> Iterator[tuple[str, object, object]]:
    """Of a list or map: where each element is, the element, and it alone as the field's value."""
    if field.is_repeated and isinstance(value, list):
        for at, item in enumerate(cast(list[object], value)):
            yield f"[{at}]", item, [item]
    elif field.is_repeated and isinstance(value, dict):
        for map_key, item in cast(dict[str, object], value).items():
            yield "[*]", item, {map_key: item}


def _reads(value: Any, message_type: type[Message]) -> bool:
    try:
        json_format.ParseDict(value, message_type(), ignore_unknown_fields=True)
    except Exception:
        return False
    return True
