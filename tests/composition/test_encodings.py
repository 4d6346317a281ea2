"""The contract says how messages are written; both ways are read by everybody."""

from __future__ import annotations

import pytest
from acme.errors.v1.vault_nexus import VAULT_SERVICE, VaultService
from acme.errors.v1.vault_pb2 import (
    KeepRequest,
    KeepResponse,
    ShowRequest,
    ShowResponse,
    StoreRequest,
    StoreResponse,
)
from composition.callers import CallBoth, CallBothAsStock, SendUnknown
from composition.scene import PLUGIN, scene, vault_of
from composition.vault import UNKNOWN, KeepWorkflow
from live.world import events, unique
from nexusrpc.handler import StartOperationContext, service_handler, sync_operation
from temporalio import nexus
from temporalio.api.common.v1 import Payload
from temporalio.client import NexusOperationFailureError

from protonexus import InvalidRequestError, ProtoNexusPlugin
from protonexus.testing import DevServer

EXPECTED = {
    "Store": "binary/protobuf",
    "Keep": "binary/protobuf",
    "Show": "json/protobuf",
    "Lend": "json/protobuf",
    "Scan": "binary/protobuf",
}
with_and_without_plugin = pytest.mark.parametrize("plugins", [(), PLUGIN], ids=["without plugin", "with plugin"])


def encoding(payload: Payload) -> str:
    return payload.metadata["encoding"].decode()


@with_and_without_plugin
async def test_requests_and_results_are_written_as_the_contract_says(
    server: DevServer, plugins: list[ProtoNexusPlugin]
) -> None:
    async with scene(server, plugins=plugins) as shop:
        handle = await shop.start(CallBoth.run, b"x")
        assert await handle.result() == [b"x"] * 5
        operations: dict[int, str] = {}
        requests: dict[str, str] = {}
        for event in await events(handle, "nexus_operation_scheduled"):
            scheduled = event.nexus_operation_scheduled_event_attributes
            operations[event.event_id] = scheduled.operation
            requests[scheduled.operation] = encoding(scheduled.input)
        assert requests == EXPECTED
        results: dict[str, str] = {}
        for event in await events(handle, "nexus_operation_completed"):
            completed = event.nexus_operation_completed_event_attributes
            results[operations[completed.scheduled_event_id]] = encoding(completed.result)
        # The worker's own converter writes it, and the SDK's knows nothing of contracts.
        assert results == (EXPECTED if plugins else EXPECTED | {"Keep": "json/protobuf"})


async def test_an_any_of_an_unknown_type_passes_in_binary_and_is_refused_in_json(server: DevServer) -> None:
    async with scene(server) as shop:
        handle = await shop.start(SendUnknown.run)
        request, response = await handle.result()
        assert "acme.errors.v1.ShowRequest has no JSON form" in request
        assert "acme.errors.v1.ShowResponse has no JSON form" in response
        assert not await events(handle, "workflow_task_failed")
        vault = vault_of(shop)
        assert (await vault.keep(KeepRequest(thing=UNKNOWN), id=unique("x"))).thing == UNKNOWN
        with pytest.raises(InvalidRequestError, match="has no JSON form"):
            await vault.show(ShowRequest(thing=UNKNOWN), id=unique("x"))
        with pytest.raises(NexusOperationFailureError) as caught:
            await vault.show(ShowRequest(data=b"unknown"), id=unique("x"))
        assert "Vault.show returned a wrong result" in str(caught.value.cause)


@with_and_without_plugin
async def test_the_sdks_own_clients_call_operations_that_are_written_in_binary(
    server: DevServer, plugins: list[ProtoNexusPlugin]
) -> None:
    async with scene(server, plugins=plugins) as shop:
        assert await shop.execute(CallBothAsStock.run, b"x") == [b"x"] * 3
        stock = shop.orders.create_nexus_client(service=VaultService, endpoint=shop.endpoint)
        stored = await stock.execute_operation(VaultService.store, StoreRequest(data=b"x"), id=unique("x"))
        assert stored.data == b"x"


@service_handler(name=VAULT_SERVICE)
class StockVault:
    @sync_operation(name="Store")
    async def store(self, ctx: StartOperationContext, request: StoreRequest) -> StoreResponse:
        return StoreResponse(data=request.data)

    @nexus.workflow_run_operation(name="Keep")
    async def keep(
        self, ctx: nexus.WorkflowRunOperationContext, request: KeepRequest
    ) -> nexus.WorkflowHandle[KeepResponse]:
        return await ctx.start_workflow(KeepWorkflow.run, request, id=f"keep-{ctx.request_id}")

    @sync_operation(name="Show")
    async def show(self, ctx: StartOperationContext, request: ShowRequest) -> ShowResponse:
        return ShowResponse(data=request.data)


@with_and_without_plugin
async def test_handlers_with_the_sdks_own_decorators_serve_operations_that_are_written_in_binary(
    server: DevServer, plugins: list[ProtoNexusPlugin]
) -> None:
    async with scene(server, StockVault(), plugins=plugins) as shop:
        vault = vault_of(shop)
        assert (await vault.store(StoreRequest(data=b"x"), id=unique("x"))).data == b"x"
        assert (await vault.keep(KeepRequest(data=b"x"), id=unique("x"))).data == b"x"
        assert (await vault.show(ShowRequest(data=b"x"), id=unique("x"))).data == b"x"
