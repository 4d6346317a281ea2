"""Which payloads are the declared message, and what the error says of those that are not."""

from __future__ import annotations

import math
from typing import Any

import pytest
from acme.kitchen.v1.everything_pb2 import SPICE_CHILI, Everything
from acme.payments.v1.payments_pb2 import ProcessPaymentRequest, RefundRequest
from google.protobuf import any_pb2, duration_pb2, field_mask_pb2, json_format, struct_pb2, timestamp_pb2, wrappers_pb2
from google.protobuf.empty_pb2 import Empty
from google.protobuf.message import Message
from hypothesis import given
from hypothesis import strategies as st
from runtime.payloads import binary, payload
from temporalio.api.common.v1 import Payload
from temporalio.converter import BinaryProtoPayloadConverter, JSONProtoPayloadConverter

from protonexus._payload import PayloadError, codec

PAYMENT = ProcessPaymentRequest(customer_id="c", amount_cents=7)
FLOAT = (2 - 2**-23) * 2.0**127
LARGEST = Everything(a_float=FLOAT, inner=Everything(a_float=-FLOAT))
JSON = '{"customerId":"c","amountCents":"7"}'


def read(data: bytes | str, message_type: type[Message] = Everything) -> Message:
    return codec(message_type).decode(payload(data))


def refusal(data: bytes | str, message_type: type[Message] = Everything) -> str:
    with pytest.raises(PayloadError) as caught:
        read(data, message_type)
    return str(caught.value)


@pytest.mark.parametrize(
    "sent",
    [
        payload(JSON),
        payload(JSON, "json/protobuf", "acme.payments.v1.ProcessPaymentRequest"),
        payload(JSON, "json/plain"),
        payload('{"customer_id":"c","amount_cents":7}'),
        payload('{"customerId":"c","amountCents":7,"since":{"version":[2]}}'),
        binary(PAYMENT),
        payload(PAYMENT.SerializeToString(), "binary/protobuf"),
        payload(PAYMENT.SerializeToString() + b"\x9a\x06\x03new", "binary/protobuf"),
        JSONProtoPayloadConverter().to_payload(PAYMENT),
        BinaryProtoPayloadConverter().to_payload(PAYMENT),
    ],
    ids=[
        "json/protobuf without a type",
        "json/protobuf",
        "json/plain, as a CLI sends it",
        "snake_case names",
        "an unknown JSON field",
        "binary/protobuf",
        "binary/protobuf without a type",
        "an unknown binary field",
        "the SDK's JSON converter",
        "the SDK's binary converter",
    ],
)
def test_every_form_a_peer_may_send_is_read(sent: Payload) -> None:
    message = codec(ProcessPaymentRequest).decode(sent)
    assert (message.customer_id, message.amount_cents) == ("c", 7)


@pytest.mark.parametrize("sent", [payload(b"", "binary/null"), payload("null"), payload("null", "json/plain")])
def test_null_is_the_default_instance(sent: Payload) -> None:
    assert codec(ProcessPaymentRequest).decode(sent) == ProcessPaymentRequest()


@pytest.mark.parametrize(
    "sent",
    [
        payload(b"", "binary/null"),
        payload("null"),
        payload("{}", "json/protobuf", "google.protobuf.Empty"),
        payload('"anything"', "json/plain"),
        payload(b"\xff\xff", "binary/protobuf", "acme.payments.v1.RefundRequest"),
        payload(b"\x00", "binary/encrypted"),
        Payload(),
    ],
)
def test_empty_accepts_anything(sent: Payload) -> None:
    assert codec(Empty).decode(sent) == Empty()


@pytest.mark.parametrize("encoding", ["json/protobuf", "json/plain", "binary/protobuf"])
def test_another_message_is_refused_by_its_name(encoding: str) -> None:
    sent = payload("{}" if encoding.startswith("json") else b"", encoding, RefundRequest.DESCRIPTOR.full_name)
    with pytest.raises(PayloadError) as caught:
        codec(ProcessPaymentRequest).decode(sent)
    assert "acme.payments.v1.ProcessPaymentRequest" in str(caught.value)
    assert str(caught.value).endswith("got acme.payments.v1.RefundRequest")


@pytest.mark.parametrize(
    ("sent", "named"),
    [
        (payload(JSON, "json/external"), "json/external"),
        (payload(b"abc", "binary/plain"), "binary/plain"),
        (payload(b"abc", "binary/encrypted"), "binary/encrypted"),
        (Payload(metadata={"encoding": b"\xff\xfe"}), "\\xff\\xfe"),
        (Payload(data=JSON.encode()), "no payload"),
        (Payload(), "no payload"),
    ],
)
def test_an_unknown_encoding_is_refused_by_its_name(sent: Payload, named: str) -> None:
    with pytest.raises(PayloadError) as caught:
        codec(ProcessPaymentRequest).decode(sent)
    assert named in str(caught.value)


@pytest.mark.parametrize(
    "data", ["", "{", '{"amountCents":', "{} {}", "﻿{}", "{'a':1}", b"\xff\xfe", b'{"aString":"\xff"}']
)
def test_what_is_not_json_is_refused(data: bytes | str) -> None:
    refusal(data)


@pytest.mark.parametrize("data", [b"\xff", b"\x0a\x05abc", b"\x08", b"\x0b"])
def test_what_is_no_wire_format_is_refused(data: bytes) -> None:
    with pytest.raises(PayloadError):
        codec(ProcessPaymentRequest).decode(payload(data, "binary/protobuf"))


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        ('"hello"', "a string"),
        ("[]", "an array"),
        ('["customerId"]', "an array"),
        ("5", "a number"),
        ("true", "a boolean"),
    ],
)
def test_json_of_another_shape_is_refused_by_its_kind(data: str, kind: str) -> None:
    assert refusal(data).endswith(f"the message must be an object, got {kind}")


@pytest.mark.parametrize(
    ("data", "where"),
    [
        ('{"part":"hello"}', "part"),
        ('{"part":[]}', "part"),
        ('{"parts":["hello"]}', "parts[0]"),
        ('{"parts":[{},[]]}', "parts[1]"),
        ('{"partsByName":{"a":"hello"}}', "partsByName[*]"),
        ('{"inner":{"part":{"parts":[{"parts":["hello"]}]}}}', "inner.part.parts[0].parts[0]"),
        ('{"right":"hello"}', "right"),
        ('{"nothing":"hello"}', "nothing"),
        ('{"nothing":[]}', "nothing"),
    ],
)
def test_a_nested_message_of_another_shape_is_refused_by_its_path(data: str, where: str) -> None:
    assert f"{where} must be an object" in refusal(data)


@pytest.mark.parametrize(
    "data",
    [
        *('{"part":5}', '{"parts":{}}', '{"parts":"abc"}', '{"parts":[null]}', '{"partsByName":[]}'),
        *(
            '{"words":"abc"}',
            '{"words":{}}',
            '{"numbers":"123"}',
            '{"aString":5}',
            '{"aString":[]}',
            '{"someBytes":[]}',
        ),
        *('{"aBool":1}', '{"aBool":"true"}', '{"anInt32":1.5}', '{"anInt32":true}', '{"anInt32":99999999999}'),
        *('{"anInt32":1e400}', '{"aDouble":NaN}', '{"aDouble":Infinity}', '{"aDouble":1e400}', '{"aFloat":1e40}'),
        *('{"aStruct":[]}', '{"aStruct":"abc"}', '{"aList":{}}', '{"aMask":["a"]}', '{"aTimestamp":5}'),
        *('{"aTimestamp":{}}', '{"aDuration":"5"}', '{"anAny":[]}', '{"anAny":"@type"}', '{"anAny":{"@type":"x"}}'),
        *('{"wrappedInt32":{}}', '{"wrappedString":{"value":"x"}}', '{"spicesByFlag":{"x":1}}'),
        *('{"left":"x","middle":5}', '{"aString":"\\ud800"}', '{"aValue":NaN}', '{"aStruct":{"a":Infinity}}'),
        *('{"spice":true}', '{"someBytes":"%%%%"}', '{"blobs":["%%%%"]}', '{"blobsByName":{"a":"%%%%"}}'),
        *('{"a_string":"x","aString":"y"}', '{"inner":{"a_string":"x","aString":"y"}}'),
    ],
)
def test_a_field_of_another_kind_is_refused(data: str) -> None:
    refusal(data)


@pytest.mark.parametrize("data", ['{"aString":"x","aString":"y"}', '{"inner":{"part":{},"part":{}}}', '{"x":1,"x":2}'])
def test_a_key_that_is_there_twice_is_refused(data: str) -> None:
    assert "twice" in refusal(data)


@pytest.mark.parametrize("levels", [150, 500, 2_000, 10_000, 100_000])
@pytest.mark.parametrize("key", ["inner", "unknown"])
def test_nesting_however_deep_ends_in_an_error_or_a_message(key: str, levels: int) -> None:
    deep = f'{{"{key}":' * levels + "{}" + "}" * levels
    try:
        read(deep)
    except PayloadError as err:
        assert len(str(err)) < 1_000


def test_binary_nesting_however_deep_is_refused() -> None:
    data = b""
    while len(data) < 60_000:
        size, prefix = len(data), b""
        while size > 0x7F:
            prefix += bytes([size & 0x7F | 0x80])
            size >>= 7
        data = b"\xca\x01" + prefix + bytes([size]) + data
    with pytest.raises(PayloadError):
        codec(Everything).decode(payload(data, "binary/protobuf"))


@pytest.mark.parametrize(
    ("data", "path"),
    [
        ('{"inner":{"aDouble":true}}', "inner.aDouble"),
        ('{"inner":{"part":{},"part":{}}}', "inner"),
        ('{"inner":{"aDouble":NaN}}', "inner.aDouble"),
        ('{"inner":{"numbers":[1,' + "9" * 5000 + "]}}", "inner.numbers[1]"),
        ('{"inner":{"aString":"\\ud800"}}', "inner.aString"),
        ('{"inner":{"anInt32":99999999999}}', "inner.anInt32"),
        ('{"anAny":{"@type":"type.googleapis.com/acme.kitchen.v1.Everything","aString":5}}', "anAny.aString"),
        ('{"anAny":{"@type":"type.googleapis.com/no.Such"}}', "anAny is of a type unknown here"),
    ],
)
def test_what_is_wrong_is_named_by_its_path(data: str, path: str) -> None:
    assert f"Everything: {path}" in refusal(data)


def test_a_binary_string_that_is_not_utf_8_is_named_by_its_path() -> None:
    data = Everything(inner=Everything(words=["x", "y"])).SerializeToString().replace(b"y", b"\xff")
    with pytest.raises(PayloadError, match=r"inner\.words: is not UTF-8"):
        codec(Everything).decode(payload(data, "binary/protobuf"))


@pytest.mark.parametrize(
    "data",
    [
        *('{"aDouble":true}', '{"aDouble":"1_0"}', '{"aDouble":" 1"}', '{"aDouble":"inf"}'),
        *('{"aDouble":"1e400"}', '{"aFloat":"1e39"}', '{"aFloat":3.5e38}', '{"anInt32":"1_0"}', '{"anInt32":"+1"}'),
        *('{"spice":1.5}', '{"spice":" 1"}', '{"spices":[true]}', '{"wrappedDouble":true}'),
        '{"wrappedBytes":"%%%%"}',
    ],
)
def test_what_only_python_takes_for_a_number_or_bytes_is_refused(data: str) -> None:
    assert " must be " in refusal(data) or "cannot read" in refusal(data)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ('{"anInt32":"1e2"}', Everything(an_int32=100)),
        ('{"anInt32":1.0}', Everything(an_int32=1)),
        ('{"spice":2.0}', Everything(spice=SPICE_CHILI)),
        ('{"aDouble":7}', Everything(a_double=7)),
        ('{"aDouble":"-Infinity"}', Everything(a_double=float("-inf"))),
        ('{"aFloat":3.4028235e+38,"inner":{"aFloat":-3.4028235e38}}', LARGEST),
        ('{"wrappedFloat":3.4028235e+38}', Everything(wrapped_float=wrappers_pb2.FloatValue(value=FLOAT))),
    ],
)
def test_a_number_is_read_in_every_form_that_peers_write(data: str, expected: Everything) -> None:
    assert read(data) == expected


@given(st.floats(width=32, allow_nan=False))
def test_every_float_comes_back_as_it_was(number: float) -> None:
    message = Everything(a_float=number, a_double=number, wrapped_float=wrappers_pb2.FloatValue(value=number))
    assert codec(Everything).decode(codec(Everything).encode(message)) == message


@pytest.mark.parametrize("data", ['{"aDouble":-0}', '{"aDouble":-0.0}', '{"aDouble":"-0"}'])
def test_minus_zero_keeps_its_sign(data: str) -> None:
    assert math.copysign(1, read(data).a_double) == -1


@pytest.mark.parametrize(("levels", "items"), [(1, 50_000), (60, 500)])
def test_finding_what_is_wrong_does_not_read_a_large_payload_again_and_again(
    levels: int, items: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    parses = 0
    parse = json_format.ParseDict

    def counting(*arguments: Any, **options: Any) -> Message:
        nonlocal parses
        parses += 1
        return parse(*arguments, **options)

    monkeypatch.setattr(json_format, "ParseDict", counting)
    many = '{"part":{"name":5}' + ',"words":[' + '"x",' * items + '"x"]'
    text = refusal('{"inner":' * levels + many + "}" * levels + "}")
    assert ".".join(["inner"] * levels)[:400] in text
    assert parses <= 2


def test_an_unknown_enum_name_is_ignored_and_an_unknown_number_kept() -> None:
    assert read('{"spice":"SPICE_CURRY","spices":["SPICE_CHILI","SPICE_CURRY"]}') == Everything(spices=[SPICE_CHILI])
    assert read('{"spice":99}').spice == 99


@pytest.mark.parametrize(
    ("message_type", "data", "expected"),
    [
        (timestamp_pb2.Timestamp, '"1970-01-01T00:00:05Z"', timestamp_pb2.Timestamp(seconds=5)),
        (duration_pb2.Duration, '"1.500s"', duration_pb2.Duration(seconds=1, nanos=500_000_000)),
        (field_mask_pb2.FieldMask, '"a,bC"', field_mask_pb2.FieldMask(paths=["a", "b_c"])),
        (struct_pb2.ListValue, "[true]", struct_pb2.ListValue(values=[struct_pb2.Value(bool_value=True)])),
        (wrappers_pb2.StringValue, '"x"', wrappers_pb2.StringValue(value="x")),
        (wrappers_pb2.BytesValue, '"eA=="', wrappers_pb2.BytesValue(value=b"x")),
        (wrappers_pb2.Int64Value, '"5"', wrappers_pb2.Int64Value(value=5)),
        (wrappers_pb2.BoolValue, "true", wrappers_pb2.BoolValue(value=True)),
        (wrappers_pb2.DoubleValue, '"-Infinity"', wrappers_pb2.DoubleValue(value=float("-inf"))),
        (any_pb2.Any, "{}", any_pb2.Any()),
        (wrappers_pb2.StringValue, "null", wrappers_pb2.StringValue()),
        (struct_pb2.Struct, "null", struct_pb2.Struct()),
    ],
)
def test_a_well_known_type_is_read_in_its_own_json(message_type: type[Message], data: str, expected: Message) -> None:
    assert read(data, message_type) == expected


@pytest.mark.parametrize(
    ("message_type", "data"),
    [
        *((timestamp_pb2.Timestamp, data) for data in ("{}", "[]", "5", '""', '"yesterday"')),
        *((duration_pb2.Duration, data) for data in ("{}", "5", '"5"')),
        *((field_mask_pb2.FieldMask, data) for data in ("{}", "[]", "5")),
        *((struct_pb2.Struct, data) for data in ("[]", '"x"', "5")),
        *((struct_pb2.ListValue, data) for data in ("{}", '"x"', "5")),
        *((any_pb2.Any, data) for data in ("[]", '"x"', "5", '{"@type":5}', '{"@type":"x"}')),
        *((wrappers_pb2.StringValue, data) for data in ("5", "{}", "[]", '{"value":"x"}')),
        *((wrappers_pb2.Int32Value, data) for data in ("[]", "{}", "true", '"x"')),
        *((wrappers_pb2.BoolValue, data) for data in ("[]", "{}", "0", '"true"')),
    ],
)
def test_a_well_known_type_of_another_shape_is_refused(message_type: type[Message], data: str) -> None:
    refusal(data, message_type)


@pytest.mark.parametrize("inside", ['"part":"hello"', '"part":[]', '"parts":["hello"]', '"inner":{"nothing":"hello"}'])
def test_a_message_in_an_any_of_another_shape_is_refused(inside: str) -> None:
    packed = f'{{"@type":"type.googleapis.com/acme.kitchen.v1.Everything",{inside}}}'
    assert "must be an object" in refusal(packed, any_pb2.Any)
    assert "must be an object" in refusal(f'{{"anAny":{packed}}}')


def test_a_message_in_an_any_is_read_with_its_type() -> None:
    message = read('{"anAny":{"@type":"type.googleapis.com/acme.payments.v1.RefundRequest","reason":"late","new":1}}')
    unpacked = RefundRequest()
    assert message.an_any.Unpack(unpacked)
    assert unpacked.reason == "late"
