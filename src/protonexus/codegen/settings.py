"""Resolves the call settings that services and operations share: timeouts, cancellation, summary, encoding, errors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from protonexus.codegen.contract import CallSettings, DeclaredError
from protonexus.codegen.rules import check_summary, enum_name, nanoseconds, nexus_timeout
from protonexus.codegen.text import quote

if TYPE_CHECKING:
    from typing import Protocol

    from google.protobuf.duration_pb2 import Duration

    from protonexus.codegen.messages import Messages
    from protonexus.codegen.problems import Place
    from protonexus.v1.options_pb2 import OperationOptions, ServiceOptions

    class _Read(Protocol):
        def __call__(self, duration: Duration, field: str, place: Place, *path: int) -> int | None: ...


def read_settings(
    options: ServiceOptions | OperationOptions,
    path: tuple[int, ...],
    defaults: CallSettings,
    messages: Messages,
    place: Place,
) -> CallSettings:
    """Resolve what the options at `path` say over the defaults; report what is wrong."""
    fields = options.DESCRIPTOR.fields_by_name

    def at(name: str) -> tuple[int, ...]:
        return (*path, fields[name].number)

    def timeout(name: str, default: int | None, read: _Read) -> int | None:
        if not options.HasField(name):  # type: ignore[arg-type]
            return default
        return read(getattr(options, name), name, place, *at(name))

    def choice(name: str, default: str) -> str:
        number, enum = getattr(options, name), fields[name].enum_type
        return enum_name(number, enum, name, place, *at(name)) if number and enum else default

    if options.summary:
        check_summary(options.summary, place, *at("summary"))
    return CallSettings(
        timeout("schedule_to_close_timeout", defaults.schedule_to_close_timeout, nexus_timeout),
        timeout("schedule_to_start_timeout", defaults.schedule_to_start_timeout, nexus_timeout),
        timeout("start_to_close_timeout", defaults.start_to_close_timeout, nanoseconds),
        choice("cancellation_type", defaults.cancellation_type),
        options.summary or defaults.summary,
        choice("encoding", defaults.encoding),
        _errors(options, at("errors"), defaults.errors, messages, place) if options.errors else defaults.errors,
    )


def _errors(
    options: ServiceOptions | OperationOptions,
    path: tuple[int, ...],
    inherited: tuple[DeclaredError, ...],
    messages: Messages,
    place: Place,
) -> tuple[DeclaredError, ...]:
    errors = list(inherited)
    for index, name in enumerate(options.errors):
        error = messages.declared_error(name)
        if error is None:
            closest = messages.closest(name)
            fix = f"write {quote(closest)}" if closest else "import the file that defines it and write its full name"
            place.error(f"errors has {quote(name)}, which names no message; {fix}", *path, index)
        elif name in options.errors[:index]:
            place.error(f"errors has {quote(name)} twice; write it once", *path, index)
        elif error not in errors:
            errors.append(error)
    return tuple(errors)
