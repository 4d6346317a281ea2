"""Both type checkers, strict, over everything users see, with both flavours of message stubs."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from project import ROOT, run

CHECKED = ("src", "gen", "examples")
BUILT = ("node_modules", "bin", "dist", "gen")
WRONG_USAGE = "tests/typing/wrong_usage.py"


class Complaint(NamedTuple):
    file: str
    line: int
    text: str


def mypy(tree: Path) -> list[Complaint]:
    out = run("mypy", "--output=json", *CHECKED, WRONG_USAGE, cwd=tree, check=False)
    rows = [json.loads(line) for line in out.splitlines()]
    return [Complaint(row["file"], row["line"], row["message"]) for row in rows if row["severity"] == "error"]


def pyright(tree: Path) -> list[Complaint]:
    out = run("pyright", "--outputjson", *CHECKED, WRONG_USAGE, cwd=tree, check=False)
    return [
        Complaint(str(Path(row["file"]).relative_to(tree)), row["range"]["start"]["line"] + 1, row["message"])
        for row in json.loads(out)["generalDiagnostics"]
        if row["severity"] == "error"
    ]


@pytest.fixture(scope="module")
def tree(request: pytest.FixtureRequest) -> Path:
    """Return the checkout, or a copy of it whose messages have mypy-protobuf's stubs.

    The copy is always at the same place, for mypy's cache.
    """
    if request.param == "protoc":
        return ROOT
    copy = ROOT / ".cache" / "mypy-protobuf"
    for folder in (*CHECKED, "proto", "third_party", "tests/typing"):
        shutil.rmtree(copy / folder, ignore_errors=True)
        shutil.copytree(ROOT / folder, copy / folder, ignore=shutil.ignore_patterns("__pycache__", *BUILT))
    shutil.copy(ROOT / "pyproject.toml", copy)
    protos = (path.relative_to(copy / "proto") for path in copy.glob("proto/**/*.proto"))
    contracts = [str(path) for path in protos if path.parts[0] not in ("nexusannotations", "protonexus")]
    contracts.append("buf/validate/validate.proto")
    run("python", "-m", "grpc_tools.protoc", "-Iproto", "-Ithird_party", "--mypy_out=quiet:gen", *contracts, cwd=copy)
    return copy


@pytest.fixture(scope="module")
def complaints(request: pytest.FixtureRequest, tree: Path) -> list[Complaint]:
    check: Callable[[Path], list[Complaint]] = request.param
    return check(tree)


def each_checker_and_flavour(test: Callable[[list[Complaint]], None]) -> Callable[[list[Complaint]], None]:
    flavours = pytest.mark.parametrize("tree", ["protoc", "mypy-protobuf"], indirect=True, scope="module")
    return flavours(pytest.mark.parametrize("complaints", [mypy, pyright], indirect=True, scope="module")(test))


@each_checker_and_flavour
def test_strict_checkers_accept_the_library_the_generated_code_and_the_examples(complaints: list[Complaint]) -> None:
    # protoc's own stubs are not ours to mend: they say Mapping without its arguments.
    ours = [row for row in complaints if not row.file.endswith((WRONG_USAGE, "_pb2.pyi", "_pb2.py"))]
    assert not ours, "\n".join(f"{file}:{line}: {text}" for file, line, text in ours)


def test_mypy_accepts_the_interoperation_matrix() -> None:
    run("mypy", "interop")


@each_checker_and_flavour
def test_strict_checkers_refuse_each_wrong_use_and_no_other_line(complaints: list[Complaint]) -> None:
    lines = (ROOT / WRONG_USAGE).read_text().splitlines()
    marked = {number for number, line in enumerate(lines, 1) if re.search(r"# E\b", line)}
    refused = {line: text for file, line, text in complaints if file == WRONG_USAGE}
    assert marked, f"{WRONG_USAGE} marks no line with # E"
    assert not {line: lines[line - 1] for line in marked - refused.keys()}, "accepted, though wrong"
    assert not {line: refused[line] for line in refused.keys() - marked}, "refused, though right"
