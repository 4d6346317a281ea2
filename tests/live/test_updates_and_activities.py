"""Operations carried out by a workflow update or an activity, which the dev server allows when it is told to."""

from __future__ import annotations

from collections.abc import AsyncGenerator

import pytest
from acme.payments.v1.payments_nexus import PaymentService, PaymentServiceStandaloneClient
from acme.payments.v1.payments_pb2 import RefundRequest, RefundResponse
from live import callers
from live.backing import RefundWorkflow
from live.handlers import Payments
from live.world import World, accepted, unique, world
from temporalio.client import NexusOperationFailureError, WorkflowHandle
from temporalio.exceptions import CancelledError

from protonexus import CancelContext, StandaloneOperationHandle, cancels
from protonexus.testing import dev_server

ALLOWED = (
    "activity.enableStandalone",
    "activity.enableCallbacks",
    "history.enableUpdateCallbacks",
    "history.enableCHASMCallbacks",
)


class Notes(Payments):
    """Notes who asks for a cancellation, and ends updates, which Temporal itself cannot cancel."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[CancelContext] = []

    @cancels(PaymentService.refund)
    async def note(self, ctx: CancelContext) -> None:
        self.asked.append(ctx)
        if ctx.update_id is None:
            await ctx.cancel()
        else:
            assert ctx.workflow_id
            await ctx.client.get_workflow_handle_for(RefundWorkflow.run, ctx.workflow_id).signal(RefundWorkflow.finish)


@pytest.fixture(scope="module")
def handler() -> Notes:
    return Notes()


@pytest.fixture(scope="module")
async def shop(handler: Notes) -> AsyncGenerator[World]:
    async with (
        dev_server(["orders", "payments"], dynamic_config=dict.fromkeys(ALLOWED, True)) as server,
        world(server, handler) as running,
    ):
        yield running


async def test_an_activity_carries_an_operation_out(shop: World) -> None:
    tag = unique("x")
    assert await shop.execute(callers.Refund.run, tag, "activity") == f"a-{tag}"


async def backing(shop: World) -> WorkflowHandle[RefundWorkflow, RefundResponse]:
    handle: WorkflowHandle[RefundWorkflow, RefundResponse] = await shop.payments.start_workflow(
        RefundWorkflow.run, RefundRequest(reason="wait"), id=unique("backing"), task_queue=shop.queue
    )
    return handle


async def test_an_update_carries_an_operation_out(shop: World) -> None:
    workflow = await backing(shop)
    assert await shop.execute(callers.Refund.run, workflow.id, "update") == f"u-{workflow.id}"
    await workflow.signal(RefundWorkflow.finish)


async def started(shop: World, tag: str, reason: str) -> StandaloneOperationHandle[RefundResponse]:
    payments = PaymentServiceStandaloneClient(shop.orders, shop.endpoint)
    handle = await payments.refund.start(RefundRequest(transaction_id=tag, reason=reason), id=unique("x"))
    await accepted(handle)
    return handle


async def test_cancellation_reaches_the_activity(shop: World, handler: Notes) -> None:
    handler.asked.clear()
    tag = unique("x")
    handle = await started(shop, tag, "activity waits")
    await handle.cancel()
    with pytest.raises(NexusOperationFailureError) as caught:
        await handle.result()
    assert isinstance(caught.value.cause, CancelledError)
    [asked] = handler.asked
    assert (asked.activity_id, asked.workflow_id, asked.update_id) == (f"refund-{tag}", None, None)
    assert asked.run_id


async def test_a_handler_is_told_which_update_to_end(shop: World, handler: Notes) -> None:
    handler.asked.clear()
    workflow = await backing(shop)
    handle = await started(shop, workflow.id, "update waits")
    await handle.cancel()
    assert (await handle.result()).refund_id == f"u-{workflow.id}"
    [asked] = handler.asked
    assert (asked.activity_id, asked.workflow_id) == (None, workflow.id)
    assert asked.update_id
    assert asked.run_id == workflow.first_execution_run_id
