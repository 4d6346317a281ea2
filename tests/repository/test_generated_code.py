from __future__ import annotations

import shutil
from pathlib import Path

from project import ROOT, run


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def test_gen_is_what_buf_generate_makes_of_proto(tmp_path: Path) -> None:
    for folder in ("proto", "third_party"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    for config in ("buf.yaml", "buf.gen.yaml"):
        shutil.copy(ROOT / config, tmp_path)
    run("buf", "generate", cwd=tmp_path)
    committed, generated = contents(ROOT / "gen"), contents(tmp_path / "gen")
    stale = sorted(path for path in committed | generated if committed.get(path) != generated.get(path))
    assert not stale, f"gen/ is not what proto/ says, run `buf generate`: {', '.join(stale)}"


def test_the_contracts_pass_bufs_lint_and_format() -> None:
    run("buf", "lint")
    run("buf", "format", "--diff", "--exit-code")
