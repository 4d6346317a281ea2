"""A payload codec of the clients, such as one that encrypts, runs around all that is sent."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import pytest
from acme.payments.v1.payments_nexus import PaymentServiceStandaloneClient
from acme.payments.v1.payments_pb2 import ProcessPaymentRequest
from live import callers
from live.handlers import Payments
from live.world import events, unique, world
from temporalio.api.common.v1 import Payload
from temporalio.converter import DataConverter, PayloadCodec

from protonexus import ProtoNexusPlugin
from protonexus.testing import DevServer


class Scrambling(PayloadCodec):
    async def encode(self, payloads: Sequence[Payload]) -> list[Payload]:
        return [
            Payload(metadata={"encoding": b"binary/scrambled"}, data=bytes(b ^ 0x5A for b in p.SerializeToString()))
            for p in payloads
        ]

    async def decode(self, payloads: Sequence[Payload]) -> list[Payload]:
        return [Payload.FromString(bytes(b ^ 0x5A for b in p.data)) for p in payloads]


SCRAMBLED = dataclasses.replace(DataConverter.default, payload_codec=Scrambling())


@pytest.mark.parametrize("plugins", [[], [ProtoNexusPlugin()]], ids=["without plugin", "with plugin"])
async def test_requests_and_results_pass_the_codec(server: DevServer, plugins: list[ProtoNexusPlugin]) -> None:
    handler = Payments()
    async with world(server, handler, plugins=plugins, data_converter=SCRAMBLED) as shop:
        tag = unique("x")
        handle = await shop.start(callers.CallEveryKind.run, tag)
        assert await handle.result() == [f"t-{tag}", f"r-{tag}", f"s-{tag}", "(None, None)"]
        for event in await events(handle, "nexus_operation_scheduled"):
            assert event.nexus_operation_scheduled_event_attributes.input.metadata["encoding"] == b"binary/scrambled"
        for event in await events(handle, "nexus_operation_completed"):
            assert event.nexus_operation_completed_event_attributes.result.metadata["encoding"] == b"binary/scrambled"
        payments = PaymentServiceStandaloneClient(shop.orders, shop.endpoint)
        processed = await payments.process_payment(
            ProcessPaymentRequest(customer_id=tag, amount_cents=5), id=unique("x")
        )
        assert processed.transaction_id == f"t-{tag}"
