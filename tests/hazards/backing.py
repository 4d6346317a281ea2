"""The workflow behind the handlers under test."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import timedelta

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from acme.hazards.v1.hazards_pb2 import CarryRequest, CarryResponse
    from hazards.evidence import kind_of
    from hazards.table import BY_NAME


async def _outlive_cancellation(time: timedelta) -> None:
    ends = workflow.time() + time.total_seconds()
    while (left := ends - workflow.time()) > 0:
        with suppress(asyncio.CancelledError):
            await workflow.sleep(left)


@workflow.defn
class CarryWorkflow:
    @workflow.run
    async def run(self, request: CarryRequest) -> CarryResponse:
        hazard = BY_NAME.get(request.name)
        if hazard is not None and hazard.backing is not None:
            result: CarryResponse = hazard.backing()
            return result
        if request.name == "wait":
            await workflow.wait_condition(lambda: False)
        if request.name == "slow":
            await workflow.sleep(5)
        if request.name == "stubborn":
            await _outlive_cancellation(timedelta(seconds=12))
        return CarryResponse(given=kind_of(request))
