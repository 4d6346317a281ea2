"""A caller that sends any payload, and a handler that answers any."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from temporalio import nexus, workflow

with workflow.unsafe.imports_passed_through():
    from nexusrpc import OperationError, OperationErrorState
    from nexusrpc.handler import StartOperationContext, service_handler, sync_operation
    from temporalio.common import RawValue
    from temporalio.exceptions import ApplicationError, FailureError

    from interop.common.cell import SERVICES, causes, refusal
    from interop.hazards.row import Row

LIMIT = timedelta(seconds=20)


@workflow.defn
class Send:
    """Sends a payload to Echo, and says how the call ended."""

    @workflow.run
    async def run(self, endpoint: str, request: RawValue) -> str:
        """Run."""
        client = workflow.create_nexus_client(service=SERVICES["JSON"], endpoint=endpoint)
        try:
            await client.execute_operation("Echo", request, output_type=RawValue, schedule_to_close_timeout=LIMIT)
        except FailureError as err:
            # What Echo itself raises when the sample is not the one of that name: the request has been read.
            if any(isinstance(cause, ApplicationError) and cause.type == "Broken" for cause in causes(err)):
                return "READ"
            return refusal(err)
        return "OK"


def answering(rows: Mapping[str, Row]) -> object:
    """Return a handler that answers what is filed under the endpoint that it was called through."""

    def row() -> Row:
        return rows[nexus.info().endpoint]

    @service_handler(name=SERVICES["JSON"])
    class Answering:
        @sync_operation(name="Echo")
        async def echo(self, ctx: StartOperationContext, request: RawValue) -> RawValue:
            return RawValue(row().payload)

        @sync_operation(name="Decline")
        async def decline(self, ctx: StartOperationContext, request: RawValue) -> RawValue:
            detail: Any = RawValue(row().payload)
            failure = ApplicationError("theirs", detail, type=row().type, non_retryable=True)
            raise OperationError("theirs", state=OperationErrorState.FAILED) from failure

    return Answering()
