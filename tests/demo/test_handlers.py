"""The example's handlers, called through the server as their callers do."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.request import Request, urlopen

import pytest
from acme.inventory.v1.inventory_nexus import INVENTORY_SERVICE, InventoryServiceStandaloneClient
from acme.inventory.v1.inventory_pb2 import ReserveRequest
from acme.payments.v1.payments_nexus import PaymentServiceStandaloneClient
from acme.payments.v1.payments_pb2 import ProcessPaymentRequest, RefundRequest
from nexusrpc import HandlerError, HandlerErrorType
from orders.inventory import Inventory
from orders.payments import Payments, RefundWorkflow
from temporalio.client import NexusOperationFailureError
from temporalio.worker import Worker

from protonexus import ProtoNexusPlugin
from protonexus.testing import DevServer


async def test_a_payment_of_nothing_is_a_bad_request(
    server: DevServer, route: Callable[[str], Awaitable[Any]], unique: Callable[[str], str]
) -> None:
    to = await route("payments")
    client = await server.client("payments", plugins=[ProtoNexusPlugin()])
    async with Worker(client, task_queue=to.task_queue, nexus_service_handlers=[Payments(limit_cents=100)]):
        # A caller whose stubs do not check, or that has none.
        payments = PaymentServiceStandaloneClient(await server.client("orders"), to.endpoint, validate_requests=False)
        with pytest.raises(NexusOperationFailureError) as failed:
            await payments.process_payment(ProcessPaymentRequest(amount_cents=0), id=unique("payment"))

    assert isinstance(failed.value.cause, HandlerError)
    assert failed.value.cause.type == HandlerErrorType.BAD_REQUEST
    assert "amount_cents: must be greater than 0 [int64.gt]" in str(failed.value.cause)


async def test_two_callers_get_the_same_refund(
    server: DevServer, route: Callable[[str], Awaitable[Any]], unique: Callable[[str], str]
) -> None:
    to = await route("payments")
    client = await server.client("payments", plugins=[ProtoNexusPlugin()])
    request = RefundRequest(transaction_id=unique("txn"))
    async with Worker(client, task_queue=to.task_queue, nexus_service_handlers=[Payments(limit_cents=100)]):
        payments = PaymentServiceStandaloneClient(await server.client("orders"), to.endpoint)
        # Nobody serves the workflow yet, so the first refund is running when the second is asked for.
        first, second = [await payments.refund.start(request, id=unique("refund")) for _ in range(2)]
        for operation in (first, second):
            while not (await operation.describe()).operation_token:
                await asyncio.sleep(0.02)
    async with Worker(client, task_queue=to.task_queue, workflows=[RefundWorkflow]):
        results = await asyncio.gather(first.result(), second.result())

    assert results[0].refund_id and results[0] == results[1]
    assert (await first.describe()).operation_token == (await second.describe()).operation_token


async def test_more_than_there_is_cannot_be_reserved(
    server: DevServer, route: Callable[[str], Awaitable[Any]], unique: Callable[[str], str]
) -> None:
    to = await route("inventory")
    client = await server.client("inventory", plugins=[ProtoNexusPlugin()])
    with ThreadPoolExecutor(2) as executor:
        async with Worker(
            client,
            task_queue=to.task_queue,
            nexus_service_handlers=[Inventory({"teapot": 3})],
            nexus_task_executor=executor,
        ):
            inventory = InventoryServiceStandaloneClient(await server.client("orders"), to.endpoint)
            reserved = await inventory.reserve(ReserveRequest(sku="teapot", quantity=2), id=unique("reserve"))
            with pytest.raises(NexusOperationFailureError) as failed:
                await inventory.reserve(ReserveRequest(sku="teapot", quantity=2), id=unique("reserve"))

    assert reserved.remaining == 1
    assert "2 teapot wanted, 1 in stock" in str(failed.value.cause)


async def test_a_call_that_is_delivered_twice_reserves_once(server: DevServer, unique: Callable[[str], str]) -> None:
    queue = unique("queue")
    endpoint = await server.create_endpoint(unique("inventory"), namespace="inventory", task_queue=queue)
    address = f"http://{server.http_address}/nexus/endpoints/{endpoint}/services/{INVENTORY_SERVICE}/Reserve"
    headers = {
        "Content-Type": 'application/json; format=protobuf; message-type="acme.inventory.v1.ReserveRequest"',
        "Nexus-Request-Id": unique("request"),
    }

    def deliver() -> dict[str, Any]:
        request = Request(address, b'{"sku": "teapot", "quantity": 2}', headers, method="POST")
        with urlopen(request, timeout=10) as answer:
            return json.load(answer)

    client = await server.client("inventory", plugins=[ProtoNexusPlugin()])
    with ThreadPoolExecutor(2) as executor:
        async with Worker(
            client, task_queue=queue, nexus_service_handlers=[Inventory({"teapot": 3})], nexus_task_executor=executor
        ):
            first = await asyncio.to_thread(deliver)
            second = await asyncio.to_thread(deliver)

    assert first == second
    assert first["remaining"] == 1
