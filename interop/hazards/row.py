"""What a row of the table is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from temporalio.api.common.v1 import Payload

Meaning = Literal["the message", "nothing", "too much", "no message"]
"""What a payload says: the message that is expected, one with nothing set, one that is beyond some readers, or
nothing that may be taken for one."""


@dataclass(frozen=True, eq=False)
class Row:
    """A hostile payload, and whom it is for."""

    kind: Literal["request", "answer", "detail"]
    name: str
    payload: Payload
    means: Meaning = "no message"
    type: str = ""
    """Of the error whose detail it is."""
    heavy: bool = False
    """Whether it may harm what runs beside it, so that it comes last."""

    def __str__(self) -> str:
        return f"{self.kind}: {self.name}"
