"""An error text crosses to peers and into histories, so it must never quote what was in the payload."""

from __future__ import annotations

import pytest
from acme.kitchen.v1.everything_pb2 import Everything
from acme.payments.v1.payments_pb2 import ProcessPaymentRequest
from google.protobuf import wrappers_pb2
from google.protobuf.field_mask_pb2 import FieldMask
from google.protobuf.message import Message
from runtime.payloads import payload

from protonexus._payload import PayloadError, codec

SECRET = "hunter2"
STRING = f'"{SECRET}"'
ODD_VALUES = (STRING, f"[{STRING}]", f'{{"a":{STRING}}}', f"{{{STRING}:1}}")
FIELDS = (
    *("aDouble", "aFloat", "anInt32", "anInt64", "aUint32", "aUint64", "aBool", "someBytes", "part", "inner"),
    *(
        "parts",
        "numbers",
        "words",
        "blobs",
        "spices",
        "partsByName",
        "wordsByNumber",
        "spicesByFlag",
        "right",
        "middle",
    ),
    *("aTimestamp", "aDuration", "aMask", "aStruct", "aList", "anAny", "nothing", "timestamps", "spice", "aString"),
    *("wrappedDouble", "wrappedInt32", "wrappedUint64", "wrappedBool", "wrappedString", "wrappedBytes"),
)


def refused(data: bytes | str, message_type: type[Message]) -> list[str]:
    """What could reach a peer or a history: the text, and those of its causes, which a failure carries too."""
    texts: list[str] = []
    try:
        codec(message_type).decode(payload(data))
    except PayloadError as err:
        cause: BaseException | None = err
        while cause:
            texts.append(str(cause))
            cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)
    return texts


@pytest.mark.parametrize("value", ODD_VALUES)
@pytest.mark.parametrize("field", FIELDS)
def test_a_value_of_a_field_is_not_quoted(field: str, value: str) -> None:
    for text in refused(f'{{"{field}":{value}}}', Everything):
        assert SECRET not in text


@pytest.mark.parametrize("field", ["partsByName", "wordsByNumber", "spicesByFlag", "blobsByName"])
def test_a_key_of_a_map_is_not_quoted(field: str) -> None:
    for text in refused(f'{{"{field}":{{{STRING}:[5]}}}}', Everything):
        assert SECRET not in text


@pytest.mark.parametrize("data", [*ODD_VALUES, f"{{{STRING}:1,{STRING}:2}}"])
@pytest.mark.parametrize("message_type", [Everything, ProcessPaymentRequest, wrappers_pb2.Int32Value])
def test_a_value_at_the_top_is_not_quoted(data: str, message_type: type[Message]) -> None:
    for text in refused(data, message_type):
        assert SECRET not in text


def test_what_is_not_json_is_not_quoted() -> None:
    for data in (f"{SECRET}", f'{{"a":{SECRET}}}', SECRET.encode() + b"\xff"):
        for text in refused(data, Everything):
            assert SECRET not in text


def test_a_value_that_cannot_be_written_is_not_quoted() -> None:
    for value in (SECRET, {"a": SECRET}, [SECRET], Everything(a_mask=FieldMask(paths=[f"{SECRET}__"]))):
        with pytest.raises(PayloadError) as caught:
            codec(Everything).encode(value)
        assert SECRET not in str(caught.value)
