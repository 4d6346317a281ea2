"""Services whose contract says how their messages are written; each answers with what it is given."""

from __future__ import annotations

from acme.errors.v1.vault_nexus import LibraryServiceHandler, VaultServiceHandler
from acme.errors.v1.vault_pb2 import (
    KeepRequest,
    KeepResponse,
    LendRequest,
    LendResponse,
    ShowRequest,
    ShowResponse,
    StoreRequest,
    StoreResponse,
)
from google.protobuf.any_pb2 import Any
from temporalio import nexus, workflow
from temporalio.exceptions import ApplicationError

from protonexus import OperationContext

with workflow.unsafe.imports_passed_through():
    from composition.converters import Money

UNKNOWN = Any(type_url="type.googleapis.com/acme.unknown.v1.Message", value=b"\x0a\x01x")
"""What no process here has the type of: it has no JSON form."""


@workflow.defn
class KeepWorkflow:
    @workflow.run
    async def run(self, request: KeepRequest) -> KeepResponse:
        return KeepResponse(thing=request.thing, data=request.data)


@workflow.defn
class PriceWorkflow:
    """Takes and catches what only a user's own converter knows."""

    @workflow.run
    async def run(self, request: KeepRequest, money: Money) -> KeepResponse:
        if request.data == b"fail":
            raise ApplicationError("broke", money, type="Stamped", non_retryable=True)
        return KeepResponse(data=str(money.cents).encode())


class Vault(VaultServiceHandler):
    async def store(self, ctx: OperationContext, request: StoreRequest) -> StoreResponse:
        return StoreResponse(thing=request.thing, data=request.data)

    async def keep(self, ctx: OperationContext, request: KeepRequest) -> nexus.WorkflowHandle[KeepResponse]:
        return await ctx.start_workflow(KeepWorkflow.run, request, id=f"keep-{ctx.request_id}")

    async def show(self, ctx: OperationContext, request: ShowRequest) -> ShowResponse:
        thing = UNKNOWN if request.data == b"unknown" else request.thing
        return ShowResponse(thing=thing, data=request.data)


class Library(LibraryServiceHandler):
    async def lend(self, ctx: OperationContext, request: LendRequest) -> LendResponse:
        return LendResponse(id=request.id)

    def scan(self, ctx: OperationContext, request: StoreRequest) -> StoreResponse:
        return StoreResponse(thing=request.thing, data=request.data)


class PricedVault(Vault):
    """Gives what only a user's own converter knows."""

    async def keep(self, ctx: OperationContext, request: KeepRequest) -> nexus.WorkflowHandle[KeepResponse]:
        return await ctx.start_workflow(PriceWorkflow.run, args=[request, Money(20)], id=f"price-{ctx.request_id}")

    async def show(self, ctx: OperationContext, request: ShowRequest) -> ShowResponse:
        raise ApplicationError("too dear", Money(300), type="TooDear", non_retryable=True)
