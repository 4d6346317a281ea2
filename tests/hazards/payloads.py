"""Payloads that nobody should send."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from acme.hazards.v1.hazards_pb2 import Other, ProbeFailed, ProbeRequest, ProbeResponse
from google.protobuf.any_pb2 import Any as AnyMessage
from google.protobuf.message import Message
from google.protobuf.timestamp_pb2 import Timestamp
from temporalio.api.common.v1 import Payload
from temporalio.converter import DataConverter

JSON, BINARY = "json/protobuf", "binary/protobuf"
PLAIN_JSON, BYTES, NULL = "json/plain", "binary/plain", "binary/null"
REQUEST, RESPONSE, FAILED, OTHER = (m.DESCRIPTOR.full_name for m in (ProbeRequest, ProbeResponse, ProbeFailed, Other))

UNKNOWN_ANY = AnyMessage(type_url="type.googleapis.com/nowhere.Unknown", value=b"\x08\x01")
LATE = Timestamp(seconds=10**15)
MB = 1024 * 1024


def payload(data: bytes | str, encoding: str | bytes | None = JSON, message: str | bytes | None = None) -> Payload:
    metadata = {"encoding": encoding, "messageType": message}
    return Payload(
        metadata={key: _bytes(value) for key, value in metadata.items() if value is not None}, data=_bytes(data)
    )


def as_json(value: Any, message: str | None = None) -> Payload:
    return payload(json.dumps(value), JSON, message)


def nested_json(levels: int, key: str = "inner") -> str:
    return f'{{"{key}":' * levels + "{}" + "}" * levels


def arrays(levels: int) -> str:
    return "[" * levels + "]" * levels


def nested_binary(levels: int, field: int) -> bytes:
    data = b""
    for _ in range(levels):
        data = bytes([field << 3 | 2]) + varint(len(data)) + data
    return data


def varint(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*out, value])


def filling(make: Callable[[str], Message], size: int) -> Message:
    """The message of a text such that its payload, as the SDK writes it, has `size` bytes."""
    written = DataConverter.default.payload_converter.to_payload(make("x" * (size - 1000)))
    return make("x" * (size - 1000 + size - written.ByteSize()))


def _bytes(value: bytes | str) -> bytes:
    return value.encode() if isinstance(value, str) else value
