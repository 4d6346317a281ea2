"""Why a message cannot be written: the path of the field, never its value."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from google.protobuf import json_format
from google.protobuf.message import Message

from protonexus._json_kinds import value_of_map

_SMALL: Final = 20_000
"""Bytes that are written again for each level, which takes a few tenths of a second."""
_PROBLEMS: Final = {
    "google.protobuf.Any": "is of a type unknown here, or holds what has no JSON form",
    "google.protobuf.Timestamp": "is not within the years 1 to 9999",
    "google.protobuf.Duration": "is out of range",
    "google.protobuf.FieldMask": "has a path that does not come back from camelCase",
    "google.protobuf.Struct": "holds NaN, Infinity or nothing",
    "google.protobuf.Value": "holds NaN, Infinity or nothing",
    "google.protobuf.ListValue": "holds NaN, Infinity or nothing",
}


def unwritable(message: Message) -> str:
    """One line about why `message`, which cannot be written, cannot."""
    name = message.DESCRIPTOR.full_name
    if not message.IsInitialized():
        lacking: Any = message
        return f"{name} lacks the required {', '.join(lacking.FindInitializationErrors())}"
    where, problem = _fault(message) if message.ByteSize() <= _SMALL else ("", "")
    told = f"{where.lstrip('.')} {problem}" if where and problem else problem or "a value in it has none"
    return f"{name} has no JSON form: {told}; mend it, or let the contract say ENCODING_BINARY"


def _fault(message: Message) -> tuple[str, str]:
    for path, inner in _inside(message):
        if not _writes(inner):
            where, problem = _fault(inner)
            return path + where, problem
    return "", _PROBLEMS.get(message.DESCRIPTOR.full_name, "")


def _inside(message: Any) -> Iterator[tuple[str, Message]]:
    if message.DESCRIPTOR.full_name in _PROBLEMS:
        return
    for field, value in message.ListFields():
        if (of_map := value_of_map(field)) is not None:
            if of_map.message_type is not None:
                yield from ((f".{field.name}[*]", one) for one in value.values())  # a key may be a secret
        elif field.message_type is not None and field.is_repeated:
            yield from ((f".{field.name}[{at}]", one) for at, one in enumerate(value))
        elif field.message_type is not None:
            yield f".{field.name}", value


def _writes(message: Message) -> bool:
    try:
        json_format.MessageToDict(message)
    except Exception:
        return False
    return True
