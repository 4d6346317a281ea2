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

class Spice(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    SPICE_UNSPECIFIED: _ClassVar[Spice]
    SPICE_SALT: _ClassVar[Spice]
    SPICE_CHILI: _ClassVar[Spice]
SPICE_UNSPECIFIED: Spice
SPICE_SALT: Spice
SPICE_CHILI: Spice

class Everything(_message.Message):
    __slots__ = ("a_double", "a_float", "an_int32", "an_int64", "a_uint32", "a_uint64", "a_sint32", "a_sint64", "a_fixed32", "a_fixed64", "an_sfixed32", "an_sfixed64", "a_bool", "a_string", "some_bytes", "spice", "maybe", "maybe_number", "numbers", "words", "blobs", "spices", "part", "parts", "inner", "parts_by_name", "words_by_number", "spices_by_flag", "blobs_by_name", "left", "right", "middle", "a_timestamp", "a_duration", "a_mask", "a_struct", "a_value", "a_list", "an_any", "nothing", "wrapped_double", "wrapped_float", "wrapped_int32", "wrapped_int64", "wrapped_uint32", "wrapped_uint64", "wrapped_bool", "wrapped_string", "wrapped_bytes", "timestamps", "values")
    class Part(_message.Message):
        __slots__ = ("name", "parts")
        NAME_FIELD_NUMBER: _ClassVar[int]
        PARTS_FIELD_NUMBER: _ClassVar[int]
        name: str
        parts: _containers.RepeatedCompositeFieldContainer[Everything.Part]
        def __init__(self, name: _Optional[str] = ..., parts: _Optional[_Iterable[_Union[Everything.Part, _Mapping]]] = ...) -> None: ...
    class PartsByNameEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: Everything.Part
        def __init__(self, key: _Optional[str] = ..., value: _Optional[_Union[Everything.Part, _Mapping]] = ...) -> None: ...
    class WordsByNumberEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: int
        value: str
        def __init__(self, key: _Optional[int] = ..., value: _Optional[str] = ...) -> None: ...
    class SpicesByFlagEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: bool
        value: Spice
        def __init__(self, key: _Optional[bool] = ..., value: _Optional[_Union[Spice, str]] = ...) -> None: ...
    class BlobsByNameEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: bytes
        def __init__(self, key: _Optional[str] = ..., value: _Optional[bytes] = ...) -> None: ...
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
    SPICE_FIELD_NUMBER: _ClassVar[int]
    MAYBE_FIELD_NUMBER: _ClassVar[int]
    MAYBE_NUMBER_FIELD_NUMBER: _ClassVar[int]
    NUMBERS_FIELD_NUMBER: _ClassVar[int]
    WORDS_FIELD_NUMBER: _ClassVar[int]
    BLOBS_FIELD_NUMBER: _ClassVar[int]
    SPICES_FIELD_NUMBER: _ClassVar[int]
    PART_FIELD_NUMBER: _ClassVar[int]
    PARTS_FIELD_NUMBER: _ClassVar[int]
    INNER_FIELD_NUMBER: _ClassVar[int]
    PARTS_BY_NAME_FIELD_NUMBER: _ClassVar[int]
    WORDS_BY_NUMBER_FIELD_NUMBER: _ClassVar[int]
    SPICES_BY_FLAG_FIELD_NUMBER: _ClassVar[int]
    BLOBS_BY_NAME_FIELD_NUMBER: _ClassVar[int]
    LEFT_FIELD_NUMBER: _ClassVar[int]
    RIGHT_FIELD_NUMBER: _ClassVar[int]
    MIDDLE_FIELD_NUMBER: _ClassVar[int]
    A_TIMESTAMP_FIELD_NUMBER: _ClassVar[int]
    A_DURATION_FIELD_NUMBER: _ClassVar[int]
    A_MASK_FIELD_NUMBER: _ClassVar[int]
    A_STRUCT_FIELD_NUMBER: _ClassVar[int]
    A_VALUE_FIELD_NUMBER: _ClassVar[int]
    A_LIST_FIELD_NUMBER: _ClassVar[int]
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
    VALUES_FIELD_NUMBER: _ClassVar[int]
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
    spice: Spice
    maybe: str
    maybe_number: int
    numbers: _containers.RepeatedScalarFieldContainer[int]
    words: _containers.RepeatedScalarFieldContainer[str]
    blobs: _containers.RepeatedScalarFieldContainer[bytes]
    spices: _containers.RepeatedScalarFieldContainer[Spice]
    part: Everything.Part
    parts: _containers.RepeatedCompositeFieldContainer[Everything.Part]
    inner: Everything
    parts_by_name: _containers.MessageMap[str, Everything.Part]
    words_by_number: _containers.ScalarMap[int, str]
    spices_by_flag: _containers.ScalarMap[bool, Spice]
    blobs_by_name: _containers.ScalarMap[str, bytes]
    left: str
    right: Everything.Part
    middle: int
    a_timestamp: _timestamp_pb2.Timestamp
    a_duration: _duration_pb2.Duration
    a_mask: _field_mask_pb2.FieldMask
    a_struct: _struct_pb2.Struct
    a_value: _struct_pb2.Value
    a_list: _struct_pb2.ListValue
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
    values: _containers.MessageMap[str, _struct_pb2.Value]
    def __init__(self, a_double: _Optional[float] = ..., a_float: _Optional[float] = ..., an_int32: _Optional[int] = ..., an_int64: _Optional[int] = ..., a_uint32: _Optional[int] = ..., a_uint64: _Optional[int] = ..., a_sint32: _Optional[int] = ..., a_sint64: _Optional[int] = ..., a_fixed32: _Optional[int] = ..., a_fixed64: _Optional[int] = ..., an_sfixed32: _Optional[int] = ..., an_sfixed64: _Optional[int] = ..., a_bool: _Optional[bool] = ..., a_string: _Optional[str] = ..., some_bytes: _Optional[bytes] = ..., spice: _Optional[_Union[Spice, str]] = ..., maybe: _Optional[str] = ..., maybe_number: _Optional[int] = ..., numbers: _Optional[_Iterable[int]] = ..., words: _Optional[_Iterable[str]] = ..., blobs: _Optional[_Iterable[bytes]] = ..., spices: _Optional[_Iterable[_Union[Spice, str]]] = ..., part: _Optional[_Union[Everything.Part, _Mapping]] = ..., parts: _Optional[_Iterable[_Union[Everything.Part, _Mapping]]] = ..., inner: _Optional[_Union[Everything, _Mapping]] = ..., parts_by_name: _Optional[_Mapping[str, Everything.Part]] = ..., words_by_number: _Optional[_Mapping[int, str]] = ..., spices_by_flag: _Optional[_Mapping[bool, Spice]] = ..., blobs_by_name: _Optional[_Mapping[str, bytes]] = ..., left: _Optional[str] = ..., right: _Optional[_Union[Everything.Part, _Mapping]] = ..., middle: _Optional[int] = ..., a_timestamp: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., a_duration: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., a_mask: _Optional[_Union[_field_mask_pb2.FieldMask, _Mapping]] = ..., a_struct: _Optional[_Union[_struct_pb2.Struct, _Mapping]] = ..., a_value: _Optional[_Union[_struct_pb2.Value, _Mapping]] = ..., a_list: _Optional[_Union[_struct_pb2.ListValue, _Mapping]] = ..., an_any: _Optional[_Union[_any_pb2.Any, _Mapping]] = ..., nothing: _Optional[_Union[_empty_pb2.Empty, _Mapping]] = ..., wrapped_double: _Optional[_Union[_wrappers_pb2.DoubleValue, _Mapping]] = ..., wrapped_float: _Optional[_Union[_wrappers_pb2.FloatValue, _Mapping]] = ..., wrapped_int32: _Optional[_Union[_wrappers_pb2.Int32Value, _Mapping]] = ..., wrapped_int64: _Optional[_Union[_wrappers_pb2.Int64Value, _Mapping]] = ..., wrapped_uint32: _Optional[_Union[_wrappers_pb2.UInt32Value, _Mapping]] = ..., wrapped_uint64: _Optional[_Union[_wrappers_pb2.UInt64Value, _Mapping]] = ..., wrapped_bool: _Optional[_Union[_wrappers_pb2.BoolValue, _Mapping]] = ..., wrapped_string: _Optional[_Union[_wrappers_pb2.StringValue, _Mapping]] = ..., wrapped_bytes: _Optional[_Union[_wrappers_pb2.BytesValue, _Mapping]] = ..., timestamps: _Optional[_Iterable[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]]] = ..., values: _Optional[_Mapping[str, _struct_pb2.Value]] = ...) -> None: ...
