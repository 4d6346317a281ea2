"""The dev server's process as its parent sees it: start, log, stop."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import IO

from ._errors import DevServerError

_WATCHER = Path(__file__).with_name("_watcher.py")
if sys.platform == "win32":
    _NEW_GROUP = subprocess.CREATE_NEW_PROCESS_GROUP
else:
    _NEW_GROUP = 0
_TAIL_BYTES, _TAIL_LINES = 16_384, 25


class ServerProcess:
    """One running server behind its watcher, which ends it when this process ends, however that happens."""

    def __init__(self, command: list[str], *, grace: float, lock_file: str, log_file: Path | None) -> None:
        """Start `command`; on stop it gets `grace` seconds to end by itself."""
        self._grace = grace
        self._log = _open_log(log_file)
        self._log_start = os.fstat(self._log.fileno()).st_size
        self._watcher = subprocess.Popen(
            [sys.executable, "-I", "-S", str(_WATCHER), str(os.getpid()), str(grace), lock_file, *command],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=self._log,
            start_new_session=True,  # Ctrl-C in a terminal reaches this process alone, which then stops the server
            creationflags=_NEW_GROUP,
        )

    @property
    def running(self) -> bool:
        """Whether the server has not ended."""
        return self._watcher.poll() is None

    def failure(self, what: str) -> str:
        """Return `what` with the server's own last error in one line; without one, with the end of its log below."""
        size = os.fstat(self._log.fileno()).st_size
        self._log.seek(max(self._log_start, size - _TAIL_BYTES))
        lines = self._log.read().decode(errors="replace").splitlines()[-_TAIL_LINES:]
        if lines and lines[-1].startswith("Error: "):
            return f"{what}: {lines[-1].removeprefix('Error: ')}"
        code = self._watcher.poll()
        ended = "" if code is None else f" (exit code {code})"
        return "\n  ".join([f"{what}{ended}" + ("; its log ends with" if lines else ""), *lines])

    async def stop(self) -> None:
        """End the server and wait until it has ended; at once when the wait is cancelled."""
        pipe = self._watcher.stdin
        assert pipe
        with contextlib.suppress(OSError):  # the watcher has ended
            pipe.write(b"q")  # closing alone says nothing if a forked process holds the pipe too
            pipe.flush()
        with contextlib.suppress(OSError):
            pipe.close()
        deadline = time.monotonic() + self._grace + 5
        try:
            while self.running and time.monotonic() < deadline:
                await asyncio.sleep(0.01)
        finally:
            if self.running:
                self._kill()
            self._watcher.wait()
            self._log.close()

    def _kill(self) -> None:
        if sys.platform == "win32":
            self._watcher.kill()
        else:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._watcher.pid, signal.SIGKILL)


def _open_log(path: Path | None) -> IO[bytes]:
    if path is None:
        return tempfile.TemporaryFile()  # without a name: nothing stays behind, even after kill -9
    try:
        return path.open("a+b")
    except OSError as err:
        raise DevServerError(f"log file {path} cannot be written: {err.strerror}") from None
