"""What a handler raises is retried where that may help, said in a line, and fails at once where it may not."""

from __future__ import annotations

import asyncio
import http.client
import logging
from collections import Counter
from collections.abc import AsyncGenerator, Callable
from datetime import timedelta

import pytest
from acme.errors.v1.vault_nexus import VaultServiceStandaloneClient
from acme.errors.v1.vault_pb2 import ShowRequest
from acme.payments.v1.payments_nexus import PAYMENT_SERVICE, PaymentServiceStandaloneClient
from acme.payments.v1.payments_pb2 import ProcessPaymentRequest, ProcessPaymentResponse
from composition.callers import ShowInAHurry
from composition.scene import scene
from live import callers
from live.handlers import Payments, PingsByWorkflow
from live.world import World, events, eventually, unique, world
from nexusrpc import HandlerError, HandlerErrorType
from temporalio.client import NexusOperationFailureError
from temporalio.exceptions import ApplicationError
from temporalio.service import RPCError

from protonexus import OperationContext
from protonexus.testing import DevServer


class Refused(Exception):
    """Of the user's own."""


class VeryRefused(Refused):
    pass


class Failing(Payments, non_retryable=(Refused, LookupError)):
    """Fails as often as the test says, as the test says."""

    def __init__(self) -> None:
        super().__init__()
        self.error: Callable[[], BaseException] = Exception
        self.times = 0
        self.attempts: Counter[str] = Counter()

    def fail(self, ctx: OperationContext) -> None:
        self.attempts[ctx.request_id] += 1
        if self.attempts[ctx.request_id] <= self.times:
            raise self.error()

    async def process_payment(self, ctx: OperationContext, request: ProcessPaymentRequest) -> ProcessPaymentResponse:
        self.fail(ctx)
        return ProcessPaymentResponse()

    def ping(self, ctx: OperationContext) -> None:
        self.fail(ctx)


@pytest.fixture
def handler() -> Failing:
    return Failing()


@pytest.fixture
async def shop(server: DevServer, handler: Failing) -> AsyncGenerator[World]:
    async with world(server, handler) as running:
        yield running


def payments(shop: World) -> PaymentServiceStandaloneClient:
    return PaymentServiceStandaloneClient(shop.orders, shop.endpoint, schedule_to_close_timeout=timedelta(seconds=30))


def lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if " raised " in record.getMessage()]


async def test_each_attempt_is_a_line_that_says_what_the_circuit_breaker_does_next(
    shop: World, handler: Failing, caplog: pytest.LogCaptureFixture
) -> None:
    handler.times, handler.error = 2, lambda: ConnectionError("no route")
    await payments(shop).ping(id=unique("x"))
    first, second = lines(caplog)
    [request] = handler.attempts
    assert f"Failing.ping raised ConnectionError: no route (attempt 1 of request {request} seen here" in first
    assert "after 5 more in a row the circuit breaker blocks" in first
    assert f"calls from namespace orders to endpoint {shop.endpoint} for 60 s" in first
    assert f"(attempt 2 of request {request} seen here" in second
    assert "after 4 more in a row" in second
    # Success begins a new count.
    caplog.clear()
    handler.times = 1
    await payments(shop).ping(id=unique("x"))
    [again] = lines(caplog)
    assert "attempt 1" in again
    assert "after 5 more in a row" in again


async def test_the_sixth_failure_in_a_row_opens_the_circuit_breaker_as_its_line_says(
    shop: World, handler: Failing, caplog: pytest.LogCaptureFixture
) -> None:
    handler.times, handler.error = 100, lambda: ConnectionError("no route")

    async def has_failed() -> bool:
        return bool(lines(caplog))

    standalone = await payments(shop).ping.start(id=unique("x"))  # which has a breaker of its own
    await eventually(has_failed)
    started = [await shop.start(callers.Process.run, "x") for _ in range(6)]

    async def is_blocked() -> bool:
        pending = (await started[0].describe()).raw_description.pending_nexus_operations
        return any("circuit breaker is open" in operation.blocked_reason for operation in pending)

    await eventually(is_blocked)
    told = [line.split("; ")[2].partition(" calls ")[0] for line in lines(caplog) if "process_payment" in line]
    blocks = "more in a row the circuit breaker blocks"
    assert told == [*(f"after {left} {blocks}" for left in range(5, 0, -1)), "the circuit breaker now blocks"]
    await standalone.terminate()
    for one in started:
        await one.terminate()


FINAL: dict[str, Callable[[], BaseException]] = {
    "a class that the handler names": lambda: Refused("no"),
    "one derived from it": lambda: VeryRefused("no"),
    "a builtin that the handler names": lambda: KeyError("no"),
    "an ApplicationError that is not retryable": lambda: ApplicationError("no", non_retryable=True),
    "CancelledError that nobody asked for": lambda: asyncio.CancelledError("no"),
    "an error that cannot be sent": lambda: ApplicationError("no", object()),
    "an error of 3 MB": lambda: RuntimeError("no" * 1_500_000),
    "an error with a lone surrogate": lambda: RuntimeError("\ud800"),
    "BAD_REQUEST": lambda: HandlerError("no", type=HandlerErrorType.BAD_REQUEST),
}


@pytest.mark.parametrize("error", FINAL.values(), ids=FINAL)
async def test_what_no_retry_cures_fails_once(
    shop: World, handler: Failing, error: Callable[[], BaseException], caplog: pytest.LogCaptureFixture
) -> None:
    handler.times, handler.error = 100, error
    for call in (
        lambda: payments(shop).ping(id=unique("x")),
        lambda: payments(shop).process_payment(ProcessPaymentRequest(customer_id="c", amount_cents=1), id=unique("x")),
    ):
        with pytest.raises(NexusOperationFailureError):
            await call()
    assert list(handler.attempts.values()) == [1, 1]
    assert not [line for line in lines(caplog) if "the server retries it" in line]
    outline = await shop.execute(callers.ProcessOutline.run, "x")
    assert outline[1].startswith("HandlerError: ")
    assert list(handler.attempts.values()) == [1, 1, 1]


async def test_an_operation_named_after_a_request_without_id_is_refused_and_starts_nothing(server: DevServer) -> None:
    async with world(server, PingsByWorkflow()) as shop:
        endpoint = await server.create_endpoint(shop.endpoint, namespace="payments", task_queue=shop.queue)

        def post(**headers: str) -> int:
            connection = http.client.HTTPConnection(server.http_address)
            path = f"/nexus/endpoints/{endpoint}/services/{PAYMENT_SERVICE}/Ping"
            connection.request("POST", path, b"{}", {"Content-Type": "application/json", **headers})
            with connection.getresponse() as response:
                return response.status

        assert await asyncio.to_thread(post) == 400
        with pytest.raises(RPCError, match="not found"):
            await shop.payments.get_workflow_handle("ping-").describe()
        mine = unique("mine")
        assert await asyncio.to_thread(lambda: post(**{"Nexus-Request-Id": mine})) == 201
        assert await events(shop.payments.get_workflow_handle(f"ping-{mine}"), "workflow_execution_started")


async def test_a_timeout_that_healthy_handlers_may_miss_is_warned_of_once(
    server: DevServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING, "protonexus")
    async with scene(server) as shop:
        await shop.execute(ShowInAHurry.run, 2.75)
        limit = timedelta(seconds=2.875)
        hurried = VaultServiceStandaloneClient(shop.orders, shop.endpoint, schedule_to_close_timeout=limit)
        calls = (hurried.show(ShowRequest(), id=unique("x")) for _ in range(3))
        await asyncio.gather(*calls, return_exceptions=True)
    told = [record.getMessage() for record in caplog.records if "schedule_to_close_timeout" in record.getMessage()]
    assert told == [
        "acme.errors.v1.VaultService/Show: schedule_to_close_timeout of 2.75 s may expire before the handler's "
        "answer arrives; allow 3 s or more"
    ]
