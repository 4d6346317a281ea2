"""What a handler method can reach: all that the SDK offers, in the event loop and in threads alike."""

from __future__ import annotations

import asyncio
import logging
import threading
import urllib.error
import urllib.request
from collections.abc import AsyncGenerator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from acme.payments.v1.payments_nexus import PAYMENT_SERVICE, PaymentServiceStandaloneClient
from acme.payments.v1.payments_pb2 import (
    ProcessPaymentRequest,
    ProcessPaymentResponse,
    RefundRequest,
    RefundResponse,
)
from live import callers
from live.backing import RefundWorkflow
from live.handlers import Payments
from live.world import World, events, unique, world
from temporalio import nexus
from temporalio.client import Client, NexusOperationFailureError

from protonexus import OperationContext, OperationResult
from protonexus.testing import DevServer


class Looks(Payments):
    """Notes what it can reach."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[dict[str, Any]] = []

    def look(self, ctx: OperationContext) -> None:
        nexus.logger.warning("looking", extra={"more": 1})
        ctx.metric_meter.create_counter("looks").add(1)
        nexus.metric_meter().create_counter("more_looks").add(1)
        self.seen.append(
            {
                "thread": threading.current_thread(),
                "client": nexus.client(),
                "same client": ctx.client is nexus.client(),
                "info": nexus.info(),
                "in operation": nexus.in_operation(),
                "shutdown": nexus.is_worker_shutdown(),
                "service": (ctx.service, ctx.operation),
                "request id": ctx.request_id,
                "headers": dict(ctx.headers),
                "deadline": ctx.request_deadline,
                "links": [link.url for link in ctx.inbound_links],
                "cancelled": ctx.task_cancellation.is_cancelled(),
            }
        )

    async def process_payment(self, ctx: OperationContext, request: ProcessPaymentRequest) -> ProcessPaymentResponse:
        self.look(ctx)
        return await super().process_payment(ctx, request)

    def ping(self, ctx: OperationContext) -> None:
        self.look(ctx)


@pytest.fixture(scope="module")
def handler() -> Looks:
    return Looks()


@pytest.fixture(scope="module")
async def shop(server: DevServer, handler: Looks) -> AsyncGenerator[World]:
    async with world(server, handler) as running:
        yield running


@pytest.mark.parametrize("operation", ["process_payment", "ping"])
async def test_everything_of_the_request_is_within_reach(
    shop: World, handler: Looks, operation: str, caplog: pytest.LogCaptureFixture
) -> None:
    handler.seen.clear()
    payments = PaymentServiceStandaloneClient(
        shop.orders,
        shop.endpoint,
        headers={"X-Tenant": "blue"},
        schedule_to_close_timeout=timedelta(seconds=20),
    )
    with caplog.at_level(logging.WARNING, "temporalio.nexus"):
        if operation == "ping":
            await payments.ping(id=unique("ping"))
        else:
            await payments.process_payment(ProcessPaymentRequest(customer_id="c", amount_cents=5), id=unique("pay"))
    [seen] = handler.seen
    assert (seen["thread"] is threading.main_thread()) == (operation != "ping")
    assert isinstance(seen["client"], Client)
    assert seen["client"].namespace == "payments"
    assert seen["same client"]
    assert seen["info"] == nexus.Info(shop.endpoint, "payments", shop.queue)
    assert seen["in operation"]
    assert not seen["shutdown"]
    assert not seen["cancelled"]
    assert seen["service"] == (
        "acme.payments.v1.PaymentService",
        "Ping" if operation == "ping" else "ProcessPayment",
    )
    assert seen["request id"]
    assert seen["headers"]["x-tenant"] == "blue"
    assert {"request-timeout", "operation-timeout"} <= seen["headers"].keys()
    assert timedelta(0) < seen["deadline"] - datetime.now(UTC) < timedelta(seconds=10)
    [record] = [record for record in caplog.records if record.getMessage().startswith("looking")]
    assert (record.service, record.operation, record.task_queue) == (*seen["service"], shop.queue)


async def test_a_synchronous_handler_sees_a_link_to_its_caller(shop: World, handler: Looks) -> None:
    handler.seen.clear()
    handle = await shop.start(callers.Process.run, "x")
    await handle.result()
    [[link]] = [seen["links"] for seen in handler.seen]
    assert f"/namespaces/orders/workflows/{handle.id}/{handle.first_execution_run_id}/" in link


async def test_the_caller_and_the_backing_workflow_link_to_each_other(shop: World) -> None:
    tag = unique("x")
    handle = await shop.start(callers.Refund.run, tag, "")
    await handle.result()
    backing = shop.payments.get_workflow_handle(f"refund-{tag}")
    [started] = await events(handle, "nexus_operation_started")
    [link] = started.links
    assert (link.workflow_event.namespace, link.workflow_event.workflow_id) == ("payments", backing.id)
    [begun] = await events(backing, "workflow_execution_started")
    [callback] = begun.workflow_execution_started_event_attributes.completion_callbacks
    [back] = callback.links
    assert (back.workflow_event.namespace, back.workflow_event.workflow_id) == ("orders", handle.id)
    assert back.workflow_event.event_ref.event_id == started.nexus_operation_started_event_attributes.scheduled_event_id


class StartsMore(Payments):
    """Starts a workflow beside the one that carries the operation out."""

    async def refund(self, ctx: OperationContext, request: RefundRequest) -> OperationResult[RefundResponse]:
        beside = await nexus.client().start_workflow(
            RefundWorkflow.run, request, id=f"beside-{request.transaction_id}", task_queue=nexus.info().task_queue
        )
        await beside.result()
        return await super().refund(ctx, request)


async def test_a_workflow_started_beside_delivers_no_result(server: DevServer) -> None:
    async with world(server, StartsMore()) as shop:
        tag = unique("x")
        handle = await shop.start(callers.Refund.run, tag, "")
        assert await handle.result() == f"r-{tag}"
        assert len(await events(handle, "nexus_operation_completed")) == 1
        [begun] = await events(shop.payments.get_workflow_handle(f"beside-{tag}"), "workflow_execution_started")
        assert not begun.workflow_execution_started_event_attributes.completion_callbacks


class AwaitsInThread(Payments):
    def __init__(self) -> None:
        super().__init__()
        self.attempts = 0

    def ping(self, ctx: OperationContext) -> None:
        self.attempts += 1
        _ = ctx.nexus_client


async def test_the_nexus_client_in_a_thread_fails_at_once_and_says_what_it_needs(server: DevServer) -> None:
    handler = AwaitsInThread()
    async with world(server, handler) as shop:
        payments = PaymentServiceStandaloneClient(shop.orders, shop.endpoint)
        with pytest.raises(NexusOperationFailureError) as caught:
            await payments.ping(id=unique("ping"))
    assert "nexus_client needs an `async def` handler method" in str(caught.value.cause)
    assert handler.attempts == 1


async def test_the_request_id_is_the_same_when_a_request_is_retried(server: DevServer) -> None:
    ids: list[str] = []

    class FailsOnce(Payments):
        async def ping(self, ctx: OperationContext) -> None:
            ids.append(ctx.request_id)
            if len(ids) == 1:
                raise ConnectionError("try again")

    async with world(server, FailsOnce()) as shop:
        await PaymentServiceStandaloneClient(shop.orders, shop.endpoint).ping(id=unique("ping"))
    assert ids == [ids[0]] * 2


class NamesItsRequests(Payments):
    async def ping(self, ctx: OperationContext) -> None:
        assert ctx.request_id == "mine"

    async def process_payment(self, ctx: OperationContext, request: ProcessPaymentRequest) -> ProcessPaymentResponse:
        return ProcessPaymentResponse(transaction_id=f"known: {ctx.known_request_id!r}")


PAYMENT = b'{"customerId":"c","amountCents":5}'


async def over_http(
    server: DevServer, endpoint_id: str, operation: str, data: bytes = b"{}", **headers: str
) -> tuple[int, str]:
    """Call an operation as any HTTP client may, which need not send a request ID."""
    address = f"http://{server.http_address}/nexus/endpoints/{endpoint_id}/services/{PAYMENT_SERVICE}/{operation}"
    request = urllib.request.Request(address, data, {"Content-Type": "application/json", **headers}, method="POST")

    def send() -> tuple[int, str]:
        try:
            with urllib.request.urlopen(request) as response:
                return response.status, response.read().decode()
        except urllib.error.HTTPError as err:
            return err.code, err.read().decode()

    return await asyncio.to_thread(send)


async def test_a_request_without_an_id_is_served_unless_the_handler_needs_it(server: DevServer) -> None:
    async with world(server, NamesItsRequests()) as shop:
        found = await server.create_endpoint(shop.endpoint, namespace="payments", task_queue=shop.queue)
        assert await over_http(server, found, "ProcessPayment", PAYMENT) == (200, '{"transactionId":"known: \'\'"}')
        status, text = await over_http(server, found, "Ping")
        assert status == 400
        assert "send the header Nexus-Request-Id" in text
        status, _ = await over_http(server, found, "Ping", **{"Nexus-Request-Id": "mine"})
        assert status == 200
