"""Runs one dev server for one parent process, and ends it when the parent says so, ends, or is killed.

A script that needs nothing but the standard library, so that it starts in some 20 ms:
`python _watcher.py PARENT_PID GRACE_SECONDS LOCK_FILE COMMAND...`. Its standard input is a pipe from the parent: a
byte means stop, its end means that the parent is gone. A lock file ('' for none) is held as long as the server lives.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time

LOCK_PATIENCE = 1.0  # seconds: a server whose parent was killed a moment ago is on its way out


def lock(path: str) -> int:
    """Return a descriptor that holds the lock file; end this process with a message if it cannot be had."""
    database = path.removesuffix(".lock")
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as err:
        sys.exit(f"Error: database file {database} cannot be locked: {err}")
    deadline = time.monotonic() + LOCK_PATIENCE
    while True:
        try:
            if sys.platform == "win32":
                import msvcrt

                msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
            else:
                import fcntl

                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return descriptor
        except OSError:
            if time.monotonic() > deadline:
                sys.exit(f"Error: another dev server uses the database file {database}: stop it, or take another file")
            time.sleep(0.05)


def die_with_watcher() -> None:
    """In the child before exec: have the kernel kill the server if even the watcher is killed."""
    with contextlib.suppress(ImportError):  # some Pythons are built without it
        import ctypes

        ctypes.CDLL(None).prctl(1, 9)  # PR_SET_PDEATHSIG, SIGKILL


def start(command: list[str], lock_file: str) -> subprocess.Popen[bytes]:
    """Start the server; all it prints goes where this process's errors go."""
    held = [lock(lock_file)] if lock_file else []
    try:
        if sys.platform == "win32":
            return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=sys.stderr)
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=sys.stderr,
            pass_fds=held,  # inherited, so that the lock is the server's own
            preexec_fn=die_with_watcher if sys.platform == "linux" else None,
        )
    except OSError as err:
        sys.exit(f"Error: {command[0]} cannot be run: {err}")


def main(parent: int, grace: float, lock_file: str, command: list[str]) -> int:
    """Return the server's exit code once it has ended, whoever ended it."""
    server = start(command, lock_file)

    def obey_parent() -> None:
        if os.read(0, 1) and grace:
            server.terminate()
            time.sleep(grace)
        server.kill()

    def miss_parent() -> None:
        # a process forked by the parent keeps the pipe open after the parent's death
        while os.getppid() == parent:
            time.sleep(1)
        server.kill()

    def die(number: int, frame: object) -> None:
        server.kill()

    signal.signal(signal.SIGINT, die)
    signal.signal(signal.SIGTERM, die)
    threading.Thread(target=obey_parent, daemon=True).start()
    if sys.platform != "win32":
        threading.Thread(target=miss_parent, daemon=True).start()
    return server.wait()


if __name__ == "__main__":
    code = main(int(sys.argv[1]), float(sys.argv[2]), sys.argv[3], sys.argv[4:])
    os._exit(code if code >= 0 else 128 - code)  # no farewell to threads that wait for the parent
