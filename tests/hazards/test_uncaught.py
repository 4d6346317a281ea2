"""A failure that workflow code does not catch fails the workflow, never its task."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

import pytest
from hazards.callers import Uncaught
from hazards.columns import OURS, Column
from hazards.table import BY_NAME
from temporalio.client import WorkflowFailureError
from temporalio.exceptions import ApplicationError, NexusOperationError
from temporalio.worker import Replayer

from protonexus import ProtoNexusPlugin

EXPECTED = {
    "request argument: a dict": NexusOperationError,
    "request argument: missing": NexusOperationError,
    "header: value with a newline": NexusOperationError,
    "schedule_to_close_timeout: negative": NexusOperationError,
    "option: unknown": NexusOperationError,
    "result: None": NexusOperationError,
    "answer: garbage as JSON": NexusOperationError,
    "detail: unknown encoding": NexusOperationError,
    "error: asyncio.CancelledError": NexusOperationError,
    "error: declared by the contract": ApplicationError,
}


@pytest.mark.parametrize("name", EXPECTED)
async def test_an_uncaught_failure_fails_the_workflow_and_replays(columns: Mapping[str, Column], name: str) -> None:
    column = columns[OURS]
    handle = await column.client.start_workflow(
        Uncaught.run,
        args=[name, column.endpoint("peers" if BY_NAME[name].by_peer else "handlers")],
        id=f"uncaught-{uuid.uuid4().hex}",
        task_queue=column.queue("callers"),
    )
    with pytest.raises(WorkflowFailureError) as failed:
        await handle.result()
    assert isinstance(failed.value.cause, EXPECTED[name])
    replayer = Replayer(workflows=[Uncaught], plugins=[ProtoNexusPlugin()])
    await replayer.replay_workflow(await handle.fetch_history())
