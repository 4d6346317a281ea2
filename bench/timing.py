"""Measuring two things against each other on a machine that others use too.

Both sides take turns, so that whatever slows the machine slows both; a side's
figure is the median of its turns.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import time
import timeit
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

ONCE = "--once" in sys.argv
"""Measure next to nothing, to see that every measurement still works."""

_TURN_SECONDS = 0.001  # short, so that most turns are undisturbed


class Row(NamedTuple):
    """One line of the table. Times are in seconds."""

    name: str
    ours: float
    theirs: float
    ratio: float
    """Median over pairs of turns, which what disturbs both sides leaves alone."""
    quartiles: tuple[float, float]
    """Of the same: how far to trust it."""
    limit: float


def row(name: str, ours: Sequence[float], theirs: Sequence[float], limit: float) -> Row:
    """The row of turns that were taken in pairs."""
    ratios = [one / other for one, other in zip(ours, theirs, strict=True)]
    low, ratio, high = statistics.quantiles(ratios, n=4)
    return Row(name, statistics.median(ours), statistics.median(theirs), ratio, (low, high), limit)


class Code(NamedTuple):
    """An expression and the names in it."""

    expression: str
    names: Mapping[str, Any]


def calls(name: str, ours: Code, theirs: Code, limit: float, seconds: float = 2.0) -> Row:
    """Measure two expressions in this process, for about so many seconds together."""
    sides = [
        timeit.Timer(code.expression, "import gc; gc.enable()", time.thread_time, globals=dict(code.names))
        for code in (ours, theirs)
    ]
    for side in sides:
        side.timeit(20)  # caches fill, interpreters specialise
    once = [side.timeit(3) / 3 for side in sides]
    numbers = [max(1, round(_TURN_SECONDS / each)) for each in once]
    turns: tuple[list[float], list[float]] = ([], [])
    until = time.monotonic() + (0 if ONCE else seconds)
    while time.monotonic() < until or len(turns[0]) < 10:
        for which in _order(len(turns[0])):
            turns[which].append(sides[which].timeit(numbers[which]) / numbers[which])
    return row(name, *turns, limit)


class Command(NamedTuple):
    """A process: what to run, where, with which input and environment; `succeeds` is whether it must."""

    argv: Sequence[str]
    stdin: bytes = b""
    cwd: str | None = None
    env: Mapping[str, str] | None = None
    succeeds: bool = True


def processes(name: str, ours: Command, theirs: Command, limit: float, rounds: int) -> list[Row]:
    """Measure two commands, wall time and CPU time of all their processes."""
    wall: tuple[list[float], list[float]] = ([], [])
    cpu: tuple[list[float], list[float]] = ([], [])
    for command in (ours, theirs):
        _run(command)  # files are cached, .pyc written
    for turn in range(2 if ONCE else rounds):
        for which in _order(turn):
            took = _run((ours, theirs)[which])
            wall[which].append(took[0])
            cpu[which].append(took[1])
    return [row(f"{name}, wall", *wall, limit), row(f"{name}, CPU", *cpu, limit)]


def cpu_seconds(who: int = resource.RUSAGE_SELF) -> float:
    """User and system time that this process, or its ended children, have taken so far."""
    usage = resource.getrusage(who)
    return usage.ru_utime + usage.ru_stime


def _run(command: Command) -> tuple[float, float]:
    env = {**(command.env or os.environ)}
    env.pop("PYTHONDONTWRITEBYTECODE", None)  # users start from .pyc files
    before, start = cpu_seconds(resource.RUSAGE_CHILDREN), time.perf_counter()
    ended = subprocess.run(command.argv, input=command.stdin, cwd=command.cwd, env=env, capture_output=True)
    took = time.perf_counter() - start
    if command.succeeds and ended.returncode:
        raise RuntimeError(f"{' '.join(command.argv[:3])}: {ended.stderr.decode(errors='replace')[-500:]}")
    return took, cpu_seconds(resource.RUSAGE_CHILDREN) - before


def _order(turn: int) -> tuple[int, int]:
    return (0, 1) if turn % 2 else (1, 0)
