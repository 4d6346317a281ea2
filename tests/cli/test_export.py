from __future__ import annotations

from pathlib import Path

import pytest
from project import ROOT, run

from protonexus.cli import main

PROTO = ROOT / "proto"
OPTIONS = ["nexusannotations/v1/options.proto", "protonexus/v1/options.proto"]
RULES = "buf/validate/validate.proto"
USERS_CONTRACT = """
syntax = "proto3";
package shop.v1;
import "nexusannotations/v1/options.proto";
import "protonexus/v1/options.proto";
message BuyRequest { string id = 1; }
message BuyResponse {}
service ShopService {
  option (nexusannotations.v1.service).name = "shop";
  rpc Buy(BuyRequest) returns (BuyResponse) { option (protonexus.v1.operation).summary = "buy"; }
}
"""


@pytest.fixture
def exported(tmp_path: Path) -> Path:
    assert main(["export", str(tmp_path / "vendor")]) == 0
    return tmp_path / "vendor"


def test_it_writes_the_options_and_says_what_and_how_to_go_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", str(tmp_path)]) == 0
    out = capsys.readouterr().out
    for path in OPTIONS:
        assert (tmp_path / path).read_bytes() == (PROTO / path).read_bytes()
        assert f"wrote {tmp_path / path}\n" in out
    assert f"- path: {tmp_path}\n" in out
    assert "inputs:\n    - directory: proto" in out
    assert f"    - directory: {tmp_path}\n      paths: [{tmp_path}/buf]" in out


def test_a_contract_beside_the_exported_folder_builds_and_lints_with_buf(exported: Path) -> None:
    contract = exported.parent / "proto/shop/v1/shop.proto"
    contract.parent.mkdir(parents=True)
    contract.write_text(USERS_CONTRACT)
    (exported.parent / "buf.yaml").write_text("version: v2\nmodules:\n  - path: proto\n  - path: vendor\n")
    for command in ("build", "lint", "format --diff --exit-code vendor"):
        run("buf", *command.split(), cwd=exported.parent)


def test_a_second_export_changes_nothing(exported: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = {path: (exported / path).stat().st_mtime_ns for path in OPTIONS}
    capsys.readouterr()
    assert main(["export", str(exported)]) == 0
    assert capsys.readouterr().out == "".join(f"up to date: {exported / path}\n" for path in [*OPTIONS, RULES])
    assert {path: (exported / path).stat().st_mtime_ns for path in OPTIONS} == before


def test_a_file_that_differs_stays_until_force(exported: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edited = exported / OPTIONS[1]
    edited.write_text("// mine\n")
    (exported / OPTIONS[0]).unlink()
    capsys.readouterr()

    assert main(["export", str(exported)]) == 1
    assert capsys.readouterr().err == (
        f"protonexus: {edited} differs from what this version exports; --force overwrites it\n"
    )
    assert edited.read_text() == "// mine\n"
    assert not (exported / OPTIONS[0]).exists(), "a refused export writes nothing at all"

    assert main(["export", str(exported), "--force"]) == 0
    assert edited.read_bytes() == (PROTO / OPTIONS[1]).read_bytes()


def test_check_fails_on_stale_and_missing_files_and_writes_nothing(
    exported: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", "--check", str(exported)]) == 0
    (exported / OPTIONS[0]).unlink()
    (exported / OPTIONS[1]).write_text("// older\n")
    capsys.readouterr()
    assert main(["export", "--check", str(exported)]) == 1
    assert capsys.readouterr().err == (
        f"protonexus: {exported / OPTIONS[0]}, {exported / OPTIONS[1]}: not what this version exports; "
        f"run protonexus export --force {exported}\n"
    )
    assert not (exported / OPTIONS[0]).exists()


def test_a_folder_that_cannot_be_written_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").touch()
    assert main(["export", str(tmp_path / "file")]) == 1
    err = capsys.readouterr().err
    assert err.startswith(f"protonexus: {tmp_path / 'file'}") and err.count("\n") == 1
