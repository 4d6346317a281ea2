from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Level(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    LEVEL_UNSPECIFIED: _ClassVar[Level]
    LEVEL_HIGH: _ClassVar[Level]
LEVEL_UNSPECIFIED: Level
LEVEL_HIGH: Level

class Modern(_message.Message):
    __slots__ = ("explicit_text", "implicit_text", "required_number", "expanded", "delimited", "level", "raw_text", "moderns")
    class ModernsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: Modern
        def __init__(self, key: _Optional[str] = ..., value: _Optional[_Union[Modern, _Mapping]] = ...) -> None: ...
    EXPLICIT_TEXT_FIELD_NUMBER: _ClassVar[int]
    IMPLICIT_TEXT_FIELD_NUMBER: _ClassVar[int]
    REQUIRED_NUMBER_FIELD_NUMBER: _ClassVar[int]
    EXPANDED_FIELD_NUMBER: _ClassVar[int]
    DELIMITED_FIELD_NUMBER: _ClassVar[int]
    LEVEL_FIELD_NUMBER: _ClassVar[int]
    RAW_TEXT_FIELD_NUMBER: _ClassVar[int]
    MODERNS_FIELD_NUMBER: _ClassVar[int]
    explicit_text: str
    implicit_text: str
    required_number: int
    expanded: _containers.RepeatedScalarFieldContainer[int]
    delimited: Modern
    level: Level
    raw_text: str
    moderns: _containers.MessageMap[str, Modern]
    def __init__(self, explicit_text: _Optional[str] = ..., implicit_text: _Optional[str] = ..., required_number: _Optional[int] = ..., expanded: _Optional[_Iterable[int]] = ..., delimited: _Optional[_Union[Modern, _Mapping]] = ..., level: _Optional[_Union[Level, str]] = ..., raw_text: _Optional[str] = ..., moderns: _Optional[_Mapping[str, Modern]] = ...) -> None: ...
