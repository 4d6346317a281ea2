"""What happened to each Nexus call, as Temporal recorded it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from acme.payments.v1.payments_nexus import CardDeclinedError
from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.message import Message
from temporalio.api.common.v1 import Link
from temporalio.api.failure.v1 import Failure
from temporalio.api.history.v1 import HistoryEvent
from temporalio.client import Client, NexusOperationExecutionDescription, WorkflowHandle

DECLARED = (CardDeclinedError,)


@dataclass
class Call:
    endpoint: str
    operation: str
    kind: str = "synchronous"
    took: timedelta = timedelta()
    result: str = ""
    refused: bool = False
    workflow: Link.WorkflowEvent | None = None
    """The handler's workflow that carries the operation out."""


async def calls_of_workflow(client: Client, handle: WorkflowHandle[Any, Any]) -> list[Call]:
    """The calls in a workflow's history, whose event times are the Temporal service's."""
    calls: dict[int, Call] = {}  # by the ID of the event that scheduled them, as is the next
    scheduled: dict[int, HistoryEvent] = {}
    async for event in handle.fetch_history_events():
        if event.HasField("nexus_operation_scheduled_event_attributes"):
            asked = event.nexus_operation_scheduled_event_attributes
            scheduled[event.event_id] = event
            calls[event.event_id] = Call(asked.endpoint, asked.operation)
        elif event.HasField("nexus_operation_started_event_attributes"):
            call = calls[event.nexus_operation_started_event_attributes.scheduled_event_id]
            call.kind = "workflow-run"
            call.workflow = event.links[0].workflow_event
        elif event.HasField("nexus_operation_completed_event_attributes"):
            completed = event.nexus_operation_completed_event_attributes
            call = calls[completed.scheduled_event_id]
            call.took = _between(scheduled[completed.scheduled_event_id], event)
            [message] = await client.data_converter.decode([completed.result])
            call.result = in_short(message)
        elif event.HasField("nexus_operation_failed_event_attributes"):
            failed = event.nexus_operation_failed_event_attributes
            call = calls[failed.scheduled_event_id]
            call.took = _between(scheduled[failed.scheduled_event_id], event)
            call.result, call.refused = _reason(failed.failure), True
    return list(calls.values())


def _reason(failure: Failure) -> str:
    """The innermost cause; a declared error, whose type is its detail's full name, with its detail."""
    while failure.HasField("cause"):
        failure = failure.cause
    declared = {error.detail_type.DESCRIPTOR.full_name: error.detail_type for error in DECLARED}
    told = failure.application_failure_info
    if told.type not in declared:
        return failure.message
    detail = declared[told.type].FromString(told.details.payloads[0].data)
    return f"{declared[told.type].DESCRIPTOR.name} {in_short(detail)}"


def standalone_call(described: NexusOperationExecutionDescription, result: Message) -> Call:
    """A call from ordinary code, which has no history; `describe` says how long it took."""
    took = described.execution_duration or timedelta()
    return Call(described.endpoint, described.operation, "standalone", took, in_short(result))


def _between(first: HistoryEvent, last: HistoryEvent) -> timedelta:
    return last.event_time.ToDatetime() - first.event_time.ToDatetime()


def in_short(message: Message | None) -> str:
    """The fields of a message in one line, enum values without the prefix that they share; None is an Empty."""
    if message is None:
        return "(empty)"
    return " ".join(f"{field.name}={_value(field, value)}" for field, value in message.ListFields()) or "(empty)"


def _value(field: FieldDescriptor, value: Any) -> Any:
    if field.enum_type is None or field.is_repeated:
        return value
    names = field.enum_type.values_by_number
    if value not in names:  # of a newer contract
        return value
    return names[value].name.removeprefix(names[0].name.removesuffix("UNSPECIFIED"))
