"""A caller cancels an operation; what carries it out hears of it, or of what the handler does instead."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable
from typing import Any

import pytest
from acme.payments.v1.payments_nexus import PaymentService, PaymentServiceStandaloneClient
from acme.payments.v1.payments_pb2 import RefundRequest
from live import callers
from live.backing import RefundWorkflow
from live.handlers import Payments
from live.world import World, accepted, events, eventually, unique, world
from nexusrpc import HandlerError, HandlerErrorType, OperationError, OperationErrorState
from temporalio import nexus
from temporalio.client import NexusOperationFailureError, WorkflowExecutionStatus, WorkflowFailureError, WorkflowHandle
from temporalio.exceptions import ApplicationError, CancelledError
from temporalio.workflow import NexusOperationCancellationType as How

from protonexus import CancelContext, cancels
from protonexus.testing import DevServer


@pytest.fixture(scope="module")
async def shop(server: DevServer) -> AsyncGenerator[World]:
    async with world(server, Payments()) as running:
        yield running


async def named(handle: WorkflowHandle[Any, Any], *names: str) -> list[str]:
    """Those of the operation's events that are in the caller's history."""
    return [name for name in names if await events(handle, f"nexus_operation_{name}")]


CANCELLED = ["NexusOperationError", "CancelledError"]


@pytest.mark.parametrize("how", [How.ABANDON, How.TRY_CANCEL, How.WAIT_REQUESTED], ids=lambda how: how.name)
async def test_the_caller_does_not_wait_for_the_operation_to_end(shop: World, how: How) -> None:
    tag = unique("x")
    handle = await shop.start(callers.CancelRefund.run, tag, "linger", how.value)
    backing = shop.payments.get_workflow_handle_for(RefundWorkflow.run, f"refund-{tag}")

    async def caught() -> bool:
        return await handle.query(callers.CancelRefund.caught) == CANCELLED

    await eventually(caught)
    if how is How.WAIT_REQUESTED:
        assert await named(handle, "cancel_request_completed")
    if how is How.ABANDON:
        assert not await backing.query(RefundWorkflow.asked_to_cancel)
    else:
        await eventually(lambda: backing.query(RefundWorkflow.asked_to_cancel))
    await handle.signal(callers.CancelRefund.leave)
    await handle.result()
    assert await named(handle, "cancel_requested", "canceled") == ([] if how is How.ABANDON else ["cancel_requested"])
    await backing.signal(RefundWorkflow.finish)


async def test_the_caller_waits_for_the_operation_to_end_by_default(shop: World) -> None:
    tag = unique("x")
    handle = await shop.start(callers.CancelRefund.run, tag, "linger", How.WAIT_COMPLETED.value)
    backing = shop.payments.get_workflow_handle_for(RefundWorkflow.run, f"refund-{tag}")

    async def is_started() -> bool:
        return bool(await named(handle, "started"))

    await eventually(is_started)
    await eventually(lambda: backing.query(RefundWorkflow.asked_to_cancel))
    assert await handle.query(callers.CancelRefund.caught) == []
    await handle.signal(callers.CancelRefund.leave)
    await backing.signal(RefundWorkflow.finish)
    await handle.result()
    assert await handle.query(callers.CancelRefund.caught) == CANCELLED
    assert await named(handle, "canceled")
    assert (await backing.describe()).status is WorkflowExecutionStatus.CANCELED


async def test_cancelling_a_caller_workflow_cancels_the_operation_and_its_workflow(shop: World) -> None:
    tag = unique("x")
    handle = await shop.start(callers.WaitForRefund.run, tag)
    # A cancellation that arrives together with the news of the start cancels the start, which waits for nothing.
    await eventually(lambda: handle.query(callers.WaitForRefund.is_waiting))
    await handle.cancel()
    with pytest.raises(WorkflowFailureError) as caught:
        await handle.result()
    assert isinstance(caught.value.cause, CancelledError)
    backing = await shop.payments.get_workflow_handle(f"refund-{tag}").describe()
    assert backing.status is WorkflowExecutionStatus.CANCELED


async def test_cancelling_a_standalone_operation_cancels_its_workflow(shop: World) -> None:
    tag = unique("x")
    payments = PaymentServiceStandaloneClient(shop.orders, shop.endpoint)
    handle = await payments.refund.start(RefundRequest(transaction_id=tag, reason="wait"), id=tag)
    await accepted(handle)
    await handle.cancel(reason="changed my mind")
    with pytest.raises(NexusOperationFailureError) as caught:
        await handle.result()
    assert isinstance(caught.value.cause, CancelledError)
    backing = await shop.payments.get_workflow_handle(f"refund-{tag}").describe()
    assert backing.status is WorkflowExecutionStatus.CANCELED


async def test_terminating_a_standalone_operation_leaves_its_workflow(shop: World) -> None:
    tag = unique("x")
    payments = PaymentServiceStandaloneClient(shop.orders, shop.endpoint)
    handle = await payments.refund.start(RefundRequest(transaction_id=tag, reason="wait"), id=tag)
    await accepted(handle)
    await handle.terminate(reason="enough")
    with pytest.raises(NexusOperationFailureError) as caught:
        await handle.result()
    assert type(caught.value.cause).__name__ == "TerminatedError"
    backing = shop.payments.get_workflow_handle_for(RefundWorkflow.run, f"refund-{tag}")
    assert (await backing.describe()).status is WorkflowExecutionStatus.RUNNING
    await backing.signal(RefundWorkflow.finish)


class Finishes(Payments):
    """Has a refund finish instead of being cancelled, unless its ID says otherwise."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[tuple[CancelContext, nexus.Info, str]] = []

    @cancels(PaymentService.refund)
    async def finish(self, ctx: CancelContext) -> None:
        self.asked.append((ctx, nexus.info(), nexus.client().namespace))
        assert ctx.workflow_id
        if ctx.workflow_id.endswith("really"):
            await ctx.cancel()
        else:
            await ctx.client.get_workflow_handle_for(RefundWorkflow.run, ctx.workflow_id).signal(RefundWorkflow.finish)


class Slips(Payments):
    """Counts the cancel requests that it fails."""

    def __init__(self, error: Callable[[], BaseException]) -> None:
        super().__init__()
        self.error = error
        self.asked = 0

    @cancels(PaymentService.refund)
    async def slip(self, ctx: CancelContext) -> None:
        self.asked += 1
        raise self.error()


@pytest.mark.parametrize(
    "error",
    [
        *(asyncio.CancelledError, lambda: SystemExit(3), lambda: ApplicationError("no", object())),
        lambda: OperationError("no", state=OperationErrorState.FAILED),
        lambda: HandlerError("no", type=HandlerErrorType.NOT_FOUND),
    ],
)
async def test_what_a_cancel_method_raises_is_asked_for_once(
    server: DevServer, error: Callable[[], BaseException]
) -> None:
    handler = Slips(error)
    async with world(server, handler) as shop:
        payments = PaymentServiceStandaloneClient(shop.orders, shop.endpoint)
        tag = unique("x")
        handle = await payments.refund.start(RefundRequest(transaction_id=tag, reason="wait"), id=tag)
        await accepted(handle)
        await handle.cancel()

        async def refused() -> bool:
            return handler.asked > 0

        await eventually(refused)
        await asyncio.sleep(2)  # in which the server would ask again
        assert handler.asked == 1
        await handle.terminate()


@pytest.mark.parametrize(("suffix", "ended"), [("kindly", "completed"), ("really", "canceled")])
async def test_a_handler_decides_what_cancellation_does(server: DevServer, suffix: str, ended: str) -> None:
    handler = Finishes()
    async with world(server, handler) as shop:
        tag = f"{unique('x')}-{suffix}"
        handle = await shop.start(callers.CancelRefund.run, tag, "wait", How.WAIT_COMPLETED.value)
        await handle.signal(callers.CancelRefund.leave)
        await handle.result()
        assert await named(handle, "completed", "canceled") == [ended]
        caught = await handle.query(callers.CancelRefund.caught)
        assert caught == ([f"r-{tag}"] if ended == "completed" else CANCELLED)
        [(ctx, info, namespace)] = handler.asked
        assert (ctx.workflow_id, ctx.update_id, ctx.activity_id) == (f"refund-{tag}", None, None)
        assert (ctx.service, ctx.operation) == ("acme.payments.v1.PaymentService", "Refund")
        assert ctx.request_deadline is not None
        assert (info, namespace) == (nexus.Info(shop.endpoint, "payments", shop.queue), "payments")
