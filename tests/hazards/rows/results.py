"""What a handler may answer that is no response, or none that can be sent."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from acme.hazards.v1.hazards_nexus import ProbeFailedError
from acme.hazards.v1.hazards_pb2 import CarryRequest, CarryResponse, Other, ProbeFailed, ProbeRequest, ProbeResponse
from google.protobuf.message import Message
from hazards.chains import chain
from hazards.hazard import Caller, Hazard
from hazards.payloads import LATE, MB, REQUEST, UNKNOWN_ANY, filling
from nexusrpc import HandlerError, HandlerErrorType, OperationError, OperationErrorState
from temporalio.exceptions import ApplicationError
from temporalio.nexus import TemporalOperationResult

INTERNAL = "INTERNAL"
BAD = "InvalidResponseError"
LARGE = "SILENT|ApplicationError|TimeoutError"


def _row(name: str, expect: str, make: Callable[[], Any], *, seconds: float = 6) -> Hazard:
    return Hazard(name=f"result: {name}", expect=expect, handle=lambda attempt: make(), seconds=seconds)


def _nested(levels: int) -> ProbeResponse:
    response = innermost = ProbeResponse()
    for _ in range(levels):
        innermost = innermost.inner
    innermost.SetInParent()
    return response


def _filling(excess: int) -> Hazard:
    """A response whose payload has so many bytes more than the server takes."""

    def handle(attempt: int) -> Message:
        return filling(lambda text: ProbeResponse(words=text), 2 * MB + excess)

    return Hazard(
        name=f"result: payload of 2 MiB {excess:+}",
        expect=INTERNAL if excess > 0 else "OK",
        handle=handle,
        heavy=True,
    )


async def _unawaited() -> Any:
    async def forgotten() -> ProbeResponse:
        return ProbeResponse()

    return forgotten()


def _backing(
    name: str, expect: str, backing: Callable[[], Any], without_plugin: str = "", seconds: float = 6
) -> Hazard:
    name = f"backing workflow: {name}"

    async def call(caller: Caller) -> Any:
        return await caller("Carry", CarryRequest(name=name))

    return Hazard(name=name, expect=expect, backing=backing, call=call, without_plugin=without_plugin, seconds=seconds)


def _mine(message: str, *details: Any) -> ApplicationError:
    return ApplicationError(message, *details, type="Mine", non_retryable=True)


def _raising(error: Callable[[], BaseException]) -> Callable[[], Any]:
    def backing() -> Any:
        raise error()

    return backing


RESULTS = [
    _row("a dict", INTERNAL, lambda: {"given": "x"}),
    _row("None", INTERNAL, lambda: None),
    _row("another message", INTERNAL, lambda: Other(given="x")),
    _row("the request", INTERNAL, ProbeRequest),
    _row("the class, not an instance", INTERNAL, lambda: ProbeResponse),
    _row("a string", INTERNAL, lambda: "x"),
    _row("bytes", INTERNAL, lambda: b"x"),
    _row("a coroutine that nobody awaits", INTERNAL, _unawaited),
    _row("a dict in the SDK's result class", INTERNAL, lambda: TemporalOperationResult[Any].sync({"given": "x"})),
    _row("an Any of an unknown type", INTERNAL, lambda: ProbeResponse(thing=UNKNOWN_ANY)),
    _row("a Timestamp out of range", INTERNAL, lambda: ProbeResponse(at=LATE)),
    _row("NaN", "OK", lambda: ProbeResponse(given=REQUEST, real=float("nan"))),
    _row("200 deep", f"{INTERNAL}|{BAD}", lambda: _nested(200), seconds=12),
    *(_filling(excess) for excess in (0, 1, 70)),
    _row("3 MB", INTERNAL, lambda: ProbeResponse(blob=bytes(3 * MB)), seconds=12),
    _row("5 MB", INTERNAL, lambda: ProbeResponse(blob=bytes(5 * MB)), seconds=12),
]
BACKING = [
    _backing("a dict", BAD, lambda: {"given": 5}),
    _backing("None", f"OK|{BAD}", lambda: None),
    _backing("another message", BAD, lambda: Other(given="x")),
    _backing("bytes", BAD, lambda: b"x"),
    _backing("a string", BAD, lambda: "x"),
    _backing("not serialisable", "ApplicationError", object, without_plugin="SILENT"),
    _backing("declared error", "ProbeFailedError", _raising(lambda: ProbeFailedError(ProbeFailed(reason="why")))),
    _backing(
        "HandlerError",
        "ApplicationError|HandlerError",
        _raising(lambda: HandlerError("no", type=HandlerErrorType.NOT_FOUND)),
        without_plugin="SILENT",
    ),
    _backing(
        "OperationError",
        "ApplicationError",
        _raising(lambda: OperationError("no", state=OperationErrorState.FAILED)),
        without_plugin="SILENT",
    ),
    _backing(
        "final error",
        "ApplicationError(Mine)",
        _raising(lambda: ApplicationError("no", type="Mine", non_retryable=True)),
    ),
    _backing("error with 150 causes", "ApplicationError", _raising(lambda: chain(150)), without_plugin="SILENT"),
    _backing("3 MB", "ApplicationError(PayloadError)", lambda: CarryResponse(given="x" * 3 * MB), LARGE, seconds=12),
    _backing(
        "error with a message of 3 MB",
        "ApplicationError(Mine)",
        _raising(lambda: _mine("x" * 3 * MB)),
        LARGE,
        seconds=12,
    ),
    _backing(
        "error with details of 3 MB",
        "ApplicationError(Mine)",
        _raising(lambda: _mine("no", bytes(3 * MB))),
        LARGE,
        seconds=12,
    ),
    _backing(
        "error with a message of 5 MB",
        "ApplicationError(Mine)",
        _raising(lambda: _mine("x" * 5 * MB)),
        LARGE,
        seconds=12,
    ),
    _backing(
        "error whose details are not serialisable",
        "ApplicationError",
        _raising(lambda: ApplicationError("no", object(), non_retryable=True)),
    ),
]
ROWS = RESULTS + BACKING
