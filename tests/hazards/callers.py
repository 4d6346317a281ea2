"""Callers, in workflow code and in ordinary code: generated, stock, and one that sends anything."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from temporalio import workflow
from temporalio.client import Client
from temporalio.common import RawValue

with workflow.unsafe.imports_passed_through():
    from acme.hazards.v1.hazards_nexus import HAZARD_SERVICE, HazardServiceClient, HazardServiceStandaloneClient
    from acme.hazards.v1.hazards_pb2 import ProbeRequest, ProbeResponse
    from hazards.evidence import of_error, of_result
    from hazards.handlers import StockService
    from hazards.hazard import Caller, Hazard
    from hazards.table import BY_NAME

    from protonexus import _codegen

LIMIT = timedelta(seconds=60)


@dataclass(frozen=True)
class Route:
    """Where a call goes; from workflow code if there is no client."""

    endpoint: Any
    client: Client | None = None
    id: str = ""

    def options(self, given: dict[str, Any]) -> dict[str, Any]:
        own: dict[str, Any] = {"schedule_to_close_timeout": LIMIT} | ({"id": self.id} if self.client else {})
        return own | given

    def nexus(self, service: Any) -> Any:
        create: Any = workflow.create_nexus_client if self.client is None else self.client.create_nexus_client
        return create(service=service, endpoint=self.endpoint)


@dataclass(frozen=True)
class Ours:
    """Calls by the generated stubs."""

    route: Route
    service: str = ""

    async def __call__(self, operation: str, *arguments: Any, **options: Any) -> Any:
        return await self._operation(operation)(*arguments, **self.route.options(options))

    async def start(self, operation: str, *arguments: Any, **options: Any) -> Any:
        return await self._operation(operation).start(*arguments, **self.route.options(options))

    def elsewhere(self, *, endpoint: object = None, service: str = "") -> Ours:
        route = self.route if endpoint is None else replace(self.route, endpoint=endpoint)
        return Ours(route, service)

    def _operation(self, operation: str) -> Any:
        standalone: Any = _renamed_standalone(self.service) if self.service else HazardServiceStandaloneClient
        in_workflow: Any = _renamed(self.service) if self.service else HazardServiceClient
        route = self.route
        client = in_workflow(route.endpoint) if route.client is None else standalone(route.client, route.endpoint)
        return getattr(client, operation.lower())


def _service(name: str) -> Any:
    """The definition of a service that only its name tells from ours."""
    members: dict[str, Any] = {
        "probe": _codegen.Operation("Probe", ProbeRequest, ProbeResponse),
        "__module__": __name__,
    }
    return _codegen.service(name=name)(type("Renamed", (), members))


def _renamed(name: str) -> Any:
    service = _service(name)
    return type("Client", (_codegen.ServiceClient,), {"probe": _codegen.call(service.probe)}, service=service)


def _renamed_standalone(name: str) -> Any:
    service = _service(name)
    members: dict[str, Any] = {"probe": _codegen.standalone(service.probe)}
    return type("Client", (_codegen.StandaloneServiceClient,), members, service=service)


@dataclass(frozen=True)
class Stock:
    """Calls by the SDK's own clients."""

    route: Route
    service: Any = StockService

    async def __call__(self, operation: str, *arguments: Any, **options: Any) -> Any:
        nexus = self.route.nexus(self.service)
        return await nexus.execute_operation(self._named(operation), *arguments, **self.route.options(options))

    async def start(self, operation: str, *arguments: Any, **options: Any) -> Any:
        nexus = self.route.nexus(self.service)
        return await nexus.start_operation(self._named(operation), *arguments, **self.route.options(options))

    def elsewhere(self, *, endpoint: object = None, service: str = "") -> Stock:
        route = self.route if endpoint is None else replace(self.route, endpoint=endpoint)
        return Stock(route, service or self.service)

    def _named(self, operation: str) -> Any:
        return operation if isinstance(self.service, str) else getattr(self.service, operation.lower())


async def send(payload: Any, route: Route) -> Any:
    """Call with `payload` just as it is."""
    typed: dict[str, Any] = {"output_type" if route.client is None else "result_type": ProbeResponse}
    return await route.nexus(HAZARD_SERVICE).execute_operation("Probe", RawValue(payload), **route.options(typed))


async def seen_by_caller(hazard: Hazard, ours: bool, route: Route) -> str:
    """The Evidence, as JSON."""
    caller: Caller = Ours(route) if ours else Stock(route)
    try:
        if hazard.request is not None:
            result = await send(hazard.request(), route)
        elif hazard.call is not None:
            result = await hazard.call(caller)
        else:
            result = await caller("Probe", *hazard.passed(), **hazard.options)
        return json.dumps(of_result(result))
    except Exception as err:
        return json.dumps(of_error(err))


@workflow.defn
class Uncaught:
    """Calls by the stubs, and catches nothing."""

    @workflow.run
    async def run(self, name: str, endpoint: str) -> None:
        hazard = BY_NAME[name]
        await Ours(Route(endpoint))("Probe", *hazard.passed(), **hazard.options)


@workflow.defn
class Call:
    @workflow.run
    async def run(self, name: str, ours: bool, endpoint: str) -> str:
        return await seen_by_caller(BY_NAME[name], ours, Route(endpoint))
