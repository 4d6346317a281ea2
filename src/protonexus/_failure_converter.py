"""Failures whose chain of causes every reader can follow."""

from __future__ import annotations

import copy
import functools
from typing import Self

from temporalio.api.failure.v1 import Failure
from temporalio.converter import FailureConverter, PayloadConverter, SerializationContext, WithSerializationContext

from protonexus._failures import cut_causes


class BoundedFailureConverter(FailureConverter, WithSerializationContext):
    """Another failure converter, less long chains of causes: a reader of a failure with 150 of them never answers."""

    def __init__(self, inner: FailureConverter) -> None:
        self._inner = inner

    def to_failure(self, exception: BaseException, payload_converter: PayloadConverter, failure: Failure) -> None:
        """See base class."""
        cut_causes(exception)
        self._inner.to_failure(exception, payload_converter, failure)

    def from_failure(self, failure: Failure, payload_converter: PayloadConverter) -> BaseException:
        """See base class."""
        return self._inner.from_failure(failure, payload_converter)

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
