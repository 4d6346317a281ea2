"""Whatever a message holds survives the wire; whatever a payload holds, it is a message or an error."""

from __future__ import annotations

import json

import pytest
from acme.kitchen.v1.everything_pb2 import Everything
from acme.kitchen.v1.oven_nexus import OvenService
from google.protobuf.message import Message
from hypothesis import given, settings
from hypothesis import strategies as st
from runtime.payloads import binary, payload
from runtime.strategies import messages
from temporalio.converter import BinaryProtoPayloadConverter, JSONProtoPayloadConverter

from protonexus._definition import operations_of
from protonexus._payload import PayloadError, codec

WELL_KNOWN = sorted(
    {kind for op in operations_of(OvenService).values() for kind in (op.input_type, op.output_type)},
    key=lambda kind: kind.__name__,
)


patiently = settings(deadline=None)  # a busy machine is no failure


def bits(message: Message) -> bytes:
    """Equal for equal messages, NaNs included."""
    return message.SerializeToString(deterministic=True)


@patiently
@given(messages(Everything))
def test_every_message_survives_json(message: Everything) -> None:
    assert bits(codec(Everything).decode(codec(Everything).encode(message))) == bits(message)


@patiently
@given(messages(Everything))
def test_every_message_survives_binary(message: Everything) -> None:
    assert bits(codec(Everything).decode(binary(message))) == bits(message)


@patiently
@given(messages(Everything))
def test_the_sdks_converters_and_ours_read_each_other(message: Everything) -> None:
    assert bits(JSONProtoPayloadConverter().from_payload(codec(Everything).encode(message))) == bits(message)
    for converter in (JSONProtoPayloadConverter(), BinaryProtoPayloadConverter()):
        sent = converter.to_payload(message)
        assert sent is not None
        assert bits(codec(Everything).decode(sent)) == bits(message)


@pytest.mark.parametrize("message_type", WELL_KNOWN, ids=lambda kind: kind.__name__)
@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_a_well_known_type_survives_as_request_or_response(message_type: type[Message], data: st.DataObject) -> None:
    message = data.draw(messages(message_type))
    assert bits(codec(message_type).decode(codec(message_type).encode(message))) == bits(message)


FIELD_NAMES = st.sampled_from([name for f in Everything.DESCRIPTOR.fields for name in (f.name, f.json_name)])
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(FIELD_NAMES, inner, max_size=4)
        | st.dictionaries(st.text(max_size=5), inner, max_size=2)
    ),
    max_leaves=10,
)


@patiently
@given(st.dictionaries(FIELD_NAMES, ANY_JSON, max_size=4) | ANY_JSON)
def test_any_json_is_a_message_that_can_be_written_again_or_an_error_of_one_line(value: object) -> None:
    try:
        message = codec(Everything).decode(payload(json.dumps(value)))
    except PayloadError as err:
        assert "\n" not in str(err)
        assert len(str(err)) < 1_000
    else:
        assert bits(codec(Everything).decode(codec(Everything).encode(message))) == bits(message)


@patiently
@given(st.binary(), st.sampled_from(["json/protobuf", "binary/protobuf", "json/plain", "binary/null", "x"]))
def test_any_bytes_are_a_message_or_an_error_of_one_line(data: bytes, encoding: str) -> None:
    try:
        assert isinstance(codec(Everything).decode(payload(data, encoding)), Everything)
    except PayloadError as err:
        assert "\n" not in str(err)
