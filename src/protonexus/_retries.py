"""Log lines about errors that the server retries: which attempt it was, and what the circuit breaker does next."""

from __future__ import annotations

import re
from collections import OrderedDict

from temporalio import nexus

from protonexus import _limits
from protonexus._context import OperationContext

_KEPT = 10_000  # requests remembered at a time
# As this worker sees them; other workers of the task queue see the other attempts.
_attempts: OrderedDict[str, int] = OrderedDict()
_failures: dict[tuple[str, str, str], int] = {}


def succeeded(ctx: OperationContext) -> None:
    """A request was answered, which starts the breaker's count anew."""
    if _failures:
        _failures.pop(_caller(ctx), None)
    if _attempts:
        _attempts.pop(ctx.known_request_id, None)


def failed(ctx: OperationContext, where: str, error: BaseException) -> None:
    """A request failed in a way that the server retries: say so in one line."""
    request = ctx.known_request_id
    attempt = _attempts[request] = _attempts.pop(request, 0) + 1
    if len(_attempts) > _KEPT:
        _attempts.popitem(last=False)
    namespace, _, endpoint = caller = _caller(ctx)
    failures = _failures[caller] = _failures.get(caller, 0) + 1
    left = _limits.CIRCUIT_BREAKER_FAILURES - failures
    breaker = f"after {left} more in a row the circuit breaker blocks" if left > 0 else "the circuit breaker now blocks"
    nexus.logger.warning(
        "%s raised %s: %s (attempt %d of request %s seen here; the server retries it; %s "
        "calls from namespace %s to endpoint %s for %d s)",
        *(where, type(error).__name__, error, attempt, request, breaker),
        *(namespace, endpoint, _limits.CIRCUIT_BREAKER_SECONDS),
        exc_info=error,
    )


def _caller(ctx: OperationContext) -> tuple[str, str, str]:
    """Namespace, kind and endpoint: workflows and standalone operations have breakers of their own."""
    link = ctx.inbound_links[0].url if ctx.inbound_links else ""
    found = re.match(r"temporal:///namespaces/([^/]+)/([^/]+)/", link)
    return (*(found.groups() if found else ("?", "?")), nexus.info().endpoint)  # type: ignore[return-value]
