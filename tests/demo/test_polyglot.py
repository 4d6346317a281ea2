"""The example in three languages runs, and the calls that it shows cross languages."""

from __future__ import annotations

import re

import pytest
from polyglot.demo import GO, TYPESCRIPT
from polyglot.side import Side
from project import run

CHECKOUT = [("ProcessPayment", "transaction_id=txn-"), ("ProcessPayment", "refused: CardDeclined reason=over 1000.00")]


@pytest.fixture(scope="module")
def printed() -> str:
    return run("env", "-u", "COLUMNS", "python", "-m", "polyglot.demo")  # which pytest-xdist sets


def calls_after(printed: str, title: str) -> list[tuple[str, str]]:
    """The operation and the result of each call under a title."""
    table = printed.partition(title)[2].lstrip("\n").split("\n\n")[1]
    rows = (re.fullmatch(r"\S+ +\S+ . \S+ +(\S+) +\S+ +\d+  (.+)", line.strip()) for line in table.splitlines()[1:])
    return [(row[1], row[2]) for row in rows if row]


@pytest.mark.parametrize("side", [GO, TYPESCRIPT], ids=lambda side: side.language)
def test_a_workflow_of_another_language_pays_through_the_python_handler(printed: str, side: Side) -> None:
    if side.missing():
        pytest.skip(f"no {side.missing()}")
    assert re.search(rf"{side.language} calls Python, and ends with: refund rfd-\w+, insurance declined: over", printed)
    shown = calls_after(printed, f"{side.language} calls Python")
    assert [operation for operation, _ in shown] == ["ProcessPayment", "ProcessPayment", "Refund"]
    assert all(result.startswith(start) for (_, result), (_, start) in zip(shown, CHECKOUT, strict=False))


def test_the_python_workflow_gets_its_goods_from_the_go_handler(printed: str) -> None:
    if GO.missing():
        pytest.skip(f"no {GO.missing()}")
    shown = dict(calls_after(printed, "Python calls Go"))
    assert re.fullmatch(r"reservation_id=rsv-\w{6} remaining=38", shown["Reserve"])
