"""protovalidate's answers in our terms."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, Final

import protovalidate
from google.protobuf.message import Message
from temporalio import workflow

from protonexus._validation import BrokenRules, RuleError, Violation, messages_in
from protonexus._workflow_time import as_written, check_at, speaks_of_now

_check: Final = protovalidate.Validator().validate
_check_first: Final = functools.partial(_check, fail_fast=True)


def check_of(message_type: type[Message], first: bool) -> Callable[[Message], None]:
    """What checks a message of this type; raises protovalidate's errors, of all broken rules or the first."""
    check = _check_first if first else _check
    if not speaks_of_now(message_type.DESCRIPTOR):
        return check

    def check_at_workflow_time(message: Message) -> None:
        if workflow.in_workflow():
            check_at(workflow.now(), message, first)
        else:
            check(message)

    return check_at_workflow_time


def told(err: Exception, descriptor: Any) -> Exception:
    """An error of protovalidate, about a message of this descriptor, as ours."""
    if isinstance(err, protovalidate.ValidationError):
        return BrokenRules(tuple(_violation(one.proto, descriptor) for one in err.violations))
    reason = as_written(" ".join(str(err).split()))
    if not isinstance(err, protovalidate.CompilationError) and _holds_secrets(descriptor):
        reason = reason.partition(": ")[0]  # names the rule; what follows may quote a value
    return RuleError(f"the rules of {descriptor.full_name} cannot be evaluated: {reason}")


def _violation(found: Any, descriptor: Any) -> Violation:
    path, secret = "", False
    for element in found.field.elements if found.field else ():
        path += ("." if path else "") + element.field_name + _subscript(element)
        field: Any = descriptor.fields_by_name.get(element.field_name) if descriptor else None
        secret = secret or (field is not None and field.GetOptions().debug_redact)
        descriptor = _inner(field)
    # A rule of a message may quote anything in it.
    secret = secret or (descriptor is not None and _holds_secrets(descriptor))
    text = "" if secret or not found.message else ("key " if found.for_key else "") + as_written(found.message)
    return Violation(path, as_written(found.rule_id or ""), text)


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


@functools.cache
def _holds_secrets(root: Any) -> bool:
    return any(field.GetOptions().debug_redact for message in messages_in(root) for field in message.fields)
