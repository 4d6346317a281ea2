"""A contract's rules checked by the runtime, beside protovalidate alone."""

from __future__ import annotations

from collections.abc import Iterator

import contracts
import protovalidate
from timing import Code, Row, calls

from protonexus._validation import validate

LIMIT = 1.1


def measure() -> Iterator[Row]:
    pb = contracts.rules()
    messages = {
        "3 rules": pb.ThreeRules(customer_id="cus-1", amount_cents=42, currency="EUR"),
        "20 rules": pb.TwentyRules(
            customer_id="cus-1", amount_cents=42, currency="EUR", reference="0b7c9a1e-7f3b-4c1e-9a52-0d3e6b1f2a44",
            email="ada@example.com", host="example.com", country="BE", quantity=3, weight_kg=4.5, signature=b"signed",
            tags=["new", "priority"], labels={"source": "newsletter"}, channel="web", related=[17, 23],
        ),
        "3 CEL expressions": pb.ThreeExpressions(customer_id="cus-1", amount_cents=4200, limit_cents=10_000),
    }  # fmt: skip
    bare = protovalidate.Validator().collect_violations
    for name, message in messages.items():
        assert not bare(message) and bare(type(message)())
        yield calls(
            f"validation: {name}",
            Code("validate(message)", {"validate": validate, "message": message}),
            Code("collect_violations(message)", {"collect_violations": bare, "message": message}),
            LIMIT,
        )
