"""The only module that imports protovalidate."""

from __future__ import annotations

from typing import Any

import protovalidate
from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.message import Message
from temporalio import workflow

from protonexus._validation import RuleError, Violation
from protonexus._workflow_time import at_time

_validator = protovalidate.Validator()


def check(message: Message) -> tuple[Violation, ...]:
    """The rules that `message` breaks, in the contract's order.

    Raises:
        RuleError: a rule cannot be compiled or evaluated.
    """
    validator, checked = _validator, message
    if workflow.in_workflow():
        checked = at_time(message, workflow.now())
        if checked is not message:
            validator = protovalidate.Validator()  # the shared one keeps what it compiles
    try:
        found = validator.collect_violations(checked)
    except (protovalidate.CompilationError, protovalidate.EvaluationError) as err:
        raise RuleError(f"a rule of {message.DESCRIPTOR.full_name} cannot be evaluated: {err}") from None
    return tuple(_violation(one.proto, message.DESCRIPTOR) for one in found)


def _violation(found: Any, descriptor: Any) -> Violation:
    path, secret = "", False
    for element in found.field.elements if found.field else ():
        path += ("." if path else "") + element.field_name + _subscript(element)
        field: FieldDescriptor | None = descriptor.fields_by_name.get(element.field_name) if descriptor else None
        secret = secret or (field is not None and field.GetOptions().debug_redact)
        descriptor = _inner(field)
    # A rule of a message may quote any field of it.
    secret = secret or (descriptor is not None and any(f.GetOptions().debug_redact for f in descriptor.fields))
    return Violation(path, found.rule_id or "", "" if secret else found.message or "")


def _subscript(element: Any) -> str:
    """`[3]` of a list; a map's keys may be secret, so `[*]`."""
    chosen = element.subscript
    if chosen is None:
        return ""
    return f"[{chosen.value}]" if chosen.field == "index" else "[*]"


def _inner(field: Any) -> Any:
    if field is None or field.message_type is None:
        return None
    inner = field.message_type
    return inner.fields_by_name["value"].message_type if inner.GetOptions().map_entry else inner
