"""Keeps programs from aborting or hanging when they end (https://github.com/temporalio/sdk-python/issues/300)."""

from __future__ import annotations

import atexit
import gc
import time

_registered = False


def settle_before_exit() -> None:
    """Have this process end well after using the SDK; importing `protonexus.testing` has called it.

    The SDK's Rust threads may call back into an interpreter that is shutting down: exit code 134 or 139 although
    everything has succeeded, in up to half of all short programs, or no exit at all if calls are still under way.
    """
    global _registered
    if not _registered:
        _registered = True
        atexit.register(_settle)


def _settle() -> None:
    gc.collect()
    time.sleep(0.1)  # what was collected is dropped in threads of the SDK's own; without this it still hangs
