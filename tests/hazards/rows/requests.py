"""Requests that a handler cannot read, or must not read as something else."""

from __future__ import annotations

from collections.abc import Callable

from hazards.hazard import Hazard
from hazards.payloads import (
    BINARY,
    BYTES,
    JSON,
    NULL,
    OTHER,
    PLAIN_JSON,
    REQUEST,
    arrays,
    as_json,
    nested_binary,
    nested_json,
    payload,
)
from temporalio.api.common.v1 import Payload

BAD = "BAD_REQUEST"
EITHER = f"OK|{BAD}"
ANY = '"@type":"type.googleapis.com/google.protobuf.Any"'


def _row(name: str, expect: str, request: Callable[[], Payload], *, refuse: bool = False, seconds: float = 6) -> Hazard:
    return Hazard(name=f"request: {name}", expect=expect, request=request, refuse=refuse, seconds=seconds)


def _with_metadata(**more: bytes) -> Payload:
    made = payload('{"name":"x"}', JSON, REQUEST)
    for key, value in more.items():
        made.metadata[key] = value
    return made


def _wrapped(name: str, value: object) -> dict[str, object]:
    return {"@type": f"type.googleapis.com/google.protobuf.{name}", "value": value}


def _any_in_any(levels: int) -> str:
    return '{"thing":' + f'{{{ANY},"value":' * levels + f"{{{ANY}}}" + "}" * levels + "}"


METADATA = [
    _row("messageType of another message, JSON", BAD, lambda: payload('{"name":"x"}', JSON, OTHER)),
    _row("messageType of another message, binary", BAD, lambda: payload(b"\x0a\x01x", BINARY, OTHER)),
    _row("messageType that nobody has", BAD, lambda: payload("{}", JSON, "nowhere.Unknown")),
    _row("messageType that is not UTF-8", BAD, lambda: payload("{}", JSON, b"\xff\xfe")),
    _row("no messageType, JSON", "OK", lambda: payload('{"name":"x"}', JSON)),
    _row("no messageType, binary", "OK", lambda: payload(b"\x0a\x01x", BINARY)),
    _row("unknown encoding", BAD, lambda: payload("{}", "text/weird", REQUEST)),
    _row("encoding that is not UTF-8", BAD, lambda: payload("{}", b"\xff\xfe", REQUEST)),
    _row("no encoding", BAD, lambda: payload("{}", None, REQUEST)),
    _row("no payload at all", BAD, Payload),
    _row("json/plain object", "OK", lambda: payload('{"name":"x"}', PLAIN_JSON)),
    _row("json/plain string", BAD, lambda: payload('"x"', PLAIN_JSON), refuse=True),
    _row("json/plain null", "OK", lambda: payload("null", PLAIN_JSON)),
    _row("binary/null", "OK", lambda: payload(b"", NULL)),
    _row("binary/plain", BAD, lambda: payload(b"\x0a\x01x", BYTES), refuse=True),
    _row("unknown metadata", "OK", lambda: _with_metadata(**{"x": b"1", "content-type": b"text/html", "": b"\xff"})),
    _row("1,000 keys of metadata", "OK", lambda: _with_metadata(**{f"key-{n}": b"v" for n in range(1000)})),
]
DOCUMENTS = [
    _row("garbage as JSON", BAD, lambda: payload("{gar bage", JSON, REQUEST)),
    _row("nothing as JSON", BAD, lambda: payload("", JSON, REQUEST)),
    _row("JSON that is not UTF-8", BAD, lambda: payload(b'{"name":"\xff\xfe"}', JSON, REQUEST)),
    _row("JSON after a byte order mark", BAD, lambda: payload(b'\xef\xbb\xbf{"name":"x"}', JSON, REQUEST)),
    _row("JSON null", "OK", lambda: payload("null", JSON, REQUEST)),
    _row("JSON string", BAD, lambda: payload('"hello"', JSON, REQUEST), refuse=True),
    _row("JSON array", BAD, lambda: payload("[]", JSON, REQUEST), refuse=True),
    _row("JSON number", BAD, lambda: payload("5", JSON, REQUEST), refuse=True),
    _row("unknown JSON field", "OK", lambda: as_json({"name": "x", "newer": {"a": [1]}}, REQUEST)),
    _row("unknown enum name", EITHER, lambda: as_json({"colour": "COLOUR_PUCE"}, REQUEST)),
    _row("unknown enum number", "OK", lambda: as_json({"colour": 77}, REQUEST)),
    _row("a boolean for an enum", BAD, lambda: as_json({"colour": True}, REQUEST), refuse=True),
    _row("a fraction for an enum", BAD, lambda: as_json({"colour": 1.7}, REQUEST), refuse=True),
    _row("an enum's number between blanks", BAD, lambda: as_json({"colour": " 1 "}, REQUEST), refuse=True),
    _row("a boolean for a double", BAD, lambda: as_json({"real": True}, REQUEST), refuse=True),
    _row(
        "digits that only Python groups", BAD, lambda: as_json({"real": "1_000", "number": "1_0"}, REQUEST), refuse=True
    ),
    _row("Infinity that only Python writes so", BAD, lambda: as_json({"real": "inf"}, REQUEST), refuse=True),
    _row("a number that a double cannot hold", BAD, lambda: as_json({"real": "1e400"}, REQUEST), refuse=True),
    _row(
        "a wrapper that is no base64",
        BAD,
        lambda: as_json({"thing": _wrapped("BytesValue", "%%%%")}, REQUEST),
        refuse=True,
    ),
    _row(
        "a boolean in a DoubleValue",
        BAD,
        lambda: as_json({"thing": _wrapped("DoubleValue", True)}, REQUEST),
        refuse=True,
    ),
    _row("a string for a message", BAD, lambda: as_json({"inner": "hello"}, REQUEST), refuse=True),
    _row("a number for a string", BAD, lambda: as_json({"name": 5}, REQUEST)),
    _row("a string for a list", BAD, lambda: as_json({"words": "abc"}, REQUEST), refuse=True),
    _row("a number out of range", BAD, lambda: as_json({"number": 2**40}, REQUEST)),
    _row("a number of 10,000 digits", BAD, lambda: payload(f'{{"number":{"9" * 10_000}}}', JSON, REQUEST)),
    _row("NaN as a JSON token", BAD, lambda: payload('{"real":NaN}', JSON, REQUEST)),
    _row("NaN as ProtoJSON writes it", "OK", lambda: as_json({"real": "NaN"}, REQUEST)),
    _row("bytes that are no base64", BAD, lambda: as_json({"blob": "%%%%"}, REQUEST), refuse=True),
    _row("a Timestamp out of range", BAD, lambda: as_json({"at": "99999-01-01T00:00:00Z"}, REQUEST)),
    _row(
        "an Any of an unknown type", BAD, lambda: as_json({"thing": {"@type": "type.googleapis.com/no.Such"}}, REQUEST)
    ),
    _row("two members of a oneof", BAD, lambda: as_json({"left": "a", "right": "b"}, REQUEST)),
    _row("a lone surrogate", BAD, lambda: payload('{"name":"\\ud800"}', JSON, REQUEST)),
    _row("a lone surrogate as a key", EITHER, lambda: payload('{"\\ud800":1}', JSON, REQUEST)),
    _row("NUL in a string", "OK", lambda: payload('{"name":"\\u0000"}', JSON, REQUEST)),
    _row("a JSON key twice", BAD, lambda: payload('{"name":"a","name":"b"}', JSON, REQUEST)),
    _row("garbage as binary", BAD, lambda: payload(b"\xff\xfe\xfd\x00garbage", BINARY, REQUEST)),
    _row("nothing as binary", "OK", lambda: payload(b"", BINARY, REQUEST)),
    _row("binary string that is not UTF-8", BAD, lambda: payload(b"\x0a\x02\xff\xfe", BINARY, REQUEST)),
    _row("truncated varint", BAD, lambda: payload(b"\x18\xff\xff", BINARY, REQUEST)),
    _row("varint of 11 bytes", BAD, lambda: payload(b"\x18" + b"\xff" * 10 + b"\x01", BINARY, REQUEST)),
    _row("length beyond the end", BAD, lambda: payload(b"\x0a\x7fx", BINARY, REQUEST)),
    _row("end of a group that never began", BAD, lambda: payload(b"\x0c", BINARY, REQUEST)),
    # To every protobuf runtime a field of the wrong wire type is an unknown field.
    _row("wrong wire types", EITHER, lambda: payload(b"\x08\x01\x1a\x01x", BINARY, REQUEST)),
]
NESTED = [
    _row("known message 200 deep, JSON", BAD, lambda: payload(nested_json(200), JSON, REQUEST), seconds=12),
    _row("known message 200 deep, binary", BAD, lambda: payload(nested_binary(200, 9), BINARY, REQUEST)),
    _row("known message 10,000 deep, JSON", BAD, lambda: payload(nested_json(10_000), JSON, REQUEST)),
    _row("known message 10,000 deep, binary", BAD, lambda: payload(nested_binary(10_000, 9), BINARY, REQUEST)),
    _row("unknown field 10,000 deep", EITHER, lambda: payload(f'{{"newer":{arrays(10_000)}}}', JSON, REQUEST)),
    _row("arrays 10,000 deep", BAD, lambda: payload(arrays(10_000), JSON, REQUEST)),
    _row("Struct 200 deep", EITHER, lambda: payload(f'{{"members":{nested_json(200, "a")}}}', JSON, REQUEST)),
    _row("Any in Any 200 deep", BAD, lambda: payload(_any_in_any(200), JSON, REQUEST)),
]
ROWS = METADATA + DOCUMENTS + NESTED
