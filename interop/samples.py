"""Values that are hard to carry, each hazard in a sample of its own so that what hides one hides no other."""

from __future__ import annotations

import sys
import typing
from collections.abc import Iterator

from acme.interop.v1.everything_pb2 import COLOUR_BELOW, COLOUR_GREEN, COLOUR_RED, COLOUR_UNSPECIFIED, Everything
from acme.interop.v1.interop_pb2 import Sample, Samples
from acme.interop.v1.legacy_pb2 import SIZE_LARGE, SIZE_SMALL, SIZE_UNSPECIFIED, Legacy
from acme.interop.v1.modern_pb2 import LEVEL_HIGH, Modern
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

if typing.TYPE_CHECKING:
    from acme.interop.v1.everything_pb2 import Colour

Part = Everything.Part

INT32, INT64, UINT32, UINT64 = 2**31 - 1, 2**63 - 1, 2**32 - 1, 2**64 - 1
FLOAT = 2.0**127
LARGEST_FLOAT = (2 - 2**-23) * FLOAT
FLOAT_STEP, DOUBLE_STEP = 2.0**-149, 5e-324
INFINITY = float("inf")
TEXT = "plain, quoted \" ' \\ / <b>&amp;</b>, \t\n\r\x7f, é e\u0301, ﷽, שלום, \u202edlrow, \u2028\u2029, \ufeff, \uffff, 😀👩‍👩‍👧, \U0001d4b3, \U0010ffff"
ALL_BYTES = bytes(range(256))
FIRST_SECOND, LAST_SECOND = -62135596800, 253402300799  # of the years 1 and 9999
LONGEST = 315576000000  # seconds of a Duration
LEVELS = 50
BIG = 200_000


def samples() -> Samples:
    """Return all samples."""
    return Samples(samples=[*_everything(), *_legacy(), *_modern()])


def _everything() -> Iterator[Sample]:
    for name, value in {
        **_scalars(),
        **_lists_and_maps(),
        **_oneofs(),
        **_text_and_size(),
        **_times(),
        **_structs(),
        **_anys(),
        **_wrappers(),
    }.items():
        yield Sample(name=name, everything=value)
    yield Sample(name="nothing")


def _scalars() -> dict[str, Everything]:
    return {
        "limits": Everything(
            a_double=sys.float_info.max,
            a_float=FLOAT,
            an_int32=INT32,
            an_int64=INT64,
            a_uint32=UINT32,
            a_uint64=UINT64,
            a_sint32=INT32,
            a_sint64=INT64,
            a_fixed32=UINT32,
            a_fixed64=UINT64,
            an_sfixed32=INT32,
            an_sfixed64=INT64,
            a_bool=True,
            a_string="text",
            some_bytes=b"\x00\xff",
            colour=COLOUR_GREEN,
        ),
        "lowest": Everything(
            a_double=-sys.float_info.max,
            a_float=-FLOAT,
            an_int32=-INT32 - 1,
            an_int64=-INT64 - 1,
            a_sint32=-INT32 - 1,
            a_sint64=-INT64 - 1,
            an_sfixed32=-INT32 - 1,
            an_sfixed64=-INT64 - 1,
            colour=COLOUR_BELOW,
        ),
        "empty": Everything(),
        "presence": Everything(
            maybe_text="",
            maybe_number=0,
            maybe_flag=False,
            maybe_real=0.0,
            maybe_bytes=b"",
            maybe_colour=COLOUR_UNSPECIFIED,
            part=Part(),
            inner=Everything(),
        ),
        "fine numbers": Everything(
            a_double=DOUBLE_STEP,
            a_float=FLOAT_STEP,
            doubles=[0.1, 1 / 3, sys.float_info.min, 2.0**53 + 2, 1e21, 123456789.123456789],
            floats=[2.0**-126, 16777216.0, 0.100000001490116119384765625],
            numbers=[2**53, 2**53 + 1, -(2**53) - 1, 0],
            naturals=[2**53 + 1, 2**63, 0],
        ),
        "largest float": Everything(a_float=LARGEST_FLOAT, floats=[-LARGEST_FLOAT]),
        "not a number": Everything(
            a_double=float("nan"),
            a_float=float("nan"),
            maybe_real=float("nan"),
            doubles=[float("nan")],
            floats=[float("nan")],
            reals_by_name={"nan": float("nan")},
        ),
        "infinite": Everything(
            a_double=INFINITY,
            a_float=-INFINITY,
            maybe_real=-INFINITY,
            doubles=[INFINITY, -INFINITY],
            floats=[INFINITY, -INFINITY],
            reals_by_name={"+": INFINITY, "-": -INFINITY},
        ),
        "minus zero": Everything(a_double=-0.0, maybe_real=-0.0, doubles=[-0.0, 0.0]),
        "unknown enum": Everything(
            colour=_colour(77),
            maybe_colour=_colour(INT32),
            colours=[COLOUR_RED, _colour(77), _colour(-INT32 - 1)],
            by_bool={True: _colour(77)},
            tint=_colour(78),
        ),
    }


def _colour(number: int) -> Colour:
    return typing.cast("Colour", number)  # any number may come in an open enum


def _lists_and_maps() -> dict[str, Everything]:
    return {
        "lists": Everything(
            doubles=[1.5, -1.5],
            floats=[0.5, -0.5],
            numbers=[INT64, -INT64 - 1, 0],
            naturals=[UINT64, 0],
            deltas=[INT32, -INT32 - 1, 0],
            flags=[True, False, True],
            words=["", "a", "", "b"],
            blobs=[b"", b"\x00", ALL_BYTES],
            colours=[COLOUR_RED, COLOUR_UNSPECIFIED, COLOUR_BELOW],
            unpacked=[UINT32, 0],
            parts=[Part(), Part(name="a", parts=[Part(), Part(name="b")])],
        ),
        "maps": Everything(
            by_string={"": Part(), "k": Part(name="p"), 'é😀 ."\\': Part(parts=[Part()])},
            by_int32={0: "", INT32: "most", -INT32 - 1: "least"},
            by_int64={0: "", INT64: "most", -INT64 - 1: "least"},
            by_uint32={0: "", UINT32: "most"},
            by_uint64={0: "", UINT64: "most"},
            by_sint32={0: "", INT32: "most", -INT32 - 1: "least"},
            by_sint64={0: "", INT64: "most", -INT64 - 1: "least"},
            by_fixed32={0: "", UINT32: "most"},
            by_fixed64={0: "", UINT64: "most"},
            by_sfixed32={0: "", INT32: "most", -INT32 - 1: "least"},
            by_sfixed64={0: "", INT64: "most", -INT64 - 1: "least"},
            by_bool={True: COLOUR_RED, False: COLOUR_UNSPECIFIED},
            blobs_by_name={"": b"", "all": ALL_BYTES},
            reals_by_name={"": 0.0, "a": 0.5},
        ),
        "odd map keys": Everything(
            by_string={"__proto__": Part(name="p"), "constructor": Part(), "toString": Part(), "1": Part(name="one")},
            reals_by_name={"@type": 1.0, "hasOwnProperty": 2.0},
        ),
        "another name": Everything(named_otherwise="n"),
        "nested": Everything(part=_nested(LEVELS)),
        "recursive": Everything(inner=Everything(an_int32=1, inner=Everything(left="deep", inner=Everything()))),
    }


def _nested(levels: int) -> Everything.Part:
    part = Part(name="innermost")
    for _ in range(levels):
        part = Part(parts=[part])
    return part


def _oneofs() -> dict[str, Everything]:
    return {
        "oneof text": Everything(left="l"),
        "oneof empty text": Everything(left=""),
        "oneof message": Everything(right=Part(name="r")),
        "oneof empty message": Everything(right=Part()),
        "oneof number": Everything(middle=-INT64 - 1),
        "oneof zero": Everything(middle=0),
        "oneof bytes": Everything(raw=ALL_BYTES),
        "oneof enum": Everything(tint=COLOUR_BELOW),
        "oneof Empty": Everything(nothing_at_all=Empty()),
    }


def _text_and_size() -> dict[str, Everything]:
    return {
        "text": Everything(a_string=TEXT, maybe_text=TEXT, words=list(TEXT), by_string={TEXT: Part(name=TEXT)}),
        "text with NUL": Everything(a_string="\x00a\x00", words=["\x00", "\x01\x1f"], by_int32={1: "\x00"}),
        "bytes": Everything(some_bytes=ALL_BYTES, maybe_bytes=b"\xff\xfe", blobs=[bytes([n]) for n in range(256)]),
        "big": Everything(a_string="é" * (BIG // 4), some_bytes=ALL_BYTES * (BIG // 2 // 256)),
    }


def _times() -> dict[str, Everything]:
    return {
        "timestamps": Everything(
            a_timestamp=Timestamp(),
            timestamps=[
                Timestamp(seconds=FIRST_SECOND),
                Timestamp(seconds=LAST_SECOND, nanos=999_999_999),
                Timestamp(seconds=-1, nanos=1),
                Timestamp(seconds=1, nanos=120_000_000),
                Timestamp(seconds=2**33, nanos=123_456_000),
            ],
        ),
        "durations": Everything(
            a_duration=Duration(),
            durations=[
                Duration(seconds=LONGEST, nanos=999_999_999),
                Duration(seconds=1, nanos=1),
                Duration(nanos=120_000_000),
            ],
        ),
        "negative durations": Everything(
            a_duration=Duration(nanos=-1),
            durations=[Duration(seconds=-LONGEST, nanos=-999_999_999), Duration(seconds=-1, nanos=-500_000_000)],
        ),
    }


def _structs() -> dict[str, Everything]:
    every_kind: dict[str, typing.Any] = {
        "null": None,
        "number": -1.5,
        "text": TEXT,
        "yes": True,
        "no": False,
        "list": [None, 1.0, "a", [], {}],
        "struct": {"": {"deeper": [{"deepest": None}]}},
    }
    struct = Struct()
    struct.update(every_kind)
    listed = ListValue()
    listed.extend(list(every_kind.values()))
    return {
        "masks": Everything(a_mask=FieldMask(paths=["a_double", "part.name", "inner.an_int32"])),
        "empty mask": Everything(a_mask=FieldMask()),
        "struct": Everything(a_struct=struct, a_list=listed),
        "empty struct": Everything(a_struct=Struct(), a_list=ListValue()),
        "values": Everything(a_value=Value(number_value=2.0**53 + 2), values=dict(struct.fields)),
        "null value": Everything(a_value=Value(null_value=NULL_VALUE)),
        "Empty": Everything(nothing=Empty()),
    }


def _anys() -> dict[str, Everything]:
    struct = Struct()
    struct.update({"a": [None, 1.0]})
    known = [Timestamp(seconds=1, nanos=2), Duration(seconds=-1), StringValue(value="s"), Int64Value(value=INT64)]
    return {
        "any": Everything(an_any=_any(Part(name="p", parts=[Part()]))),
        "any of well-known types": Everything(anys=[_any(value) for value in (*known, struct, Empty())]),
        "any of any": Everything(an_any=_any(_any(Everything(an_int64=INT64, some_bytes=ALL_BYTES)))),
        "empty any": Everything(an_any=Any()),
    }


def _any(message: Message) -> Any:
    packed = Any()
    packed.Pack(message, deterministic=True)
    return packed


def _wrappers() -> dict[str, Everything]:
    return {
        "wrappers": Everything(
            wrapped_double=DoubleValue(value=0.1),
            wrapped_float=FloatValue(value=FLOAT),
            wrapped_int32=Int32Value(value=-INT32 - 1),
            wrapped_int64=Int64Value(value=-INT64 - 1),
            wrapped_uint32=UInt32Value(value=UINT32),
            wrapped_uint64=UInt64Value(value=UINT64),
            wrapped_bool=BoolValue(value=True),
            wrapped_string=StringValue(value=TEXT),
            wrapped_bytes=BytesValue(value=ALL_BYTES),
        ),
        "empty wrappers": Everything(
            wrapped_double=DoubleValue(),
            wrapped_float=FloatValue(),
            wrapped_int32=Int32Value(),
            wrapped_int64=Int64Value(),
            wrapped_uint32=UInt32Value(),
            wrapped_uint64=UInt64Value(),
            wrapped_bool=BoolValue(),
            wrapped_string=StringValue(),
            wrapped_bytes=BytesValue(),
        ),
    }


def _legacy() -> Iterator[Sample]:
    yield Sample(name="proto2 required", legacy=Legacy(must=""))
    yield Sample(
        name="proto2 defaults",
        legacy=Legacy(
            must="m",
            with_default='as "written"',
            number=-7,
            size=SIZE_LARGE,
            data=b"\x01\xff",
        ),
    )
    yield Sample(name="proto2 infinite default", legacy=Legacy(must="m", infinite=INFINITY))
    yield Sample(
        name="proto2 values",
        legacy=Legacy(
            must="m",
            with_default="",
            number=0,
            size=SIZE_UNSPECIFIED,
            sizes=[SIZE_SMALL, SIZE_UNSPECIFIED, SIZE_LARGE],
            packed_numbers=[1, -1],
            loose_numbers=[-1, 1],
            infinite=0.0,
            data=b"",
        ),
    )
    yield Sample(
        name="proto2 groups",
        legacy=Legacy(
            must="m",
            box=Legacy.Box(width=0, labels=["", "a"]),
            shelf=[Legacy.Shelf(), Legacy.Shelf(name="s")],
        ),
    )


def _modern() -> Iterator[Sample]:
    yield Sample(name="edition presence", modern=Modern(explicit_text="", implicit_text="i", required_number=0))
    yield Sample(
        name="edition values",
        modern=Modern(required_number=-1, expanded=[1, 0, -1], level=LEVEL_HIGH, raw_text=TEXT),
    )
    yield Sample(
        name="edition messages",
        modern=Modern(
            required_number=1,
            delimited=Modern(required_number=2, delimited=Modern(required_number=3)),
            moderns={"": Modern(required_number=4, explicit_text="e")},
        ),
    )
