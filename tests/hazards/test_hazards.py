"""Whatever is sent, answered, raised or passed, a call ends at once, as the table says; see docs/hazards.md."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Mapping
from pathlib import Path

from hazards.callers import Call
from hazards.columns import OURS, Column
from hazards.evidence import Outcome
from hazards.rows.headers import RISKY
from hazards.run import Cell, complaint
from temporalio.client import WorkflowHistory
from temporalio.worker import Replayer

import protonexus
from protonexus import ProtoNexusPlugin

SOURCE = str(Path(protonexus.__file__).parent)


async def test_each_call_ends_as_the_table_says(outcomes: Mapping[Cell, Outcome], cell: Cell) -> None:
    assert not (wrong := complaint(cell, outcomes[cell])), wrong


async def test_every_caller_workflow_replays(columns: Mapping[str, Column], outcomes: Mapping[Cell, Outcome]) -> None:
    by_id = {outcome.workflow_id: cell for cell, outcome in outcomes.items() if cell.column == OURS}
    client = columns[OURS].client
    histories = [await client.get_workflow_handle(id).fetch_history() for id in by_id if id]
    replayer = Replayer(workflows=[Call], plugins=[ProtoNexusPlugin()])
    failed: dict[str, str] = {}
    async with replayer.workflow_replay_iterator(_each(histories)) as results:
        async for result in results:
            if result.replay_failure is not None:
                failed[str(by_id[result.history.workflow_id])] = str(result.replay_failure)
    assert histories
    assert not failed


async def _each(histories: list[WorkflowHistory]) -> AsyncIterator[WorkflowHistory]:
    for history in histories:
        yield history


async def test_a_timeout_that_often_expires_is_warned_of_once(
    columns: Mapping[str, Column], outcomes: Mapping[Cell, Outcome]
) -> None:
    called = any(cell.hazard.options.get("schedule_to_close_timeout") == RISKY for cell in outcomes)
    log = columns[OURS].log.read_text(errors="replace")
    assert log.count("schedule_to_close_timeout of 1.6 s may expire before the handler's answer arrives") == called


async def test_no_traceback_in_the_workers_log_ends_in_our_code(
    columns: Mapping[str, Column], outcomes: Mapping[Cell, Outcome]
) -> None:
    log = columns[OURS].log.read_text(errors="replace")
    innermost = re.findall(r'^ +File "([^"]+)", line (\d+)[^\n]*\n(?:    [^\n]*\n)*(?! )', log, re.MULTILINE)
    assert not [f"{file}:{line}" for file, line in innermost if file.startswith(SOURCE)]
