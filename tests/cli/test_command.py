from __future__ import annotations

import re

import pytest
from project import run

from protonexus.cli import main


def test_the_installed_command_names_its_version() -> None:
    assert re.fullmatch(r"protonexus \d+\.\d+\.\d+\n", run("protonexus", "--version"))


def test_without_arguments_it_lists_its_subcommands(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    assert "export" in capsys.readouterr().out


@pytest.mark.parametrize("argv", [["exprot"], ["export"], ["export", "--frce", "x"], ["--colour"]])
def test_wrong_arguments_are_one_line_that_leads_to_help(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as exit_:
        main(argv)
    assert exit_.value.code == 2
    assert re.fullmatch(r"protonexus.*: .+; see protonexus.* --help\n", capsys.readouterr().err)
