"""Handlers of the live tests. The reason of a refund says how it is carried out."""

from __future__ import annotations

from datetime import timedelta

from acme.payments.v1.payments_nexus import PaymentServiceHandler
from acme.payments.v1.payments_pb2 import (
    PAYMENT_STATUS_APPROVED,
    ProcessPaymentRequest,
    ProcessPaymentResponse,
    RefundRequest,
    RefundResponse,
)
from live.backing import PingWorkflow, RefundWorkflow, refund_by_activity
from temporalio import nexus
from temporalio.client import WorkflowUpdateStage

from protonexus import OperationContext, OperationResult


class Payments(PaymentServiceHandler):
    def __init__(self) -> None:
        self.processed: list[ProcessPaymentRequest] = []

    async def process_payment(self, ctx: OperationContext, request: ProcessPaymentRequest) -> ProcessPaymentResponse:
        self.processed.append(request)
        return ProcessPaymentResponse(transaction_id=f"t-{request.customer_id}", status=PAYMENT_STATUS_APPROVED)

    async def refund(self, ctx: OperationContext, request: RefundRequest) -> OperationResult[RefundResponse]:
        workflow_id = f"refund-{request.transaction_id}"
        if request.reason == "at once":
            return RefundResponse(refund_id=f"s-{request.transaction_id}")
        if request.reason == "a result at once":
            response = RefundResponse(refund_id=f"o-{request.transaction_id}")
            return nexus.TemporalOperationResult[RefundResponse].sync(response)
        if request.reason == "by nexus client":
            return await ctx.nexus_client.start_workflow(RefundWorkflow.run, request, id=workflow_id)
        if request.reason.startswith("update"):
            return await ctx.nexus_client.start_workflow_update(
                request.transaction_id, RefundWorkflow.refund, request, wait_for_stage=WorkflowUpdateStage.ACCEPTED
            )
        if request.reason.startswith("activity"):
            return await ctx.nexus_client.start_activity(
                refund_by_activity,
                request,
                id=workflow_id,
                schedule_to_close_timeout=timedelta(seconds=20),
                heartbeat_timeout=timedelta(seconds=1),
            )
        return await ctx.start_workflow(RefundWorkflow.run, request, id=workflow_id)

    def ping(self, ctx: OperationContext) -> None:
        return None


class PingsByWorkflow(Payments):
    async def ping(self, ctx: OperationContext) -> nexus.WorkflowHandle[None]:
        return await ctx.start_workflow(PingWorkflow.run, id=f"ping-{ctx.request_id}")
