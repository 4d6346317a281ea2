"""`make interop`: the matrix, run now."""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from interop.run import report
from interop.run.peers import PEERS, PeerError
from interop.run.plan import CELLS
from interop.run.whole import EVOLUTION, Whole, run
from protonexus.testing import DevServerError

ALL = [*CELLS, EVOLUTION]
QUIET = 30.0  # seconds; whoever reads a log wants to know that it goes on


def main() -> int:
    """Run what the command line says; returns the exit status."""
    names = [peer.name for peer in PEERS]
    parser = argparse.ArgumentParser(prog="python -m interop.run", description=__doc__)
    parser.add_argument("--peers", type=_listed(names), default=names, metavar="A,B", help=",".join(names))
    parser.add_argument("--cells", type=_listed(ALL), default=ALL, metavar="X,Y", help=",".join(ALL))
    parser.add_argument("--samples", default="", metavar="TEXT", help="only samples with that in their names")
    parser.add_argument("--logs", type=Path, help="a folder that keeps the logs of server and peers")
    given = parser.parse_args()
    with TemporaryDirectory() as temporary:
        logs = given.logs or Path(temporary)
        logs.mkdir(parents=True, exist_ok=True)
        try:
            whole = asyncio.run(_until_told(given.peers, given.cells, given.samples, logs))
        except (PeerError, DevServerError) as err:
            print(f"error: {err}", file=sys.stderr)
            return 1
        except KeyboardInterrupt:
            return 130
        except asyncio.CancelledError:
            return 143
    report.show(whole)
    if (given.peers, given.cells, given.samples) == (names, ALL, "") and not whole.missing:
        report.write(whole)
    return 1 if whole.failures() else 0


async def _until_told(peers: list[str], cells: list[str], samples: str, logs: Path) -> Whole:
    task = asyncio.current_task()
    assert task is not None
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    began = time.monotonic()
    return await run([peer for peer in PEERS if peer.name in peers], cells, logs, _progress(began), samples)


def _progress(began: float) -> Callable[[str], None]:
    said = began

    def say(text: str) -> None:
        nonlocal said
        now = time.monotonic()
        if sys.stderr.isatty():
            print(f"\r\x1b[K{now - began:4.0f} s  {text}", end="", file=sys.stderr, flush=True)
        elif now - said > QUIET:
            said = now
            print(f"{now - began:.0f} s: {text}", file=sys.stderr, flush=True)

    return say


def _listed(known: list[str]) -> Callable[[str], list[str]]:
    def parse(text: str) -> list[str]:
        chosen = text.split(",")
        for name in chosen:
            if name not in known:
                raise argparse.ArgumentTypeError(f"{name!r} is none of {', '.join(known)}")
        return chosen

    return parse


if __name__ == "__main__":
    sys.exit(main())
