from buf.validate import validate_pb2 as _validate_pb2
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor
UPPER_CASE_FIELD_NUMBER: _ClassVar[int]
upper_case: _descriptor.FieldDescriptor
HOURS_AHEAD_FIELD_NUMBER: _ClassVar[int]
hours_ahead: _descriptor.FieldDescriptor

class Address(_message.Message):
    __slots__ = ("city", "country")
    CITY_FIELD_NUMBER: _ClassVar[int]
    COUNTRY_FIELD_NUMBER: _ClassVar[int]
    city: str
    country: str
    def __init__(self, city: _Optional[str] = ..., country: _Optional[str] = ...) -> None: ...

class Guest(_message.Message):
    __slots__ = ("name", "home")
    NAME_FIELD_NUMBER: _ClassVar[int]
    HOME_FIELD_NUMBER: _ClassVar[int]
    name: str
    home: Address
    def __init__(self, name: _Optional[str] = ..., home: _Optional[_Union[Address, _Mapping]] = ...) -> None: ...
