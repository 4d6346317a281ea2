"""Messages to payloads and back: the one place that decides what goes over the wire.

Writing and reading follow the wire policy in docs/wire.md. Temporal's own
protobuf payload converters write; reading is theirs too, made lenient (unknown
fields are ignored) and strict about types (`messageType` must be the declared one).
"""

from __future__ import annotations

import json
from collections.abc import Callable
from enum import Enum
from typing import Any, Generic, TypeVar

from google.protobuf.empty_pb2 import Empty
from google.protobuf.message import DecodeError, Message
from temporalio.api.common.v1 import Payload
from temporalio.converter import (
    BinaryNullPayloadConverter,
    JSONProtoPayloadConverter,
)

from protonexus import _protojson
from protonexus._binary_faults import not_utf8
from protonexus._writing_faults import unwritable

M = TypeVar("M", bound=Message)


class Encoding(Enum):
    """How a message is written. Both are always read."""

    JSON = "json/protobuf"
    BINARY = "binary/protobuf"


_null = BinaryNullPayloadConverter()
_json = JSONProtoPayloadConverter()


class PayloadError(ValueError):
    """A payload that is not the declared message, or a value that cannot become its payload."""


class MessageCodec(Generic[M]):
    """Writes and reads the payloads of one message type."""

    __slots__ = ("_binary", "_is_empty", "_type_name", "full_name", "message_type")

    def __init__(self, message_type: type[M]) -> None:
        self.message_type = message_type
        self.full_name: str = message_type.DESCRIPTOR.full_name
        self._type_name = self.full_name.encode()
        self._is_empty = message_type is Empty
        # What the SDK's BinaryProtoPayloadConverter writes, made once.
        self._binary = {"encoding": Encoding.BINARY.value.encode(), "messageType": self._type_name}

    @property
    def is_empty(self) -> bool:
        """Whether the message is google.protobuf.Empty, which stands for no value at all."""
        return self._is_empty

    def encode(self, value: object, encoding: Encoding = Encoding.JSON) -> Payload:
        """`value` as a payload.

        Raises:
            PayloadError: it is not the declared message, or cannot be serialised.
        """
        if self._is_empty and (value is None or isinstance(value, Empty)):
            return _written(_null.to_payload(None))
        if not isinstance(value, self.message_type):
            raise PayloadError(f"expected {self.full_name}, got {kind_of(value)}")
        try:
            if encoding is Encoding.BINARY:
                return Payload(metadata=self._binary, data=value.SerializeToString())
            return _written(_json.to_payload(value))
        except Exception:  # json_format's texts quote values
            raise PayloadError(unwritable(value)) from None

    def decode(self, payload: Payload) -> M:
        """The message in `payload`.

        Raises:
            PayloadError: it holds something else than the declared message.
        """
        if self._is_empty:  # SDKs disagree on the form of "no value", so any is right
            return self.message_type()
        metadata = payload.metadata
        encoding = metadata.get("encoding", b"")
        if encoding == b"binary/null":
            return self.message_type()
        type_name = metadata.get("messageType")
        if type_name is not None and type_name != self._type_name:
            raise PayloadError(f"expected {self.full_name}, got {_text(type_name)}")
        reader = _READERS.get(encoding)
        if reader is None:
            raise PayloadError(
                f"expected {self.full_name} as json/protobuf or binary/protobuf, got "
                + (f"the encoding {_text(encoding)}" if encoding else "no payload")
            )
        try:
            message: M = reader(payload.data, self.message_type)
            return message
        except Exception as err:
            # Without the cause, which would be serialised with the failure and may quote values.
            raise PayloadError(f"cannot read {_text(encoding)} as {self.full_name}: {_reason(err)}") from None


_codecs: dict[type[Message], MessageCodec[Any]] = {}


def codec(message_type: type[M]) -> MessageCodec[M]:
    """The codec of `message_type`; one object each."""
    found = _codecs.get(message_type)
    if found is None:
        found = _codecs[message_type] = MessageCodec(message_type)
    return found


def kind_of(value: object) -> str:
    """What `value` is, for an error text: never the value itself, which may be a secret."""
    if isinstance(value, Message):
        return value.DESCRIPTOR.full_name
    return "None" if value is None else type(value).__qualname__


def _parse_binary(data: bytes, message_type: type[M]) -> M:
    try:
        return message_type.FromString(data)
    except DecodeError as err:
        if where := not_utf8(data, message_type.DESCRIPTOR):
            raise ValueError(f"{where}: is not UTF-8") from None
        problem = str(err).rpartition("': ")[2]
        raise ValueError("nested too deeply" if "MaxDepth" in problem else problem) from None


_READERS: dict[bytes, Callable[[bytes, type[Any]], Any]] = {
    b"json/protobuf": _protojson.parse,
    b"json/plain": _protojson.parse,
    b"binary/protobuf": _parse_binary,
}


def _written(payload: Payload | None) -> Payload:
    assert payload is not None  # the converters answer None only to values of another kind
    return payload


def _text(data: bytes) -> str:
    text = data[:200].decode(errors="backslashreplace")
    return "".join(char if char.isprintable() else repr(char)[1:-1] for char in text)


def _reason(err: Exception) -> str:
    if isinstance(err, RecursionError):
        return "nested too deeply"
    if isinstance(err, UnicodeError):
        return "not UTF-8"
    if isinstance(err, json.JSONDecodeError):
        return f"not JSON: {err.msg} at character {err.pos}"
    return " ".join(str(err).split())[:500] or type(err).__name__
