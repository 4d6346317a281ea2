"""What a namespace takes, and what a worker's payload codec makes of it.

Workflow code can ask neither itself. So the plugin asks when a worker starts, and
leaves the answers here, where the sandbox lets workflows look.
"""

from __future__ import annotations

import asyncio
import threading
import time
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from temporalio import workflow
from temporalio.api.common.v1 import Payload
from temporalio.converter import DataConverter, NexusSerializationContext

from protonexus import _limits
from protonexus._sizes import encoded_size, known_size

if TYPE_CHECKING:
    from temporalio.client import Client


_asked: WeakKeyDictionary[Client, int] = WeakKeyDictionary()
"""The limit of a client's namespace, which may be more than Nexus takes."""


async def payload_limit(client: Client) -> int:
    """Bytes that a request or response of an operation may have in the client's namespace."""
    found = _asked.get(client)
    if found is None:
        found = _asked[client] = await _ask(client)
    return min(found, _limits.MAX_PAYLOAD_BYTES)


async def _ask(client: Client) -> int:
    # Not above: stubs import this module, and these would double what that costs.
    from temporalio.api.workflowservice.v1 import DescribeNamespaceRequest
    from temporalio.service import RPCError

    request = DescribeNamespaceRequest(namespace=client.namespace)
    try:
        answer = await client.workflow_service.describe_namespace(request, timeout=timedelta(seconds=5))
    except RPCError:  # not everybody may ask
        return _limits.MAX_PAYLOAD_BYTES
    return answer.namespace_info.limits.blob_size_limit_error or _limits.MAX_PAYLOAD_BYTES


@dataclass
class Patience:
    """How long a workflow task may go on waiting for its worker's payload codec."""

    left: float = 1.0
    """Seconds; a task of two is taken for a deadlock."""

    def wait(self, measuring: Future[int]) -> int:
        """Return the result of `measuring`; raises what it raises, or TimeoutError."""
        began = time.monotonic()
        try:
            return measuring.result(max(self.left, 0))
        finally:
            self.left -= time.monotonic() - began


@dataclass(frozen=True)
class Surroundings:
    """Of the workflows of a worker."""

    limit: int = _limits.MAX_PAYLOAD_BYTES
    """Of requests and responses."""
    payload_limit: int = _limits.MAX_PAYLOAD_BYTES
    """Of anything else."""
    converter: DataConverter = DataConverter.default
    loop: asyncio.AbstractEventLoop | None = None
    thread: int = 0

    def size(self, payload: Payload, where: NexusSerializationContext, patience: Patience) -> int:
        """Bytes of `payload` as it leaves, as far as can be known now."""
        size = known_size(payload, self.converter)
        if size is not None:
            return size
        if self.loop is None or self.thread == threading.get_ident():  # that of a worker in debug mode
            return payload.ByteSize()
        if patience.left <= 0 or self.loop.is_closed():
            return payload.ByteSize()
        measuring = asyncio.run_coroutine_threadsafe(encoded_size(payload, self.converter, where), self.loop)
        try:
            return patience.wait(measuring)
        except Exception:  # the codec's own, which the SDK will meet too
            measuring.cancel()
            return payload.ByteSize()


def is_too_large(payload: Payload) -> bool:
    """Whether the server takes no `payload` of the current workflow; False if only a payload codec can tell."""
    info = workflow.info()
    around = surroundings.get((info.namespace, info.task_queue))
    return around is not None and (known_size(payload, around.converter) or 0) > around.payload_limit


surroundings: dict[tuple[str, str], Surroundings] = {}
"""By namespace and task queue."""


async def look_around(client: Client, task_queue: str) -> None:
    """To be called before a worker runs workflows."""
    surroundings[client.namespace, task_queue] = Surroundings(
        await payload_limit(client),
        _asked[client],
        client.data_converter,
        asyncio.get_running_loop(),
        threading.get_ident(),
    )
