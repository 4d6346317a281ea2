"""Contract, client and call each set the options of a call, as the caller's history says."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, NamedTuple

import pytest
from acme.kitchen.v1.pantry_nexus import PANTRY_SERVICE
from live import callers, pantry
from live.handlers import Payments
from live.world import World, events, world
from temporalio.api.history.v1 import HistoryEvent

from protonexus.testing import DevServer


class Scheduled(NamedTuple):
    schedule_to_close: float
    schedule_to_start: float
    start_to_close: float
    headers: dict[str, str]
    summary: str | None


async def scheduled(shop: World, run: Any, *arguments: Any) -> list[tuple[HistoryEvent, Scheduled]]:
    handle = await shop.start(run, *arguments)
    await handle.result()
    found: list[tuple[HistoryEvent, Scheduled]] = []
    for event in await events(handle, "nexus_operation_scheduled"):
        attributes = event.nexus_operation_scheduled_event_attributes
        summary: str | None = None
        if event.user_metadata.HasField("summary"):
            [summary] = await shop.orders.data_converter.decode([event.user_metadata.summary])
        options = Scheduled(
            attributes.schedule_to_close_timeout.ToTimedelta().total_seconds(),
            attributes.schedule_to_start_timeout.ToTimedelta().total_seconds(),
            attributes.start_to_close_timeout.ToTimedelta().total_seconds(),
            dict(attributes.nexus_header),
            summary,
        )
        found.append((event, options))
    return found


async def test_each_option_is_the_calls_else_the_clients_else_the_contracts(server: DevServer) -> None:
    async with world(server, Payments()) as shop:
        found = await scheduled(shop, callers.CallWithOptions.run)
        from_contract, from_client, from_call, cleared, ping = (options for _, options in found)
        assert from_contract == (30, 0, 0, {}, "take the payment")
        assert from_client == (25, 24, 23, {"tenant": "client", "region": "eu"}, "by the client")
        assert from_call[:3] == (15, 14, 13)
        assert {name.lower(): value for name, value in from_call.headers.items()} == {"tenant": "call", "region": "eu"}
        assert from_call.summary == "by the call"
        # No limit of ours: the operation may take as long as the workflow, and the server writes that down.
        assert cleared[1:] == (0, 0, {}, None)
        assert cleared.schedule_to_close in (0, 30)
        assert ping == (25, 24, 23, {"tenant": "client", "region": "eu"}, "by the client")
        for event, _ in found:
            attributes = event.nexus_operation_scheduled_event_attributes
            assert (attributes.endpoint, attributes.service) == (shop.endpoint, "acme.payments.v1.PaymentService")
            assert set(attributes.input.metadata) <= {"encoding", "messageType"}


async def test_every_default_that_a_contract_can_set_reaches_the_server(server: DevServer) -> None:
    async with world(server, pantry.Pantry(), workflows=[pantry.FillPantry]) as shop:
        # The endpoint, too, is the contract's here.
        await server.create_endpoint("pantry", namespace="payments", task_queue=shop.queue)
        store, fetch = await scheduled(shop, pantry.FillPantry.run)
        assert store[1] == (30, 30, 20, {}, "pantry")  # 40 s, of which the workflow's own 30 s leave 30
        assert fetch[1] == (10, 9, 8.5, {}, 'fetch "it"')
        for event, _ in (store, fetch):
            attributes = event.nexus_operation_scheduled_event_attributes
            assert (attributes.endpoint, attributes.service) == ("pantry", PANTRY_SERVICE)


@pytest.mark.parametrize("seconds", [3, 100 * 365 * 86400])
async def test_short_and_very_long_timeouts_are_sent_as_they_are(server: DevServer, seconds: int) -> None:
    async with world(server, pantry.Pantry(), workflows=[pantry.FetchWithin]) as shop:
        handle = await shop.orders.start_workflow(
            pantry.FetchWithin.run, args=[shop.endpoint, seconds], id=f"fetch-{shop.queue}", task_queue=shop.queue
        )
        await handle.result()
        [event] = await events(handle, "nexus_operation_scheduled")
        timeout = event.nexus_operation_scheduled_event_attributes.schedule_to_close_timeout
        assert timeout.ToTimedelta() == timedelta(seconds=seconds)
