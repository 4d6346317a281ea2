"""Rules that speak of `now`, with workflow time in its place.

protovalidate takes `now` from the machine's clock, which would let a replay decide
otherwise than the first run. So in workflow code the messages whose rules depend
on `now` are checked against a copy of their descriptors in which it is a constant:
a copy for each time, compiled in some milliseconds.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

from google.protobuf import descriptor_pb2, duration_pb2, message_factory
from google.protobuf.descriptor_pool import DescriptorPool
from google.protobuf.message import Message

# What is read and changed of buf/validate/validate.proto; all else passes through as unknown fields.
_RULES: Final = {
    "Rule": ("id:1:string", "message:2:string", "expression:3:string"),
    "TimestampRules": ("lt_now:7:bool", "gt_now:8:bool", "within:9:.google.protobuf.Duration"),
    "RepeatedRules": ("items:4:.r.FieldRules",),
    "MapRules": ("keys:4:.r.FieldRules", "values:5:.r.FieldRules"),
    "FieldRules": (
        *("cel:23:*.r.Rule", "cel_expression:29:*string", "timestamp:22:.r.TimestampRules"),
        *("repeated:18:.r.RepeatedRules", "map:19:.r.MapRules"),
    ),
    "MessageRules": ("cel:3:*.r.Rule", "cel_expression:5:*string"),
}
_EXTENDED: Final = {"FieldOptions": "FieldRules", "MessageOptions": "MessageRules"}
_NUMBER: Final = 1159

# `now` as a variable: neither part of a string literal, nor a member, nor a call.
_NOW: Final = re.compile(r"""("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|(?<![\w.])now(?!\w|\s*\()""")


def at_time(message: Message, now: datetime) -> Message:
    """`message`, or, if its rules depend on `now`, a copy of it whose rules have `now` in place of the clock's."""
    if not _depends_on_now(message.DESCRIPTOR.file):
        return message
    frozen = _frozen_class(message.DESCRIPTOR, now)
    return frozen.FromString(message.SerializeToString())


@functools.lru_cache(maxsize=64)
def _frozen_class(descriptor: Any, now: datetime) -> type[Message]:
    pool = DescriptorPool()
    for file in _in_order(descriptor.file, set()):
        parsed = _schema().FromString(file.serialized_pb)
        for rules in _rules_in(parsed):
            _freeze(rules, now)
        pool.AddSerializedFile(parsed.SerializeToString())  # pyright: ignore[reportUnknownMemberType]
    found: Any = pool.FindMessageTypeByName(descriptor.full_name)
    return message_factory.GetMessageClass(found)


@functools.cache
def _depends_on_now(file: Any) -> bool:
    return any(
        _freeze(rules, datetime.min)
        for one in _in_order(file, set())
        for rules in _rules_in(_schema().FromString(one.serialized_pb))
    )


def _freeze(rules: Any, now: datetime) -> bool:
    """Replace what depends on the clock; whether there was anything."""
    moment = f"timestamp('{now.isoformat()}')"
    changed = False
    for rule in rules.cel:
        before, rule.expression = rule.expression, _without_now(rule.expression, moment)
        changed |= before != rule.expression
    for at, before in enumerate(rules.cel_expression):
        rules.cel_expression[at] = _without_now(before, moment)
        changed |= before != rules.cel_expression[at]
    if rules.DESCRIPTOR.name == "MessageRules":
        return changed
    for inner in _inner_rules(rules):
        changed |= _freeze(inner, now)
    if rules.HasField("timestamp"):
        times = rules.timestamp
        if times.lt_now:
            rules.cel.add(id="timestamp.lt_now", message="must be less than now", expression=f"this < {moment}")
        if times.gt_now:
            rules.cel.add(id="timestamp.gt_now", message="must be greater than now", expression=f"this > {moment}")
        if times.HasField("within"):
            rules.cel.add(
                id="timestamp.within",
                message=f"must be within {_seconds(times.within)} s of now",
                expression=f"this >= {moment} - duration('{_seconds(times.within)}s')"
                f" && this <= {moment} + duration('{_seconds(times.within)}s')",
            )
        changed |= bool(times.lt_now or times.gt_now or times.HasField("within"))
        for name in ("lt_now", "gt_now", "within"):
            times.ClearField(name)
    return changed


def _without_now(expression: str, moment: str) -> str:
    return _NOW.sub(lambda found: found[1] or moment, expression)


def _inner_rules(rules: Any) -> Iterator[Any]:
    if rules.HasField("repeated") and rules.repeated.HasField("items"):
        yield rules.repeated.items
    if rules.HasField("map"):
        for side in ("keys", "values"):
            if rules.map.HasField(side):
                yield getattr(rules.map, side)


def _seconds(duration: duration_pb2.Duration) -> str:
    return f"{duration.seconds + duration.nanos / 1e9:.9f}".rstrip("0").rstrip(".")


def _rules_in(file: Any) -> Iterator[Any]:
    waiting = list(file.message_type)
    while waiting:
        message = waiting.pop()
        waiting.extend(message.nested_type)
        for described in (message, *message.field):
            for extension, rules in described.options.ListFields():
                if extension.number == _NUMBER and extension.is_extension:
                    yield rules


def _in_order(file: Any, seen: set[str]) -> Iterator[Any]:
    if file.name not in seen:
        seen.add(file.name)
        for dependency in file.dependencies:
            yield from _in_order(dependency, seen)
        yield file


@functools.cache
def _schema() -> type[Any]:
    """FileDescriptorProto, of a pool of its own in which the options are extended by `_RULES`."""
    pool = DescriptorPool()
    for known in (descriptor_pb2, duration_pb2):
        pool.AddSerializedFile(known.DESCRIPTOR.serialized_pb)  # pyright: ignore[reportUnknownMemberType]
    file = descriptor_pb2.FileDescriptorProto(
        name="r.proto", package="r", dependency=[descriptor_pb2.DESCRIPTOR.name, duration_pb2.DESCRIPTOR.name]
    )
    for name, fields in _RULES.items():
        file.message_type.add(name=name).field.extend(_field(*field.split(":")) for field in fields)
    for options, rules in _EXTENDED.items():
        extension = _field(f"of_{options}", str(_NUMBER), f".r.{rules}")
        extension.extendee = f".google.protobuf.{options}"
        file.extension.append(extension)
    pool.AddSerializedFile(file.SerializeToString())  # pyright: ignore[reportUnknownMemberType]
    found: Any = pool.FindMessageTypeByName("google.protobuf.FileDescriptorProto")
    return message_factory.GetMessageClass(found)


def _field(name: str, number: str, kind: str) -> descriptor_pb2.FieldDescriptorProto:
    kinds = descriptor_pb2.FieldDescriptorProto
    scalar = {"string": kinds.TYPE_STRING, "bool": kinds.TYPE_BOOL}.get(kind.lstrip("*"))
    return kinds(
        name=name,
        number=int(number),
        label=kinds.LABEL_REPEATED if kind.startswith("*") else kinds.LABEL_OPTIONAL,
        type=scalar or kinds.TYPE_MESSAGE,
        type_name=None if scalar else kind.lstrip("*"),
    )
