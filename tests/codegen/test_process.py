"""The plugin as a process: what it prints for requests good, bad and absent, and what it loads."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from codegen.generation import compiled
from google.protobuf.compiler.plugin_pb2 import CodeGeneratorRequest, CodeGeneratorResponse
from project import BIN, ENVIRON, ROOT

import protonexus

PLUGIN = BIN / "protoc-gen-nexus-python"
NAME = f"protoc-gen-nexus-python {protonexus.__version__}"
PAYMENTS = {"payments.proto": (ROOT / "proto/acme/payments/v1/payments.proto").read_text()}


@pytest.fixture(scope="module")
def request_(tmp_path_factory: pytest.TempPathFactory) -> CodeGeneratorRequest:
    return compiled(tmp_path_factory.mktemp("payments"), PAYMENTS)


def plugin(
    data: bytes, *arguments: str, command: Sequence[str | Path] = (PLUGIN,), **environ: str
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([*command, *arguments], input=data, capture_output=True, env=ENVIRON | environ)


def assert_one_line(done: subprocess.CompletedProcess[bytes], *words: str) -> None:
    line = done.stderr.decode()
    assert done.returncode == 1 and not done.stdout
    assert line.startswith(f"{NAME}: ") and line.count("\n") == 1 and line.endswith("\n"), line
    assert "Traceback" not in line and all(word in line for word in words), line


def test_a_request_is_answered_and_nothing_else_is_printed(request_: CodeGeneratorRequest) -> None:
    done = plugin(request_.SerializeToString())
    assert (done.returncode, done.stderr) == (0, b"")
    response = CodeGeneratorResponse.FromString(done.stdout)
    assert [file.name for file in response.file] == ["payments_nexus.py"] and not response.error


def test_no_request_at_all_is_one_line() -> None:
    assert_one_line(plugin(b""), "no request on standard input", "buf generate")


@pytest.mark.parametrize("data", [b"\x00", b"hello, world\n", b"\xff" * 100, b"\x7fELF\x02\x01\x01"])
def test_garbage_is_one_line(data: bytes) -> None:
    assert_one_line(plugin(data), "cut off or damaged")


def test_a_request_cut_off_anywhere_is_one_line_or_an_error_of_one_line(request_: CodeGeneratorRequest) -> None:
    data = request_.SerializeToString()
    for length in range(1, len(data), len(data) // 25):
        done = plugin(data[:length])
        if done.returncode:
            assert_one_line(done, "cut off or damaged")
        else:
            error = CodeGeneratorResponse.FromString(done.stdout).error
            assert error.startswith("payments.proto: is not in the request") and "\n" not in error


def test_a_wrong_parameter_is_an_error_of_one_line_in_the_response(request_: CodeGeneratorRequest) -> None:
    wrong = CodeGeneratorRequest()
    wrong.CopyFrom(request_)
    wrong.parameter = "paths=source_relative"
    done = plugin(wrong.SerializeToString())
    response = CodeGeneratorResponse.FromString(done.stdout)
    assert (done.returncode, done.stderr, len(response.file)) == (0, b"", 0)
    assert response.error.startswith('protoc-gen-nexus-python: parameter "paths" is not known; the parameters are ')
    assert "\n" not in response.error


def test_warnings_are_lines_on_standard_error_beside_the_files(tmp_path: Path) -> None:
    source = 'syntax = "proto3";\nmessage M {}\nservice S { rpc A(M) returns (M); rpc B(M) returns (stream M); }\n'
    done = plugin(compiled(tmp_path, {"s.proto": source}).SerializeToString())
    assert done.stderr.decode() == "warning: s.proto:3:35: S.B: left out, since it streams and Nexus has no streaming\n"
    assert len(CodeGeneratorResponse.FromString(done.stdout).file) == 1


def test_a_mistake_of_the_plugin_is_one_line_that_asks_for_a_report_and_its_traceback_is_one_setting_away() -> None:
    script = (
        "import sys; from protonexus.codegen import plugin, generate\n"
        "def fail(*_): raise RuntimeError('no\\nluck')\n"
        "generate.generate = fail\nplugin.python()"
    )
    data = CodeGeneratorRequest(file_to_generate=["f.proto"]).SerializeToString()
    command = [sys.executable, "-c", script]
    assert_one_line(
        plugin(data, command=command), "internal error, RuntimeError: no luck", "report", "PROTONEXUS_DEBUG=1"
    )
    shown = plugin(data, command=command, PROTONEXUS_DEBUG="1").stderr.decode()
    assert "Traceback" in shown and shown.splitlines()[-1].startswith(NAME)


def test_it_says_its_version() -> None:
    done = plugin(b"", "--version")
    assert (done.returncode, done.stdout.decode()) == (0, f"{NAME}\n")


def test_a_reader_that_goes_away_is_no_mistake_of_the_plugin(request_: CodeGeneratorRequest) -> None:
    process = subprocess.Popen([PLUGIN], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdin and process.stdout and process.stderr
    process.stdout.close()
    process.stdin.write(request_.SerializeToString())
    process.stdin.close()
    assert (process.wait(), process.stderr.read()) == (1, b"")
    process.stderr.close()


def test_a_generation_loads_little_beside_protobuf(request_: CodeGeneratorRequest) -> None:
    script = (
        "import sys; from google.protobuf.compiler.plugin_pb2 import CodeGeneratorRequest as R\n"
        "before = set(sys.modules); from protonexus.codegen.generate import generate\n"
        "from protonexus.codegen.python.printer import LANGUAGE\n"
        "assert generate(R.FromString(sys.stdin.buffer.read()), LANGUAGE)[0].file\n"
        "print(*sorted(name for name in set(sys.modules) - before if not name.startswith('protonexus')))"
    )
    loaded = plugin(request_.SerializeToString(), command=[sys.executable, "-c", script]).stdout.decode().split()
    # Each costs every generation milliseconds: temporalio 200, inspect (by dataclasses) 5.
    assert not {"temporalio", "nexusrpc", "dataclasses", "inspect", "argparse", "json", "logging"} & set(loaded)
    assert len(loaded) < 15, loaded
