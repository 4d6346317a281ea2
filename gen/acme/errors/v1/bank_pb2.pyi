import datetime

from acme.kitchen.v1 import everything_pb2 as _everything_pb2
from acme.payments.v1 import payments_pb2 as _payments_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from protonexus.v1 import options_pb2 as _options_pb2
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Overdrawn(_message.Message):
    __slots__ = ("missing_cents", "since")
    MISSING_CENTS_FIELD_NUMBER: _ClassVar[int]
    SINCE_FIELD_NUMBER: _ClassVar[int]
    missing_cents: int
    since: _timestamp_pb2.Timestamp
    def __init__(self, missing_cents: _Optional[int] = ..., since: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class CardDeclined(_message.Message):
    __slots__ = ("issuer", "first")
    ISSUER_FIELD_NUMBER: _ClassVar[int]
    FIRST_FIELD_NUMBER: _ClassVar[int]
    issuer: str
    first: _payments_pb2.CardDeclined
    def __init__(self, issuer: _Optional[str] = ..., first: _Optional[_Union[_payments_pb2.CardDeclined, _Mapping]] = ...) -> None: ...

class Audited(_message.Message):
    __slots__ = ("finding",)
    FINDING_FIELD_NUMBER: _ClassVar[int]
    finding: _everything_pb2.Everything
    def __init__(self, finding: _Optional[_Union[_everything_pb2.Everything, _Mapping]] = ...) -> None: ...

class AccountLocked(_message.Message):
    __slots__ = ("by",)
    BY_FIELD_NUMBER: _ClassVar[int]
    by: str
    def __init__(self, by: _Optional[str] = ...) -> None: ...

class Burgled(_message.Message):
    __slots__ = ("by",)
    BY_FIELD_NUMBER: _ClassVar[int]
    by: str
    def __init__(self, by: _Optional[str] = ...) -> None: ...

class WithdrawRequest(_message.Message):
    __slots__ = ("by", "error", "detail", "text")
    BY_FIELD_NUMBER: _ClassVar[int]
    ERROR_FIELD_NUMBER: _ClassVar[int]
    DETAIL_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    by: str
    error: str
    detail: bytes
    text: str
    def __init__(self, by: _Optional[str] = ..., error: _Optional[str] = ..., detail: _Optional[bytes] = ..., text: _Optional[str] = ...) -> None: ...

class WithdrawResponse(_message.Message):
    __slots__ = ("receipt",)
    RECEIPT_FIELD_NUMBER: _ClassVar[int]
    receipt: str
    def __init__(self, receipt: _Optional[str] = ...) -> None: ...

class TransferRequest(_message.Message):
    __slots__ = ("endpoint", "withdrawal", "by")
    ENDPOINT_FIELD_NUMBER: _ClassVar[int]
    WITHDRAWAL_FIELD_NUMBER: _ClassVar[int]
    BY_FIELD_NUMBER: _ClassVar[int]
    endpoint: str
    withdrawal: WithdrawRequest
    by: str
    def __init__(self, endpoint: _Optional[str] = ..., withdrawal: _Optional[_Union[WithdrawRequest, _Mapping]] = ..., by: _Optional[str] = ...) -> None: ...

class TransferResponse(_message.Message):
    __slots__ = ("receipt",)
    RECEIPT_FIELD_NUMBER: _ClassVar[int]
    receipt: str
    def __init__(self, receipt: _Optional[str] = ...) -> None: ...
