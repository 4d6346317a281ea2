from google.protobuf import any_pb2 as _any_pb2
from protonexus.v1 import options_pb2 as _options_pb2
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class StoreRequest(_message.Message):
    __slots__ = ("thing", "data")
    THING_FIELD_NUMBER: _ClassVar[int]
    DATA_FIELD_NUMBER: _ClassVar[int]
    thing: _any_pb2.Any
    data: bytes
    def __init__(self, thing: _Optional[_Union[_any_pb2.Any, _Mapping]] = ..., data: _Optional[bytes] = ...) -> None: ...

class StoreResponse(_message.Message):
    __slots__ = ("thing", "data")
    THING_FIELD_NUMBER: _ClassVar[int]
    DATA_FIELD_NUMBER: _ClassVar[int]
    thing: _any_pb2.Any
    data: bytes
    def __init__(self, thing: _Optional[_Union[_any_pb2.Any, _Mapping]] = ..., data: _Optional[bytes] = ...) -> None: ...

class KeepRequest(_message.Message):
    __slots__ = ("thing", "data")
    THING_FIELD_NUMBER: _ClassVar[int]
    DATA_FIELD_NUMBER: _ClassVar[int]
    thing: _any_pb2.Any
    data: bytes
    def __init__(self, thing: _Optional[_Union[_any_pb2.Any, _Mapping]] = ..., data: _Optional[bytes] = ...) -> None: ...

class KeepResponse(_message.Message):
    __slots__ = ("thing", "data")
    THING_FIELD_NUMBER: _ClassVar[int]
    DATA_FIELD_NUMBER: _ClassVar[int]
    thing: _any_pb2.Any
    data: bytes
    def __init__(self, thing: _Optional[_Union[_any_pb2.Any, _Mapping]] = ..., data: _Optional[bytes] = ...) -> None: ...

class ShowRequest(_message.Message):
    __slots__ = ("thing", "data")
    THING_FIELD_NUMBER: _ClassVar[int]
    DATA_FIELD_NUMBER: _ClassVar[int]
    thing: _any_pb2.Any
    data: bytes
    def __init__(self, thing: _Optional[_Union[_any_pb2.Any, _Mapping]] = ..., data: _Optional[bytes] = ...) -> None: ...

class ShowResponse(_message.Message):
    __slots__ = ("thing", "data")
    THING_FIELD_NUMBER: _ClassVar[int]
    DATA_FIELD_NUMBER: _ClassVar[int]
    thing: _any_pb2.Any
    data: bytes
    def __init__(self, thing: _Optional[_Union[_any_pb2.Any, _Mapping]] = ..., data: _Optional[bytes] = ...) -> None: ...

class LendRequest(_message.Message):
    __slots__ = ("id",)
    ID_FIELD_NUMBER: _ClassVar[int]
    id: str
    def __init__(self, id: _Optional[str] = ...) -> None: ...

class LendResponse(_message.Message):
    __slots__ = ("id",)
    ID_FIELD_NUMBER: _ClassVar[int]
    id: str
    def __init__(self, id: _Optional[str] = ...) -> None: ...
