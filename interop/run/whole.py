"""One run from nothing to outcomes: peers, server, cells."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path

from interop.run import evolution
from interop.run.matrix import Matrix, Outcome
from interop.run.peers import Peer, build
from interop.run.plan import CELLS, Task, plan
from interop.run.process import Process, running
from interop.samples import samples
from protonexus.testing import dev_server

EVOLUTION = "evolution"
SHOWN = 3
NAMESPACES = ["callers", "handlers"]
ONE_PARTITION = {"matching.numTaskqueueReadPartitions": 1, "matching.numTaskqueueWritePartitions": 1}
"""What several partitions forward to each other takes time, and tests nothing of ours."""


@dataclass
class Whole:
    """What a run came to."""

    peers: list[Peer]
    missing: dict[str, str]
    cells: list[str]
    samples: int
    outcomes: Mapping[Task, Outcome] = field(default_factory=dict)
    evolution: Mapping[evolution.Task, Outcome] = field(default_factory=dict)
    seconds: float = 0

    def failures(self) -> list[str]:
        """Return what failed, and what should have failed; of the samples of a cell the first few."""
        cells: dict[tuple[str, ...], list[str]] = {}
        for task, outcome in self.outcomes.items():
            if line := complaint(task, outcome):
                cells.setdefault((task.caller, task.handler, task.cell, task.encoding), []).append(line)
        lines: list[str] = []
        for found in cells.values():
            lines += found[:SHOWN]
            if len(found) > SHOWN:
                lines.append(f"... and {len(found) - SHOWN} more samples of that cell")
        return lines + [f"{task}: {outcome.what}" for task, outcome in self.evolution.items() if not outcome.ok]


def complaint(task: Task, outcome: Outcome) -> str:
    """Return what is wrong with an outcome; empty if nothing is."""
    if task.limit is None:
        return "" if outcome.ok else f"{task}: {outcome.what}"
    return f"{task}: works now; shorten interop/run/limits.py ({task.limit.why})" if outcome.ok else ""


async def run(
    peers: Sequence[Peer], cells: Sequence[str], logs: Path, progress: Callable[[str], None], only: str = ""
) -> Whole:
    """Build, start, run and end everything; `only` is in the names of the samples that are sent."""
    began = time.monotonic()
    progress("building")
    built = await build(peers)
    known = samples()
    file = logs / "samples.binpb"
    file.write_bytes(known.SerializeToString())
    whole = Whole(built.peers, built.missing, [*cells], len(known.samples))
    async with (
        AsyncExitStack() as stack,
        dev_server(NAMESPACES, log_file=logs / "server.log", dynamic_config=ONE_PARTITION) as server,
    ):

        async def start(peer: Peer) -> Process:
            one = running(peer.name, peer.folder / "peer.sh", logs, address=server.address, samples=file)
            return await stack.enter_async_context(one)

        progress("starting the peers")
        wanted = [cell for cell in CELLS if cell in cells]
        if wanted:
            processes = await asyncio.gather(*map(start, built.peers))
            tasks = list(plan(built.peers, wanted, [sample.name for sample in known.samples if only in sample.name]))
            done = itertools.count(1)

            def check() -> None:
                for process in processes:
                    process.check()

            matrix = Matrix(server, built.peers, check)
            whole.outcomes = await matrix.run(tasks, lambda: progress(f"{next(done)} of {len(tasks)}"))
        if EVOLUTION in cells:
            progress("evolution")
            whole.evolution = await evolution.run(server, built.peers, logs)
    whole.seconds = time.monotonic() - began
    return whole
