"""Equality of messages as people mean it, which bytes do not have."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from google.protobuf.any_pb2 import Any as AnyMessage
from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.message import Message
from google.protobuf.message_factory import GetMessageClass

LONGEST = 1000  # characters of what is said


def difference(want: Message, got: Message) -> str:
    """Return where `got` differs first; empty for equal messages.

    NaN equals NaN, zeros have signs, and what is in an Any is a message. Fields that the contract does not know do
    not count.
    """
    if want.DESCRIPTOR.full_name != got.DESCRIPTOR.full_name:
        return f"{got.DESCRIPTOR.full_name} instead of {want.DESCRIPTOR.full_name}"
    return _difference("", _plain(want), _plain(got))[:LONGEST]


def _difference(path: str, want: object, got: object) -> str:
    if want == got:
        return ""
    if isinstance(want, Mapping) and isinstance(got, Mapping):
        key = next(key for key in (*want, *got) if want.get(key, _Nothing) != got.get(key, _Nothing))
        return _difference(f"{path}.{key}", want.get(key, _Nothing), got.get(key, _Nothing))
    if isinstance(want, list) and isinstance(got, list) and len(want) == len(got):
        at = next(at for at, (one, other) in enumerate(zip(want, got, strict=True)) if one != other)
        return _difference(f"{path}[{at}]", want[at], got[at])
    return f"{path.lstrip('.')}: {got!r:.300} instead of {want!r:.300}"


class _Nothing:
    """Stands for a field that is not there."""


def _plain(message: Message) -> dict[str, Any]:
    if isinstance(message, AnyMessage) and message.type_url:
        packed = GetMessageClass(message.DESCRIPTOR.file.pool.FindMessageTypeByName(message.TypeName()))()
        packed.ParseFromString(message.value)
        return {"@type": message.type_url, "value": _plain(packed)}
    return {field.name: _value(field, value) for field, value in message.ListFields()}


def _value(field: FieldDescriptor, value: Any) -> Any:
    if field.message_type and field.message_type.GetOptions().map_entry:
        inner = field.message_type.fields_by_name["value"]
        return {key: _value(inner, value[key]) for key in value}
    if field.is_repeated:
        return [_one(each) for each in value]
    return _one(value)


def _one(value: Any) -> Any:
    if isinstance(value, Message):
        return _plain(value)
    return repr(value) if isinstance(value, float) else value
