"""That the benchmarks run. What they measure is for people: no test may depend on how busy a machine is."""

from __future__ import annotations

import re
import shutil
import sys

import pytest
from project import ROOT, run

RUN = str(ROOT / "bench" / "run.py")


@pytest.mark.parametrize(
    ("measurement", "rows"),
    [
        ("startup", 4),
        ("generation", 4),
        ("imports", 4),
        ("operations", 4),
        ("languages", 2),
        ("conversion", 12),
        ("validation", 3),
    ],
)
def test_a_measurement_prints_both_sides_of_each_ratio(measurement: str, rows: int) -> None:
    if measurement == "languages" and (missing := [tool for tool in ("go", "node", "npm") if not shutil.which(tool)]):
        pytest.skip(f"no {' and no '.join(missing)}")
    printed = run(sys.executable, RUN, "--once", measurement)
    line = r"^\w.*?  +[\d.e+]+ (?:s|ms|us|ns)  +[\d.e+]+ (?:s|ms|us|ns)  +\d+\.\d\d  \d+\.\d\d-\d+\.\d\d +[12]\.\d+"
    assert len(re.findall(line, printed, re.MULTILINE)) == rows, printed


def test_an_unknown_measurement_is_refused_with_those_there_are() -> None:
    with pytest.raises(AssertionError, match="bench: no measurement speed; there are startup, generation"):
        run(sys.executable, RUN, "speed")
