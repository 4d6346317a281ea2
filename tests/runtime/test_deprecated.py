"""What a contract deprecates warns at run time, and otherwise works as before."""

from __future__ import annotations

import warnings
from collections.abc import Iterator

import pytest
from acme.kitchen.v1 import kitchen_nexus
from acme.kitchen.v1.kitchen_nexus import KitchenServiceClient, KitchenServiceHandler, KitchenServiceStandaloneClient
from nexusrpc.handler import Handler
from temporalio.client import Client

from protonexus import Call, OperationContext, StandaloneCall


@pytest.fixture(autouse=True)
def all_warnings() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield


async def test_a_deprecated_operation_warns_where_it_is_used() -> None:
    workflow_client = KitchenServiceClient("kitchen")
    client = KitchenServiceStandaloneClient(await Client.connect("127.0.0.1:1", lazy=True), "kitchen")
    assert workflow_client.cook and client.cook
    with pytest.warns(DeprecationWarning, match="Fry is deprecated"):
        call = workflow_client.fry
    assert isinstance(call, Call)
    with pytest.warns(DeprecationWarning, match="Fry is deprecated"):
        standalone = client.fry
    assert isinstance(standalone, StandaloneCall)


def test_serving_a_deprecated_operation_does_not_warn() -> None:
    assert "fry" in KitchenServiceHandler.__abstractmethods__


def test_a_deprecated_service_warns_where_it_is_used() -> None:
    with pytest.warns(DeprecationWarning, match="CampfireService is deprecated"):
        kitchen_nexus.CampfireServiceClient("fire")
    with pytest.warns(DeprecationWarning, match="CampfireService is deprecated"):

        class Campfire(kitchen_nexus.CampfireServiceHandler):
            async def light(self, ctx: OperationContext) -> None: ...

    Handler([Campfire()])


def test_handlers_of_a_deprecated_service_are_checked_all_the_same() -> None:
    with (
        pytest.warns(DeprecationWarning, match="CampfireService is deprecated"),
        pytest.raises(TypeError, match="light not implemented"),
    ):

        class Campfire(kitchen_nexus.CampfireServiceHandler):
            pass
