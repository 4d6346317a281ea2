"""Caller workflows of the live tests. Each takes the endpoint it calls first."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from acme.payments.v1.payments_nexus import PaymentServiceClient
from acme.payments.v1.payments_pb2 import ProcessPaymentRequest, RefundRequest
from temporalio import workflow
from temporalio.exceptions import NexusOperationError
from temporalio.workflow import NexusOperationCancellationType

from protonexus import InvalidRequestError, InvalidResponseError


def outline(error: BaseException | None) -> list[str]:
    """An error and its causes."""
    lines: list[str] = []
    while error:
        lines.append(f"{type(error).__name__}: {error}")
        error = error.__cause__
    return lines


@workflow.defn
class CallEveryKind:
    @workflow.run
    async def run(self, endpoint: str, tag: str) -> list[str]:
        payments = PaymentServiceClient(endpoint)
        processed = await payments.process_payment(ProcessPaymentRequest(customer_id=tag, amount_cents=5))
        refund = await payments.refund.start(RefundRequest(transaction_id=tag))
        assert refund.operation_token
        at_once = await payments.refund.start(RefundRequest(transaction_id=tag, reason="at once"))
        assert at_once.operation_token is None
        nothing: object = await payments.ping()
        ping = await payments.ping.start()
        return [
            processed.transaction_id,
            (await refund).refund_id,
            (await at_once).refund_id,
            repr((nothing, await ping)),
        ]


@workflow.defn
class Refund:
    @workflow.run
    async def run(self, endpoint: str, tag: str, reason: str) -> str:
        response = await PaymentServiceClient(endpoint).refund(RefundRequest(transaction_id=tag, reason=reason))
        return response.refund_id


@workflow.defn
class RefundOutline:
    """Says how a refund failed."""

    @workflow.run
    async def run(self, endpoint: str, tag: str, reason: str) -> list[str]:
        try:
            await PaymentServiceClient(endpoint).refund(RefundRequest(transaction_id=tag, reason=reason))
        except NexusOperationError as err:
            return outline(err)
        return []


@workflow.defn
class ProcessOutline:
    """Says how a payment failed."""

    @workflow.run
    async def run(self, endpoint: str, tag: str) -> list[str]:
        try:
            await PaymentServiceClient(endpoint).process_payment(ProcessPaymentRequest(customer_id=tag, amount_cents=5))
        except InvalidResponseError as err:
            return [*outline(err), err.endpoint, err.service, err.operation, err.reason]
        except NexusOperationError as err:
            return outline(err)
        return []


@workflow.defn
class Process:
    @workflow.run
    async def run(self, endpoint: str, tag: str) -> str:
        payments = PaymentServiceClient(endpoint)
        return (await payments.process_payment(ProcessPaymentRequest(customer_id=tag, amount_cents=5))).transaction_id


@workflow.defn
class SendWrongRequests:
    @workflow.run
    async def run(self, endpoint: str) -> list[str]:
        payments = PaymentServiceClient(endpoint)
        caught: list[str] = []
        for request in (RefundRequest(), None, "c", {"customerId": "c"}):
            try:
                await payments.process_payment(request)
            except InvalidRequestError as err:
                caught.append(err.reason)
        return caught


@workflow.defn
class SendWrongRequestUncaught:
    @workflow.run
    async def run(self, endpoint: str) -> None:
        await PaymentServiceClient(endpoint).process_payment(RefundRequest())


@workflow.defn
class GatherAndAwaitAgain:
    @workflow.run
    async def run(self, endpoint: str, tag: str) -> list[str]:
        payments = PaymentServiceClient(endpoint)
        requests = [RefundRequest(transaction_id=f"{tag}-{number}") for number in range(5)]
        handles = await asyncio.gather(*(payments.refund.start(request) for request in requests))
        responses = await asyncio.gather(*handles)
        again = await handles[0]
        assert again == responses[0] == await handles[0]
        calls = await asyncio.gather(
            *(payments.process_payment(ProcessPaymentRequest(customer_id=str(n), amount_cents=5)) for n in range(5))
        )
        return [response.refund_id for response in responses] + [call.transaction_id for call in calls]


@workflow.defn
class CancelRefund:
    """Cancels an operation, says what its handle raised, and stays until it is told to leave.

    The server forgets a cancellation that it has not delivered when the caller ends.
    """

    def __init__(self) -> None:
        self._caught: list[str] = []
        self._may_leave = False

    @workflow.run
    async def run(self, endpoint: str, tag: str, reason: str, cancellation_type: int) -> None:
        payments = PaymentServiceClient(endpoint, cancellation_type=NexusOperationCancellationType(cancellation_type))
        refund = await payments.refund.start(RefundRequest(transaction_id=tag, reason=reason))
        assert refund.cancel()
        try:
            self._caught = [(await refund).refund_id]
        except NexusOperationError as err:
            self._caught = [type(e).__name__ for e in (err, err.cause) if e]
        await workflow.wait_condition(lambda: self._may_leave)

    @workflow.query
    def caught(self) -> list[str]:
        return self._caught

    @workflow.signal
    def leave(self) -> None:
        self._may_leave = True


@workflow.defn
class WaitForRefund:
    """Cancelled from outside, it cancels the operation it waits for."""

    def __init__(self) -> None:
        self._waiting = False

    @workflow.run
    async def run(self, endpoint: str, tag: str) -> None:
        refund = await PaymentServiceClient(endpoint).refund.start(RefundRequest(transaction_id=tag, reason="wait"))
        self._waiting = True
        await refund

    @workflow.query
    def is_waiting(self) -> bool:
        return self._waiting


@workflow.defn
class CallWithOptions:
    """Calls as the contract says, as the client says, and as the call says."""

    @workflow.run
    async def run(self, endpoint: str) -> None:
        ping = ProcessPaymentRequest(customer_id="c", amount_cents=5)
        await PaymentServiceClient(endpoint).process_payment(ping)
        client = PaymentServiceClient(
            endpoint,
            schedule_to_close_timeout=timedelta(seconds=25),
            schedule_to_start_timeout=timedelta(seconds=24),
            start_to_close_timeout=timedelta(seconds=23),
            headers={"tenant": "client", "region": "eu"},
            summary="by the client",
        )
        await client.process_payment(ping)
        await client.process_payment(
            ping,
            schedule_to_close_timeout=timedelta(seconds=15),
            schedule_to_start_timeout=timedelta(seconds=14),
            start_to_close_timeout=timedelta(seconds=13),
            headers={"Tenant": "call"},
            summary="by the call",
        )
        await client.process_payment(
            ping,
            schedule_to_close_timeout=None,
            schedule_to_start_timeout=None,
            start_to_close_timeout=None,
            headers=None,
            summary=None,
        )
        await client.ping()


CALLERS = [
    *(CallEveryKind, Refund, RefundOutline, ProcessOutline, Process, SendWrongRequests, SendWrongRequestUncaught),
    *(GatherAndAwaitAgain, CancelRefund, WaitForRefund, CallWithOptions),
]
