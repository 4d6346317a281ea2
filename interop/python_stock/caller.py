"""The caller, with the SDK's own clients."""

from __future__ import annotations

from typing import Any

from temporalio import activity, workflow
from temporalio.exceptions import ApplicationError
from temporalio.workflow import NexusOperationCancellationType

with workflow.unsafe.imports_passed_through():
    from acme.interop.v1.interop_pb2 import Declined, EchoRequest, WaitRequest
    from google.protobuf.empty_pb2 import Empty
    from google.protobuf.message import Message

    from interop.common import cells, known
    from interop.common.cell import LIMIT, Cell, Verdict, causes
    from interop.python_stock.services import SERVICES


class _Calls:
    def __init__(self, cell: Cell) -> None:
        self._service = service = SERVICES[cell.encoding]
        self._client = workflow.create_nexus_client(service=service, endpoint=cell.endpoint)
        self._by_name: dict[str, Any] = {
            "Echo": service.echo,
            "Run": service.run,
            "Decline": service.decline,
            "DeclineRun": service.decline_run,
            "Fail": service.fail,
            "Ping": service.ping,
        }

    async def __call__(self, operation: str, *request: Message) -> Any:
        return await self._client.execute_operation(
            self._by_name[operation], request[0] if request else Empty(), schedule_to_close_timeout=LIMIT
        )

    async def start_wait(self, request: WaitRequest, cancellation: NexusOperationCancellationType) -> cells.Waiting:
        return await self._client.start_operation(
            self._service.wait, request, schedule_to_close_timeout=LIMIT, cancellation_type=cancellation
        )

    def declined(self, error: BaseException) -> Declined | None:
        for cause in causes(error):
            if isinstance(cause, ApplicationError) and cause.type == Declined.DESCRIPTOR.full_name:
                return Declined.FromString(cause.details[0])
        return None


@workflow.defn(name="InteropCaller")
class InteropCaller:
    """Runs a cell with the SDK's clients."""

    @workflow.run
    async def run(self, cell: Cell) -> Verdict:
        """Run."""
        return await cells.run(cell, _Calls(cell))


@activity.defn(name="InteropStandalone")
async def standalone(cell: Cell) -> None:
    """Run a cell from ordinary code."""
    service = SERVICES[cell.encoding]
    client = activity.client().create_nexus_client(service=service, endpoint=cell.endpoint)
    if cell.cell == "ping":
        await client.execute_operation(service.ping, Empty(), id=f"{cell.id}-ping", schedule_to_close_timeout=LIMIT)
    for number, name in enumerate(cell.samples):
        response = await client.execute_operation(
            service.echo,
            EchoRequest(sample=known.sample(name)),
            id=f"{cell.id}-{number}",
            schedule_to_close_timeout=LIMIT,
        )
        known.checked(name, response.sample)
