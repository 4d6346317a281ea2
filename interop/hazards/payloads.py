"""How rows write their payloads."""

from __future__ import annotations

import json
from typing import Any

from temporalio.api.common.v1 import Payload

JSON, BINARY = "json/protobuf", "binary/protobuf"
PLAIN_JSON, BYTES, NULL = "json/plain", "binary/plain", "binary/null"
PACKAGE = "acme.interop.v1."


def payload(data: bytes | str, encoding: str | bytes | None = JSON, message: str | bytes | None = None) -> Payload:
    """Return a payload with that metadata; None leaves a key out."""
    metadata = {"encoding": encoding, "messageType": message}
    given = {key: _bytes(value) for key, value in metadata.items() if value is not None}
    return Payload(metadata=given, data=_bytes(data))


def with_metadata(made: Payload, **more: bytes) -> Payload:
    """Return a payload with more metadata."""
    for key, value in more.items():
        made.metadata[key] = value
    return made


def merged(value: Any, more: Any) -> Any:
    """Return a JSON object with those members changed, at any depth."""
    if not (isinstance(value, dict) and isinstance(more, dict)):
        return more
    return value | {key: merged(value[key], new) if key in value else new for key, new in more.items()}


def text(value: Any) -> str:
    """Return JSON."""
    return json.dumps(value)


def nested(levels: int, key: str) -> str:
    """Return JSON objects in each other."""
    return f'{{"{key}":' * levels + "{}" + "}" * levels


def arrays(levels: int) -> str:
    """Return JSON arrays in each other."""
    return "[" * levels + "]" * levels


def field(number: int, data: bytes) -> bytes:
    """Return a length-delimited field."""
    return varint(number << 3 | 2) + varint(len(data)) + data


def nested_binary(levels: int, number: int) -> bytes:
    """Return messages in each other."""
    data = b""
    for _ in range(levels):
        data = field(number, data)
    return data


def varint(value: int) -> bytes:
    """Return a varint."""
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*out, value])


def _bytes(value: bytes | str) -> bytes:
    return value.encode() if isinstance(value, str) else value
