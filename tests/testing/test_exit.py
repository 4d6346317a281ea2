"""Programs that use the SDK end when they are done."""

from __future__ import annotations

import pytest

# without the remedy nearly every run hangs for ever, its calls still under way, and some abort
CALLS_UNDER_WAY = """
import asyncio, sys
{before}
from temporalio.client import Client
{after}

async def main():
    client = await Client.connect(sys.argv[1])
    handles = [await client.start_workflow("W", id=f"{{sys.argv[2]}}-{{n}}", task_queue="nobody") for n in range(20)]
    tasks = [asyncio.create_task(handle.result()) for handle in handles]
    await asyncio.sleep(0.1)

asyncio.run(main())
print("done")
"""


@pytest.mark.parametrize("place", ["before", "after"])
def test_a_program_ends_with_calls_under_way(server, outside, unique, place: str) -> None:
    places = {"before": "", "after": "", place: "import protonexus.testing"}
    script = CALLS_UNDER_WAY.format(**places)
    programs = [outside.python("-c", script, server.address, unique("exit")) for _ in range(3)]
    for program in programs:
        output, errors = program.communicate(timeout=20)
        assert (program.returncode, output, errors) == (0, "done\n", "")
