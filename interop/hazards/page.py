"""The table as HAZARDS.md."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator

from interop.hazards.judge import HARMFUL
from interop.hazards.run import Cell, Table
from interop.run.peers import INTEROP
from interop.run.versions import versions


def totals(table: Table) -> Iterator[str]:
    """Yield one line a peer."""
    for peer in table.peers:
        found = [outcome.text for cell, outcome in table.outcomes.items() if cell.peer == peer.name]
        counts = Counter(next((word for word in HARMFUL if text.startswith(word)), "harmless") for text in found)
        yield f"{peer.name}: " + ", ".join(f"{count} {word}" for word, count in sorted(counts.items()))


def write(table: Table) -> None:
    """Write it."""
    (INTEROP / "HAZARDS.md").write_text("\n".join(_page(table)) + "\n")


def _page(table: Table) -> Iterator[str]:
    names = [peer.name for peer in table.peers]
    yield "# Results of `python -m interop.hazards`"
    yield ""
    yield (
        f"Written by it on {datetime.date.today().isoformat()}: {len(table.outcomes)} calls in {table.seconds:.0f} s."
        " A `request` is sent to each peer's handler, an `answer` or a `detail` of an error to each peer's caller. WRONG:"
        " taken for another value, in silence; WEDGED: the caller's workflow task fails and is retried; LOOP: a second"
        " attempt; SILENT: no end in 15 seconds. All else is OK or the error that the call ended with, once."
    )
    yield ""
    yield f"| hazard | {' | '.join(names)} |"
    yield "|---|" + "---|" * len(names)
    for row in dict.fromkeys(cell.row for cell in table.outcomes):
        yield f"| {row} | {' | '.join(str(table.outcomes[Cell(row, name)]) for name in names)} |"
    yield ""
    yield from (f"- {line}" for line in totals(table))
    yield ""
    yield "| peer | stands on |"
    yield "|---|---|"
    yield from (f"| {name} | {text} |" for name, text in versions(table.peers).items())
