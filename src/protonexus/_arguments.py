"""Checks of a call's arguments, for what only the server would refuse.

The server answers these by failing the caller's workflow task, which is then
retried for ever, or by retrying the call until the circuit breaker opens.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, Final, cast

from temporalio.common import NexusOperationIDConflictPolicy, NexusOperationIDReusePolicy, TypedSearchAttributes
from temporalio.workflow import EventGroup, NexusOperationCancellationType

from protonexus import _limits

_ENDPOINT: Final = re.compile(r"[a-zA-Z][a-zA-Z0-9\-]*[a-zA-Z0-9]")
# RFC 9110, section 5.6.2: token
_HEADER_NAME: Final = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
# RFC 9110, section 5.5: tab is the only control character of a field value
_NOT_IN_HEADER_VALUE: Final = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
_RESERVED_HEADER: Final = re.compile(r"content-.*|nexus-.*|request-timeout|operation-timeout|expect", re.IGNORECASE)
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


def check_name(what: str, name: str) -> None:
    """Raise ArgumentError if the server takes no service or operation of this name."""
    if not name or len(name.encode(errors="replace")) > _limits.MAX_NAME_BYTES:
        raise ArgumentError(f"the name of the {what} must have 1 to {_limits.MAX_NAME_BYTES} bytes")


def check_options(options: Mapping[str, Any], allowed: frozenset[str]) -> None:
    """Raise ArgumentError if the server could not serve a call with these options."""
    for name, value in options.items():
        if name not in allowed:
            raise ArgumentError(f"unknown option {name!r}; there are {', '.join(sorted(allowed))}")
        if name in _REQUIRED or value is not None:
            _CHECKS[name](name, value)


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
    if not timedelta(0) < value < _limits.MAX_TIMEOUT:
        raise ArgumentError(f"{name} must be positive and less than 10,000 years; None means no limit")
    if name in _TIMEOUTS[:2] and value < _limits.NEVER_SERVED:
        raise ArgumentError(
            f"{name} of {value.total_seconds():g} s always expires before the handler is reached; "
            f"allow {_limits.OFTEN_MISSED.total_seconds():g} s or more"
        )


def _check_headers(_: str, headers: object) -> None:
    if not isinstance(headers, Mapping):
        raise ArgumentError(f"headers must be a mapping, got {type(headers).__name__}")
    size, seen = 0, set[str]()
    for name, value in headers.items():  # pyright: ignore[reportUnknownVariableType]  # checked just below
        if not isinstance(name, str) or not isinstance(value, str):
            raise ArgumentError(f"header names and values must be strings, got {name!r}")
        if not _HEADER_NAME.fullmatch(name):
            raise ArgumentError(f"{name[:60]!r} is no header name (RFC 9110: letters, digits and !#$%&'*+-.^_`|~)")
        if _RESERVED_HEADER.fullmatch(name):
            raise ArgumentError(f"header {name!r} is Nexus' or HTTP's own; name yours differently")
        if name.lower() in seen:
            raise ArgumentError(f"header {name!r} is given twice, in different case")
        seen.add(name.lower())
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


def _check_text(least: int, most: int) -> Callable[[str, object], None]:
    def check(name: str, value: object) -> None:
        if not isinstance(value, str) or len(value) < least or not _is_text(value, most):
            raise ArgumentError(f"{name} must be text of {least} to {most} bytes, got {_told(value)}")

    return check


def _told(value: object) -> str:
    return f"{len(value)} characters" if isinstance(value, str) else type(value).__name__


def _check_summary(name: str, value: object) -> None:
    # The server measures the JSON payload, in which a character that is not ASCII takes six bytes.
    if not isinstance(value, str) or not _is_text(value) or len(json.dumps(value)) - 2 > _limits.MAX_SUMMARY_BYTES:
        most = _limits.MAX_SUMMARY_BYTES
        raise ArgumentError(f"{name} must be text of at most {most} bytes in JSON, got {_told(value)}")


def _check_type(kind: type) -> Callable[[str, object], None]:
    def check(name: str, value: object) -> None:
        if not isinstance(value, kind):
            raise ArgumentError(f"{name} must be a {kind.__name__}, got {type(value).__name__}")

    return check


def _check_event_groups(name: str, value: object) -> None:
    if not isinstance(value, list | tuple) or not all(isinstance(one, EventGroup) for one in cast(list[object], value)):
        raise ArgumentError(f"{name} must be a list of EventGroup")


def _check_metadata(name: str, value: object) -> None:
    # gRPC: names of lower-case letters, digits, `_`, `-` and `.`; values of printable ASCII, or bytes under `-bin`
    if not isinstance(value, Mapping):
        raise ArgumentError(f"{name} must be a mapping, got {type(value).__name__}")
    for key, one in cast(Mapping[object, object], value).items():
        is_name = isinstance(key, str) and re.fullmatch(r"[0-9a-z_.-]+", key)
        is_value = isinstance(one, bytes) or (isinstance(one, str) and re.fullmatch(r"[\x20-\x7e]*", one))
        if not is_name or not is_value or isinstance(one, bytes) != str(key).endswith("-bin"):
            raise ArgumentError(f"{name} has {str(key)[:60]!r}, which gRPC cannot send")


_REQUIRED: Final = frozenset(
    (
        "id",
        "id_reuse_policy",
        "id_conflict_policy",
        "cancellation_type",
        "rpc_metadata",
        "validate_requests",
        "validate_responses",
    )
)
_CHECKS: Final[dict[str, Callable[[str, object], None]]] = {
    **dict.fromkeys((*_TIMEOUTS, "rpc_timeout"), _check_timeout),
    "headers": _check_headers,
    "summary": _check_summary,
    "cancellation_type": _check_type(NexusOperationCancellationType),
    "event_groups": _check_event_groups,
    "id": _check_text(1, _limits.MAX_NAME_BYTES),
    "id_reuse_policy": _check_type(NexusOperationIDReusePolicy),
    "id_conflict_policy": _check_type(NexusOperationIDConflictPolicy),
    "search_attributes": _check_type(TypedSearchAttributes),
    "rpc_metadata": _check_metadata,
    "reason": _check_type(str),
    "run_id": _check_type(str),
    "validate_requests": _check_type(bool),
    "validate_responses": _check_type(bool),
}
