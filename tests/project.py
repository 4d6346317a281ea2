"""The checkout under test, and its tools as a user with the virtual environment activated has them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent
ENVIRON = os.environ | {"PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}


def run(*command: str | Path, cwd: Path = ROOT, check: bool = True) -> str:
    """Run a command and return its stdout; one that fails fails the test with all that it printed."""
    __tracebackhide__ = True
    done = subprocess.run(command, cwd=cwd, env=ENVIRON, capture_output=True, text=True)
    if check and done.returncode:
        raise AssertionError(f"{' '.join(map(str, command))} exited with {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def files(*folders: str) -> list[str]:
    """Return the project's files, as paths from ROOT: all but what .gitignore names."""
    listed = run("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", *folders).split("\0")
    return [path for path in listed if (ROOT / path).is_file()]
