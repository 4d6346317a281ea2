"""Resolves the call settings that services and operations share: timeouts, cancellation, summary, encoding, errors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from protonexus.codegen.contract import CallSettings, DeclaredError
from protonexus.codegen.rules import check_summary, enum_name, nanoseconds, nexus_timeout
from protonexus.codegen.text import quote

if TYPE_CHECKING:
    from collections.abc import Sequence

    from protonexus.codegen.messages import Messages
    from protonexus.codegen.problems import Place
    from protonexus.v1.options_pb2 import OperationOptions, ServiceOptions

_TIMEOUTS = {
    "schedule_to_close_timeout": nexus_timeout,
    "schedule_to_start_timeout": nexus_timeout,
    "start_to_close_timeout": nanoseconds,
}


def read_settings(
    options: ServiceOptions | OperationOptions,
    path: tuple[int, ...],
    defaults: CallSettings,
    messages: Messages,
    place: Place,
) -> CallSettings:
    """Resolve what the options at `path` say over the defaults; report what is wrong."""
    said: dict[str, Any] = {}
    for field, value in options.ListFields():
        name, at = field.name, (*path, field.number)
        if name in _TIMEOUTS:
            said[name] = _TIMEOUTS[name](value, name, place, *at)
        elif field.enum_type:
            said[name] = enum_name(value, field.enum_type, name, place, *at)
        elif name == "summary":
            check_summary(value, place, *at)
            said[name] = value
        elif name == "errors":
            said[name] = _errors(value, at, defaults.errors, messages, place)
    return defaults._replace(**said)


def _errors(
    names: Sequence[str],
    path: tuple[int, ...],
    inherited: tuple[DeclaredError, ...],
    messages: Messages,
    place: Place,
) -> tuple[DeclaredError, ...]:
    errors = list(inherited)
    for index, name in enumerate(names):
        error = messages.declared_error(name)
        if error is None:
            place.error(f"errors has {quote(name)}, which {_mistake(name, messages)}", *path, index)
        elif name in names[:index]:
            place.error(f"errors has {quote(name)} twice; write it once", *path, index)
        elif error not in errors:
            errors.append(error)
    return tuple(errors)


def _mistake(name: str, messages: Messages) -> str:
    if kind := messages.kind(name):
        return f"is {kind}; write the full name of a message"
    closest = messages.closest(name)
    if closest and (closest.endswith(f".{name.lstrip('.')}") or closest == name[1:] or "." not in name):
        return f"names no message; write {quote(closest)}"
    fix = "import the file that defines it"
    return (
        f"names no message; {fix}, or write {quote(closest)}"
        if closest
        else f"names no message; {fix} and write its full name"
    )
