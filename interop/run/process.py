"""Processes that say `ready`, and end when their standard input does."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from interop.run.peers import PeerError

READY = 120.0  # seconds; TypeScript bundles its workflows first, and the machine may be busy
GRACE = 3.0
TAIL = 3000


class Process:
    """One running peer."""

    def __init__(self, name: str, process: asyncio.subprocess.Process, log: Path) -> None:
        self.name = name
        self._process = process
        self._log = log

    def check(self) -> None:
        """Raise PeerError if it has died."""
        if self._process.returncode is not None:
            raise self.error(f"has died with {self._process.returncode}")

    def error(self, what: str) -> PeerError:
        """Return an error with the end of the log."""
        log = self._log.read_text(errors="replace").strip()
        return PeerError(f"{self.name}: {what}; its log ends with\n{log[-TAIL:]}")


@asynccontextmanager
async def running(name: str, script: Path, logs: Path, **options: object) -> AsyncIterator[Process]:
    """Start a peer and wait until it is ready; it has ended afterwards."""
    log = logs / f"{name}.log"
    arguments = [text for option, value in options.items() for text in (f"--{option}", str(value))]
    with log.open("wb") as stderr:
        process = await asyncio.create_subprocess_exec(
            script,
            *arguments,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=stderr,
            start_new_session=True,  # Ctrl-C is for the runner, which then ends all of them
        )
    one = Process(name, process, log)
    try:
        try:
            await asyncio.wait_for(_ready(process), READY)
        except TimeoutError:
            raise one.error(f"is not ready after {READY:.0f} s") from None
        except EOFError:
            raise one.error("ends before it is ready") from None
        drain = asyncio.create_task(_drain(process))
        yield one
        drain.cancel()
    finally:
        await _stop(process)


async def _ready(process: asyncio.subprocess.Process) -> None:
    assert process.stdout is not None
    while (line := await process.stdout.readline()).strip() != b"ready":
        if not line:
            raise EOFError


async def _drain(process: asyncio.subprocess.Process) -> None:
    assert process.stdout is not None
    while await process.stdout.read(65536):
        pass


async def _stop(process: asyncio.subprocess.Process) -> None:
    assert process.stdin is not None
    process.stdin.close()
    try:
        await asyncio.wait_for(process.wait(), GRACE)
    except (TimeoutError, asyncio.CancelledError):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)  # its session's: what a script has started ends too
        await process.wait()
