"""CPU of a synchronous operation in Go, caller and handler together, on Temporal's dev server; see interop/go/bench."""

from __future__ import annotations

import asyncio
import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import timing
from timing import Row

from protonexus.testing import dev_server

ROOT = Path(__file__).parents[1]
LIMIT = 1.05
SECONDS = 0 if timing.ONCE else 30


def measure() -> Iterator[Row]:
    built = subprocess.run([ROOT / "interop/go/build.sh"], stderr=subprocess.PIPE, text=True)
    if built.returncode == 3:  # no go: it says so
        print(f"    left out: {built.stderr.strip()}")
        return
    built.check_returncode()
    yield asyncio.run(_measure())


async def _measure() -> Row:
    async with dev_server() as server:
        await server.create_endpoint("bench-go", namespace="default", task_queue="bench-go")
        command = [ROOT / ".cache/interop/go/bench", "--address", server.address, "--seconds", str(SECONDS)]
        process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
        out, _ = await process.communicate()
        if process.returncode:
            raise RuntimeError(f"the Go program ended with {process.returncode}")
    taken = json.loads(out)
    # The first turns warmed up.
    return timing.row("operation in Go: stubs, medium, CPU", taken["stubs"][2:], taken["bare"][2:], LIMIT)
