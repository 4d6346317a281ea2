"""Servers and their processes as these tests see them: from outside."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Generator
from dataclasses import dataclass, field

import pytest


@dataclass
class Outside:
    """Looks at servers as an operator would: by process and by port."""

    started: list[subprocess.Popen[str]] = field(default_factory=list)

    def python(self, *arguments: str, executable: str = sys.executable, **environment: str) -> subprocess.Popen[str]:
        """A Python process, of this environment by default, that is gone after the test."""
        process = subprocess.Popen(
            [executable, *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, **environment},
        )
        self.started.append(process)
        return process

    def server_pids(self, address: str) -> list[int]:
        """Of the server at `address`, the watcher's process first."""
        listing = subprocess.run(["ps", "-A", "-ww", "-o", "pid=,command="], capture_output=True, text=True, check=True)
        mark = f"--port {address.rpartition(':')[2]} "
        pids = [int(line.split()[0]) for line in listing.stdout.splitlines() if mark in line and "start-dev" in line]
        return sorted(pids)

    def watchers(self) -> list[int]:
        """This process's watchers."""
        listing = subprocess.run(
            ["ps", "-A", "-ww", "-o", "pid=,ppid=,command="], capture_output=True, text=True, check=True
        )
        rows = [line.split(None, 2) for line in listing.stdout.splitlines()]
        return [int(pid) for pid, parent, command in rows if int(parent) == os.getpid() and "start-dev" in command]

    def listens(self, address: str) -> bool:
        host, _, port = address.rpartition(":")
        with socket.socket() as probe:
            return probe.connect_ex((host, int(port))) == 0

    def vanishes(self, address: str, seconds: float = 5) -> bool:
        """Whether the server's processes and its port are gone in time."""
        return self.eventually(lambda: not self.server_pids(address) and not self.listens(address), seconds)

    def eventually(self, holds: Callable[[], bool], seconds: float = 5) -> bool:
        deadline = time.monotonic() + seconds
        while not holds():
            if time.monotonic() > deadline:
                return False
            time.sleep(0.02)
        return True


@pytest.fixture
def outside() -> Generator[Outside]:
    made = Outside()
    yield made
    for process in made.started:
        process.kill()
        process.communicate()
