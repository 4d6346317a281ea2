"""Every field type, nested messages and well-known types travel as requests and responses."""

from __future__ import annotations

from collections.abc import AsyncGenerator

import pytest
from acme.kitchen.v1.everything_pb2 import SPICE_CHILI, Everything
from acme.kitchen.v1.kitchen_nexus import KitchenServiceStandaloneClient
from acme.kitchen.v1.kitchen_pb2 import CleanRequest, CookRequest
from google.protobuf.json_format import ParseDict
from live import kitchen
from live.world import World, events, unique, world
from temporalio.client import WorkflowHandle

from protonexus import ProtoNexusPlugin
from protonexus.testing import DevServer

pytestmark = pytest.mark.filterwarnings("ignore:Fry is deprecated")

WORKFLOWS = [kitchen.CookInAWorkflow, kitchen.BakeInAWorkflow]
EVERYTHING = ParseDict(
    {
        **{"aDouble": 0.1, "aFloat": 1.5, "anInt32": -1, "anInt64": str(-(2**63)), "aUint32": 2**32 - 1},
        **{"aUint64": str(2**64 - 1), "aSint32": -5, "aSint64": "-5", "aFixed32": 5, "aFixed64": "5", "anSfixed32": -5},
        **{"anSfixed64": "-5", "aBool": True, "aString": "jalapeño \U0001f336 \x00", "someBytes": "AP8=", "spice": 2},
        **{"maybe": "", "maybeNumber": 0, "numbers": ["1", "2"], "words": ["", "b"], "blobs": ["", "AA=="]},
        **{"spices": [1, 99], "part": {"name": "p", "parts": [{}]}, "parts": [{}, {"name": "q"}]},
        **{"inner": {"inner": {"aString": "deep"}}, "partsByName": {"": {}, "a": {"name": "b"}}},
        **{"wordsByNumber": {"-1": "x"}, "spicesByFlag": {"true": 1, "false": 2}, "blobsByName": {"k": "AP8="}},
        **{"right": {"name": "chosen"}, "aTimestamp": "2024-02-29T12:00:00.123456789Z", "aDuration": "-1.5s"},
        **{"aMask": "a,bC", "aStruct": {"x": [1, None, {"y": "z"}]}, "aValue": None, "aList": [True, "s"]},
        "anAny": {"@type": "type.googleapis.com/acme.kitchen.v1.Everything.Part", "name": "packed"},
        **{"nothing": {}, "wrappedDouble": "NaN", "wrappedFloat": "-Infinity", "wrappedInt32": 0, "wrappedInt64": "1"},
        **{"wrappedUint32": 2, "wrappedUint64": "3", "wrappedBool": False, "wrappedString": "", "wrappedBytes": ""},
        **{"timestamps": ["1970-01-01T00:00:00Z"], "values": {"n": None, "o": {"p": 1.5}}},
    },
    Everything(),
)


@pytest.fixture(scope="module", params=[[], [ProtoNexusPlugin()]], ids=["without plugin", "with plugin"])
async def shop(request: pytest.FixtureRequest, server: DevServer) -> AsyncGenerator[World]:
    async with world(server, kitchen.Kitchen(), kitchen.Oven(), plugins=request.param, workflows=WORKFLOWS) as running:
        yield running


def bits(message: Everything) -> bytes:
    return message.SerializeToString(deterministic=True)


def test_everything_has_every_field() -> None:
    chosen_otherwise = {"left", "middle"}
    unset = {field.name for field in Everything.DESCRIPTOR.fields} - {
        field.name for field, _ in EVERYTHING.ListFields()
    }
    assert unset == chosen_otherwise
    assert EVERYTHING.spice == SPICE_CHILI


async def test_every_field_type_travels_from_workflows(shop: World) -> None:
    cooked = await shop.execute(kitchen.CookInAWorkflow.run, CookRequest(ingredients=EVERYTHING))
    assert bits(cooked.meal) == bits(EVERYTHING)


async def test_every_field_type_travels_from_ordinary_code(shop: World) -> None:
    client = KitchenServiceStandaloneClient(shop.orders, shop.endpoint)
    cooked = await client.cook(CookRequest(ingredients=EVERYTHING), id=unique("x"))
    assert bits(cooked.meal) == bits(EVERYTHING)
    assert list((await client.read_menu(id=unique("x"))).dishes) == ["rice", "beans"]
    nothing: object = await client.clean(CleanRequest(room="all"), id=unique("x"))
    assert nothing is None


async def test_well_known_types_travel_under_the_names_of_the_annotations(shop: World) -> None:
    handle: WorkflowHandle[kitchen.BakeInAWorkflow, list[str]] = await shop.start(kitchen.BakeInAWorkflow.run)
    assert await handle.result() == ["5", "a", "b", "x", "a,b_c"]
    scheduled = [
        e.nexus_operation_scheduled_event_attributes for e in await events(handle, "nexus_operation_scheduled")
    ]
    assert {attributes.service for attributes in scheduled} == {"kitchen-oven"}
    assert [attributes.operation for attributes in scheduled] == ["bake-it", "Weigh", "Wrap", "Choose"]
