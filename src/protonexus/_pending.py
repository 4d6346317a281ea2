"""What one workflow may schedule at a time; the surplus waits its turn.

The server fails the workflow task, for ever, when a workflow has more operations
pending than its limit; and it terminates a workflow one task of which completes
with more bytes than a gRPC message may have.
"""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any
from weakref import WeakKeyDictionary

from temporalio import workflow
from temporalio.exceptions import CancelledError, NexusOperationError

from protonexus import _limits
from protonexus._arguments import ArgumentError

_ABANDON = workflow.NexusOperationCancellationType.ABANDON
_WAIT_COMPLETED = workflow.NexusOperationCancellationType.WAIT_COMPLETED


class Turns:
    """The pending operations of one workflow."""

    def __init__(self) -> None:
        self.slots = asyncio.Semaphore(_limits.MAX_PENDING_OPERATIONS)
        self.abandoned = 0
        """Operations that were left to themselves: when they end the workflow is never told."""
        self._task = -1
        self._bytes = 0

    async def take(self, size: int) -> None:
        """Wait until an operation whose request has `size` bytes may be scheduled; `slots` is to be released later.

        Raises:
            ArgumentError: no turn will ever come, since all are those of abandoned operations.
        """
        while self.slots.locked():
            if self.abandoned >= _limits.MAX_PENDING_OPERATIONS:
                raise ArgumentError(
                    f"{self.abandoned} operations of this workflow run were abandoned and may be pending still, which is "
                    "all that the server takes; continue as new, or cancel with TRY_CANCEL"
                )
            await workflow.wait_condition(
                lambda: not self.slots.locked() or self.abandoned >= _limits.MAX_PENDING_OPERATIONS
            )
        await self.slots.acquire()
        try:
            while not self._fits(size):
                await workflow.sleep(timedelta(milliseconds=1))  # which ends the workflow task
        except BaseException:
            self.slots.release()
            raise

    def _fits(self, size: int) -> bool:
        task = workflow.info().get_current_history_length()  # another for each task, and the same in a replay
        if task != self._task:
            self._task, self._bytes = task, 0
        if self._bytes and self._bytes + size > _limits.MAX_TASK_BYTES:
            return False
        self._bytes += size
        return True


# Each workflow instance runs on an event loop object of its own.
_turns: WeakKeyDictionary[Any, Turns] = WeakKeyDictionary()


def turns() -> Turns:
    """Those of the current workflow."""
    loop = asyncio.get_running_loop()
    found = _turns.get(loop)
    if found is None:
        found = _turns[loop] = Turns()
    return found


async def release_after(
    handle: workflow.NexusOperationHandle[Any], turns: Turns, kind: workflow.NexusOperationCancellationType
) -> None:
    """Give the slot back when the operation has ended, however it ends and whether or not anybody awaits it."""
    lingers = False
    try:
        await handle
    except NexusOperationError as err:  # which the caller sees through the handle
        lingers = isinstance(err.cause, CancelledError) and kind != _WAIT_COMPLETED
    except BaseException:
        lingers = kind != _WAIT_COMPLETED
    if lingers and kind == _ABANDON:
        turns.abandoned += 1
        return
    if lingers:
        await _linger(turns.slots)
    turns.slots.release()


async def _linger(slots: asyncio.Semaphore) -> None:
    """Wait as long as an operation that the caller no longer waits for may take to end: the server counts it until then."""
    ends = workflow.time() + _limits.CANCELLED_OPERATION_LINGERS.total_seconds()
    await workflow.wait_condition(slots.locked)  # no timer before somebody needs the slot
    if (left := ends - workflow.time()) > 0:
        await workflow.sleep(left)
