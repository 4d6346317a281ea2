"""RulesService served on the dev server, and calls to it that are counted."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from acme.rules.v1.rules_nexus import RulesServiceStandaloneClient
from google.protobuf.message import Message
from live.world import World, unique, world
from nexusrpc.handler import StartOperationResultAsync, StartOperationResultSync
from temporalio.plugin import SimplePlugin
from temporalio.worker import ExecuteNexusOperationStartInput, Interceptor, NexusOperationInboundInterceptor
from validation.peers import CALLERS, Call, CallAsStock, Outcome, outcome

from protonexus.testing import DevServer


class Counter(Interceptor):
    """Counts the requests that reach a handler."""

    def __init__(self) -> None:
        self.starts = 0

    def intercept_nexus_operation(self, next: NexusOperationInboundInterceptor) -> NexusOperationInboundInterceptor:
        return _Counting(self, next)


class _Counting(NexusOperationInboundInterceptor):
    def __init__(self, counter: Counter, next: NexusOperationInboundInterceptor) -> None:
        super().__init__(next)
        self._counter = counter

    async def execute_nexus_operation_start(
        self, input: ExecuteNexusOperationStartInput
    ) -> StartOperationResultSync[Any] | StartOperationResultAsync:
        self._counter.starts += 1
        return await super().execute_nexus_operation_start(input)


@dataclass
class Scene:
    world: World
    counter: Counter

    async def ask(self, way: str, operation: str, request: Message, **switches: bool) -> Outcome:
        """Call from a workflow, from ordinary code, or with the SDK's own client."""
        if way == "standalone":
            client = RulesServiceStandaloneClient(self.world.orders, self.world.endpoint, **switches)  # type: ignore[misc]
            return await outcome(getattr(client, operation)(request, id=unique("call")))
        arguments = (operation, request.SerializeToString())
        if way == "stock":
            return await self.world.execute(CallAsStock.run, *arguments)
        return await self.world.execute(Call.run, *arguments, switches)


@asynccontextmanager
async def scene(server: DevServer, handler: object) -> AsyncGenerator[Scene]:
    counter = Counter()
    plugin = SimplePlugin("counter", interceptors=[counter])
    async with world(server, handler, handler_plugins=[plugin], workflows=CALLERS) as running:
        yield Scene(running, counter)
