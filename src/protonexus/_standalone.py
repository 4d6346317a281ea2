"""Clients for ordinary code: standalone operations, with no workflow around them."""

# The public names of these classes are the contract's, so what the runtime's modules share has underscores.
# pyright: reportPrivateUsage=false

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Generic, TypeVar, Unpack, overload

from google.protobuf.empty_pb2 import Empty
from google.protobuf.message import Message
from temporalio.api.common.v1 import Payload
from temporalio.common import RawValue
from temporalio.exceptions import TemporalError

from protonexus import _limits
from protonexus._arguments import ArgumentError, check_options, risky_timeout
from protonexus._calls import AnyCall, AnyServiceClient, Bound
from protonexus._definition import Operation
from protonexus._namespace import payload_limit
from protonexus._options import StandaloneCallOptions, StandaloneClientOptions
from protonexus._sizes import encoded_size, known_size

if TYPE_CHECKING:  # importing stubs must not load the SDK's client, which doubles what it costs
    from temporalio.client import (
        Client,
        NexusClient,
        NexusOperationExecutionAsyncIterator,
        NexusOperationExecutionCount,
        NexusOperationExecutionDescription,
        NexusOperationHandle,
    )

I = TypeVar("I", bound=Message)  # noqa: E741
O = TypeVar("O")  # noqa: E741
M = TypeVar("M", bound=Message)


class StandaloneServiceClient(AnyServiceClient):
    """Base of the generated clients for ordinary code.

    Standalone operations are experimental in the SDK and must be enabled in the
    Temporal service (dev server: `nexusoperation.enableStandalone=true`).
    """

    def __init__(self, client: Client, endpoint: str | None = None, **options: Unpack[StandaloneClientOptions]) -> None:
        """A client of `endpoint`, by default the contract's, whose calls have `options` unless they say otherwise.

        The operations belong to the namespace of `client`.
        """
        if not hasattr(client, "create_nexus_client"):
            raise TypeError(f"client must be a temporalio.client.Client, got {type(client).__name__}")
        self._configure((endpoint,), dict(options), _AnyStandaloneCall._allowed - {"id"})
        self._client = client
        self._nexus: NexusClient[Any] = client.create_nexus_client(service=self._service, endpoint=self._endpoint)

    def list_nexus_operations(
        self,
        query: str | None = None,
        *,
        limit: int | None = None,
        page_size: int = 1000,
        next_page_token: bytes | None = None,
        rpc_metadata: Mapping[str, str | bytes] = {},
        rpc_timeout: timedelta | None = None,
    ) -> NexusOperationExecutionAsyncIterator:
        """The standalone operations of this service, on any endpoint, as `Client.list_nexus_operations`.

        `query` is a list filter that narrows them further, such as `ExecutionStatus = 'Running'`.
        """
        return self._client.list_nexus_operations(
            self._query(query),
            limit=limit,
            page_size=page_size,
            next_page_token=next_page_token,
            rpc_metadata=rpc_metadata,
            rpc_timeout=rpc_timeout,
        )

    async def count_nexus_operations(
        self,
        query: str | None = None,
        *,
        rpc_metadata: Mapping[str, str | bytes] = {},
        rpc_timeout: timedelta | None = None,
    ) -> NexusOperationExecutionCount:
        """How many there are, as `Client.count_nexus_operations`; `query` may end in a GROUP BY."""
        return await self._client.count_nexus_operations(
            self._query(query), rpc_metadata=rpc_metadata, rpc_timeout=rpc_timeout
        )

    def _query(self, query: str | None) -> str:
        name = self._service.replace("\\", "\\\\").replace('"', '\\"')
        mine = f'Service = "{name}"'
        if not query or not query.strip():
            return mine
        where, group, by = _split_group_by(query)
        return f"{mine} AND ({where}){group}{by}" if where.strip() else f"{mine}{group}{by}"


def _split_group_by(query: str) -> tuple[str, str, str]:
    at = query.upper().rfind("GROUP BY")
    return (query[:at], " ", query[at:]) if at >= 0 else (query, "", "")


class StandaloneServiceClientWithoutEndpoint(StandaloneServiceClient):
    """Base of the generated standalone clients of services whose contract names no endpoint."""

    if TYPE_CHECKING:

        def __init__(self, client: Client, endpoint: str, **options: Unpack[StandaloneClientOptions]) -> None:
            """A client of `endpoint`, whose calls have `options` unless they say otherwise."""


class StandaloneOperationHandle(Generic[O]):
    """A standalone operation, as `temporalio.client.NexusOperationHandle`."""

    __slots__ = ("_call", "_handle")

    def __init__(self, call: _AnyStandaloneCall[O], handle: NexusOperationHandle[RawValue]) -> None:
        self._call = call
        self._handle = handle

    @property
    def operation_id(self) -> str:
        """ID of the operation, unique in its namespace."""
        return self._handle.operation_id

    @property
    def run_id(self) -> str | None:
        """Run ID; None in a handle that was made by ID alone, which stands for the latest run."""
        return self._handle.run_id

    async def result(self, *, rpc_metadata: Mapping[str, str | bytes] = {}, rpc_timeout: timedelta | None = None) -> O:
        """Wait for the response.

        Raises:
            DeclaredError: the operation failed with an error that its contract declares.
            NexusOperationFailureError: it failed otherwise, timed out, was cancelled or terminated.
            InvalidResponseError: its result is not the declared message, or its failure cannot be read.
            RPCError: no such operation, or the Temporal service cannot be reached.
        """
        from temporalio.client import NexusOperationFailureError

        self._call._check(rpc_metadata=rpc_metadata, rpc_timeout=rpc_timeout)
        try:
            raw = await self._handle.result(rpc_metadata=rpc_metadata, rpc_timeout=rpc_timeout)
        except NexusOperationFailureError as err:
            self._call._raise(err)
        except TemporalError:
            raise
        except Exception as err:  # converters, at a detail that this process has no type for; their texts quote values
            self._call._fail(
                "InvalidResponseError", ValueError(f"the answer cannot be read: {type(err).__name__} of a converter")
            )
        return self._call._decode(raw)

    async def describe(
        self, *, rpc_metadata: Mapping[str, str | bytes] = {}, rpc_timeout: timedelta | None = None
    ) -> NexusOperationExecutionDescription:
        """State, attempts, times, links and token."""
        self._call._check(rpc_metadata=rpc_metadata, rpc_timeout=rpc_timeout)
        return await self._handle.describe(rpc_metadata=rpc_metadata, rpc_timeout=rpc_timeout)

    async def cancel(
        self,
        *,
        reason: str | None = None,
        rpc_metadata: Mapping[str, str | bytes] = {},
        rpc_timeout: timedelta | None = None,
    ) -> None:
        """Request cancellation; what carries the operation out decides how it ends."""
        self._call._check(reason=reason, rpc_metadata=rpc_metadata, rpc_timeout=rpc_timeout)
        await self._handle.cancel(reason=reason, rpc_metadata=rpc_metadata, rpc_timeout=rpc_timeout)

    async def terminate(
        self,
        *,
        reason: str | None = None,
        rpc_metadata: Mapping[str, str | bytes] = {},
        rpc_timeout: timedelta | None = None,
    ) -> None:
        """End the operation at once; a backing workflow goes on."""
        self._call._check(reason=reason, rpc_metadata=rpc_metadata, rpc_timeout=rpc_timeout)
        await self._handle.terminate(reason=reason, rpc_metadata=rpc_metadata, rpc_timeout=rpc_timeout)


class _AnyStandaloneCall(AnyCall[O]):
    __slots__ = ()
    _client: StandaloneServiceClient
    _allowed = frozenset({*StandaloneCallOptions.__annotations__, "id"})

    async def _start(
        self, arguments: tuple[object, ...], options: StandaloneCallOptions
    ) -> StandaloneOperationHandle[O]:
        raw = self._encode(arguments)
        combined = self._combined(options)
        if "id" not in combined:
            self._fail("InvalidRequestError", ArgumentError("id is required: it names the operation in its namespace"))
        if risk := risky_timeout(combined):
            self._warn_of(risk)
        await self._check_size(raw.payload)
        handle: NexusOperationHandle[RawValue] = await self._client._nexus.start_operation(
            self._operation.name, raw, result_type=RawValue, **combined
        )
        return StandaloneOperationHandle(self, handle)

    async def _check_size(self, payload: Payload) -> None:
        client = self._client._client
        size = known_size(payload, client.data_converter)
        if size is None:
            size = await encoded_size(payload, client.data_converter, self._context())
        if size > _limits.MEASURED_BYTES and size > (limit := await payload_limit(client)):
            err = ArgumentError(f"the request has {size} bytes; one may have {limit}")
            self._fail("InvalidRequestError", err)

    def _check(self, **options: object) -> None:
        try:
            check_options(options, frozenset(options))
        except ArgumentError as err:
            self._fail("InvalidRequestError", err)

    def handle(self, id: str, *, run_id: str | None = None) -> StandaloneOperationHandle[O]:
        """A handle of an operation that was started before, here or elsewhere; asks nothing of the service."""
        self._check(id=id, run_id=run_id)
        handle = self._client._client.get_nexus_operation_handle(id, run_id=run_id, result_type=RawValue)
        return StandaloneOperationHandle(self, handle)


class StandaloneCall(_AnyStandaloneCall[O], Generic[I, O]):
    """One operation of a standalone client: call it, `start` it, or get a `handle` by ID."""

    __slots__ = ()

    if TYPE_CHECKING:

        async def __call__(self, request: I, /, *, id: str, **options: Unpack[StandaloneCallOptions]) -> O:
            """Start the operation `id` and wait for its response.

            Raises:
                InvalidRequestError: the request or an option is wrong; nothing was sent.
                DeclaredError: the operation failed with an error that its contract declares.
                NexusOperationFailureError: it failed otherwise, timed out, was cancelled or terminated.
                InvalidResponseError: its result is not the declared message.
                NexusOperationAlreadyStartedError: `id` is taken.
                RPCError: the Temporal service refused the call, or cannot be reached.
            """
            ...

        async def start(
            self, request: I, /, *, id: str, **options: Unpack[StandaloneCallOptions]
        ) -> StandaloneOperationHandle[O]:
            """Start the operation `id`; returns as soon as the Temporal service has it.

            Raises: as `__call__`, except that the operation's own failure comes from the handle.
            """
            ...

    else:

        async def __call__(self, /, *arguments, **options):
            return await (await self._start(arguments, options)).result()

        async def start(self, /, *arguments, **options):
            return await self._start(arguments, options)


class StandaloneCallWithoutRequest(StandaloneCall[Empty, O]):
    """A `StandaloneCall` of an operation whose request is Empty."""

    __slots__ = ()

    if TYPE_CHECKING:

        async def __call__(self, *, id: str, **options: Unpack[StandaloneCallOptions]) -> O:  # type: ignore[override]
            """As `StandaloneCall.__call__`."""
            ...

        async def start(  # type: ignore[override]
            self, *, id: str, **options: Unpack[StandaloneCallOptions]
        ) -> StandaloneOperationHandle[O]:
            """As `StandaloneCall.start`."""
            ...


# No message is two of these at once, which neither checker can know.
@overload
def standalone(operation: Operation[Empty, Empty]) -> Bound[StandaloneCallWithoutRequest[None]]: ...  # type: ignore[overload-overlap] # pyright: ignore[reportOverlappingOverload]
@overload
def standalone(operation: Operation[Empty, M]) -> Bound[StandaloneCallWithoutRequest[M]]: ...  # type: ignore[overload-overlap] # pyright: ignore[reportOverlappingOverload]
@overload
def standalone(operation: Operation[I, Empty]) -> Bound[StandaloneCall[I, None]]: ...  # type: ignore[overload-overlap] # pyright: ignore[reportOverlappingOverload]
@overload
def standalone(operation: Operation[I, M]) -> Bound[StandaloneCall[I, M]]: ...
def standalone(operation: Operation[Any, Any]) -> Bound[Any]:
    """An operation as an attribute of a standalone client class."""
    return Bound(operation, StandaloneCallWithoutRequest if operation.request.is_empty else StandaloneCall)
