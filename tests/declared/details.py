"""Details with every type of field, and well-known types as details themselves."""

from __future__ import annotations

import math

from acme.errors.v1.bank_pb2 import Audited, Overdrawn
from acme.kitchen.v1.everything_pb2 import SPICE_CHILI, SPICE_SALT, Everything
from google.protobuf.any_pb2 import Any
from google.protobuf.duration_pb2 import Duration
from google.protobuf.empty_pb2 import Empty
from google.protobuf.field_mask_pb2 import FieldMask
from google.protobuf.message import Message
from google.protobuf.struct_pb2 import NULL_VALUE, ListValue, Struct, Value
from google.protobuf.timestamp_pb2 import Timestamp
from google.protobuf.wrappers_pb2 import (
    BoolValue,
    BytesValue,
    DoubleValue,
    FloatValue,
    Int32Value,
    Int64Value,
    StringValue,
    UInt32Value,
    UInt64Value,
)


def _any(message: Message) -> Any:
    packed = Any()
    packed.Pack(message)
    return packed


_STRUCT = Struct()
_STRUCT.update({"a": [1.5, None, "x", {"b": True}]})
_PART = Everything.Part(name="p", parts=[Everything.Part(name="q")])

WELL_KNOWN: list[Message] = [
    *(Timestamp(seconds=-62135596800), Timestamp(seconds=253402300799, nanos=999999999), Timestamp(seconds=2**60)),
    *(Duration(seconds=-315576000000, nanos=-999999999), Duration(nanos=1), Duration(seconds=1, nanos=-1)),
    *(FieldMask(paths=["a.b", "c_d"]), FieldMask(paths=["not a path", ""])),
    *(_STRUCT, Value(null_value=NULL_VALUE), Value(number_value=math.inf), Value(), ListValue(values=[Value(string_value="é")])),
    *(Empty(), _any(Overdrawn(missing_cents=1)), _any(_any(Empty())), Any(type_url="no.such/acme.Type", value=b"\xff")),
    *(DoubleValue(value=math.nan), FloatValue(value=-math.inf), BoolValue(value=True), BytesValue(value=bytes(range(256)))),
    *(Int32Value(value=-(2**31)), Int64Value(value=-(2**63)), UInt32Value(value=2**32 - 1), UInt64Value(value=2**64 - 1)),
    *(StringValue(value="\0 é 日本 🍕"), StringValue()),
]  # fmt: skip

_FIELDS: list[Everything] = [
    *(Everything(a_double=value) for value in (math.nan, -math.inf, -0.0, 5e-324, 1.7976931348623157e308)),
    *(Everything(a_float=1.401298464324817e-45), Everything(an_int32=-(2**31)), Everything(an_int64=-(2**63))),
    *(Everything(a_uint32=2**32 - 1), Everything(a_uint64=2**64 - 1), Everything(a_sint32=-1), Everything(a_sint64=-1)),
    *(Everything(a_fixed32=1), Everything(a_fixed64=2**64 - 1), Everything(an_sfixed32=-1)),
    *(
        Everything(an_sfixed64=-1),
        Everything(a_bool=True),
        Everything(a_string="🍕\0"),
        Everything(some_bytes=b"\0\xff"),
    ),
    *(Everything(spice=SPICE_CHILI), Everything(spice=99), Everything(maybe=""), Everything(maybe_number=0)),  # type: ignore[arg-type]
    *(Everything(numbers=[0, -1, 2**63 - 1]), Everything(words=["", "x"]), Everything(blobs=[b"", b"\xff"])),
    *(Everything(spices=[SPICE_SALT, 0]), Everything(part=_PART), Everything(parts=[_PART, Everything.Part()])),  # type: ignore[list-item]
    *(Everything(inner=Everything(inner=Everything())), Everything(parts_by_name={"": _PART})),
    *(Everything(words_by_number={-1: "x"}), Everything(spices_by_flag={True: SPICE_CHILI})),
    *(Everything(blobs_by_name={"b": b"\xff"}), Everything(left=""), Everything(right=_PART), Everything(middle=0)),
    *(Everything(a_timestamp=Timestamp(seconds=1)), Everything(a_duration=Duration(nanos=-1))),
    *(
        Everything(a_mask=FieldMask(paths=["x"])),
        Everything(a_struct=_STRUCT),
        Everything(a_value=Value(null_value=NULL_VALUE)),
    ),
    *(Everything(a_list=ListValue(values=[Value()])), Everything(an_any=_any(_PART)), Everything(nothing=Empty())),
    *(Everything(an_any=Any(type_url="no.such/acme.Type")), Everything(wrapped_double=DoubleValue())),
    *(Everything(wrapped_float=FloatValue(value=1)), Everything(wrapped_int32=Int32Value(value=-1))),
    *(Everything(wrapped_int64=Int64Value(value=-1)), Everything(wrapped_uint32=UInt32Value(value=1))),
    *(Everything(wrapped_uint64=UInt64Value(value=1)), Everything(wrapped_bool=BoolValue())),
    *(Everything(wrapped_string=StringValue()), Everything(wrapped_bytes=BytesValue(value=b"\0"))),
    *(Everything(timestamps=[Timestamp(), Timestamp(nanos=1)]), Everything(values={"v": Value(bool_value=True)})),
]

DETAILS: list[Message] = [
    *WELL_KNOWN,
    *(Audited(finding=field) for field in _FIELDS),
    Audited(),
    Audited(finding=Everything()),
]


def name_of(detail: Message) -> str:
    """A test's name for a detail, and its number beside it where several have one."""
    if isinstance(detail, Audited):
        return ".".join(field.name for field, _ in detail.finding.ListFields()) or "nothing set"
    return detail.DESCRIPTOR.name
