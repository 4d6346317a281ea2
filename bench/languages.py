"""CPU of a synchronous operation in Go and in TypeScript, on Temporal's dev server; see interop/go/bench and the like."""

from __future__ import annotations

import asyncio
import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import timing
from timing import Row

from protonexus.testing import dev_server

ROOT = Path(__file__).parents[1]
LIMIT = 1.05


class Program(NamedTuple):
    """What prints the CPU seconds of one operation, turn by turn, as JSON; it serves the endpoint `bench` itself."""

    name: str
    build: Path
    command: list[str]
    arguments: list[str]


GO = Program(
    "operation in Go: stubs, medium, CPU",
    ROOT / "interop/go/build.sh",
    [str(ROOT / ".cache/interop/go/bench"), "--address"],
    ["--seconds", "0" if timing.ONCE else "30"],
)
TYPESCRIPT = Program(
    "call in TypeScript: stub, CPU",
    ROOT / "interop/typescript/build.sh",
    ["node", str(ROOT / "interop/typescript/dist/bench/main.js")],
    ["5" if timing.ONCE else "14"],
)


def measure() -> Iterator[Row]:
    for program in (GO, TYPESCRIPT):
        built = subprocess.run([program.build], stderr=subprocess.PIPE, text=True)
        if built.returncode == 3:  # no toolchain: it says so
            print(f"    left out: {built.stderr.strip()}")
            continue
        built.check_returncode()
        yield asyncio.run(_measure(program))


async def _measure(program: Program) -> Row:
    async with dev_server() as server:
        await server.create_endpoint("bench", namespace="default", task_queue="bench")
        command = [*program.command, server.address, *program.arguments]
        process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
        out, _ = await process.communicate()
        if process.returncode:
            raise RuntimeError(f"{command[0]} ended with {process.returncode}")
    taken = json.loads(out)
    # The first turns warmed up.
    return timing.row(program.name, taken["stubs"][2:], taken["bare"][2:], LIMIT)
