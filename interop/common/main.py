"""The process of a Python peer."""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Awaitable, Callable, Iterable
from contextlib import AsyncExitStack
from pathlib import Path

from temporalio.worker import Worker

from interop.common import known
from protonexus.testing import settle_before_exit

Workers = Callable[[str], Awaitable[Iterable[Worker]]]


def main(name: str, workers: Workers) -> None:
    """Serve until standard input ends; `workers` is told the server's address."""
    parser = argparse.ArgumentParser(prog=name)
    parser.add_argument("--address", required=True)
    parser.add_argument("--samples", required=True, type=Path)
    given = parser.parse_args()
    known.load(given.samples)
    settle_before_exit()
    asyncio.run(serve(workers, given.address))


async def serve(workers: Workers, address: str) -> None:
    """Run the workers until standard input ends."""
    async with AsyncExitStack() as stack:
        for worker in await workers(address):
            await stack.enter_async_context(worker)
        print("ready", flush=True)
        await asyncio.to_thread(sys.stdin.read)
