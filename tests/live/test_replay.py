"""A caller's history replays: success, refusal, failure and cancellation alike, whoever replays it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from typing import Any

import pytest
from live import callers
from live.handlers import Payments
from live.stock import Raw
from live.world import World, events, unique, world
from runtime.payloads import payload
from temporalio.client import WorkflowFailureError, WorkflowHandle, WorkflowHistory
from temporalio.worker import Replayer, UnsandboxedWorkflowRunner
from temporalio.workflow import NexusOperationCancellationType

from protonexus import ProtoNexusPlugin
from protonexus.testing import DevServer

REPLAYERS: dict[str, Callable[[], Replayer]] = {
    "plain": lambda: Replayer(workflows=callers.CALLERS),
    "with plugin": lambda: Replayer(workflows=callers.CALLERS, plugins=[ProtoNexusPlugin()]),
    "without sandbox": lambda: Replayer(workflows=callers.CALLERS, workflow_runner=UnsandboxedWorkflowRunner()),
}


async def ended(handle: WorkflowHandle[Any, Any]) -> WorkflowHandle[Any, Any]:
    with suppress(WorkflowFailureError):
        await handle.result()
    return handle


async def ordinary_runs(shop: World) -> list[WorkflowHandle[Any, Any]]:
    cancel = await shop.start(
        *(callers.CancelRefund.run, unique("x"), "wait", NexusOperationCancellationType.WAIT_COMPLETED.value)
    )
    await cancel.signal(callers.CancelRefund.leave)
    return [
        cancel,
        await shop.start(callers.CallEveryKind.run, unique("x")),
        await shop.start(callers.GatherAndAwaitAgain.run, unique("x")),
        await shop.start(callers.RefundOutline.run, unique("x"), "fail"),
        await shop.start(callers.Refund.run, unique("x"), "fail"),
        await shop.start(callers.SendWrongRequests.run),
        await shop.start(callers.SendWrongRequestUncaught.run),
        await shop.start(callers.CallWithOptions.run),
    ]


@pytest.fixture(scope="module", params=[[], [ProtoNexusPlugin()]], ids=["recorded plain", "recorded with plugin"])
async def histories(request: pytest.FixtureRequest, server: DevServer) -> list[WorkflowHistory]:
    async with world(server, Payments(), plugins=request.param) as shop:
        handles = [await ended(handle) for handle in await ordinary_runs(shop)]
    async with world(server, Raw(payload("[]")), plugins=request.param) as shop:
        handles.append(await ended(await shop.start(callers.ProcessOutline.run, "x")))
        handles.append(await ended(await shop.start(callers.Process.run, "x")))
    return [await handle.fetch_history() for handle in handles]


@pytest.mark.parametrize("replayer", REPLAYERS)
async def test_the_histories_of_callers_replay(histories: list[WorkflowHistory], replayer: str) -> None:
    async def each() -> AsyncIterator[WorkflowHistory]:
        for history in histories:
            yield history

    results = await REPLAYERS[replayer]().replay_workflows(each(), raise_on_replay_failure=False)
    assert not results.replay_failures


async def test_a_workflow_that_is_replayed_for_each_of_its_tasks_goes_on(
    server: DevServer, caplog: pytest.LogCaptureFixture
) -> None:
    async with world(server, Payments(), max_cached_workflows=0) as shop:
        tag = unique("x")
        answers = await shop.execute(callers.GatherAndAwaitAgain.run, tag)
        assert answers[:5] == [f"r-{tag}-{number}" for number in range(5)]
        for handle in await ordinary_runs(shop):
            await ended(handle)
            assert not await events(handle, "workflow_task_failed")
    assert "Traceback" not in caplog.text
