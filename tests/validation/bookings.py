"""Messages of acme/rules/v1/rules.proto that keep every rule."""

from __future__ import annotations

from typing import Any

from acme.rules.v1.parts_pb2 import Address, Guest
from acme.rules.v1.rules_pb2 import CHANNEL_WEB, BookRequest, BookResponse
from google.protobuf.duration_pb2 import Duration

TICKET = BookResponse(ticket="T-1", seats=2)


def booking(**changes: Any) -> BookRequest:
    """A booking that keeps every rule, but for these fields; None leaves one out."""
    given: dict[str, Any] = {
        "reference": "0b7c9a1e-7f3b-4c1e-9a52-0d3e6b1f2a44",
        "email": "ada@example.com",
        "name": "Ada",
        "language": "fr",
        "seats": 2,
        "price_cents": 4200,
        "discount": 0.5,
        "signature": b"sign",
        "channel": CHANNEL_WEB,
        "rows": ["A", "B"],
        "labels": {"from": "letter"},
        "guests": [Guest(name="Grace", home=address()), Guest(name="Edith")],
        "address": address(),
        "phone": "1234",
        "length": Duration(seconds=90),
        "table": 4,
        "code": "A1",
    }
    return BookRequest(**{name: value for name, value in (given | changes).items() if value is not None})


def address() -> Address:
    return Address(city="Bruxelles", country="BE")
