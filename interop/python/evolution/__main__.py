"""The evolution peer: `python -m interop.python.evolution` with one of the two contracts on its path."""

from __future__ import annotations

import argparse
import asyncio
from pathlib import Path

from temporalio.client import Client
from temporalio.worker import Worker

from interop.common.main import serve
from interop.python.evolution import orders
from interop.python.evolution.peer import EvolutionCaller, Orders
from protonexus import ProtoNexusPlugin


async def workers(address: str, queue: str) -> list[Worker]:
    """Return the workers of both namespaces."""
    handlers = await Client.connect(address, namespace="handlers", plugins=[ProtoNexusPlugin()])
    callers = await Client.connect(address, namespace="callers", plugins=[ProtoNexusPlugin()])
    return [
        Worker(handlers, task_queue=queue, nexus_service_handlers=[Orders()]),
        Worker(callers, task_queue=queue, workflows=[EvolutionCaller]),
    ]


def main() -> None:
    """Serve until standard input ends."""
    parser = argparse.ArgumentParser(prog="evolution")
    parser.add_argument("--contract", choices=["older", "newer"], required=True)
    parser.add_argument("--address", required=True)
    parser.add_argument("--orders", required=True, type=Path)
    given = parser.parse_args()
    orders.load(given.orders)
    asyncio.run(serve(lambda address: workers(address, f"evolution-python-{given.contract}"), given.address))


if __name__ == "__main__":
    main()
