"""A payload codec runs around everything, and sizes are what it makes of them."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Sequence
from typing import Any

import pytest
from acme.errors.v1.vault_pb2 import ShowRequest, StoreRequest, StoreResponse
from composition.callers import CallBoth, StoreMuch
from composition.codecs import COMPRESSED, ENCRYPTED, Encrypting
from composition.scene import PLUGIN, library_of, scene, vault_of
from composition.vault import Library, Vault
from live.world import events, unique
from temporalio.api.common.v1 import Payload
from temporalio.client import NexusOperationFailureError, WorkflowHandle
from temporalio.converter import DataConverter, SerializationContext, WithSerializationContext

from protonexus import OperationContext, ProtoNexusPlugin
from protonexus.testing import DevServer

with_and_without_plugin = pytest.mark.parametrize("plugins", [(), PLUGIN], ids=["without plugin", "with plugin"])
MEGABYTE = 1024 * 1024


async def kept(handle: WorkflowHandle[Any, Any]) -> bytes:
    return b"".join([event.SerializeToString() async for event in handle.fetch_history_events()])


@with_and_without_plugin
async def test_with_encryption_no_history_holds_what_was_sent_or_answered(
    server: DevServer, plugins: list[ProtoNexusPlugin]
) -> None:
    async with scene(server, data_converter=ENCRYPTED, plugins=plugins) as shop:
        handle = await shop.start(CallBoth.run, b"hunter2")
        assert await handle.result() == [b"hunter2"] * 5
        histories = await kept(handle)
        for started in await events(handle, "nexus_operation_started"):
            [link] = started.links
            backing = shop.payments.get_workflow_handle(link.workflow_event.workflow_id)
            histories += await kept(backing)
        assert b"keep-" in histories
        assert b"hunter2" not in histories
        assert b"aHVudGVyMg" not in histories  # as base64
        vault = vault_of(shop)
        assert (await vault.show(ShowRequest(data=b"hunter2"), id=unique("x"))).data == b"hunter2"


class Knowing(Encrypting, WithSerializationContext):
    """Encrypts only when it is told for whom."""

    def __init__(self, context: SerializationContext | None = None) -> None:
        super().__init__()
        self._context = context

    def with_context(self, context: SerializationContext) -> Knowing:
        return Knowing(context)

    async def encode(self, payloads: Sequence[Payload]) -> list[Payload]:
        assert self._context is not None
        return await super().encode(payloads)


async def test_a_codec_is_always_told_whom_it_encodes_for(server: DevServer) -> None:
    knowing = dataclasses.replace(DataConverter.default, payload_codec=Knowing())
    async with scene(server, Large(), LargeByThread(), data_converter=knowing) as shop:
        vault = vault_of(shop)
        library = library_of(shop)
        for request in (StoreRequest(data=b"zeros 0.1"), StoreRequest(data=b"zeros 1.3")):
            assert (await vault.store(request, id=unique("x"))).data
            assert (await library.scan(request, id=unique("x"))).data
        assert await shop.execute(CallBoth.run, b"zeros 0.001")


class Large(Vault):
    """Answers with as much as it is asked for."""

    async def store(self, ctx: OperationContext, request: StoreRequest) -> StoreResponse:
        return large(request)


class LargeByThread(Library):
    def scan(self, ctx: OperationContext, request: StoreRequest) -> StoreResponse:
        return large(request)


def large(request: StoreRequest) -> StoreResponse:
    kind, megabytes = request.data.split()
    size = int(float(megabytes) * MEGABYTE)
    return StoreResponse(data=os.urandom(size) if kind == b"random" else bytes(size))


async def test_a_result_that_is_compressed_below_the_limit_passes(server: DevServer) -> None:
    async with scene(server, Large(), LargeByThread(), data_converter=COMPRESSED) as shop:
        vault = vault_of(shop)
        library = library_of(shop)
        request = StoreRequest(data=b"zeros 3")
        assert await shop.execute(StoreMuch.run, request) == 3 * MEGABYTE
        assert len((await vault.store(request, id=unique("x"))).data) == 3 * MEGABYTE
        assert len((await library.scan(request, id=unique("x"))).data) == 3 * MEGABYTE


@pytest.mark.parametrize("operation", ["store", "scan"])
async def test_a_result_that_is_encrypted_above_the_limit_is_refused_at_once(server: DevServer, operation: str) -> None:
    async with scene(server, Large(), LargeByThread(), data_converter=ENCRYPTED) as shop:
        vault = vault_of(shop)
        library = library_of(shop)
        call: Any = vault.store if operation == "store" else library.scan
        handle = await call.start(StoreRequest(data=b"random 1.9"), id=unique("x"))
        with pytest.raises(NexusOperationFailureError) as caught:
            await handle.result()
        assert "a result may have 2097152" in str(caught.value.cause)
        assert (await handle.describe()).attempt == 1


async def test_a_result_above_the_limit_that_nothing_compresses_is_refused_at_once(server: DevServer) -> None:
    async with scene(server, Large(), LargeByThread(), data_converter=COMPRESSED) as shop:
        vault = vault_of(shop)
        handle = await vault.store.start(StoreRequest(data=b"random 3"), id=unique("x"))
        with pytest.raises(NexusOperationFailureError) as caught:
            await handle.result()
        assert "Large.store returned " in str(caught.value.cause)
        assert (await handle.describe()).attempt == 1
