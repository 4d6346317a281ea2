"""What a caller's history tells, whatever the caller says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from temporalio.api.common.v1 import Payload
from temporalio.api.enums.v1 import WorkflowTaskFailedCause
from temporalio.api.history.v1 import HistoryEvent
from temporalio.client import WorkflowHandle

PACKAGE = "acme.interop.v1."
ENCODING = {"JSON": "json/protobuf", "BINARY": "binary/protobuf"}
UNHANDLED_COMMAND = WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_UNHANDLED_COMMAND
FAILED = ("nexus_operation_failed", "nexus_operation_timed_out")


@dataclass(frozen=True)
class History:
    """Of one caller workflow."""

    events: list[HistoryEvent]

    @property
    def milliseconds(self) -> float:
        """From its start to its end, without its sleep."""
        return (self._nanoseconds(self.events[0], self.events[-1]) - self._asleep()) / 1e6

    def _asleep(self) -> int:
        began = {event.event_id: event for event in self.events if _has(event, "timer_started")}
        fired = [event for event in self.events if _has(event, "timer_fired")]
        return sum(self._nanoseconds(began[_of(event, "timer_fired").started_event_id], event) for event in fired)

    @staticmethod
    def _nanoseconds(first: HistoryEvent, last: HistoryEvent) -> int:
        return last.event_time.ToNanoseconds() - first.event_time.ToNanoseconds()

    def failed_task(self) -> str:
        """Return why a workflow task failed; empty if none did but for what arrived meanwhile."""
        for event in self.events:
            if (
                event.HasField("workflow_task_failed_event_attributes")
                and event.workflow_task_failed_event_attributes.cause != UNHANDLED_COMMAND
            ):
                return event.workflow_task_failed_event_attributes.failure.message.partition("\n")[0] or "unknown"
        return ""

    def seconds_to_failure(self) -> float:
        """Return how long the first call that failed was tried."""
        scheduled = {event.event_id: event for event in self.events if _has(event, "nexus_operation_scheduled")}
        for event in self.events:
            for kind in FAILED:
                if _has(event, kind):
                    return self._nanoseconds(scheduled[_of(event, kind).scheduled_event_id], event) / 1e9
        return 0.0

    def wrong_payload(self, encoding: str, *, ours: bool, either: bool = False) -> str:
        """Return what is wrong with the metadata of a request or a result; empty if nothing is.

        `ours` says whether requests for Empty have to be null, `either` whether results may be in any encoding.
        """
        operations: dict[int, str] = {}
        for event in self.events:
            if _has(event, "nexus_operation_scheduled"):
                given = _of(event, "nexus_operation_scheduled")
                operations[event.event_id] = given.operation
                if wrong := _wrong(given.input, encoding, f"{given.operation}Request", ours=ours):
                    return f"request of {given.operation}: {wrong}"
            elif _has(event, "nexus_operation_completed"):
                done = _of(event, "nexus_operation_completed")
                operation = operations[done.scheduled_event_id]
                allowed = ENCODING if either else [encoding]
                wrongs = [_wrong(done.result, each, f"{operation}Response", ours=False) for each in allowed]
                if all(wrongs):
                    return f"response of {operation}: {wrongs[0]}"
        return ""


async def history(handle: WorkflowHandle[Any, Any]) -> History:
    """Fetch it."""
    return History([event async for event in handle.fetch_history_events()])


def _wrong(payload: Payload, encoding: str, message: str, *, ours: bool) -> str:
    got = {key: value.decode() for key, value in payload.metadata.items()}
    wanted = {"encoding": ENCODING[encoding], "messageType": PACKAGE + message}
    if message.startswith("Ping"):
        null, empty = {"encoding": "binary/null"}, wanted | {"messageType": "google.protobuf.Empty"}
        return "" if got == null or (not ours and got == empty) else f"{got} instead of {null}"
    return "" if got == wanted else f"{got} instead of {wanted}"


def _has(event: HistoryEvent, kind: str) -> bool:
    return event.HasField(f"{kind}_event_attributes")  # type: ignore[arg-type]


def _of(event: HistoryEvent, kind: str) -> Any:
    return getattr(event, f"{kind}_event_attributes")
