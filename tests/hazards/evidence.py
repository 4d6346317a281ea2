"""What became of a call, from what was seen of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any, TypeAlias

from google.protobuf.message import Message
from nexusrpc import HandlerError
from temporalio.exceptions import ApplicationError, FailureError
from temporalio.service import RPCError

Evidence: TypeAlias = dict[str, Any]
"""What the caller saw, as JSON: the kind of value, and what the handler says it was `given`; or an `error`."""


class Kind(Enum):
    OK = "OK"
    ERROR = "error"
    """One that callers catch as a failure."""
    RAISES = "raises"
    """In workflow code, an exception that is no failure: uncaught it fails the workflow task, for ever."""
    WRONG = "WRONG"
    """Something else than was sent, and nobody notices."""
    WEDGED = "WEDGED"
    """The caller's workflow task fails, and again."""
    LOOP = "LOOP"
    """Retried, and again."""
    BREAKER = "BREAKER"
    """The circuit breaker opens, for all callers of the endpoint in the namespace."""
    KILLED = "KILLED"
    """The server terminates the caller's workflow."""
    SILENT = "SILENT"
    """Nothing, though a healthy call that began later was answered."""


@dataclass(frozen=True)
class Outcome:
    kind: Kind
    text: str
    attempts: int
    seconds: float
    workflow_id: str = ""

    @property
    def is_harmless(self) -> bool:
        return self.kind in (Kind.OK, Kind.ERROR)

    def __str__(self) -> str:
        words = [] if self.kind is Kind.ERROR else [self.kind.value]
        words += [self.text] if self.text else []
        words += [f"({self.attempts} attempts)"] if self.attempts > 1 else []
        return " ".join(words)


def kind_of(value: object) -> str:
    return value.DESCRIPTOR.full_name if isinstance(value, Message) else type(value).__name__


def of_result(value: object) -> Evidence:
    return {"kind": kind_of(value), "given": getattr(value, "given", "") if isinstance(value, Message) else ""}


def of_error(error: BaseException) -> Evidence:
    chain: list[str] = []
    at: BaseException | None = error
    while at is not None and len(chain) < 6:
        chain.append(_named(at))
        at = at.__cause__
    return {"error": chain, "is_failure": isinstance(error, FailureError)}


def judge(seen: Evidence, attempts: int, seconds: float, *, refuse: bool, workflow_id: str = "") -> Outcome:
    """What a call that has ended led to."""
    kind, text = _judged(seen, refuse, in_workflow=bool(workflow_id))
    return Outcome(kind, text, attempts, seconds, workflow_id)


def _judged(seen: Evidence, refuse: bool, in_workflow: bool) -> tuple[Kind, str]:
    if in_workflow and seen.get("error", [""])[0] == "TerminatedError":
        return Kind.KILLED, "the server terminates the workflow"
    if "error" in seen:
        # The SDK wraps what says something in an error of the operation, which does not.
        told = [name for name in seen["error"] if not name.startswith(("NexusOperation", "ApplicationError(Operation"))]
        kind = Kind.RAISES if in_workflow and not seen["is_failure"] else Kind.ERROR
        return kind, " < ".join((told or seen["error"][-1:])[:2])
    if not seen["kind"].endswith("Response"):
        return Kind.WRONG, f"caller gets {_short(seen['kind'])}"
    if seen["given"] and not seen["given"].endswith("Request"):
        return Kind.WRONG, f"handler gets {_short(seen['given'])}"
    if refuse:
        return Kind.WRONG, seen.get("why", "read as another value")
    return Kind.OK, ""


def _short(name: str) -> str:
    return name.rpartition(".")[2]


def _named(error: BaseException) -> str:
    name = type(error).__name__
    if isinstance(error, HandlerError):
        return f"{name}({error.type.name})"
    if type(error) is ApplicationError and error.type:
        return f"{name}({_short(error.type)})"
    return f"{name}({error.status.name})" if isinstance(error, RPCError) else name
