"""The workflows behind the handlers, and the declared error as docs/wire.md has it."""

from __future__ import annotations

import asyncio

from temporalio import workflow
from temporalio.exceptions import ApplicationError

with workflow.unsafe.imports_passed_through():
    from acme.interop.v1.interop_pb2 import (
        Declined,
        DeclineRunRequest,
        DeclineRunResponse,
        RunRequest,
        RunResponse,
        WaitRequest,
        WaitResponse,
    )

    from interop.common import known


def declined(detail: Declined) -> ApplicationError:
    """Return the declared error."""
    name = Declined.DESCRIPTOR.full_name
    return ApplicationError("declined", detail.SerializeToString(), type=name, non_retryable=True)


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
    async def run(self, request: WaitRequest) -> WaitResponse:
        """Run."""
        await asyncio.Future()
        return WaitResponse()


@workflow.defn
class DeclineWorkflow:
    """Fails with the declared error."""

    @workflow.run
    async def run(self, request: DeclineRunRequest) -> DeclineRunResponse:
        """Run."""
        raise declined(request.detail)


WORKFLOWS = [RunWorkflow, WaitWorkflow, DeclineWorkflow]
