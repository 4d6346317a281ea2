"""Runs the demo as a person does: in a process of its own, on a server of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import uuid
from pathlib import Path
from typing import Self

from project import ENVIRON, ROOT

MARKER = "PROTONEXUS_DEMO_TEST"


class Demo:
    """One run, killed at the end of the context. All processes that it starts inherit its marker."""

    def __init__(self, *code: str, stdout: int = subprocess.PIPE, **environment: str) -> None:
        """Run `python -m orders.demo`, or Python with the arguments `code`, in this environment."""
        self.marker = uuid.uuid4().hex
        inherited = {name: value for name, value in ENVIRON.items() if name not in ("COLUMNS", "KEEP", "NO_COLOR")}
        ours = {"PYTHONPATH": f"{ROOT / 'gen'}{os.pathsep}{ROOT / 'examples'}", "PYTHONIOENCODING": "utf-8"}
        self.process = subprocess.Popen(
            [sys.executable, *(code or ("-m", "orders.demo"))],
            stdin=subprocess.DEVNULL,
            stdout=stdout,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            env=inherited | ours | environment | {MARKER: self.marker},
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.communicate()

    def read_until(self, sign: str) -> str:
        """What it prints up to and including the line with `sign`."""
        assert self.process.stdout
        printed = ""
        for line in self.process.stdout:
            printed += line
            if sign in line:
                return printed
        raise AssertionError(f"{sign!r} was not printed, but:\n{printed}{self.process.communicate()[1]}")

    def finish(self) -> tuple[int, str, str]:
        """Its exit code and what it printed, since `read_until`, on stdout and stderr."""
        out, err = self.process.communicate(timeout=60)
        return self.process.returncode, out, err

    def processes(self) -> list[str]:
        """Its processes that are alive."""
        if not Path("/proc/self/environ").exists():
            listing = subprocess.run(["ps", "-AEww"], capture_output=True, text=True, check=True).stdout
            return [line for line in listing.splitlines() if self.marker in line]
        return [path.parent.name for path in Path("/proc").glob("[0-9]*/environ") if self._is_mine(path)]

    def _is_mine(self, environ: Path) -> bool:
        try:
            return self.marker.encode() in environ.read_bytes()
        except OSError:  # ended meanwhile, or somebody else's
            return False
