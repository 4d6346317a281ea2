"""Operations that a caller need not wait for once it has cancelled them: TRY_CANCEL and ABANDON.

With the SDK's own handles nobody tells the workflow when such an operation ends, but
the server counts it as pending until then. So it is scheduled as one whose end is
waited for, which the server cannot tell apart, and only the caller stops waiting.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, NamedTuple

from temporalio import workflow
from temporalio.common import RawValue
from temporalio.exceptions import CancelledError, NexusOperationError

from protonexus._pending import Handle, Turns, ended, retrieved, started


class Target(NamedTuple):
    """Whom a call is for."""

    endpoint: str
    service: str
    operation: str


class Detached(asyncio.Future[RawValue]):
    """A started operation, as the SDK's handle is one; whoever cancels it, or a task that awaits it, is told so at once."""

    def __init__(self, handle: Handle, ending: asyncio.Task[RawValue], asks: bool, target: Target) -> None:
        super().__init__()
        self._handle = handle
        self._asks = asks
        self._target = target
        ending.add_done_callback(self._end)

    def _end(self, ending: asyncio.Task[RawValue]) -> None:
        if self.done() or ending.cancelled():  # cancelled: the workflow's instance is being evicted
            return
        if err := ending.exception():
            self._fail(err)
        else:
            self.set_result(ending.result())

    def cancel(self, msg: Any = None) -> bool:
        if self.done():
            return False
        if self._asks:
            self._handle.cancel()
        self._fail(_cancelled(self._target, self.operation_token or ""))
        return True

    def _fail(self, err: BaseException) -> None:
        self.set_exception(err)
        self.exception()  # nobody has to retrieve it

    @property
    def operation_token(self) -> str | None:
        return self._handle.operation_token


async def start(begin: Coroutine[Any, Any, Handle], turns: Turns, asks: bool, target: Target) -> Detached:
    """Await `begin`, the SDK's start of an operation whose end is waited for; when it has ended its turn is over.

    `asks` says whether its cancellation is requested of the handler.
    """
    task = workflow.info().get_current_history_length()
    starting = asyncio.create_task(begin)
    ending = asyncio.create_task(_end(starting, turns))
    ending.add_done_callback(retrieved)
    try:
        await workflow.wait([starting])
    except asyncio.CancelledError:
        if asks or task == workflow.info().get_current_history_length():  # then nothing has been sent
            starting.cancel()
        if workflow.cancellation_reason() is not None:  # as the SDK does
            raise
        if current := asyncio.current_task():
            current.uncancel()
        raise _cancelled(target, "")  # noqa: B904  # it has its cause
    return Detached(starting.result(), ending, asks, target)


async def _end(starting: asyncio.Task[Handle], turns: Turns) -> RawValue:
    return await ended(await started(starting, turns), turns)


def _cancelled(target: Target, token: str) -> NexusOperationError:
    # What the SDK's core makes up in this case, but for the number of an event that it alone knows.
    err = NexusOperationError(
        "Nexus operation cancelled after starting" if token else "Nexus operation cancelled before it started",
        scheduled_event_id=0,
        operation_token=token,
        **target._asdict(),
    )
    err.__cause__ = CancelledError()
    return err
