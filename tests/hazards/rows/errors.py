"""Errors that a handler may raise, and that nobody can send, or read, or that a retry does not cure."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import nexusrpc
from acme.hazards.v1.hazards_nexus import ProbeFailedError
from acme.hazards.v1.hazards_pb2 import ProbeFailed, ProbeResponse
from hazards.chains import Declined, Mute, chain, circle, final
from hazards.hazard import Hazard
from hazards.payloads import MB, REQUEST, UNKNOWN_ANY
from nexusrpc import HandlerError, HandlerErrorType, OperationError, OperationErrorState
from temporalio.exceptions import ApplicationError, WorkflowAlreadyStartedError
from temporalio.service import RPCError, RPCStatusCode

INTERNAL = "INTERNAL"
ANY_ERROR = "ApplicationError|INTERNAL"
FINAL = ("BAD_REQUEST", "UNAUTHENTICATED", "UNAUTHORIZED", "NOT_FOUND", "CONFLICT", "NOT_IMPLEMENTED")
RETRIED = ("UNAVAILABLE", "RESOURCE_EXHAUSTED", "INTERNAL", "UPSTREAM_TIMEOUT", "REQUEST_TIMEOUT", "UNKNOWN")


def _row(name: str, expect: str, make: Callable[[], BaseException], *, seconds: float = 6) -> Hazard:
    def handle(attempt: int) -> Any:
        raise make()

    return Hazard(name=f"error: {name}", expect=expect, handle=handle, seconds=seconds)


def _once(name: str, make: Callable[[], BaseException]) -> Hazard:
    """Temporal retries it, and so it must stay."""

    def handle(attempt: int) -> Any:
        if attempt == 1:
            raise make()
        return ProbeResponse(given=REQUEST)

    return Hazard(name=f"error: {name}, once", expect="OK", handle=handle, attempts=(2,))


def _refusal(kind: str) -> Callable[[], HandlerError]:
    return lambda: HandlerError("no", type=HandlerErrorType[kind])


def _final_internal() -> HandlerError:
    return HandlerError("no", type=HandlerErrorType.INTERNAL, retryable_override=False)


def _hand_made() -> HandlerError:
    made = nexusrpc.Failure(message="hand-made", details={"a": 1})
    return HandlerError("no", type=HandlerErrorType.BAD_REQUEST, original_failure=made)


def _operation_error(message: Any, state: Any = OperationErrorState.FAILED) -> Callable[[], OperationError]:
    return lambda: OperationError(message, state=state)


async def _slow_once(attempt: int) -> ProbeResponse:
    if attempt == 1:
        await asyncio.sleep(30)  # the server waits for 8 or 9, then cancels the request
    return ProbeResponse(given=REQUEST)


ROWS = [
    Hazard(name="handler: too slow, once", expect="OK", handle=_slow_once, attempts=(2,), seconds=20),
    _once("ValueError", lambda: ValueError("no")),
    *(_once(f"HandlerError {kind}", _refusal(kind)) for kind in RETRIED),
    *(_row(f"HandlerError {kind}", kind, _refusal(kind)) for kind in FINAL),
    _row("HandlerError INTERNAL that says it is final", INTERNAL, _final_internal),
    _row("of a class declared non_retryable", INTERNAL, lambda: Declined("no")),
    _row("asyncio.CancelledError", INTERNAL, asyncio.CancelledError, seconds=12),
    _row("SystemExit", INTERNAL, lambda: SystemExit(3)),
    _row("KeyboardInterrupt", INTERNAL, KeyboardInterrupt),
    _row("GeneratorExit", INTERNAL, GeneratorExit),
    _row("150 causes", "ApplicationError", lambda: chain(150), seconds=12),
    _row("causes in a circle", "ApplicationError", circle),
    _row("details that are not serialisable", INTERNAL, lambda: final("no", object())),
    _row("a detail message that is not", INTERNAL, lambda: final("no", ProbeResponse(thing=UNKNOWN_ANY))),
    _row("retryable, details that are not", INTERNAL, lambda: ApplicationError("no", object())),
    _row("a lone surrogate in the message", ANY_ERROR, lambda: final("no \ud800")),
    _row("a lone surrogate in the type", ANY_ERROR, lambda: final("no", type="\ud800")),
    _row("NUL in the message", ANY_ERROR, lambda: final("no \0")),
    _row("a message of 3 MB", ANY_ERROR, lambda: final("x" * 3 * MB)),
    _row("details of 3 MB", ANY_ERROR, lambda: final("no", bytes(3 * MB))),
    _row("whose text raises", INTERNAL, Mute, seconds=12),
    _row("RPCError INVALID_ARGUMENT", "BAD_REQUEST", lambda: RPCError("no", RPCStatusCode.INVALID_ARGUMENT, b"")),
    _row("WorkflowAlreadyStartedError", INTERNAL, lambda: WorkflowAlreadyStartedError("x", "X")),
    _row("HandlerError with a hand-made original_failure", "BAD_REQUEST|INTERNAL", _hand_made),
    _row("OperationError, failed", "OperationError", lambda: OperationError("no", state=OperationErrorState.FAILED)),
    _row(
        "OperationError, cancelled", "CancelledError", lambda: OperationError("no", state=OperationErrorState.CANCELED)
    ),
    *(
        _row(f"OperationError with {what} as message", INTERNAL, _operation_error(message))
        for what, message in (("an exception", ValueError("no")), ("nothing", None))
    ),
    _row("OperationError with a string as state", INTERNAL, _operation_error("no", state="failed")),
    _row("ApplicationError, final", "ApplicationError(Mine)", lambda: final("no", "detail", type="Mine")),
    _row("declared by the contract", "ProbeFailedError", lambda: ProbeFailedError(ProbeFailed(reason="why", code=7))),
]
