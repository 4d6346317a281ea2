from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Size(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    SIZE_UNSPECIFIED: _ClassVar[Size]
    SIZE_SMALL: _ClassVar[Size]
    SIZE_LARGE: _ClassVar[Size]
SIZE_UNSPECIFIED: Size
SIZE_SMALL: Size
SIZE_LARGE: Size

class Legacy(_message.Message):
    __slots__ = ("must", "with_default", "number", "size", "sizes", "box", "shelf", "packed_numbers", "loose_numbers", "infinite", "data")
    class Box(_message.Message):
        __slots__ = ("width", "labels")
        WIDTH_FIELD_NUMBER: _ClassVar[int]
        LABELS_FIELD_NUMBER: _ClassVar[int]
        width: int
        labels: _containers.RepeatedScalarFieldContainer[str]
        def __init__(self, width: _Optional[int] = ..., labels: _Optional[_Iterable[str]] = ...) -> None: ...
    class Shelf(_message.Message):
        __slots__ = ("name",)
        NAME_FIELD_NUMBER: _ClassVar[int]
        name: str
        def __init__(self, name: _Optional[str] = ...) -> None: ...
    MUST_FIELD_NUMBER: _ClassVar[int]
    WITH_DEFAULT_FIELD_NUMBER: _ClassVar[int]
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    SIZE_FIELD_NUMBER: _ClassVar[int]
    SIZES_FIELD_NUMBER: _ClassVar[int]
    BOX_FIELD_NUMBER: _ClassVar[int]
    SHELF_FIELD_NUMBER: _ClassVar[int]
    PACKED_NUMBERS_FIELD_NUMBER: _ClassVar[int]
    LOOSE_NUMBERS_FIELD_NUMBER: _ClassVar[int]
    INFINITE_FIELD_NUMBER: _ClassVar[int]
    DATA_FIELD_NUMBER: _ClassVar[int]
    must: str
    with_default: str
    number: int
    size: Size
    sizes: _containers.RepeatedScalarFieldContainer[Size]
    box: Legacy.Box
    shelf: _containers.RepeatedCompositeFieldContainer[Legacy.Shelf]
    packed_numbers: _containers.RepeatedScalarFieldContainer[int]
    loose_numbers: _containers.RepeatedScalarFieldContainer[int]
    infinite: float
    data: bytes
    def __init__(self, must: _Optional[str] = ..., with_default: _Optional[str] = ..., number: _Optional[int] = ..., size: _Optional[_Union[Size, str]] = ..., sizes: _Optional[_Iterable[_Union[Size, str]]] = ..., box: _Optional[_Union[Legacy.Box, _Mapping]] = ..., shelf: _Optional[_Iterable[_Union[Legacy.Shelf, _Mapping]]] = ..., packed_numbers: _Optional[_Iterable[int]] = ..., loose_numbers: _Optional[_Iterable[int]] = ..., infinite: _Optional[float] = ..., data: _Optional[bytes] = ...) -> None: ...
