"""What breaks a rule, and how it is said."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from acme.rules.v1.imported_pb2 import InviteRequest
from acme.rules.v1.parts_pb2 import Address, Guest
from acme.rules.v1.rules_pb2 import BookRequest, GrowRequest, MisruleRequest, MisruleResponse, Tree
from google.protobuf.any_pb2 import Any as AnyMessage
from google.protobuf.duration_pb2 import Duration
from google.protobuf.empty_pb2 import Empty
from google.protobuf.field_mask_pb2 import FieldMask
from google.protobuf.message import Message
from google.protobuf.wrappers_pb2 import StringValue
from validation.bookings import address, booking

from protonexus._validation import BrokenRules, RuleError, Violation, validate

SHORT = "must be at least 2 characters"
BROKEN: dict[str, tuple[dict[str, Any], str]] = {
    "string format": ({"reference": "x"}, "reference: must be a valid UUID [string.uuid]"),
    "string length": ({"name": "A"}, f"name: {SHORT} [string.min_len]"),
    "string pattern": ({"name": " Ada"}, "name: does not match regex pattern `^[^ ]` [string.pattern]"),
    "string in": ({"language": "en"}, "language: must be in list [de, fr] [string.in]"),
    "number in a range": (
        {"seats": 13, "guests": [Guest(name="Bo")] * 13},
        "seats: must be greater than or equal to 1 and less than or equal to 12 [int32.gte_lte]",
    ),
    "number": ({"price_cents": 0}, "price_cents: must be greater than 0 [int64.gt]"),
    "not a number": (
        {"discount": float("nan")},
        "discount: must be greater than or equal to 0 and less than 1 [double.gte_lt]; "
        "discount: must be finite [double.finite]",
    ),
    "bytes": ({"signature": b"x"}, "signature: must be 4 bytes [bytes.len]"),
    "enum": ({"channel": 0}, "channel: must not be in list [0] [enum.not_in]"),
    "unknown enum value": ({"channel": 9}, "channel: value must be one of the defined enum values [enum.defined_only]"),
    "repeated": ({"rows": []}, "rows: must contain at least 1 item(s) [repeated.min_items]"),
    "repeated items": ({"rows": ["A", "b"]}, "rows[1]: does not match regex pattern `^[A-Z]$` [string.pattern]"),
    "map key": ({"labels": {"a": "x"}}, f"labels[*]: key {SHORT} [string.min_len]"),
    "map value": ({"labels": {"ab": "123456789"}}, "labels[*]: must be at most 8 characters [string.max_len]"),
    "nested message": (
        {"guests": [Guest(name="Bo"), Guest(name="Al", home=Address(city="X", country="BE"))]},
        f"guests[1].home.city: {SHORT} [string.min_len]",
    ),
    "required": ({"address": None}, "address: value is required [required]"),
    "oneof required": ({"phone": None}, "contact: exactly one field is required in oneof [required]"),
    "oneof of a rule": (
        {"voucher": "v", "invoice": "i"},
        "only one of voucher, invoice can be set [message.oneof]",
    ),
    "CEL of a message": ({"seats": 3}, "as many seats as guests [book.seats]"),
    "CEL of a field": ({"table": 3}, "table: must be even, not 3 [book.table]"),
    "predefined": ({"code": "a"}, "code: must be upper-case letters and digits [string.upper_case]"),
    "well-known message": ({"length": Duration(seconds=9)}, "length: must be greater than 60s [duration.gt]"),
    "wrapper": ({"nickname": StringValue(value="x")}, f"nickname: {SHORT} [string.min_len]"),
    "Any": ({"attachment": AnyMessage(type_url="x")}, "attachment: type URL must be in the allow list [any.in]"),
    "field mask": ({"mask": FieldMask(paths=["x"])}, "mask: must only contain paths in [seats] [field_mask.in]"),
    "ignored if zero": ({"hall": "x"}, "hall: must be at least 3 characters [string.min_len]"),
}


def broken_by(message: Message) -> tuple[Violation, ...]:
    with pytest.raises(BrokenRules) as caught:
        validate(message)
    return caught.value.violations


@pytest.mark.parametrize(("changes", "said"), BROKEN.values(), ids=BROKEN)
def test_each_kind_of_rule_names_field_rule_and_reason(changes: dict[str, Any], said: str) -> None:
    validate(booking())
    with pytest.raises(BrokenRules) as caught:
        validate(booking(**changes))
    assert str(caught.value) == f"breaks the contract's rules: {said}"


def test_all_that_are_broken_are_named_at_once() -> None:
    some = ("string length", "bytes", "nested message", "CEL of a field", "predefined", "oneof of a rule")
    more = ("wrapper", "Any", "field mask", "well-known message", "ignored if zero")
    together = {name: value for kind in (*some, *more) for name, value in BROKEN[kind][0].items()}
    every = broken_by(BookRequest(**together))
    assert len(every) >= 20
    assert len({violation.field for violation in every}) >= 18


def test_a_message_without_rules_of_its_own_is_checked_by_those_of_an_imported_file() -> None:
    validate(InviteRequest(guest=Guest(name="Bo", home=address())))
    assert broken_by(InviteRequest(guest=Guest(name="x"))) == (("guest.name", "string.min_len", SHORT),)


def test_an_any_keeps_its_content_to_itself() -> None:
    inside = AnyMessage()
    inside.Pack(Duration(seconds=-1))
    validate(booking(attachment=inside))
    validate(Empty())


def test_a_message_in_itself_is_checked_at_every_level() -> None:
    root = Tree(name="0")
    leaf = root
    for level in range(1, 60):
        leaf = leaf.branches.add(name=str(level))
    validate(GrowRequest(tree=root))
    leaf.branches.add()
    (violation,) = broken_by(GrowRequest(tree=root))
    assert violation.field == "tree" + ".branches[0]" * 60 + ".name"


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        (MisruleRequest(text="x"), "failed to compile expression misrule.text: "),
        (MisruleResponse(number=0), "error evaluating misrule.number: modulus by zero"),
    ],
)
def test_a_rule_that_cannot_be_evaluated_is_one_line_each_time(message: Message, reason: str) -> None:
    for _ in range(2):
        with pytest.raises(RuleError) as caught:
            validate(message)
        assert str(caught.value).startswith(
            f"the rules of {message.DESCRIPTOR.full_name} cannot be evaluated: {reason}"
        )
        assert "\n" not in str(caught.value)


def test_a_message_deeper_than_a_peer_could_read_is_refused() -> None:
    leaf = (deep := GrowRequest(tree=Tree(name="root"))).tree
    for _ in range(300):
        leaf = leaf.branches.add(name="x")
    with pytest.raises(RuleError, match=r"^the rules of acme\.rules\.v1\.GrowRequest cannot be evaluated: "):
        validate(deep)


def test_threads_check_at_once() -> None:
    def check(number: int) -> int:
        validate(booking())
        return len(broken_by(booking(table=2 * number + 1)))

    with ThreadPoolExecutor(8) as threads:
        assert set(threads.map(check, range(400))) == {1}
