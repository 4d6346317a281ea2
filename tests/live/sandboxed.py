"""A workflow module as users write them, that tells how often it is executed and which modules it gets."""

from __future__ import annotations

import sys

# First, so that the stubs find it in the sandbox when they import it.
import protonexus

# isort: split
from acme.payments.v1 import payments_nexus, payments_pb2
from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    import live.counting

live.counting.executed[__name__] += 1

GIVEN = (payments_pb2, sys.modules["google.protobuf.empty_pb2"], payments_nexus._nexus, payments_nexus)


@workflow.defn
class LookAround:
    @workflow.run
    async def run(self, _endpoint: str) -> list[int]:
        return [id(module) for module in GIVEN]


@workflow.defn
class CatchEverything:
    """Its `except` clauses and the client's raises must mean the same classes."""

    @workflow.run
    async def run(self, endpoint: str) -> list[str]:
        caught: list[str] = []
        try:
            payments_nexus.PaymentServiceClient("")
        except protonexus.InvalidRequestError as err:
            caught.append(err.reason)
        payments = payments_nexus.PaymentServiceClient(endpoint)
        try:
            await payments.process_payment(payments_pb2.RefundRequest())  # type: ignore[arg-type]
        except protonexus.OperationCallError as err:
            caught.append(err.reason)
        response = await payments.process_payment(payments_pb2.ProcessPaymentRequest(customer_id="x", amount_cents=5))
        assert isinstance(response, payments_pb2.ProcessPaymentResponse)
        return [*caught, response.transaction_id]
