"""Whatever a peer puts under a declared error's type name, the call fails at once, and nobody hangs."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

import pytest
from acme.errors.v1.bank_nexus import BankServiceStandaloneClient, OverdrawnError
from acme.errors.v1.bank_pb2 import Burgled, Overdrawn, WithdrawRequest, WithdrawResponse
from acme.kitchen.v1.everything_pb2 import Everything
from declared.callers import Caught, Withdraw
from declared.raw import RawBank, Sent
from declared.scene import PLUGIN, scene
from google.protobuf.wrappers_pb2 import BytesValue
from live.world import events, unique
from nexusrpc import HandlerError, OperationError
from runtime.payloads import binary, payload
from temporalio.client import NexusOperationFailureError
from temporalio.common import RawValue

from protonexus import DeclaredError, OperationCallError, ProtoNexusPlugin
from protonexus.testing import DevServer

OVERDRAWN = "acme.errors.v1.Overdrawn"
AUDITED = "acme.errors.v1.Audited"


def deep() -> bytes:
    """An Audited whose finding has 200 others in each other, which no message class would build."""
    message = b""
    for _ in range(200):
        message = b"\xca\x01" + Everything(some_bytes=message).SerializeToString()[1:]  # the tag of `inner` instead
    return BytesValue(value=message).SerializeToString()


# What the SDK's own converter can read.
READABLE: dict[str, Sent] = {
    "no detail": Sent(OVERDRAWN, []),
    "garbage": Sent(OVERDRAWN, [b"\xff\xff"]),
    "a truncated message": Sent(OVERDRAWN, [b"\x08"]),
    "another wire type": Sent(OVERDRAWN, [b"\x12\x01\x08"]),
    "bad UTF-8": Sent("acme.errors.v1.CardDeclined", [b"\x0a\x01\xff"]),
    "deep nesting": Sent(AUDITED, [deep()]),
    "a string": Sent(OVERDRAWN, ["text"]),
    "a dict": Sent(OVERDRAWN, [{"missingCents": 5}]),
    "a number": Sent(OVERDRAWN, [5]),
    "null": Sent(OVERDRAWN, [None]),
    "another message": Sent(OVERDRAWN, [Burgled(by="x")]),
    "the message in JSON": Sent(OVERDRAWN, [Overdrawn(missing_cents=5)]),
    "the message in binary": Sent(OVERDRAWN, [RawValue(binary(Overdrawn(missing_cents=5)))]),
    "an array for a message": Sent(OVERDRAWN, [RawValue(payload("[]", type_name=OVERDRAWN))]),
    "two details": Sent(OVERDRAWN, [b"", b""]),
    "a detail and more": Sent(OVERDRAWN, [Overdrawn(missing_cents=1).SerializeToString(), "more"]),
    "a lower-case type": Sent(OVERDRAWN.lower(), [b""]),
    "its short name as type": Sent("Overdrawn", [b""]),
    "a URL as type": Sent(f"type.googleapis.com/{OVERDRAWN}", [b""]),
}
# What it cannot: with it, a caller's workflow task fails for ever.
UNREADABLE: dict[str, Sent] = {
    "an unknown message": Sent(OVERDRAWN, [RawValue(payload("{}", type_name="acme.unknown.v1.Message"))]),
    "a damaged message": Sent(OVERDRAWN, [RawValue(payload(b"\xff\xff", "binary/protobuf", OVERDRAWN))]),
    "another message of an unknown field": Sent(OVERDRAWN, [RawValue(payload('{"x":1}', type_name="acme.errors.v1.Burgled"))]),
    "an unknown encoding": Sent(OVERDRAWN, [RawValue(payload(b"x", "binary/martian"))]),
    "no encoding": Sent(OVERDRAWN, [RawValue(payload(b"x", ""))]),
    "a detail and garbage": Sent(OVERDRAWN, [b"", RawValue(payload(b"{", "json/plain"))]),
    "a detail under another type": Sent(OVERDRAWN, [RawValue(binary(Burgled(by="x")))]),
}  # fmt: skip
FITTING: dict[str, Sent] = {
    "bytes": Sent(OVERDRAWN, [Overdrawn(missing_cents=5).SerializeToString()]),
    "bytes in an OperationError": Sent(OVERDRAWN, [Overdrawn(missing_cents=5).SerializeToString()], OperationError),
    "bytes in a HandlerError": Sent(OVERDRAWN, [Overdrawn(missing_cents=5).SerializeToString()], HandlerError),
    "bytes with unknown fields": Sent(OVERDRAWN, [Overdrawn(missing_cents=5).SerializeToString() + b"\xfa\x01\x01x"]),
}
ALL = {**READABLE, **UNREADABLE}
each = pytest.mark.parametrize("sent", ALL)


@dataclass
class Outcomes:
    """What became of a call of each kind, by kind; all ran at once."""

    in_workflows: Mapping[str, Caught]
    tasks_failed: Mapping[str, int]
    elsewhere: Mapping[str, BaseException | WithdrawResponse]
    attempts: Counter[str]


@pytest.fixture(scope="module")
async def outcomes(server: DevServer) -> Outcomes:
    return await run(server, PLUGIN, [*ALL, *FITTING])


@pytest.fixture(scope="module")
async def without_plugin(server: DevServer) -> Outcomes:
    return await run(server, (), [*READABLE, *FITTING])


async def run(server: DevServer, plugins: Sequence[ProtoNexusPlugin], in_workflows: Sequence[str]) -> Outcomes:
    handler = RawBank({**ALL, **FITTING})
    async with scene(server, handler, plugins=plugins) as bank:
        limit = timedelta(seconds=20)
        client = BankServiceStandaloneClient(bank.orders, bank.endpoint, schedule_to_close_timeout=limit)
        handles = [await bank.start(Withdraw.run, "call", WithdrawRequest(error=sent)) for sent in in_workflows]
        calls = (client.withdraw(WithdrawRequest(error=sent), id=unique("x")) for sent in handler.errors)
        elsewhere = await asyncio.gather(*calls, return_exceptions=True)
        caught = await asyncio.gather(*(handle.result() for handle in handles))
        failed = [len(await events(handle, "workflow_task_failed")) for handle in handles]
    return Outcomes(
        dict(zip(in_workflows, caught, strict=True)),
        dict(zip(in_workflows, failed, strict=True)),
        dict(zip(handler.errors, elsewhere, strict=True)),
        handler.attempts,
    )


def check_workflow(outcomes: Outcomes, sent: str) -> None:
    caught = outcomes.in_workflows[sent]
    assert caught.error == "temporalio.exceptions.NexusOperationError"
    assert caught.causes
    assert caught.causes[-1] == f"ApplicationError: {ALL[sent].kind}: broke"
    assert not outcomes.tasks_failed[sent]


@each
def test_a_workflow_catches_an_ordinary_error(outcomes: Outcomes, sent: str) -> None:
    check_workflow(outcomes, sent)


@pytest.mark.parametrize("sent", READABLE)
def test_without_the_plugin_too_if_the_sdk_can_read_it(without_plugin: Outcomes, sent: str) -> None:
    check_workflow(without_plugin, sent)


@each
def test_ordinary_code_catches_an_ordinary_error(outcomes: Outcomes, sent: str) -> None:
    error = outcomes.elsewhere[sent]
    assert isinstance(error, NexusOperationFailureError)
    assert not isinstance(error, DeclaredError | OperationCallError)


@each
def test_ordinary_code_without_the_plugin_catches_an_error_of_the_call(without_plugin: Outcomes, sent: str) -> None:
    error = without_plugin.elsewhere[sent]
    assert isinstance(error, NexusOperationFailureError)
    assert not isinstance(error, DeclaredError)


@pytest.mark.parametrize("sent", FITTING)
def test_a_peer_without_our_code_raises_a_declared_error(
    outcomes: Outcomes, without_plugin: Outcomes, sent: str
) -> None:
    for found in (outcomes, without_plugin):
        caught, error = found.in_workflows[sent], found.elsewhere[sent]
        assert (caught.error, caught.text) == ("acme.errors.v1.bank_nexus.OverdrawnError", "broke")
        assert Overdrawn.FromString(caught.detail).missing_cents == 5
        assert isinstance(error, OverdrawnError)
        assert error.detail.missing_cents == 5


def test_no_call_is_made_twice(outcomes: Outcomes, without_plugin: Outcomes) -> None:
    assert set(outcomes.attempts.values()) == set(without_plugin.attempts.values()) == {1}
