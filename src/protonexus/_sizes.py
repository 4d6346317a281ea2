"""How large a payload is when it leaves."""

from __future__ import annotations

from temporalio.api.common.v1 import Payload
from temporalio.converter import DataConverter, NexusSerializationContext

from protonexus import _limits


def known_size(payload: Payload, converter: DataConverter) -> int | None:
    """Bytes of `payload` as it leaves; 0 if it is stored elsewhere; None if only the payload codec can tell."""
    size = payload.ByteSize()  # what the server measures: metadata too
    if size <= _limits.MEASURED_BYTES:
        return size
    if converter.external_storage is not None:
        return 0
    return size if converter.payload_codec is None else None


async def encoded_size(payload: Payload, converter: DataConverter, where: NexusSerializationContext) -> int:
    """Bytes of `payload` after the payload codec, which may compress it or add to it."""
    codec = converter.with_context(where).payload_codec
    assert codec is not None
    return (await codec.encode([payload]))[0].ByteSize()
