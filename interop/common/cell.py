"""What the runner asks a caller for, what it is told, and how a call's end is put in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

from nexusrpc import HandlerError

LIMIT = timedelta(seconds=20)
SERVICES = {"JSON": "acme.interop.v1.InteropService", "BINARY": "acme.interop.v1.BinaryInteropService"}


@dataclass
class Cell:
    """The argument of InteropCaller."""

    cell: str
    endpoint: str
    encoding: str
    id: str
    samples: list[str] = field(default_factory=list)


@dataclass
class Verdict:
    """Its result."""

    ok: bool
    what: str = ""


class Unexpected(Exception):
    """Not what had to come of a cell."""


def causes(error: BaseException | None) -> Iterator[BaseException]:
    """Yield an error and its causes."""
    while error is not None:
        yield error
        error = error.__cause__


def told(error: BaseException) -> str:
    """Return an error and its causes in one line."""
    return " <- ".join(f"{type(cause).__name__}: {cause}" for cause in causes(error)).replace("\n", " ")[:1500]


def refusal(error: BaseException) -> str:
    """Return the type of the handler's error, else the name of what is there instead."""
    for cause in causes(error):
        if isinstance(cause, HandlerError):
            return cause.type.name
    return type(list(causes(error))[-1]).__name__
