"""How large a payload is when it leaves the worker."""

from __future__ import annotations

from collections.abc import Coroutine
from typing import Any

from nexusrpc.handler import OperationContext
from temporalio import nexus
from temporalio.api.common.v1 import Payload
from temporalio.converter import NexusSerializationContext, PayloadCodec

from protonexus import _limits


def known_size(payload: Payload) -> int | None:
    """Bytes of a result as it leaves; 0 if it is stored elsewhere; None if only the payload codec can tell."""
    size = payload.ByteSize()  # what the server measures: metadata too
    if size <= _limits.MAX_PAYLOAD_BYTES // 2:
        return size
    converter = nexus.client().data_converter
    if converter.external_storage is not None:
        return 0
    return size if converter.payload_codec is None else None


def encoded_size(payload: Payload, ctx: OperationContext) -> Coroutine[Any, Any, int]:
    """Bytes of a result after the payload codec, which may compress it or add to it.

    To be called in a handler's context, which the coroutine does not need.
    """
    where = NexusSerializationContext(endpoint=nexus.info().endpoint, service=ctx.service, operation=ctx.operation)
    codec = nexus.client().data_converter.with_context(where).payload_codec
    assert codec is not None
    return _size_after(codec, payload)


async def _size_after(codec: PayloadCodec, payload: Payload) -> int:
    return (await codec.encode([payload]))[0].ByteSize()
