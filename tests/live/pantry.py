"""A handler whose methods have every form that Python has for them, and callers of it."""

from __future__ import annotations

import functools
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from acme.kitchen.v1.pantry_nexus import PantryServiceClient, PantryServiceHandler
from acme.kitchen.v1.pantry_pb2 import FetchRequest, FetchResponse, StoreRequest, StoreResponse
from temporalio import workflow

from protonexus import OperationContext


def logged(method: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(method)
    def wrapper(self: Any, *args: Any) -> Any:
        self.called.append(f"before {method.__name__}")
        return method(self, *args)

    return wrapper


class CallableObject:
    async def __call__(self, ctx: OperationContext) -> None:
        CALLED.append("callable object")


CALLED: list[str] = []


class Counts:
    def count(self, ctx: OperationContext) -> None:
        CALLED.append("mixin")


class Pantry(Counts, PantryServiceHandler):
    called = CALLED

    @staticmethod
    async def store(ctx: OperationContext, request: StoreRequest) -> StoreResponse:
        return StoreResponse(shelf=f"shelf of {request.item}")

    @classmethod
    async def fetch(cls, ctx: OperationContext, request: FetchRequest) -> FetchResponse:
        return FetchResponse(item=request.item)

    @logged
    async def list(self, ctx: OperationContext) -> None:
        CALLED.append("list")

    @logged
    def list_nexus_operations_(self, ctx: OperationContext) -> None:
        CALLED.append("list_nexus_operations_")

    def _named(self, name: str, ctx: OperationContext) -> None:
        CALLED.append(name)

    start = functools.partialmethod(_named, "start")
    handle = CallableObject()
    cancel = lambda self, ctx: CALLED.append("lambda")  # noqa: E731

    async def close(self, *arguments: Any) -> None:
        CALLED.append("close")

    async def client(self, ctx: Any, extra: int = 5) -> Any:
        CALLED.append("client")

    async def register(self, ctx, /):
        CALLED.append("register")

    async def import_(self, ctx: OperationContext) -> None:
        CALLED.append("import_")

    async def lambda_(self, ctx: OperationContext) -> None:
        CALLED.append("lambda_")

    async def property_(self, ctx: OperationContext) -> None:
        CALLED.append("property_")


@workflow.defn
class FillPantry:
    """Calls as the contract says, endpoint included."""

    @workflow.run
    async def run(self, _endpoint: str) -> list[str]:
        pantry = PantryServiceClient()
        stored = await pantry.store(StoreRequest(item="rice"))
        return [stored.shelf, (await pantry.fetch(FetchRequest(item="rice"))).item]


@workflow.defn
class FetchWithin:
    @workflow.run
    async def run(self, endpoint: str, seconds: int) -> None:
        pantry = PantryServiceClient(endpoint, schedule_to_start_timeout=None, start_to_close_timeout=None)
        await pantry.fetch(FetchRequest(), schedule_to_close_timeout=timedelta(seconds=seconds))


@workflow.defn
class UseWholePantry:
    """Calls what has the names of Python and of clients."""

    @workflow.run
    async def run(self, endpoint: str) -> None:
        pantry = PantryServiceClient(endpoint)
        calls = [pantry.list, pantry.count, pantry.list_nexus_operations_, pantry.start, pantry.handle, pantry.cancel]
        calls += [pantry.close, pantry.client, pantry.register, pantry.import_, pantry.lambda_, pantry.property_]
        for call in calls:
            await call()
