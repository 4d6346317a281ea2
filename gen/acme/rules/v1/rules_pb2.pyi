import datetime

from acme.rules.v1 import parts_pb2 as _parts_pb2
from buf.validate import validate_pb2 as _validate_pb2
from google.protobuf import any_pb2 as _any_pb2
from google.protobuf import duration_pb2 as _duration_pb2
from google.protobuf import field_mask_pb2 as _field_mask_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf import wrappers_pb2 as _wrappers_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Channel(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    CHANNEL_UNSPECIFIED: _ClassVar[Channel]
    CHANNEL_WEB: _ClassVar[Channel]
CHANNEL_UNSPECIFIED: Channel
CHANNEL_WEB: Channel

class BookRequest(_message.Message):
    __slots__ = ("reference", "email", "name", "language", "seats", "price_cents", "discount", "signature", "channel", "rows", "labels", "guests", "address", "phone", "fax", "length", "nickname", "attachment", "mask", "table", "code", "hall", "voucher", "invoice")
    class LabelsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    REFERENCE_FIELD_NUMBER: _ClassVar[int]
    EMAIL_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    SEATS_FIELD_NUMBER: _ClassVar[int]
    PRICE_CENTS_FIELD_NUMBER: _ClassVar[int]
    DISCOUNT_FIELD_NUMBER: _ClassVar[int]
    SIGNATURE_FIELD_NUMBER: _ClassVar[int]
    CHANNEL_FIELD_NUMBER: _ClassVar[int]
    ROWS_FIELD_NUMBER: _ClassVar[int]
    LABELS_FIELD_NUMBER: _ClassVar[int]
    GUESTS_FIELD_NUMBER: _ClassVar[int]
    ADDRESS_FIELD_NUMBER: _ClassVar[int]
    PHONE_FIELD_NUMBER: _ClassVar[int]
    FAX_FIELD_NUMBER: _ClassVar[int]
    LENGTH_FIELD_NUMBER: _ClassVar[int]
    NICKNAME_FIELD_NUMBER: _ClassVar[int]
    ATTACHMENT_FIELD_NUMBER: _ClassVar[int]
    MASK_FIELD_NUMBER: _ClassVar[int]
    TABLE_FIELD_NUMBER: _ClassVar[int]
    CODE_FIELD_NUMBER: _ClassVar[int]
    HALL_FIELD_NUMBER: _ClassVar[int]
    VOUCHER_FIELD_NUMBER: _ClassVar[int]
    INVOICE_FIELD_NUMBER: _ClassVar[int]
    reference: str
    email: str
    name: str
    language: str
    seats: int
    price_cents: int
    discount: float
    signature: bytes
    channel: Channel
    rows: _containers.RepeatedScalarFieldContainer[str]
    labels: _containers.ScalarMap[str, str]
    guests: _containers.RepeatedCompositeFieldContainer[_parts_pb2.Guest]
    address: _parts_pb2.Address
    phone: str
    fax: str
    length: _duration_pb2.Duration
    nickname: _wrappers_pb2.StringValue
    attachment: _any_pb2.Any
    mask: _field_mask_pb2.FieldMask
    table: int
    code: str
    hall: str
    voucher: str
    invoice: str
    def __init__(self, reference: _Optional[str] = ..., email: _Optional[str] = ..., name: _Optional[str] = ..., language: _Optional[str] = ..., seats: _Optional[int] = ..., price_cents: _Optional[int] = ..., discount: _Optional[float] = ..., signature: _Optional[bytes] = ..., channel: _Optional[_Union[Channel, str]] = ..., rows: _Optional[_Iterable[str]] = ..., labels: _Optional[_Mapping[str, str]] = ..., guests: _Optional[_Iterable[_Union[_parts_pb2.Guest, _Mapping]]] = ..., address: _Optional[_Union[_parts_pb2.Address, _Mapping]] = ..., phone: _Optional[str] = ..., fax: _Optional[str] = ..., length: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., nickname: _Optional[_Union[_wrappers_pb2.StringValue, _Mapping]] = ..., attachment: _Optional[_Union[_any_pb2.Any, _Mapping]] = ..., mask: _Optional[_Union[_field_mask_pb2.FieldMask, _Mapping]] = ..., table: _Optional[int] = ..., code: _Optional[str] = ..., hall: _Optional[str] = ..., voucher: _Optional[str] = ..., invoice: _Optional[str] = ...) -> None: ...

class BookResponse(_message.Message):
    __slots__ = ("ticket", "seats")
    TICKET_FIELD_NUMBER: _ClassVar[int]
    SEATS_FIELD_NUMBER: _ClassVar[int]
    ticket: str
    seats: int
    def __init__(self, ticket: _Optional[str] = ..., seats: _Optional[int] = ...) -> None: ...

class ScheduleRequest(_message.Message):
    __slots__ = ("placed", "starts", "confirmed", "ends", "doors", "breaks", "acts", "sale", "note", "next")
    class ActsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: _timestamp_pb2.Timestamp
        def __init__(self, key: _Optional[str] = ..., value: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...
    PLACED_FIELD_NUMBER: _ClassVar[int]
    STARTS_FIELD_NUMBER: _ClassVar[int]
    CONFIRMED_FIELD_NUMBER: _ClassVar[int]
    ENDS_FIELD_NUMBER: _ClassVar[int]
    DOORS_FIELD_NUMBER: _ClassVar[int]
    BREAKS_FIELD_NUMBER: _ClassVar[int]
    ACTS_FIELD_NUMBER: _ClassVar[int]
    SALE_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    NEXT_FIELD_NUMBER: _ClassVar[int]
    placed: _timestamp_pb2.Timestamp
    starts: _timestamp_pb2.Timestamp
    confirmed: _timestamp_pb2.Timestamp
    ends: _timestamp_pb2.Timestamp
    doors: _timestamp_pb2.Timestamp
    breaks: _containers.RepeatedCompositeFieldContainer[_timestamp_pb2.Timestamp]
    acts: _containers.MessageMap[str, _timestamp_pb2.Timestamp]
    sale: _timestamp_pb2.Timestamp
    note: str
    next: ScheduleRequest
    def __init__(self, placed: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., starts: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., confirmed: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., ends: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., doors: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., breaks: _Optional[_Iterable[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]]] = ..., acts: _Optional[_Mapping[str, _timestamp_pb2.Timestamp]] = ..., sale: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., note: _Optional[str] = ..., next: _Optional[_Union[ScheduleRequest, _Mapping]] = ...) -> None: ...

class ScheduleResponse(_message.Message):
    __slots__ = ("starts",)
    STARTS_FIELD_NUMBER: _ClassVar[int]
    starts: _timestamp_pb2.Timestamp
    def __init__(self, starts: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class Login(_message.Message):
    __slots__ = ("user", "password")
    USER_FIELD_NUMBER: _ClassVar[int]
    PASSWORD_FIELD_NUMBER: _ClassVar[int]
    user: str
    password: str
    def __init__(self, user: _Optional[str] = ..., password: _Optional[str] = ...) -> None: ...

class PayRequest(_message.Message):
    __slots__ = ("card", "login", "pins", "answers", "amount")
    class PinsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    CARD_FIELD_NUMBER: _ClassVar[int]
    LOGIN_FIELD_NUMBER: _ClassVar[int]
    PINS_FIELD_NUMBER: _ClassVar[int]
    ANSWERS_FIELD_NUMBER: _ClassVar[int]
    AMOUNT_FIELD_NUMBER: _ClassVar[int]
    card: str
    login: Login
    pins: _containers.ScalarMap[str, str]
    answers: _containers.RepeatedScalarFieldContainer[str]
    amount: str
    def __init__(self, card: _Optional[str] = ..., login: _Optional[_Union[Login, _Mapping]] = ..., pins: _Optional[_Mapping[str, str]] = ..., answers: _Optional[_Iterable[str]] = ..., amount: _Optional[str] = ...) -> None: ...

class PayResponse(_message.Message):
    __slots__ = ("receipt",)
    RECEIPT_FIELD_NUMBER: _ClassVar[int]
    receipt: str
    def __init__(self, receipt: _Optional[str] = ...) -> None: ...

class MisruleRequest(_message.Message):
    __slots__ = ("text",)
    TEXT_FIELD_NUMBER: _ClassVar[int]
    text: str
    def __init__(self, text: _Optional[str] = ...) -> None: ...

class MisruleResponse(_message.Message):
    __slots__ = ("number",)
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    number: int
    def __init__(self, number: _Optional[int] = ...) -> None: ...

class GrowRequest(_message.Message):
    __slots__ = ("tree",)
    TREE_FIELD_NUMBER: _ClassVar[int]
    tree: Tree
    def __init__(self, tree: _Optional[_Union[Tree, _Mapping]] = ...) -> None: ...

class GrowResponse(_message.Message):
    __slots__ = ("tree",)
    TREE_FIELD_NUMBER: _ClassVar[int]
    tree: Tree
    def __init__(self, tree: _Optional[_Union[Tree, _Mapping]] = ...) -> None: ...

class Tree(_message.Message):
    __slots__ = ("name", "branches")
    NAME_FIELD_NUMBER: _ClassVar[int]
    BRANCHES_FIELD_NUMBER: _ClassVar[int]
    name: str
    branches: _containers.RepeatedCompositeFieldContainer[Tree]
    def __init__(self, name: _Optional[str] = ..., branches: _Optional[_Iterable[_Union[Tree, _Mapping]]] = ...) -> None: ...
