"""Clients for workflow code."""

# The public names of these classes are the contract's, so what the runtime's modules share has underscores.
# pyright: reportPrivateUsage=false

from __future__ import annotations

import asyncio
from collections.abc import Generator
from typing import TYPE_CHECKING, Any, Generic, TypeVar, Unpack, overload

from google.protobuf.empty_pb2 import Empty
from google.protobuf.message import Message
from temporalio import workflow
from temporalio.api.common.v1 import Payload
from temporalio.common import RawValue
from temporalio.exceptions import NexusOperationError
from temporalio.workflow import NexusOperationCancellationType as Kind

from protonexus._arguments import ArgumentError, risky_timeout
from protonexus._calls import AnyCall, AnyServiceClient, Bound
from protonexus._definition import Operation
from protonexus._detached import Detached, Target, start
from protonexus._namespace import Surroundings, surroundings
from protonexus._options import CallOptions, ClientOptions
from protonexus._pending import Turns, ended, retrieved, started, turns
from protonexus._validation import validate_payload

I = TypeVar("I", bound=Message)  # noqa: E741
O = TypeVar("O")  # noqa: E741
M = TypeVar("M", bound=Message)


class ServiceClient(AnyServiceClient):
    """Base of the generated clients for workflow code."""

    _nexus: workflow.NexusClient[Any]

    if TYPE_CHECKING:

        def __init__(self, endpoint: str | None = None, **options: Unpack[ClientOptions]) -> None:
            """A client of `endpoint`, by default the contract's, whose calls have `options` unless they say otherwise.

            Raises:
                InvalidRequestError: an argument is wrong.
            """

    else:
        # A slip in the arguments must be an error of the call: a TypeError here would be one of the workflow task.
        def __init__(self, /, *endpoint, **options):
            self._configure(endpoint, options, _AnyWorkflowCall._allowed)
            self._nexus = workflow.create_nexus_client(service=self._service, endpoint=self._endpoint)


class ServiceClientWithoutEndpoint(ServiceClient):
    """Base of the generated clients of services whose contract names no endpoint."""

    if TYPE_CHECKING:

        def __init__(self, endpoint: str, **options: Unpack[ClientOptions]) -> None:
            """A client of `endpoint`, whose calls have `options` unless they say otherwise."""


class OperationHandle(Generic[O]):
    """A started operation. Await it for the result."""

    __slots__ = ("_call", "_handle")

    def __init__(self, call: AnyCall[O], handle: workflow.NexusOperationHandle[RawValue] | Detached) -> None:
        self._call = call
        self._handle = handle

    def __await__(self) -> Generator[Any, Any, O]:
        """The response.

        Raises:
            DeclaredError: the operation failed with an error that its contract declares.
            NexusOperationError: it failed otherwise, timed out or was cancelled.
            InvalidResponseError: its result is not the declared message.
        """
        try:
            raw = yield from self._handle.__await__()
        except NexusOperationError as err:
            self._call._raise(err)
        return self._call._decode(raw)

    def cancel(self) -> bool:
        """Request cancellation, as the call's cancellation type says; False if the operation has ended."""
        return self._handle.cancel()

    @property
    def operation_token(self) -> str | None:
        """The handler's token; None for an operation that completed synchronously."""
        return self._handle.operation_token


class _AnyWorkflowCall(AnyCall[O]):
    __slots__ = ()
    _client: ServiceClient
    _allowed = frozenset(CallOptions.__annotations__)

    @staticmethod
    def _validate(message: Message, payload: Payload) -> None:
        # protovalidate's native code imports when it first needs something, and a sandbox would load that anew.
        with workflow.unsafe.imports_passed_through():
            validate_payload(message, payload)

    async def _start(self, arguments: tuple[object, ...], options: CallOptions) -> OperationHandle[O]:
        raw = self._encode(arguments)
        combined = self._combined(options)
        if risk := risky_timeout(combined):
            self._warn_of(risk)
        waiting = turns()
        try:
            await waiting.take(raw.payload.ByteSize())
        except ArgumentError as err:
            self._fail("InvalidRequestError", err)
        self._check_size(raw.payload, waiting)
        kind = combined.get("cancellation_type", Kind.WAIT_COMPLETED)
        try:
            if kind in (Kind.TRY_CANCEL, Kind.ABANDON):
                waited: dict[str, Any] = {**combined, "cancellation_type": Kind.WAIT_COMPLETED}
                begin = self._client._nexus.start_operation(self._raw, raw, **waited)
                target = Target(self._client._endpoint, self._operation.service, self._operation.name)
                return OperationHandle(self, await start(begin, waiting, kind == Kind.TRY_CANCEL, target))
            handle = await started(self._client._nexus.start_operation(self._raw, raw, **combined), waiting)
        except NexusOperationError as err:
            self._raise(err)
        if handle.operation_token is None:
            waiting.end()
        else:
            asyncio.create_task(ended(handle, waiting)).add_done_callback(retrieved)
        return OperationHandle(self, handle)

    def _check_size(self, payload: Payload, waiting: Turns) -> None:
        # Limit and codec may be others in a replay, which has to do what was done: so what is refused leaves a marker.
        waiting.requests += 1
        marker = f"protonexus-refused-request-{waiting.requests}"
        if not workflow.unsafe.is_replaying():
            here = workflow.info()
            around = surroundings.get((here.namespace, here.task_queue), Surroundings())
            if around.size(payload, self._context(), waiting.patience) <= around.limit:
                return
        if workflow.patched(marker):
            waiting.end()
            size = payload.ByteSize()  # the same in a replay, unlike the limit
            err = ArgumentError(f"the request has {size} bytes, which is more than its namespace takes")
            self._fail("InvalidRequestError", err)


class Call(_AnyWorkflowCall[O], Generic[I, O]):
    """One operation of a client: call it for the result, or `start` it and await the handle later."""

    __slots__ = ()

    if TYPE_CHECKING:

        async def __call__(self, request: I, /, **options: Unpack[CallOptions]) -> O:
            """Start the operation and wait for its response.

            Raises:
                InvalidRequestError: the request or an option is wrong; nothing was sent.
                DeclaredError: the operation failed with an error that its contract declares.
                NexusOperationError: it failed otherwise, timed out or was cancelled.
                InvalidResponseError: its result is not the declared message.
            """
            ...

        async def start(self, request: I, /, **options: Unpack[CallOptions]) -> OperationHandle[O]:
            """Start the operation; returns when the handler has accepted it, or completed it.

            More operations than a workflow may have pending wait for their turn.

            Raises:
                InvalidRequestError: the request or an option is wrong; nothing was sent.
                DeclaredError: a synchronous operation failed with an error that its contract declares.
                NexusOperationError: it failed otherwise, or the handler refused it.
            """
            ...

    else:

        async def __call__(self, /, *arguments, **options):  # as in ServiceClient.__init__
            return await (await self._start(arguments, options))

        async def start(self, /, *arguments, **options):
            return await self._start(arguments, options)


class CallWithoutRequest(Call[Empty, O]):
    """A `Call` of an operation whose request is Empty."""

    __slots__ = ()

    if TYPE_CHECKING:

        async def __call__(self, **options: Unpack[CallOptions]) -> O:  # type: ignore[override]
            """As `Call.__call__`."""
            ...

        async def start(self, **options: Unpack[CallOptions]) -> OperationHandle[O]:  # type: ignore[override]
            """As `Call.start`."""
            ...


# No message is two of these at once, which neither checker can know.
@overload
def call(operation: Operation[Empty, Empty]) -> Bound[CallWithoutRequest[None]]: ...  # type: ignore[overload-overlap] # pyright: ignore[reportOverlappingOverload]
@overload
def call(operation: Operation[Empty, M]) -> Bound[CallWithoutRequest[M]]: ...  # type: ignore[overload-overlap] # pyright: ignore[reportOverlappingOverload]
@overload
def call(operation: Operation[I, Empty]) -> Bound[Call[I, None]]: ...  # type: ignore[overload-overlap] # pyright: ignore[reportOverlappingOverload]
@overload
def call(operation: Operation[I, M]) -> Bound[Call[I, M]]: ...
def call(operation: Operation[Any, Any]) -> Bound[Any]:
    """An operation as an attribute of a client class."""
    return Bound(operation, CallWithoutRequest if operation.request.is_empty else Call)
