"""What became of a call."""

from __future__ import annotations

from dataclasses import dataclass

from interop.hazards.row import Row

HARMFUL = ("WRONG", "LOOP", "WEDGED", "SILENT")
REFUSED = "BAD_REQUEST"


@dataclass(frozen=True)
class Outcome:
    """One cell of the table."""

    text: str
    attempts: int = 1

    @property
    def is_harmful(self) -> bool:
        """Whether somebody hangs, loops, or takes one thing for another in silence."""
        return self.text.startswith(HARMFUL)

    def __str__(self) -> str:
        return f"{self.text} ({self.attempts} attempts)" if self.attempts > 1 else self.text


def of_request(row: Row, ended: str, attempts: int) -> Outcome:
    """Judge what a handler did; `ended` is OK, READ or the error's name."""
    if ended not in ("OK", "READ"):
        return Outcome(ended, attempts)
    if row.means == "no message" or (row.means == "the message" and ended == "READ"):
        return Outcome("WRONG: the handler runs", attempts)
    return Outcome("OK", attempts)


def of_answer(row: Row, what: str, attempts: int) -> Outcome:
    """Judge what a caller says: OK, DECLINED, WRONG and a class, or an error."""
    if what in ("OK", "DECLINED") and row.means == "no message":
        return Outcome(f"WRONG: {what}", attempts)
    return Outcome(what.partition(":")[0] if not what.startswith("WRONG") else what, attempts)


def complaint(row: Row, outcome: Outcome) -> str:
    """Return what is wrong with an outcome of ours; empty if nothing is."""
    if outcome.is_harmful or outcome.attempts > 1:
        return str(outcome)
    allowed = {"the message": ("OK",), "nothing": ("OK",), "too much": ("OK", REFUSED), "no message": (REFUSED,)}
    if row.kind == "request" and outcome.text not in allowed[row.means]:
        return f"{outcome} instead of {' or '.join(allowed[row.means])}"
    if row.kind == "answer" and row.means in ("the message", "nothing") and outcome.text != "OK":
        return f"{outcome} instead of OK"
    if row.kind == "detail" and row.means == "the message" and outcome.text != "DECLINED":
        return f"{outcome} instead of DECLINED"
    return ""
