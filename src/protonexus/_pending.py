"""At most so many pending operations in one workflow; the surplus waits its turn.

The server fails the workflow task, for ever, when a workflow has more than its
limit pending.
"""

from __future__ import annotations

import asyncio
from typing import Any
from weakref import WeakKeyDictionary

from temporalio import workflow

from protonexus import _limits

# Each workflow instance runs on an event loop object of its own.
_slots: WeakKeyDictionary[Any, asyncio.Semaphore] = WeakKeyDictionary()


def slots() -> asyncio.Semaphore:
    """The semaphore of the current workflow."""
    loop = asyncio.get_running_loop()
    found = _slots.get(loop)
    if found is None:
        found = _slots[loop] = asyncio.Semaphore(_limits.MAX_PENDING_OPERATIONS)
    return found


async def release_after(handle: workflow.NexusOperationHandle[Any], slot: asyncio.Semaphore) -> None:
    """Give the slot back when the operation has ended, however it ends and whether or not anybody awaits it."""
    try:
        await handle
    except BaseException:
        pass  # the caller sees it through the handle
    finally:
        slot.release()
