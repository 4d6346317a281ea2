"""Slips in raising a declared error are failures that say what is wrong, and never loop."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from acme.errors.v1.bank_nexus import BankServiceStandaloneClient, OverdrawnError
from acme.errors.v1.bank_pb2 import Burgled, Overdrawn, WithdrawRequest, WithdrawResponse
from declared.bank import Bank
from declared.callers import Slip
from declared.scene import scene
from live.world import events, unique
from temporalio.client import NexusOperationFailureError, WorkflowFailureError
from temporalio.exceptions import ApplicationError

from protonexus import OperationContext
from protonexus.testing import DevServer

WRONG: dict[str, Any] = {"a string": "hunter2", "None": None, "another message": Burgled(by="hunter2"), "a dict": {}}
each = pytest.mark.parametrize("detail", WRONG.values(), ids=WRONG)


@each
def test_a_detail_of_another_type_is_refused_by_name(detail: Any) -> None:
    with pytest.raises(ApplicationError, match=r"OverdrawnError takes acme\.errors\.v1\.Overdrawn, got ") as caught:
        OverdrawnError(detail)
    assert not isinstance(caught.value, OverdrawnError)
    assert "hunter2" not in str(caught.value)
    assert caught.value.non_retryable


def test_its_text_is_what_was_said_or_the_messages_name() -> None:
    assert OverdrawnError(Overdrawn()).message == "Overdrawn"
    assert OverdrawnError(Overdrawn(), "too little").message == "too little"


class Slips(Bank):
    def __init__(self, error: Callable[[], BaseException]) -> None:
        self.error = error
        self.attempts = 0

    async def withdraw(self, ctx: OperationContext, request: WithdrawRequest) -> WithdrawResponse:
        self.attempts += 1
        raise self.error()


@each
async def test_in_a_handler_it_fails_the_call_once(server: DevServer, detail: Any) -> None:
    handler = Slips(lambda: OverdrawnError(detail))
    async with scene(server, handler) as bank:
        with pytest.raises(NexusOperationFailureError) as caught:
            await BankServiceStandaloneClient(bank.orders, bank.endpoint).withdraw(WithdrawRequest(), id=unique("x"))
    assert "OverdrawnError takes acme.errors.v1.Overdrawn, got " in str(caught.value.__cause__.__cause__)  # type: ignore[union-attr]
    assert handler.attempts == 1


async def test_in_a_workflow_it_fails_the_workflow_and_not_its_task(server: DevServer) -> None:
    async with scene(server, Bank()) as bank:
        handle = await bank.start(Slip.run)
        with pytest.raises(WorkflowFailureError) as caught:
            await handle.result()
    assert "OverdrawnError takes acme.errors.v1.Overdrawn, got str" in str(caught.value.cause)
    assert not await events(handle, "workflow_task_failed")
