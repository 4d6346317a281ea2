"""Which peers there are, and how one is built."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Coroutine, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")

INTEROP = Path(__file__).parents[1]
NO_TOOLCHAIN = 3
"""Exit status of a build.sh that finds no toolchain."""


@dataclass(frozen=True)
class Peer:
    """One column and row of the matrix."""

    name: str
    language: str

    @property
    def is_stock(self) -> bool:
        """Whether it has no code of ours."""
        return self.name.endswith("-stock")

    @property
    def folder(self) -> Path:
        """Where its code is."""
        python = INTEROP / self.name.replace("-", "_")  # a package has no hyphen
        return python if python.is_dir() else INTEROP / self.name


PEERS = [
    Peer("python", "Python"),
    Peer("go", "Go"),
    Peer("typescript", "TypeScript"),
    Peer("python-stock", "Python"),
    Peer("go-stock", "Go"),
    Peer("typescript-stock", "TypeScript"),
    Peer("java-stock", "Java"),
]


class PeerError(Exception):
    """A peer that does not do what it has to; the text says which, and why."""


@dataclass(frozen=True)
class Built:
    """What building came to."""

    peers: list[Peer]
    missing: dict[str, str]
    """Why a peer is left out."""


async def build(peers: Sequence[Peer]) -> Built:
    """Build peers beside each other; those whose toolchains are missing are left out."""
    reasons = await together([_build(peer) for peer in peers])
    missing = {peer.name: reason for peer, reason in zip(peers, reasons, strict=True) if reason}
    return Built([peer for peer in peers if peer.name not in missing], missing)


async def together(work: Sequence[Coroutine[Any, Any, T]]) -> list[T]:
    """Do all of it; if one part fails, the others end too."""
    running = [asyncio.create_task(each) for each in work]
    try:
        return await asyncio.gather(*running)
    finally:
        for task in running:
            task.cancel()
        if running:
            await asyncio.wait(running)


async def _build(peer: Peer) -> str:
    script = peer.folder / "build.sh"
    if not script.exists():
        return f"{peer.name}: not written"
    process = await asyncio.create_subprocess_exec(
        script,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        start_new_session=True,  # so that it can be ended with all that it has started
    )
    try:
        output, _ = await process.communicate()
    finally:
        if process.returncode is None:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            await process.wait()
    text = output.decode(errors="replace").strip()
    if process.returncode == NO_TOOLCHAIN:
        return text.splitlines()[-1] if text else f"{peer.name}: no toolchain"
    if process.returncode:
        raise PeerError(f"{peer.name}: {script.name} ended with {process.returncode}\n{text[-3000:]}")
    return ""
