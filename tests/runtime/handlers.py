"""A complete handler to derive slightly different ones from."""

from __future__ import annotations

from acme.payments.v1.payments_nexus import PaymentServiceHandler
from acme.payments.v1.payments_pb2 import (
    ProcessPaymentRequest,
    ProcessPaymentResponse,
    RefundRequest,
    RefundResponse,
)

from protonexus import OperationContext


class Payments(PaymentServiceHandler):
    async def process_payment(self, ctx: OperationContext, request: ProcessPaymentRequest) -> ProcessPaymentResponse:
        return ProcessPaymentResponse(transaction_id=request.customer_id)

    async def refund(self, ctx: OperationContext, request: RefundRequest) -> RefundResponse:
        return RefundResponse(refund_id=request.transaction_id)

    async def ping(self, ctx: OperationContext) -> None:
        pass
