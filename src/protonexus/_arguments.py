"""Checks of a call's arguments, for what only the server would refuse.

The server answers these by failing the caller's workflow task, which is then
retried for ever, or by retrying the call until the circuit breaker opens.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from temporalio.workflow import NexusOperationCancellationType

from protonexus import _limits

_ENDPOINT: Final = re.compile(r"[a-zA-Z][a-zA-Z0-9\-]*[a-zA-Z0-9]")
# RFC 9110, section 5.6.2: token
_HEADER_NAME: Final = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
# RFC 9110, section 5.5: tab is the only control character of a field value
_NOT_IN_HEADER_VALUE: Final = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
_RESERVED_HEADER: Final = re.compile(r"content-.*|nexus-.*|request-timeout|operation-timeout", re.IGNORECASE)
_TIMEOUTS: Final = ("schedule_to_close_timeout", "schedule_to_start_timeout", "start_to_close_timeout")


class ArgumentError(ValueError):
    """An argument of a call that cannot be sent; one line that names it."""


def check_endpoint(endpoint: object) -> None:
    """Raise ArgumentError if no endpoint can have this name."""
    if not isinstance(endpoint, str):
        raise ArgumentError(f"endpoint must be a string, got {type(endpoint).__name__}")
    if not endpoint:
        raise ArgumentError("the endpoint must not be empty")
    if len(endpoint) > _limits.MAX_ENDPOINT_LENGTH or not _ENDPOINT.fullmatch(endpoint):
        raise ArgumentError(
            f"{endpoint[:60]!r} is no endpoint name: 2 to 200 letters, digits and hyphens, beginning with a letter"
        )


def check_options(options: Mapping[str, Any], allowed: frozenset[str]) -> None:
    """Raise ArgumentError if the server could not serve a call with these options."""
    for name, value in options.items():
        if name not in allowed:
            raise ArgumentError(f"unknown option {name!r}; there are {', '.join(sorted(allowed))}")
        if name in _TIMEOUTS and value is not None:
            _check_timeout(name, value)
    headers = options.get("headers")
    if headers is not None:
        _check_headers(headers)
    summary = options.get("summary")
    if summary is not None and (not isinstance(summary, str) or not _is_text(summary, _limits.MAX_SUMMARY_BYTES)):
        raise ArgumentError(f"summary must be text of at most {_limits.MAX_SUMMARY_BYTES} bytes")
    kind = options.get("cancellation_type")
    if kind is not None and not isinstance(kind, NexusOperationCancellationType):
        raise ArgumentError(f"cancellation_type must be a NexusOperationCancellationType, got {type(kind).__name__}")


def risky_timeout(options: Mapping[str, Any]) -> str | None:
    """Why calls with these options may time out although the handler is healthy, if so."""
    for name in _TIMEOUTS[:2]:
        value = options.get(name)
        if value is not None and value < _limits.OFTEN_MISSED:
            return (
                f"{name} of {value.total_seconds():g} s may expire before the handler's answer arrives; "
                f"allow {_limits.OFTEN_MISSED.total_seconds():g} s or more"
            )
    return None


def _check_timeout(name: str, value: object) -> None:
    if not isinstance(value, timedelta):
        raise ArgumentError(f"{name} must be a timedelta or None, got {type(value).__name__}")
    if value <= timedelta(0):
        raise ArgumentError(f"{name} must be positive; None means no limit")
    if name != "start_to_close_timeout" and value < _limits.NEVER_SERVED:
        raise ArgumentError(
            f"{name} of {value.total_seconds():g} s always expires before the handler is reached; "
            f"allow {_limits.OFTEN_MISSED.total_seconds():g} s or more"
        )


def _check_headers(headers: object) -> None:
    if not isinstance(headers, Mapping):
        raise ArgumentError(f"headers must be a mapping, got {type(headers).__name__}")
    size = 0
    for name, value in headers.items():  # pyright: ignore[reportUnknownVariableType]  # checked just below
        if not isinstance(name, str) or not isinstance(value, str):
            raise ArgumentError(f"header names and values must be strings, got {name!r}")
        if not _HEADER_NAME.fullmatch(name):
            raise ArgumentError(f"{name[:60]!r} is no header name (RFC 9110: letters, digits and !#$%&'*+-.^_`|~)")
        if _RESERVED_HEADER.fullmatch(name):
            raise ArgumentError(f"header {name!r} is Nexus' own; name yours differently")
        if _NOT_IN_HEADER_VALUE.search(value) or not _is_text(value):
            raise ArgumentError(f"the value of header {name!r} has a control character or is no text")
        size += len(name) + len(value.encode())
    if size > _limits.MAX_HEADER_BYTES:
        raise ArgumentError(f"headers of {size} bytes; the server takes {_limits.MAX_HEADER_BYTES}")


def _is_text(value: str, limit: int | None = None) -> bool:
    try:
        size = len(value.encode())
    except UnicodeEncodeError:  # a lone surrogate
        return False
    return limit is None or size <= limit
