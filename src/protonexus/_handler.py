"""Handler bases: from a user's class to operations that a Temporal worker serves."""

# The public names of these classes are the contract's, so what the runtime's modules share has underscores.
# pyright: reportPrivateUsage=false

from __future__ import annotations

import asyncio
import contextlib
import inspect
from abc import ABC
from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Final, TypeAlias, TypeVar

import nexusrpc
from google.protobuf.message import Message
from nexusrpc.handler import (
    CancelOperationContext,
    OperationHandler,
    StartOperationContext,
    StartOperationResultAsync,
    StartOperationResultSync,
)
from temporalio import nexus
from temporalio.api.common.v1 import Payload
from temporalio.common import RawValue
from temporalio.converter import NexusSerializationContext

from protonexus import _failures, _limits, _retries
from protonexus import _handler_checks as checks
from protonexus._context import CancelContext, OperationContext
from protonexus._definition import Operation, operations_of, service_name
from protonexus._namespace import payload_limit
from protonexus._payload import PayloadError
from protonexus._sizes import encoded_size, known_size
from protonexus._validation import BrokenRules, RuleError, validate_payload

if TYPE_CHECKING:
    from temporalio.client import Client

T = TypeVar("T")
CancelMethod = TypeVar("CancelMethod", bound=Callable[[Any, CancelContext], Awaitable[None]])

OperationResult: TypeAlias = T | nexus.WorkflowHandle[T] | nexus.TemporalOperationResult[T]
"""What a handler method answers: the response, or what will deliver it."""
Returns: TypeAlias = Awaitable[OperationResult[T]] | OperationResult[T]
"""What a handler method is declared to return, so that `async def` and `def` both override it."""

_Outcome: TypeAlias = nexus.TemporalOperationResult[RawValue]

_CANCELS: Final = "__protonexus_cancels__"
# nexusrpc finds operations among a class's attributes; the user's methods keep their own names.
_FACTORY: Final = "_protonexus_operation_{}"


class ServiceHandler(ABC):
    """Base of the generated handler bases. Subclasses of those are checked when they are created."""

    __protonexus_service__: ClassVar[type]
    __protonexus_definition__: ClassVar[nexusrpc.ServiceDefinition]

    __protonexus_non_retryable__: ClassVar[tuple[type[BaseException], ...]] = ()
    __protonexus_validate_requests__: ClassVar[bool] = True
    __protonexus_validate_responses__: ClassVar[bool] = True

    def __init_subclass__(
        cls,
        *,
        service: type | None = None,
        non_retryable: Sequence[type[BaseException]] | None = None,
        validate_requests: bool | None = None,
        validate_responses: bool | None = None,
        **kwargs: Any,
    ) -> None:
        """Check `cls`, and take the class's settings.

        Exceptions of the `non_retryable` classes fail an operation instead of being retried. Requests and
        responses are checked against the contract's rules unless `validate_...` is False.
        """
        super().__init_subclass__(**kwargs)
        if validate_requests is not None:
            cls.__protonexus_validate_requests__ = validate_requests
        if validate_responses is not None:
            cls.__protonexus_validate_responses__ = validate_responses
        if non_retryable is not None:
            cls.__protonexus_non_retryable__ = checks.exception_types(cls, non_retryable)
        if service is not None:
            cls.__protonexus_service__ = service
        elif ABC not in cls.__bases__:  # naming ABC again says: still incomplete
            _register(cls)


def cancels(operation: Operation[Any, Any]) -> Callable[[CancelMethod], CancelMethod]:
    """Make a handler's method, `async def (self, ctx: CancelContext) -> None`, what a cancel request to `operation` runs.

    Without one, cancellation is requested of the backing workflow or activity.
    """

    if not isinstance(operation, Operation):  # pyright: ignore[reportUnnecessaryIsInstance]  # a slip of the pen
        raise TypeError("cancels takes an operation of the contract: write `@cancels(PaymentService.refund)`")

    def decorate(method: CancelMethod) -> CancelMethod:
        if hasattr(method, _CANCELS):
            raise TypeError(
                f"{method.__name__} already handles the cancellation of another operation; write two methods"
            )
        setattr(method, _CANCELS, operation)
        return method

    return decorate


def _register(cls: type[ServiceHandler]) -> None:
    service = checks.only_service(cls, ServiceHandler)
    operations = operations_of(service)
    checks.operations(cls, operations)
    cancel_methods = checks.cancel_methods(cls, operations, _CANCELS)
    definitions: dict[str, nexusrpc.OperationDefinition[Any, Any]] = {}
    for name, operation in operations.items():
        attribute = _FACTORY.format(name)
        definitions[operation.name] = nexusrpc.OperationDefinition(operation.name, attribute, RawValue, RawValue)
        setattr(cls, attribute, _factory(attribute, name, operation, cancel_methods.get(name)))
    definition = nexusrpc.ServiceDefinition(service_name(service), definitions)
    cls.__protonexus_definition__ = definition
    cls.__nexus_service_definition__ = definition  # type: ignore[attr-defined] # pyright: ignore[reportAttributeAccessIssue]  # nexusrpc exports its getter only


def _factory(
    attribute: str, name: str, operation: Operation[Any, Any], cancel: str | None
) -> Callable[[Any], OperationHandler[RawValue, RawValue]]:
    def make(handler: ServiceHandler) -> OperationHandler[RawValue, RawValue]:
        if nexusrpc.get_service_definition(type(handler)) is not type(handler).__protonexus_definition__:
            raise TypeError(
                f"{type(handler).__name__}: remove the SDK's @service_handler, the generated base serves it"
            )
        method = getattr(handler, name)
        kind = _AsyncOperation if checks.is_async(method) else _ThreadOperation
        return kind(handler, operation, method, getattr(handler, cancel) if cancel else None)

    raw: nexusrpc.Operation[RawValue, RawValue] = nexusrpc.Operation(operation.name, RawValue, RawValue)
    raw.method_name = attribute
    nexusrpc.set_operation(make, raw)
    return make


class _AsyncOperation(nexus.TemporalOperationHandler[RawValue, RawValue]):
    """An operation whose method is `async def`."""

    def __init__(
        self,
        handler: ServiceHandler,
        operation: Operation[Any, Any],
        method: Callable[..., Any],
        cancel: Callable[[CancelContext], Awaitable[None]] | None,
    ) -> None:
        self._handler = handler
        self._operation = operation
        self._method = method
        self._cancel = cancel

    @property
    def where(self) -> str:
        """The method, for people."""
        return f"{type(self._handler).__name__}.{getattr(self._method, '__name__', self._operation.name)}"

    async def start_operation(
        self, ctx: nexus.TemporalStartOperationContext, client: nexus.TemporalNexusClient, input: RawValue
    ) -> _Outcome:
        context = OperationContext._of(ctx, client)
        arguments = self._arguments(input)
        try:
            result = self._method(context, *arguments)
            if inspect.isawaitable(result):
                result = await result
        except BaseException as err:
            failure = _failures.leaving(err, context, self.where, self._handler.__protonexus_non_retryable__)
        else:
            outcome = self._outcome(result, context)
            if isinstance(outcome.value, RawValue):
                await self._check_size(outcome.value.payload, nexus.client(), self._context(context))
            return outcome
        raise failure  # outside `except`, so that what must not be sent is not its context

    def _arguments(self, raw: RawValue) -> tuple[Any, ...]:
        request = self._operation.request
        try:
            message = request.decode(raw.payload)
            if self._handler.__protonexus_validate_requests__:
                validate_payload(message, raw.payload)
        except PayloadError as err:
            raise self._error(str(err), nexusrpc.HandlerErrorType.BAD_REQUEST) from None
        except BrokenRules as err:
            raise self._error(f"the request {err}", nexusrpc.HandlerErrorType.BAD_REQUEST) from None
        except RuleError as err:
            raise self._error(str(err), nexusrpc.HandlerErrorType.INTERNAL) from None
        return () if request.is_empty else (message,)

    def _outcome(self, result: object, context: OperationContext) -> _Outcome:
        _retries.succeeded(context)
        if isinstance(result, nexus.WorkflowHandle):
            handle: nexus.WorkflowHandle[Any] = result  # pyright: ignore[reportUnknownVariableType]
            return _Outcome.async_token(handle.to_token())
        if isinstance(result, nexus.TemporalOperationResult):
            unified: nexus.TemporalOperationResult[Any] = result  # pyright: ignore[reportUnknownVariableType]
            if unified.token is not None:
                return _Outcome.async_token(unified.token)
            result = unified.value
        try:
            payload = self._operation.response.encode(result, self._operation.encoding)
            if isinstance(result, Message) and self._handler.__protonexus_validate_responses__:
                validate_payload(result, payload)
            return nexus.TemporalOperationResult(
                value=RawValue(payload)
            )  # not _Outcome, an alias: each call costs more
        except (PayloadError, BrokenRules, RuleError) as err:
            what = f"{self.where} returned a wrong result: {err}{_hint(result)}"
            raise self._error(what, nexusrpc.HandlerErrorType.INTERNAL) from None

    def _context(self, ctx: OperationContext) -> NexusSerializationContext:
        return NexusSerializationContext(nexus.info().endpoint, ctx.service, ctx.operation)

    async def _check_size(self, payload: Payload, client: Client, where: NexusSerializationContext) -> None:
        size = known_size(payload, client.data_converter)
        if size is None:
            size = await encoded_size(payload, client.data_converter, where)
        if size <= _limits.MEASURED_BYTES:
            return
        if size > (limit := await payload_limit(client)):
            what = f"{self.where} returned {size} bytes; a result may have {limit}"
            raise self._error(what, nexusrpc.HandlerErrorType.INTERNAL)

    def _error(self, what: str, kind: nexusrpc.HandlerErrorType) -> nexusrpc.HandlerError:
        message = f"{self._operation.service}/{self._operation.name}: {what}"
        return nexusrpc.HandlerError(message, type=kind, retryable_override=False)

    async def cancel_workflow_run(
        self, ctx: nexus.TemporalCancelOperationContext, options: nexus.CancelWorkflowRunOptions
    ) -> None:
        default = super().cancel_workflow_run
        await self._cancelled(ctx, lambda: default(ctx, options), workflow_id=options.workflow_id)

    async def cancel_workflow_update(
        self, ctx: nexus.TemporalCancelOperationContext, options: nexus.CancelUpdateWorkflowOptions
    ) -> None:
        default = super().cancel_workflow_update
        await self._cancelled(
            ctx,
            lambda: default(ctx, options),
            workflow_id=options.workflow_id,
            update_id=options.update_id,
            run_id=options.run_id,
        )

    async def cancel_activity(
        self, ctx: nexus.TemporalCancelOperationContext, options: nexus.CancelActivityOptions
    ) -> None:
        default = super().cancel_activity
        await self._cancelled(
            ctx, lambda: default(ctx, options), activity_id=options.activity_id, run_id=options.run_id
        )

    async def _cancelled(
        self, ctx: CancelOperationContext, default: Callable[[], Awaitable[None]], **ids: str | None
    ) -> None:
        if self._cancel is None:
            await default()
            return
        context = CancelContext._of(ctx, default, **ids)
        try:
            await self._cancel(context)
        except BaseException as err:
            where = f"{type(self._handler).__name__}.{getattr(self._cancel, '__name__', 'cancel')}"
            failure = _failures.leaving_cancel(err, context, where, self._handler.__protonexus_non_retryable__)
        else:
            return
        raise failure


class _ThreadOperation(_AsyncOperation):
    """An operation whose method is a plain `def`: nexusrpc runs `start` in the worker's executor."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._loop: asyncio.AbstractEventLoop | None = None
        with contextlib.suppress(RuntimeError):  # the worker's, whose constructor calls this; codecs run there
            self._loop = asyncio.get_running_loop()

    def __repr__(self) -> str:
        # nexusrpc prints this when the worker has no executor.
        return f"{self.where} (a `def`; make it `async def` or pass Worker(nexus_task_executor=...))"

    def start(  # type: ignore[override] # pyright: ignore[reportIncompatibleMethodOverride]  # nexusrpc accepts both forms
        self, ctx: StartOperationContext, input: RawValue
    ) -> StartOperationResultSync[RawValue] | StartOperationResultAsync:
        context = OperationContext._of(ctx, None)
        arguments = self._arguments(input)
        try:
            result = self._method(context, *arguments)
        except BaseException as err:
            failure = _failures.leaving(err, context, self.where, self._handler.__protonexus_non_retryable__)
        else:
            return self._finished(result, context)
        raise failure

    def _finished(
        self, result: object, context: OperationContext
    ) -> StartOperationResultSync[RawValue] | StartOperationResultAsync:
        if inspect.isawaitable(result):
            if inspect.iscoroutine(result):
                result.close()
            raise self._error(
                f"{self.where} is a `def` that returned an awaitable: make it `async def`",
                nexusrpc.HandlerErrorType.INTERNAL,
            )
        outcome = self._outcome(result, context)
        if outcome.token is not None:
            return StartOperationResultAsync(outcome.token)
        assert isinstance(outcome.value, RawValue)
        payload = outcome.value.payload
        if payload.ByteSize() > _limits.MEASURED_BYTES and self._loop is not None:
            checking = self._check_size(payload, nexus.client(), self._context(context))
            asyncio.run_coroutine_threadsafe(checking, self._loop).result()
        return StartOperationResultSync(outcome.value)


def _hint(result: object) -> str:
    if type(result).__name__ == "WorkflowHandle":  # of the SDK's client, which is not imported for this
        return "; start it with ctx.start_workflow"
    if inspect.iscoroutine(result):
        result.close()
        return "; await it"
    return ""
