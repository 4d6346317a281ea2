"""Anything that protobuf can say may be an error's detail, well-known types themselves included."""

from __future__ import annotations

from collections.abc import AsyncGenerator

import pytest
from acme.errors.v1.bank_nexus import BankServiceStandaloneClient
from acme.kitchen.v1.everything_pb2 import Everything
from declared.bank import KINDS, Bank, to_fail_with
from declared.callers import Caught, WithdrawOften
from declared.details import DETAILS, WELL_KNOWN, name_of
from declared.scene import scene
from google.protobuf.message import Message
from live.world import World, unique

from protonexus.testing import DevServer


@pytest.fixture(scope="module")
async def bank(server: DevServer) -> AsyncGenerator[World]:
    async with scene(server, Bank()) as running:
        yield running


def test_every_type_of_field_and_every_well_known_type_is_among_them() -> None:
    shown = {name for detail in DETAILS for name in name_of(detail).split(".")}
    assert {field.name for field in Everything.DESCRIPTOR.fields} <= shown
    well_known = {name for name in KINDS if name.startswith("google.protobuf.")}
    assert {detail.DESCRIPTOR.full_name for detail in WELL_KNOWN} == well_known
    assert len(well_known) == 17


def wire(detail: Message) -> bytes:
    return detail.SerializeToString(deterministic=True)


@pytest.mark.parametrize("detail", DETAILS, ids=name_of)
async def test_it_arrives_as_it_was_raised(bank: World, detail: Message) -> None:
    client = BankServiceStandaloneClient(bank.orders, bank.endpoint)
    with pytest.raises(KINDS[detail.DESCRIPTOR.full_name]) as caught:
        await client.withdraw(to_fail_with(detail), id=unique("x"))
    assert wire(caught.value.detail) == wire(detail)


async def test_all_arrive_in_a_workflow_from_backing_workflows_as_they_were_raised(bank: World) -> None:
    requests = [to_fail_with(detail, by="workflow").SerializeToString() for detail in DETAILS]
    for detail, caught in zip(DETAILS, await bank.execute(WithdrawOften.run, requests), strict=True):
        kind = KINDS[detail.DESCRIPTOR.full_name]
        name = f"{kind.__module__}.{kind.__qualname__}"
        assert caught == Caught("call", name, detail.DESCRIPTOR.name, wire(detail))
