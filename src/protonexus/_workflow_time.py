"""Rules that speak of `now`, with workflow time in its place.

protovalidate takes `now` from the machine's clock, which would let a replay decide
otherwise than the first run. So in workflow code messages whose rules speak of it
are checked as messages of a copy of their files in which it is a constant: a copy
for each time, compiled in a few milliseconds.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple

import protovalidate
from google.protobuf import duration_pb2, message_factory
from google.protobuf.descriptor_pool import DescriptorPool
from google.protobuf.message import Message
from google.protobuf.unknown_fields import UnknownFieldSet

from protonexus import _validate_extra as extra
from protonexus._validation import messages_in

# As long as any other time, so that one can take its place in files that are serialised.
_SOME_TIME: Final = "0001-01-01T00:00:00.000000+00:00"
_MOMENT: Final = f"timestamp('{_SOME_TIME}')"

# The variable of a macro hides the global one, so no CEL is parsed here. The line ends in case it is a comment.
_BEFORE: Final = f"[{_MOMENT}].map(now, "
_AFTER: Final = "\n)[0]"
_FROZEN: Final = re.compile(
    re.escape(_BEFORE).replace(re.escape(_SOME_TIME), f".{{{len(_SOME_TIME)}}}") + "(.*)" + re.escape(_AFTER), re.DOTALL
)
_NOW: Final = re.compile(r"\bnow\b")


class _Frozen(NamedTuple):
    files: tuple[bytes, ...]
    """A file and those it imports, with _SOME_TIME for `now`."""
    messages: frozenset[str]
    """Those whose own rules spoke of it."""


def speaks_of_now(root: Any) -> bool:
    """Whether rules of messages of this descriptor depend on the time."""
    messages = _frozen(root.file).messages
    return any(message.full_name in messages for message in messages_in(root))


def check_at(now: datetime, message: Message, first: bool = False) -> None:
    """Check `message` at a time that is not the clock's; raises protovalidate's errors, all or the first."""
    pool, validator = _at(now, message.DESCRIPTOR.file)
    descriptor: Any = pool.FindMessageTypeByName(message.DESCRIPTOR.full_name)
    frozen = message_factory.GetMessageClass(descriptor).FromString(message.SerializePartialToString())
    validator.validate(frozen, fail_fast=first)


def as_written(text: str) -> str:
    """The ID or text of a rule that quotes its expression, as it would be without these changes."""
    return _FROZEN.sub(r"\1", text)


@functools.lru_cache(maxsize=4)
def _at(now: datetime, file: Any) -> tuple[DescriptorPool, protovalidate.Validator]:
    moment = now.astimezone(UTC).isoformat(timespec="microseconds")
    pool = DescriptorPool()
    for data in _frozen(file).files:
        pool.AddSerializedFile(data.replace(_SOME_TIME.encode(), moment.encode()))  # pyright: ignore[reportUnknownMemberType]
    return pool, protovalidate.Validator()  # another would keep what it has compiled for other times


@functools.cache
def _frozen(root: Any) -> _Frozen:
    files: list[bytes] = []
    messages: set[str] = set()
    predefined: set[tuple[str, int]] = set()
    for file in _in_order(root, set()):
        parsed = extra.file_class().FromString(file.serialized_pb)
        declared = list(_messages(parsed.message_type, file.package))
        for extension in (*parsed.extension, *(field for _, message in declared for field in message.extension)):
            if _freeze_all(_rules(extension, extra.PREDEFINED), predefined):
                predefined.add((extension.extendee.lstrip("."), extension.number))
        for name, message in declared:
            rules = [one for described in (message, *message.field) for one in _rules(described)]
            if _freeze_all(rules, predefined):
                messages.add(name)
        files.append(parsed.SerializeToString())
    return _Frozen(tuple(files), frozenset(messages))


def _in_order(file: Any, seen: set[str]) -> Iterator[Any]:
    if file.name not in seen:
        seen.add(file.name)
        for dependency in file.dependencies:
            yield from _in_order(dependency, seen)
        yield file


def _messages(messages: Iterable[Any], scope: str) -> Iterator[tuple[str, Any]]:
    for message in messages:
        name = f"{scope}.{message.name}" if scope else message.name
        yield name, message
        yield from _messages(message.nested_type, name)


def _rules(described: Any, number: int = extra.NUMBER) -> list[Any]:
    options = described.options.ListFields()
    return [value for option, value in options if option.is_extension and option.number == number]


def _freeze_all(rules: list[Any], predefined: set[tuple[str, int]]) -> bool:
    return any([_freeze(one, predefined) for one in rules])  # of a list: each is changed


def _freeze(rules: Any, predefined: set[tuple[str, int]]) -> bool:
    """Replace `now` in rules of any kind; return whether they spoke of it, or use a predefined rule that does."""
    speaks = False
    for field, value in rules.ListFields():
        if field.name == "cel":
            for rule in value:
                if _NOW.search(rule.expression):
                    rule.expression, speaks = f"{_BEFORE}{rule.expression}{_AFTER}", True
        elif field.name == "cel_expression":
            for at, expression in enumerate(value):
                if _NOW.search(expression):
                    value[at], speaks = f"{_BEFORE}{expression}{_AFTER}", True
        elif field.message_type is not None and not field.is_repeated:
            unknown: Any = UnknownFieldSet(value)
            speaks |= any((field.message_type.full_name, one.field_number) in predefined for one in unknown)
            if field.name == "timestamp":
                speaks |= _freeze_timestamp(rules)
            else:
                speaks |= _freeze(value, predefined)
    return speaks


def _freeze_timestamp(rules: Any) -> bool:
    times = rules.timestamp
    rewritten: dict[str, tuple[str, str]] = {}
    if times.lt_now:
        rewritten["lt_now"] = "must be less than now", f"this < {_MOMENT}"
    if times.gt_now:
        rewritten["gt_now"] = "must be greater than now", f"this > {_MOMENT}"
    if times.HasField("within"):
        span = _seconds(times.within)
        near = f"{_MOMENT} - duration('{span}') <= this && this <= {_MOMENT} + duration('{span}')"
        rewritten["within"] = f"must be within {span} of now", near
    for name, (message, expression) in rewritten.items():
        times.ClearField(name)
        rules.cel.add(id=f"timestamp.{name}", message=message, expression=expression)
    return bool(rewritten)


def _seconds(duration: duration_pb2.Duration) -> str:
    return f"{duration.seconds}.{duration.nanos:09}".rstrip("0").rstrip(".") + "s"
