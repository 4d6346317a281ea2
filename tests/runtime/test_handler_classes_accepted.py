"""Whatever Python a handler class is written in, as long as it can work."""

from __future__ import annotations

import functools
from abc import ABC
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, Never, NoReturn, Protocol, TypeVar

import nexusrpc
import pytest
from acme.kitchen.v1.pantry_nexus import PANTRY_SERVICE, PantryServiceHandler
from acme.payments.v1.payments_nexus import PAYMENT_SERVICE, PaymentService, PaymentServiceHandler
from acme.payments.v1.payments_pb2 import (
    ProcessPaymentRequest,
    ProcessPaymentResponse,
    RefundRequest,
    RefundResponse,
)
from google.protobuf.message import Message
from nexusrpc.handler import Handler, StartOperationContext
from runtime.handlers import Payments
from temporalio import nexus

from protonexus import CancelContext, OperationContext, OperationResult, cancels

if TYPE_CHECKING:
    from acme.payments.v1.payments_pb2 import ProcessPaymentResponse as Response

    from protonexus import OperationContext as Context


class HasHeaders(Protocol):
    @property
    def headers(self) -> Mapping[str, str]: ...


async def _unannotated(self, ctx, request): ...
async def _other_names(this: Any, c: OperationContext, r: ProcessPaymentRequest, /) -> ProcessPaymentResponse: ...
async def _any(self: Any, ctx: Any, request: Any) -> Any: ...
async def _wide(self: Any, ctx: object, request: Message) -> Message: ...
async def _context_of_the_sdk(
    self: Any, ctx: StartOperationContext, request: ProcessPaymentRequest
) -> ProcessPaymentResponse: ...
async def _protocol(self: Any, ctx: HasHeaders, request: ProcessPaymentRequest) -> ProcessPaymentResponse: ...
async def _for_checkers_only(self: Any, ctx: Context, request: ProcessPaymentRequest) -> Response: ...
async def _optional(
    self: Any, ctx: OperationContext, request: Any = None, more: int = 1, *rest: Any, **kw: Any
) -> Any: ...
async def _arguments(self: Any, *args: Any) -> ProcessPaymentResponse: ...
async def _union(self: Any, ctx: Any, request: ProcessPaymentRequest | RefundRequest) -> ProcessPaymentResponse: ...
def _thread(self: Any, ctx: OperationContext, request: ProcessPaymentRequest) -> ProcessPaymentResponse: ...
def _awaitable(self: Any, ctx: OperationContext, request: Any) -> Awaitable[ProcessPaymentResponse]: ...
async def _workflow(self: Any, ctx: Any, request: Any) -> nexus.WorkflowHandle[ProcessPaymentResponse]: ...
async def _result(self: Any, ctx: Any, request: Any) -> nexus.TemporalOperationResult[ProcessPaymentResponse]: ...
async def _whichever(self: Any, ctx: Any, request: Any) -> OperationResult[ProcessPaymentResponse]: ...
async def _never(self: Any, ctx: OperationContext, request: ProcessPaymentRequest) -> Never: ...
async def _no_return(self: Any, ctx: OperationContext, request: ProcessPaymentRequest) -> NoReturn: ...


class _CallableObject:
    async def __call__(self, ctx: OperationContext, request: ProcessPaymentRequest) -> ProcessPaymentResponse: ...


@pytest.mark.parametrize(
    "method",
    [
        *(_unannotated, _other_names, _any, _wide, _context_of_the_sdk, _protocol, _for_checkers_only, _optional),
        *(_arguments, _union, _thread, _awaitable, _workflow, _result, _whichever, _never, _no_return),
        lambda self, ctx, request: ProcessPaymentResponse(),
        functools.partialmethod(_other_names),
        _CallableObject(),
    ],
)
def test_a_method_that_can_serve_the_operation_is_accepted(method: Any) -> None:
    type("Written", (Payments,), {"process_payment": method})


def logged(method: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(method)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        return method(*args, **kwargs)

    return wrapper


def test_static_class_and_decorated_methods_are_accepted() -> None:
    class Written(PaymentServiceHandler):
        @staticmethod
        async def process_payment(ctx: OperationContext, request: ProcessPaymentRequest) -> ProcessPaymentResponse:
            return ProcessPaymentResponse()

        @classmethod
        async def refund(cls, ctx: OperationContext, request: RefundRequest) -> RefundResponse:
            return RefundResponse()

        @logged
        async def ping(self, ctx: OperationContext) -> None: ...

    Handler([Written()])


def test_a_decorated_async_method_needs_no_executor() -> None:
    class Written(Payments):
        @logged
        async def ping(self, ctx: OperationContext) -> None: ...

    Handler([Written()])


def test_a_method_run_in_threads_without_an_executor_is_an_error_that_says_so() -> None:
    class Threaded(Payments):
        def ping(self, ctx: OperationContext) -> None: ...

    with pytest.raises(RuntimeError) as caught:
        Handler([Threaded()])
    assert "Threaded.ping" in str(caught.value)
    assert "make it `async def` or pass Worker(nexus_task_executor=...)" in str(caught.value)
    with ThreadPoolExecutor(1) as executor:
        Handler([Threaded()], executor)


def test_methods_may_come_from_a_mixin_that_is_named_first() -> None:
    class Pings:
        async def ping(self, ctx: OperationContext) -> None: ...

    class Written(Pings, PaymentServiceHandler):
        process_payment = Payments.process_payment
        refund = Payments.refund

    Handler([Written()])


def test_a_base_that_names_abc_may_be_incomplete() -> None:
    class Base(PaymentServiceHandler, ABC):
        async def ping(self, ctx: OperationContext) -> None: ...

    with pytest.raises(TypeError, match="abstract"):
        Base()

    class Written(Base):
        process_payment = Payments.process_payment
        refund = Payments.refund

    Handler([Written()])


def test_a_handler_may_have_anything_else_beside_its_operations() -> None:
    class Written(Payments):
        limit = 5
        operation = PaymentService.refund

        class Nested:
            pass

        def __init__(self, name: str) -> None:
            self.name = name

        @property
        def explodes(self) -> int:
            raise RuntimeError

        @functools.cached_property
        def cached(self) -> int:
            raise RuntimeError

        def helper(self, a: int, *, b: str) -> Any:
            yield a

    Handler([Written("x")])


T = TypeVar("T")


def test_generic_and_dataclass_handlers_are_accepted() -> None:
    class OfMany(Payments, Generic[T]):
        pass

    class Keyed(OfMany[int]):
        pass

    @dataclass(frozen=True, slots=True)
    class Data(Payments):
        limit: int

    for handler in (OfMany[str](), Keyed(), Data(5)):
        Handler([handler])


def test_an_operation_may_be_overridden_in_a_subclass() -> None:
    class Lenient(Payments):
        @cancels(PaymentService.refund)
        async def stop(self, ctx: CancelContext) -> None: ...

    class Strict(Lenient):
        async def ping(self, ctx: OperationContext) -> None: ...

        @cancels(PaymentService.refund)
        async def stop(self, ctx: CancelContext) -> None: ...

    Handler([Strict()])


def test_each_handler_class_is_the_service_of_its_contract() -> None:
    operations = (
        *("store", "fetch", "list", "count", "list_nexus_operations_", "start", "handle"),
        *("cancel", "close", "client", "register", "import_", "lambda_", "property_"),
    )
    pantry = type("Pantry", (PantryServiceHandler,), {name: _arguments_of_any for name in operations})
    for cls, name, count in ((Payments, PAYMENT_SERVICE, 3), (pantry, PANTRY_SERVICE, len(operations))):
        definition = nexusrpc.get_service_definition(cls)
        assert definition is not None
        assert definition.name == name
        assert len(definition.operation_definitions) == count
        Handler([cls()])


async def _arguments_of_any(self: Any, *args: Any) -> Any: ...
