"""What leaves a handler when its method raises.

Left to the SDK, some errors are retried until the call times out and the circuit
breaker opens for every caller of the endpoint, although a retry cannot help.
"""

from __future__ import annotations

import asyncio
from typing import Any, TypeAlias

import nexusrpc
from temporalio import nexus
from temporalio.api.failure.v1 import Failure
from temporalio.exceptions import ApplicationError

from protonexus import _retries
from protonexus._context import CancelContext, OperationContext
from protonexus._declared import DeclaredError

_MAX_CAUSES = 20  # protobuf readers stop at about 100 nested messages, and each cause is a few
MAX_BYTES = 1024 * 1024
_INTERNAL = nexusrpc.HandlerErrorType.INTERNAL
_Context: TypeAlias = OperationContext | CancelContext


def leaving(
    error: BaseException, ctx: OperationContext, where: str, non_retryable: tuple[type[BaseException], ...]
) -> BaseException:
    """The error to raise instead of `error`, which the method `where` has raised."""
    if problem := _problem(error, ctx, where):
        return problem
    if isinstance(error, DeclaredError):
        failed = nexusrpc.OperationError(error.message, state=nexusrpc.OperationErrorState.FAILED)
        failed.__cause__ = error  # pyright: ignore[reportUnknownMemberType]
        return failed
    if isinstance(error, non_retryable) and not isinstance(error, nexusrpc.OperationError | nexusrpc.HandlerError):
        return _final_of(error, ctx, where)
    if _is_retried(error):
        _retries.failed(ctx, where, error)
    return error


def leaving_cancel(
    error: BaseException, ctx: CancelContext, where: str, non_retryable: tuple[type[BaseException], ...]
) -> BaseException:
    """The error to raise instead of `error`, which the method `where` has raised at a request to cancel.

    Such a request has no failure of its own, so what fails an operation is an error of the handler there.
    """
    if problem := _problem(error, ctx, where):
        return problem
    of_operation: tuple[type[BaseException], ...] = (DeclaredError, nexusrpc.OperationError, *non_retryable)
    if isinstance(error, of_operation) and not isinstance(error, nexusrpc.HandlerError):
        return _final_of(error, ctx, where)  # pyright: ignore[reportUnknownArgumentType]
    return error


def _problem(error: BaseException, ctx: _Context, where: str) -> BaseException | None:
    """What to raise instead of an error that the SDK makes no answer of, or one that is retried for ever."""
    cut_causes(error)
    if isinstance(error, asyncio.CancelledError):
        if ctx.task_cancellation.is_cancelled():
            return error
        return final(ctx, f"{where} raised CancelledError, but nobody cancelled the request")
    # sys.exit() in a library, say; and asyncio can set no StopIteration on a future, so none would ever be answered.
    if not isinstance(error, Exception) or isinstance(error, StopIteration | StopAsyncIteration):
        return final(ctx, f"{where} raised {type(error).__name__}")
    if problem := _unsendable(error):
        kind = error.type if isinstance(error, nexusrpc.HandlerError) and not error.retryable else _INTERNAL
        return final(ctx, f"{where} raised {type(error).__name__}, which cannot be sent: {problem}", kind)
    return None


def _final_of(error: BaseException, ctx: _Context, where: str) -> nexusrpc.HandlerError:
    refused = final(ctx, f"{where} raised {type(error).__name__}: {error}")
    refused.__cause__ = error
    return refused


def _is_retried(error: BaseException) -> bool:
    if isinstance(error, nexusrpc.HandlerError):
        return error.retryable
    if isinstance(error, ApplicationError):
        return not error.non_retryable
    return not isinstance(error, nexusrpc.OperationError)


def final(
    ctx: nexusrpc.handler.OperationContext, what: str, kind: nexusrpc.HandlerErrorType = _INTERNAL
) -> nexusrpc.HandlerError:
    """An error of the handler that no retry cures."""
    return nexusrpc.HandlerError(f"{ctx.service}/{ctx.operation}: {what}", type=kind, retryable_override=False)


def cut_causes(error: BaseException) -> None:
    """End the chain of causes of `error` where readers still follow it."""
    seen = 0
    at: BaseException | None = error
    while at is not None:
        following = at.__cause__ or (None if at.__suppress_context__ else at.__context__)
        seen += 1
        if seen == _MAX_CAUSES:
            at.__cause__ = None  # which also suppresses __context__
        at = following if seen < _MAX_CAUSES else None


def _unsendable(error: BaseException) -> str | None:
    if isinstance(error, nexusrpc.OperationError):  # whose fields the SDK reads after this
        for name, kind in (("message", str), ("state", nexusrpc.OperationErrorState)):
            if not isinstance(given := getattr(error, name), kind):
                return f"its {name} must be {kind.__name__}, got {type(given).__name__}"
    converter = nexus.client().data_converter
    failure = Failure()
    try:
        converter.failure_converter.to_failure(error, converter.payload_converter, failure)
    except Exception as err:
        return f"{type(err).__name__}: {_plain(err)}"
    size = failure.ByteSize()
    return f"{size} bytes; at most {MAX_BYTES} are sent" if size > MAX_BYTES else None


def _plain(err: Any) -> str:
    return str(err).encode(errors="backslashreplace").decode()[:300]
