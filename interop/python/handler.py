"""The handlers of both services."""

from __future__ import annotations

from typing import Any

from acme.interop.v1.interop_nexus import BinaryInteropServiceHandler, DeclinedError, InteropServiceHandler
from acme.interop.v1.interop_pb2 import (
    DeclineRequest,
    DeclineResponse,
    DeclineRunRequest,
    EchoRequest,
    EchoResponse,
    FailRequest,
    FailResponse,
    RunRequest,
    RunResponse,
    WaitRequest,
)
from temporalio import nexus
from temporalio.exceptions import ApplicationError

from interop.common import known
from interop.python.backing import DeclineWorkflow, RunWorkflow, WaitWorkflow
from protonexus import OperationContext


class _Operations:
    async def echo(self, ctx: OperationContext, request: EchoRequest) -> EchoResponse:
        try:
            return EchoResponse(sample=known.checked(request.sample.name, request.sample))
        except ValueError as err:
            raise ApplicationError(str(err), type="Broken", non_retryable=True) from None

    async def run(self, ctx: OperationContext, request: RunRequest) -> nexus.WorkflowHandle[RunResponse]:
        return await ctx.start_workflow(RunWorkflow.run, request, id=f"run-{ctx.request_id}")

    async def wait(self, ctx: OperationContext, request: WaitRequest) -> nexus.WorkflowHandle[Any]:
        return await ctx.start_workflow(WaitWorkflow.run, request, id=request.id)

    async def decline(self, ctx: OperationContext, request: DeclineRequest) -> DeclineResponse:
        raise DeclinedError(request.detail)

    async def decline_run(self, ctx: OperationContext, request: DeclineRunRequest) -> nexus.WorkflowHandle[Any]:
        return await ctx.start_workflow(DeclineWorkflow.run, request, id=f"decline-{ctx.request_id}")

    async def fail(self, ctx: OperationContext, request: FailRequest) -> FailResponse:
        raise ApplicationError(request.message, type="Broken", non_retryable=True)

    async def ping(self, ctx: OperationContext) -> None:
        return None


class Interop(_Operations, InteropServiceHandler):
    """Serves InteropService."""


class BinaryInterop(_Operations, BinaryInteropServiceHandler):
    """Serves BinaryInteropService."""
