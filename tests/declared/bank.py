"""A bank that fails as it is asked to: at once, in a thread, by a workflow, by what that workflow starts."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from acme.errors.v1.bank_nexus import (
    BankService,
    BankServiceClient,
    BankServiceHandler,
    BankServiceStandaloneClient,
    OverdrawnError,
)
from acme.errors.v1.bank_pb2 import Overdrawn, TransferRequest, TransferResponse, WithdrawRequest, WithdrawResponse
from google.protobuf.message import Message
from temporalio import activity, workflow

from protonexus import DeclaredError, OperationContext, OperationResult

KINDS: dict[str, type[DeclaredError[Any]]] = {
    kind.detail_type.DESCRIPTOR.full_name: kind for kind in BankService.withdraw.errors
}
BY_WORKFLOW = ("workflow", "activity of a workflow", "child of a workflow")
WAYS = ("handler", *BY_WORKFLOW)


def to_fail_with(detail: Message, *, by: str = "handler", text: str = "") -> WithdrawRequest:
    return WithdrawRequest(
        by=by, error=detail.DESCRIPTOR.full_name, detail=detail.SerializePartialToString(), text=text
    )


def withdraw(request: WithdrawRequest) -> WithdrawResponse:
    if request.error:
        kind = KINDS[request.error]
        raise kind(kind.detail_type.FromString(request.detail), request.text or None)
    return WithdrawResponse(receipt="paid")


@activity.defn
async def withdraw_by_activity(request: WithdrawRequest) -> WithdrawResponse:
    return withdraw(request)


@workflow.defn
class WithdrawWorkflow:
    @workflow.run
    async def run(self, request: WithdrawRequest) -> WithdrawResponse:
        by, request.by = request.by, "workflow"
        if by == "activity of a workflow":
            limit = timedelta(seconds=10)
            return await workflow.execute_activity(withdraw_by_activity, request, start_to_close_timeout=limit)
        if by == "child of a workflow":
            return await workflow.execute_child_workflow(WithdrawWorkflow.run, request)
        return withdraw(request)


@workflow.defn
class TransferWorkflow:
    """Withdraws elsewhere; what becomes of that is what becomes of it."""

    @workflow.run
    async def run(self, request: TransferRequest) -> TransferResponse:
        if request.by == "stock client":
            stock = workflow.create_nexus_client(service=BankService, endpoint=request.endpoint)
            response = await stock.execute_operation(BankService.withdraw, request.withdrawal)
        else:
            try:
                response = await BankServiceClient(request.endpoint).withdraw(request.withdrawal)
            except OverdrawnError as err:
                if request.by == "raised again":
                    raise OverdrawnError(Overdrawn(missing_cents=err.detail.missing_cents + 1)) from err
                raise
        return TransferResponse(receipt=response.receipt)


class Bank(BankServiceHandler):
    async def withdraw(self, ctx: OperationContext, request: WithdrawRequest) -> OperationResult[WithdrawResponse]:
        if request.by in BY_WORKFLOW:
            return await ctx.start_workflow(WithdrawWorkflow.run, request, id=f"withdraw-{ctx.request_id}")
        if request.by == "activity":
            return await ctx.nexus_client.start_activity(
                withdraw_by_activity,
                request,
                id=f"withdraw-{ctx.request_id}",
                start_to_close_timeout=timedelta(seconds=10),
            )
        return withdraw(request)

    async def transfer(self, ctx: OperationContext, request: TransferRequest) -> OperationResult[TransferResponse]:
        if request.by == "handler":
            bank = BankServiceStandaloneClient(ctx.client, request.endpoint)
            response = await bank.withdraw(request.withdrawal, id=f"transfer-{ctx.request_id}")
            return TransferResponse(receipt=response.receipt)
        return await ctx.start_workflow(TransferWorkflow.run, request, id=f"transfer-{ctx.request_id}")


class BankOfThreads(Bank):
    def withdraw(self, ctx: OperationContext, request: WithdrawRequest) -> WithdrawResponse:  # type: ignore[override]
        return withdraw(request)
