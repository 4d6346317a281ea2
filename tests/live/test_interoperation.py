"""The SDK's own clients call our handlers, and our clients call handlers made with its own decorators."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from acme.payments.v1.payments_nexus import PAYMENT_SERVICE, PaymentService, PaymentServiceStandaloneClient
from acme.payments.v1.payments_pb2 import ProcessPaymentRequest, ProcessPaymentResponse, RefundRequest
from google.protobuf.empty_pb2 import Empty
from live import callers, stock
from live.handlers import Payments
from live.world import unique, world
from temporalio.client import Plugin

from protonexus import ProtoNexusPlugin
from protonexus.testing import DevServer

PLUGINS: dict[str, Sequence[Plugin]] = {"plain": (), "plugin": (ProtoNexusPlugin(),)}
everywhere = pytest.mark.parametrize("at_handler", PLUGINS)
everyone = pytest.mark.parametrize("at_caller", PLUGINS)


@everyone
@everywhere
async def test_callers_with_the_sdks_own_client_reach_our_handler(
    server: DevServer, at_caller: str, at_handler: str
) -> None:
    async with world(
        server,
        Payments(),
        plugins=PLUGINS[at_caller],
        handler_plugins=PLUGINS[at_handler],
        workflows=stock.STOCK_CALLERS,
    ) as shop:
        for caller in stock.STOCK_CALLERS:
            tag = unique("x")
            run: Any = caller.run  # type: ignore[attr-defined]
            processed, refunded, nothing = await shop.execute(run, tag)
            assert (processed, refunded) == (f"t-{tag}", f"r-{tag}")
            assert nothing in ("None", repr(Empty()))


@everyone
@everywhere
@pytest.mark.parametrize("handler", [stock.StockPayments, stock.NamedPayments])
async def test_our_callers_reach_handlers_with_the_sdks_own_decorators(
    server: DevServer, at_caller: str, at_handler: str, handler: type
) -> None:
    async with world(server, handler(), plugins=PLUGINS[at_caller], handler_plugins=PLUGINS[at_handler]) as shop:
        tag = unique("x")
        assert await shop.execute(callers.Process.run, tag) == f"stock-{tag}"
        assert await shop.execute(callers.Refund.run, tag, "") == f"r-{tag}"
        payments = PaymentServiceStandaloneClient(shop.orders, shop.endpoint)
        processed = await payments.process_payment(
            ProcessPaymentRequest(customer_id=tag, amount_cents=5), id=unique("x")
        )
        assert processed.transaction_id == f"stock-{tag}"


@everyone
async def test_our_callers_ping_handlers_of_the_generated_definition(server: DevServer, at_caller: str) -> None:
    # Whose input is a message: the plugin's converter makes it of the null that stands for it on the wire.
    async with world(
        server, stock.StockPayments(), plugins=PLUGINS[at_caller], handler_plugins=PLUGINS["plugin"]
    ) as shop:
        payments = PaymentServiceStandaloneClient(shop.orders, shop.endpoint)
        nothing: object = await payments.ping(id=unique("x"))
        assert nothing is None
    async with world(server, stock.NamedPayments(), plugins=PLUGINS[at_caller]) as shop:
        nothing = await PaymentServiceStandaloneClient(shop.orders, shop.endpoint).ping(id=unique("x"))
        assert nothing is None


async def test_the_sdks_own_standalone_client_reaches_our_handler(server: DevServer) -> None:
    async with world(server, Payments()) as shop:
        tag = unique("x")
        typed = shop.orders.create_nexus_client(service=PaymentService, endpoint=shop.endpoint)
        request = ProcessPaymentRequest(customer_id=tag, amount_cents=5)
        processed = await typed.execute_operation(PaymentService.process_payment, request, id=unique("x"))
        assert processed.transaction_id == f"t-{tag}"
        await typed.execute_operation(PaymentService.ping, Empty(), id=unique("x"))
        named = shop.orders.create_nexus_client(service=PAYMENT_SERVICE, endpoint=shop.endpoint)
        by_name = await named.execute_operation(
            "ProcessPayment", request, id=unique("x"), result_type=ProcessPaymentResponse
        )
        assert by_name == processed
        refunded = await typed.execute_operation(
            PaymentService.refund, RefundRequest(transaction_id=tag), id=unique("x")
        )
        assert refunded.refund_id == f"r-{tag}"
