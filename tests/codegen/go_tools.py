"""Go and its tools for the tests: what is missing, a module to build in, and what is run in it."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path

import pytest
from codegen.generation import GO_MODULE, protoc
from project import ROOT, run

# The versions of everything are those of the peers of the matrix.
PEER = ROOT / "interop" / "go"
needs_go = pytest.mark.skipif(shutil.which("go") is None, reason="there is no go on PATH")


@cache
def tool(name: str) -> str:
    """Return the path of a tool of the peer's module, built if it is not in Go's cache."""
    return run("go", "tool", "-n", name, cwd=PEER).strip()


def module(folder: Path, name: str = GO_MODULE) -> Path:
    """Make a folder a Go module that has what generated code needs."""
    folder.mkdir(parents=True, exist_ok=True)
    first, _, rest = (PEER / "go.mod").read_text().partition("\n")
    assert first.startswith("module ")
    (folder / "go.mod").write_text(f"module {name}\n{rest}")
    shutil.copy(PEER / "go.sum", folder)
    return folder


def generate(out: Path, parameters: list[str], *arguments: str | Path, ours: bool = True) -> str:
    """Let protoc run protoc-gen-go and our plugin with the same parameters; return what is printed."""
    command = [f"--plugin=protoc-gen-go={tool('protoc-gen-go')}", f"--go_out={out}"]
    command += [f"--go_opt={one}" for one in parameters]
    if ours:
        command += [f"--nexus-go_out={out}", *(f"--nexus-go_opt={one}" for one in parameters)]
    return protoc(*command, *arguments)
