"""Checks and resolves the `workflow` option of an operation."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from google.protobuf.descriptor_pb2 import FieldDescriptorProto as Field

from protonexus.codegen.contract import REQUEST_ID, Workflow
from protonexus.codegen.rules import enum_name, nanoseconds
from protonexus.codegen.text import quote

if TYPE_CHECKING:
    from google.protobuf.descriptor_pb2 import DescriptorProto

    from protonexus.codegen.messages import Messages
    from protonexus.codegen.problems import Place
    from protonexus.v1.options_pb2 import WorkflowOptions

_UNPRINTABLE = {Field.TYPE_BYTES: "bytes", Field.TYPE_FLOAT: "a float", Field.TYPE_DOUBLE: "a double"}


def read_workflow(
    options: WorkflowOptions, request: str, messages: Messages, place: Place, path: tuple[int, ...]
) -> Workflow:
    """Resolve the option at `path` of an operation whose request has the full name `request`; report what is wrong."""
    if not options.type:
        place.error('workflow has no type; write type: "RefundWorkflow"', *path)
    if not options.id:
        place.error('workflow has no id; write id: "refund-{nexus.request_id}"', *path)
    fields = options.DESCRIPTOR.fields_by_name

    def number(name: str) -> tuple[int, ...]:
        return (*path, fields[name].number)

    def policy(name: str) -> str:
        enum = fields[name].enum_type
        return enum_name(getattr(options, name), enum, f"workflow.{name}", place, *number(name)) if enum else ""

    def timeout(name: str) -> int | None:
        if not options.HasField(name):  # type: ignore[arg-type]
            return None
        return nanoseconds(getattr(options, name), f"workflow.{name}", place, *number(name))

    return Workflow(
        options.type,
        _template(options.id, request, messages, place, number("id")),
        options.task_queue,
        policy("id_conflict_policy"),
        policy("id_reuse_policy"),
        timeout("execution_timeout"),
        timeout("run_timeout"),
        timeout("task_timeout"),
    )


def _template(
    template: str, request: str, messages: Messages, place: Place, path: tuple[int, ...]
) -> tuple[str | tuple[str, ...], ...]:
    parts: list[str | tuple[str, ...]] = []
    # split() with a group alternates literal text and placeholders.
    for index, part in enumerate(re.split(r"\{([^{}]*)\}", template)):
        if index % 2:
            field_path = tuple(part.split("."))
            parts.append(field_path)
            if field_path != REQUEST_ID and (wrong := _wrong(field_path, request, messages)):
                place.error(f"workflow.id has {{{quote(part)[1:-1]}}}, but {wrong}", *path)
        elif "{" in part or "}" in part:
            place.error(f"workflow.id {quote(template)} has an unbalanced brace; write {{field.path}}", *path)
            break
        elif part:
            parts.append(part)
    return tuple(parts)


def _wrong(path: tuple[str, ...], request: str, messages: Messages) -> str:
    """Return why a field path of the request cannot be part of a workflow ID, "" when it can."""
    message = messages.descriptor(request)
    for depth, name in enumerate(path):
        if message is None:
            return f"{'.'.join(path[:depth])} is no message; end the path there"
        field = next((field for field in message.field if field.name == name), None)
        if field is None:
            return f"{request} has no field {quote(name)}; write one of {_list(message)}, or nexus.request_id"
        if field.label == Field.LABEL_REPEATED:
            return f"{name} is repeated; name a field that has one value"
        if field.type in _UNPRINTABLE:
            return f"{name} is {_UNPRINTABLE[field.type]}; name a string, an integer, a bool or an enum"
        is_message = field.type in (Field.TYPE_MESSAGE, Field.TYPE_GROUP)
        request = field.type_name.removeprefix(".")
        message = messages.descriptor(request) if is_message else None
        if is_message and message is None:
            return f"{request} is not in the request to this plugin; import the file that defines it"
    return f"{path[-1]} is a message; go on to one of its fields: {_list(message)}" if message is not None else ""


def _list(message: DescriptorProto) -> str:
    return ", ".join(field.name for field in message.field) or "nothing (it has no fields)"
