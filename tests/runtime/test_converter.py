"""The plugin's data converter: typed and lenient for messages, and otherwise whatever the client had."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Sequence
from typing import Any

import pytest
from acme.kitchen.v1.everything_pb2 import Everything
from acme.payments.v1.payments_pb2 import ProcessPaymentRequest, RefundRequest, RefundResponse
from google.protobuf.empty_pb2 import Empty
from runtime.payloads import binary, payload
from temporalio.api.common.v1 import Payload
from temporalio.api.failure.v1 import Failure
from temporalio.client import ClientConfig
from temporalio.common import RawValue
from temporalio.converter import (
    CompositePayloadConverter,
    DataConverter,
    DefaultFailureConverterWithEncodedAttributes,
    DefaultPayloadConverter,
    EncodingPayloadConverter,
    PayloadCodec,
    SerializationContext,
    WithSerializationContext,
    WorkflowSerializationContext,
)
from temporalio.exceptions import ApplicationError

from protonexus import ProtoNexusPlugin

UNKNOWN_FIELD = payload('{"customerId":"c","since":2}', type_name="acme.payments.v1.ProcessPaymentRequest")


def with_plugin(converter: DataConverter = DataConverter.default, times: int = 1) -> DataConverter:
    config = ClientConfig(data_converter=converter)
    for _ in range(times):
        config = ProtoNexusPlugin().configure_client(config)
    return config["data_converter"]


def read(sent: Payload, hint: Any = None, converter: DataConverter | None = None) -> Any:
    chosen = (converter or with_plugin()).payload_converter
    return chosen.from_payloads([sent], None if hint is None else [hint])[0]


def test_a_declared_message_is_read_leniently() -> None:
    assert read(UNKNOWN_FIELD, ProcessPaymentRequest) == ProcessPaymentRequest(customer_id="c")
    assert read(payload("null", "json/plain"), RefundRequest) == RefundRequest()
    assert read(binary(RefundRequest(reason="late")), RefundRequest) == RefundRequest(reason="late")
    assert read(payload(b"", "binary/null"), Empty) == Empty()


@pytest.mark.parametrize(
    "sent",
    [
        binary(RefundResponse()),
        payload("{}", type_name="acme.payments.v1.RefundResponse"),
        payload("[]"),
        payload("{"),
        payload(b"\xff", "binary/protobuf"),
        payload("5", "json/plain"),
        payload(b"abc", "binary/plain"),
        Payload(),
    ],
)
def test_what_is_not_the_declared_message_fails_for_good(sent: Payload) -> None:
    with pytest.raises(ApplicationError) as caught:
        read(sent, RefundRequest)
    assert caught.value.non_retryable
    assert "acme.payments.v1.RefundRequest" in str(caught.value)


@pytest.mark.parametrize(
    "sent",
    [
        UNKNOWN_FIELD,
        payload("{}", type_name="acme.unknown.v1.Message"),
        payload(b"\xff", "binary/protobuf", "acme.unknown.v1.Message"),
        payload("{}"),
        payload("{", "json/plain"),
        payload(b"x", "binary/encrypted"),
        Payload(),
    ],
)
def test_what_cannot_be_read_and_nobody_declares_is_kept_raw(sent: Payload) -> None:
    kept = read(sent)
    assert isinstance(kept, RawValue)
    assert kept.payload == sent


def test_a_failure_with_details_that_cannot_be_read_is_still_a_failure() -> None:
    failure = Failure(message="broken")
    failure.application_failure_info.type = "Broken"
    failure.application_failure_info.details.payloads.extend(
        [payload("{}", type_name="x.Y"), payload("5", "json/plain")]
    )
    converter = with_plugin()
    error = converter.failure_converter.from_failure(failure, converter.payload_converter)
    assert isinstance(error, ApplicationError)
    assert [type(detail) for detail in error.details] == [RawValue, int]


@dataclasses.dataclass
class Plain:
    a: int


@pytest.mark.parametrize(
    ("value", "hint"), [(Plain(1), Plain), ([1, 2], list[int]), (None, None), (b"x", bytes), ("x", str)]
)
def test_everything_but_messages_is_as_without_the_plugin(value: Any, hint: Any) -> None:
    [written] = with_plugin().payload_converter.to_payloads([value])
    assert [written] == DataConverter.default.payload_converter.to_payloads([value])
    assert read(written, hint) == value


def test_several_values_are_read_each_by_its_type() -> None:
    converter = with_plugin().payload_converter
    sent = converter.to_payloads([RefundRequest(reason="late"), 5, None, RefundResponse(refund_id="r")])
    assert converter.from_payloads(sent, [RefundRequest, int, type(None), RefundResponse]) == [
        *(RefundRequest(reason="late"), 5, None, RefundResponse(refund_id="r"))
    ]


class Tagged(EncodingPayloadConverter):
    """Strings, with the workflow that they are written for."""

    def __init__(self, workflow_id: str) -> None:
        self.workflow_id = workflow_id

    @property
    def encoding(self) -> str:
        return "text/tagged"

    def to_payload(self, value: Any) -> Payload | None:
        return payload(f"{self.workflow_id}:{value}", self.encoding) if isinstance(value, str) else None

    def from_payload(self, payload: Payload, type_hint: type | None = None) -> Any:
        return payload.data.decode()


class Custom(CompositePayloadConverter, WithSerializationContext):
    def __init__(self, workflow_id: str = "none") -> None:
        super().__init__(Tagged(workflow_id), *DefaultPayloadConverter.default_encoding_payload_converters)

    def with_context(self, context: SerializationContext) -> Custom:
        assert isinstance(context, WorkflowSerializationContext)
        return Custom(context.workflow_id or "")


class Reversing(PayloadCodec):
    async def encode(self, payloads: Sequence[Payload]) -> list[Payload]:
        return [Payload(metadata={"encoding": b"rev"}, data=p.SerializeToString()[::-1]) for p in payloads]

    async def decode(self, payloads: Sequence[Payload]) -> list[Payload]:
        return [Payload.FromString(p.data[::-1]) for p in payloads]


def test_a_payload_converter_of_the_clients_still_does_the_rest() -> None:
    converter = with_plugin(DataConverter(payload_converter_class=Custom))
    [written] = converter.payload_converter.to_payloads(["abc"])
    assert written == payload("none:abc", "text/tagged")
    assert read(written, str, converter) == read(written, None, converter) == "none:abc"
    assert read(UNKNOWN_FIELD, ProcessPaymentRequest, converter) == ProcessPaymentRequest(customer_id="c")


async def test_codec_and_failure_converter_of_the_clients_still_run_around_it() -> None:
    given = DataConverter(
        payload_codec=Reversing(), failure_converter_class=DefaultFailureConverterWithEncodedAttributes
    )
    converter = with_plugin(given)
    [sent] = await converter.encode([Everything(a_string="x")])
    assert sent.metadata["encoding"] == b"rev"
    assert await converter.decode([sent], [Everything]) == [Everything(a_string="x")]
    failure = Failure()
    await converter.encode_failure(ApplicationError("secret"), failure)
    assert "secret" not in json.dumps(str(failure))
    assert str(await converter.decode_failure(failure)) == "secret"


def test_the_context_reaches_the_clients_payload_converter() -> None:
    context = WorkflowSerializationContext(namespace="n", workflow_id="w")
    for given, text in ((DataConverter.default, '"abc"'), (DataConverter(payload_converter_class=Custom), "w:abc")):
        converter = with_plugin(given).with_context(context)
        [written] = converter.payload_converter.to_payloads(["abc"])
        assert written.data.decode() == text
        assert read(UNKNOWN_FIELD, ProcessPaymentRequest, converter) == ProcessPaymentRequest(customer_id="c")


def test_the_plugin_given_twice_changes_nothing_more() -> None:
    once, twice = with_plugin(), with_plugin(times=2)
    assert once.payload_converter_class is twice.payload_converter_class
    assert once.failure_converter_class is twice.failure_converter_class
