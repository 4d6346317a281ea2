"""Errors that a contract declares: a type name and a detail message, the same in every language.

On the wire a declared error is an application failure whose type is the detail
message's full name, whose one detail is the serialised message as bytes
(`binary/plain`), and which is not retryable. Any SDK reads that without our code.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar, Generic

from google.protobuf.message import Message
from temporalio.common import RawValue
from temporalio.exceptions import ApplicationError, NexusOperationError
from typing_extensions import TypeVar

from protonexus._payload import kind_of

D = TypeVar("D", bound=Message, default=Message)


class DeclaredError(ApplicationError, Generic[D]):
    """Base of the generated error classes.

    Raise one in a handler, in a backing workflow or in its activities; the caller
    catches the same class. Uncaught in a caller workflow it fails the workflow.
    """

    detail_type: ClassVar[type[Any]]

    def __init__(self, detail: D, message: str | None = None) -> None:
        """An error with `detail`; `message` is for people, by default the detail message's name."""
        descriptor = self.detail_type.DESCRIPTOR
        if not isinstance(detail, self.detail_type):
            # Not a TypeError, which a workflow would retry its task on for ever.
            raise ApplicationError(
                f"{type(self).__name__} takes {descriptor.full_name}, got {kind_of(detail)}",
                type="TypeError",
                non_retryable=True,
            )
        if not detail.IsInitialized():
            raise ApplicationError(
                f"{descriptor.full_name} lacks a required field", type="ValueError", non_retryable=True
            )
        super().__init__(
            message or descriptor.name, detail.SerializeToString(), type=descriptor.full_name, non_retryable=True
        )
        self.detail = detail


def find_declared(error: BaseException, declared: Iterable[type[DeclaredError[Any]]]) -> DeclaredError[Any] | None:
    """The declared error that `error` stands for; None if it is another, or its detail is not what the type says.

    The search ends at the next hop: an error of an operation that the handler
    called in turn is not this operation's.
    """
    by_type = {kind.detail_type.DESCRIPTOR.full_name: kind for kind in declared}
    for cause in _causes(error.__cause__):
        kind = by_type.get(cause.type or "") if isinstance(cause, ApplicationError) else None
        if kind is not None and isinstance(cause, ApplicationError):
            detail = None if _is_passed_on(cause) else _detail(cause, kind.detail_type)
            return None if detail is None else kind(detail, cause.message)
    return None


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None and not _is_of_next_hop(error):
        yield error
        error = error.__cause__


def _is_of_next_hop(error: BaseException | None) -> bool:
    if isinstance(error, ApplicationError):  # as which an error of a standalone call crosses
        return error.type == "NexusOperationFailureError"
    return isinstance(error, NexusOperationError)


def _is_passed_on(error: ApplicationError) -> bool:
    """Whether `error` is what a call of the handler's own raised, and nobody has said that it is the handler's too."""
    return _is_of_next_hop(error.__cause__) and any(
        isinstance(inner, ApplicationError) and (inner.type, inner.details) == (error.type, error.details)
        for inner in _causes(error.__cause__ and error.__cause__.__cause__)
    )


def _detail(error: ApplicationError, detail_type: type[Message]) -> Message | None:
    if len(error.details) != 1:
        return None
    value = error.details[0]
    if isinstance(value, RawValue) and value.payload.metadata.get("encoding") == b"binary/plain":
        value = value.payload.data
    try:
        detail = detail_type.FromString(value) if isinstance(value, bytes) else None
    except Exception:  # whatever a peer has put there
        return None
    return detail if detail is not None and detail.IsInitialized() else None
