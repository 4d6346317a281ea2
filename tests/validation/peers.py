"""Callers and handlers of RulesService, ours and the SDK's."""

from __future__ import annotations

from collections.abc import Awaitable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from acme.rules.v1.rules_nexus import RULES_SERVICE, RulesService, RulesServiceClient, RulesServiceHandler
from acme.rules.v1.rules_pb2 import (
    BookRequest,
    BookResponse,
    GrowRequest,
    GrowResponse,
    Login,
    MisruleRequest,
    MisruleResponse,
    PayRequest,
    PayResponse,
    ScheduleRequest,
    ScheduleResponse,
)
from google.protobuf.message import Message
from nexusrpc import Operation, service
from nexusrpc.handler import StartOperationContext, service_handler, sync_operation
from temporalio import nexus, workflow
from temporalio.client import NexusOperationFailureError
from temporalio.exceptions import NexusOperationError

from protonexus import OperationCallError, OperationContext

SECRET = "hunter2"


@dataclass
class Outcome:
    """What a caller got."""

    error: str = ""
    text: str = ""
    violations: list[tuple[str, str, str]] = field(default_factory=list[tuple[str, str, str]])


async def outcome(call: Awaitable[Any]) -> Outcome:
    try:
        await call
    except OperationCallError as err:
        return Outcome(type(err).__name__, err.reason, [tuple(violation) for violation in err.violations])
    except (NexusOperationError, NexusOperationFailureError) as err:
        cause = err.cause
        return Outcome(f"{type(cause).__name__} {getattr(cause, 'type', '')}", str(cause))
    return Outcome()


def _request(operation: str, serialized: bytes) -> Any:
    return getattr(RulesService, operation).input_type.FromString(serialized)


@workflow.defn
class Call:
    """Calls an operation, and says what it got."""

    @workflow.run
    async def run(self, endpoint: str, operation: str, request: bytes, switches: dict[str, bool]) -> Outcome:
        client = RulesServiceClient(endpoint, **switches)  # type: ignore[misc]
        return await outcome(getattr(client, operation)(_request(operation, request)))


@workflow.defn
class CallAndFail:
    """Catches nothing."""

    @workflow.run
    async def run(self, endpoint: str, operation: str, request: bytes) -> None:
        await getattr(RulesServiceClient(endpoint), operation)(_request(operation, request))


@workflow.defn
class CallAsStock:
    """Has the definition, but calls by the SDK alone."""

    @workflow.run
    async def run(self, endpoint: str, operation: str, request: bytes) -> Outcome:
        client = workflow.create_nexus_client(service=RulesService, endpoint=endpoint)
        called = getattr(RulesService, operation)
        return await outcome(client.execute_operation(called, _request(operation, request)))


@workflow.defn
class PayInSecret:
    """Its secrets come from its code, so a history has them only if they leak."""

    @workflow.run
    async def run(self, endpoint: str, validate_requests: bool) -> Outcome:
        client = RulesServiceClient(endpoint, validate_requests=validate_requests)
        request = PayRequest(
            card=SECRET, login=Login(user=SECRET, password=SECRET), pins={SECRET: SECRET}, answers=[SECRET]
        )
        caught = await outcome(client.pay(request))
        workflow.logger.warning("caught %s", caught)
        await outcome(client.pay(PayRequest(amount=SECRET)))
        await client.pay(request)
        return caught


@workflow.defn
class ScheduleByWorkflowTime:
    """Requests and responses that are valid while the workflow runs, and were not or are not at other times."""

    @workflow.run
    async def run(self, endpoint: str) -> list[Outcome]:
        client = RulesServiceClient(endpoint)
        soon, past = ScheduleRequest(), ScheduleRequest()
        soon.starts.FromDatetime(workflow.now() + timedelta(minutes=1))
        soon.confirmed.FromDatetime(workflow.now())
        soon.placed.FromDatetime(workflow.now() - timedelta(minutes=1))
        past.starts.FromDatetime(workflow.now() - timedelta(minutes=1))
        return [await outcome(client.schedule(soon)), await outcome(client.schedule(past))]


@workflow.defn
class BookWrongly:
    """Carries a booking out, with a response that breaks a rule."""

    @workflow.run
    async def run(self, request: BookRequest) -> BookResponse:
        return BookResponse(ticket="none", seats=request.seats)


CALLERS = [Call, CallAndFail, CallAsStock, PayInSecret, ScheduleByWorkflowTime]


class Rules(RulesServiceHandler):
    """Answers with what it was made with."""

    def __init__(self, *responses: Message) -> None:
        self._responses = {type(response): response for response in responses}
        self.received: list[Message] = []

    def _answer(self, request: Message, response: type[Any]) -> Any:
        self.received.append(request)
        return self._responses.get(response, response())

    async def book(self, ctx: OperationContext, request: BookRequest) -> BookResponse:
        return self._answer(request, BookResponse)

    async def schedule(self, ctx: OperationContext, request: ScheduleRequest) -> ScheduleResponse:
        return self._answer(request, ScheduleResponse)

    def pay(self, ctx: OperationContext, request: PayRequest) -> PayResponse:
        return self._answer(request, PayResponse)

    async def misrule(self, ctx: OperationContext, request: MisruleRequest) -> MisruleResponse:
        return self._answer(request, MisruleResponse)

    async def grow(self, ctx: OperationContext, request: GrowRequest) -> GrowResponse:
        return self._answer(request, GrowResponse)


class TakesAnything(Rules, validate_requests=False):
    """Checks what it answers only."""


class AnswersAnything(Rules, validate_responses=False):
    """Checks what it is given only."""


def backing_queue(queue: str) -> str:
    return f"{queue}-backing"


class BooksByWorkflow(Rules):
    """Whose responses no handler sees."""

    async def book(self, ctx: OperationContext, request: BookRequest) -> nexus.WorkflowHandle[BookResponse]:  # type: ignore[override]
        queue = backing_queue(nexus.info().task_queue)
        return await ctx.start_workflow(BookWrongly.run, request, id=f"book-{ctx.request_id}", task_queue=queue)


@service(name=RULES_SERVICE)
class _Book:
    book: Operation[BookRequest, BookResponse] = Operation(name="Book")


@service_handler(service=_Book)
class StockBooks:
    """A peer that knows nothing of rules."""

    @sync_operation
    async def book(self, ctx: StartOperationContext, request: BookRequest) -> BookResponse:
        return BookResponse(ticket="none", seats=request.seats)
