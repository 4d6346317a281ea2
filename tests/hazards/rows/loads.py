"""More at once than a server takes, and calls that spoil others."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

from acme.hazards.v1.hazards_pb2 import CarryRequest, ProbeRequest
from hazards.hazard import Caller, Hazard


def _row(name: str, call: Any, *, seconds: float = 30, heavy: bool = False) -> Hazard:
    return Hazard(name=name, expect="OK", call=call, places=("workflow",), seconds=seconds, heavy=heavy)


async def _thirty_one(caller: Caller) -> Any:
    return (await asyncio.gather(*(caller("Carry", CarryRequest(name="x")) for _ in range(31))))[-1]


async def _five_hundred(caller: Caller) -> Any:
    return (await asyncio.gather(*(caller("Probe", ProbeRequest(name="x")) for _ in range(500))))[-1]


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


def _spoiling(headers: dict[str, str]) -> Any:
    async def call(caller: Caller) -> Any:
        calls = (caller("Probe", ProbeRequest(name="x"), headers=headers) for _ in range(6))
        await asyncio.gather(*calls, return_exceptions=True)
        return await caller("Probe", ProbeRequest(name="after"))

    return call


ROWS = [
    _row("load: 31 operations at once", _thirty_one),
    _row("load: 40 operations cancelled at once", _cancelled),
    _row("load: 500 operations at once", _five_hundred, seconds=60, heavy=True),
    _row("spoiling: 6 header values with a newline, then a healthy call", _spoiling({"x-a": "a\nb"}), seconds=6),
    _row("spoiling: 6 header names with a blank, then a healthy call", _spoiling({"a b": "x"}), seconds=6),
]
