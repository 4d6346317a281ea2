"""Rules of a contract (`buf.validate`), enforced by protovalidate when it is installed.

protovalidate is imported when the first message with rules is checked, since it
takes 60 to 120 ms.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any, Final, NamedTuple

from google.protobuf.message import Message
from google.protobuf.unknown_fields import UnknownFieldSet
from temporalio.api.common.v1 import Payload

from protonexus import _validate_extra as extra
from protonexus._warnings import warn_once

LARGE: Final = 32 * 1024
"""Bytes of a payload from which on the first broken rule is enough."""
_TOLD = 20
_CHARACTERS = 300
"""Of each: a message may break a rule in each of its items, and an answer larger than gRPC takes is never given."""


class Violation(NamedTuple):
    """A rule that a message breaks."""

    field: str
    """Path of the field; empty for a rule of the message itself."""
    rule: str
    """Rule ID, such as `string.min_len`."""
    message: str
    """For people; empty where a field marked `debug_redact` is concerned, since a rule's text may quote its value."""

    def __str__(self) -> str:
        """One clause."""
        told = f"{self.message} [{self.rule}]" if self.message else f"[{self.rule}]"
        return f"{self.field}: {told}" if self.field else told


class BrokenRules(ValueError):
    """A message breaks rules of its contract."""

    def __init__(self, broken: tuple[Violation, ...]) -> None:
        told = [str(violation)[:_CHARACTERS] for violation in broken[:_TOLD]]
        if len(broken) > _TOLD:
            told.append(f"and {len(broken) - _TOLD} more")
        super().__init__(f"breaks the contract's rules: {'; '.join(told)}")
        self.violations = broken


class RuleError(ValueError):
    """Rules that cannot be evaluated, mostly by a mistake in the contract."""


def validate(message: Message) -> None:
    """Return if `message` keeps the rules of its contract.

    In workflow code imports have to be passed through: protovalidate's native part imports as late as in the calls,
    and would keep the modules of a sandbox.

    Raises:
        BrokenRules: it breaks some; all are named.
        RuleError: a rule cannot be compiled or evaluated.
    """
    # No call more than needed: each would cost a twentieth of what protovalidate does.
    try:
        _checks[type(message)](message)
    except Exception as err:
        raise _told(err, message) from None


def validate_large(message: Message) -> None:
    """Do as `validate`, but name the first broken rule only.

    A message may break a rule in each of its items, and to collect tens of thousands takes longer than the SDK lets a
    workflow task take.
    """
    try:
        _checks_of_large[type(message)](message)
    except Exception as err:
        raise _told(err, message) from None


def validate_payload(message: Message, payload: Payload) -> None:
    """Do as `validate`, or as `validate_large` if `payload`, in which `message` is or was, has more than 32 KiB."""
    (validate_large if len(payload.data) > LARGE else validate)(message)


class _Checks(dict[type[Message], Callable[[Message], None]]):
    """By message type: what raises protovalidate's errors, all or the first."""

    def __init__(self, *, first: bool) -> None:
        self._first = first

    def __missing__(self, message_type: type[Message]) -> Callable[[Message], None]:
        if has_rules(message_type.DESCRIPTOR) and not extra.missing():
            self[message_type] = _imported().check_of(message_type, self._first)
        else:
            self[message_type] = lambda message: None
        return self[message_type]


_checks = _Checks(first=False)
_checks_of_large = _Checks(first=True)


def _told(err: Exception, message: Message) -> Exception:
    if isinstance(err, ImportError):
        return RuleError(f"the contract's rules cannot be checked, since protovalidate cannot be imported: {err}")
    told: Exception = _imported().told(err, message.DESCRIPTOR)
    return told


def _imported() -> ModuleType:
    import protonexus._protovalidate as module

    return module


def warn_if_not_enforced(message_type: type[Message], module: str) -> None:
    """Say once, at import, that the rules `message_type` carries are checked by nobody."""
    if (reason := extra.missing()) and has_rules(message_type.DESCRIPTOR):
        warn_once(f"{module} carries buf.validate rules that are not enforced, since {reason}")


@functools.cache
def has_rules(root: Any) -> bool:
    """Whether messages of this descriptor, or messages in them, carry rules."""
    return any(_carries(options) for message in messages_in(root) for options in _options_of(message))


def _options_of(message: Any) -> Iterator[Message]:
    for described in (message, *message.fields, *message.oneofs):
        if described.has_options:
            yield described.GetOptions()


def _carries(options: Message) -> bool:
    unknown: Any = UnknownFieldSet(options)
    known = (field.number for field, _ in options.ListFields())
    return extra.NUMBER in known or any(field.field_number == extra.NUMBER for field in unknown)


def messages_in(root: Any) -> Iterator[Any]:
    """The descriptor `root`, and those of all messages that its fields may hold."""
    seen, waiting = {root}, [root]
    while waiting:
        message = waiting.pop()
        yield message
        inner = {field.message_type for field in message.fields if field.message_type is not None} - seen
        seen |= inner
        waiting += inner
