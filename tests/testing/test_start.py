"""The step from a command to a server that answers, where others are quicker."""

from __future__ import annotations

import socket
from dataclasses import replace
from datetime import timedelta

import pytest

from protonexus.testing import DevServerError
from protonexus.testing._binary import find_temporal
from protonexus.testing._ports import claim_port
from protonexus.testing._process import ServerProcess
from protonexus.testing._start import Ports, start


def process_on(ports: Ports) -> ServerProcess:
    numbers = ["--port", str(ports.grpc), "--http-port", str(ports.http)]
    command = [find_temporal(), "server", "start-dev", "--ip", "127.0.0.1", "--headless", *numbers]
    return ServerProcess(command, grace=0, lock_file="", log_file=None)


@pytest.fixture
def taken():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


async def test_a_port_that_somebody_takes_before_the_server_does_is_replaced(taken: int) -> None:
    tried: list[Ports] = []

    def launch(ports: Ports) -> ServerProcess:
        tried.append(ports)
        return process_on(replace(ports, grpc=taken) if len(tried) < 3 else ports)

    started = await start(launch, Ports(0, 0, None), [], timedelta(seconds=20))
    assert started.process.running
    assert len(tried) == 3
    assert started.ports == tried[2]
    await started.process.stop()


async def test_ports_that_are_always_taken_are_an_error_in_the_end(taken: int) -> None:
    with pytest.raises(DevServerError, match=f"^the dev server did not start: .*{taken}.*address already in use$"):
        await start(lambda ports: process_on(replace(ports, grpc=taken)), Ports(0, 0, None), [], timedelta(seconds=20))


def test_a_claimed_port_is_given_to_nobody_else() -> None:
    claimed = {claim_port() for _ in range(100)}
    assert len(claimed) == 100
    for _ in range(5_000):
        with socket.socket() as other:
            other.bind(("127.0.0.1", 0))
            assert other.getsockname()[1] not in claimed
