from acme.rules.v1 import parts_pb2 as _parts_pb2
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class InviteRequest(_message.Message):
    __slots__ = ("guest",)
    GUEST_FIELD_NUMBER: _ClassVar[int]
    guest: _parts_pb2.Guest
    def __init__(self, guest: _Optional[_Union[_parts_pb2.Guest, _Mapping]] = ...) -> None: ...

class InviteResponse(_message.Message):
    __slots__ = ("address",)
    ADDRESS_FIELD_NUMBER: _ClassVar[int]
    address: _parts_pb2.Address
    def __init__(self, address: _Optional[_Union[_parts_pb2.Address, _Mapping]] = ...) -> None: ...
