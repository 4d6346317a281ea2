"""`make bench`: every measurement, in one table. `python bench/run.py startup imports` makes some of them."""

from __future__ import annotations

import importlib
import os
import platform
import sys
import time

from timing import Row

MEASUREMENTS = ("startup", "generation", "imports", "operations", "languages", "conversion", "validation")


def main(chosen: list[str]) -> None:
    if unknown := set(chosen) - set(MEASUREMENTS):
        sys.exit(f"bench: no measurement {', '.join(sorted(unknown))}; there are {', '.join(MEASUREMENTS)}")
    began = time.monotonic()
    print(_machine())
    print(f"\n{'':46}{'ours':>10}{'theirs':>11}{'ratio':>8}  {'quartiles':11}  limit")
    for name in chosen or MEASUREMENTS:
        for row in importlib.import_module(name).measure():
            print(_line(row), flush=True)
    print(f"\n{time.monotonic() - began:.0f} s; load afterwards {_load()}. How to read it: bench/README.md")


def _machine() -> str:
    from importlib.metadata import version

    versions = ", ".join(f"{name} {version(name)}" for name in ("temporalio", "protobuf", "protovalidate"))
    return (
        f"Python {platform.python_version()} on {platform.system()} {platform.machine()}, "
        f"{os.cpu_count()} cores; {versions}; load {_load()}"
    )


def _load() -> str:
    return f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"


def _line(row: Row) -> str:
    low, high = (f"{quartile:.2f}" for quartile in row.quartiles)
    line = f"{row.name:46}{_time(row.ours):>10}{_time(row.theirs):>11}{row.ratio:8.2f}  {low}-{high}    {row.limit:.2f}"
    return line + ("  over" if row.ratio > row.limit else "")


def _time(seconds: float) -> str:
    for unit, scale in (("s", 1.0), ("ms", 1e-3), ("us", 1e-6)):
        if seconds >= scale:
            return f"{seconds / scale:.4g} {unit}"
    return f"{seconds / 1e-9:.4g} ns"


if __name__ == "__main__":
    main([name for name in sys.argv[1:] if name != "--once"])
