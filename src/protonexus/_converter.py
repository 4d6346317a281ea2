"""The payload converter of `ProtoNexusPlugin`: lenient and typed where the SDK's trusts the payload."""

from __future__ import annotations

import copy
import functools
from collections.abc import Sequence
from typing import Any, Self

from google.protobuf.message import Message
from temporalio import nexus, workflow
from temporalio.api.common.v1 import Payload
from temporalio.common import RawValue
from temporalio.converter import (
    PayloadConverter,
    SerializationContext,
    WithSerializationContext,
)
from temporalio.exceptions import ApplicationError, FailureError

from protonexus import _registry
from protonexus._namespace import is_too_large
from protonexus._payload import Encoding, PayloadError, codec, kind_of


class ProtoPayloadConverter(PayloadConverter, WithSerializationContext):
    """Converts what is declared as a protobuf message; leaves everything else to another converter.

    Backing workflows' arguments and results go through the worker's converter,
    not through stubs. There the SDK's own protobuf converters refuse unknown
    fields and return whatever class the payload names. What nothing declares the
    type of, such as error details, is kept as a RawValue when it cannot be read.
    """

    def __init__(self, inner: PayloadConverter) -> None:
        self._inner = inner

    def to_payloads(self, values: Sequence[Any]) -> list[Payload]:
        """See base class.

        Raises:
            ApplicationError: in a workflow or a Nexus handler, for what cannot be written, and in a workflow for what
                the server does not take (not retryable).
        """
        try:
            payloads = self._inner.to_payloads([_in_contract_encoding(value) for value in values])
        except Exception as err:
            if isinstance(err, FailureError) or not (workflow.in_workflow() or nexus.in_operation()):
                raise
            # Any other error would be one of the workflow task, or of the handler, and retried for ever.
            kinds = ", ".join(map(kind_of, values))
            raise ApplicationError(f"cannot write {kinds}", type="PayloadError", non_retryable=True) from None
        if workflow.in_workflow():
            for payload in payloads:
                if is_too_large(payload):  # else the SDK fails the workflow task, for ever
                    said = f"cannot send {payload.ByteSize()} bytes of {', '.join(map(kind_of, values))}"
                    raise ApplicationError(said, type="PayloadError", non_retryable=True)
        return payloads

    def from_payloads(self, payloads: Sequence[Payload], type_hints: list[type] | None = None) -> list[Any]:
        """See base class.

        Raises:
            ApplicationError: a payload is not the message that its hint declares
                (not retryable, so it fails the workflow or is a BAD_REQUEST, and never loops).
        """
        hints: list[Any] = type_hints or [None] * len(payloads)
        if len(hints) != len(payloads):
            return self._inner.from_payloads(payloads, type_hints)
        return [self._from_payload(payload, hint) for payload, hint in zip(payloads, hints, strict=True)]

    def _from_payload(self, payload: Payload, hint: Any) -> Any:
        if isinstance(hint, type) and issubclass(hint, Message) and hint is not Message:
            try:
                return codec(hint).decode(payload)
            except PayloadError as err:
                # The type by which the SDK knows a rejected payload; its own constructor takes no message.
                raise ApplicationError(str(err), type="PayloadValidationError", non_retryable=True) from None
        if hint is not None:
            return self._inner.from_payloads([payload], [hint])[0]
        try:
            return self._inner.from_payloads([payload])[0]
        except Exception:
            return RawValue(payload)

    def with_context(self, context: SerializationContext) -> Self:
        """See base class."""
        if not isinstance(self._inner, WithSerializationContext):
            return self
        inner = self._inner.with_context(context)
        if inner is self._inner:
            return self
        new = copy.copy(self)
        new._inner = inner
        return new


def _in_contract_encoding(value: Any) -> Any:
    if isinstance(value, Message) and type(value) in _registry.written_binary:
        return RawValue(codec(type(value)).encode(value, Encoding.BINARY))
    return value


@functools.cache
def proto_payload_converter(inner: type[PayloadConverter]) -> type[PayloadConverter]:
    """A class for `DataConverter.payload_converter_class`, which must construct without arguments, around `inner`."""

    class Converter(ProtoPayloadConverter):
        def __init__(self) -> None:
            super().__init__(inner())

    Converter.__qualname__ = f"ProtoPayloadConverter[{inner.__qualname__}]"
    return Converter
