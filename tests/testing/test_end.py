"""No server outlives its parent, and none dies unnoticed."""

from __future__ import annotations

import asyncio
import os
import signal
import sys

import pytest

from protonexus.testing import DevServerError, dev_server

PARENT = """
import asyncio, os, sys, time
from protonexus.testing import dev_server

async def main():
    async with dev_server(["a"], db=sys.argv[2] if len(sys.argv) > 2 else None) as server:
        print(server.address, flush=True)
        if sys.argv[1] == "fork" and os.fork() == 0:
            print(os.getpid(), flush=True)
            time.sleep(60)
        if sys.argv[1] == "exit":
            os._exit(0)
        await asyncio.sleep(60)

asyncio.run(main())
"""


@pytest.mark.parametrize("kind", ["memory", "database"])
def test_a_parent_killed_with_9_leaves_no_server(outside, tmp_path, kind: str) -> None:
    parent = outside.python("-c", PARENT, "run", *([str(tmp_path / "kept.db")] if kind == "database" else []))
    address = parent.stdout.readline().strip()
    assert len(outside.server_pids(address)) == 2
    assert outside.listens(address)
    parent.kill()
    assert outside.vanishes(address)


def test_a_process_forked_by_a_killed_parent_does_not_keep_its_server(outside) -> None:
    parent = outside.python("-c", PARENT, "fork")
    address, forked = parent.stdout.readline().strip(), int(parent.stdout.readline())
    parent.kill()
    try:
        assert outside.vanishes(address)
    finally:
        os.kill(forked, signal.SIGKILL)


def test_a_parent_that_exits_at_once_leaves_no_server(outside) -> None:
    parent = outside.python("-c", PARENT, "exit")
    address = parent.stdout.readline().strip()
    assert parent.wait(10) == 0
    assert outside.vanishes(address)


def test_a_parent_told_to_end_by_a_signal_it_does_not_handle_leaves_no_server(outside) -> None:
    parent = outside.python("-c", PARENT, "run")
    address = parent.stdout.readline().strip()
    parent.send_signal(signal.SIGTERM)
    assert outside.vanishes(address)


async def test_a_server_stops_with_its_context(outside) -> None:
    async with dev_server() as server:
        assert len(outside.server_pids(server.address)) == 2
    assert not server.running
    assert outside.vanishes(server.address, 0)


async def test_a_server_stops_when_its_context_fails_or_is_cancelled(outside) -> None:
    with pytest.raises(ZeroDivisionError):
        async with dev_server() as server:
            _ = 1 / 0
    assert outside.vanishes(server.address, 0)
    started: asyncio.Future[str] = asyncio.get_running_loop().create_future()

    async def wait_for_ever() -> None:
        async with dev_server() as server:
            started.set_result(server.address)
            await asyncio.Event().wait()

    task = asyncio.create_task(wait_for_ever())
    address = await started
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert outside.vanishes(address, 0)


async def test_a_start_that_is_cancelled_leaves_no_server(outside) -> None:
    async def start() -> None:
        async with dev_server():
            pytest.fail("the start was not cancelled")

    before = outside.watchers()
    task = asyncio.create_task(start())
    await asyncio.sleep(0.03)
    assert len(outside.watchers()) == len(before) + 1
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert outside.watchers() == before


@pytest.mark.parametrize("victim", ["server", "watcher"])
async def test_a_server_that_dies_in_the_middle_is_an_error_and_not_a_hang(outside, victim: str) -> None:
    with pytest.raises(DevServerError, match="the dev server has died"):
        async with dev_server() as server:
            watcher, process = outside.server_pids(server.address)
            os.kill(process if victim == "server" else watcher, signal.SIGKILL)
            assert await asyncio.to_thread(outside.eventually, lambda: not server.running)
    if victim == "server" or sys.platform == "linux":  # elsewhere a killed watcher cannot take the server with it
        assert outside.vanishes(server.address)


async def test_a_failure_caused_by_a_dead_server_is_told_so(outside) -> None:
    with pytest.raises(ZeroDivisionError) as caught:
        async with dev_server() as server:
            os.kill(outside.server_pids(server.address)[1], signal.SIGKILL)
            assert await asyncio.to_thread(outside.eventually, lambda: not server.running)
            _ = 1 / 0
    assert "the dev server has died (exit code 137)" in caught.value.__notes__[0]
