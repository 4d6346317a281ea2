"""A user's own payload and failure converters keep working inside ours."""

from __future__ import annotations

import pytest
from acme.errors.v1.vault_pb2 import KeepRequest, ShowRequest
from composition.callers import FailStamped, GiveStamp, Price
from composition.converters import Composite, Money, Stamped, Stamping, Whole, with_converters
from composition.scene import PLUGIN, scene, vault_of
from composition.vault import PricedVault
from live.world import events, unique
from nexusrpc import HandlerError
from temporalio.client import NexusOperationFailureError, WorkflowFailureError
from temporalio.converter import PayloadConverter
from temporalio.exceptions import ApplicationError

from protonexus import ProtoNexusPlugin
from protonexus.testing import DevServer

with_and_without_plugin = pytest.mark.parametrize("plugins", [(), PLUGIN], ids=["without plugin", "with plugin"])


@with_and_without_plugin
@pytest.mark.parametrize("converter", [Composite, Whole, Stamping])
async def test_values_of_a_users_own_pass_beside_messages(
    server: DevServer, converter: type[PayloadConverter], plugins: list[ProtoNexusPlugin]
) -> None:
    async with scene(server, PricedVault(), plugins=plugins, data_converter=with_converters(converter)) as shop:
        handle = await shop.start(Price.run, Money(1))
        assert await handle.result() == Money(321)
        [begun] = await events(handle, "workflow_execution_started")
        sent = begun.workflow_execution_started_event_attributes.input.payloads
        assert [payload.metadata["encoding"] for payload in sent] == [b"json/plain", b"json/money"]
        vault = vault_of(shop)
        with pytest.raises(NexusOperationFailureError) as caught:
            await vault.show(ShowRequest(), id=unique("x"))
        assert isinstance(caught.value.cause, HandlerError)
        error = caught.value.cause.__cause__
        assert isinstance(error, ApplicationError)
        assert error.details == (Money(300),)


@with_and_without_plugin
async def test_a_payload_converter_is_told_whom_it_converts_for(
    server: DevServer, plugins: list[ProtoNexusPlugin]
) -> None:
    async with scene(server, data_converter=with_converters(Stamping), plugins=plugins) as shop:
        handle = await shop.start(GiveStamp.run)
        assert (await handle.result()).workflow_id == handle.id


@with_and_without_plugin
async def test_a_failure_converter_writes_and_reads_and_is_told_whom_for(
    server: DevServer, plugins: list[ProtoNexusPlugin]
) -> None:
    converter = with_converters(Composite, Stamped)
    async with scene(server, PricedVault(), data_converter=converter, plugins=plugins) as shop:
        handle = await shop.start(FailStamped.run)
        with pytest.raises(WorkflowFailureError) as caught:
            await handle.result()
        assert isinstance(caught.value.cause, ApplicationError)
        # What the backing workflow wrote and the caller read; what the caller wrote and this test read.
        inner, outer = caught.value.cause.message.split("] [read] ")
        assert inner.startswith("because: Stamped: broke [written for price-")
        assert outer == f"[written for {handle.id}] [read]"
        vault = vault_of(shop)
        with pytest.raises(NexusOperationFailureError) as told:
            await vault.keep(KeepRequest(data=b"fail"), id=unique("x"))
        assert isinstance(told.value.cause, ApplicationError)
        assert told.value.cause.message.startswith("broke [written for price-")
        assert told.value.cause.details == (Money(20),)
