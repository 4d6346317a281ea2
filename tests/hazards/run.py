"""Runs hazards against columns, each call on an endpoint of its own, and says what became of each."""

from __future__ import annotations

import asyncio
import json
import time
import uuid
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from acme.hazards.v1.hazards_nexus import HAZARD_SERVICE
from hazards.callers import Call, Route, seen_by_caller
from hazards.columns import BARE, OURS, STOCK, Column
from hazards.door import Door
from hazards.evidence import Evidence, Outcome, judge, of_error
from hazards.hazard import Hazard
from hazards.table import CONTROL
from hazards.watch import Watch, of_post, of_standalone, of_workflow
from temporalio.client import WorkflowFailureError, WorkflowHandle
from temporalio.service import RPCError

from protonexus.testing import DevServer

AT_ONCE = 16
PATIENCE = 30.0  # seconds, for a healthy call while the machine is busy
TASK_TIMEOUT = timedelta(seconds=2)  # the SDK lets a task that fails again run into it


@dataclass(frozen=True)
class Cell:
    """One hazard in one column, from one place: a workflow, ordinary code ("standalone") or HTTP."""

    hazard: Hazard
    column: str
    place: str
    endpoint: str = field(default_factory=lambda: f"e{uuid.uuid4().hex[:16]}", compare=False)

    def __str__(self) -> str:
        return f"{self.hazard.name} [{self.place}]" + (" without plugin" if self.column == BARE else "")


def cells(hazards: Iterable[Hazard], columns: Sequence[str]) -> list[Cell]:
    """All that are worth running; without the plugin only what a handler's answer may hurt, in workflows."""
    return [
        Cell(hazard, column, place)
        for hazard in hazards
        for place in hazard.places
        for column in columns
        if column != BARE or (hazard.asks_plugin and place == "workflow")
    ]


def complaint(cell: Cell, outcome: Outcome) -> str:
    """What is wrong with an outcome of ours; empty if nothing is."""
    expected = (cell.hazard.without_plugin if cell.column == BARE else "") or cell.hazard.expect
    if not any(part in str(outcome) for part in expected.split("|")):
        return f"expected {expected}, got {outcome}"
    if outcome.attempts not in cell.hazard.attempts and (outcome.is_harmless or cell.column == OURS):
        return f"{outcome.attempts} attempts instead of {max(cell.hazard.attempts)}"
    if cell.column == OURS and not outcome.is_harmless:
        return f"may not end like this: {outcome}"
    return ""


class Runner:
    def __init__(self, server: DevServer, columns: Iterable[Column]) -> None:
        self._server = server
        self._columns = {column.name: column for column in columns}
        self._slots = asyncio.Semaphore(AT_ONCE)

    async def run(self, cells: Sequence[Cell]) -> Mapping[Cell, Outcome]:
        """The outcome of each cell; what takes longest begins first, the heavy ones run one by one at the end."""
        # Before any call: the server fails calls while its endpoints change.
        doors = {cell: await self._open(cell) for cell in cells if not cell.hazard.endpoint_comes_late}
        ordered = sorted(cells, key=lambda cell: -cell.hazard.seconds)

        async def one(cell: Cell) -> Outcome:
            async with self._slots:
                return await self._run(cell, doors.get(cell))

        light = [cell for cell in ordered if not cell.hazard.heavy]
        outcomes = dict(zip(light, await asyncio.gather(*map(one, light)), strict=True))
        for cell in ordered:
            if cell.hazard.heavy:
                outcomes[cell] = await one(cell)
            elif cell.column != STOCK and complaint(cell, outcomes[cell]):
                # On a busy machine the server itself is late, and retries; what is ours happens again.
                outcomes[cell] = await self._again(cell)
        return outcomes

    async def _again(self, cell: Cell) -> Outcome:
        again = Cell(cell.hazard, cell.column, cell.place)
        return await self._run(again, None if cell.hazard.endpoint_comes_late else await self._open(again))

    async def _open(self, cell: Cell) -> Door:
        queue = self._columns[cell.column].queue("peers" if cell.hazard.by_peer else "handlers")
        id = await self._server.create_endpoint(cell.endpoint, namespace="payments", task_queue=queue)
        return Door(self._server.http_address, id, HAZARD_SERVICE)

    async def _run(self, cell: Cell, door: Door | None) -> Outcome:
        column = self._columns[cell.column]
        if cell.place == "workflow":
            return await self._in_workflow(cell, column)
        if cell.place == "standalone":
            return await self._standalone(cell, column)
        assert cell.hazard.post is not None and door is not None
        watch = Watch(cell.hazard, of_post, lambda: self._healthy(column))
        posted = asyncio.ensure_future(cell.hazard.post(door))
        stuck = await watch.unless_it_ends(posted)
        return stuck or judge(posted.result(), 1, watch.seconds, refuse=cell.hazard.refuse)

    async def _in_workflow(self, cell: Cell, column: Column) -> Outcome:
        handle: WorkflowHandle[Call, str] = await column.client.start_workflow(
            Call.run,
            args=[cell.hazard.name, column.is_ours, cell.endpoint],
            id=f"{cell.column}-{cell.endpoint}",
            task_queue=column.queue("callers"),
            task_timeout=TASK_TIMEOUT,
        )
        created = False

        async def mend() -> bool:
            nonlocal created
            if cell.hazard.endpoint_comes_late and not created:
                await self._open(cell)
                created = True
            return created

        watch = Watch(cell.hazard, of_workflow(handle, mend), lambda: self._healthy(column))
        ended = asyncio.ensure_future(_evidence(handle))
        stuck = await watch.unless_it_ends(ended)
        if stuck:
            ended.cancel()
            with suppress(RPCError):
                await handle.terminate()
            return stuck
        return judge(ended.result(), watch.attempts, watch.seconds, refuse=cell.hazard.refuse, workflow_id=handle.id)

    async def _standalone(self, cell: Cell, column: Column) -> Outcome:
        look = of_standalone(column.client, cell.endpoint)
        watch = Watch(cell.hazard, look, lambda: self._healthy(column))
        route = Route(cell.endpoint, column.client, cell.endpoint)
        call = asyncio.create_task(seen_by_caller(cell.hazard, column.is_ours, route))
        try:
            stuck = await watch.unless_it_ends(call)
            if stuck:
                return stuck
            attempts = (await look()).attempts
            return judge(json.loads(call.result()), attempts, watch.seconds, refuse=cell.hazard.refuse)
        finally:
            call.cancel()
            with suppress(RPCError):
                await column.client.get_nexus_operation_handle(cell.endpoint).terminate()

    async def _healthy(self, column: Column) -> float | None:
        """The seconds that a healthy call takes now; None if it is not answered."""
        began = time.monotonic()
        handle: WorkflowHandle[Call, str] = await column.client.start_workflow(
            Call.run,
            args=[CONTROL.name, column.is_ours, column.endpoint("peers")],
            id=f"control-{uuid.uuid4().hex}",
            task_queue=column.queue("callers"),
        )
        try:
            await asyncio.wait_for(handle.result(), PATIENCE)
        except TimeoutError:
            return None
        return time.monotonic() - began


async def _evidence(handle: WorkflowHandle[Any, str]) -> Evidence:
    try:
        seen: Evidence = json.loads(await handle.result())
        return seen
    except WorkflowFailureError as err:
        return of_error(err.cause)
