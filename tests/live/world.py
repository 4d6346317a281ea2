"""A caller's worker in one namespace and a handler's in another, on the dev server."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeVar

from live.backing import PingWorkflow, RefundWorkflow, refund_by_activity
from live.callers import CALLERS
from temporalio.api.history.v1 import HistoryEvent
from temporalio.client import Client, Plugin, WorkflowHandle
from temporalio.converter import DataConverter
from temporalio.worker import Worker, WorkflowRunner
from temporalio.worker.workflow_sandbox import SandboxedWorkflowRunner

from protonexus import StandaloneOperationHandle
from protonexus.testing import DevServer

T = TypeVar("T")


@dataclass
class World:
    orders: Client
    """Of the callers' namespace."""
    payments: Client
    """Of the handlers' namespace."""
    endpoint: str
    queue: str

    async def start(self, run: Callable[..., Awaitable[T]], *args: Any) -> WorkflowHandle[Any, T]:
        """Start a caller workflow, whose first argument is the endpoint."""
        handle: WorkflowHandle[Any, T] = await self.orders.start_workflow(
            run,
            args=[self.endpoint, *args],
            id=unique("order"),
            task_queue=self.queue,
            execution_timeout=timedelta(seconds=30),
        )
        return handle

    async def execute(self, run: Callable[..., Awaitable[T]], *args: Any) -> T:
        return await (await self.start(run, *args)).result()


def unique(prefix: str) -> str:
    return f"{prefix}-{uuid.uuid4().hex[:12]}"


async def events(handle: WorkflowHandle[Any, Any], attribute: str) -> list[HistoryEvent]:
    """Events of a workflow's history with these attributes, such as `nexus_operation_scheduled`."""
    return [e async for e in handle.fetch_history_events() if e.HasField(f"{attribute}_event_attributes")]


async def eventually(check: Callable[[], Awaitable[bool]]) -> None:
    """Wait until a state is reached, at most for ten seconds."""
    async with asyncio.timeout(10):
        while not await check():
            await asyncio.sleep(0.02)


async def accepted(handle: StandaloneOperationHandle[Any]) -> None:
    """Wait until the handler has answered that something carries the operation out."""

    async def has_token() -> bool:
        return (await handle.describe()).operation_token is not None

    await eventually(has_token)


@asynccontextmanager
async def world(
    server: DevServer,
    *handlers: object,
    plugins: Sequence[Plugin] = (),
    handler_plugins: Sequence[Plugin] | None = None,
    runner: WorkflowRunner | None = None,
    workflows: Sequence[type] = CALLERS,
    data_converter: DataConverter = DataConverter.default,
    max_cached_workflows: int = 1000,
) -> AsyncGenerator[World]:
    """Serve `handlers` behind an endpoint of its own, and run `workflows` in another namespace."""
    endpoint, queue = unique("payments"), unique("queue")
    await server.create_endpoint(endpoint, namespace="payments", task_queue=queue)
    orders = await server.client("orders", plugins=plugins, data_converter=data_converter)
    if handler_plugins is None:
        handler_plugins = plugins
    payments = await server.client("payments", plugins=handler_plugins, data_converter=data_converter)
    runner = runner or SandboxedWorkflowRunner()
    with ThreadPoolExecutor(4) as executor:
        caller = Worker(
            orders,
            task_queue=queue,
            workflows=workflows,
            workflow_runner=runner,
            max_cached_workflows=max_cached_workflows,
        )
        handler = Worker(
            payments,
            task_queue=queue,
            workflows=[RefundWorkflow, PingWorkflow],
            activities=[refund_by_activity],
            nexus_service_handlers=handlers,
            nexus_task_executor=executor,
            workflow_runner=runner,
        )
        async with caller, handler:
            yield World(orders, payments, endpoint, queue)
