"""No payload of a peer hangs anybody: each is a failure at once, before user code at the handler, catchable at the caller."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from typing import Any

import pytest
from acme.payments.v1.payments_nexus import PAYMENT_SERVICE, PaymentServiceStandaloneClient
from acme.payments.v1.payments_pb2 import ProcessPaymentRequest, ProcessPaymentResponse, RefundResponse
from live import callers
from live.handlers import Payments
from live.stock import Raw
from live.world import World, events, unique, world
from nexusrpc import HandlerError, HandlerErrorType
from runtime.payloads import binary, payload
from temporalio.api.common.v1 import Payload
from temporalio.client import NexusOperationFailureError, WorkflowFailureError
from temporalio.common import RawValue
from temporalio.exceptions import ApplicationError, NexusOperationError
from temporalio.service import RPCError

from protonexus import InvalidRequestError, InvalidResponseError, OperationContext, ProtoNexusPlugin
from protonexus.testing import DevServer

SECRET = "hunter2"
WRONG = {
    "another message": binary(RefundResponse(refund_id=SECRET)),
    "another message as JSON": payload(f'{{"a":"{SECRET}"}}', type_name="acme.payments.v1.RefundResponse"),
    "an unknown message": payload("{}", type_name="acme.unknown.v1.Message"),
    "no JSON": payload(f'{{"a":{SECRET}'),
    "a string": payload(f'"{SECRET}"', "json/plain"),
    "an array": payload("[]"),
    "a number": payload("5", "json/plain"),
    "a wrong field": payload(f'{{"amountCents":"{SECRET}","transactionId":["{SECRET}"]}}'),
    "bad UTF-8": payload(b'{"customerId":"\xff"}'),
    "no wire format": payload(b"\xff\xff", "binary/protobuf"),
    "bytes": payload(SECRET, "binary/plain"),
    "an unknown encoding": payload(SECRET, "binary/encrypted"),
    "no encoding": Payload(data=SECRET.encode()),
    "deep nesting": payload('{"a":' * 10_000 + "1" + "}" * 10_000),
}
each_wrong_payload = pytest.mark.parametrize("sent", WRONG.values(), ids=WRONG)


@pytest.fixture(scope="module")
def handler() -> Payments:
    return Payments()


@pytest.fixture(scope="module")
async def shop(server: DevServer, handler: Payments) -> AsyncGenerator[World]:
    async with world(server, handler) as running:
        yield running


def refused(error: BaseException | None) -> HandlerError:
    assert isinstance(error, HandlerError)
    assert SECRET not in repr(error) + str(error) + repr(error.__cause__)
    return error


@each_wrong_payload
async def test_a_handler_refuses_it_once_and_before_user_code(shop: World, handler: Payments, sent: Payload) -> None:
    raw = shop.orders.create_nexus_client(service=PAYMENT_SERVICE, endpoint=shop.endpoint)
    handler.processed.clear()
    handle: Any = await raw.start_operation("ProcessPayment", RawValue(sent), id=unique("raw"))
    with pytest.raises(NexusOperationFailureError) as caught:
        await handle.result()
    error = refused(caught.value.cause)
    assert error.type is HandlerErrorType.BAD_REQUEST
    assert "ProcessPaymentRequest" in str(error)
    assert (await handle.describe()).attempt == 1
    assert not handler.processed


@pytest.fixture(scope="module")
def liar() -> Raw:
    return Raw(Payload())


@pytest.fixture(scope="module")
async def fair(server: DevServer, liar: Raw) -> AsyncGenerator[World]:
    async with world(server, liar) as running:
        yield running


@each_wrong_payload
async def test_a_workflow_catches_it_as_an_invalid_response(fair: World, liar: Raw, sent: Payload) -> None:
    liar.answer, liar.attempts = sent, 0
    handle = await fair.start(callers.ProcessOutline.run, "x")
    error, endpoint, service, operation, reason = await handle.result()
    assert error == f"InvalidResponseError: {PAYMENT_SERVICE}/ProcessPayment: {reason}"
    assert (endpoint, service, operation) == (fair.endpoint, PAYMENT_SERVICE, "ProcessPayment")
    assert "ProcessPaymentResponse" in reason
    assert SECRET not in reason
    assert liar.attempts == 1
    assert not await events(handle, "workflow_task_failed")


async def test_uncaught_it_fails_the_workflow_and_not_its_task(fair: World, liar: Raw) -> None:
    liar.answer = WRONG["another message"]
    handle = await fair.start(callers.Process.run, "x")
    with pytest.raises(WorkflowFailureError) as caught:
        await handle.result()
    error = caught.value.cause
    assert isinstance(error, NexusOperationError)
    assert (error.endpoint, error.service, error.operation) == (fair.endpoint, PAYMENT_SERVICE, "ProcessPayment")
    assert "acme.payments.v1.RefundResponse" in str(error)
    assert not await events(handle, "workflow_task_failed")


@each_wrong_payload
async def test_ordinary_code_catches_it_as_an_invalid_response(fair: World, liar: Raw, sent: Payload) -> None:
    liar.answer = sent
    payments = PaymentServiceStandaloneClient(fair.orders, fair.endpoint)
    with pytest.raises(InvalidResponseError) as caught:
        await payments.process_payment(ProcessPaymentRequest(customer_id="c", amount_cents=5), id=unique("x"))
    assert SECRET not in str(caught.value)


@each_wrong_payload
async def test_an_operation_without_response_takes_anything(fair: World, liar: Raw, sent: Payload) -> None:
    liar.answer = sent
    nothing: object = await PaymentServiceStandaloneClient(fair.orders, fair.endpoint).ping(id=unique("x"))
    assert nothing is None


class AnswersWrongly(Payments):
    """Returns what the test chose."""

    def __init__(self) -> None:
        super().__init__()
        self.answer: Any = None
        self.attempts = 0

    async def process_payment(self, ctx: OperationContext, request: ProcessPaymentRequest) -> Any:
        self.attempts += 1
        return self.answer

    def ping(self, ctx: OperationContext) -> Any:
        self.attempts += 1
        return self.answer


ANSWERS: dict[str, Any] = {
    "a dict": {"transactionId": SECRET},
    "another message": RefundResponse(refund_id=SECRET),
    "a string": SECRET,
    "an object": object(),
}


@pytest.fixture(scope="module")
def sloppy() -> AnswersWrongly:
    return AnswersWrongly()


@pytest.fixture(scope="module")
async def messy(server: DevServer, sloppy: AnswersWrongly) -> AsyncGenerator[World]:
    async with world(server, sloppy) as running:
        yield running


@pytest.mark.parametrize("answer", [*ANSWERS.values(), None], ids=[*ANSWERS, "None"])
async def test_a_wrong_result_of_a_handler_fails_the_call_at_once(
    messy: World, sloppy: AnswersWrongly, answer: Any
) -> None:
    sloppy.answer, sloppy.attempts = answer, 0
    outline = await messy.execute(callers.ProcessOutline.run, "x")
    assert outline[0].startswith("NexusOperationError: ")
    assert outline[1].startswith(f"HandlerError: {PAYMENT_SERVICE}/ProcessPayment: AnswersWrongly.process_payment")
    assert "ProcessPaymentResponse" in outline[1]
    assert SECRET not in "".join(outline)
    assert sloppy.attempts == 1


@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS)
async def test_a_result_where_there_is_none_fails_the_call_at_once(
    messy: World, sloppy: AnswersWrongly, answer: Any
) -> None:
    sloppy.answer, sloppy.attempts = answer, 0
    with pytest.raises(NexusOperationFailureError) as caught:
        await PaymentServiceStandaloneClient(messy.orders, messy.endpoint).ping(id=unique("x"))
    error = refused(caught.value.cause)
    assert error.type is HandlerErrorType.INTERNAL
    assert "AnswersWrongly.ping" in str(error)
    assert sloppy.attempts == 1


class ForgetsToAwait(Payments):
    forgotten: Any = None

    async def process_payment(self, ctx: OperationContext, request: ProcessPaymentRequest) -> Any:
        self.forgotten = super().process_payment(ctx, request)
        return self.forgotten

    def ping(self, ctx: OperationContext) -> Any:
        return asyncio.sleep(0)


async def test_a_handler_that_forgets_to_await_fails_the_call_at_once(server: DevServer) -> None:
    handler = ForgetsToAwait()
    async with world(server, handler) as shop:
        payments = PaymentServiceStandaloneClient(shop.orders, shop.endpoint)
        with pytest.raises(NexusOperationFailureError) as caught:
            await payments.ping(id=unique("x"))
        what = "ForgetsToAwait.ping is a `def` that returned an awaitable: make it `async def`"
        assert what in str(refused(caught.value.cause))
        with pytest.raises(NexusOperationFailureError) as caught:
            await payments.process_payment(ProcessPaymentRequest(customer_id="c", amount_cents=5), id=unique("x"))
        assert "coroutine" in str(refused(caught.value.cause))
    handler.forgotten.close()


async def test_ordinary_code_is_told_of_a_wrong_request_before_it_is_sent(shop: World) -> None:
    payments = PaymentServiceStandaloneClient(shop.orders, shop.endpoint)
    tag = unique("x")
    with pytest.raises(InvalidRequestError):
        await payments.process_payment(RefundResponse(), id=tag)  # type: ignore[arg-type]
    with pytest.raises(RPCError, match="not found"):
        await payments.process_payment.handle(tag).describe()


class FailsUnreadably(Payments):
    async def process_payment(self, ctx: OperationContext, request: ProcessPaymentRequest) -> ProcessPaymentResponse:
        detail = RawValue(WRONG["an unknown message"])
        raise ApplicationError("broken", detail, "readable", type="Broken", non_retryable=True)


async def test_with_the_plugin_a_detail_that_cannot_be_read_leaves_an_ordinary_error(server: DevServer) -> None:
    async with world(server, FailsUnreadably(), plugins=[ProtoNexusPlugin()]) as shop:
        handle = await shop.start(callers.ProcessOutline.run, "x")
        assert (await handle.result())[-1] == "ApplicationError: Broken: broken"
        assert not await events(handle, "workflow_task_failed")
