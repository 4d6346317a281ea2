import datetime

from google.protobuf import any_pb2 as _any_pb2
from google.protobuf import struct_pb2 as _struct_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from protonexus.v1 import options_pb2 as _options_pb2
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
COLOUR_UNSPECIFIED: Colour
COLOUR_RED: Colour

class ProbeRequest(_message.Message):
    __slots__ = ("name", "blob", "number", "real", "colour", "at", "thing", "members", "inner", "words", "left", "right")
    NAME_FIELD_NUMBER: _ClassVar[int]
    BLOB_FIELD_NUMBER: _ClassVar[int]
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    REAL_FIELD_NUMBER: _ClassVar[int]
    COLOUR_FIELD_NUMBER: _ClassVar[int]
    AT_FIELD_NUMBER: _ClassVar[int]
    THING_FIELD_NUMBER: _ClassVar[int]
    MEMBERS_FIELD_NUMBER: _ClassVar[int]
    INNER_FIELD_NUMBER: _ClassVar[int]
    WORDS_FIELD_NUMBER: _ClassVar[int]
    LEFT_FIELD_NUMBER: _ClassVar[int]
    RIGHT_FIELD_NUMBER: _ClassVar[int]
    name: str
    blob: bytes
    number: int
    real: float
    colour: Colour
    at: _timestamp_pb2.Timestamp
    thing: _any_pb2.Any
    members: _struct_pb2.Struct
    inner: ProbeRequest
    words: _containers.RepeatedScalarFieldContainer[str]
    left: str
    right: str
    def __init__(self, name: _Optional[str] = ..., blob: _Optional[bytes] = ..., number: _Optional[int] = ..., real: _Optional[float] = ..., colour: _Optional[_Union[Colour, str]] = ..., at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., thing: _Optional[_Union[_any_pb2.Any, _Mapping]] = ..., members: _Optional[_Union[_struct_pb2.Struct, _Mapping]] = ..., inner: _Optional[_Union[ProbeRequest, _Mapping]] = ..., words: _Optional[_Iterable[str]] = ..., left: _Optional[str] = ..., right: _Optional[str] = ...) -> None: ...

class ProbeResponse(_message.Message):
    __slots__ = ("given", "blob", "real", "at", "thing", "inner", "words")
    GIVEN_FIELD_NUMBER: _ClassVar[int]
    BLOB_FIELD_NUMBER: _ClassVar[int]
    REAL_FIELD_NUMBER: _ClassVar[int]
    AT_FIELD_NUMBER: _ClassVar[int]
    THING_FIELD_NUMBER: _ClassVar[int]
    INNER_FIELD_NUMBER: _ClassVar[int]
    WORDS_FIELD_NUMBER: _ClassVar[int]
    given: str
    blob: bytes
    real: float
    at: _timestamp_pb2.Timestamp
    thing: _any_pb2.Any
    inner: ProbeResponse
    words: str
    def __init__(self, given: _Optional[str] = ..., blob: _Optional[bytes] = ..., real: _Optional[float] = ..., at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., thing: _Optional[_Union[_any_pb2.Any, _Mapping]] = ..., inner: _Optional[_Union[ProbeResponse, _Mapping]] = ..., words: _Optional[str] = ...) -> None: ...

class PlungeRequest(_message.Message):
    __slots__ = ("name",)
    NAME_FIELD_NUMBER: _ClassVar[int]
    name: str
    def __init__(self, name: _Optional[str] = ...) -> None: ...

class PlungeResponse(_message.Message):
    __slots__ = ("given", "blob")
    GIVEN_FIELD_NUMBER: _ClassVar[int]
    BLOB_FIELD_NUMBER: _ClassVar[int]
    given: str
    blob: bytes
    def __init__(self, given: _Optional[str] = ..., blob: _Optional[bytes] = ...) -> None: ...

class CarryRequest(_message.Message):
    __slots__ = ("name",)
    NAME_FIELD_NUMBER: _ClassVar[int]
    name: str
    def __init__(self, name: _Optional[str] = ...) -> None: ...

class CarryResponse(_message.Message):
    __slots__ = ("given",)
    GIVEN_FIELD_NUMBER: _ClassVar[int]
    given: str
    def __init__(self, given: _Optional[str] = ...) -> None: ...

class ProbeFailed(_message.Message):
    __slots__ = ("reason", "code")
    REASON_FIELD_NUMBER: _ClassVar[int]
    CODE_FIELD_NUMBER: _ClassVar[int]
    reason: str
    code: int
    def __init__(self, reason: _Optional[str] = ..., code: _Optional[int] = ...) -> None: ...

class Other(_message.Message):
    __slots__ = ("name", "given")
    NAME_FIELD_NUMBER: _ClassVar[int]
    GIVEN_FIELD_NUMBER: _ClassVar[int]
    name: str
    given: str
    def __init__(self, name: _Optional[str] = ..., given: _Optional[str] = ...) -> None: ...
