"""What is run: tasks, each one workflow of a caller."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from interop.run.limits import Limit, limits
from interop.run.peers import Peer

CELLS = [
    *("echo", "run", "standalone", "ping", "declined", "declined-run", "failed", "invalid"),
    *("cancel-abandon", "cancel-try-cancel", "cancel-wait-requested", "cancel-wait-completed"),
]
ENCODINGS = ["JSON", "BINARY"]
BY_SAMPLE = {"echo", "run", "standalone"}
FEW = ["limits", "text", "any of well-known types"]
SOME = [
    *("limits", "presence", "infinite", "unknown enum", "maps", "oneof Empty", "text", "any of well-known types"),
    *("null value", "nothing", "proto2 groups", "edition messages"),
]


def chosen(caller: str, handler: str, cell: str, samples: Sequence[str]) -> Sequence[str]:
    """Return the samples of a cell: what reads and writes them is what `echo` with a peer of ours is about."""
    if cell == "standalone":
        return FEW
    between_stock = caller.endswith("-stock") and handler.endswith("-stock")
    return SOME if cell == "run" or between_stock else samples


@dataclass(frozen=True)
class Task:
    """A cell, or one sample of it."""

    caller: str
    handler: str
    cell: str
    encoding: str
    samples: tuple[str, ...] = ()
    limit: Limit | None = field(default=None, compare=False)
    """Why it cannot pass."""

    def __str__(self) -> str:
        which = f" {self.samples[0]!r}" if len(self.samples) == 1 else ""
        return f"{self.caller} calls {self.handler}, {self.cell}{which}, {self.encoding}"

    @property
    def is_loud(self) -> bool:
        """Whether its attempts may open the circuit breaker, so that it needs an endpoint of its own."""
        return self.limit is not None


def plan(peers: Iterable[Peer], cells: Sequence[str], samples: Sequence[str]) -> Iterator[Task]:
    """Yield all tasks."""
    names = [peer.name for peer in peers]
    for caller in names:
        for handler in names:
            for cell in cells:
                for encoding in ENCODINGS:
                    yield from _tasks(caller, handler, cell, encoding, samples)


def _tasks(caller: str, handler: str, cell: str, encoding: str, samples: Sequence[str]) -> Iterator[Task]:
    concerned = limits(caller, handler, cell, encoding)
    whole = [limit for limit in concerned if not limit.samples]
    if cell not in BY_SAMPLE or whole:
        one = tuple(FEW[:1]) if cell in BY_SAMPLE else ()
        yield Task(caller, handler, cell, encoding, one, whole[0] if whole else None)
        return
    wanted = chosen(caller, handler, cell, samples)
    left_out = {name: limit for limit in concerned for name in limit.samples}
    if able := tuple(name for name in wanted if name in samples and name not in left_out):
        yield Task(caller, handler, cell, encoding, able)
    if cell == "echo":  # what holds there holds for the others
        for name, limit in left_out.items():
            if name in samples:
                yield Task(caller, handler, cell, encoding, (name,), limit)
