"""What goes over the wire: ProtoJSON that every SDK reads."""

from __future__ import annotations

import json
from typing import Any

import pytest
from acme.kitchen.v1.everything_pb2 import Everything
from acme.payments.v1.payments_pb2 import ProcessPaymentRequest, RefundRequest
from google.protobuf.empty_pb2 import Empty
from google.protobuf.struct_pb2 import Value
from google.protobuf.timestamp_pb2 import Timestamp
from temporalio.converter import JSONProtoPayloadConverter

from protonexus._payload import PayloadError, codec


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
    "message",
    [
        Everything(a_timestamp=Timestamp(seconds=10**15)),
        Everything(a_value=Value(number_value=float("nan"))),
    ],
    ids=["a timestamp out of range", "a Value that is NaN"],
)
def test_a_message_that_json_cannot_say_is_refused_in_one_line(message: Everything) -> None:
    with pytest.raises(PayloadError) as caught:
        codec(Everything).encode(message)
    assert "acme.kitchen.v1.Everything" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_message_type_has_one_codec() -> None:
    assert codec(RefundRequest) is codec(RefundRequest)
