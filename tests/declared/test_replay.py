"""A caller decides on replay as it did at first, whichever way an operation failed."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Any

import pytest
from acme.errors.v1.bank_pb2 import AccountLocked, Overdrawn, TransferRequest, WithdrawRequest
from declared.bank import WAYS, Bank, to_fail_with
from declared.callers import CALLERS, Transfer, Withdraw, WithdrawAsWritten, WithdrawOften, WithdrawUncaught
from declared.raw import RawBank
from declared.scene import SETTINGS, scene
from declared.test_details_that_do_not_fit import ALL, UNREADABLE
from live.world import World
from temporalio.client import WorkflowFailureError, WorkflowHandle, WorkflowHistory
from temporalio.worker import Replayer

from protonexus.testing import DevServer

DETAIL = Overdrawn(missing_cents=5)


async def ended(handle: WorkflowHandle[Any, Any]) -> WorkflowHistory:
    with suppress(WorkflowFailureError):
        await handle.result()
    return await handle.fetch_history()


async def of_declared(bank: World) -> list[WorkflowHandle[Any, Any]]:
    handles: list[WorkflowHandle[Any, Any]] = []
    for by in WAYS:
        request = to_fail_with(DETAIL, by=by)
        for how in ("call", "start"):
            handles.append(await bank.start(Withdraw.run, how, request))
        handles.append(await bank.start(WithdrawUncaught.run, request))
        handles.append(await bank.start(WithdrawAsWritten.run, request))
        forwarded = TransferRequest(endpoint=bank.endpoint, withdrawal=request, by="workflow")
        handles.append(await bank.start(Transfer.run, forwarded))
    handles.append(await bank.start(Withdraw.run, "call", WithdrawRequest()))
    handles.append(await bank.start(Withdraw.run, "call", to_fail_with(AccountLocked())))
    return handles


@pytest.mark.parametrize("setting", ["plain", "attributes encrypted, plugin"])
async def test_histories_with_declared_errors_replay(server: DevServer, setting: str) -> None:
    plugins, data_converter = SETTINGS[setting]
    async with scene(server, Bank(), plugins=plugins, data_converter=data_converter) as bank:
        histories = [await ended(handle) for handle in await of_declared(bank)]
    await replay(histories, setting)


async def test_histories_with_details_that_do_not_fit_replay(server: DevServer) -> None:
    async with scene(server, RawBank(ALL)) as bank:
        requests = [WithdrawRequest(error=sent).SerializeToString() for sent in ALL]
        histories = [await ended(await bank.start(WithdrawOften.run, requests))]
        uncaught = [await bank.start(WithdrawUncaught.run, WithdrawRequest(error=sent)) for sent in UNREADABLE]
        histories += [await ended(handle) for handle in uncaught]
    await replay(histories, "plugin")


async def replay(histories: list[WorkflowHistory], setting: str) -> None:
    async def each() -> AsyncIterator[WorkflowHistory]:
        for history in histories:
            yield history

    plugins, data_converter = SETTINGS[setting]
    replayer = Replayer(workflows=CALLERS, plugins=plugins, data_converter=data_converter)
    results = await replayer.replay_workflows(each(), raise_on_replay_failure=False)
    assert not results.replay_failures
