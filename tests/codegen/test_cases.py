"""Every case gives what is committed beside it, in every language."""

from __future__ import annotations

from pathlib import Path

import pytest
from codegen.generation import CASES, LANGUAGES, expected, protos, results, texts

EACH = pytest.mark.parametrize(
    ("case", "language"),
    [(case, language) for case in CASES for language in LANGUAGES],
    ids=lambda value: value.name if isinstance(value, Path) else value,
)


@EACH
def test_a_case_generates_what_is_committed(case: Path, language: str) -> None:
    found = results(case, language)
    assert found == texts(expected(case, language)), "if meant so: python tests/codegen/regenerate.py"


def test_there_are_cases_of_every_outcome() -> None:
    good = [case for case in CASES if not (expected(case, "python") / "error.txt").exists()]
    assert len(good) >= 30 and len(CASES) - len(good) >= 10


@EACH
def test_an_error_or_warning_is_one_line_with_file_line_and_column(case: Path, language: str) -> None:
    for name in ("error.txt", "warnings.txt"):
        for line in texts(expected(case, language)).get(name, "").splitlines():
            place, _, text = line.removeprefix("warning: ").partition(": ")
            if place != f"protoc-gen-nexus-{language}":
                file, number, column = place.split(":")
                assert file in protos(case) and int(number) > 0 and int(column) > 0, line
            assert text and "Traceback" not in line
