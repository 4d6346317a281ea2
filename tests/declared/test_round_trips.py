"""A declared error is raised where an operation is carried out and caught where it was called: same class, same detail."""

from __future__ import annotations

from collections.abc import AsyncGenerator

import pytest
from acme.errors.v1 import bank_nexus
from acme.errors.v1.bank_nexus import BankServiceStandaloneClient, OverdrawnError
from acme.errors.v1.bank_pb2 import Overdrawn, WithdrawRequest
from declared.bank import BY_WORKFLOW, WAYS, Bank, BankOfThreads, to_fail_with
from declared.callers import Caught, Withdraw, WithdrawAsWritten, WithdrawUncaught
from declared.scene import SETTINGS, scene
from google.protobuf.timestamp_pb2 import Timestamp
from live.world import World, events, unique
from temporalio.client import WorkflowFailureError
from temporalio.exceptions import ApplicationError

from protonexus.testing import DevServer, dev_server

DETAIL = Overdrawn(missing_cents=5, since=Timestamp(seconds=7))
each_way = pytest.mark.parametrize("by", WAYS)


@pytest.fixture(scope="module", params=SETTINGS)
async def bank(request: pytest.FixtureRequest, server: DevServer) -> AsyncGenerator[World]:
    plugins, data_converter = SETTINGS[request.param]
    async with scene(server, Bank(), plugins=plugins, data_converter=data_converter) as running:
        yield running


def caught_at(at: str) -> Caught:
    detail = DETAIL.SerializeToString(deterministic=True)
    return Caught(at, f"{bank_nexus.__name__}.OverdrawnError", "not enough", detail)


def request(by: str) -> WithdrawRequest:
    return to_fail_with(DETAIL, by=by, text="not enough")


@each_way
async def test_a_workflow_catches_it_from_the_call_and_from_start_or_the_handle(bank: World, by: str) -> None:
    of_call = await bank.start(Withdraw.run, "call", request(by))
    of_start = await bank.start(Withdraw.run, "start", request(by))
    assert await of_call.result() == caught_at("call")
    assert await of_start.result() == caught_at("start" if by == "handler" else "handle")


@each_way
async def test_ordinary_code_catches_it_from_the_call_and_from_the_handle(bank: World, by: str) -> None:
    client = BankServiceStandaloneClient(bank.orders, bank.endpoint)
    handle = await client.withdraw.start(request(by), id=unique("x"))
    for ended in (client.withdraw(request(by), id=unique("x")), handle.result()):
        with pytest.raises(OverdrawnError, match="not enough") as caught:
            await ended
        assert caught.value.detail == DETAIL
    assert (await handle.describe()).attempt == 1


async def test_uncaught_it_fails_the_workflow_and_not_its_task(bank: World) -> None:
    handle = await bank.start(WithdrawUncaught.run, request("activity of a workflow"))
    with pytest.raises(WorkflowFailureError) as caught:
        await handle.result()
    error = caught.value.cause
    assert isinstance(error, ApplicationError)
    assert (error.type, error.message) == ("acme.errors.v1.Overdrawn", "not enough")
    assert error.details == (DETAIL.SerializeToString(),)
    assert not await events(handle, "workflow_task_failed")


async def test_an_except_clause_gets_the_detail_typed(bank: World) -> None:
    assert await bank.execute(WithdrawAsWritten.run, request("workflow")) == DETAIL
    assert await bank.execute(WithdrawAsWritten.run, WithdrawRequest(by="workflow")) == Overdrawn()


@pytest.mark.parametrize("setting", ["plain", "encrypted, plugin"])
async def test_a_handler_that_is_a_def_raises_it_too(server: DevServer, setting: str) -> None:
    plugins, data_converter = SETTINGS[setting]
    async with scene(server, BankOfThreads(), plugins=plugins, data_converter=data_converter) as bank:
        assert await bank.execute(Withdraw.run, "start", request("handler")) == caught_at("start")
        with pytest.raises(OverdrawnError) as caught:
            client = BankServiceStandaloneClient(bank.orders, bank.endpoint)
            await client.withdraw(request("handler"), id=unique("x"))
        assert caught.value.detail == DETAIL


async def test_an_activity_without_a_workflow_raises_it_too() -> None:
    features = ("activity.enableStandalone", "activity.enableCallbacks", "history.enableCHASMCallbacks")
    async with (
        dev_server(["orders", "payments"], dynamic_config=dict.fromkeys(features, True)) as server,
        scene(server, Bank()) as bank,
    ):
        assert await bank.execute(Withdraw.run, "start", request("activity")) == caught_at("handle")


@pytest.mark.parametrize("setting", ["encrypted, plugin", "attributes encrypted, plugin"])
async def test_a_codec_hides_the_detail_from_the_server(server: DevServer, setting: str) -> None:
    plugins, data_converter = SETTINGS[setting]
    secret = Overdrawn(missing_cents=0x71F2E3D4C5B6).SerializeToString()
    async with scene(server, Bank(), plugins=plugins, data_converter=data_converter) as bank:
        for by in ("handler", BY_WORKFLOW[0]):
            sent = to_fail_with(Overdrawn.FromString(secret), by=by, text="a secret text")
            handle = await bank.start(Withdraw.run, "call", sent)
            assert (await handle.result()).detail == secret
            kept = (await handle.fetch_history()).to_json()
            history = b"".join([event.SerializeToString() async for event in handle.fetch_history_events()])
            assert secret not in history
            assert ("a secret text" in kept) == (setting == "encrypted, plugin")
