"""What a failed call looks like at the caller when the server had no part in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from temporalio.client import NexusOperationFailureError
from temporalio.exceptions import NexusOperationError

from protonexus._validation import Violation


class _Standalone(NexusOperationFailureError):
    """Ends the chain of cooperative constructors, whose signatures differ."""

    def __init__(self, *args: Any) -> None:
        Exception.__init__(self, *args)


class OperationCallError(NexusOperationError, _Standalone):
    """A call that failed at the caller's side.

    Caught by `except NexusOperationError`, the SDK's error of workflow code, and
    by `except NexusOperationFailureError`, its error of ordinary code. Left
    uncaught in a workflow it fails the workflow, never its task.

    Attributes: `endpoint`, `service`, `operation`; `reason`, one line; `violations`,
    the rules of the contract that the message breaks, if that is the reason.
    """

    def __init__(
        self, reason: str, *, endpoint: str, service: str, operation: str, violations: Sequence[Violation] = ()
    ) -> None:
        NexusOperationError.__init__(
            self,
            f"{service}/{operation}: {reason}",
            scheduled_event_id=0,
            endpoint=endpoint,
            service=service,
            operation=operation,
            operation_token="",
        )
        self.reason = reason
        self.violations = tuple(violations)


class InvalidRequestError(OperationCallError):
    """The request or an argument of the call is wrong; nothing was sent."""


class InvalidResponseError(OperationCallError):
    """The operation completed, but its result is not the declared message."""
