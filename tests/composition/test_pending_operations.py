"""A workflow may start as many operations as it likes: what is above the server's limit waits for its turn."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from typing import Any

import pytest
from composition.many import (
    MANY,
    CancelBeforeSent,
    LeaveBehind,
    SlowMany,
    StartMany,
    StartManyCarelessly,
    StopWaiting,
)
from live.handlers import Payments
from live.world import World, events, unique, world
from temporalio.api.enums.v1 import WorkflowTaskFailedCause
from temporalio.client import WorkflowHandle
from temporalio.worker import Replayer
from temporalio.workflow import NexusOperationCancellationType as How

from protonexus import ProtoNexusPlugin
from protonexus.testing import DevServer

ENDED = [f"nexus_operation_{end}_event_attributes" for end in ("completed", "failed", "canceled", "timed_out")]


@pytest.fixture(scope="module")
async def shop(server: DevServer) -> AsyncGenerator[World]:
    async with world(server, Payments(), plugins=[ProtoNexusPlugin()], workflows=MANY) as running:
        yield running


async def most_pending(handle: WorkflowHandle[Any, Any]) -> int:
    pending, most = 0, 0
    async for event in handle.fetch_history_events():
        kind = event.WhichOneof("attributes") or ""
        if kind == "workflow_task_failed_event_attributes":
            # Of a workflow that ends while events arrive, which the server then lets look at them: no failure.
            cause = event.workflow_task_failed_event_attributes.cause
            assert cause == WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_UNHANDLED_COMMAND
        pending += kind == "nexus_operation_scheduled_event_attributes"
        pending -= kind in ENDED
        most = max(most, pending)
    return most


async def check(handle: WorkflowHandle[Any, Any]) -> None:
    assert 1 < await most_pending(handle) <= 30
    await Replayer(workflows=MANY, plugins=[ProtoNexusPlugin()]).replay_workflow(await handle.fetch_history())


async def test_500_at_once_complete(shop: World) -> None:
    handle = await shop.start(StartMany.run, unique("x"), 500)
    assert await handle.result() == 500
    await check(handle)


async def test_handles_that_are_dropped_cancelled_or_failed_give_way_to_others(shop: World) -> None:
    tag = unique("x")
    handle = await shop.start(StartManyCarelessly.run, tag)
    assert await handle.result() == f"r-{tag}-0"
    await check(handle)


async def test_a_call_that_is_cancelled_while_it_waits_takes_no_turn(shop: World) -> None:
    handle = await shop.start(StopWaiting.run, unique("x"))
    assert await handle.result() == 2
    await check(handle)


async def test_timeouts_begin_when_a_call_has_its_turn(shop: World) -> None:
    tag = unique("x")
    handle = await shop.start(SlowMany.run, tag)
    assert await handle.result() == f"r-{tag}-30"
    await check(handle)


@pytest.fixture(params=[1000, 0], ids=["cached", "never cached"])
async def either_shop(server: DevServer, request: pytest.FixtureRequest) -> AsyncGenerator[World]:
    plugins = [ProtoNexusPlugin()]
    cached: int = request.param
    async with world(server, Payments(), plugins=plugins, workflows=MANY, max_cached_workflows=cached) as running:
        yield running


@pytest.mark.parametrize(("how", "reason"), [(How.ABANDON, "slow"), (How.TRY_CANCEL, "slow"), (How.TRY_CANCEL, "wait")])
async def test_those_that_go_on_after_their_caller_left_keep_their_turn_until_they_end(
    either_shop: World, how: How, reason: str
) -> None:
    tag = unique("x")
    handle = await either_shop.start(LeaveBehind.run, tag, how.value, reason, True)
    assert await handle.result() == f"s-{tag}-30"
    assert bool(await events(handle, "nexus_operation_cancel_requested")) == (how is How.TRY_CANCEL)
    await check(handle)


@pytest.mark.parametrize("how", [How.ABANDON, How.TRY_CANCEL])
async def test_a_workflow_does_not_wait_for_those_that_go_on(
    either_shop: World, how: How, caplog: pytest.LogCaptureFixture
) -> None:
    handle = await either_shop.start(LeaveBehind.run, unique("x"), how.value, "slow", False)
    assert await handle.result() == "left"
    assert not await events(handle, "nexus_operation_completed")
    await check(handle)
    assert "never retrieved" not in caplog.text


@pytest.mark.parametrize("how", How)
async def test_a_call_that_is_cancelled_before_it_is_sent_is_not_sent(shop: World, how: How) -> None:
    handle = await shop.start(CancelBeforeSent.run, unique("x"), how.value)
    assert await handle.result() == 3
    assert len(await events(handle, "nexus_operation_scheduled")) == 3
    await Replayer(workflows=MANY, plugins=[ProtoNexusPlugin()]).replay_workflow(await handle.fetch_history())
