"""The handlers, with the SDK's own decorators."""

from __future__ import annotations

from acme.interop.v1.interop_pb2 import (
    DeclineRequest,
    DeclineResponse,
    DeclineRunRequest,
    DeclineRunResponse,
    EchoRequest,
    EchoResponse,
    FailRequest,
    FailResponse,
    RunRequest,
    RunResponse,
    WaitRequest,
    WaitResponse,
)
from google.protobuf.empty_pb2 import Empty
from nexusrpc import OperationError, OperationErrorState
from nexusrpc.handler import StartOperationContext, service_handler, sync_operation
from temporalio import nexus
from temporalio.exceptions import ApplicationError

from interop.common import known
from interop.python_stock.backing import DeclineWorkflow, RunWorkflow, WaitWorkflow, declined
from interop.python_stock.services import SERVICES, InteropService


def handlers() -> list[object]:
    """Return the handlers of both services."""
    return [_handler(service) for service in SERVICES.values()]


def _handler(service: type[InteropService]) -> object:
    @service_handler(service=service)
    class Interop:
        @sync_operation
        async def echo(self, ctx: StartOperationContext, request: EchoRequest) -> EchoResponse:
            try:
                return EchoResponse(sample=known.checked(request.sample.name, request.sample))
            except ValueError as err:
                raise ApplicationError(str(err), type="Broken", non_retryable=True) from None

        @nexus.workflow_run_operation
        async def run(
            self, ctx: nexus.WorkflowRunOperationContext, request: RunRequest
        ) -> nexus.WorkflowHandle[RunResponse]:
            return await ctx.start_workflow(RunWorkflow.run, request, id=f"run-{ctx.request_id}")

        @nexus.workflow_run_operation
        async def wait(
            self, ctx: nexus.WorkflowRunOperationContext, request: WaitRequest
        ) -> nexus.WorkflowHandle[WaitResponse]:
            return await ctx.start_workflow(WaitWorkflow.run, request, id=request.id)

        @sync_operation
        async def decline(self, ctx: StartOperationContext, request: DeclineRequest) -> DeclineResponse:
            raise OperationError("declined", state=OperationErrorState.FAILED) from declined(request.detail)

        @nexus.workflow_run_operation
        async def decline_run(
            self, ctx: nexus.WorkflowRunOperationContext, request: DeclineRunRequest
        ) -> nexus.WorkflowHandle[DeclineRunResponse]:
            return await ctx.start_workflow(DeclineWorkflow.run, request, id=f"decline-{ctx.request_id}")

        @sync_operation
        async def fail(self, ctx: StartOperationContext, request: FailRequest) -> FailResponse:
            raise ApplicationError(request.message, type="Broken", non_retryable=True)

        @sync_operation
        async def ping(self, ctx: StartOperationContext, request: Empty) -> Empty:
            return Empty()

    return Interop()
