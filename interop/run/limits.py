"""What stock SDKs cannot do: each entry is checked, and fails the run once it no longer applies."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Limit:
    """A reason, and the cells that it concerns; none of them may pass."""

    why: str
    cells: frozenset[str]
    samples: frozenset[str] = frozenset()
    """Empty: the cell as a whole."""
    callers: frozenset[str] = frozenset()
    """Empty: all."""
    handlers: frozenset[str] = frozenset()
    """Empty: all."""
    encodings: frozenset[str] = frozenset({"JSON", "BINARY"})

    def concerns(self, caller: str, handler: str, cell: str, encoding: str) -> bool:
        """Whether it is about this cell, some of its samples or all of it."""
        return (
            cell in self.cells
            and encoding in self.encodings
            and (not self.callers or caller in self.callers)
            and (not self.handlers or handler in self.handlers)
        )


PYTHON, PYTHON_STOCK = frozenset({"python"}), frozenset({"python-stock"})
GO = frozenset({"go", "go-stock"})
JSON = frozenset({"JSON"})
BY_SAMPLE = frozenset({"echo", "run", "standalone"})
TYPESCRIPT = frozenset({"typescript"})
TYPESCRIPT_STOCK = frozenset({"typescript-stock"})
JAVA = frozenset({"java-stock"})
LARGEST_FLOAT = (
    "the JSON parsers of stock Python and protobufjs refuse the largest float as others write it, 3.4028235e+38"
)
ALL = PYTHON | PYTHON_STOCK | GO | TYPESCRIPT | TYPESCRIPT_STOCK | JAVA
SIGNED = ALL - {"go"}
"""To whose comparison -0.0 is not 0.0."""

MINUS_ZERO = "-0.0 is `-0` in Go's JSON, which is the integer 0 to stock Python's"
MINUS_ZERO_IN_JAVASCRIPT = "-0.0 is 0 in the JSON that JavaScript writes"
MINUS_ZERO_IN_JAVA = "-0.0 in JSON is 0 to protobuf's JSON parser for Java"

LIMITS = [
    Limit(MINUS_ZERO, BY_SAMPLE, frozenset({"minus zero"}), callers=PYTHON_STOCK, handlers=GO, encodings=JSON),
    Limit(MINUS_ZERO, BY_SAMPLE, frozenset({"minus zero"}), callers=GO, handlers=PYTHON_STOCK, encodings=JSON),
    *(
        Limit(LARGEST_FLOAT, BY_SAMPLE, frozenset({"largest float"}), callers, handlers, encodings=JSON)
        for callers, handlers in (
            (PYTHON_STOCK, ALL - TYPESCRIPT),  # protobuf-es writes all digits
            (ALL - TYPESCRIPT, PYTHON_STOCK),
            (TYPESCRIPT_STOCK, GO | PYTHON),
            (GO | PYTHON, TYPESCRIPT_STOCK),
        )
    ),
    *(
        Limit(MINUS_ZERO_IN_JAVASCRIPT, BY_SAMPLE, frozenset({"minus zero"}), callers, handlers, encodings=JSON)
        for callers, handlers in (
            (TYPESCRIPT, SIGNED),
            (SIGNED, TYPESCRIPT),
            (TYPESCRIPT_STOCK, frozenset[str]()),
            (frozenset[str](), TYPESCRIPT_STOCK),
        )
    ),
    Limit(MINUS_ZERO_IN_JAVA, BY_SAMPLE, frozenset({"minus zero"}), callers=JAVA, encodings=JSON),
    Limit(MINUS_ZERO_IN_JAVA, BY_SAMPLE, frozenset({"minus zero"}), handlers=JAVA, encodings=JSON),
    Limit(
        "a stock Java handler that cannot read a request has it retried until the timeout, and never says BAD_REQUEST",
        frozenset({"invalid"}),
        handlers=JAVA,
    ),
]


def limits(caller: str, handler: str, cell: str, encoding: str) -> list[Limit]:
    """Return those that concern a cell."""
    return [limit for limit in LIMITS if limit.concerns(caller, handler, cell, encoding)]
