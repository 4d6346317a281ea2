"""What calls from workflows and from ordinary code share."""

# The public names of these classes are the contract's, so what the runtime's modules share has underscores.
# pyright: reportPrivateUsage=false

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Literal, NoReturn, TypeAlias, TypeVar, cast, overload

import nexusrpc
from google.protobuf.message import Message
from temporalio import workflow
from temporalio.common import RawValue
from temporalio.converter import NexusSerializationContext

from protonexus import _registry
from protonexus._arguments import ArgumentError, check_endpoint, check_name, check_options
from protonexus._declared import find_declared
from protonexus._definition import Operation, service_name
from protonexus._options import Switches, combine
from protonexus._payload import PayloadError
from protonexus._validation import BrokenRules, RuleError, validate_payload
from protonexus._warnings import warn_once

if TYPE_CHECKING:
    from protonexus._errors import OperationCallError

O = TypeVar("O")  # noqa: E741
C = TypeVar("C", covariant=True)

ErrorName: TypeAlias = Literal["InvalidRequestError", "InvalidResponseError"]


def error_class(name: ErrorName) -> type[OperationCallError]:
    """A class of _errors, which load the SDK's client; so only what fails pays for it, or who names them."""
    with workflow.unsafe.imports_passed_through():
        import protonexus._errors as module
    found: type[OperationCallError] = getattr(module, name)
    return found


class AnyServiceClient:
    """A client of one service at one endpoint. Its public names are the operations', so its own have underscores."""

    __protonexus_service__: ClassVar[type]
    __protonexus_endpoint__: ClassVar[str | None] = None

    _service: str
    _endpoint: str
    _options: Mapping[str, Any]

    def __init_subclass__(cls, *, service: type | None = None, endpoint: str | None = None, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if service is not None:
            cls.__protonexus_service__ = service
            cls.__protonexus_endpoint__ = endpoint
            if endpoint:
                _registry.endpoints.setdefault(endpoint, set()).add(service_name(service))

    def _configure(self, endpoints: tuple[Any, ...], options: dict[str, Any], allowed: frozenset[str]) -> None:
        self._service = service_name(self.__protonexus_service__)
        endpoint = endpoints[0] if endpoints else options.pop("endpoint", None)
        chosen = self.__protonexus_endpoint__ if endpoint is None else endpoint
        try:
            if len(endpoints) > 1 or (endpoints and "endpoint" in options):
                raise ArgumentError("one endpoint is taken; options are given by name")
            check_options(options, allowed | Switches.__annotations__.keys())
            if chosen is None:
                raise ArgumentError("the contract names no endpoint: pass one")
            check_name("service", self._service)
            check_endpoint(chosen)
        except ArgumentError as err:
            text = chosen if isinstance(chosen, str) else ""
            kind = error_class("InvalidRequestError")
            raise kind(str(err), endpoint=text, service=self._service, operation="*") from None
        self._endpoint = chosen
        self._validate_requests = options.pop("validate_requests", True)
        self._validate_responses = options.pop("validate_responses", True)
        self._options = options


class AnyCall(Generic[O]):
    """One operation of one client."""

    __slots__ = ("_client", "_defaults", "_operation", "_raw")
    _allowed: ClassVar[frozenset[str]]
    _validate = staticmethod(validate_payload)

    def __init__(self, client: AnyServiceClient, operation: Operation[Any, Any]) -> None:
        self._client = client
        self._operation = operation
        # Not its name alone: the SDK looks six times a call at what it is, each time through the sandbox's isinstance.
        self._raw: nexusrpc.Operation[RawValue, RawValue] = nexusrpc.Operation(operation.name, RawValue, RawValue)
        contract = {name: value for name, value in operation.defaults.items() if name in self._allowed}
        self._defaults = combine(contract, client._options)
        try:
            check_name("operation", operation.name)
        except ArgumentError as err:
            self._fail("InvalidRequestError", err)

    def _combined(self, options: Mapping[str, Any]) -> Mapping[str, Any]:
        if not options:
            return self._defaults
        combined = combine(self._defaults, options)
        try:
            check_options(combined, self._allowed)
        except ArgumentError as err:
            self._fail("InvalidRequestError", err)
        return combined

    def _encode(self, arguments: tuple[object, ...]) -> RawValue:
        request = self._operation.request
        try:
            if len(arguments) != (0 if request.is_empty else 1):
                takes = "no request" if request.is_empty else f"one request ({request.full_name})"
                raise ArgumentError(f"takes {takes}; got {len(arguments)} arguments")
            message = arguments[0] if arguments else None
            payload = request.encode(message, self._operation.encoding)
            if isinstance(message, Message) and self._client._validate_requests:
                self._validate(message, payload)
            return RawValue(payload)
        except (ArgumentError, PayloadError, RuleError) as err:
            self._fail("InvalidRequestError", err)
        except BrokenRules as err:
            self._fail("InvalidRequestError", err, f"the request {err}")

    def _warn_of(self, risk: str) -> None:
        where = f"{self._operation.service}/{self._operation.name}"
        warn_once(f"{where}: {risk}", key=where)  # a timeout may be computed anew for each call

    def _context(self) -> NexusSerializationContext:
        operation = self._operation
        return NexusSerializationContext(self._client._endpoint, operation.service, operation.name)

    def _decode(self, raw: RawValue) -> O:
        response = self._operation.response
        try:
            message = response.decode(raw.payload)
            if self._client._validate_responses:
                self._validate(message, raw.payload)
        except (PayloadError, RuleError) as err:
            self._fail("InvalidResponseError", err)
        except BrokenRules as err:
            self._fail("InvalidResponseError", err, f"the response {err}")
        return cast(O, None if response.is_empty else message)

    def _fail(self, kind: ErrorName, err: Exception, reason: str = "") -> NoReturn:
        operation = self._operation
        raise error_class(kind)(
            reason or str(err),
            endpoint=self._client._endpoint,
            service=operation.service,
            operation=operation.name,
            violations=err.violations if isinstance(err, BrokenRules) else (),
        ) from None

    def _raise(self, err: BaseException) -> NoReturn:
        """`err`, of the SDK, as the declared error it stands for, else as it is."""
        found = find_declared(err, self._operation.errors)
        if found is None:
            raise err
        raise found from err


class Bound(Generic[C]):
    """An operation as a class attribute of a client; a `C` on the client's instances."""

    def __init__(self, operation: Operation[Any, Any], kind: type[AnyCall[Any]]) -> None:
        self._operation = operation
        self._kind = kind

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, client: None, owner: type) -> Bound[C]: ...
    @overload
    def __get__(self, client: AnyServiceClient, owner: type) -> C: ...
    def __get__(self, client: AnyServiceClient | None, owner: type) -> Bound[C] | C:
        """The operation, bound to `client`."""
        if client is None:
            return self
        call = self.bind(client)
        client.__dict__[self._name] = call  # found before this descriptor from now on
        return call

    def bind(self, client: AnyServiceClient) -> C:
        """The operation as a callable of `client`."""
        return cast(C, self._kind(client, self._operation))
