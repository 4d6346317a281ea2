"""What one workflow may schedule at a time; the surplus waits its turn.

The server fails the workflow task, for ever, when a workflow has more operations
pending than its limit; and it terminates a workflow one task of which completes
with more bytes than a gRPC message may have.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from datetime import timedelta
from typing import Any, TypeAlias
from weakref import WeakKeyDictionary

from temporalio import workflow
from temporalio.common import RawValue
from temporalio.exceptions import CancelledError, NexusOperationError, TimeoutError

from protonexus import _limits
from protonexus._arguments import ArgumentError
from protonexus._namespace import Patience

Handle: TypeAlias = workflow.NexusOperationHandle[RawValue]


class Turns:
    """The pending operations of one workflow."""

    def __init__(self) -> None:
        self.slots = asyncio.Semaphore(_limits.MAX_PENDING_OPERATIONS)
        self.lost = 0
        """Slots of operations that the server may count for ever: see `_is_lost`."""
        self.requests = 0
        """How many have had their turn."""
        self.patience = Patience()
        self._task = -1
        self._bytes = 0

    async def take(self, size: int) -> None:
        """Wait until an operation whose request has `size` bytes may be scheduled; `end` is to be called later.

        Raises:
            ArgumentError: no turn will ever come, since no slot will be released.
        """
        while self.slots.locked():
            if self.lost >= _limits.MAX_PENDING_OPERATIONS:
                raise ArgumentError(
                    f"{self.lost} operations of this workflow run timed out or were cancelled with WAIT_REQUESTED; the "
                    "server may count them as pending for ever, and takes no more: continue as new, or cancel with TRY_CANCEL"
                )
            await workflow.wait_condition(
                lambda: not self.slots.locked() or self.lost >= _limits.MAX_PENDING_OPERATIONS
            )
        await self.slots.acquire()
        try:
            while not self._fits(size):
                await workflow.sleep(timedelta(milliseconds=1))  # which ends the workflow task
        except BaseException:
            self.slots.release()
            raise

    def end(self, err: BaseException | None = None) -> None:
        """An operation has ended, with `err` unless it has a result."""
        if _is_lost(err):
            self.lost += 1
        else:
            self.slots.release()

    def _fits(self, size: int) -> bool:
        task = workflow.info().get_current_history_length()  # another for each task, and the same in a replay
        if task != self._task:
            self._task, self._bytes = task, 0
            self.patience = Patience()
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


async def started(begin: Awaitable[Handle], turns: Turns) -> Handle:
    """Await `begin`, the SDK's start of an operation; one that does not start ends its turn."""
    try:
        return await begin
    except BaseException as err:
        turns.end(err)
        raise


async def ended(handle: Handle, turns: Turns) -> RawValue:
    """Await `handle`; the operation's turn ends when the operation does, whether or not anybody else awaits it."""
    try:
        result = await handle
    except BaseException as err:
        turns.end(err)
        raise
    turns.end()
    return result


def _is_lost(err: BaseException | None) -> bool:
    """Whether the server may count an operation that ended with `err` as pending, now and for ever.

    Server 1.32 does so with all that have timed out. One that was cancelled with WAIT_REQUESTED goes on as long as
    its handler likes, and of its end the workflow is never told.
    """
    if isinstance(err, asyncio.CancelledError):  # the SDK gives up a start if the workflow is cancelled
        return workflow.cancellation_reason() is not None
    if not isinstance(err, NexusOperationError) or not err.scheduled_event_id:  # never sent
        return False
    cause = err.cause
    # A cancellation that the SDK's core makes up has no message, one that the server reports has.
    unseen = isinstance(cause, CancelledError) and not (cause.failure and cause.failure.message)
    # Nor has a timeout of the backing workflow a type, with which the operation has failed and is over.
    return unseen or (isinstance(cause, TimeoutError) and cause.type is not None)


def retrieved(task: asyncio.Task[Any]) -> None:
    """A done callback: whoever waits for the task has its error, and nobody has to."""
    if not task.cancelled():
        task.exception()
