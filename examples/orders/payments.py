"""The payments team's side: PaymentService of payments.proto, served from the namespace `payments`."""

from __future__ import annotations

from acme.payments.v1.payments_nexus import CardDeclinedError, PaymentServiceHandler
from acme.payments.v1.payments_pb2 import (
    PAYMENT_STATUS_APPROVED,
    CardDeclined,
    ProcessPaymentRequest,
    ProcessPaymentResponse,
    RefundRequest,
    RefundResponse,
)
from temporalio import nexus, workflow
from temporalio.client import Client
from temporalio.common import WorkflowIDConflictPolicy
from temporalio.worker import Worker

from protonexus import OperationContext

TASK_QUEUE = "payments"


@workflow.defn
class RefundWorkflow:
    """Carries a refund out; a real one has activities, waits for the bank, asks a person."""

    @workflow.run
    async def run(self, request: RefundRequest) -> RefundResponse:
        return RefundResponse(refund_id=f"rfd-{request.transaction_id.removeprefix('txn-')}")


class Payments(PaymentServiceHandler):
    def __init__(self, limit_cents: int) -> None:
        self._limit_cents = limit_cents

    async def process_payment(self, ctx: OperationContext, request: ProcessPaymentRequest) -> ProcessPaymentResponse:
        # The contract's rules hold here: there is a customer, and the amount is positive.
        if request.amount_cents > self._limit_cents:
            # An error of the contract: the operation fails, and its caller catches this class with its detail.
            raise CardDeclinedError(CardDeclined(reason=f"over {self._limit_cents / 100:.2f}"))
        # Nexus delivers a call at least once; its request_id is how to take the money once.
        return ProcessPaymentResponse(transaction_id=f"txn-{ctx.request_id[:6]}", status=PAYMENT_STATUS_APPROVED)

    async def refund(self, ctx: OperationContext, request: RefundRequest) -> nexus.WorkflowHandle[RefundResponse]:
        return await ctx.start_workflow(
            RefundWorkflow.run,
            request,
            id=f"refund-{request.transaction_id}",
            id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,  # a second caller waits for the same refund
        )

    async def ping(self, ctx: OperationContext) -> None:
        pass


def worker(client: Client) -> Worker:
    return Worker(
        client,
        task_queue=TASK_QUEUE,
        workflows=[RefundWorkflow],
        nexus_service_handlers=[Payments(limit_cents=100_000)],
    )
