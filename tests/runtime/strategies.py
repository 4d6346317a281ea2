"""Hypothesis strategies for protobuf messages, from their descriptors."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from acme.kitchen.v1.everything_pb2 import Everything
from google.protobuf import message_factory
from google.protobuf.any_pb2 import Any as AnyMessage
from google.protobuf.descriptor import Descriptor, FieldDescriptor
from google.protobuf.duration_pb2 import Duration
from google.protobuf.field_mask_pb2 import FieldMask
from google.protobuf.message import Message
from google.protobuf.struct_pb2 import ListValue, Struct, Value
from google.protobuf.timestamp_pb2 import Timestamp
from hypothesis import strategies as st

# Other NaNs, and -0.0 where a double is a JSON number, differ in bits that mean nothing.
_NAN = st.just(float("nan"))
_nanos = st.integers(0, 999_999_999)
_path = st.from_regex(r"[a-z]{1,5}(_[a-z]{1,5})?(\.[a-z]{1,5})?", fullmatch=True)

_json = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=1),
    max_leaves=6,
)


def _struct(members: dict[str, Any]) -> Struct:
    struct = Struct()
    struct.update(members)
    return struct


def _list(items: list[Any]) -> ListValue:
    values = ListValue()
    values.extend(items)
    return values


def _value(item: Any) -> Value:
    return _list([item]).values[0]


def _packed(message: Message) -> AnyMessage:
    packed = AnyMessage()
    packed.Pack(message)
    return packed


_SPECIAL: dict[str, st.SearchStrategy[Any]] = {
    "google.protobuf.Timestamp": st.builds(
        Timestamp, seconds=st.integers(-62_135_596_800, 253_402_300_799), nanos=_nanos
    ),
    "google.protobuf.Duration": st.builds(
        lambda sign, seconds, nanos: Duration(seconds=sign * seconds, nanos=sign * nanos),
        st.sampled_from([1, -1]),
        st.integers(0, 315_576_000_000),
        _nanos,
    ),
    "google.protobuf.FieldMask": st.builds(FieldMask, paths=st.lists(_path, max_size=3)),
    "google.protobuf.Struct": st.dictionaries(st.text(), _json, max_size=3).map(_struct),
    "google.protobuf.ListValue": st.lists(_json, max_size=3).map(_list),
    "google.protobuf.Value": _json.map(_value),
    "google.protobuf.Any": st.deferred(
        lambda: (
            st.just(AnyMessage())
            | st.builds(Everything.Part, name=st.text()).map(_packed)
            | _SPECIAL["google.protobuf.Timestamp"].map(_packed)
            # One member, since the order of a map's is not that of equal bytes.
            | st.dictionaries(st.text(), _json, max_size=1).map(_struct).map(_packed)
        )
    ),
}

_SCALARS: dict[int, Callable[[], st.SearchStrategy[Any]]] = {
    FieldDescriptor.CPPTYPE_DOUBLE: lambda: st.floats(allow_nan=False) | _NAN,
    FieldDescriptor.CPPTYPE_FLOAT: lambda: st.floats(width=32, allow_nan=False) | _NAN,
    FieldDescriptor.CPPTYPE_INT32: lambda: st.integers(-(2**31), 2**31 - 1),
    FieldDescriptor.CPPTYPE_INT64: lambda: st.integers(-(2**63), 2**63 - 1),
    FieldDescriptor.CPPTYPE_UINT32: lambda: st.integers(0, 2**32 - 1),
    FieldDescriptor.CPPTYPE_UINT64: lambda: st.integers(0, 2**64 - 1),
    FieldDescriptor.CPPTYPE_BOOL: st.booleans,
    FieldDescriptor.CPPTYPE_ENUM: lambda: st.integers(-(2**31), 2**31 - 1) | st.integers(0, 2),
}


def messages(message_type: type[Message], depth: int = 2) -> st.SearchStrategy[Any]:
    """Messages of a type, with any of its fields set."""
    return _messages(message_type.DESCRIPTOR, depth)


@functools.cache
def _messages(descriptor: Descriptor, depth: int) -> st.SearchStrategy[Any]:
    if descriptor.full_name in _SPECIAL:
        return _SPECIAL[descriptor.full_name]
    fields = [field for field in descriptor.fields if depth or field.message_type is None]
    message_type = message_factory.GetMessageClass(descriptor)

    @st.composite
    def build(draw: st.DrawFn) -> Message:
        chosen = draw(st.lists(st.sampled_from(fields), unique=True, max_size=8)) if fields else []
        by_oneof = {field.containing_oneof or field: field for field in chosen}
        return message_type(**{field.name: draw(_field(field, depth)) for field in by_oneof.values()})

    return build()


def _field(field: FieldDescriptor, depth: int) -> st.SearchStrategy[Any]:
    if field.message_type and field.message_type.GetOptions().map_entry:
        key, value = field.message_type.fields_by_name["key"], field.message_type.fields_by_name["value"]
        return st.dictionaries(_one(key, depth), _one(value, depth), max_size=3)
    return st.lists(_one(field, depth), max_size=3) if field.is_repeated else _one(field, depth)


def _one(field: FieldDescriptor, depth: int) -> st.SearchStrategy[Any]:
    if field.message_type:
        return _messages(field.message_type, depth - 1)
    if field.cpp_type == FieldDescriptor.CPPTYPE_STRING:
        return st.binary(max_size=20) if field.type == FieldDescriptor.TYPE_BYTES else st.text(max_size=20)
    return _SCALARS[field.cpp_type]()
