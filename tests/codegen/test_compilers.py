"""buf and protoc, one run or many: the same contract gives the same files, byte for byte."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from codegen.generation import CASES, expected, plugin, protos, texts
from project import ENVIRON, ROOT, run

# buf 1.75 knows no edition 2024.
SAME = [
    case
    for case in CASES
    if not (expected(case, "python") / "error.txt").exists()
    and not (case / "parameter.txt").exists()
    and case.name != "edition_2024"
]


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A buf workspace with the files of many cases and the options."""
    folder = tmp_path_factory.mktemp("workspace")
    for source in (*SAME, ROOT / "proto"):
        for name in protos(source):
            (folder / "proto" / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source / name, folder / "proto" / name)
    (folder / "buf.yaml").write_text("version: v2\nmodules:\n  - path: proto\n")
    return folder


def buf(workspace: Path, strategy: str, managed: bool = False, **environ: str) -> dict[str, str]:
    out = f"gen-{strategy}-{managed}"
    template = {
        "version": "v2",
        "managed": {"enabled": managed},
        "inputs": [{"directory": ".", "paths": [f"proto/{name}" for case in SAME for name in protos(case)]}],
        "plugins": [{"local": str(plugin("python")), "out": out, "strategy": strategy}],
    }
    command = ["buf", "generate", "--template", json.dumps(template)]
    subprocess.run(command, cwd=workspace, env=ENVIRON | environ, check=True, capture_output=True)
    return texts(workspace / out)


def of_all_cases() -> dict[str, str]:
    files = {name: text for case in SAME for name, text in texts(expected(case, "python")).items()}
    return {name: text for name, text in files.items() if name != "warnings.txt"}


@pytest.mark.parametrize("strategy", ["all", "directory"])
def test_buf_generates_what_protoc_does(workspace: Path, strategy: str) -> None:
    assert buf(workspace, strategy) == of_all_cases()


def test_bufs_managed_mode_changes_nothing(workspace: Path) -> None:
    assert buf(workspace, "all", managed=True) == of_all_cases()


@pytest.mark.parametrize("seed", ["1", "2", "3"])
def test_the_hash_seed_changes_nothing(workspace: Path, seed: str) -> None:
    assert buf(workspace, "all", PYTHONHASHSEED=seed) == of_all_cases()


def test_buf_shows_the_errors_of_a_contract_with_their_places(tmp_path: Path) -> None:
    case = next(case for case in CASES if case.name == "wrong_endpoints")
    shutil.copytree(case, tmp_path / "proto")
    shutil.copytree(ROOT / "proto" / "protonexus", tmp_path / "proto" / "protonexus")
    (tmp_path / "buf.yaml").write_text("version: v2\nmodules:\n  - path: proto\n")
    template = json.dumps(
        {"version": "v2", "plugins": [{"local": str(plugin("python")), "out": "gen", "strategy": "all"}]}
    )
    with pytest.raises(AssertionError) as raised:
        run("buf", "generate", "--template", template, cwd=tmp_path)
    expected_lines = (expected(case, "python") / "error.txt").read_text().splitlines()
    for line in expected_lines:
        place, _, text = line.partition(": ")
        assert place.rpartition(":")[0] in str(raised.value) and text in str(raised.value)
    assert not os.path.exists(tmp_path / "gen")
