"""Payloads that the SDK keeps elsewhere are not what the server's limits are about."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from acme.errors.v1.vault_pb2 import KeepRequest, StoreRequest
from composition.callers import SendMuch, StoreMuch
from composition.scene import scene, vault_of
from live.world import events, unique
from temporalio.api.common.v1 import Payload
from temporalio.converter import (
    DataConverter,
    ExternalStorage,
    StorageDriver,
    StorageDriverClaim,
    StorageDriverRetrieveContext,
    StorageDriverStoreContext,
)

from protonexus.testing import DevServer

MEGABYTE = 1024 * 1024


class Shelf(StorageDriver):
    def __init__(self) -> None:
        self._kept: list[bytes] = []

    def name(self) -> str:
        return "shelf"

    async def store(self, context: StorageDriverStoreContext, payloads: Sequence[Payload]) -> list[StorageDriverClaim]:
        begin = len(self._kept)
        self._kept += [payload.SerializeToString() for payload in payloads]
        return [StorageDriverClaim({"at": str(at)}) for at in range(begin, len(self._kept))]

    async def retrieve(
        self, context: StorageDriverRetrieveContext, claims: Sequence[StorageDriverClaim]
    ) -> list[Payload]:
        return [Payload.FromString(self._kept[int(claim.claim_data["at"])]) for claim in claims]


async def test_messages_above_the_limit_pass_through_external_storage(server: DevServer) -> None:
    elsewhere = dataclasses.replace(DataConverter.default, external_storage=ExternalStorage([Shelf()]))
    data = bytes(3 * MEGABYTE)
    async with scene(server, data_converter=elsewhere) as shop:
        vault = vault_of(shop)
        assert (await vault.store(StoreRequest(data=data), id=unique("x"))).data == data
        assert (await vault.keep(KeepRequest(data=data), id=unique("x"))).data == data
        assert await shop.execute(StoreMuch.run, StoreRequest(data=data)) == len(data)
        assert await shop.execute(SendMuch.run) == ""
    async with scene(server) as shop:  # whose clients store nothing elsewhere
        handle = await shop.start(SendMuch.run)
        assert "more than its namespace takes" in await handle.result()
        assert not await events(handle, "workflow_task_failed")
