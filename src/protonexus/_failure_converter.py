"""Failures that every reader can follow, and that are followed as far as they can be read."""

from __future__ import annotations

import copy
import functools
from typing import Self

from temporalio import nexus
from temporalio.api.failure.v1 import Failure
from temporalio.converter import FailureConverter, PayloadConverter, SerializationContext, WithSerializationContext
from temporalio.exceptions import ApplicationError

from protonexus._failures import MAX_BYTES, cut_causes


class BoundedFailureConverter(FailureConverter, WithSerializationContext):
    """Another failure converter, which no failure wedges.

    It writes no long chains of causes, since a reader of a failure with 150 of them never answers, and nothing that is
    too large, since a workflow's task would fail with it for ever; and what it cannot
    read is an error too, since one that it raised would fail the caller's workflow task for ever.
    """

    def __init__(self, inner: FailureConverter) -> None:
        self._inner = inner

    def to_failure(self, exception: BaseException, payload_converter: PayloadConverter, failure: Failure) -> None:
        """See base class."""
        cut_causes(exception)
        self._inner.to_failure(exception, payload_converter, failure)
        # A handler's is refused by `_failures.leaving`, which measures it here.
        if (size := failure.ByteSize()) > MAX_BYTES and not nexus.in_operation():
            kind = exception.type if isinstance(exception, ApplicationError) else None
            short = ApplicationError(
                f"{str(exception)[:1000]} (an error of {size} bytes, of which no more is sent)",
                type=kind or type(exception).__name__,
                non_retryable=getattr(exception, "non_retryable", False),
            )
            failure.Clear()
            self._inner.to_failure(short, payload_converter, failure)

    def from_failure(self, failure: Failure, payload_converter: PayloadConverter) -> BaseException:
        """See base class; what `inner` cannot read is an ApplicationError of type `UnreadableFailure`."""
        try:
            return self._inner.from_failure(failure, payload_converter)
        except Exception:  # an enum value that this SDK does not know, say
            return self._as_far_as_readable(failure, payload_converter)

    def _as_far_as_readable(self, failure: Failure, payload_converter: PayloadConverter) -> BaseException:
        alone = Failure()
        alone.CopyFrom(failure)
        alone.ClearField("cause")
        try:
            error = self._inner.from_failure(alone, payload_converter)
        except Exception:
            error = ApplicationError(failure.message, type="UnreadableFailure", non_retryable=True)
        if failure.HasField("cause"):
            error.__cause__ = self.from_failure(failure.cause, payload_converter)
        return error

    def with_context(self, context: SerializationContext) -> Self:
        """See base class."""
        if not isinstance(self._inner, WithSerializationContext):
            return self
        new = copy.copy(self)
        new._inner = self._inner.with_context(context)
        return new


@functools.cache
def bounded(inner: type[FailureConverter]) -> type[FailureConverter]:
    """A class for `DataConverter.failure_converter_class`, which must construct without arguments, around `inner`."""

    class Converter(BoundedFailureConverter):
        def __init__(self) -> None:
            super().__init__(inner())

    Converter.__qualname__ = f"BoundedFailureConverter[{inner.__qualname__}]"
    return Converter
