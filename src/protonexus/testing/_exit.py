"""Keeps short programs from aborting when they end (https://github.com/temporalio/sdk-python/issues/300)."""

from __future__ import annotations

import atexit
import gc
import time

_registered = False


def settle_before_exit() -> None:
    """Have the interpreter drop all clients and workers before it shuts down, once per process.

    The SDK's Rust threads may otherwise call back into an interpreter that is going away: exit code 134 or 139 after
    everything has succeeded, in up to half of all short programs. Importing `protonexus.testing` calls this.
    """
    global _registered
    if not _registered:
        _registered = True
        atexit.register(_settle)


def _settle() -> None:
    gc.collect()
    time.sleep(0.05)  # what was collected is dropped in threads of the SDK's own
