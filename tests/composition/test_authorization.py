"""The worker's word on who may call comes before anything else is looked at."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Iterator
from datetime import timedelta
from typing import Any, cast

import pytest
from acme.payments.v1.payments_nexus import PAYMENT_SERVICE, PaymentServiceStandaloneClient
from acme.payments.v1.payments_pb2 import ProcessPaymentRequest, RefundRequest
from composition.callers import ShowWithToken
from composition.scene import scene
from composition.vault import Vault
from live import callers
from live.handlers import Payments
from live.stock import NamedPayments
from live.world import World, accepted, events, eventually, unique, world
from nexusrpc import HandlerError, HandlerErrorType
from runtime.payloads import payload
from temporalio.client import NexusOperationFailureError, WorkflowFailureError
from temporalio.common import RawValue
from temporalio.workflow import NexusOperationCancellationType

from protonexus import NexusRequest, ProtoNexusPlugin, Unauthenticated, Unauthorized
from protonexus.testing import DevServer

PAY = ProcessPaymentRequest(customer_id="c", amount_cents=5)


class Guard:
    """Asks for a token; keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[NexusRequest] = []
        self.failing = 0

    def __call__(self, request: NexusRequest) -> bool | None:
        self.asked.append(request)
        if self.failing:
            self.failing -= 1
            raise ConnectionError("the directory does not answer")
        return self.decide(request.headers.get("authorization", ""))

    def decide(self, token: str) -> bool | None:
        match token:
            case "good":
                return True
            case "unmentioned":
                return None
            case "not mine":
                raise Unauthorized("not yours")
            case "false":
                return False
            case _:
                raise Unauthenticated("no token")


@pytest.fixture
def guard() -> Guard:
    return Guard()


def sync(guard: Guard) -> Callable[[NexusRequest], Any]:
    return guard


def asynchronous(guard: Guard) -> Callable[[NexusRequest], Any]:
    async def ask(request: NexusRequest) -> bool | None:
        await asyncio.sleep(0)
        return guard(request)

    return ask


@pytest.fixture(params=[sync, asynchronous])
async def shop(
    request: pytest.FixtureRequest, server: DevServer, guard: Guard
) -> AsyncGenerator[tuple[World, Payments]]:
    handler, authorize = Payments(), request.param(guard)
    async with world(server, handler, handler_plugins=[ProtoNexusPlugin(authorize=authorize)]) as running:
        yield running, handler


def client(shop: World, token: str) -> PaymentServiceStandaloneClient:
    return PaymentServiceStandaloneClient(shop.orders, shop.endpoint, headers={"authorization": token})


async def test_it_sees_who_calls_what_and_lets_it_pass(shop: tuple[World, Payments], guard: Guard) -> None:
    world, handler = shop
    headers = {"Authorization": "good", "X-Tenant": "blue"}
    payments = PaymentServiceStandaloneClient(world.orders, world.endpoint, headers=headers)
    tag = unique("seen")
    await payments.process_payment(PAY, id=tag)
    [asked] = guard.asked
    assert (asked.service, asked.operation, asked.is_cancel) == (PAYMENT_SERVICE, "ProcessPayment", False)
    assert asked.headers["x-tenant"] == "blue"
    [link] = asked.links
    assert "/namespaces/orders/" in link.url
    assert tag in link.url
    assert len(handler.processed) == 1
    await client(world, "unmentioned").process_payment(PAY, id=unique("x"))
    assert len(handler.processed) == 2


REFUSALS = {
    "bad": (HandlerErrorType.UNAUTHENTICATED, "no token"),
    "not mine": (HandlerErrorType.UNAUTHORIZED, "not yours"),
    "false": (HandlerErrorType.UNAUTHORIZED, "the caller may not do this"),
}


async def test_it_refuses_once_and_before_the_handler(shop: tuple[World, Payments], guard: Guard) -> None:
    world, handler = shop
    for token, (kind, text) in REFUSALS.items():
        guard.asked.clear()
        with pytest.raises(NexusOperationFailureError) as caught:
            await client(world, token).process_payment(PAY, id=unique("x"))
        error = caught.value.cause
        assert isinstance(error, HandlerError)
        assert (error.type, error.message) == (kind, text)
        assert len(guard.asked) == 1
    assert not handler.processed


async def test_a_request_that_cannot_be_read_is_refused_for_its_token_first(
    shop: tuple[World, Payments], guard: Guard
) -> None:
    world, _ = shop
    stock = cast(Any, world.orders.create_nexus_client(service=PAYMENT_SERVICE, endpoint=world.endpoint))
    for token, kind in (("bad", HandlerErrorType.UNAUTHENTICATED), ("good", HandlerErrorType.BAD_REQUEST)):
        raw, headers = RawValue(payload("[]")), {"authorization": token}
        with pytest.raises(NexusOperationFailureError) as caught:
            await stock.execute_operation("ProcessPayment", raw, id=unique("x"), headers=headers)
        assert isinstance(caught.value.cause, HandlerError)
        assert caught.value.cause.type is kind
    assert len(guard.asked) == 2


async def test_an_exception_of_its_own_keeps_the_request_from_the_handler_and_is_retried(
    shop: tuple[World, Payments], guard: Guard
) -> None:
    world, handler = shop
    guard.failing = 1
    await client(world, "good").process_payment(PAY, id=unique("x"))
    assert (len(guard.asked), len(handler.processed)) == (2, 1)


@pytest.mark.parametrize("kind", [asyncio.CancelledError, SystemError])
async def test_a_slip_in_it_never_reaches_the_handler(server: DevServer, kind: type[BaseException]) -> None:
    handler = Payments()

    async def slip(request: NexusRequest) -> bool:
        raise kind("of its own")

    async with world(server, handler, handler_plugins=[ProtoNexusPlugin(authorize=slip)]) as shop:
        limit = timedelta(seconds=3)
        with pytest.raises(NexusOperationFailureError):
            await client(shop, "good").process_payment(PAY, id=unique("x"), schedule_to_close_timeout=limit)
    assert not handler.processed


def generating(request: NexusRequest) -> Iterator[bool]:
    yield False


async def twice_awaited(request: NexusRequest) -> Any:
    async def inner() -> bool:
        return False

    return inner


def cancelled(request: NexusRequest) -> bool:
    raise asyncio.CancelledError


WRONG_ANSWERS = [
    *(generating, twice_awaited, cancelled, lambda request: 0, lambda request: "", lambda request: Unauthorized()),
]


@pytest.mark.parametrize("answer", WRONG_ANSWERS)
async def test_what_is_neither_yes_nor_no_is_refused_once(server: DevServer, answer: Any) -> None:
    handler, asked = Payments(), 0

    def authorize(request: NexusRequest) -> Any:
        nonlocal asked
        asked += 1
        return answer(request)

    async with world(server, handler, handler_plugins=[ProtoNexusPlugin(authorize=authorize)]) as shop:
        with pytest.raises(NexusOperationFailureError) as caught:
            await client(shop, "good").process_payment(PAY, id=unique("x"))
    assert isinstance(caught.value.cause, HandlerError)
    assert (caught.value.cause.type, asked, handler.processed) == (HandlerErrorType.INTERNAL, 1, [])


async def test_a_policy_that_is_empty_is_asked_all_the_same(server: DevServer) -> None:
    class Allowed(list[str]):
        def __call__(self, request: NexusRequest) -> bool:
            return request.headers.get("authorization") in self

    handler = Payments()
    async with world(server, handler, handler_plugins=[ProtoNexusPlugin(authorize=Allowed())]) as shop:
        with pytest.raises(NexusOperationFailureError):
            await client(shop, "good").process_payment(PAY, id=unique("x"))
    assert not handler.processed


def test_what_cannot_be_asked_is_refused_at_once() -> None:
    word: Any = "token"
    with pytest.raises(TypeError, match="authorize must be callable, got str"):
        ProtoNexusPlugin(authorize=word)


async def test_a_workflow_without_a_token_is_refused(shop: tuple[World, Payments], guard: Guard) -> None:
    world, handler = shop
    handle = await world.start(callers.ProcessOutline.run, "x")
    outline = await handle.result()
    assert outline[1] == "HandlerError: no token"
    [link] = guard.asked[0].links
    assert f"/namespaces/orders/workflows/{handle.id}/" in link.url
    assert not handler.processed


async def test_a_workflows_client_sends_its_token_with_each_call(server: DevServer, guard: Guard) -> None:
    async with scene(server, Vault(), plugins=[ProtoNexusPlugin(authorize=guard)]) as shop:
        assert await shop.execute(ShowWithToken.run, "good") == b"x"
        assert guard.asked[0].headers["tenant"] == "blue"
        with pytest.raises(WorkflowFailureError):
            await shop.execute(ShowWithToken.run, "bad")
        assert len(guard.asked) == 2


async def test_it_is_asked_of_cancel_requests_too(shop: tuple[World, Payments], guard: Guard) -> None:
    world, _ = shop
    handle = await client(world, "good").refund.start(
        RefundRequest(transaction_id=unique("x"), reason="wait"), id=unique("x")
    )
    await accepted(handle)
    await handle.cancel()

    async def asked() -> bool:
        return len(guard.asked) == 2

    await eventually(asked)
    cancel = guard.asked[1]
    assert (cancel.service, cancel.operation, cancel.is_cancel) == (PAYMENT_SERVICE, "Refund", True)
    assert list(cancel.links) == []


async def test_a_refused_cancel_request_reaches_nothing(server: DevServer) -> None:
    def refuse_cancels(request: NexusRequest) -> bool:
        return not request.is_cancel

    async with world(server, Payments(), handler_plugins=[ProtoNexusPlugin(authorize=refuse_cancels)]) as shop:
        tag = unique("x")
        kind = NexusOperationCancellationType.WAIT_REQUESTED.value
        handle = await shop.start(callers.CancelRefund.run, tag, "wait", kind)

        async def refused() -> bool:
            return bool(await events(handle, "nexus_operation_cancel_request_failed"))

        await eventually(refused)
        [failed] = await events(handle, "nexus_operation_cancel_request_failed")
        failure = failed.nexus_operation_cancel_request_failed_event_attributes.failure
        assert failure.cause.nexus_handler_failure_info.type == "UNAUTHORIZED"
        assert not await events(
            shop.payments.get_workflow_handle(f"refund-{tag}"), "workflow_execution_cancel_requested"
        )
        await handle.signal(callers.CancelRefund.leave)


async def test_it_guards_handlers_with_the_sdks_own_decorators(server: DevServer, guard: Guard) -> None:
    async with world(server, NamedPayments(), handler_plugins=[ProtoNexusPlugin(authorize=guard)]) as shop:
        with pytest.raises(NexusOperationFailureError) as caught:
            await client(shop, "bad").process_payment(PAY, id=unique("x"))
        assert isinstance(caught.value.cause, HandlerError)
        assert caught.value.cause.type is HandlerErrorType.UNAUTHENTICATED
        processed = await client(shop, "good").process_payment(PAY, id=unique("x"))
        assert processed.transaction_id == "stock-c"
        assert len(guard.asked) == 2
