"""Whatever a peer puts under a declared error's type name, the call fails at once, and nobody hangs."""

from __future__ import annotations

from collections.abc import AsyncGenerator

import pytest
from acme.errors.v1.bank_nexus import BankServiceStandaloneClient
from acme.errors.v1.bank_pb2 import Burgled, Overdrawn, WithdrawRequest
from acme.kitchen.v1.everything_pb2 import Everything
from declared.callers import Withdraw
from declared.raw import RawBank, Sent
from declared.scene import scene
from google.protobuf.wrappers_pb2 import BytesValue
from live.world import World, events, unique
from nexusrpc import HandlerError, OperationError
from runtime.payloads import binary, payload
from temporalio.client import NexusOperationFailureError
from temporalio.common import RawValue

from protonexus import DeclaredError, OperationCallError
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


@pytest.fixture(scope="module")
def handler() -> RawBank:
    return RawBank({**ALL, **FITTING})


@pytest.fixture(scope="module")
async def bank(server: DevServer, handler: RawBank) -> AsyncGenerator[World]:
    async with scene(server, handler) as running:
        yield running
    assert set(handler.attempts.values()) == {1}


@pytest.fixture(scope="module")
async def without_plugin(server: DevServer, handler: RawBank) -> AsyncGenerator[World]:
    async with scene(server, handler, plugins=()) as running:
        yield running


async def check_workflow(bank: World, sent: str) -> None:
    handle = await bank.start(Withdraw.run, "call", WithdrawRequest(error=sent))
    caught = await handle.result()
    assert caught.error == "temporalio.exceptions.NexusOperationError"
    assert caught.causes
    assert caught.causes[-1] == f"ApplicationError: {ALL[sent].kind}: broke"
    assert not await events(handle, "workflow_task_failed")


@each
async def test_a_workflow_catches_an_ordinary_error(bank: World, sent: str) -> None:
    await check_workflow(bank, sent)


@pytest.mark.parametrize("sent", READABLE)
async def test_without_the_plugin_too_if_the_sdk_can_read_it(without_plugin: World, sent: str) -> None:
    await check_workflow(without_plugin, sent)


@each
async def test_ordinary_code_catches_an_ordinary_error(bank: World, sent: str) -> None:
    client = BankServiceStandaloneClient(bank.orders, bank.endpoint)
    with pytest.raises(NexusOperationFailureError) as caught:
        await client.withdraw(WithdrawRequest(error=sent), id=unique("x"))
    assert not isinstance(caught.value, DeclaredError | OperationCallError)


@each
async def test_ordinary_code_without_the_plugin_catches_an_error_of_the_call(without_plugin: World, sent: str) -> None:
    client = BankServiceStandaloneClient(without_plugin.orders, without_plugin.endpoint)
    with pytest.raises(NexusOperationFailureError) as caught:
        await client.withdraw(WithdrawRequest(error=sent), id=unique("x"))
    assert not isinstance(caught.value, DeclaredError)


@pytest.mark.parametrize("sent", FITTING)
async def test_a_peer_without_our_code_raises_a_declared_error(bank: World, sent: str) -> None:
    caught = await bank.execute(Withdraw.run, "start", WithdrawRequest(error=sent))
    assert (caught.at, caught.error, caught.text) == ("start", "acme.errors.v1.bank_nexus.OverdrawnError", "broke")
    assert Overdrawn.FromString(caught.detail).missing_cents == 5
