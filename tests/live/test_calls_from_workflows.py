"""A workflow in one namespace calls a handler in another: with and without plugin, in and out of the sandbox."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence

import pytest
from live import callers
from live.handlers import Payments, PingsByWorkflow
from live.world import World, events, unique, world
from temporalio.client import Plugin, WorkflowFailureError
from temporalio.exceptions import ApplicationError, NexusOperationError
from temporalio.worker import UnsandboxedWorkflowRunner, WorkflowRunner
from temporalio.worker.workflow_sandbox import SandboxedWorkflowRunner

from protonexus import ProtoNexusPlugin
from protonexus.testing import DevServer

WAYS: dict[str, tuple[Sequence[Plugin], WorkflowRunner]] = {
    "without plugin": ((), SandboxedWorkflowRunner()),
    "with plugin": ((ProtoNexusPlugin(),), SandboxedWorkflowRunner()),
    "without sandbox": ((), UnsandboxedWorkflowRunner()),
    "with plugin, without sandbox": ((ProtoNexusPlugin(),), UnsandboxedWorkflowRunner()),
}


@pytest.fixture(scope="module", params=WAYS)
async def shop(request: pytest.FixtureRequest, server: DevServer) -> AsyncGenerator[World]:
    plugins, runner = WAYS[request.param]
    async with world(server, Payments(), plugins=plugins, runner=runner) as running:
        yield running


async def test_every_kind_of_operation_answers(shop: World) -> None:
    tag = unique("x")
    assert await shop.execute(callers.CallEveryKind.run, tag) == [f"t-{tag}", f"r-{tag}", f"s-{tag}", "(None, None)"]


@pytest.mark.parametrize(("reason", "prefix"), [("a result at once", "o"), ("by nexus client", "r")])
async def test_a_handler_may_answer_a_temporal_operation_result(shop: World, reason: str, prefix: str) -> None:
    tag = unique("x")
    assert await shop.execute(callers.Refund.run, tag, reason) == f"{prefix}-{tag}"


async def test_handles_are_gathered_and_awaited_again(shop: World) -> None:
    tag = unique("x")
    answers = await shop.execute(callers.GatherAndAwaitAgain.run, tag)
    assert answers == [f"r-{tag}-{number}" for number in range(5)] + [f"t-{number}" for number in range(5)]


async def test_a_wrong_request_is_caught_in_the_workflow_and_nothing_is_sent(shop: World) -> None:
    handle = await shop.start(callers.SendWrongRequests.run)
    reasons = await handle.result()
    assert len(reasons) == 4
    assert all("acme.payments.v1.ProcessPaymentRequest" in reason for reason in reasons)
    assert not await events(handle, "nexus_operation_scheduled")


async def test_an_uncaught_wrong_request_fails_the_workflow_and_not_its_task(shop: World) -> None:
    handle = await shop.start(callers.SendWrongRequestUncaught.run)
    with pytest.raises(WorkflowFailureError) as caught:
        await handle.result()
    assert isinstance(caught.value.cause, NexusOperationError)
    assert "acme.payments.v1.RefundRequest" in str(caught.value.cause)
    assert not await events(handle, "workflow_task_failed")


async def test_the_failure_of_the_backing_workflow_reaches_the_caller(shop: World) -> None:
    outline = await shop.execute(callers.RefundOutline.run, unique("x"), "fail")
    assert outline[0].startswith("NexusOperationError: ")
    assert outline[-1] == "ApplicationError: NoMoney: no money left"
    with pytest.raises(WorkflowFailureError) as caught:
        await shop.execute(callers.Refund.run, unique("x"), "fail")
    assert isinstance(caught.value.cause, NexusOperationError)
    cause = caught.value.cause.cause
    assert isinstance(cause, ApplicationError)
    assert (cause.type, list(cause.details)) == ("NoMoney", ["and a detail"])


async def test_an_operation_without_result_may_be_carried_out_by_a_workflow(server: DevServer) -> None:
    async with world(server, PingsByWorkflow()) as shop:
        tag = unique("x")
        answers = await shop.execute(callers.CallEveryKind.run, tag)
        assert answers[-1] == "(None, None)"
