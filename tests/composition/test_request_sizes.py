"""Requests of workflows are measured against their namespace's limit, as their codec leaves them; replays keep to what was done."""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import AsyncGenerator, Sequence
from typing import Any

import pytest
from acme.errors.v1.vault_pb2 import StoreRequest, StoreResponse
from composition.callers import Send
from composition.codecs import COMPRESSED, ENCRYPTED, Encrypting
from composition.scene import scene, vault_of
from composition.vault import Vault
from live.world import events, unique
from temporalio.api.common.v1 import Payload
from temporalio.client import NexusOperationFailureError, WorkflowHandle
from temporalio.converter import DataConverter
from temporalio.worker import Replayer

from protonexus import InvalidRequestError, OperationContext, ProtoNexusPlugin
from protonexus.testing import DevServer, dev_server

KIB = 1024


class Brief(Vault):
    async def store(self, ctx: OperationContext, request: StoreRequest) -> StoreResponse:
        return StoreResponse(data=bytes(1500 * KIB) if request.data == b"much" else b"kept")


@pytest.fixture(scope="module", params=[1024, 10240], ids=lambda kib: f"{kib} KiB")
async def limited(request: pytest.FixtureRequest) -> AsyncGenerator[tuple[DevServer, int]]:
    kib: int = request.param
    async with dev_server(["orders", "payments"], dynamic_config={"limit.blobSize.error": kib * KIB}) as server:
        yield server, kib


async def replay(handle: WorkflowHandle[Any, Any], data_converter: DataConverter = DataConverter.default) -> None:
    history = await handle.fetch_history()
    replayer = Replayer(workflows=[Send], plugins=[ProtoNexusPlugin()], data_converter=data_converter)
    await replayer.replay_workflow(history)


async def ends(handle: WorkflowHandle[Any, list[str]]) -> list[str]:
    """ "sent" or "refused" of each."""
    found = await handle.result()
    assert not await events(handle, "workflow_task_failed")
    return ["sent" if end == "kept" else "refused" if "more than its namespace takes" in end else end for end in found]


@pytest.mark.parametrize("cached", [1000, 0])
async def test_a_request_is_refused_above_its_namespaces_limit_and_only_then(
    limited: tuple[DevServer, int], cached: int
) -> None:
    server, limit = limited
    most = min(limit, 2048)  # KiB that the body of a Nexus request may have, whatever the namespace takes
    async with scene(server, Brief(), workflows=[Send], max_cached_workflows=cached) as shop:
        handle = await shop.start(Send.run, [most - 2, most + 2, 10, 9000, most - 2])
        assert await ends(handle) == ["sent", "refused", "sent", "refused", "sent"]
        await replay(handle)  # which knows of no limit but the default


async def test_a_standalone_request_is_refused_above_its_namespaces_limit_and_only_then(
    limited: tuple[DevServer, int],
) -> None:
    server, limit = limited
    most = min(limit, 2048)  # KiB that the body of a Nexus request may have, whatever the namespace takes
    async with scene(server, Brief()) as shop:
        vault = vault_of(shop)
        assert (await vault.store(StoreRequest(data=bytes((most - 2) * KIB)), id=unique("x"))).data == b"kept"
        with pytest.raises(InvalidRequestError, match=f"one may have {most * KIB}"):
            await vault.store(StoreRequest(data=bytes((most + 2) * KIB)), id=unique("x"))


async def test_a_result_is_refused_above_its_namespaces_limit_and_only_then(limited: tuple[DevServer, int]) -> None:
    server, limit = limited
    async with scene(server, Brief()) as shop:
        handle = await vault_of(shop).store.start(StoreRequest(data=b"much"), id=unique("x"))
        if limit > 1500:
            assert (await handle.result()).data
            return
        with pytest.raises(NexusOperationFailureError) as caught:
            await handle.result()
        assert f"a result may have {limit * KIB}" in str(caught.value.cause)
        assert (await handle.describe()).attempt == 1


class Awaiting(Encrypting):
    """Asks somebody for the key, as those with a key service do."""

    async def encode(self, payloads: Sequence[Payload]) -> list[Payload]:
        await asyncio.sleep(0.01)
        return await asyncio.create_task(super().encode(payloads))


class Failing(Encrypting):
    """Takes too long to wait for."""

    async def encode(self, payloads: Sequence[Payload]) -> list[Payload]:
        if sum(len(payload.data) for payload in payloads) > 1000 * KIB:
            await asyncio.sleep(1.2)
        return await super().encode(payloads)


AWAITING, SLOW = (dataclasses.replace(DataConverter.default, payload_codec=codec()) for codec in (Awaiting, Failing))


@pytest.mark.parametrize("cached", [1000, 0])
@pytest.mark.parametrize(
    ("converter", "expected"),
    [
        (COMPRESSED, ["sent", "sent", "refused", "sent"]),
        (ENCRYPTED, ["refused", "refused", "refused", "sent"]),
        (AWAITING, ["refused", "refused", "refused", "sent"]),
    ],
    ids=["compressed", "encrypted", "encrypted by one that awaits"],
)
async def test_a_request_is_measured_as_its_codec_leaves_it(
    server: DevServer, converter: DataConverter, expected: list[str], cached: int
) -> None:
    async with scene(server, Brief(), workflows=[Send], data_converter=converter, max_cached_workflows=cached) as shop:
        handle = await shop.start(Send.run, [1700, 3000, 3001, 1201])
        assert await ends(handle) == expected
        await replay(handle, converter)


async def test_a_codec_that_takes_too_long_is_not_waited_for(server: DevServer) -> None:
    async with scene(server, Brief(), workflows=[Send], data_converter=SLOW) as shop:
        handle = await shop.start(Send.run, [1201, 2100])
        assert await ends(handle) == ["sent", "refused"]
        await replay(handle, SLOW)


async def test_without_the_plugin_the_servers_default_counts(server: DevServer) -> None:
    async with scene(server, Brief(), workflows=[Send], plugins=()) as shop:
        handle = await shop.start(Send.run, [2046, 2050])
        assert await ends(handle) == ["sent", "refused"]
        await replay(handle)
