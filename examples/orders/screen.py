"""How the demo looks: colours and a spinner in a terminal, the same lines without them in a log."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from datetime import timedelta

from rich.console import Console
from rich.text import Text

from orders.calls import Call

_LOG_WIDTH = 120  # a log has no width of its own; this leaves a call on one line
_GAP = "  "
_MILLISECOND = timedelta(milliseconds=1)


class Screen:
    def __init__(self) -> None:
        is_log = not sys.stdout.isatty() and "COLUMNS" not in os.environ
        self._console = Console(width=_LOG_WIDTH if is_log else None, highlight=False, markup=False, emoji=False)
        self._arrow, self._done = ("->", "ok") if self._console.options.ascii_only else ("→", "✓")

    @contextmanager
    def step(self, doing: str) -> Generator[None]:
        """Show that something is being done, then, in a line that stays, that it is and how long it took."""
        started = time.monotonic()
        with self._console.status(doing):
            yield
        took = f"{time.monotonic() - started:.1f} s"
        self._console.print(Text.assemble((self._done, "green"), " ", doing, " ", (took, "dim")))

    def calls(self, calls: Sequence[Call], caller: str, handlers: Mapping[str, str]) -> None:
        """One line for each call; where that is too wide, its result on a line of its own.

        `caller` is a namespace, `handlers` says which namespace is behind an endpoint.
        """
        rows = [("endpoint", f"caller {self._arrow} handler", "operation", "kind", "ms")]
        for call in calls:
            namespaces = f"{caller} {self._arrow} {handlers[call.endpoint]}"
            rows.append((call.endpoint, namespaces, call.operation, call.kind, f"{call.took / _MILLISECOND:.0f}"))
        results = [Text("result", "bold"), *map(_result, calls)]
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        fits = sum(widths) + len(widths) * len(_GAP) + max(map(len, results)) <= self._console.width

        self._console.print()
        for (*row, ms), result in zip(rows, results, strict=True):
            cells = [*map(str.ljust, row, widths), ms.rjust(widths[-1])]
            heading = "bold" if ms == "ms" else ""
            self._console.print(Text.assemble((_GAP.join(cells), heading), _GAP if fits else "\n" + 2 * _GAP, result))
        self._console.print()

    def address(self, what: str, address: str) -> None:
        """An address, never broken over lines, so that it can be clicked."""
        self._console.print(Text(what, "bold"))
        self._console.print(Text(_GAP + address, "cyan"), soft_wrap=True)

    def say(self, text: str) -> None:
        self._console.print(text)


def _result(call: Call) -> Text:
    return Text(f"refused: {call.result}", "red") if call.refused else Text(call.result, "green")
