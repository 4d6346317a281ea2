"""The worker's own word on who may call."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import nexusrpc
from nexusrpc import HandlerError, HandlerErrorType, Link
from nexusrpc.handler import StartOperationResultAsync, StartOperationResultSync
from temporalio import worker

from protonexus._failures import final


@dataclass(frozen=True)
class NexusRequest:
    """What is known of a request before its payload is decoded."""

    service: str
    operation: str
    headers: Mapping[str, str]
    """Names in lower case."""
    links: Sequence[Link]
    """What the caller says it is: its workflow or standalone operation. Empty for a cancel request."""
    is_cancel: bool
    """Whether it asks to cancel an operation rather than to start one."""


class Unauthenticated(HandlerError):
    """Raise it when the caller has not proved who it is; the caller sees UNAUTHENTICATED, without a retry."""

    def __init__(self, message: str = "the request is not authenticated") -> None:
        super().__init__(message, type=HandlerErrorType.UNAUTHENTICATED, retryable_override=False)


class Unauthorized(HandlerError):
    """Raise it when the caller may not do this; the caller sees UNAUTHORIZED, without a retry."""

    def __init__(self, message: str = "the caller may not do this") -> None:
        super().__init__(message, type=HandlerErrorType.UNAUTHORIZED, retryable_override=False)


Authorize: TypeAlias = Callable[[NexusRequest], bool | Awaitable[bool | None] | None]
"""Refuses by raising Unauthenticated or Unauthorized, or by returning False; returns True or None otherwise.

Any other exception also keeps the request from the handler, and is retried as
a handler's own would be.
"""


class AuthorizingInterceptor(worker.Interceptor):
    """Asks `authorize` before every Nexus request of a worker.

    Generated handlers decode their requests after it; of handlers written with
    the SDK's decorators the SDK has decoded the request by then. A payload codec
    has always run.
    """

    def __init__(self, authorize: Authorize) -> None:
        self._authorize = authorize

    def intercept_nexus_operation(
        self, next: worker.NexusOperationInboundInterceptor
    ) -> worker.NexusOperationInboundInterceptor:
        """See base class."""
        return _Inbound(next, self._authorize)


class _Inbound(worker.NexusOperationInboundInterceptor):
    def __init__(self, next: worker.NexusOperationInboundInterceptor, authorize: Authorize) -> None:
        super().__init__(next)
        self._authorize = authorize

    async def execute_nexus_operation_start(
        self, input: worker.ExecuteNexusOperationStartInput
    ) -> StartOperationResultSync[object] | StartOperationResultAsync:
        await self._check(input.ctx, input.ctx.inbound_links, is_cancel=False)
        return await super().execute_nexus_operation_start(input)

    async def execute_nexus_operation_cancel(self, input: worker.ExecuteNexusOperationCancelInput) -> None:
        await self._check(input.ctx, (), is_cancel=True)
        await super().execute_nexus_operation_cancel(input)

    async def _check(self, ctx: nexusrpc.handler.OperationContext, links: Sequence[Link], *, is_cancel: bool) -> None:
        try:
            answer = self._authorize(NexusRequest(ctx.service, ctx.operation, ctx.headers, links, is_cancel))
            if inspect.isawaitable(answer):
                answer = await answer
        except asyncio.CancelledError:
            if ctx.task_cancellation.is_cancelled():
                raise
            # Left alone it is silence until the request times out, again and again.
            raise final(ctx, "authorize raised CancelledError, but nobody cancelled the request") from None
        if answer is False:
            raise Unauthorized()
        if answer is not None and answer is not True:  # of a generator, say, nothing has run yet
            raise final(ctx, f"authorize answered {type(answer).__name__}; it returns True, False or None")
