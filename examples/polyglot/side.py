"""Another team's program: how it is built, started and ended."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path


class SideError(RuntimeError):
    """A program that cannot be built or started; the text is one line for people."""


@dataclass(frozen=True)
class Side:
    """A program in another language: `build.sh` in its folder makes it, `run.sh ADDRESS` runs it until its input ends."""

    language: str
    folder: Path
    tools: tuple[str, ...]
    task_queue: str
    """Of its workflow in the namespace `orders`."""

    def missing(self) -> str:
        """The tools that this machine lacks, "" if none."""
        return " and ".join(tool for tool in self.tools if not shutil.which(tool))

    async def build(self) -> None:
        """Generate and compile; quick when nothing has changed."""
        process = await asyncio.create_subprocess_exec(
            "sh", self.folder / "build.sh", stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
        )
        printed, _ = await process.communicate()
        if process.returncode:
            last = printed.decode(errors="replace").strip().rpartition("\n")[2]
            raise SideError(f"{self.language} could not be built, {self.folder.name}/build.sh says: {last}")

    @asynccontextmanager
    async def running(self, address: str) -> AsyncGenerator[None]:
        """Have its workers poll the server at this address."""
        process = await asyncio.create_subprocess_exec(
            *("sh", self.folder / "run.sh", address), stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
        )
        assert process.stdin and process.stdout
        try:
            if await asyncio.wait_for(process.stdout.readline(), 30) != b"ready\n":
                raise SideError(f"the {self.language} workers did not start")
            yield
        finally:
            process.stdin.close()
            try:
                await asyncio.wait_for(process.wait(), 10)
            except TimeoutError:
                process.kill()
                await process.wait()
