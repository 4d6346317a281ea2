"""Which peers there are, and how one is built."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

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
    reasons = await asyncio.gather(*map(_build, peers))
    missing = {peer.name: reason for peer, reason in zip(peers, reasons, strict=True) if reason}
    return Built([peer for peer in peers if peer.name not in missing], missing)


async def _build(peer: Peer) -> str:
    script = peer.folder / "build.sh"
    if not script.exists():
        return f"{peer.name}: not written"
    process = await asyncio.create_subprocess_exec(
        script, stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    try:
        output, _ = await process.communicate()
    finally:
        if process.returncode is None:
            process.terminate()
            await process.wait()
    text = output.decode(errors="replace").strip()
    if process.returncode == NO_TOOLCHAIN:
        return text.splitlines()[-1] if text else f"{peer.name}: no toolchain"
    if process.returncode:
        raise PeerError(f"{peer.name}: {script.name} ended with {process.returncode}\n{text[-3000:]}")
    return ""
