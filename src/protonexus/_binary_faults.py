"""Which field of a binary message is wrong, as far as protobuf's own text does not say it."""

from __future__ import annotations

from typing import Any

from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.empty_pb2 import Empty
from google.protobuf.message import DecodeError
from google.protobuf.unknown_fields import UnknownFieldSet

_BYTES_ON_THE_WIRE = 2
_MAX_DEPTH = 100


def not_utf8(data: bytes, descriptor: Any, depth: int = 0) -> str | None:
    """The path of the first string in a serialised message that is not UTF-8; None if there is none."""
    try:
        fields: Any = UnknownFieldSet(Empty.FromString(data))
    except DecodeError:
        return None
    for one in fields:
        field = descriptor.fields_by_number.get(one.field_number)
        if field is None or one.wire_type != _BYTES_ON_THE_WIRE:
            continue
        if field.type == FieldDescriptor.TYPE_STRING and not _is_utf8(one.data):
            return str(field.name)
        if field.type == FieldDescriptor.TYPE_MESSAGE and depth < _MAX_DEPTH:
            inner = not_utf8(one.data, field.message_type, depth + 1)
            if inner is not None:
                return f"{field.name}[*]" if field.message_type.GetOptions().map_entry else f"{field.name}.{inner}"
    return None


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True
