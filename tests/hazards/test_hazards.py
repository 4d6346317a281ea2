"""Whatever is sent, answered, raised or passed, a call ends at once, as the table says; see docs/hazards.md."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Mapping
from pathlib import Path

import pytest
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


@pytest.fixture(scope="module")
async def histories(
    columns: Mapping[str, Column], outcomes: Mapping[Cell, Outcome]
) -> Mapping[str, tuple[Cell, WorkflowHistory]]:
    """Of ours' caller workflows, by workflow ID."""
    by_id = {outcome.workflow_id: cell for cell, outcome in outcomes.items() if cell.column == OURS}
    client = columns[OURS].client
    return {id: (cell, await client.get_workflow_handle(id).fetch_history()) for id, cell in by_id.items() if id}


async def test_each_call_ends_as_the_table_says(outcomes: Mapping[Cell, Outcome], cell: Cell) -> None:
    assert not (wrong := complaint(cell, outcomes[cell])), wrong


async def test_every_caller_workflow_replays(histories: Mapping[str, tuple[Cell, WorkflowHistory]]) -> None:
    async def each() -> AsyncIterator[WorkflowHistory]:
        for _, history in histories.values():
            yield history

    # As the workers do: a busy machine is no deadlock.
    replayer = Replayer(workflows=[Call], plugins=[ProtoNexusPlugin()], debug_mode=True)
    failed: dict[str, str] = {}
    async with replayer.workflow_replay_iterator(each()) as results:
        async for result in results:
            if result.replay_failure is not None:
                failed[str(histories[result.history.workflow_id][0])] = str(result.replay_failure)
    assert not failed


async def test_no_workflow_task_failed_even_once(histories: Mapping[str, tuple[Cell, WorkflowHistory]]) -> None:
    failed = {
        str(cell): event.workflow_task_failed_event_attributes.failure.message
        for cell, history in histories.values()
        for event in history.events
        if event.HasField("workflow_task_failed_event_attributes") and not cell.hazard.endpoint_comes_late
    }
    # Of a workflow that ends while events arrive, which the server then lets look at them: no failure.
    assert not {cell: message for cell, message in failed.items() if message != "UnhandledCommand"}


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
    assert outcomes and not [f"{file}:{line}" for file, line in innermost if file.startswith(SOURCE)]
