"""`python -m protonexus.testing` from a shell."""

from __future__ import annotations

import os
import re
import signal

import pytest
from temporalio.client import Client

from protonexus.testing import DevServer

MODULE = ("-m", "protonexus.testing")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
async def test_it_runs_until_it_is_told_to_end(outside, number: signal.Signals) -> None:
    flags = ["--port", "0", "--ui", "--namespace", "a", "--namespace", "b", "--endpoint", "pay=b/queue/1"]
    process = outside.python(*MODULE, *flags, "--dynamic-config", "limit.maxIDLength=10", "--log-level", "error")
    lines = [process.stdout.readline() for _ in range(4)]
    address = lines[0].split()[-1]
    assert re.fullmatch(r"Web UI: +http://127\.0\.0\.1:\d+\n", lines[2])
    client = await Client.connect(address, namespace="b")
    assert (await client.count_workflows()).count == 0
    process.send_signal(number)
    output, errors = process.communicate(timeout=20)
    assert (process.returncode, output, errors) == (0, "", "")
    assert outside.vanishes(address, 0)


@pytest.mark.parametrize(
    ("flags", "code", "message"),
    [
        (["--endpoint", "pay"], 2, "'pay' is not NAME=NAMESPACE/TASK_QUEUE"),
        (["--dynamic-config", "key=text"], 2, "'key=text' is not KEY=JSON"),
        (["--log-level", "loud"], 2, "invalid choice: 'loud'"),
        (["--namespace", ""], 1, "error: namespace ''"),
        (["--port", "0", "--endpoint", "pay=nowhere/q"], 1, "error: endpoint 'pay' -> nowhere/q"),
        (["--db", "no/such/folder/file.db"], 1, "error: database file"),
    ],
)
def test_a_wrong_flag_is_told_in_one_line(outside, flags: list[str], code: int, message: str) -> None:
    process = outside.python(*MODULE, *flags)
    output, errors = process.communicate(timeout=20)
    assert process.returncode == code
    assert output == ""
    assert message in errors.splitlines()[-1]
    assert "Traceback" not in errors


def test_a_taken_port_is_told_in_one_line(outside, server: DevServer) -> None:
    process = outside.python(*MODULE, "--port", server.address.rpartition(":")[2])
    errors = process.communicate(timeout=20)[1]
    assert process.returncode == 1
    assert re.fullmatch(r"error: port \d+ cannot be used .*\n", errors)


def test_a_server_that_dies_ends_it_with_an_error(outside) -> None:
    process = outside.python(*MODULE, "--port", "0")
    address = process.stdout.readline().split()[-1]
    os.kill(outside.server_pids(address)[1], signal.SIGKILL)
    errors = process.communicate(timeout=20)[1]
    assert process.returncode == 1
    assert errors.startswith("error: the dev server has died (exit code 137)")
    assert "Traceback" not in errors
