"""More at once than a server takes, and calls that spoil others."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from datetime import timedelta
from typing import Any

from acme.hazards.v1.hazards_pb2 import CarryRequest, ProbeRequest
from hazards.hazard import Caller, Hazard
from temporalio.workflow import NexusOperationCancellationType


def _row(name: str, call: Any, expect: str = "OK", *, seconds: float = 45, heavy: bool = False) -> Hazard:
    return Hazard(name=name, expect=expect, call=call, places=("workflow",), seconds=seconds, heavy=heavy)


async def _thirty_one(caller: Caller) -> Any:
    return (await asyncio.gather(*(caller("Carry", CarryRequest(name="x")) for _ in range(31))))[-1]


async def _five_hundred(caller: Caller) -> Any:
    return (await asyncio.gather(*(caller("Probe", ProbeRequest(name="x")) for _ in range(500))))[-1]


async def _large(caller: Caller) -> Any:
    requests = (ProbeRequest(left="x" * 1_900_000) for _ in range(3))
    return (await asyncio.gather(*(caller("Probe", request) for request in requests)))[-1]


async def _cancelled(caller: Caller) -> Any:
    starts = [asyncio.create_task(_started(caller)) for _ in range(40)]
    await asyncio.sleep(0.5)
    for start in starts:
        if start.done():
            start.result().cancel()
        else:
            start.cancel()
    ends = await asyncio.gather(*(_ended(start) for start in starts), return_exceptions=True)
    assert all(isinstance(end, BaseException) for end in ends)
    return await caller("Probe", ProbeRequest(name="after"))


def _started(caller: Caller) -> Coroutine[Any, Any, Any]:
    return caller.start("Carry", CarryRequest(name="wait"))


async def _ended(start: asyncio.Task[Any]) -> Any:
    return await (await start)


def _left_behind(kind: NexusOperationCancellationType, name: str = "wait") -> Any:
    """As many operations as may be pending, cancelled in a way that does not wait for their end; then one more."""

    async def call(caller: Caller) -> Any:
        starts = (caller.start("Carry", CarryRequest(name=name), cancellation_type=kind) for _ in range(30))
        for handle in await asyncio.gather(*starts):
            handle.cancel()
        return await caller("Probe", ProbeRequest(name="after"))

    return call


async def _timed_out(caller: Caller) -> Any:
    limit = timedelta(seconds=4)
    calls = (caller("Carry", CarryRequest(name="wait"), schedule_to_close_timeout=limit) for _ in range(30))
    assert (
        len([end for end in await asyncio.gather(*calls, return_exceptions=True) if isinstance(end, Exception)]) == 30
    )
    return await caller("Probe", ProbeRequest(name="after"))


def _spoiling(headers: dict[str, str]) -> Any:
    async def call(caller: Caller) -> Any:
        calls = (caller("Probe", ProbeRequest(name="x"), headers=headers) for _ in range(6))
        await asyncio.gather(*calls, return_exceptions=True)
        return await caller("Probe", ProbeRequest(name="after"))

    return call


KINDS = NexusOperationCancellationType
ROWS = [
    _row("load: 31 operations at once", _thirty_one),
    _row("load: 3 requests of 1.9 MB at once", _large),
    _row("load: 40 operations cancelled at once", _cancelled),
    _row("load: one more after 30 cancelled, ABANDON", _left_behind(KINDS.ABANDON, "slow")),
    _row("load: one more after 30 cancelled, TRY_CANCEL", _left_behind(KINDS.TRY_CANCEL)),
    _row(
        "load: one more after 30 cancelled, WAIT_REQUESTED", _left_behind(KINDS.WAIT_REQUESTED), "InvalidRequestError"
    ),
    _row("load: one more after 30 that ignore TRY_CANCEL", _left_behind(KINDS.TRY_CANCEL, "stubborn")),
    _row(
        "load: one more after 30 that ignore WAIT_REQUESTED",
        _left_behind(KINDS.WAIT_REQUESTED, "stubborn"),
        "InvalidRequestError",
    ),
    Hazard(
        name="load: one more after 30 that timed out",
        expect="InvalidRequestError",
        call=_timed_out,
        places=("workflow",),
        seconds=45,
        heavy=True,
        attempts=(1, 2, 3),  # to start 30 at once, of a busy machine
    ),
    _row("load: 500 operations at once", _five_hundred, seconds=60, heavy=True),
    _row("spoiling: 6 header values with a newline, then a healthy call", _spoiling({"x-a": "a\nb"}), seconds=6),
    _row("spoiling: 6 header names with a blank, then a healthy call", _spoiling({"a b": "x"}), seconds=6),
]
