from acme.kitchen.v1 import everything_pb2 as _everything_pb2
from google.protobuf import empty_pb2 as _empty_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class CookRequest(_message.Message):
    __slots__ = ("ingredients",)
    INGREDIENTS_FIELD_NUMBER: _ClassVar[int]
    ingredients: _everything_pb2.Everything
    def __init__(self, ingredients: _Optional[_Union[_everything_pb2.Everything, _Mapping]] = ...) -> None: ...

class CookResponse(_message.Message):
    __slots__ = ("meal",)
    MEAL_FIELD_NUMBER: _ClassVar[int]
    meal: _everything_pb2.Everything
    def __init__(self, meal: _Optional[_Union[_everything_pb2.Everything, _Mapping]] = ...) -> None: ...

class ReadMenuResponse(_message.Message):
    __slots__ = ("dishes",)
    DISHES_FIELD_NUMBER: _ClassVar[int]
    dishes: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, dishes: _Optional[_Iterable[str]] = ...) -> None: ...

class CleanRequest(_message.Message):
    __slots__ = ("room",)
    ROOM_FIELD_NUMBER: _ClassVar[int]
    room: str
    def __init__(self, room: _Optional[str] = ...) -> None: ...

class FryRequest(_message.Message):
    __slots__ = ("food",)
    FOOD_FIELD_NUMBER: _ClassVar[int]
    food: str
    def __init__(self, food: _Optional[str] = ...) -> None: ...

class FryResponse(_message.Message):
    __slots__ = ("food",)
    FOOD_FIELD_NUMBER: _ClassVar[int]
    food: str
    def __init__(self, food: _Optional[str] = ...) -> None: ...

class Dish(_message.Message):
    __slots__ = ()
    class Sample(_message.Message):
        __slots__ = ("spoon",)
        SPOON_FIELD_NUMBER: _ClassVar[int]
        spoon: str
        def __init__(self, spoon: _Optional[str] = ...) -> None: ...
    class Verdict(_message.Message):
        __slots__ = ("good",)
        GOOD_FIELD_NUMBER: _ClassVar[int]
        good: bool
        def __init__(self, good: _Optional[bool] = ...) -> None: ...
    def __init__(self) -> None: ...
