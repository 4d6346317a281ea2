"""Operations called from ordinary code, with no workflow around them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from datetime import timedelta

import pytest
from acme.kitchen.v1.pantry_nexus import PantryServiceStandaloneClient
from acme.payments.v1.payments_nexus import PaymentServiceStandaloneClient
from acme.payments.v1.payments_pb2 import ProcessPaymentRequest, ProcessPaymentResponse, RefundRequest, RefundResponse
from live.backing import RefundWorkflow
from live.handlers import Payments
from live.pantry import Pantry
from live.world import World, accepted, eventually, unique, world
from temporalio.client import NexusOperationFailureError
from temporalio.common import (
    NexusOperationExecutionStatus,
    NexusOperationIDConflictPolicy,
    NexusOperationIDReusePolicy,
)
from temporalio.exceptions import ApplicationError, NexusOperationAlreadyStartedError, TimeoutError
from temporalio.service import RPCError, RPCStatusCode

from protonexus.testing import DevServer


@pytest.fixture(scope="module")
async def shop(server: DevServer) -> AsyncGenerator[World]:
    async with world(server, Payments(), Pantry()) as running:
        yield running


@pytest.fixture
def payments(shop: World) -> PaymentServiceStandaloneClient:
    return PaymentServiceStandaloneClient(shop.orders, shop.endpoint)


async def test_every_kind_of_operation_answers(payments: PaymentServiceStandaloneClient) -> None:
    tag = unique("x")
    processed = await payments.process_payment(ProcessPaymentRequest(customer_id=tag, amount_cents=5), id=f"p-{tag}")
    assert processed.transaction_id == f"t-{tag}"
    assert (await payments.refund(RefundRequest(transaction_id=tag), id=f"r-{tag}")).refund_id == f"r-{tag}"
    nothing: object = await payments.ping(id=f"ping-{tag}")
    assert nothing is None


async def test_a_started_operation_is_found_by_its_id(payments: PaymentServiceStandaloneClient) -> None:
    tag = unique("x")
    started = await payments.refund.start(RefundRequest(transaction_id=tag), id=tag)
    found = payments.refund.handle(tag)
    assert (started.operation_id, found.operation_id, found.run_id) == (tag, tag, None)
    assert started.run_id
    response = RefundResponse(refund_id=f"r-{tag}")
    assert await started.result() == await found.result() == await found.result() == response
    assert await payments.refund.handle(tag, run_id=started.run_id).result() == response


async def test_operations_are_described(shop: World, payments: PaymentServiceStandaloneClient) -> None:
    tag = unique("x")
    handle = await payments.refund.start(
        RefundRequest(transaction_id=tag),
        id=tag,
        summary="by the test",
        schedule_to_close_timeout=timedelta(seconds=20),
    )
    await handle.result()
    described = await handle.describe()
    assert (described.operation_id, described.run_id) == (tag, handle.run_id)
    assert (described.endpoint, described.service, described.operation) == (
        *(shop.endpoint, "acme.payments.v1.PaymentService", "Refund"),
    )
    assert described.status is NexusOperationExecutionStatus.COMPLETED
    assert described.attempt == 1
    assert described.schedule_to_close_timeout == timedelta(seconds=20)
    assert await described.static_summary() == "by the test"


async def test_the_options_of_the_contract_hold_outside_workflows_too(payments: PaymentServiceStandaloneClient) -> None:
    handle = await payments.process_payment.start(
        ProcessPaymentRequest(customer_id="c", amount_cents=5), id=unique("x")
    )
    described = await handle.describe()
    assert described.schedule_to_close_timeout == timedelta(seconds=30)
    assert await described.static_summary() == "take the payment"


async def test_a_contract_with_a_cancellation_type_works_outside_workflows(shop: World) -> None:
    pantry = PantryServiceStandaloneClient(shop.orders, shop.endpoint)
    await pantry.list(id=unique("x"))
    await pantry.import_(id=unique("x"))
    await pantry.list_nexus_operations_(id=unique("x"))


async def test_options_of_the_connection_may_be_set_for_a_client_or_a_call(shop: World) -> None:
    patient = PaymentServiceStandaloneClient(
        shop.orders, shop.endpoint, rpc_metadata={"trace": "a"}, rpc_timeout=timedelta(seconds=20)
    )
    await patient.ping(id=unique("x"))
    with pytest.raises(RPCError) as caught:
        await patient.ping(id=unique("x"), rpc_timeout=timedelta(microseconds=1))
    assert caught.value.status in (RPCStatusCode.DEADLINE_EXCEEDED, RPCStatusCode.CANCELLED)


async def test_the_ids_of_running_operations_are_taken(shop: World, payments: PaymentServiceStandaloneClient) -> None:
    tag = unique("x")
    request = RefundRequest(transaction_id=tag, reason="wait")
    first = await payments.refund.start(request, id=tag)
    with pytest.raises(NexusOperationAlreadyStartedError):
        await payments.refund(request, id=tag)
    attached = await payments.refund.start(
        request, id=tag, id_conflict_policy=NexusOperationIDConflictPolicy.USE_EXISTING
    )
    assert attached.run_id == first.run_id
    backing = shop.payments.get_workflow_handle_for(RefundWorkflow.run, f"refund-{tag}")

    await accepted(first)
    await backing.signal(RefundWorkflow.finish)
    assert (await attached.result()).refund_id == f"r-{tag}"


async def test_the_ids_of_closed_operations_are_free_unless_they_must_not_be(shop: World) -> None:
    tag = unique("x")
    strict = PaymentServiceStandaloneClient(
        shop.orders, shop.endpoint, id_reuse_policy=NexusOperationIDReusePolicy.REJECT_DUPLICATE
    )
    await strict.ping(id=tag)
    with pytest.raises(NexusOperationAlreadyStartedError):
        await strict.ping(id=tag)
    await strict.ping(id=tag, id_reuse_policy=NexusOperationIDReusePolicy.ALLOW_DUPLICATE)


async def test_operations_are_listed_and_counted_per_service(shop: World) -> None:
    payments = PaymentServiceStandaloneClient(shop.orders, shop.endpoint)
    pantry = PantryServiceStandaloneClient(shop.orders, shop.endpoint)
    mine = f"Endpoint = '{shop.endpoint}'"
    tags = {unique("listed") for _ in range(3)}
    await asyncio.gather(*(payments.ping(id=tag) for tag in tags), pantry.list(id=unique("x")))

    async def all_listed() -> bool:
        found = payments.list_nexus_operations(f"{mine} AND Operation = 'Ping' OR Operation = 'Nothing'")
        return tags <= {operation.operation_id async for operation in found}

    await eventually(all_listed)
    services = {o.service async for o in payments.list_nexus_operations(mine)}
    assert services == {"acme.payments.v1.PaymentService"}
    assert {o.service async for o in pantry.list_nexus_operations()} == {"acme.kitchen.v1.PantryService"}
    assert len([o async for o in payments.list_nexus_operations(mine, limit=2, page_size=1)]) == 2
    assert (await payments.count_nexus_operations(f"{mine} AND Operation = 'Ping'")).count >= 3
    grouped = await payments.count_nexus_operations(f"{mine} group by ExecutionStatus")
    assert sum(group.count for group in grouped.groups) == grouped.count
    by_all = await payments.count_nexus_operations("GROUP BY ExecutionStatus")
    assert by_all.groups


async def test_the_failure_of_an_operation_is_its_cause(payments: PaymentServiceStandaloneClient) -> None:
    with pytest.raises(NexusOperationFailureError) as caught:
        await payments.refund(RefundRequest(transaction_id=unique("x"), reason="fail"), id=unique("x"))
    assert isinstance(caught.value.cause, ApplicationError)
    assert caught.value.cause.type == "NoMoney"


async def test_an_operation_that_nobody_serves_times_out(server: DevServer) -> None:
    await server.create_endpoint("nobody", namespace="other", task_queue=unique("nobody"))
    payments = PaymentServiceStandaloneClient(await server.client("orders"), "nobody")
    with pytest.raises(NexusOperationFailureError) as caught:
        await payments.ping(id=unique("x"), schedule_to_close_timeout=timedelta(seconds=3))
    assert isinstance(caught.value.cause, TimeoutError)


async def test_an_unknown_endpoint_or_operation_is_an_error_of_the_service(
    shop: World, payments: PaymentServiceStandaloneClient
) -> None:
    with pytest.raises(RPCError) as caught:
        await PaymentServiceStandaloneClient(shop.orders, "no-such-endpoint").ping(id=unique("x"))
    assert caught.value.status is RPCStatusCode.NOT_FOUND
    with pytest.raises(RPCError) as caught:
        await payments.refund.handle(unique("nothing")).result()
    assert caught.value.status is RPCStatusCode.NOT_FOUND


async def test_the_result_of_another_operation_is_no_result_of_this_one(
    payments: PaymentServiceStandaloneClient,
) -> None:
    tag = unique("x")
    assert isinstance(
        await payments.process_payment(ProcessPaymentRequest(customer_id="c", amount_cents=5), id=tag),
        ProcessPaymentResponse,
    )
    with pytest.raises(NexusOperationFailureError, match="RefundResponse"):
        await payments.refund.handle(tag).result()
