"""What is installed, other than in this virtual environment."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import pytest
from project import ROOT

SITE_PACKAGES = Path(pytest.__file__).parents[1]


class Python:
    """This interpreter with the same packages, but for protovalidate."""

    def __init__(self, folder: Path, protovalidate: str | None = None) -> None:
        """`protovalidate` is the version that seems to be installed; whoever imports it gets an ImportError."""
        packages = folder / "packages"
        packages.mkdir()
        for path in SITE_PACKAGES.iterdir():
            if not path.name.startswith("protovalidate"):
                (packages / path.name).symlink_to(path)
        if protovalidate:
            (packages / "protovalidate").mkdir()
            (packages / "protovalidate/__init__.py").write_text("raise ImportError('imported')")
            info = packages / f"protovalidate-{protovalidate}.dist-info"
            info.mkdir()
            (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: protovalidate\nVersion: {protovalidate}\n")
        path = os.pathsep.join(map(str, (packages, ROOT / "src", ROOT / "gen", ROOT / "tests")))
        self._environ = os.environ | {"PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"}

    async def run_async(self, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        """As `run`, while this process goes on."""
        return await asyncio.to_thread(self.run, *arguments)

    def run(self, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-S", *arguments], env=self._environ, capture_output=True, text=True, timeout=120
        )
