"""Converters as users write them: for a class of their own, and for errors of their own."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

from temporalio.api.common.v1 import Payload
from temporalio.api.failure.v1 import Failure
from temporalio.converter import (
    CompositePayloadConverter,
    DataConverter,
    DefaultFailureConverter,
    DefaultPayloadConverter,
    EncodingPayloadConverter,
    FailureConverter,
    PayloadConverter,
    SerializationContext,
    WithSerializationContext,
    WorkflowSerializationContext,
)
from temporalio.exceptions import ApplicationError


class Money:
    """What no converter of the SDK knows."""

    def __init__(self, cents: int) -> None:
        self.cents = cents

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Money) and self.cents == other.cents

    def __hash__(self) -> int:
        return self.cents


class MoneyConverter(EncodingPayloadConverter):
    @property
    def encoding(self) -> str:
        return "json/money"

    def to_payload(self, value: Any) -> Payload | None:
        if not isinstance(value, Money):
            return None
        return Payload(metadata={"encoding": b"json/money"}, data=json.dumps(value.cents).encode())

    def from_payload(self, payload: Payload, type_hint: type | None = None) -> Any:
        return Money(json.loads(payload.data))


class Composite(CompositePayloadConverter):
    """The usual way: one more encoding."""

    def __init__(self) -> None:
        super().__init__(MoneyConverter(), *DefaultPayloadConverter.default_encoding_payload_converters)


class Whole(PayloadConverter):
    """The other way, which hides what it is made of."""

    def __init__(self) -> None:
        self._others = Composite()

    def to_payloads(self, values: Sequence[Any]) -> list[Payload]:
        return self._others.to_payloads(values)

    def from_payloads(self, payloads: Sequence[Payload], type_hints: list[type] | None = None) -> list[Any]:
        return self._others.from_payloads(payloads, type_hints)


@dataclass(frozen=True)
class Stamp:
    """Which workflow a value was written for."""

    workflow_id: str = ""


class Stamping(Whole, WithSerializationContext):
    """Writes the ID of the workflow that it is told of into each Stamp."""

    def __init__(self) -> None:
        super().__init__()
        self._context = ""

    def with_context(self, context: SerializationContext) -> Self:
        new = type(self)()
        if isinstance(context, WorkflowSerializationContext):
            new._context = context.workflow_id or ""
        return new

    def to_payloads(self, values: Sequence[Any]) -> list[Payload]:
        stamped = [Stamp(self._context) if isinstance(value, Stamp) else value for value in values]
        return super().to_payloads(stamped)


class Stamped(DefaultFailureConverter, WithSerializationContext):
    """Writes the ID of the workflow that it is told of into errors of type Stamped; marks those that it reads."""

    def __init__(self) -> None:
        super().__init__()
        self._context = ""

    def with_context(self, context: SerializationContext) -> Self:
        new = type(self)()
        if isinstance(context, WorkflowSerializationContext):
            new._context = context.workflow_id or ""
        return new

    def to_failure(self, exception: BaseException, payload_converter: PayloadConverter, failure: Failure) -> None:
        super().to_failure(exception, payload_converter, failure)
        if failure.application_failure_info.type == "Stamped":
            failure.message += f" [written for {self._context}]"

    def from_failure(self, failure: Failure, payload_converter: PayloadConverter) -> BaseException:
        error = super().from_failure(failure, payload_converter)
        if isinstance(error, ApplicationError) and error.type == "Stamped":
            return ApplicationError(f"{error.message} [read]", *error.details, type=error.type, non_retryable=True)
        return error


def with_converters(
    payload: type[PayloadConverter] = Composite, failure: type[FailureConverter] = DefaultFailureConverter
) -> DataConverter:
    return dataclasses.replace(DataConverter.default, payload_converter_class=payload, failure_converter_class=failure)
