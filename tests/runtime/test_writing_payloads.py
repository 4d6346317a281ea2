"""What goes over the wire: ProtoJSON that every SDK reads."""

from __future__ import annotations

import json
from typing import Any

import pytest
from acme.interop.v1.legacy_pb2 import Legacy
from acme.kitchen.v1.everything_pb2 import Everything
from acme.payments.v1.payments_pb2 import ProcessPaymentRequest, RefundRequest
from google.protobuf.any_pb2 import Any as Any_
from google.protobuf.duration_pb2 import Duration
from google.protobuf.empty_pb2 import Empty
from google.protobuf.field_mask_pb2 import FieldMask
from google.protobuf.struct_pb2 import Value
from google.protobuf.timestamp_pb2 import Timestamp
from temporalio.converter import JSONProtoPayloadConverter

from protonexus._payload import Encoding, PayloadError, codec

LATE = Timestamp(seconds=10**15)


def test_a_message_is_written_as_protojson_with_its_type_and_nothing_else() -> None:
    written = codec(ProcessPaymentRequest).encode(ProcessPaymentRequest(customer_id="c", amount_cents=7))
    assert dict(written.metadata) == {
        "encoding": b"json/protobuf",
        "messageType": b"acme.payments.v1.ProcessPaymentRequest",
    }
    assert json.loads(written.data) == {"customerId": "c", "amountCents": "7"}


def test_the_sdk_reads_what_is_written() -> None:
    message = ProcessPaymentRequest(customer_id="c", amount_cents=7)
    written = codec(ProcessPaymentRequest).encode(message)
    assert JSONProtoPayloadConverter().from_payload(written) == message


@pytest.mark.parametrize("nothing", [None, Empty()])
def test_empty_is_written_as_null(nothing: Empty | None) -> None:
    written = codec(Empty).encode(nothing)
    assert (dict(written.metadata), written.data) == ({"encoding": b"binary/null"}, b"")


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (None, "None"),
        ({"customerId": "c"}, "dict"),
        ("c", "str"),
        (RefundRequest(), "acme.payments.v1.RefundRequest"),
        (Empty(), "google.protobuf.Empty"),
    ],
)
def test_anything_but_the_declared_message_is_refused_by_its_kind(value: Any, kind: str) -> None:
    with pytest.raises(PayloadError) as caught:
        codec(ProcessPaymentRequest).encode(value)
    assert "acme.payments.v1.ProcessPaymentRequest" in str(caught.value)
    assert str(caught.value).endswith(f"got {kind}")


@pytest.mark.parametrize("value", [ProcessPaymentRequest(), 0, "", {}, False])
def test_empty_is_not_written_for_a_value(value: Any) -> None:
    with pytest.raises(PayloadError):
        codec(Empty).encode(value)


@pytest.mark.parametrize(
    ("message", "said"),
    [
        (Everything(a_timestamp=LATE), "a_timestamp is not within the years"),
        (Everything(inner=Everything(a_value=Value(number_value=float("nan")))), "inner.a_value holds NaN"),
        (Everything(inner=Everything(an_any=Any_(type_url="x/no.Such"))), "inner.an_any is of a type unknown here"),
        (Everything(a_mask=FieldMask(paths=["secretPath"])), "a_mask has a path"),
        (Everything(a_duration=Duration(seconds=10**15)), "a_duration is out of range"),
    ],
)
def test_a_message_that_json_cannot_say_is_refused_in_one_line_that_names_the_field(
    message: Everything, said: str
) -> None:
    with pytest.raises(PayloadError) as caught:
        codec(Everything).encode(message)
    assert f"acme.kitchen.v1.Everything has no JSON form: {said}" in str(caught.value)
    assert "\n" not in str(caught.value)
    assert "secret" not in str(caught.value)


def test_a_required_field_that_is_missing_is_named() -> None:
    with pytest.raises(PayloadError, match="Legacy lacks the required must"):
        codec(Legacy).encode(Legacy(), Encoding.BINARY)


def test_a_message_type_has_one_codec() -> None:
    assert codec(RefundRequest) is codec(RefundRequest)
