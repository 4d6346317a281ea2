"""Payloads that no reader of a message should be sent; `message` is what it expects, `good` one of those."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from temporalio.api.common.v1 import Payload

from interop.hazards.payloads import (
    BINARY,
    BYTES,
    JSON,
    NULL,
    PACKAGE,
    PLAIN_JSON,
    arrays,
    field,
    merged,
    nested,
    nested_binary,
    payload,
    text,
    with_metadata,
)
from interop.hazards.row import Meaning, Row

ANY = "type.googleapis.com/"
NAME = "another name"
SAMPLE: dict[str, Any] = {"sample": {"name": NAME, "everything": {"another@name": "n"}}}
"""A sample that every peer knows; what an answer is told apart by is not looked at."""
SAMPLE_BYTES = field(1, field(1, NAME.encode()) + field(2, field(43, b"n")))
LONG = b"\x18" + b"\xff" * 10 + b"\x01"
"""An int32 whose varint is longer than any is."""
OTHER = PACKAGE + "FailRequest"


def documents(kind: Literal["request", "answer"], message: str) -> Iterator[Row]:
    """Yield the rows for a reader of EchoRequest or EchoResponse, which look alike."""

    def row(name: str, made: Payload, means: Meaning = "no message", *, heavy: bool = False) -> Row:
        return Row(kind, name, made, means, heavy=heavy)

    def changed(more: Any) -> Payload:
        return payload(text(merged(SAMPLE, {"sample": {"everything": more}})), JSON, message)

    good = text(SAMPLE)
    inner = nested(200, "inner")

    yield row("nothing wrong", payload(good, JSON, message), "the message")
    yield row("messageType of another message, JSON", payload(good, JSON, OTHER))
    yield row("messageType of another message, binary", payload(SAMPLE_BYTES, BINARY, OTHER))
    yield row("messageType that nobody has", payload(good, JSON, "nowhere.Unknown"))
    yield row("messageType that is not UTF-8", payload(good, JSON, b"\xff\xfe"))
    yield row("no messageType, JSON", payload(good, JSON), "the message")
    yield row("no messageType, binary", payload(SAMPLE_BYTES, BINARY), "the message")
    yield row("unknown encoding", payload(good, "text/weird", message))
    yield row("encoding that is not UTF-8", payload(good, b"\xff\xfe", message))
    yield row("no encoding", payload(good, None, message))
    yield row("no payload at all", Payload())
    yield row("json/plain object", payload(good, PLAIN_JSON), "the message")
    yield row("json/plain string", payload('"x"', PLAIN_JSON))
    yield row("json/plain null", payload("null", PLAIN_JSON), "nothing")
    yield row("binary/null", payload(b"", NULL), "nothing")
    yield row("binary/plain", payload(SAMPLE_BYTES, BYTES))
    yield row(
        "unknown metadata", with_metadata(payload(good, JSON, message), **{"x": b"1", "": b"\xff"}), "the message"
    )
    yield row("garbage as JSON", payload("{gar bage", JSON, message))
    yield row("nothing as JSON", payload("", JSON, message))
    yield row("JSON that is not UTF-8", payload(b'{"sample":{"name":"\xff\xfe"}}', JSON, message))
    yield row("JSON null", payload("null", JSON, message), "nothing")
    yield row("JSON string", payload('"hello"', JSON, message))
    yield row("JSON array", payload("[]", JSON, message))
    yield row("JSON number", payload("5", JSON, message))
    yield row("unknown JSON field", payload(text({**SAMPLE, "newer": {"a": [1]}}), JSON, message), "the message")
    yield row("unknown enum name", changed({"colour": "COLOUR_PUCE"}), "the message")
    yield row("snake_case JSON", changed({"a_double": 0, "by_int32": {}}), "the message")
    yield row("a string for a message", payload(text({"sample": "hello"}), JSON, message))
    yield row("a number for a string", payload(text({"sample": {"name": 5}}), JSON, message))
    yield row("a boolean for an enum", changed({"colour": True}))
    yield row("a string for a list", changed({"words": "abc"}))
    yield row("a number out of range", changed({"anInt32": 2**40}))
    yield row("bytes that are no base64", changed({"someBytes": "%%%%"}))
    yield row("a Timestamp out of range", changed({"aTimestamp": "99999-01-01T00:00:00Z"}))
    yield row("an Any of an unknown type", changed({"anAny": {"@type": f"{ANY}no.Such"}}))
    yield row("two members of a oneof", changed({"left": "a", "middle": "1"}))
    yield row("a lone surrogate", payload('{"sample":{"name":"\\ud800"}}', JSON, message))
    yield row("a JSON key twice", payload('{"sample":{"name":"a","name":"b"}}', JSON, message))
    yield row("garbage as binary", payload(b"\xff\xfe\xfd\x00garbage", BINARY, message))
    yield row("nothing as binary", payload(b"", BINARY, message), "nothing")
    yield row("unknown binary field", payload(SAMPLE_BYTES + field(999, b"x"), BINARY, message), "the message")
    yield row("binary string that is not UTF-8", payload(field(1, field(1, b"\xff\xfe")), BINARY, message))
    yield row("truncated varint", payload(b"\x0a\xff", BINARY, message))
    yield row("varint of 11 bytes", payload(field(1, field(2, LONG)), BINARY, message))
    yield row("length beyond the end", payload(b"\x0a\x7fx", BINARY, message))
    yield row(
        "known message 10,000 deep, binary",
        payload(field(1, field(2, nested_binary(10_000, 42))), BINARY, message),
        "too much",
        heavy=True,
    )
    yield row(
        "known message 200 deep, JSON",
        payload(f'{{"sample":{{"everything":{inner}}}}}', JSON, message),
        "too much",
        heavy=True,
    )
    yield row("arrays 10,000 deep", payload(arrays(10_000), JSON, message), heavy=True)
