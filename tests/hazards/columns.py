"""The columns of the table, each with workers in a process of its own."""

from __future__ import annotations

import asyncio
import os
import sys
import uuid
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

from hazards.worker import CALLERS, plugins
from temporalio.client import Client

from protonexus.testing import DevServer

OURS, BARE, STOCK = "ours", "bare", "stock"
COLUMNS = (OURS, BARE, STOCK)
"""`bare` is ours without the plugin."""


# Without carets below its lines a traceback, which the SDK formats for each refused request, costs half.
_ENV = {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path), "PYTHONNODEBUGRANGES": "1"}


class Column:
    def __init__(self, name: str, run: str, client: Client, process: asyncio.subprocess.Process, log: Path) -> None:
        self.name = name
        self.run = run
        self.client = client
        """Of the callers' namespace, set up as the workers' is."""
        self.process = process
        self.log = log

    @property
    def is_ours(self) -> bool:
        return self.name != STOCK

    def queue(self, role: str) -> str:
        """The task queue of "callers", "handlers" or "peers"."""
        return f"{role}-{self.name}-{self.run}"

    def endpoint(self, role: str) -> str:
        """The endpoint for healthy calls to that queue."""
        return f"{role}-{self.name}-{self.run}"

    async def stop(self, patience: float) -> bool:
        """Ask the workers to end; whether they do within `patience` seconds."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        try:
            return await asyncio.wait_for(self.process.wait(), patience) == 0
        except TimeoutError:
            return False


@asynccontextmanager
async def column(server: DevServer, name: str, logs: Path) -> AsyncGenerator[Column]:
    """Start the workers of a column; their log is `NAME.log`."""
    run = uuid.uuid4().hex[:8]
    log = logs / f"{name}.log"
    with log.open("wb") as out:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "hazards.worker", name, server.address, run),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=out,
            env=os.environ | _ENV,
        )
    try:
        assert process.stdout is not None
        assert await asyncio.wait_for(process.stdout.readline(), 60) == b"ready\n", log.read_text(errors="replace")
        made = Column(name, run, await server.client(CALLERS, plugins=plugins(name)), process, log)
        for role in ("handlers", "peers"):
            await server.create_endpoint(made.endpoint(role), namespace="payments", task_queue=made.queue(role))
        yield made
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
