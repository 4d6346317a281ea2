"""A declared error is readable without our code: an application failure of that type, its detail as bytes."""

from __future__ import annotations

from typing import Any, cast

import pytest
from acme.errors.v1.bank_nexus import BANK_SERVICE
from acme.errors.v1.bank_pb2 import Overdrawn
from declared.bank import WAYS, Bank, to_fail_with
from declared.callers import StockWithdraw, read
from declared.scene import SETTINGS, scene
from live.world import events, unique
from temporalio.client import NexusOperationFailureError

from protonexus.testing import DevServer

DETAIL = Overdrawn(missing_cents=5)
READ = ["not enough", "acme.errors.v1.Overdrawn", DETAIL.SerializeToString().hex(), "True"]


@pytest.mark.parametrize("setting", ["plain", "encrypted"])
async def test_callers_with_the_sdks_own_client_read_it(server: DevServer, setting: str) -> None:
    plugins, data_converter = SETTINGS[setting]
    async with scene(server, Bank(), plugins=plugins, data_converter=data_converter) as bank:
        stock = cast(Any, bank.orders.create_nexus_client(service=BANK_SERVICE, endpoint=bank.endpoint))
        for by in WAYS:
            request = to_fail_with(DETAIL, by=by, text="not enough")
            assert await bank.execute(StockWithdraw.run, request) == READ
            with pytest.raises(NexusOperationFailureError) as caught:
                await stock.execute_operation("Withdraw", request, id=unique("x"))
            assert read(caught.value) == READ


async def test_on_the_wire_its_one_detail_is_bytes(server: DevServer) -> None:
    async with scene(server, Bank()) as bank:
        for by in WAYS:
            handle = await bank.start(StockWithdraw.run, to_fail_with(DETAIL, by=by))
            await handle.result()
            [failed] = await events(handle, "nexus_operation_failed")
            failure = failed.nexus_operation_failed_event_attributes.failure
            while failure.application_failure_info.type != "acme.errors.v1.Overdrawn":
                assert failure.HasField("cause")
                failure = failure.cause
            [payload] = failure.application_failure_info.details.payloads
            assert dict(payload.metadata) == {"encoding": b"binary/plain"}
            assert payload.data == DETAIL.SerializeToString()
            assert failure.application_failure_info.non_retryable
