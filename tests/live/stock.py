"""Peers that use the SDK's own decorators and clients, with the generated definition or with names alone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from acme.payments.v1.payments_nexus import PAYMENT_SERVICE, PaymentService
from acme.payments.v1.payments_pb2 import (
    ProcessPaymentRequest,
    ProcessPaymentResponse,
    RefundRequest,
    RefundResponse,
)
from google.protobuf.empty_pb2 import Empty
from live.backing import RefundWorkflow
from nexusrpc import Operation, service
from nexusrpc.handler import StartOperationContext, service_handler, sync_operation
from temporalio import nexus, workflow
from temporalio.api.common.v1 import Payload
from temporalio.common import RawValue


@service_handler(service=PaymentService)
class StockPayments:
    """Implements the generated definition."""

    @sync_operation
    async def process_payment(
        self, ctx: StartOperationContext, request: ProcessPaymentRequest
    ) -> ProcessPaymentResponse:
        return ProcessPaymentResponse(transaction_id=f"stock-{request.customer_id}")

    @nexus.workflow_run_operation
    async def refund(
        self, ctx: nexus.WorkflowRunOperationContext, request: RefundRequest
    ) -> nexus.WorkflowHandle[RefundResponse]:
        return await ctx.start_workflow(RefundWorkflow.run, request, id=f"refund-{request.transaction_id}")

    @sync_operation
    async def ping(self, ctx: StartOperationContext, request: Empty) -> Empty:
        return Empty()


@service_handler(name=PAYMENT_SERVICE)
class NamedPayments:
    """Knows names and messages, and nothing that was generated for Nexus."""

    @sync_operation(name="ProcessPayment")
    async def process(self, ctx: StartOperationContext, request: ProcessPaymentRequest) -> ProcessPaymentResponse:
        return ProcessPaymentResponse(transaction_id=f"stock-{request.customer_id}")

    @nexus.workflow_run_operation(name="Refund")
    async def give_back(
        self, ctx: nexus.WorkflowRunOperationContext, request: RefundRequest
    ) -> nexus.WorkflowHandle[RefundResponse]:
        return await ctx.start_workflow(RefundWorkflow.run, request, id=f"refund-{request.transaction_id}")

    @sync_operation(name="Ping")
    async def answer(self, ctx: StartOperationContext, request: None) -> None:
        return None


@service_handler(name=PAYMENT_SERVICE)
class Raw:
    """Answers a payload that the test chose."""

    def __init__(self, answer: Payload) -> None:
        self.answer = answer
        self.attempts = 0

    @sync_operation(name="ProcessPayment")
    async def process(self, ctx: StartOperationContext, request: RawValue) -> RawValue:
        self.attempts += 1
        return RawValue(self.answer)

    @sync_operation(name="Ping")
    async def ping(self, ctx: StartOperationContext, request: RawValue) -> RawValue:
        return RawValue(self.answer)


@workflow.defn
class StockCaller:
    """Calls through the generated definition."""

    @workflow.run
    async def run(self, endpoint: str, tag: str) -> list[str]:
        payments = workflow.create_nexus_client(service=PaymentService, endpoint=endpoint)
        limit = timedelta(seconds=20)
        processed = await payments.execute_operation(
            PaymentService.process_payment,
            ProcessPaymentRequest(customer_id=tag, amount_cents=5),
            schedule_to_close_timeout=limit,
        )
        refund = await payments.start_operation(
            PaymentService.refund, RefundRequest(transaction_id=tag), schedule_to_close_timeout=limit
        )
        nothing: Any = await payments.execute_operation(PaymentService.ping, Empty(), schedule_to_close_timeout=limit)
        return [processed.transaction_id, (await refund).refund_id, repr(nothing)]


@workflow.defn
class NamedCaller:
    """Calls by names alone."""

    @workflow.run
    async def run(self, endpoint: str, tag: str) -> list[str]:
        payments = workflow.create_nexus_client(service=PAYMENT_SERVICE, endpoint=endpoint)
        processed = await payments.execute_operation(
            "ProcessPayment", ProcessPaymentRequest(customer_id=tag, amount_cents=5), output_type=ProcessPaymentResponse
        )
        refund = await payments.execute_operation(
            "Refund", RefundRequest(transaction_id=tag), output_type=RefundResponse
        )
        nothing: Any = await payments.execute_operation("Ping", None)
        return [processed.transaction_id, refund.refund_id, repr(nothing)]


@service(name=PAYMENT_SERVICE)
class OtherPayments:
    """The same service, as another team wrote it down by hand."""

    process_payment: Operation[ProcessPaymentRequest, ProcessPaymentResponse] = Operation(name="ProcessPayment")
    refund: Operation[RefundRequest, RefundResponse] = Operation(name="Refund")


@workflow.defn
class HandWrittenCaller:
    @workflow.run
    async def run(self, endpoint: str, tag: str) -> list[str]:
        payments = workflow.create_nexus_client(service=OtherPayments, endpoint=endpoint)
        processed = await payments.execute_operation(
            OtherPayments.process_payment, ProcessPaymentRequest(customer_id=tag, amount_cents=5)
        )
        refund = await payments.execute_operation(OtherPayments.refund, RefundRequest(transaction_id=tag))
        return [processed.transaction_id, refund.refund_id, "None"]


STOCK_CALLERS = [StockCaller, NamedCaller, HandWrittenCaller]
