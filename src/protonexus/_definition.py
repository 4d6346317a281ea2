"""Service definitions: what a contract says, as objects."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any, TypeVar

import nexusrpc
from google.protobuf.message import Message
from temporalio.workflow import NexusOperationCancellationType

from protonexus import _registry, _validation
from protonexus._declared import DeclaredError
from protonexus._options import CallOptions
from protonexus._payload import Encoding, MessageCodec, codec

I = TypeVar("I", bound=Message)  # noqa: E741
O = TypeVar("O", bound=Message)  # noqa: E741
T = TypeVar("T")


class Operation(nexusrpc.Operation[I, O]):
    """One operation of a contract: its Nexus name, its messages and its defaults.

    It is a `nexusrpc.Operation`, so the SDK's own clients and decorators take it.
    """

    service: str
    """Nexus name of the service."""
    defaults: CallOptions
    """What the contract says about calls; a client or a call may override each."""
    request: MessageCodec[I]
    response: MessageCodec[O]
    encoding: Encoding
    """How requests and results are written."""
    errors: tuple[type[DeclaredError[Any]], ...]
    """What callers catch by class."""

    def __init__(
        self,
        name: str,
        input_type: type[I],
        output_type: type[O],
        *,
        schedule_to_close_timeout: timedelta | None = None,
        schedule_to_start_timeout: timedelta | None = None,
        start_to_close_timeout: timedelta | None = None,
        cancellation_type: NexusOperationCancellationType | None = None,
        summary: str | None = None,
        encoding: Encoding = Encoding.JSON,
        errors: Sequence[type[DeclaredError[Any]]] = (),
    ) -> None:
        super().__init__(name=name, input_type=input_type, output_type=output_type)
        self.request = codec(input_type)
        self.response = codec(output_type)
        self.encoding = encoding
        self.errors = tuple(errors)
        defaults: CallOptions = {}
        if schedule_to_close_timeout is not None:
            defaults["schedule_to_close_timeout"] = schedule_to_close_timeout
        if schedule_to_start_timeout is not None:
            defaults["schedule_to_start_timeout"] = schedule_to_start_timeout
        if start_to_close_timeout is not None:
            defaults["start_to_close_timeout"] = start_to_close_timeout
        if cancellation_type is not None:
            defaults["cancellation_type"] = cancellation_type
        if summary is not None:
            defaults["summary"] = summary
        self.defaults = defaults

    def __repr__(self) -> str:
        """Service and operation, as Nexus names them."""
        return f"<Operation {self.service}/{self.name}>"


def service(*, name: str) -> Callable[[type[T]], type[T]]:
    """Make a class whose attributes are Operations the definition of the Nexus service `name`."""

    def decorate(cls: type[T]) -> type[T]:
        nexusrpc.service(name=name)(cls)
        for operation in operations_of(cls).values():
            operation.service = name
            _registry.add_messages(operation.request.message_type, operation.response.message_type)
            for message_type in (operation.request.message_type, operation.response.message_type):
                _validation.warn_if_not_enforced(message_type, cls.__module__)
            if operation.encoding is Encoding.BINARY:
                _registry.written_binary |= {operation.request.message_type, operation.response.message_type}
        _registry.add_module(cls.__module__)
        return cls

    return decorate


def operations_of(definition: type) -> dict[str, Operation[Any, Any]]:
    """The operations of a service definition, by attribute name."""
    return {name: value for name, value in vars(definition).items() if isinstance(value, Operation)}


def service_name(definition: type) -> str:
    """The Nexus name of the service that `definition` defines."""
    found = nexusrpc.get_service_definition(definition)
    assert found is not None, f"{definition!r} is no service definition"
    return found.name
