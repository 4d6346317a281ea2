"""A handler class that cannot work is refused when it is created, in one line that names class, method and fix."""

from __future__ import annotations

from abc import ABC
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

import pytest
from acme.inventory.v1.inventory_nexus import InventoryService, InventoryServiceHandler
from acme.payments.v1.payments_nexus import PaymentService, PaymentServiceHandler
from acme.payments.v1.payments_pb2 import (
    ProcessPaymentRequest,
    ProcessPaymentResponse,
    RefundRequest,
    RefundResponse,
)
from google.protobuf.empty_pb2 import Empty
from nexusrpc.handler import (
    Handler,
    OperationHandler,
    StartOperationContext,
    operation_handler,
    service_handler,
    sync_operation,
)
from runtime.handlers import Payments
from temporalio import nexus

from protonexus import CancelContext, OperationContext, cancels
from protonexus._codegen import ServiceHandler

SIGNATURE = (
    "`async def process_payment(self, ctx: OperationContext, request: ProcessPaymentRequest) -> ProcessPaymentResponse`"
)


def refusal(create: Callable[[], object]) -> str:
    with pytest.raises(TypeError) as caught:
        create()
    text = str(caught.value)
    assert "\n" not in text
    return text


def with_method(name: str, method: Any) -> Callable[[], object]:
    return lambda: type("Wrong", (Payments,), {name: method})


def test_every_missing_operation_is_named_with_what_to_write() -> None:
    def create() -> None:
        class Incomplete(PaymentServiceHandler):
            async def refund(self, ctx: OperationContext, request: RefundRequest) -> RefundResponse:
                return RefundResponse()

    text = refusal(create)
    assert "Incomplete: process_payment, ping not implemented" in text
    assert SIGNATURE in text
    assert "`async def ping(self, ctx: OperationContext) -> None`" in text
    assert "ABC" in text


def test_a_complete_class_under_an_incomplete_abstract_one_is_checked() -> None:
    class Base(PaymentServiceHandler, ABC):
        async def ping(self, ctx: OperationContext) -> None:
            pass

    def create() -> None:
        class Concrete(Base):
            async def refund(self, ctx: OperationContext, request: RefundRequest) -> RefundResponse:
                return RefundResponse()

    assert "Concrete: process_payment not implemented" in refusal(create)


async def _no_request(self: Any, ctx: OperationContext) -> ProcessPaymentResponse: ...
async def _no_context(self: Any, request: ProcessPaymentRequest) -> ProcessPaymentResponse: ...
async def _required_keyword(self: Any, ctx: OperationContext, request: Any, *, more: int) -> ProcessPaymentResponse: ...
async def _one_more(self: Any, ctx: OperationContext, request: Any, more: int) -> ProcessPaymentResponse: ...
async def _without_self(ctx: OperationContext, request: ProcessPaymentRequest) -> ProcessPaymentResponse: ...
async def _static_with_self(self: Any, ctx: OperationContext, request: Any) -> ProcessPaymentResponse: ...


@pytest.mark.parametrize(
    "method",
    [
        *(_no_request, _no_context, _required_keyword, _one_more, _without_self),
        staticmethod(_static_with_self),
        classmethod(_no_request),
    ],
)
def test_a_method_that_cannot_take_the_arguments_is_refused(method: Any) -> None:
    text = refusal(with_method("process_payment", method))
    assert text == f"Wrong: process_payment does not take the arguments of the operation: write {SIGNATURE}"


def test_a_request_for_an_operation_without_one_is_refused() -> None:
    async def ping(self: Any, ctx: OperationContext, request: Empty) -> None: ...

    assert refusal(with_method("ping", ping)).endswith("write `async def ping(self, ctx: OperationContext) -> None`")


def test_a_wrong_request_annotation_is_refused() -> None:
    async def method(self: Any, ctx: OperationContext, request: RefundRequest) -> ProcessPaymentResponse: ...

    text = refusal(with_method("process_payment", method))
    assert text == f"Wrong: process_payment takes RefundRequest as `request`: write {SIGNATURE}"


def test_a_wrong_context_annotation_is_refused() -> None:
    async def method(self: Any, context: CancelContext, request: ProcessPaymentRequest) -> ProcessPaymentResponse: ...

    text = refusal(with_method("process_payment", method))
    assert text == f"Wrong: process_payment takes CancelContext as `context`: write {SIGNATURE}"


async def _other_message(self: Any, ctx: OperationContext, request: Any) -> RefundResponse: ...
async def _maybe(self: Any, ctx: OperationContext, request: Any) -> ProcessPaymentResponse | None: ...
async def _nothing(self: Any, ctx: OperationContext, request: Any) -> None: ...
async def _text(self: Any, ctx: OperationContext, request: Any) -> str: ...
async def _other_workflow(self: Any, ctx: OperationContext, request: Any) -> nexus.WorkflowHandle[RefundResponse]: ...
async def _other_result(
    self: Any, ctx: OperationContext, request: Any
) -> nexus.TemporalOperationResult[RefundResponse]: ...


@pytest.mark.parametrize("method", [_other_message, _maybe, _nothing, _text, _other_workflow, _other_result])
def test_a_wrong_return_annotation_is_refused(method: Any) -> None:
    text = refusal(with_method("process_payment", method))
    assert text.startswith("Wrong: process_payment is declared to return ")
    assert text.endswith(f"write {SIGNATURE}")


def test_a_result_of_an_operation_without_one_is_refused() -> None:
    async def ping(self: Any, ctx: OperationContext) -> Empty: ...

    assert "Wrong: ping is declared to return Empty" in refusal(with_method("ping", ping))


def _generator(self: Any, ctx: OperationContext, request: Any) -> Iterator[ProcessPaymentResponse]:
    yield ProcessPaymentResponse()


async def _async_generator(self: Any, ctx: OperationContext, request: Any) -> AsyncIterator[ProcessPaymentResponse]:
    yield ProcessPaymentResponse()


@pytest.mark.parametrize("method", [_generator, _async_generator])
def test_a_generator_is_refused(method: Any) -> None:
    text = refusal(with_method("process_payment", method))
    assert text == f"Wrong: process_payment is a generator, but an operation has one result: write {SIGNATURE}"


@pytest.mark.parametrize("member", [5, None, property(lambda self: None)], ids=["number", "None", "property"])
def test_what_is_no_method_is_refused(member: Any) -> None:
    text = refusal(with_method("process_payment", member))
    assert text == f"Wrong: process_payment is {type(member).__name__}, not a method: write {SIGNATURE}"


def test_two_services_on_one_class_are_refused() -> None:
    def create() -> None:
        class Both(Payments, InventoryServiceHandler):
            pass

    text = refusal(create)
    assert "Both: implements PaymentServiceHandler and InventoryServiceHandler" in text
    assert "make a class of each" in text


def test_the_root_of_handlers_is_refused_as_a_base() -> None:
    assert "generated handler base" in refusal(lambda: type("Bare", (ServiceHandler,), {}))


async def _sync_operation(self, ctx: StartOperationContext, request: RefundRequest) -> RefundResponse: ...
async def _workflow_run(
    self, ctx: nexus.WorkflowRunOperationContext, request: RefundRequest
) -> nexus.WorkflowHandle[RefundResponse]: ...
async def _temporal_operation(
    self, ctx: nexus.TemporalStartOperationContext, client: nexus.TemporalNexusClient, request: RefundRequest
) -> nexus.TemporalOperationResult[RefundResponse]: ...
def _operation_handler(self) -> OperationHandler[RefundRequest, RefundResponse]: ...


SDK_DECORATED = {
    "sync_operation": (sync_operation, _sync_operation),
    "workflow_run_operation": (nexus.workflow_run_operation, _workflow_run),
    "temporal_operation": (nexus.temporal_operation, _temporal_operation),
    "operation_handler": (operation_handler, _operation_handler),
}


@pytest.mark.parametrize("decorator", SDK_DECORATED)
def test_a_decorator_of_the_sdk_on_a_generated_method_is_refused(decorator: str) -> None:
    decorate, method = SDK_DECORATED[decorator]
    text = refusal(with_method("refund", decorate(method)))
    assert text == "Wrong: refund: remove the SDK's decorator, the generated base already makes it an operation"


@pytest.mark.parametrize("decorator", SDK_DECORATED)
def test_an_operation_of_the_sdks_beside_the_contracts_is_refused(decorator: str) -> None:
    decorate, method = SDK_DECORATED[decorator]
    text = refusal(with_method("extra", decorate(method)))
    assert text.startswith("Wrong: extra: it is decorated as a Nexus operation but not in the contract")


def test_the_sdks_class_decorator_is_refused_when_a_worker_takes_the_handler() -> None:
    # It runs after the class is created, and would rename the service without a word.
    decorated = service_handler(type("Wrong", (Payments,), {}))
    text = refusal(lambda: Handler([decorated()]))
    assert text == "Wrong: remove the SDK's @service_handler, the generated base serves it"


async def _stop(self: Any, ctx: CancelContext) -> None: ...
def _stop_in_thread(self: Any, ctx: CancelContext) -> None: ...
async def _stop_without_context(self: Any) -> None: ...


def test_the_cancellation_of_another_services_operation_is_refused() -> None:
    text = refusal(with_method("stop", cancels(InventoryService.reserve)(_stop)))
    assert "Wrong: stop: " in text
    assert "another service" in text


def test_two_methods_for_one_cancellation_are_refused() -> None:
    def create() -> None:
        class Wrong(Payments):
            @cancels(PaymentService.refund)
            async def stop(self, ctx: CancelContext) -> None: ...
            @cancels(PaymentService.refund)
            async def stop_too(self, ctx: CancelContext) -> None: ...

    assert "Wrong: stop_too: stop already handles the cancellation of refund; keep one" in refusal(create)


def test_a_cancellation_that_cannot_wait_is_refused() -> None:
    text = refusal(with_method("stop", cancels(PaymentService.refund)(_stop_in_thread)))
    assert text == "Wrong: stop: a method that handles cancellation must be `async def`"


def test_a_cancellation_that_takes_no_context_is_refused() -> None:
    text = refusal(with_method("stop", cancels(PaymentService.refund)(_stop_without_context)))
    assert "write `async def stop(self, ctx: CancelContext) -> None`" in text


def test_a_cancellation_on_the_operation_itself_is_refused() -> None:
    async def refund(self: Any, ctx: OperationContext, request: RefundRequest) -> RefundResponse: ...

    text = refusal(with_method("refund", cancels(PaymentService.refund)(refund)))
    assert text == "Wrong: refund: put @cancels on a method of its own, not on an operation"


@pytest.mark.parametrize("operation", ["Refund", _stop, None])
def test_cancels_takes_operations_only(operation: Any) -> None:
    assert "@cancels(PaymentService.refund)" in refusal(lambda: cancels(operation))


def test_one_method_does_not_cancel_two_operations() -> None:
    async def stop(self: Any, ctx: CancelContext) -> None: ...

    once = cancels(PaymentService.refund)(stop)
    assert "write two methods" in refusal(lambda: cancels(PaymentService.ping)(once))
