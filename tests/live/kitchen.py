"""Handlers and callers of every type a message can have, and of messages that are no contract's own."""

from __future__ import annotations

from acme.kitchen.v1.kitchen_nexus import KitchenServiceClient, KitchenServiceHandler
from acme.kitchen.v1.kitchen_pb2 import (
    CleanRequest,
    CookRequest,
    CookResponse,
    Dish,
    FryRequest,
    FryResponse,
    ReadMenuResponse,
)
from acme.kitchen.v1.oven_nexus import OvenServiceClient, OvenServiceHandler
from google.protobuf.any_pb2 import Any
from google.protobuf.duration_pb2 import Duration
from google.protobuf.field_mask_pb2 import FieldMask
from google.protobuf.struct_pb2 import ListValue, Struct
from google.protobuf.timestamp_pb2 import Timestamp
from google.protobuf.wrappers_pb2 import BytesValue, StringValue
from temporalio import workflow

from protonexus import OperationContext


class Kitchen(KitchenServiceHandler):
    async def cook(self, ctx: OperationContext, request: CookRequest) -> CookResponse:
        return CookResponse(meal=request.ingredients)

    async def read_menu(self, ctx: OperationContext) -> ReadMenuResponse:
        return ReadMenuResponse(dishes=["rice", "beans"])

    async def clean(self, ctx: OperationContext, request: CleanRequest) -> None:
        assert request.room == "all"

    async def fry(self, ctx: OperationContext, request: FryRequest) -> FryResponse:
        return FryResponse(food=request.food)

    async def taste(self, ctx: OperationContext, request: Dish.Sample) -> Dish.Verdict:
        return Dish.Verdict(good=request.spoon == "silver")


class Oven(OvenServiceHandler):
    async def bake(self, ctx: OperationContext, request: Duration) -> Timestamp:
        return Timestamp(seconds=request.seconds)

    async def weigh(self, ctx: OperationContext, request: Struct) -> ListValue:
        values = ListValue()
        values.extend(sorted(request))
        return values

    async def wrap(self, ctx: OperationContext, request: StringValue) -> Any:
        wrapped = Any()
        wrapped.Pack(request)
        return wrapped

    async def choose(self, ctx: OperationContext, request: FieldMask) -> BytesValue:
        return BytesValue(value=",".join(request.paths).encode())


@workflow.defn
class CookInAWorkflow:
    @workflow.run
    async def run(self, endpoint: str, request: CookRequest) -> CookResponse:
        kitchen = KitchenServiceClient(endpoint)
        menu = await kitchen.read_menu()
        assert list(menu.dishes) == ["rice", "beans"]
        await kitchen.clean(CleanRequest(room="all"))
        assert (await kitchen.taste(Dish.Sample(spoon="silver"))).good
        assert (await kitchen.fry(FryRequest(food="rice"))).food == "rice"
        return await kitchen.cook(request)


@workflow.defn
class BakeInAWorkflow:
    @workflow.run
    async def run(self, endpoint: str) -> list[str]:
        oven = OvenServiceClient(endpoint)
        struct = Struct()
        struct.update({"b": 1, "a": None})
        done = await oven.bake(Duration(seconds=5))
        weights = await oven.weigh(struct)
        wrapped = await oven.wrap(StringValue(value="x"))
        chosen = await oven.choose(FieldMask(paths=["a", "b_c"]))
        text = StringValue()
        assert wrapped.Unpack(text)
        return [str(done.seconds), *(str(weight) for weight in weights), text.value, chosen.value.decode()]
