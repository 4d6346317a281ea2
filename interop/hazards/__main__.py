"""`python -m interop.hazards`: hostile payloads against every peer, handler and caller side, one column a peer."""

from __future__ import annotations

import argparse
import asyncio
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text

from interop.hazards import page
from interop.hazards.judge import HARMFUL
from interop.hazards.run import Cell, Table, run
from interop.hazards.table import ROWS
from interop.run.peers import PEERS, PeerError
from protonexus.testing import DevServerError

WIDTH = 200


def main() -> int:
    """Run what the command line says; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m interop.hazards", description=__doc__)
    parser.add_argument("only", nargs="?", default="", help="a part of the names of the rows to run")
    parser.add_argument("--peers", default=",".join(peer.name for peer in PEERS), metavar="A,B")
    parser.add_argument("--logs", type=Path, help="a folder that keeps the logs of server and peers")
    given = parser.parse_args()
    rows = [row for row in ROWS if given.only in str(row)]
    peers = [peer for peer in PEERS if peer.name in given.peers.split(",")]
    with TemporaryDirectory() as temporary:
        logs = given.logs or Path(temporary)
        logs.mkdir(parents=True, exist_ok=True)
        try:
            table = asyncio.run(run(peers, rows, logs))
        except (PeerError, DevServerError) as err:
            print(f"error: {err}", file=sys.stderr)
            return 1
        except KeyboardInterrupt:
            return 130
    _show(table)
    if (rows, peers) == (ROWS, PEERS) and not table.missing:
        page.write(table)
    return 1 if table.complaints() else 0


def _show(table: Table) -> None:
    console = Console(width=WIDTH)
    names = [peer.name for peer in table.peers]
    grid = Grid("hazard", *names)
    for row in dict.fromkeys(cell.row for cell in table.outcomes):
        texts = [str(table.outcomes[Cell(row, name)]) for name in names]
        grid.add_row(str(row), *(Text(text, style="red" if text.startswith(HARMFUL) else "") for text in texts))
    console.print(grid)
    print(*page.totals(table), *table.missing.values(), *table.complaints(), sep="\n")
    print(f"{len(table.outcomes)} calls in {table.seconds:.0f} s")


if __name__ == "__main__":
    sys.exit(main())
