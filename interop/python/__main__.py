"""`python -m interop.python`."""

from __future__ import annotations

from collections.abc import AsyncIterator

from temporalio.client import Client
from temporalio.worker import Worker

from interop.common.main import main
from interop.python.backing import WORKFLOWS
from interop.python.caller import InteropCaller, standalone
from interop.python.handler import BinaryInterop, Interop
from protonexus import ProtoNexusPlugin


async def workers(address: str) -> list[Worker]:
    """Return the workers of both namespaces; the queues differ in nothing but their names."""
    return [worker async for worker in _workers(address)]


async def _workers(address: str) -> AsyncIterator[Worker]:
    handlers = await Client.connect(address, namespace="handlers", plugins=[ProtoNexusPlugin()])
    callers = await Client.connect(address, namespace="callers", plugins=[ProtoNexusPlugin()])
    for encoding in ("json", "binary"):
        yield Worker(
            handlers,
            task_queue=f"handler-python-{encoding}",
            nexus_service_handlers=[Interop(), BinaryInterop()],
            workflows=WORKFLOWS,
        )
        yield Worker(
            callers, task_queue=f"caller-python-{encoding}", workflows=[InteropCaller], activities=[standalone]
        )


if __name__ == "__main__":
    main("python", workers)
