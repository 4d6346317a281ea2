"""Why json_format refuses a value: the field's path, its type and the kind of what is there, never the value."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from google.protobuf import json_format, message_factory
from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.message import Message

from protonexus._json_kinds import SPECIAL, kind

_TYPE_NAMES = {
    number: name.removeprefix("TYPE_").lower()
    for name, number in vars(FieldDescriptor).items()
    if name.startswith("TYPE_")
}


def diagnose(value: object, message_type: type[Message]) -> str:
    """One line about the first field of `value` that cannot be read as a part of `message_type`."""
    return _problem(value, message_type, "") or f"not the JSON of a {message_type.DESCRIPTOR.full_name}"


def _problem(value: object, message_type: type[Message], path: str) -> str | None:
    if _reads(value, message_type):
        return None
    descriptor: Any = message_type.DESCRIPTOR
    if descriptor.full_name in SPECIAL or not isinstance(value, dict) or "@type" in value:
        return f"{path or 'the message'}: cannot read a {descriptor.full_name} from {kind(value)}"  # pyright: ignore[reportUnknownArgumentType]
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
            if field.message_type is not None and field.message_type.GetOptions().map_entry:
                target = field.message_type.fields_by_name["value"]
            break
    if target.message_type is not None and not target.message_type.GetOptions().map_entry:
        inner = _problem(value, message_factory.GetMessageClass(target.message_type), where)
        if inner is not None:
            return inner
    named = target.message_type or target.enum_type
    expected = named.full_name if named is not None else _TYPE_NAMES[target.type]
    return f"{where}: cannot read {'an' if expected[0] in 'aeiou' else 'a'} {expected} from {kind(value)}"


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
