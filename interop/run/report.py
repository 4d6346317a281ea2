"""The matrix for people: on a terminal, and as RESULTS.md."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from rich.console import Console
from rich.table import Table
from rich.text import Text

from interop.run import evolution
from interop.run.limits import LIMITS, Limit
from interop.run.matrix import Outcome
from interop.run.peers import INTEROP
from interop.run.plan import BY_SAMPLE, CELLS, ENCODINGS, Task
from interop.run.versions import versions
from interop.run.whole import Whole, complaint

FAILED, IMPOSSIBLE = "FAILED", "-"
WIDTH = 150


def show(whole: Whole) -> None:
    """Print the tables, what is wrong, and totals."""
    console = Console(width=WIDTH)
    console.print()
    for titles, rows in _tables(whole):
        table = Table(*titles, padding=(0, 1))
        for row in rows:
            table.add_row(*(Text(text, style="red" if FAILED in text else "") for text in row))
        console.print(table)
    for line in (*_footnotes(whole), *_left_out(whole), *whole.failures(), _totals(whole)):
        console.print(line, markup=False, highlight=False, soft_wrap=True)


def write(whole: Whole) -> None:
    """Write RESULTS.md."""
    (INTEROP / "RESULTS.md").write_text("\n".join(_page(whole)) + "\n")


def _page(whole: Whole) -> Iterator[str]:
    yield "# Results of `make interop`"
    yield ""
    yield f"Written by it on {datetime.date.today().isoformat()}. {_totals(whole)}"
    yield ""
    yield (
        f"Rows are pairs of peers, columns are the cells of [README.md](README.md). Each cell passed twice, in JSON and"
        f" in binary; the two figures are milliseconds of the caller's workflow, a sample's in echo, run and standalone"
        f" ({whole.samples} samples, {len(evolution.CONTRACTS)} contracts)."
    )
    for titles, rows in _tables(whole):
        yield ""
        for line in (titles, ["---"] * len(titles), *rows):
            yield f"| {' | '.join(line)} |"
    yield ""
    yield from (f"{line}\n" for line in _footnotes(whole))
    yield "| peer | stands on |"
    yield "|---|---|"
    for name, text in versions(whole.peers).items():
        yield f"| {name} | {text} |"
    if failures := whole.failures():
        yield ""
        yield from (f"- {line}" for line in failures)


def _tables(whole: Whole) -> Iterator[tuple[list[str], list[list[str]]]]:
    names = [peer.name for peer in whole.peers]
    cells = [cell for cell in CELLS if cell in whole.cells]
    if cells:
        yield (
            ["caller", "handler", *map(_short, cells)],
            [[a, b, *(_both(whole, a, b, cell) for cell in cells)] for a in names for b in names],
        )
    if whole.evolution:
        languages = [peer.name for peer in evolution.able(whole.peers)]
        yield (
            ["caller", "handler", "older calls newer", "newer calls older"],
            [
                [a, b, *(_evolved(whole, a, b, older_calls) for older_calls in (True, False))]
                for a in languages
                for b in languages
            ],
        )


def _short(cell: str) -> str:
    return cell.removeprefix("cancel-").replace("wait-", "wait ") if cell.startswith("cancel-") else cell


def _both(whole: Whole, caller: str, handler: str, cell: str) -> str:
    texts: list[str] = []
    notes: list[str] = []
    for encoding in ENCODINGS:
        found = [
            (task, outcome)
            for task, outcome in whole.outcomes.items()
            if (task.caller, task.handler, task.cell, task.encoding) == (caller, handler, cell, encoding)
        ]
        texts.append(_told(found))
        notes += [_mark(task.limit) for task, _ in found if task.limit]
    return "/".join(texts) + "".join(f" [{note}]" for note in sorted(set(notes)))


def _told(found: list[tuple[Task, Outcome]]) -> str:
    if any(complaint(task, outcome) for task, outcome in found):
        return FAILED
    passed = [outcome.milliseconds for task, outcome in found if task.limit is None]
    return f"{passed[0]:.0f}" if passed else IMPOSSIBLE


def _evolved(whole: Whole, caller: str, handler: str, older_calls: bool) -> str:
    outcomes = [whole.evolution[evolution.Task(caller, handler, older_calls, encoding)] for encoding in ENCODINGS]
    return "/".join(f"{outcome.milliseconds:.0f}" if outcome.ok else FAILED for outcome in outcomes)


def _mark(limit: Limit) -> str:
    return f"{list(dict.fromkeys(known.why for known in LIMITS)).index(limit.why) + 1}"


def _footnotes(whole: Whole) -> Iterator[str]:
    reasons = {limit.why: limit for limit in LIMITS if limit in {task.limit for task in whole.outcomes}}
    for why, limit in sorted(reasons.items(), key=lambda item: _mark(item[1])):
        which = f" (sample {', '.join(sorted(limit.samples))})" if limit.samples else ""
        yield f"[{_mark(limit)}] {why}{which}"


def _left_out(whole: Whole) -> Iterator[str]:
    for reason in whole.missing.values():
        yield f"left out: {reason}"


def _totals(whole: Whole) -> str:
    tasks = [task for task in whole.outcomes if task.limit is None]
    calls = sum(len(task.samples) if task.cell in BY_SAMPLE else 1 for task in tasks) + len(whole.evolution)
    limits = sum(task.limit is not None for task in whole.outcomes)
    failures = len(whole.failures())
    return (
        f"{len(whole.peers)} callers x {len(whole.peers)} handlers: {len(tasks) + len(whole.evolution)} cells of"
        f" {calls} calls, {failures} failed, {limits} known limits confirmed, in {whole.seconds:.0f} s."
    )
