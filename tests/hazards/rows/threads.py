"""What a handler may do that is a plain `def`, which runs in a thread."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Any

from acme.hazards.v1.hazards_pb2 import Other, PlungeRequest, PlungeResponse
from hazards.chains import Declined, Mute, chain, final
from hazards.hazard import Caller, Hazard
from hazards.payloads import MB

INTERNAL = "INTERNAL"


def _row(name: str, expect: str, handle: Callable[[int], Any], **more: Any) -> Hazard:
    name = f"thread: {name}"

    async def call(caller: Caller) -> Any:
        return await caller("Plunge", PlungeRequest(name=name))

    return Hazard(name=name, expect=expect, handle=handle, call=call, **more)


def _raising(name: str, expect: str, make: Callable[[], BaseException], **more: Any) -> Hazard:
    def handle(attempt: int) -> Any:
        raise make()

    return _row(name, expect, handle, **more)


def _answer() -> PlungeResponse:
    return PlungeResponse(given=PlungeRequest.DESCRIPTOR.full_name)


def _failing_once(attempt: int) -> PlungeResponse:
    if attempt == 1:
        raise ValueError("no")
    return _answer()


def _slow_once(attempt: int) -> PlungeResponse:
    if attempt == 1:
        time.sleep(11)  # the server waits for 8 or 9
    return _answer()


def _empty_handed(attempt: int) -> Any:
    return next(iter(()))


def _forgetful(attempt: int) -> Any:
    async def answer() -> PlungeResponse:
        return _answer()

    return answer()


ROWS = [
    _row("None", INTERNAL, lambda _: None),
    _row("another message", INTERNAL, lambda _: Other(given="x")),
    _row("a coroutine that nobody awaits", INTERNAL, _forgetful),
    _row("3 MB", INTERNAL, lambda _: PlungeResponse(blob=bytes(3 * MB)), seconds=12),
    _row("ValueError, once", "OK", _failing_once, attempts=(2,)),
    _row("too slow, once", "OK", _slow_once, attempts=(2,), seconds=20),
    _row("StopIteration, by next() of nothing", INTERNAL, _empty_handed, seconds=12),
    _raising("of a class declared non_retryable", INTERNAL, lambda: Declined("no")),
    _raising("asyncio.CancelledError", INTERNAL, asyncio.CancelledError, seconds=12),
    _raising("SystemExit", INTERNAL, lambda: SystemExit(3)),
    _raising("150 causes", INTERNAL, lambda: chain(150), seconds=12),
    _raising("details that are not serialisable", INTERNAL, lambda: final("no", object())),
    _raising("whose text raises", INTERNAL, Mute, seconds=12),
]
