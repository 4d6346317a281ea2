"""The cells in which one side's contract is older than the other's."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from temporalio.client import WorkflowFailureError

from interop.run.history import history
from interop.run.matrix import AT_ONCE, PATIENCE, Outcome
from interop.run.peers import INTEROP, Peer, PeerError, together
from interop.run.plan import ENCODINGS
from interop.run.process import running
from protonexus.testing import DevServer

FOLDER = INTEROP / "evolution"
CONTRACTS = ("older", "newer")
ORDERS = {"older": "older", "newer": "newer", "newer_in_json": "older", "newer_in_binary": "older"}
"""The contract that each order is written in."""


@dataclass(frozen=True)
class Task:
    """One call between contracts of two ages."""

    caller: str
    handler: str
    older_calls: bool
    encoding: str

    def __str__(self) -> str:
        return f"{self.caller_queue} calls {self.handler_queue}, {self.encoding}"

    @property
    def caller_queue(self) -> str:
        """Where the caller's worker polls."""
        return f"evolution-{self.caller}-{'older' if self.older_calls else 'newer'}"

    @property
    def handler_queue(self) -> str:
        """Where the handler's worker polls, which is the endpoint's name too."""
        return f"evolution-{self.handler}-{'newer' if self.older_calls else 'older'}"


def able(peers: Sequence[Peer]) -> list[Peer]:
    """Return those that have evolution peers."""
    return [peer for peer in peers if not peer.is_stock and (peer.folder / "evolution.sh").exists()]


def plan(peers: Sequence[Peer]) -> Iterator[Task]:
    """Yield all tasks."""
    for caller in peers:
        for handler in peers:
            for older_calls in (True, False):
                for encoding in ENCODINGS:
                    yield Task(caller.name, handler.name, older_calls, encoding)


async def run(server: DevServer, peers: Sequence[Peer], logs: Path) -> Mapping[Task, Outcome]:
    """Run all tasks, with peers of their own."""
    languages = able(peers)
    orders = logs / "orders"
    _write_orders(orders)
    for peer in languages:
        for contract in CONTRACTS:
            name = f"evolution-{peer.name}-{contract}"
            await server.create_endpoint(name, namespace="handlers", task_queue=name)
    async with AsyncExitStack() as stack:

        async def start(peer: Peer, contract: str) -> None:
            name, script = f"evolution-{peer.name}-{contract}", peer.folder / "evolution.sh"
            one = running(name, script, logs, contract=contract, address=server.address, orders=orders)
            await stack.enter_async_context(one)

        await asyncio.gather(*(start(peer, contract) for peer in languages for contract in CONTRACTS))
        slots = asyncio.Semaphore(AT_ONCE)
        tasks = list(plan(languages))
        return dict(zip(tasks, await together([_run(server, task, slots) for task in tasks]), strict=True))


async def _run(server: DevServer, task: Task, slots: asyncio.Semaphore) -> Outcome:
    async with slots:
        handle = await (await server.client("callers")).start_workflow(
            "EvolutionCaller",
            {"endpoint": task.handler_queue, "encoding": task.encoding},
            id=f"evolution-{uuid.uuid4().hex[:16]}",
            task_queue=task.caller_queue,
            execution_timeout=PATIENCE,
            result_type=dict[str, Any],
        )
        try:
            verdict = await handle.result()
        except WorkflowFailureError as err:
            why = (await history(handle)).failed_task()
            return Outcome(False, f"a workflow task failed: {why}" if why else f"the caller fails: {err.cause}")
        return Outcome(verdict["ok"], verdict.get("what") or "", (await history(handle)).milliseconds)


def _write_orders(folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    proto = INTEROP.parent / "proto"
    for order, contract in ORDERS.items():
        encode = ["-I", str(FOLDER / contract), "-I", str(proto), "--encode=acme.evolution.v1.Order"]
        done = subprocess.run(
            [sys.executable, "-m", "grpc_tools.protoc", *encode, "acme/evolution/v1/evolution.proto"],
            input=(FOLDER / "orders" / f"{order}.txtpb").read_bytes(),
            capture_output=True,
            check=False,
        )
        if done.returncode:
            raise PeerError(f"{order}.txtpb: {done.stderr.decode(errors='replace').strip()}")
        (folder / f"{order}.binpb").write_bytes(done.stdout)
