"""Replays decide as the first run did, however late."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from acme.rules.v1.rules_pb2 import ScheduleResponse
from temporalio.client import WorkflowHistory
from temporalio.worker import Replayer
from validation.bookings import TICKET, booking
from validation.peers import CALLERS, Call, Outcome, Rules, ScheduleByWorkflowTime
from validation.scene import scene

from protonexus.testing import DevServer

YEARS = timedelta(days=3 * 365)


@pytest.fixture(scope="module")
async def history(server: DevServer) -> WorkflowHistory:
    """Of a request that was valid then, and of one that was not."""
    async with scene(server, Rules(ScheduleResponse())) as shop:
        handle = await shop.world.start(ScheduleByWorkflowTime.run)
        accepted, refused = await handle.result()
        assert accepted == Outcome()
        assert (
            refused.text
            == "the request breaks the contract's rules: starts: must be greater than now [timestamp.gt_now]"
        )
        return await handle.fetch_history()


def moved(history: WorkflowHistory, by: timedelta) -> WorkflowHistory:
    """The history, had it happened at another time."""
    content: dict[str, Any] = json.loads(history.to_json())
    for event in content["events"]:
        seconds, dot, rest = event["eventTime"].partition(".")
        time = datetime.fromisoformat(seconds.removesuffix("Z")) + by
        event["eventTime"] = time.isoformat() + (f"{dot}{rest}" if dot else "Z")
    return WorkflowHistory.from_json(history.workflow_id, content)


@pytest.mark.parametrize("by", [timedelta(), -YEARS, YEARS], ids=["soon", "years ago", "years ahead"])
async def test_now_is_the_time_of_the_workflow(history: WorkflowHistory, by: timedelta) -> None:
    # By this machine's clock, what starts a minute after a time years ago would be refused, and nothing scheduled.
    await Replayer(workflows=CALLERS).replay_workflow(moved(history, by))


async def test_what_was_accepted_and_what_was_refused_replays(server: DevServer) -> None:
    async with scene(server, Rules(TICKET)) as shop:
        for request in (booking(), booking(seats=3)):
            handle = await shop.world.start(Call.run, "book", request.SerializeToString(), {})
            await handle.result()
            await Replayer(workflows=CALLERS).replay_workflow(await handle.fetch_history())
