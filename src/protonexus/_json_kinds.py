"""Kinds of JSON values and of messages, for those who read ProtoJSON."""

from __future__ import annotations

from typing import Final

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


def kind(value: object) -> str:
    """What sort of JSON value this is."""
    return _KINDS.get(type(value), "a number")
