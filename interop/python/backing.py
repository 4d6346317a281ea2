"""The workflows behind the handler."""

from __future__ import annotations

import asyncio

from temporalio import workflow
from temporalio.exceptions import ApplicationError

with workflow.unsafe.imports_passed_through():
    from acme.interop.v1.interop_nexus import DeclinedError
    from acme.interop.v1.interop_pb2 import DeclineRunRequest, RunRequest, RunResponse, WaitRequest

    from interop.common import known


@workflow.defn
class RunWorkflow:
    """Answers with the sample that it was sent."""

    @workflow.run
    async def run(self, request: RunRequest) -> RunResponse:
        """Run."""
        try:
            return RunResponse(sample=known.checked(request.sample.name, request.sample))
        except ValueError as err:
            raise ApplicationError(str(err), type="Broken", non_retryable=True) from None


@workflow.defn
class WaitWorkflow:
    """Waits until it is cancelled."""

    @workflow.run
    async def run(self, request: WaitRequest) -> None:
        """Run."""
        await asyncio.Future()


@workflow.defn
class DeclineWorkflow:
    """Fails with the declared error."""

    @workflow.run
    async def run(self, request: DeclineRunRequest) -> None:
        """Run."""
        raise DeclinedError(request.detail)


WORKFLOWS = [RunWorkflow, WaitWorkflow, DeclineWorkflow]
