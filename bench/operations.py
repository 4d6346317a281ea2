"""CPU of a synchronous operation, caller and handler together, on Temporal's dev server.

Caller workflow and handler run in this process, the server in another; so this
process's CPU, the SDK's native threads included, is what an operation costs.
"""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import Iterator
from contextlib import AsyncExitStack
from typing import Any

import contracts
import timing
from temporalio.client import Client, WorkflowHandle
from temporalio.worker import Worker
from timing import Row

from protonexus import ProtoNexusPlugin
from protonexus.testing import dev_server

LIMIT = 1.05
TURN = 12  # operations of each side
SECONDS = 0 if timing.ONCE else 45  # for all sides and sizes together


def measure() -> Iterator[Row]:
    pb = contracts.shapes()
    yield from asyncio.run(_measure({"tiny": contracts.tiny(pb), "medium": contracts.medium(pb)}))


async def _measure(messages: dict[str, Any]) -> list[Row]:
    import echo_services as echo  # needs the generated code

    async with dev_server() as server, AsyncExitStack() as running:

        async def caller(name: str, client: Client) -> WorkflowHandle[Any, None]:
            await server.create_endpoint(name, namespace="default", task_queue=name)
            handlers = [echo.Echo(), echo.BareEcho()]
            worker = Worker(client, task_queue=name, workflows=[echo.CallEcho], nexus_service_handlers=handlers)
            await running.enter_async_context(worker)
            return await client.start_workflow(echo.CallEcho.run, name, id=name, task_queue=name)

        plain = await caller("plain", await server.client())
        with_plugin = await caller("plugin", await server.client(plugins=[ProtoNexusPlugin()]))
        rows: list[Row] = []
        for size, message in messages.items():
            bare, stubs, plugged = list[float](), list[float](), list[float]()
            until = time.monotonic() + SECONDS / len(messages)
            while time.monotonic() < until or len(bare) < 6:
                one = await _turn(plain, size, message, "bare", "stubs")
                bare.append(one["bare"])
                stubs.append(one["stubs"])
                plugged.append((await _turn(with_plugin, size, message, "stubs"))["stubs"])
            # The first turns warmed up.
            rows.append(timing.row(f"operation: stubs, {size}, CPU", stubs[2:], bare[2:], LIMIT))
            rows.append(timing.row(f"operation: stubs and plugin, {size}, CPU", plugged[2:], bare[2:], LIMIT))
        return rows


async def _turn(caller: WorkflowHandle[Any, None], size: str, message: Any, *sides: str) -> dict[str, float]:
    taken = await caller.execute_update(size, args=[message, list(sides), TURN], result_type=dict[str, list[float]])
    return {side: statistics.median(seconds) for side, seconds in taken.items()}
