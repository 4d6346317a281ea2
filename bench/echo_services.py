"""The same synchronous echo twice: through generated code, and with the SDK's decorators and client."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeAlias

import nexusrpc
from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    import timing
    from bench.v1 import shapes_pb2
    from bench.v1.shapes_nexus import EchoServiceClient, EchoServiceHandler

    from protonexus import OperationContext

Calls: TypeAlias = dict[str, Callable[[], Awaitable[object]]]


class Echo(EchoServiceHandler):
    async def echo_tiny(self, ctx: OperationContext, request: shapes_pb2.Tiny) -> shapes_pb2.Tiny:
        return request

    async def echo_medium(self, ctx: OperationContext, request: shapes_pb2.Medium) -> shapes_pb2.Medium:
        return request


@nexusrpc.service(name="bench.v1.BareEchoService")
class BareEchoService:
    echo_tiny: nexusrpc.Operation[shapes_pb2.Tiny, shapes_pb2.Tiny]
    echo_medium: nexusrpc.Operation[shapes_pb2.Medium, shapes_pb2.Medium]


@nexusrpc.handler.service_handler(service=BareEchoService)
class BareEcho:
    @nexusrpc.handler.sync_operation
    async def echo_tiny(self, ctx: nexusrpc.handler.StartOperationContext, request: shapes_pb2.Tiny) -> shapes_pb2.Tiny:
        return request

    @nexusrpc.handler.sync_operation
    async def echo_medium(
        self, ctx: nexusrpc.handler.StartOperationContext, request: shapes_pb2.Medium
    ) -> shapes_pb2.Medium:
        return request


@workflow.defn
class CallEcho:
    """Calls the echo as often as an update asks it to, one call after the other, the sides in turn."""

    @workflow.init
    def __init__(self, endpoint: str) -> None:
        self.stubs = EchoServiceClient(endpoint)
        self.bare = workflow.create_nexus_client(service=BareEchoService, endpoint=endpoint)

    @workflow.run
    async def run(self, endpoint: str) -> None:
        await workflow.wait_condition(lambda: False)

    @workflow.update
    async def tiny(self, request: shapes_pb2.Tiny, sides: list[str], times: int) -> dict[str, list[float]]:
        calls: Calls = {
            "stubs": lambda: self.stubs.echo_tiny(request),
            "bare": lambda: self.bare.execute_operation(BareEchoService.echo_tiny, request),
        }
        return await _cpu_of_each(calls, sides, times)

    @workflow.update
    async def medium(self, request: shapes_pb2.Medium, sides: list[str], times: int) -> dict[str, list[float]]:
        calls: Calls = {
            "stubs": lambda: self.stubs.echo_medium(request),
            "bare": lambda: self.bare.execute_operation(BareEchoService.echo_medium, request),
        }
        return await _cpu_of_each(calls, sides, times)


async def _cpu_of_each(calls: Calls, sides: list[str], times: int) -> dict[str, list[float]]:
    taken: dict[str, list[float]] = {side: [] for side in sides}
    before = timing.cpu_seconds()
    for turn in range(times):
        for side in sides if turn % 2 else reversed(sides):
            await calls[side]()
            after = timing.cpu_seconds()
            taken[side].append(after - before)
            before = after
    return taken
