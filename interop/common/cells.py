"""What a caller does in each cell, whatever its clients are."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Generator
from datetime import timedelta
from typing import Any, Protocol

from temporalio import workflow
from temporalio.api.common.v1 import Payload
from temporalio.common import RawValue, RetryPolicy
from temporalio.exceptions import CancelledError, NexusOperationError
from temporalio.workflow import NexusOperationCancellationType as Cancellation

with workflow.unsafe.imports_passed_through():
    from acme.interop.v1.interop_pb2 import (
        Declined,
        DeclineRequest,
        DeclineRunRequest,
        EchoRequest,
        EchoResponse,
        FailRequest,
        RunRequest,
        WaitRequest,
    )
    from google.protobuf.message import Message

    from interop.common import known
    from interop.common.cell import LIMIT, SERVICES, Cell, Unexpected, Verdict, causes, refusal, told
    from interop.common.compare import difference

CANCELLATIONS = {
    "cancel-abandon": Cancellation.ABANDON,
    "cancel-try-cancel": Cancellation.TRY_CANCEL,
    "cancel-wait-requested": Cancellation.WAIT_REQUESTED,
    "cancel-wait-completed": Cancellation.WAIT_COMPLETED,
}
UNTIL_DELIVERED = timedelta(seconds=2)
INVALID = Payload(
    metadata={"encoding": b"json/protobuf", "messageType": b"acme.interop.v1.EchoRequest"},
    data=b'{"sample": {"name": 7}}',
)


class Waiting(Protocol):
    """An operation that has started."""

    def cancel(self) -> bool:
        """Ask for its cancellation."""
        ...

    def __await__(self) -> Generator[Any, Any, Any]:
        """Wait for its end."""
        ...


class Calls(Protocol):
    """One kind of client, at one endpoint, in one encoding."""

    async def __call__(self, operation: str, *request: Message) -> Any:
        """Call an operation by its name in the contract."""
        ...

    async def start_wait(self, request: WaitRequest, cancellation: Cancellation) -> Waiting:
        """Start Wait."""
        ...

    def declined(self, error: BaseException) -> Declined | None:
        """Return the detail of the declared error, None if it is none."""
        ...


async def run(cell: Cell, calls: Calls) -> Verdict:
    """Run a cell."""
    try:
        return Verdict(True, await _act(cell, calls))
    except Exception as err:
        return Verdict(False, told(err))


async def _act(cell: Cell, calls: Calls) -> str:
    match cell.cell:
        case "echo":
            for name in cell.samples:
                known.checked(name, (await calls("Echo", EchoRequest(sample=known.sample(name)))).sample)
        case "run":
            for name in cell.samples:
                known.checked(name, (await calls("Run", RunRequest(sample=known.sample(name)))).sample)
        case "standalone":
            await _outside(cell)
        case "ping":
            if (given := await calls("Ping")) is not None and given.ListFields():
                raise Unexpected(f"{given} for nothing")
            await _outside(cell)
        case "declined":
            _check_detail(await _failure(calls, "Decline", DeclineRequest(detail=known.detail())), calls)
        case "declined-run":
            _check_detail(await _failure(calls, "DeclineRun", DeclineRunRequest(detail=known.detail())), calls)
        case "failed":
            error = await _failure(calls, "Fail", FailRequest(message=cell.id))
            if calls.declined(error) or not any(getattr(cause, "message", "") == cell.id for cause in causes(error)):
                raise Unexpected("another error") from error
        case "invalid":
            return await _invalid(cell)
        case "answered":
            return await _answered(calls, "Echo", EchoRequest(), EchoResponse)
        case "answered-error":
            return await _answered(calls, "Decline", DeclineRequest(), ())
        case kind if kind in CANCELLATIONS:
            await _cancel(cell, calls)
        case other:
            raise Unexpected(f"unsupported: no cell {other!r}")
    return ""


async def _cancel(cell: Cell, calls: Calls) -> None:
    waiting = await calls.start_wait(WaitRequest(id=cell.id), CANCELLATIONS[cell.cell])
    waiting.cancel()
    try:
        await waiting
    except NexusOperationError as err:
        if not isinstance(err.cause, CancelledError):
            raise
    else:
        raise Unexpected("a result instead of a cancellation")
    if cell.cell == "cancel-try-cancel":
        await asyncio.sleep(UNTIL_DELIVERED.total_seconds())


async def _failure(calls: Calls, operation: str, request: Message) -> Exception:
    try:
        await calls(operation, request)
    except Exception as err:
        return err
    raise Unexpected("a result instead of an error")


def _check_detail(error: Exception, calls: Calls) -> None:
    detail = calls.declined(error)
    if detail is None:
        raise Unexpected("not the declared error") from error
    if wrong := difference(known.detail(), detail):
        raise Unexpected(f"detail: {wrong}")


async def _invalid(cell: Cell) -> str:
    client = workflow.create_nexus_client(service=SERVICES[cell.encoding], endpoint=cell.endpoint)
    try:
        await client.execute_operation(
            "Echo", RawValue(INVALID), output_type=EchoResponse, schedule_to_close_timeout=LIMIT
        )
    except NexusOperationError as err:
        return refusal(err)
    return "OK"


async def _answered(calls: Calls, operation: str, request: Message, expected: Any) -> str:
    try:
        answer = await calls(operation, request)
    except Exception as err:
        return "DECLINED" if calls.declined(err) else _end(err)
    return "OK" if isinstance(answer, expected) else f"WRONG {type(answer).__name__}"


def _end(error: BaseException) -> str:
    innermost = list(causes(error))[-1]
    return f"{type(error).__name__}: {str(innermost).partition(chr(10))[0]}"


async def _outside(cell: Cell) -> None:
    act: Callable[..., Awaitable[None]] = workflow.execute_activity
    await act(
        "InteropStandalone",
        cell,
        start_to_close_timeout=3 * LIMIT,
        retry_policy=RetryPolicy(maximum_attempts=1),  # operation IDs are used once
    )
