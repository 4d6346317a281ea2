"""Slips that both type checkers must refuse, each on a line marked with an E, among right lines that they must accept."""

from __future__ import annotations

from datetime import timedelta

from acme.inventory.v1.inventory_nexus import InventoryServiceHandler
from acme.kitchen.v1 import kitchen_nexus
from acme.kitchen.v1.everything_pb2 import Everything
from acme.kitchen.v1.kitchen_nexus import KitchenServiceClient, KitchenServiceHandler, KitchenServiceStandaloneClient
from acme.kitchen.v1.kitchen_pb2 import (
    CleanRequest,
    CookRequest,
    CookResponse,
    Dish,
    FryRequest,
    FryResponse,
    ReadMenuResponse,
)
from acme.payments.v1.payments_nexus import (
    PaymentService,
    PaymentServiceClient,
    PaymentServiceHandler,
    PaymentServiceStandaloneClient,
)
from acme.payments.v1.payments_pb2 import ProcessPaymentRequest, ProcessPaymentResponse, RefundRequest, RefundResponse
from temporalio import nexus, workflow
from temporalio.client import Client
from temporalio.common import NexusOperationIDConflictPolicy
from temporalio.workflow import NexusOperationCancellationType

from protonexus import (
    CancelContext,
    OperationContext,
    OperationHandle,
    OperationResult,
    ProtoNexusPlugin,
    StandaloneOperationHandle,
    cancels,
)


@workflow.defn
class RefundWorkflow:
    @workflow.run
    async def run(self, request: RefundRequest) -> RefundResponse:
        return RefundResponse(refund_id=request.transaction_id)


class Right(PaymentServiceHandler):
    async def process_payment(self, ctx: OperationContext, request: ProcessPaymentRequest) -> ProcessPaymentResponse:
        return ProcessPaymentResponse()

    async def refund(self, ctx: OperationContext, request: RefundRequest) -> nexus.WorkflowHandle[RefundResponse]:
        return await ctx.start_workflow(RefundWorkflow.run, request, id=f"refund-{ctx.request_id}")

    def ping(self, ctx: OperationContext) -> None:
        return None

    @cancels(PaymentService.refund)
    async def stop(self, ctx: CancelContext) -> None:
        await ctx.cancel()


class RightToo(PaymentServiceHandler):
    def process_payment(self, ctx: OperationContext, request: ProcessPaymentRequest) -> ProcessPaymentResponse:
        return ProcessPaymentResponse()

    async def refund(self, ctx: OperationContext, request: RefundRequest) -> OperationResult[RefundResponse]:
        if not request.reason:
            return await ctx.nexus_client.start_workflow(RefundWorkflow.run, request, id="x")
        if request.reason == "workflow":
            return await ctx.start_workflow(RefundWorkflow.run, request, id="x")
        return RefundResponse()

    async def ping(self, ctx: OperationContext) -> None: ...


class WrongTypes(PaymentServiceHandler):
    async def process_payment(self, ctx: OperationContext, request: ProcessPaymentRequest) -> RefundResponse:  # E
        return RefundResponse()

    def refund(self, ctx: OperationContext, request: ProcessPaymentRequest) -> RefundResponse:  # E
        return RefundResponse()

    async def ping(self, ctx: OperationContext) -> ProcessPaymentResponse:  # E
        return ProcessPaymentResponse()


class WrongArguments(PaymentServiceHandler):
    async def process_payment(self, request: ProcessPaymentRequest) -> ProcessPaymentResponse:  # E
        return ProcessPaymentResponse()

    async def refund(self, ctx: CancelContext, request: RefundRequest) -> RefundResponse:  # E
        return RefundResponse()

    async def ping(self, ctx: OperationContext, request: ProcessPaymentRequest) -> None: ...  # E


class WrongWorkflows(PaymentServiceHandler):
    async def process_payment(
        self, ctx: OperationContext, request: ProcessPaymentRequest
    ) -> nexus.WorkflowHandle[ProcessPaymentResponse]:
        return await ctx.start_workflow(RefundWorkflow.run, request, id="x")  # E

    async def refund(self, ctx: OperationContext, request: RefundRequest) -> nexus.WorkflowHandle[CookResponse]:  # E
        raise NotImplementedError

    async def ping(self, ctx: OperationContext) -> None:
        await ctx.start_workflow(RefundWorkflow.run, id="x")  # E
        return RefundResponse()  # E


class WrongResults(PaymentServiceHandler):
    async def process_payment(self, ctx: OperationContext, request: ProcessPaymentRequest) -> ProcessPaymentResponse:
        return RefundResponse()  # E

    async def refund(self, ctx: OperationContext, request: RefundRequest) -> OperationResult[RefundResponse]:
        return await ctx.client.start_workflow(RefundWorkflow.run, request, id="x", task_queue="q")  # E

    def ping(self, ctx: OperationContext) -> None:
        print(ctx.workflow_id)  # E

    @cancels(PaymentService.refund)  # E
    async def stop(self, ctx: OperationContext) -> None: ...

    @cancels("Refund")  # E
    async def stop_too(self, ctx: CancelContext) -> None: ...

    @cancels(PaymentService.ping)  # E
    def stop_in_thread(self, ctx: CancelContext) -> None: ...


class Missing(PaymentServiceHandler):
    async def ping(self, ctx: OperationContext) -> None: ...


Right()
Missing()  # E
InventoryServiceHandler()  # E


class Kitchen(KitchenServiceHandler):
    async def cook(self, ctx: OperationContext, request: CookRequest) -> CookResponse:
        return CookResponse(meal=request.ingredients)

    async def read_menu(self, ctx: OperationContext) -> ReadMenuResponse:
        return ReadMenuResponse(dishes=["rice"])

    async def clean(self, ctx: OperationContext, request: CleanRequest) -> CleanRequest:  # E
        return request

    async def fry(self, ctx: OperationContext, request: FryRequest) -> FryResponse:
        return FryResponse()

    async def taste(self, ctx: OperationContext, request: Dish.Sample) -> Dish.Sample:  # E
        return request


async def in_a_workflow() -> None:
    payments = PaymentServiceClient()
    PaymentServiceClient("elsewhere", schedule_to_close_timeout=timedelta(seconds=5), headers={"a": "b"}, summary=None)
    PaymentServiceClient(5)  # E
    PaymentServiceClient(timeout=timedelta(seconds=5))  # E
    PaymentServiceClient(schedule_to_close_timeout=5)  # E
    PaymentServiceClient(cancellation_type="TRY_CANCEL")  # E
    PaymentServiceClient(cancellation_type=None)  # E
    PaymentServiceClient(headers={"a": 5})  # E

    processed: ProcessPaymentResponse = await payments.process_payment(ProcessPaymentRequest())
    await payments.process_payment(RefundRequest())  # E
    await payments.process_payment()  # E
    await payments.process_payment(None)  # E
    await payments.process_payment(ProcessPaymentRequest(), schedule_to_close=5)  # E
    await payments.process_payment(ProcessPaymentRequest(), summary=5)  # E
    await payments.process_payment(ProcessPaymentRequest(), id="x")  # E
    await payments.process_payment(request=ProcessPaymentRequest())  # E
    await payments.refund(RefundRequest(), cancellation_type=NexusOperationCancellationType.ABANDON)
    wrong: RefundResponse = await payments.process_payment(ProcessPaymentRequest())  # E
    print(processed.refund_id)  # E
    await payments.charge(ProcessPaymentRequest())  # E

    await payments.ping()
    await payments.ping(ProcessPaymentRequest())  # E
    nothing: str = await payments.ping()  # E

    handle: OperationHandle[RefundResponse] = await payments.refund.start(RefundRequest())
    refunded: RefundResponse = await handle
    other: OperationHandle[ProcessPaymentResponse] = await payments.refund.start(RefundRequest())  # E
    worse: ProcessPaymentResponse = await handle  # E
    await payments.refund.start(ProcessPaymentRequest())  # E
    await payments.refund.start(RefundRequest(), id="x")  # E
    handle.result()  # E
    cancelled: bool = handle.cancel()
    handle.operation_token.upper()  # E
    payments.refund.handle("x")  # E
    payments.process_payment = payments.refund  # E
    print(wrong, nothing, refunded, other, worse, cancelled)


async def in_a_kitchen(client: Client) -> None:
    KitchenServiceClient()  # E
    KitchenServiceStandaloneClient(client)  # E
    kitchen = KitchenServiceClient("kitchen")
    meal: Everything = (await kitchen.cook(CookRequest(ingredients=Everything(a_string="rice")))).meal
    menu: ReadMenuResponse = await kitchen.read_menu()
    await kitchen.read_menu(CleanRequest())  # E
    cleaned: CleanRequest = await kitchen.clean(CleanRequest())  # E
    verdict: Dish.Verdict = await kitchen.taste(Dish.Sample())
    await kitchen.taste(Dish.Verdict())  # E
    await kitchen.fry(FryRequest())  # E
    await KitchenServiceStandaloneClient(client, "kitchen").fry(FryRequest(), id="x")  # E
    kitchen_nexus.CampfireServiceClient("fire")  # E
    print(meal, menu, cleaned, verdict)


async def in_ordinary_code(client: Client) -> None:
    payments = PaymentServiceStandaloneClient(client)
    PaymentServiceStandaloneClient()  # E
    PaymentServiceStandaloneClient("payments")  # E
    PaymentServiceStandaloneClient(client, cancellation_type=NexusOperationCancellationType.ABANDON)  # E
    PaymentServiceStandaloneClient(client, id="x")  # E

    processed: ProcessPaymentResponse = await payments.process_payment(ProcessPaymentRequest(), id="x")
    await payments.process_payment(ProcessPaymentRequest())  # E
    await payments.process_payment(RefundRequest(), id="x")  # E
    await payments.process_payment(ProcessPaymentRequest(), id=5)  # E
    await payments.process_payment(ProcessPaymentRequest(), "x")  # E
    policy = NexusOperationIDConflictPolicy.USE_EXISTING
    await payments.process_payment(ProcessPaymentRequest(), id="x", id_conflict_policy=policy)
    await payments.process_payment(ProcessPaymentRequest(), id="x", id_conflict_policy="USE_EXISTING")  # E
    await payments.process_payment(ProcessPaymentRequest(), id="x", event_groups=None)  # E
    wrong: RefundResponse = await payments.process_payment(ProcessPaymentRequest(), id="x")  # E
    await payments.ping(id="x")
    await payments.ping()  # E
    await payments.ping(ProcessPaymentRequest(), id="x")  # E

    handle: StandaloneOperationHandle[RefundResponse] = await payments.refund.start(RefundRequest(), id="x")
    refunded: RefundResponse = await handle.result()
    await handle  # E
    worse: ProcessPaymentResponse = await handle.result()  # E
    found: StandaloneOperationHandle[RefundResponse] = payments.refund.handle("x", run_id=handle.run_id)
    other: StandaloneOperationHandle[ProcessPaymentResponse] = payments.refund.handle("x")  # E
    handle.run_id.upper()  # E
    payments.refund.handle()  # E
    await payments.refund.start(RefundRequest())  # E
    await handle.cancel(because="x")  # E
    print([operation.operation_id async for operation in payments.list_nexus_operations("", limit=5)])
    await payments.count_nexus_operations(5)  # E
    print(processed, wrong, refunded, worse, found, other)


async def connect() -> None:
    await Client.connect("localhost:7233", plugins=[ProtoNexusPlugin()])
    await Client.connect("localhost:7233", plugins=[ProtoNexusPlugin])  # E
