"""A bank of another team, which raises what the tests chose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from acme.errors.v1.bank_nexus import BANK_SERVICE
from acme.errors.v1.bank_pb2 import WithdrawRequest, WithdrawResponse
from nexusrpc import HandlerError, HandlerErrorType, OperationError, OperationErrorState
from nexusrpc.handler import StartOperationContext, service_handler, sync_operation
from temporalio.exceptions import ApplicationError


class Sent(NamedTuple):
    kind: str | None
    details: Sequence[Any]
    inside: type[OperationError | HandlerError] | None = None
    """What wraps it."""


@service_handler(name=BANK_SERVICE)
class RawBank:
    """Fails with the error that the request names."""

    def __init__(self, errors: Mapping[str, Sent]) -> None:
        self.errors = errors
        self.attempts: Counter[str] = Counter()

    @sync_operation(name="Withdraw")
    async def withdraw(self, ctx: StartOperationContext, request: WithdrawRequest) -> WithdrawResponse:
        self.attempts[ctx.request_id] += 1
        sent = self.errors[request.error]
        error = ApplicationError("broke", *sent.details, type=sent.kind, non_retryable=True)
        if sent.inside is OperationError:
            raise OperationError("failed", state=OperationErrorState.FAILED) from error
        if sent.inside is HandlerError:
            raise HandlerError("failed", type=HandlerErrorType.NOT_FOUND) from error
        raise error
