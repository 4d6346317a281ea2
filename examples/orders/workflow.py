"""The orders team's side: a workflow in the namespace `orders` that calls the other teams' services."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from acme.inventory.v1.inventory_nexus import InventoryServiceClient
from acme.inventory.v1.inventory_pb2 import ReserveRequest
from acme.payments.v1.payments_nexus import CardDeclinedError, PaymentServiceClient
from acme.payments.v1.payments_pb2 import ProcessPaymentRequest, RefundRequest
from temporalio import workflow
from temporalio.client import Client
from temporalio.worker import Worker

TASK_QUEUE = "orders"


@dataclass
class Order:
    customer_id: str
    sku: str
    quantity: int
    amount_cents: int
    insurance_cents: int


@dataclass
class Receipt:
    reservation_id: str
    transaction_id: str
    insured: bool
    refund_id: str


@workflow.defn
class OrderWorkflow:
    """An order that is paid, cannot be insured, and is sent back."""

    @workflow.run
    async def run(self, order: Order) -> Receipt:
        # Endpoints and timeouts are the contract's, unless a client or a call says otherwise.
        inventory, payments = InventoryServiceClient(), PaymentServiceClient()

        await payments.ping(schedule_to_close_timeout=timedelta(seconds=10))  # or fail before anything is reserved
        reserved = await inventory.reserve(ReserveRequest(sku=order.sku, quantity=order.quantity))
        paid = await payments.process_payment(
            ProcessPaymentRequest(customer_id=order.customer_id, amount_cents=order.amount_cents)
        )

        insured = True
        try:
            await payments.process_payment(
                ProcessPaymentRequest(customer_id=order.customer_id, amount_cents=order.insurance_cents),
                summary="take the insurance",
            )
        except CardDeclinedError as declined:  # nothing else: a timeout or a cancellation goes on
            insured = False
            workflow.logger.info("no insurance: %s", declined.detail.reason)

        # The result may be awaited later; meanwhile the workflow can do other things, or cancel the handle.
        refund = await payments.refund.start(RefundRequest(transaction_id=paid.transaction_id, reason="sent back"))
        refunded = await refund
        return Receipt(reserved.reservation_id, paid.transaction_id, insured, refunded.refund_id)


def worker(client: Client) -> Worker:
    return Worker(client, task_queue=TASK_QUEUE, workflows=[OrderWorkflow])
