"""`make hazards`: the table, ours beside the stock SDK's in the same run."""

from __future__ import annotations

import argparse
import asyncio
import sys
import time
from contextlib import AsyncExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from hazards.columns import BARE, COLUMNS, OURS, STOCK, Column, column
from hazards.report import TITLES, show
from hazards.run import Runner, cells, complaint
from hazards.table import HAZARDS
from hazards.worker import CALLERS, HANDLERS

from protonexus.testing import dev_server

PATIENCE = 10.0  # seconds that workers may take to end


async def main(only: str, columns: list[str], logs: Path) -> int:
    hazards = [hazard for hazard in HAZARDS if only in hazard.name]
    began = time.monotonic()
    async with dev_server([CALLERS, HANDLERS], log_file=logs / "server.log") as server, AsyncExitStack() as stack:
        started = await asyncio.gather(*(stack.enter_async_context(column(server, name, logs)) for name in columns))
        outcomes = await Runner(server, started).run(cells(hazards, columns))
        show(hazards, columns, outcomes, time.monotonic() - began)
        print(*[await _end(one) for one in started], sep="\n")
    complaints = {cell: complaint(cell, outcome) for cell, outcome in outcomes.items() if cell.column in (OURS, BARE)}
    for cell, text in complaints.items():
        if text:
            print(f"{cell}: {text}", file=sys.stderr)
    return 1 if any(complaints.values()) else 0


async def _end(column: Column) -> str:
    ended = await column.stop(PATIENCE)
    return f"{TITLES[column.name]}: after all this the workers " + (
        "end when asked to" if ended else "do not end when asked to"
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m hazards", description=__doc__)
    parser.add_argument("only", nargs="?", default="", help="a part of the names of the hazards to run")
    parser.add_argument("--columns", nargs="+", choices=COLUMNS, default=[OURS, BARE, STOCK])
    parser.add_argument("--logs", type=Path, help="a folder that keeps the logs")
    given = parser.parse_args()
    with TemporaryDirectory() as temporary:
        sys.exit(asyncio.run(main(given.only, given.columns, given.logs or Path(temporary))))
