"""Options of calls: which there are, and how contract, client and call combine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, TypedDict, cast

from temporalio.common import (
    NexusOperationIDConflictPolicy,
    NexusOperationIDReusePolicy,
    TypedSearchAttributes,
)
from temporalio.workflow import EventGroup, NexusOperationCancellationType


class SharedOptions(TypedDict, total=False):
    """Options of every call, from workflows and from ordinary code."""

    schedule_to_close_timeout: timedelta | None
    """From scheduling to the result, retries included. None: no limit of ours."""
    schedule_to_start_timeout: timedelta | None
    """From scheduling to the handler's acceptance."""
    start_to_close_timeout: timedelta | None
    """From acceptance to the result; of no effect on synchronous operations."""
    headers: Mapping[str, str] | None
    """Nexus headers; those of client and call are merged, the call's win. None at a call: none at all."""
    summary: str | None
    """One line shown beside the operation in Temporal's Web UI and CLI."""


class CallOptions(SharedOptions, total=False):
    """Options of a call from workflow code, as in `temporalio.workflow.NexusClient.start_operation`."""

    cancellation_type: NexusOperationCancellationType
    """What happens to the operation when the caller cancels it."""
    event_groups: Sequence[EventGroup] | None
    """Event groups to associate the command with; experimental in the SDK."""


class Switches(TypedDict, total=False):
    """What a client does beside calling."""

    validate_requests: bool
    """Whether requests are checked against the contract's rules before they are sent. Default: True."""
    validate_responses: bool
    """Whether responses are. Default: True."""


class ClientOptions(CallOptions, Switches, total=False):
    """Options of a client for workflow code: its own, and those of its calls."""


class StandaloneCallOptions(SharedOptions, total=False):
    """Options of one standalone call, as in `temporalio.client.NexusClient.start_operation`."""

    id_reuse_policy: NexusOperationIDReusePolicy
    """Whether the ID of a closed operation may be used again."""
    id_conflict_policy: NexusOperationIDConflictPolicy
    """What happens when the ID is that of a running operation."""
    search_attributes: TypedSearchAttributes | None
    rpc_metadata: Mapping[str, str | bytes]
    """gRPC metadata of the call to the Temporal service."""
    rpc_timeout: timedelta | None
    """Limit of each gRPC call to the Temporal service; not of the operation."""


class StandaloneClientOptions(StandaloneCallOptions, Switches, total=False):
    """Options of a standalone client: its own, and those of its calls."""


def combine(*layers: Mapping[str, Any]) -> dict[str, Any]:
    """The options of a call; later layers win, except that headers are merged, names in any case being the same."""
    combined: dict[str, Any] = {}
    for layer in layers:
        headers = combined.get("headers")
        combined.update(layer)
        if headers and "headers" in layer:
            combined["headers"] = _merged(headers, layer["headers"])
    return combined


def _merged(first: Mapping[str, str], second: Any) -> Any:
    if not isinstance(second, Mapping):
        return second  # None, which asks for none; or what is refused when it is checked
    later = cast(Mapping[str, str], second)
    given = {str(name).lower() for name in later}
    return {name: value for name, value in first.items() if name.lower() not in given} | dict(later)
