"""The handlers under test, generated and stock, which behave alike; and a peer that answers anything."""

from __future__ import annotations

import json
from collections import Counter
from inspect import isawaitable
from typing import Any

import nexusrpc
from acme.hazards.v1.hazards_nexus import HAZARD_SERVICE, HazardServiceHandler
from acme.hazards.v1.hazards_pb2 import (
    CarryRequest,
    CarryResponse,
    PlungeRequest,
    PlungeResponse,
    ProbeRequest,
    ProbeResponse,
)
from hazards.backing import CarryWorkflow
from hazards.chains import Declined
from hazards.evidence import kind_of
from hazards.table import BY_NAME
from nexusrpc.handler import StartOperationContext, service_handler, sync_operation
from temporalio import nexus
from temporalio.api.failure.v1 import Failure
from temporalio.common import RawValue
from temporalio.converter import DefaultFailureConverter, PayloadConverter

from protonexus import OperationContext

_attempts: Counter[str] = Counter()


async def behave(request: Any, request_id: str) -> Any:
    """What the hazard that the request names says; else answer with what kind of thing the request is."""
    hazard = BY_NAME.get(getattr(request, "name", ""))
    if hazard is None or hazard.handle is None:
        return ProbeResponse(given=kind_of(request))
    _attempts[request_id] += 1
    result = hazard.handle(_attempts[request_id])
    return await result if isawaitable(result) else result


def plunge(request: Any, request_id: str) -> Any:
    """The same, in a thread."""
    hazard = BY_NAME.get(getattr(request, "name", ""))
    if hazard is None or hazard.handle is None:
        return PlungeResponse(given=kind_of(request))
    _attempts[request_id] += 1
    return hazard.handle(_attempts[request_id])


class Ours(HazardServiceHandler, non_retryable=[Declined]):
    async def probe(self, ctx: OperationContext, request: ProbeRequest) -> ProbeResponse:
        response: ProbeResponse = await behave(request, ctx.known_request_id)
        return response

    def plunge(self, ctx: OperationContext, request: PlungeRequest) -> PlungeResponse:
        response: PlungeResponse = plunge(request, ctx.known_request_id)
        return response

    async def carry(self, ctx: OperationContext, request: CarryRequest) -> nexus.WorkflowHandle[CarryResponse]:
        return await ctx.start_workflow(CarryWorkflow.run, request, id=f"carry-{ctx.request_id}")


@nexusrpc.service(name=HAZARD_SERVICE)
class StockService:
    probe: nexusrpc.Operation[ProbeRequest, ProbeResponse] = nexusrpc.Operation(
        name="Probe", input_type=ProbeRequest, output_type=ProbeResponse
    )
    plunge: nexusrpc.Operation[PlungeRequest, PlungeResponse] = nexusrpc.Operation(
        name="Plunge", input_type=PlungeRequest, output_type=PlungeResponse
    )
    carry: nexusrpc.Operation[CarryRequest, CarryResponse] = nexusrpc.Operation(
        name="Carry", input_type=CarryRequest, output_type=CarryResponse
    )


@service_handler(service=StockService)
class Stock:
    @sync_operation
    async def probe(self, ctx: StartOperationContext, request: ProbeRequest) -> ProbeResponse:
        response: ProbeResponse = await behave(request, ctx.request_id)
        return response

    @sync_operation
    def plunge(self, ctx: StartOperationContext, request: PlungeRequest) -> PlungeResponse:
        response: PlungeResponse = plunge(request, ctx.request_id)
        return response

    @nexus.workflow_run_operation
    async def carry(
        self, ctx: nexus.WorkflowRunOperationContext, request: CarryRequest
    ) -> nexus.WorkflowHandle[CarryResponse]:
        return await ctx.start_workflow(CarryWorkflow.run, request, id=f"carry-{ctx.request_id}")


class HandMade(Exception):
    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.message)
        self.failure = failure


class HandMadeFailures(DefaultFailureConverter):
    """Sends a HandMade as the failure that it holds."""

    def to_failure(self, exception: BaseException, payload_converter: PayloadConverter, failure: Failure) -> None:
        if isinstance(exception, HandMade):
            failure.CopyFrom(exception.failure)
        else:
            super().to_failure(exception, payload_converter, failure)


@service_handler(name=HAZARD_SERVICE)
class Peer:
    """Answers what the hazard that the request names says, byte for byte."""

    @sync_operation(name="Probe")
    async def probe(self, ctx: StartOperationContext, request: RawValue) -> RawValue:
        hazard = BY_NAME[json.loads(request.payload.data)["name"]]
        if hazard.answer is not None:
            return RawValue(hazard.answer())
        assert hazard.failure is not None
        failed = nexusrpc.OperationErrorState.FAILED
        raise nexusrpc.OperationError("failed", state=failed) from HandMade(hazard.failure())
