"""Rules whose texts quote the values that they refuse, of fields that are marked `debug_redact`."""

from __future__ import annotations

import pytest
from acme.rules.v1.rules_pb2 import Login, PayRequest, PayResponse
from google.protobuf.message import Message

from protonexus._validation import BrokenRules, RuleError, validate

SECRET = "hunter2"
PAYMENTS = {
    "a field": (PayRequest(card=SECRET), "card: [string.pattern]"),
    "a field of a nested message": (PayRequest(login=Login(user="ada", password=SECRET)), "login.password: [login.password]"),
    "a nested message": (PayRequest(login=Login(password=SECRET * 2)), "login: [pay.login]"),
    "a message with a secret deep in it": (PayRequest(login=Login(user=SECRET * 2, password=SECRET * 2)), "[pay.names_differ]"),
    "a map's key": (PayRequest(pins={SECRET: ""}), "pins[*]: [string.max_len]"),
    "an item of a list": (PayRequest(answers=["", SECRET]), "answers[1]: [pay.answer]"),
    "a response": (PayResponse(receipt=SECRET), "receipt: [pay.receipt]"),
}  # fmt: skip


@pytest.mark.parametrize(("message", "said"), PAYMENTS.values(), ids=PAYMENTS)
def test_a_secret_is_not_quoted_but_field_and_rule_are_named(message: Message, said: str) -> None:
    with pytest.raises(BrokenRules) as caught:
        validate(message)
    assert SECRET not in repr((caught.value, caught.value.violations))
    assert said in str(caught.value).removeprefix("breaks the contract's rules: ").split("; ")


def test_an_error_in_evaluating_does_not_quote_it_either() -> None:
    with pytest.raises(RuleError) as caught:
        validate(PayRequest(amount=SECRET))
    assert str(caught.value) == (
        "the rules of acme.rules.v1.PayRequest cannot be evaluated: error evaluating pay.amount"
    )
    assert caught.value.__suppress_context__
