"""Rules of a contract (`buf.validate`), enforced by protovalidate when it is installed.

protovalidate is imported when the first message with rules is checked, since it
takes 60 to 120 ms.
"""

from __future__ import annotations

import functools
import importlib.metadata
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from google.protobuf.message import Message
from google.protobuf.unknown_fields import UnknownFieldSet
from temporalio import workflow

from protonexus._warnings import warn_once

# Extension of the options of messages, fields and oneofs: https://protobuf.dev/registry/extensions
_EXTENSION: Final = 1159
_FILE: Final = "buf/validate/validate.proto"
_INSTALL: Final = "pip install 'protonexus[validate]'"


class Violation(NamedTuple):
    """A rule that a message breaks."""

    field: str
    """Path of the field; empty for a rule of the message itself."""
    rule: str
    """Rule ID, such as `string.min_len`."""
    message: str
    """For people; empty where the field is marked `debug_redact`, since a rule's text may quote its value."""

    def __str__(self) -> str:
        """One clause."""
        told = f"{self.message} [{self.rule}]" if self.message else f"[{self.rule}]"
        return f"{self.field}: {told}" if self.field else told


class BrokenRules(ValueError):
    """A message breaks rules of its contract."""

    def __init__(self, broken: tuple[Violation, ...]) -> None:
        super().__init__(f"breaks the contract's rules: {'; '.join(map(str, broken))}")
        self.violations = broken


class RuleError(ValueError):
    """A rule of the contract that cannot be evaluated: a mistake in the contract, not in the message."""


def validate(message: Message) -> None:
    """Return if `message` keeps the rules of its contract.

    Raises:
        BrokenRules: it breaks some; all are named.
        RuleError: a rule cannot be compiled or evaluated.
    """
    if not has_rules(message.DESCRIPTOR) or not _installed():
        return
    with workflow.unsafe.imports_passed_through():
        from protonexus._protovalidate import check
    if broken := check(message):
        raise BrokenRules(broken)


def warn_if_not_enforced(message_type: type[Message], module: str) -> None:
    """Say once, at import, that the rules `message_type` carries are checked by nobody."""
    if any(file.name == _FILE for file in _files(message_type.DESCRIPTOR.file)):
        _installed(module)


def _installed(module: str = "a contract") -> bool:
    version = _version()
    if version is not None and version >= (2, 1):
        return True
    found = "protovalidate is not installed" if version is None else "protovalidate 1 is thousands of times slower"
    warn_once(f"{module} carries buf.validate rules that are not enforced, since {found}: {_INSTALL}")
    return False


@functools.cache
def _version() -> tuple[int, ...] | None:
    try:
        return tuple(int(part) for part in importlib.metadata.version("protovalidate").split(".")[:2])
    except (importlib.metadata.PackageNotFoundError, ValueError):
        return None


@functools.cache
def has_rules(root: Any) -> bool:
    """Whether messages of this descriptor, or messages in them, carry rules."""
    return any(_carries(options) for message in _messages(root, set()) for options in _options_of(message))


def _options_of(message: Any) -> Iterator[Message]:
    for described in (message, *message.fields, *message.oneofs):
        if described.has_options:
            yield described.GetOptions()


def _carries(options: Message) -> bool:
    unknown: Any = UnknownFieldSet(options)
    known = (field.number for field, _ in options.ListFields())
    return _EXTENSION in known or any(field.field_number == _EXTENSION for field in unknown)


def _messages(root: Any, seen: set[Any]) -> Iterator[Any]:
    if root not in seen:
        seen.add(root)
        yield root
        for field in root.fields:
            if field.message_type is not None:
                yield from _messages(field.message_type, seen)


def _files(file: Any) -> Iterator[Any]:
    seen: set[str] = set()
    waiting = [file]
    while waiting:
        at = waiting.pop()
        if at.name not in seen:
            seen.add(at.name)
            yield at
            waiting.extend(at.dependencies)
