"""What the README tells a new user to do: an empty folder, the wheel, the files shown, the commands shown."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
import readme
from project import ROOT, run

README = ROOT / "README.md"
QUICKSTART, POLYGLOT, REST = readme.read(README, "Quickstart", "From Go and TypeScript")


@dataclass(frozen=True)
class Newcomer:
    """A folder, and a virtual environment that is active but empty."""

    folder: Path
    environ: dict[str, str]

    def write(self, files: Mapping[str, str]) -> None:
        """Write files, by their path in the folder."""
        for title, text in files.items():
            path = self.folder / title
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)

    def run(self, commands: str, timeout: float = 240) -> str:
        """Run shell commands, end what they left running, and return what they printed."""
        log = self.folder.parent / "log.txt"
        with log.open("w") as out:
            shell = subprocess.Popen(
                ["sh", "-eux", "-c", commands],
                cwd=self.folder,
                env=self.environ,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
            try:
                status = shell.wait(timeout)
            finally:
                with suppress(ProcessLookupError):
                    os.killpg(shell.pid, signal.SIGTERM)
        assert status == 0, log.read_text()
        return log.read_text()


def pins() -> list[str]:
    return re.findall(r"^[\w.-]+==[^\\\n]+", (ROOT / "requirements.lock").read_text(), re.MULTILINE)


@pytest.fixture(scope="module")
def newcomer(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Newcomer:
    base = tmp_path_factory.mktemp("newcomer")
    folder, venv, constraints = base / "empty", base / "venv", base / "constraints.txt"
    folder.mkdir()
    run(sys.executable, "-m", "venv", venv)
    # Already there, so that the README's `pip install protonexus` means this wheel, and installs what it depends on.
    run(venv / "bin" / "pip", "install", "--no-deps", wheel)
    constraints.write_text("\n".join(pins()))
    path = [
        str(venv / "bin"),
        *(part for part in os.environ["PATH"].split(os.pathsep) if not part.startswith(str(ROOT))),
    ]
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PYTEST"))}
    environ = kept | {"PATH": os.pathsep.join(path), "VIRTUAL_ENV": str(venv), "PIP_CONSTRAINT": str(constraints)}
    return Newcomer(folder, environ)


@pytest.fixture(scope="module")
def output(newcomer: Newcomer) -> str:
    """Follow the quickstart and return what its commands printed."""
    newcomer.write(QUICKSTART.files)
    return newcomer.run(QUICKSTART.commands)


def test_the_quickstart_makes_a_live_call_and_prints_what_it_shows(output: str) -> None:
    assert QUICKSTART.output.match(output), output


@pytest.mark.usefixtures("output")
def test_it_works_as_well_with_protoc_instead_of_buf(newcomer: Newcomer) -> None:
    contracts = " ".join(title.removeprefix("proto/") for title in QUICKSTART.files if title.endswith(".proto"))
    outs = " ".join(f"--{plugin}_out=gen" for plugin in ("python", "pyi", "nexus-python"))
    newcomer.run(f"mv gen bufs; mkdir gen; python -m grpc_tools.protoc -Iproto -Ivendor {outs} {contracts}")
    newcomer.run("diff --recursive --exclude=__pycache__ --exclude='*_pb2.py*' bufs gen")
    assert QUICKSTART.output.match(newcomer.run(QUICKSTART.commands.partition("buf generate\n")[2]))


@pytest.mark.usefixtures("output")
def test_the_quickstarts_other_python_runs(newcomer: Newcomer) -> None:
    (newcomer.folder / "readme.py").write_text(QUICKSTART.python)
    newcomer.run("PYTHONPATH=gen python readme.py")


@pytest.mark.usefixtures("output")
def test_go_and_typescript_call_its_handler_as_the_readme_shows(newcomer: Newcomer) -> None:
    for tool in ("go", "node", "npm"):
        if not shutil.which(tool):
            pytest.skip(f"no {tool}")
    newcomer.write(POLYGLOT.files)
    printed = newcomer.run(POLYGLOT.commands, timeout=600)
    assert POLYGLOT.output.search(printed), printed


def test_the_other_python_in_the_readme_runs_in_the_repository() -> None:
    run("python", "-c", REST.python)


@pytest.mark.parametrize("command", [line for line in REST.commands.splitlines() if line.strip()])
def test_the_other_commands_in_the_readme_work_in_the_repository(command: str) -> None:
    # The targets run in full elsewhere; `make test` cannot run inside itself.
    run("sh", "-euc", re.sub(r"^make\b", "make --dry-run", command))
