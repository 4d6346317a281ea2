"""Runs tasks, and judges what comes of them."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from temporalio.client import WorkflowExecutionStatus, WorkflowFailureError
from temporalio.service import RPCError

from interop.run.history import History, history
from interop.run.peers import Peer, together
from interop.run.plan import Task
from protonexus.testing import DevServer

AT_ONCE = 4
LOUD_AT_ONCE = 100
"""They mostly wait."""
PATIENCE = timedelta(seconds=60)
LOUD_PATIENCE = timedelta(seconds=30)
"""Longer than a call may take, so that a limit which no longer holds is seen."""
ONE_ATTEMPT = 1.0  # seconds, after which the server makes a second one
CANCELLED_WITHIN = 5.0


@dataclass(frozen=True)
class Outcome:
    """What came of a task."""

    ok: bool
    what: str = ""
    milliseconds: float = 0
    """Of the caller's workflow; divided by the samples, where there are some."""


class Matrix:
    """One run on one server."""

    def __init__(self, server: DevServer, peers: Sequence[Peer], check: Callable[[], None]) -> None:
        """`check` raises if a peer has died."""
        self._server = server
        self._peers = {peer.name: peer for peer in peers}
        self._check = check
        self._endpoints: dict[Task, str] = {}

    async def run(self, tasks: Sequence[Task], progress: Callable[[], None]) -> Mapping[Task, Outcome]:
        """Run all; a cell that fails is run again sample by sample, so that each has a name."""
        self._callers = await self._server.client("callers")
        self._handlers = await self._server.client("handlers")
        await self._open(tasks)
        outcomes = await self._run_all(tasks, progress)
        # On a busy machine the server itself is late, and retries; what is a peer's fault happens again.
        failed = [task for task, outcome in outcomes.items() if not outcome.ok and task.limit is None]
        parts = {task: [replace(task, samples=(name,)) for name in task.samples] or [task] for task in failed}
        again = await self._run_all([part for several in parts.values() for part in several], progress)
        for task, several in parts.items():
            del outcomes[task]
            wrong = {part: again[part] for part in several if not again[part].ok}
            milliseconds = sum(again[part].milliseconds for part in several) / len(several)
            outcomes |= wrong or {task: Outcome(True, "at the second attempt", milliseconds)}
        return outcomes

    async def _open(self, tasks: Sequence[Task]) -> None:
        # Before any call: the server fails calls while its endpoints change.
        for name in self._peers:
            for encoding in ("json", "binary"):
                await self._endpoint(f"to-{name}-{encoding}", name, encoding)
        for number, task in enumerate(tasks):
            if task.is_loud:
                self._endpoints[task] = f"loud-{number}"
                await self._endpoint(f"loud-{number}", task.handler, task.encoding.lower())

    async def _endpoint(self, endpoint: str, handler: str, encoding: str) -> None:
        queue = f"handler-{handler}-{encoding}"
        await self._server.create_endpoint(endpoint, namespace="handlers", task_queue=queue)

    async def _run_all(self, tasks: Sequence[Task], progress: Callable[[], None]) -> dict[Task, Outcome]:
        slots = {False: asyncio.Semaphore(AT_ONCE), True: asyncio.Semaphore(LOUD_AT_ONCE)}

        async def one(task: Task) -> Outcome:
            async with slots[task.is_loud]:
                self._check()
                outcome = await self._run(task)
                progress()
                return outcome

        return dict(zip(tasks, await together([one(task) for task in tasks]), strict=True))

    async def _run(self, task: Task) -> Outcome:
        id = f"c-{uuid.uuid4().hex[:16]}"
        endpoint = self._endpoints.get(task, f"to-{task.handler}-{task.encoding.lower()}")
        given = {"cell": task.cell, "endpoint": endpoint, "encoding": task.encoding, "id": id}
        handle = await self._callers.start_workflow(
            "InteropCaller",
            given | {"samples": list(task.samples)},
            id=f"caller-{id}",
            task_queue=f"caller-{task.caller}-{task.encoding.lower()}",
            execution_timeout=LOUD_PATIENCE if task.is_loud else PATIENCE,
            result_type=dict[str, Any],
        )
        try:
            verdict = await handle.result()
        except WorkflowFailureError as err:
            why = (await history(handle)).failed_task()
            return Outcome(
                False, f"the caller's workflow task fails: {why}" if why else f"the caller fails: {err.cause}"
            )
        seen = await history(handle)
        outcome = Outcome(verdict["ok"], verdict.get("what") or "", seen.milliseconds / (len(task.samples) or 1))
        if not outcome.ok:
            return outcome
        wrong = await self._wrong(task, id, outcome, seen)
        return replace(outcome, ok=False, what=wrong) if wrong else outcome

    async def _wrong(self, task: Task, id: str, outcome: Outcome, seen: History) -> str:
        if why := seen.failed_task():
            return f"a workflow task failed: {why}"
        if task.cell == "invalid":
            return self._not_refused(outcome, seen)
        ours = not self._peers[task.caller].is_stock
        # Stubs know a workflow by its type, not by its caller, and this one backs both services.
        either = task.cell == "run" and not self._peers[task.handler].is_stock
        if wrong := seen.wrong_payload(task.encoding, ours=ours, either=either):
            return wrong
        if task.cell.startswith("cancel-"):
            return await self._not_cancelled(f"{id}", running=task.cell == "cancel-abandon")
        return ""

    def _not_refused(self, outcome: Outcome, seen: History) -> str:
        if outcome.what != "BAD_REQUEST":
            return f"{outcome.what} instead of BAD_REQUEST"
        seconds = seen.seconds_to_failure()
        return "" if seconds < ONE_ATTEMPT else f"BAD_REQUEST after {seconds:.1f} s, so not at the first attempt"

    async def _not_cancelled(self, id: str, *, running: bool) -> str:
        handle = self._handlers.get_workflow_handle(id)
        if running:
            status = (await handle.describe()).status
            if status is not WorkflowExecutionStatus.RUNNING:
                return f"the abandoned workflow is {_name(status)}"
            await handle.terminate()
            return ""

        async def cancelled() -> bool:
            return (await handle.describe()).status is WorkflowExecutionStatus.CANCELED

        if await _within(CANCELLED_WITHIN, cancelled):
            return ""
        try:
            return f"the handler's workflow is {_name((await handle.describe()).status)}"
        finally:
            with suppress(RPCError):  # it has ended otherwise
                await handle.terminate()


def _name(status: WorkflowExecutionStatus | None) -> str:
    return status.name.lower() if status else "nowhere"


async def _within(seconds: float, check: Callable[[], Awaitable[bool]]) -> bool:
    try:
        async with asyncio.timeout(seconds):
            while not await check():
                await asyncio.sleep(0.05)
    except TimeoutError:
        return False
    return True
