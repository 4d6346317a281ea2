"""Runs the rows against peers, each call on an endpoint of its own."""

from __future__ import annotations

import asyncio
import time
import uuid
from collections.abc import Mapping, Sequence
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from temporalio.api.enums.v1 import PendingNexusOperationState
from temporalio.client import Client, WorkflowExecutionStatus, WorkflowFailureError, WorkflowHandle
from temporalio.common import RawValue
from temporalio.service import RPCError
from temporalio.worker import Worker

from interop.hazards.hostile import Send, answering
from interop.hazards.judge import Outcome, complaint, of_answer, of_request
from interop.hazards.row import Row
from interop.run.peers import Peer, build, together
from interop.run.process import running
from interop.run.whole import NAMESPACES, ONE_PARTITION
from interop.samples import samples
from protonexus import ProtoNexusPlugin
from protonexus.testing import DevServer, dev_server

AT_ONCE = 12
PATIENCE = 15.0  # seconds without an end, a second attempt or a failed workflow task
TASK_TIMEOUT = timedelta(seconds=2)
QUEUE = "hostile"
BACKING_OFF = PendingNexusOperationState.PENDING_NEXUS_OPERATION_STATE_BACKING_OFF


@dataclass(frozen=True)
class Cell:
    """A row against a peer."""

    row: Row
    peer: str
    endpoint: str = field(default_factory=lambda: f"h{uuid.uuid4().hex[:16]}", compare=False)

    def __str__(self) -> str:
        return f"{self.peer}, {self.row}"


@dataclass
class Table:
    """What a run came to."""

    peers: list[Peer]
    missing: dict[str, str]
    outcomes: Mapping[Cell, Outcome]
    seconds: float = 0

    def complaints(self) -> list[str]:
        """Return what is wrong with ours."""
        stock = {peer.name for peer in self.peers if peer.is_stock}
        ours = {cell: outcome for cell, outcome in self.outcomes.items() if cell.peer not in stock}
        return [f"{cell}: {line}" for cell, outcome in ours.items() if (line := complaint(cell.row, outcome))]


async def run(peers: Sequence[Peer], rows: Sequence[Row], logs: Path) -> Table:
    """Build, start, run and end everything."""
    began = time.monotonic()
    built = await build(peers)
    file = logs / "samples.binpb"
    file.write_bytes(samples().SerializeToString())
    async with (
        AsyncExitStack() as stack,
        dev_server(NAMESPACES, log_file=logs / "server.log", dynamic_config=ONE_PARTITION) as server,
    ):

        async def start(peer: Peer) -> None:
            one = running(peer.name, peer.folder / "peer.sh", logs, address=server.address, samples=file)
            await stack.enter_async_context(one)

        await asyncio.gather(*map(start, built.peers))
        cells = [Cell(row, peer.name) for row in rows for peer in built.peers]
        # Ours that are harmful have a second chance: on a busy machine the server itself is late, and retries.
        spare = {cell: Cell(cell.row, cell.peer) for cell in cells if not cell.peer.endswith("-stock")}
        await _open(server, [*cells, *spare.values()])
        calling = await server.client("callers", plugins=[ProtoNexusPlugin()])
        by_endpoint = {cell.endpoint: cell.row for cell in (*cells, *spare.values())}
        handler = answering(by_endpoint)
        async with (
            Worker(calling, task_queue=QUEUE, workflows=[Send]),
            Worker(await server.client("handlers"), task_queue=QUEUE, nexus_service_handlers=[handler]),
        ):
            outcomes = await _all(calling, cells)
            harmful = [cell for cell in spare if complaint(cell.row, outcomes[cell])]
            again = await _all(calling, [spare[cell] for cell in harmful])
    table = Table(built.peers, built.missing, outcomes | again)
    table.seconds = time.monotonic() - began
    return table


async def _open(server: DevServer, cells: Sequence[Cell]) -> None:
    # Before any call: the server fails calls while its endpoints change.
    for cell in cells:
        queue = f"handler-{cell.peer}-json" if cell.row.kind == "request" else QUEUE
        await server.create_endpoint(cell.endpoint, namespace="handlers", task_queue=queue)


async def _all(client: Client, cells: Sequence[Cell]) -> dict[Cell, Outcome]:
    ordered = sorted(cells, key=lambda cell: cell.row.heavy)
    slots = asyncio.Semaphore(AT_ONCE)

    async def one(cell: Cell) -> Outcome:
        async with slots:
            return await _run(client, cell)

    return dict(zip(ordered, await together([one(cell) for cell in ordered]), strict=True))


async def _run(client: Client, cell: Cell) -> Outcome:
    handle: WorkflowHandle[Any, Any]
    if cell.row.kind == "request":
        arguments, workflow, queue = [cell.endpoint, RawValue(cell.row.payload)], "Send", QUEUE
    else:
        kind = "answered" if cell.row.kind == "answer" else "answered-error"
        given = {"cell": kind, "endpoint": cell.endpoint, "encoding": "JSON", "id": cell.endpoint, "samples": []}
        arguments, workflow, queue = [given], "InteropCaller", f"caller-{cell.peer}-json"
    handle = await client.start_workflow(
        workflow, args=arguments, id=f"hazard-{cell.endpoint}", task_queue=queue, task_timeout=TASK_TIMEOUT
    )
    try:
        return await _watch(cell, handle)
    finally:
        with suppress(RPCError):
            await handle.terminate()


async def _watch(cell: Cell, handle: WorkflowHandle[Any, Any]) -> Outcome:
    attempts, deadline = 1, time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        described = await handle.describe()
        if described.status is not WorkflowExecutionStatus.RUNNING:
            return await _ended(cell, handle, attempts)
        raw = described.raw_description
        for pending in raw.pending_nexus_operations:
            attempts = max(attempts, pending.attempt + (pending.state == BACKING_OFF))
            if pending.attempt > 1:
                return Outcome("LOOP", pending.attempt)
        if raw.pending_workflow_task.attempt > 2:
            return Outcome("WEDGED")
        await asyncio.sleep(0.15)
    return Outcome("SILENT", attempts)


async def _ended(cell: Cell, handle: WorkflowHandle[Any, Any], attempts: int) -> Outcome:
    try:
        result = await handle.result()
    except WorkflowFailureError as err:
        return Outcome(f"the caller fails: {type(err.cause).__name__}", attempts)
    if cell.row.kind == "request":
        return of_request(cell.row, result, attempts)
    return of_answer(cell.row, result["what"], attempts)
