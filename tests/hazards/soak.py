"""Random payloads against a live handler of ours: `python -m hazards.soak 1000000`."""

from __future__ import annotations

import argparse
import asyncio
import os
import subprocess
import sys
import time
import uuid
from base64 import b64encode
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from acme.hazards.v1.hazards_nexus import HAZARD_SERVICE
from acme.hazards.v1.hazards_pb2 import ProbeResponse
from google.protobuf.message import DecodeError
from hazards.batch import Batch
from hazards.columns import OURS, Column, column
from hazards.door import PAYLOAD, Door
from hazards.mutation import Made, Mutator
from hazards.watch import of_workflow
from hazards.worker import CALLERS, HANDLERS
from temporalio.api.common.v1 import Payload

from protonexus.testing import DevServer, dev_server

CONNECTIONS = 24
CHUNK = 500
AT_A_TIME = 3
"""Chunks under way: one of a workflow takes three times as long as the others, but hardly more work."""
ONE_PARTITION = {"matching.numTaskqueueReadPartitions": 1, "matching.numTaskqueueWritePartitions": 1}
"""A request to a server with several may be passed on within it, which takes time and tests nothing of ours."""
IN_WORKFLOWS = 20
"""One chunk in so many goes through a workflow: its calls are retried, and feed the circuit breaker."""
WARM = 0.3
"""The share of the run after which memory has to stay as it is."""


@dataclass
class Tally:
    """What became of all payloads."""

    ends: Counter[str] = field(default_factory=Counter[str])
    """OK, BAD_REQUEST, and BAD_REQUEST by the server, which has not troubled the worker."""
    wrong: list[str] = field(default_factory=list[str])
    done: int = 0
    sent_to_worker: int = 0
    most_attempts: int = 1
    memory: list[int] = field(default_factory=list[int])
    """Resident set of the worker after each chunk, in bytes."""

    @property
    def growth(self) -> int:
        """Bytes by which the worker has grown since it was warm."""
        warm = self.memory[int(len(self.memory) * WARM) :]
        return max(warm[len(warm) // 2 :]) - max(warm[: len(warm) // 2 + 1])


async def soak(
    server: DevServer, column: Column, count: int, seed: int, progress: Callable[[Tally], None] | None = None
) -> Tally:
    """Send `count` payloads, all of which must end as OK or BAD_REQUEST, and the valid ones as OK."""
    mutator, tally = Mutator(seed), Tally()
    endpoint = f"soak-{uuid.uuid4().hex}"
    id = await server.create_endpoint(endpoint, namespace=HANDLERS, task_queue=column.queue("handlers"))
    door = Door(server.http_address, id, HAZARD_SERVICE)
    slots = asyncio.Semaphore(AT_A_TIME)

    async def send(chunk: Sequence[Made], by_workflow: bool) -> None:
        if by_workflow:
            await _by_workflow(column, endpoint, [made for made in chunk if _is_payload(made)], tally)
        else:
            await _by_http(door, threads, chunk, tally)
        slots.release()
        tally.done += len(chunk)
        tally.memory.append(_resident(column.process.pid))
        if progress is not None:
            progress(tally)

    with ThreadPoolExecutor(CONNECTIONS) as threads:
        async with asyncio.TaskGroup() as group:
            for number, made in enumerate(range(0, count, CHUNK)):
                await slots.acquire()
                chunk = [mutator.make() for _ in range(min(CHUNK, count - made))]
                group.create_task(send(chunk, number % IN_WORKFLOWS == 0))
    return tally


async def _by_http(door: Door, threads: ThreadPoolExecutor, chunk: Sequence[Made], tally: Tally) -> None:
    loop = asyncio.get_running_loop()
    sending = (
        loop.run_in_executor(threads, door.post, "Probe", made.data, [("Content-Type", PAYLOAD)]) for made in chunk
    )
    for made, reply in zip(chunk, await asyncio.gather(*sending, return_exceptions=True), strict=True):
        if isinstance(reply, BaseException):
            tally.wrong.append(f"{reply!r}: {made.data.hex()}")
            continue
        tally.sent_to_worker += reply.from_worker
        end = {200: "OK", 400: "BAD_REQUEST"}.get(reply.status, f"{reply.status} {reply.body[:200]!r}")
        _count(tally, made, end, by_server=not reply.from_worker)


async def _by_workflow(column: Column, endpoint: str, chunk: Sequence[Made], tally: Tally) -> None:
    handle = await column.client.start_workflow(
        Batch.run,
        args=[endpoint, [b64encode(made.data).decode() for made in chunk]],
        id=f"batch-{uuid.uuid4().hex}",
        task_queue=column.queue("callers"),
    )
    ended = asyncio.ensure_future(handle.result())
    look = of_workflow(handle, _nothing_helps)
    while not ended.done():
        await asyncio.wait([ended], timeout=0.3)
        seen = await look()
        tally.most_attempts = max(tally.most_attempts, seen.attempts)
        if seen.trouble is not None:
            tally.wrong.append(f"{seen.trouble}: {seen.text}")
            await handle.terminate()
            return
    tally.sent_to_worker += len(chunk)
    for made, end in zip(chunk, ended.result(), strict=True):
        _count(tally, made, {ProbeResponse.DESCRIPTOR.full_name: "OK"}.get(end, end))


async def _nothing_helps() -> bool:
    return False


def _count(tally: Tally, made: Made, end: str, *, by_server: bool = False) -> None:
    if end not in ("OK", "BAD_REQUEST") or (made.is_valid and end != "OK"):
        tally.wrong.append(f"{end}: {made.data.hex()}")
    tally.ends[f"{end} by the server" if by_server else end] += 1


def _is_payload(made: Made) -> bool:
    try:
        Payload.FromString(made.data)
    except DecodeError:
        return False
    return True


def _resident(pid: int) -> int:
    listed = subprocess.run(["ps", "-o", "rss=", "-p", str(pid)], capture_output=True, text=True, check=True)
    return int(listed.stdout) * 1024


def complaints_about(tally: Tally, ended: bool, log: str) -> list[str]:
    """What is wrong with a run of a column's workers that have been asked to end; nothing, if nothing is."""
    found = tally.wrong[:20]
    if not ended:
        found.append("the worker did not end when asked to")
    if f"served {tally.sent_to_worker} requests" not in log:
        found.append(f"the worker was to serve {tally.sent_to_worker} requests once each")
    if tally.most_attempts != 1:
        found.append(f"{tally.most_attempts} attempts")
    if "Traceback" in log:
        found.append(f"the worker's log has a traceback: {log[log.index('Traceback') :][:2000]}")
    if tally.growth > 16 * 1024 * 1024:
        found.append(f"the worker grew by {tally.growth / 1e6:.0f} MB")
    return found


async def main(count: int, seed: int, logs: Path) -> int:
    began = time.monotonic()

    def progress(tally: Tally) -> None:
        if tally.done % 10_000 == 0 or tally.done == count:
            each = ", ".join(f"{number:,} {end}" for end, number in tally.ends.most_common())
            speed = tally.done / (time.monotonic() - began)
            print(f"{tally.done:,}: {each}; worker {tally.memory[-1] / 1e6:.0f} MB; {speed:.0f}/s", flush=True)

    async with (
        dev_server([CALLERS, HANDLERS], dynamic_config=ONE_PARTITION) as server,
        column(server, OURS, logs) as ours,
    ):
        tally = await soak(server, ours, count, seed, progress)
        ended = await ours.stop(patience=20)
    complaints = complaints_about(tally, ended, ours.log.read_text(errors="replace"))
    print(*complaints or [f"all {count:,} ended as OK or BAD_REQUEST, each in one attempt (seed {seed})"], sep="\n")
    return 1 if complaints else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m hazards.soak", description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=int.from_bytes(os.urandom(4)))
    given = parser.parse_args()
    with TemporaryDirectory() as temporary:
        sys.exit(asyncio.run(main(given.count, given.seed, Path(temporary))))
