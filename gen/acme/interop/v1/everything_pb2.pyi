import datetime

from google.protobuf import any_pb2 as _any_pb2
from google.protobuf import duration_pb2 as _duration_pb2
from google.protobuf import empty_pb2 as _empty_pb2
from google.protobuf import field_mask_pb2 as _field_mask_pb2
from google.protobuf import struct_pb2 as _struct_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf import wrappers_pb2 as _wrappers_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Colour(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    COLOUR_UNSPECIFIED: _ClassVar[Colour]
    COLOUR_RED: _ClassVar[Colour]
    COLOUR_GREEN: _ClassVar[Colour]
    COLOUR_BELOW: _ClassVar[Colour]
COLOUR_UNSPECIFIED: Colour
COLOUR_RED: Colour
COLOUR_GREEN: Colour
COLOUR_BELOW: Colour

class Everything(_message.Message):
    __slots__ = ("a_double", "a_float", "an_int32", "an_int64", "a_uint32", "a_uint64", "a_sint32", "a_sint64", "a_fixed32", "a_fixed64", "an_sfixed32", "an_sfixed64", "a_bool", "a_string", "some_bytes", "colour", "maybe_text", "maybe_number", "maybe_flag", "maybe_real", "maybe_bytes", "maybe_colour", "doubles", "floats", "numbers", "naturals", "deltas", "flags", "words", "blobs", "colours", "unpacked", "part", "parts", "inner", "named_otherwise", "by_string", "by_int32", "by_int64", "by_uint32", "by_uint64", "by_sint32", "by_sint64", "by_fixed32", "by_fixed64", "by_sfixed32", "by_sfixed64", "by_bool", "blobs_by_name", "reals_by_name", "left", "right", "middle", "raw", "tint", "nothing_at_all", "a_timestamp", "a_duration", "a_mask", "a_struct", "a_value", "a_list", "a_null", "an_any", "nothing", "wrapped_double", "wrapped_float", "wrapped_int32", "wrapped_int64", "wrapped_uint32", "wrapped_uint64", "wrapped_bool", "wrapped_string", "wrapped_bytes", "timestamps", "durations", "values", "anys")
    class Part(_message.Message):
        __slots__ = ("name", "parts")
        NAME_FIELD_NUMBER: _ClassVar[int]
        PARTS_FIELD_NUMBER: _ClassVar[int]
        name: str
        parts: _containers.RepeatedCompositeFieldContainer[Everything.Part]
        def __init__(self, name: _Optional[str] = ..., parts: _Optional[_Iterable[_Union[Everything.Part, _Mapping]]] = ...) -> None: ...
    class ByStringEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: Everything.Part
        def __init__(self, key: _Optional[str] = ..., value: _Optional[_Union[Everything.Part, _Mapping]] = ...) -> None: ...
    class ByInt32Entry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: int
        value: str
        def __init__(self, key: _Optional[int] = ..., value: _Optional[str] = ...) -> None: ...
    class ByInt64Entry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: int
        value: str
        def __init__(self, key: _Optional[int] = ..., value: _Optional[str] = ...) -> None: ...
    class ByUint32Entry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: int
        value: str
        def __init__(self, key: _Optional[int] = ..., value: _Optional[str] = ...) -> None: ...
    class ByUint64Entry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: int
        value: str
        def __init__(self, key: _Optional[int] = ..., value: _Optional[str] = ...) -> None: ...
    class BySint32Entry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: int
        value: str
        def __init__(self, key: _Optional[int] = ..., value: _Optional[str] = ...) -> None: ...
    class BySint64Entry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: int
        value: str
        def __init__(self, key: _Optional[int] = ..., value: _Optional[str] = ...) -> None: ...
    class ByFixed32Entry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: int
        value: str
        def __init__(self, key: _Optional[int] = ..., value: _Optional[str] = ...) -> None: ...
    class ByFixed64Entry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: int
        value: str
        def __init__(self, key: _Optional[int] = ..., value: _Optional[str] = ...) -> None: ...
    class BySfixed32Entry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: int
        value: str
        def __init__(self, key: _Optional[int] = ..., value: _Optional[str] = ...) -> None: ...
    class BySfixed64Entry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: int
        value: str
        def __init__(self, key: _Optional[int] = ..., value: _Optional[str] = ...) -> None: ...
    class ByBoolEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: bool
        value: Colour
        def __init__(self, key: _Optional[bool] = ..., value: _Optional[_Union[Colour, str]] = ...) -> None: ...
    class BlobsByNameEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: bytes
        def __init__(self, key: _Optional[str] = ..., value: _Optional[bytes] = ...) -> None: ...
    class RealsByNameEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: float
        def __init__(self, key: _Optional[str] = ..., value: _Optional[float] = ...) -> None: ...
    class ValuesEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: _struct_pb2.Value
        def __init__(self, key: _Optional[str] = ..., value: _Optional[_Union[_struct_pb2.Value, _Mapping]] = ...) -> None: ...
    A_DOUBLE_FIELD_NUMBER: _ClassVar[int]
    A_FLOAT_FIELD_NUMBER: _ClassVar[int]
    AN_INT32_FIELD_NUMBER: _ClassVar[int]
    AN_INT64_FIELD_NUMBER: _ClassVar[int]
    A_UINT32_FIELD_NUMBER: _ClassVar[int]
    A_UINT64_FIELD_NUMBER: _ClassVar[int]
    A_SINT32_FIELD_NUMBER: _ClassVar[int]
    A_SINT64_FIELD_NUMBER: _ClassVar[int]
    A_FIXED32_FIELD_NUMBER: _ClassVar[int]
    A_FIXED64_FIELD_NUMBER: _ClassVar[int]
    AN_SFIXED32_FIELD_NUMBER: _ClassVar[int]
    AN_SFIXED64_FIELD_NUMBER: _ClassVar[int]
    A_BOOL_FIELD_NUMBER: _ClassVar[int]
    A_STRING_FIELD_NUMBER: _ClassVar[int]
    SOME_BYTES_FIELD_NUMBER: _ClassVar[int]
    COLOUR_FIELD_NUMBER: _ClassVar[int]
    MAYBE_TEXT_FIELD_NUMBER: _ClassVar[int]
    MAYBE_NUMBER_FIELD_NUMBER: _ClassVar[int]
    MAYBE_FLAG_FIELD_NUMBER: _ClassVar[int]
    MAYBE_REAL_FIELD_NUMBER: _ClassVar[int]
    MAYBE_BYTES_FIELD_NUMBER: _ClassVar[int]
    MAYBE_COLOUR_FIELD_NUMBER: _ClassVar[int]
    DOUBLES_FIELD_NUMBER: _ClassVar[int]
    FLOATS_FIELD_NUMBER: _ClassVar[int]
    NUMBERS_FIELD_NUMBER: _ClassVar[int]
    NATURALS_FIELD_NUMBER: _ClassVar[int]
    DELTAS_FIELD_NUMBER: _ClassVar[int]
    FLAGS_FIELD_NUMBER: _ClassVar[int]
    WORDS_FIELD_NUMBER: _ClassVar[int]
    BLOBS_FIELD_NUMBER: _ClassVar[int]
    COLOURS_FIELD_NUMBER: _ClassVar[int]
    UNPACKED_FIELD_NUMBER: _ClassVar[int]
    PART_FIELD_NUMBER: _ClassVar[int]
    PARTS_FIELD_NUMBER: _ClassVar[int]
    INNER_FIELD_NUMBER: _ClassVar[int]
    NAMED_OTHERWISE_FIELD_NUMBER: _ClassVar[int]
    BY_STRING_FIELD_NUMBER: _ClassVar[int]
    BY_INT32_FIELD_NUMBER: _ClassVar[int]
    BY_INT64_FIELD_NUMBER: _ClassVar[int]
    BY_UINT32_FIELD_NUMBER: _ClassVar[int]
    BY_UINT64_FIELD_NUMBER: _ClassVar[int]
    BY_SINT32_FIELD_NUMBER: _ClassVar[int]
    BY_SINT64_FIELD_NUMBER: _ClassVar[int]
    BY_FIXED32_FIELD_NUMBER: _ClassVar[int]
    BY_FIXED64_FIELD_NUMBER: _ClassVar[int]
    BY_SFIXED32_FIELD_NUMBER: _ClassVar[int]
    BY_SFIXED64_FIELD_NUMBER: _ClassVar[int]
    BY_BOOL_FIELD_NUMBER: _ClassVar[int]
    BLOBS_BY_NAME_FIELD_NUMBER: _ClassVar[int]
    REALS_BY_NAME_FIELD_NUMBER: _ClassVar[int]
    LEFT_FIELD_NUMBER: _ClassVar[int]
    RIGHT_FIELD_NUMBER: _ClassVar[int]
    MIDDLE_FIELD_NUMBER: _ClassVar[int]
    RAW_FIELD_NUMBER: _ClassVar[int]
    TINT_FIELD_NUMBER: _ClassVar[int]
    NOTHING_AT_ALL_FIELD_NUMBER: _ClassVar[int]
    A_TIMESTAMP_FIELD_NUMBER: _ClassVar[int]
    A_DURATION_FIELD_NUMBER: _ClassVar[int]
    A_MASK_FIELD_NUMBER: _ClassVar[int]
    A_STRUCT_FIELD_NUMBER: _ClassVar[int]
    A_VALUE_FIELD_NUMBER: _ClassVar[int]
    A_LIST_FIELD_NUMBER: _ClassVar[int]
    A_NULL_FIELD_NUMBER: _ClassVar[int]
    AN_ANY_FIELD_NUMBER: _ClassVar[int]
    NOTHING_FIELD_NUMBER: _ClassVar[int]
    WRAPPED_DOUBLE_FIELD_NUMBER: _ClassVar[int]
    WRAPPED_FLOAT_FIELD_NUMBER: _ClassVar[int]
    WRAPPED_INT32_FIELD_NUMBER: _ClassVar[int]
    WRAPPED_INT64_FIELD_NUMBER: _ClassVar[int]
    WRAPPED_UINT32_FIELD_NUMBER: _ClassVar[int]
    WRAPPED_UINT64_FIELD_NUMBER: _ClassVar[int]
    WRAPPED_BOOL_FIELD_NUMBER: _ClassVar[int]
    WRAPPED_STRING_FIELD_NUMBER: _ClassVar[int]
    WRAPPED_BYTES_FIELD_NUMBER: _ClassVar[int]
    TIMESTAMPS_FIELD_NUMBER: _ClassVar[int]
    DURATIONS_FIELD_NUMBER: _ClassVar[int]
    VALUES_FIELD_NUMBER: _ClassVar[int]
    ANYS_FIELD_NUMBER: _ClassVar[int]
    a_double: float
    a_float: float
    an_int32: int
    an_int64: int
    a_uint32: int
    a_uint64: int
    a_sint32: int
    a_sint64: int
    a_fixed32: int
    a_fixed64: int
    an_sfixed32: int
    an_sfixed64: int
    a_bool: bool
    a_string: str
    some_bytes: bytes
    colour: Colour
    maybe_text: str
    maybe_number: int
    maybe_flag: bool
    maybe_real: float
    maybe_bytes: bytes
    maybe_colour: Colour
    doubles: _containers.RepeatedScalarFieldContainer[float]
    floats: _containers.RepeatedScalarFieldContainer[float]
    numbers: _containers.RepeatedScalarFieldContainer[int]
    naturals: _containers.RepeatedScalarFieldContainer[int]
    deltas: _containers.RepeatedScalarFieldContainer[int]
    flags: _containers.RepeatedScalarFieldContainer[bool]
    words: _containers.RepeatedScalarFieldContainer[str]
    blobs: _containers.RepeatedScalarFieldContainer[bytes]
    colours: _containers.RepeatedScalarFieldContainer[Colour]
    unpacked: _containers.RepeatedScalarFieldContainer[int]
    part: Everything.Part
    parts: _containers.RepeatedCompositeFieldContainer[Everything.Part]
    inner: Everything
    named_otherwise: str
    by_string: _containers.MessageMap[str, Everything.Part]
    by_int32: _containers.ScalarMap[int, str]
    by_int64: _containers.ScalarMap[int, str]
    by_uint32: _containers.ScalarMap[int, str]
    by_uint64: _containers.ScalarMap[int, str]
    by_sint32: _containers.ScalarMap[int, str]
    by_sint64: _containers.ScalarMap[int, str]
    by_fixed32: _containers.ScalarMap[int, str]
    by_fixed64: _containers.ScalarMap[int, str]
    by_sfixed32: _containers.ScalarMap[int, str]
    by_sfixed64: _containers.ScalarMap[int, str]
    by_bool: _containers.ScalarMap[bool, Colour]
    blobs_by_name: _containers.ScalarMap[str, bytes]
    reals_by_name: _containers.ScalarMap[str, float]
    left: str
    right: Everything.Part
    middle: int
    raw: bytes
    tint: Colour
    nothing_at_all: _empty_pb2.Empty
    a_timestamp: _timestamp_pb2.Timestamp
    a_duration: _duration_pb2.Duration
    a_mask: _field_mask_pb2.FieldMask
    a_struct: _struct_pb2.Struct
    a_value: _struct_pb2.Value
    a_list: _struct_pb2.ListValue
    a_null: _struct_pb2.NullValue
    an_any: _any_pb2.Any
    nothing: _empty_pb2.Empty
    wrapped_double: _wrappers_pb2.DoubleValue
    wrapped_float: _wrappers_pb2.FloatValue
    wrapped_int32: _wrappers_pb2.Int32Value
    wrapped_int64: _wrappers_pb2.Int64Value
    wrapped_uint32: _wrappers_pb2.UInt32Value
    wrapped_uint64: _wrappers_pb2.UInt64Value
    wrapped_bool: _wrappers_pb2.BoolValue
    wrapped_string: _wrappers_pb2.StringValue
    wrapped_bytes: _wrappers_pb2.BytesValue
    timestamps: _containers.RepeatedCompositeFieldContainer[_timestamp_pb2.Timestamp]
    durations: _containers.RepeatedCompositeFieldContainer[_duration_pb2.Duration]
    values: _containers.MessageMap[str, _struct_pb2.Value]
    anys: _containers.RepeatedCompositeFieldContainer[_any_pb2.Any]
    def __init__(self, a_double: _Optional[float] = ..., a_float: _Optional[float] = ..., an_int32: _Optional[int] = ..., an_int64: _Optional[int] = ..., a_uint32: _Optional[int] = ..., a_uint64: _Optional[int] = ..., a_sint32: _Optional[int] = ..., a_sint64: _Optional[int] = ..., a_fixed32: _Optional[int] = ..., a_fixed64: _Optional[int] = ..., an_sfixed32: _Optional[int] = ..., an_sfixed64: _Optional[int] = ..., a_bool: _Optional[bool] = ..., a_string: _Optional[str] = ..., some_bytes: _Optional[bytes] = ..., colour: _Optional[_Union[Colour, str]] = ..., maybe_text: _Optional[str] = ..., maybe_number: _Optional[int] = ..., maybe_flag: _Optional[bool] = ..., maybe_real: _Optional[float] = ..., maybe_bytes: _Optional[bytes] = ..., maybe_colour: _Optional[_Union[Colour, str]] = ..., doubles: _Optional[_Iterable[float]] = ..., floats: _Optional[_Iterable[float]] = ..., numbers: _Optional[_Iterable[int]] = ..., naturals: _Optional[_Iterable[int]] = ..., deltas: _Optional[_Iterable[int]] = ..., flags: _Optional[_Iterable[bool]] = ..., words: _Optional[_Iterable[str]] = ..., blobs: _Optional[_Iterable[bytes]] = ..., colours: _Optional[_Iterable[_Union[Colour, str]]] = ..., unpacked: _Optional[_Iterable[int]] = ..., part: _Optional[_Union[Everything.Part, _Mapping]] = ..., parts: _Optional[_Iterable[_Union[Everything.Part, _Mapping]]] = ..., inner: _Optional[_Union[Everything, _Mapping]] = ..., named_otherwise: _Optional[str] = ..., by_string: _Optional[_Mapping[str, Everything.Part]] = ..., by_int32: _Optional[_Mapping[int, str]] = ..., by_int64: _Optional[_Mapping[int, str]] = ..., by_uint32: _Optional[_Mapping[int, str]] = ..., by_uint64: _Optional[_Mapping[int, str]] = ..., by_sint32: _Optional[_Mapping[int, str]] = ..., by_sint64: _Optional[_Mapping[int, str]] = ..., by_fixed32: _Optional[_Mapping[int, str]] = ..., by_fixed64: _Optional[_Mapping[int, str]] = ..., by_sfixed32: _Optional[_Mapping[int, str]] = ..., by_sfixed64: _Optional[_Mapping[int, str]] = ..., by_bool: _Optional[_Mapping[bool, Colour]] = ..., blobs_by_name: _Optional[_Mapping[str, bytes]] = ..., reals_by_name: _Optional[_Mapping[str, float]] = ..., left: _Optional[str] = ..., right: _Optional[_Union[Everything.Part, _Mapping]] = ..., middle: _Optional[int] = ..., raw: _Optional[bytes] = ..., tint: _Optional[_Union[Colour, str]] = ..., nothing_at_all: _Optional[_Union[_empty_pb2.Empty, _Mapping]] = ..., a_timestamp: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., a_duration: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., a_mask: _Optional[_Union[_field_mask_pb2.FieldMask, _Mapping]] = ..., a_struct: _Optional[_Union[_struct_pb2.Struct, _Mapping]] = ..., a_value: _Optional[_Union[_struct_pb2.Value, _Mapping]] = ..., a_list: _Optional[_Union[_struct_pb2.ListValue, _Mapping]] = ..., a_null: _Optional[_Union[_struct_pb2.NullValue, str]] = ..., an_any: _Optional[_Union[_any_pb2.Any, _Mapping]] = ..., nothing: _Optional[_Union[_empty_pb2.Empty, _Mapping]] = ..., wrapped_double: _Optional[_Union[_wrappers_pb2.DoubleValue, _Mapping]] = ..., wrapped_float: _Optional[_Union[_wrappers_pb2.FloatValue, _Mapping]] = ..., wrapped_int32: _Optional[_Union[_wrappers_pb2.Int32Value, _Mapping]] = ..., wrapped_int64: _Optional[_Union[_wrappers_pb2.Int64Value, _Mapping]] = ..., wrapped_uint32: _Optional[_Union[_wrappers_pb2.UInt32Value, _Mapping]] = ..., wrapped_uint64: _Optional[_Union[_wrappers_pb2.UInt64Value, _Mapping]] = ..., wrapped_bool: _Optional[_Union[_wrappers_pb2.BoolValue, _Mapping]] = ..., wrapped_string: _Optional[_Union[_wrappers_pb2.StringValue, _Mapping]] = ..., wrapped_bytes: _Optional[_Union[_wrappers_pb2.BytesValue, _Mapping]] = ..., timestamps: _Optional[_Iterable[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]]] = ..., durations: _Optional[_Iterable[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]]] = ..., values: _Optional[_Mapping[str, _struct_pb2.Value]] = ..., anys: _Optional[_Iterable[_Union[_any_pb2.Any, _Mapping]]] = ...) -> None: ...
