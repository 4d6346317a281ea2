"""The caller."""

from __future__ import annotations

from typing import Any

from temporalio import activity, workflow
from temporalio.workflow import NexusOperationCancellationType

with workflow.unsafe.imports_passed_through():
    from acme.interop.v1.interop_nexus import (
        BinaryInteropServiceClient,
        BinaryInteropServiceStandaloneClient,
        DeclinedError,
        InteropServiceClient,
        InteropServiceStandaloneClient,
    )
    from acme.interop.v1.interop_pb2 import Declined, EchoRequest, WaitRequest
    from google.protobuf.message import Message

    from interop.common import cells, known
    from interop.common.cell import LIMIT, Cell, Verdict


class _Calls:
    def __init__(self, cell: Cell) -> None:
        client = BinaryInteropServiceClient if cell.encoding == "BINARY" else InteropServiceClient
        self._client = client(cell.endpoint, schedule_to_close_timeout=LIMIT)
        self._by_name = {
            "Echo": self._client.echo,
            "Run": self._client.run,
            "Decline": self._client.decline,
            "DeclineRun": self._client.decline_run,
            "Fail": self._client.fail,
            "Ping": self._client.ping,
        }

    async def __call__(self, operation: str, *request: Message) -> Any:
        call: Any = self._by_name[operation]
        return await call(*request)

    async def start_wait(self, request: WaitRequest, cancellation: NexusOperationCancellationType) -> cells.Waiting:
        return await self._client.wait.start(request, cancellation_type=cancellation)

    def declined(self, error: BaseException) -> Declined | None:
        return error.detail if isinstance(error, DeclinedError) else None


@workflow.defn(name="InteropCaller")
class InteropCaller:
    """Runs a cell with our stubs."""

    @workflow.run
    async def run(self, cell: Cell) -> Verdict:
        """Run."""
        return await cells.run(cell, _Calls(cell))


@activity.defn(name="InteropStandalone")
async def standalone(cell: Cell) -> None:
    """Run a cell from ordinary code."""
    kind = BinaryInteropServiceStandaloneClient if cell.encoding == "BINARY" else InteropServiceStandaloneClient
    client = kind(activity.client(), cell.endpoint, schedule_to_close_timeout=LIMIT)
    if cell.cell == "ping":
        await client.ping(id=f"{cell.id}-ping")
    for number, name in enumerate(cell.samples):
        response = await client.echo(EchoRequest(sample=known.sample(name)), id=f"{cell.id}-{number}")
        known.checked(name, response.sample)
