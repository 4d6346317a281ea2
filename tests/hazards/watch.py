"""Waiting for a call to end, or for proof that it never will."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from hazards.evidence import Kind, Outcome
from hazards.hazard import Hazard
from temporalio.api.workflowservice.v1 import DescribeNexusOperationExecutionRequest
from temporalio.client import Client, WorkflowHandle
from temporalio.service import RPCError, RPCStatusCode

BACKING_OFF, BLOCKED = 2, 4  # temporal.api.enums.v1.PendingNexusOperationState
USUAL = 0.3  # seconds that a healthy call may take before the machine counts as busy
POLL = 0.3  # seconds; the server waits at least 0.8 before it tries again


class Look(NamedTuple):
    attempts: int
    trouble: Kind | None = None
    text: str = ""


@dataclass
class Watch:
    """Watches one call from the moment on that it is made."""

    hazard: Hazard
    look: Callable[[], Awaitable[Look]]
    healthy: Callable[[], Awaitable[float | None]]
    """The seconds that a healthy call takes now; None if it is not answered."""

    def __post_init__(self) -> None:
        self._began = time.monotonic()
        self._patience = self.hazard.seconds
        self.attempts = 1

    @property
    def seconds(self) -> float:
        return time.monotonic() - self._began

    async def unless_it_ends(self, ended: asyncio.Future[Any]) -> Outcome | None:
        """How it does not end; None if it does."""
        while True:
            await asyncio.wait([ended], timeout=POLL)
            if ended.done():
                return None
            look = await self._look()
            self.attempts = max(self.attempts, look.attempts)
            if look.trouble is not None:
                return self._outcome(look.trouble, look.text)
            late, most = self.seconds > self._patience, max(self.hazard.attempts)
            if self.attempts > (most if late else max(2, most)):
                return self._outcome(Kind.LOOP, look.text)
            if late:
                control = await self.healthy()
                self._patience = self.hazard.seconds * max(1, (control or 0) / USUAL)
                if self.seconds > self._patience and not ended.done():
                    also = look.text if control else "nor is a healthy call answered"
                    return self._outcome(Kind.SILENT, f"for {self._patience:.0f} s" + (f": {also}" if also else ""))

    async def _look(self) -> Look:
        try:
            return await self.look()
        except RPCError as err:
            if err.status is not RPCStatusCode.RESOURCE_EXHAUSTED:
                raise
            return Look(self.attempts)  # "Workflow is busy", on a machine that is: no evidence of anything

    def _outcome(self, kind: Kind, text: str) -> Outcome:
        return Outcome(kind, text, self.attempts, self.seconds)


def of_workflow(handle: WorkflowHandle[Any, Any], mend: Callable[[], Awaitable[bool]]) -> Callable[[], Awaitable[Look]]:
    """A look at a caller workflow; `mend` does what may help against tasks that fail, and says if there is anything."""

    async def look() -> Look:
        described = (await handle.describe()).raw_description
        pending = described.pending_nexus_operations
        attempts = max((operation.attempt + (operation.state == BACKING_OFF) for operation in pending), default=1)
        text = next((operation.last_attempt_failure.message for operation in pending), "")
        if any(operation.state == BLOCKED for operation in pending):
            return Look(attempts, Kind.BREAKER, "opens")
        tasks = described.pending_workflow_task.attempt - 1
        if tasks > 0:
            text, failed = await _failed_tasks(handle)
            # Of those that fail in a row the history may have the first only; those that time out are none.
            if failed and max(failed, tasks) > 1:
                return Look(attempts) if await mend() else Look(attempts, Kind.WEDGED, text)
        return Look(attempts, text=text.partition("\n")[0])

    return look


def of_standalone(client: Client, operation_id: str) -> Callable[[], Awaitable[Look]]:
    """A look at a standalone operation."""
    request = DescribeNexusOperationExecutionRequest(namespace=client.namespace, operation_id=operation_id)

    async def look() -> Look:
        try:
            # Not through a handle, which decodes the last attempt's failure: that may be the hazard.
            info = (await client.workflow_service.describe_nexus_operation_execution(request)).info
        except RPCError:  # not started
            return Look(1)
        return Look(info.attempt, text=info.last_attempt_failure.message.partition("\n")[0])

    return look


async def of_post() -> Look:
    """A look at a plain HTTP call, which nobody makes again."""
    return Look(1)


async def _failed_tasks(handle: WorkflowHandle[Any, Any]) -> tuple[str, int]:
    """Why the last one failed, and how many did."""
    why, count = "its workflow task times out", 0
    async for event in handle.fetch_history_events():
        if event.HasField("workflow_task_failed_event_attributes"):
            failed = event.workflow_task_failed_event_attributes
            why, count = failed.failure.message.partition("\n")[0] or f"cause {failed.cause}", count + 1
    return why, count
