"""What a contract does not declare stays an ordinary error, and an error of the next hop is no error of this operation."""

from __future__ import annotations

from collections.abc import AsyncGenerator

import pytest
from acme.errors.v1 import bank_nexus
from acme.errors.v1.bank_nexus import (
    AccountLockedError,
    BankServiceStandaloneClient,
    CardDeclinedError,
    CardDeclinedError_,
    OverdrawnError,
)
from acme.errors.v1.bank_pb2 import AccountLocked, Burgled, CardDeclined, Overdrawn, TransferRequest, WithdrawRequest
from acme.payments.v1 import payments_pb2
from declared.bank import Bank, to_fail_with
from declared.callers import Caught, Transfer, Withdraw
from declared.raw import RawBank, Sent
from declared.scene import scene
from google.protobuf.message import Message
from live.world import World, events, unique
from temporalio.client import NexusOperationFailureError

from protonexus import DeclaredError
from protonexus.testing import DevServer


@pytest.fixture(scope="module")
async def bank(server: DevServer) -> AsyncGenerator[World]:
    async with scene(server, Bank()) as running:
        yield running


@pytest.fixture(scope="module")
async def elsewhere(server: DevServer) -> AsyncGenerator[World]:
    """Another bank; a handler that calls its own task queue often waits until its request times out."""
    async with scene(server, Bank()) as running:
        yield running


def through(elsewhere: World, detail: Message, *, by: str, withdrawn_by: str) -> TransferRequest:
    return TransferRequest(endpoint=elsewhere.endpoint, withdrawal=to_fail_with(detail, by=withdrawn_by), by=by)


@pytest.mark.parametrize("how", ["call", "start"])
async def test_what_is_declared_for_the_service_is_declared_for_its_operations(bank: World, how: str) -> None:
    detail = AccountLocked(by="me")
    caught = await bank.execute(Withdraw.run, how, to_fail_with(detail))
    assert caught == Caught(
        how, "acme.errors.v1.bank_nexus.AccountLockedError", "AccountLocked", detail.SerializeToString()
    )
    client = BankServiceStandaloneClient(bank.orders, bank.endpoint)
    with pytest.raises(AccountLockedError):
        await client.withdraw(to_fail_with(detail, by="workflow"), id=unique("x"))


@pytest.mark.parametrize("by", ["handler", "workflow"])
async def test_errors_of_one_name_from_two_packages_are_two_errors(bank: World, by: str) -> None:
    client = BankServiceStandaloneClient(bank.orders, bank.endpoint)
    ours, theirs = CardDeclined(issuer="i"), payments_pb2.CardDeclined(reason="r")
    with pytest.raises(CardDeclinedError) as caught:
        await client.withdraw(to_fail_with(ours, by=by), id=unique("x"))
    assert caught.value.detail == ours
    with pytest.raises(CardDeclinedError_) as caught_:
        await client.withdraw(to_fail_with(theirs, by=by), id=unique("x"))
    assert caught_.value.detail == theirs
    for detail, name in ((ours, "CardDeclinedError"), (theirs, "CardDeclinedError_")):
        in_workflow = await bank.execute(Withdraw.run, "call", to_fail_with(detail, by=by))
        assert in_workflow.error == f"{bank_nexus.__name__}.{name}"


UNDECLARED = {
    kind: Sent(kind or None, [Burgled().SerializeToString()])
    for kind in (*("acme.errors.v1.Burgled", "acme.unknown.v1.Message", "Overdrawn", ""),)
}


async def test_an_undeclared_error_stays_an_ordinary_one(server: DevServer) -> None:
    async with scene(server, RawBank(UNDECLARED)) as bank:
        client = BankServiceStandaloneClient(bank.orders, bank.endpoint)
        for kind in UNDECLARED:
            caught = await bank.execute(Withdraw.run, "call", WithdrawRequest(error=kind))
            assert caught.error == "temporalio.exceptions.NexusOperationError"
            with pytest.raises(NexusOperationFailureError) as raised:
                await client.withdraw(WithdrawRequest(error=kind), id=unique("x"))
            assert not isinstance(raised.value, DeclaredError)


async def test_an_error_that_only_another_operation_declares_is_an_ordinary_one(bank: World, elsewhere: World) -> None:
    request = through(elsewhere, CardDeclined(issuer="i"), by="workflow", withdrawn_by="handler")
    caught = await bank.execute(Transfer.run, request)
    assert caught.error == "temporalio.exceptions.NexusOperationError"
    assert caught.causes


@pytest.mark.parametrize("withdrawn_by", ["handler", "workflow", "activity of a workflow"])
@pytest.mark.parametrize("by", ["stock client", "workflow", "handler"])
async def test_an_error_of_the_next_hop_is_not_this_operations(
    bank: World, elsewhere: World, by: str, withdrawn_by: str
) -> None:
    request = through(elsewhere, Overdrawn(missing_cents=5), by=by, withdrawn_by=withdrawn_by)
    handle = await bank.start(Transfer.run, request)
    caught = await handle.result()
    assert caught.error == "temporalio.exceptions.NexusOperationError"
    assert caught.causes
    assert any("acme.errors.v1.Overdrawn" in cause for cause in caught.causes)
    assert not await events(handle, "workflow_task_failed")
    client = BankServiceStandaloneClient(bank.orders, bank.endpoint)
    with pytest.raises(NexusOperationFailureError) as raised:
        await client.transfer(request, id=unique("x"))
    assert not isinstance(raised.value, DeclaredError)


async def test_raised_again_by_who_called_it_is_this_operations(bank: World, elsewhere: World) -> None:
    request = through(elsewhere, Overdrawn(missing_cents=5), by="raised again", withdrawn_by="workflow")
    with pytest.raises(OverdrawnError) as caught:
        await BankServiceStandaloneClient(bank.orders, bank.endpoint).transfer(request, id=unique("x"))
    assert caught.value.detail == Overdrawn(missing_cents=6)
