"""The workers of one column, in a process of their own since some hazards break it: `python -m hazards.worker`.

They end, as workers should, when their standard input does.
"""

from __future__ import annotations

import asyncio
import dataclasses
import logging
import os
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack
from typing import Any

from hazards import handlers
from hazards.backing import CarryWorkflow
from hazards.batch import Batch
from hazards.callers import Call, Uncaught
from temporalio.client import Client
from temporalio.converter import DataConverter
from temporalio.worker import ExecuteNexusOperationStartInput, Interceptor, NexusOperationInboundInterceptor, Worker

from protonexus import ProtoNexusPlugin

CALLERS, HANDLERS = "orders", "payments"
PEERS = dataclasses.replace(DataConverter.default, failure_converter_class=handlers.HandMadeFailures)


def plugins(column: str) -> list[ProtoNexusPlugin]:
    return [ProtoNexusPlugin()] if column == "ours" else []


class Counter(Interceptor):
    """Counts the requests that a worker starts to serve, retries among them."""

    count = 0

    def intercept_nexus_operation(self, next: NexusOperationInboundInterceptor) -> NexusOperationInboundInterceptor:
        return _Counting(next, self)


class _Counting(NexusOperationInboundInterceptor):
    def __init__(self, next: NexusOperationInboundInterceptor, counter: Counter) -> None:
        super().__init__(next)
        self._counter = counter

    async def execute_nexus_operation_start(self, input: ExecuteNexusOperationStartInput) -> Any:
        self._counter.count += 1
        return await super().execute_nexus_operation_start(input)


def _worker(
    client: Client, queue: str, services: Sequence[object], workflows: Sequence[type[Any]], *interceptors: Interceptor
) -> Worker:
    return Worker(
        client,
        task_queue=queue,
        nexus_service_handlers=services,
        workflows=workflows,
        interceptors=interceptors,
        nexus_task_executor=ThreadPoolExecutor(20),
        # What a hazard holds for ever must not be what the next one needs.
        max_concurrent_workflow_tasks=1000,
        max_concurrent_nexus_tasks=1000,
        debug_mode=True,  # a busy machine is no deadlock
    )


async def serve(column: str, address: str, run: str) -> None:
    calling = await Client.connect(address, namespace=CALLERS, plugins=plugins(column))
    handling = await Client.connect(address, namespace=HANDLERS, plugins=plugins(column))
    peers = await Client.connect(address, namespace=HANDLERS, data_converter=PEERS)
    handler = handlers.Stock() if column == "stock" else handlers.Ours()
    counter = Counter()
    async with AsyncExitStack() as stack:
        for worker in (
            _worker(calling, f"callers-{column}-{run}", [], [Call, Uncaught, Batch]),
            _worker(handling, f"handlers-{column}-{run}", [handler], [CarryWorkflow], counter),
            _worker(peers, f"peers-{column}-{run}", [handlers.Peer()], []),
        ):
            await stack.enter_async_context(worker)
        print("ready", flush=True)
        os.dup2(2, 1)  # nobody reads on, and the SDK's core logs to the standard output
        await asyncio.to_thread(sys.stdin.read)
    print(f"served {counter.count} requests", file=sys.stderr)


if __name__ == "__main__":
    logging.basicConfig(format="%(levelname)s %(name)s %(message)s")
    asyncio.run(serve(*sys.argv[1:]))
