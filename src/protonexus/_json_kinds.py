"""Kinds of JSON values and of messages, for those who read ProtoJSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, NamedTuple, cast

# Well-known types whose JSON form is special; json_format checks these itself.
# https://protobuf.dev/programming-guides/json/
SPECIAL: Final = frozenset(
    f"google.protobuf.{name}"
    for name in (
        *("Timestamp", "Duration", "FieldMask", "Struct", "Value", "ListValue"),
        *("BoolValue", "BytesValue", "StringValue", "DoubleValue", "FloatValue"),
        *("Int32Value", "Int64Value", "UInt32Value", "UInt64Value"),
    )
)

_KINDS: Final[dict[type, str]] = {
    str: "a string", list: "an array", dict: "an object", bool: "a boolean", type(None): "null"
}  # fmt: skip


def a(name: str) -> str:
    """Put the article before `name`."""
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"


def kind(value: object) -> str:
    """What sort of JSON value this is."""
    return _KINDS.get(type(value), "a number")


def value_of_map(field: Any) -> Any | None:
    """Return the descriptor of a map's values; None if the field is no map."""
    entry = field.message_type
    return entry.fields_by_name["value"] if entry is not None and entry.GetOptions().map_entry else None


class Member(NamedTuple):
    """A value in a JSON object that stands for a field: an element of it, if the field is repeated."""

    path: str
    """From the object's own; a map's key is `*`, since it may be a secret."""
    container: Any
    key: Any
    """`container[key]` is the value."""
    field: Any
    """Its descriptor; of a map the value's."""


def members_of(value: object, descriptor: Any) -> Iterator[Member]:
    """What in the JSON `value` of a message its fields have; nothing of messages with a JSON form of their own."""
    if not isinstance(value, dict) or descriptor.full_name in SPECIAL:
        return
    members = cast(dict[str, Any], value)
    for field in descriptor.fields:
        for key in {field.json_name, field.name} & members.keys():
            inner = members[key]
            if field.is_repeated and isinstance(inner, list):
                count = len(inner)  # pyright: ignore[reportUnknownArgumentType]
                yield from (Member(f".{key}[{at}]", inner, at, field) for at in range(count))
            elif isinstance(inner, dict) and (value_field := value_of_map(field)) is not None:
                entries = cast(dict[str, Any], inner)
                yield from (Member(f".{key}[*]", entries, name, value_field) for name in entries)
            else:
                yield Member(f".{key}", members, key, field)
