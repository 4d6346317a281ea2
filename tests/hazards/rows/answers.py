"""Results that a caller gets from a handler of anybody's making."""

from __future__ import annotations

from collections.abc import Callable

from hazards.hazard import Hazard
from hazards.payloads import (
    BINARY,
    BYTES,
    JSON,
    MB,
    NULL,
    OTHER,
    PLAIN_JSON,
    RESPONSE,
    arrays,
    as_json,
    nested_binary,
    nested_json,
    payload,
)
from temporalio.api.common.v1 import Payload

BAD = "InvalidResponseError"


def _row(name: str, expect: str, answer: Callable[[], Payload], *, refuse: bool = False, seconds: float = 6) -> Hazard:
    return Hazard(name=f"answer: {name}", expect=expect, answer=answer, refuse=refuse, seconds=seconds)


ROWS = [
    _row("garbage as JSON", BAD, lambda: payload("{gar bage", JSON, RESPONSE)),
    _row("garbage as binary", BAD, lambda: payload(b"\xff\xfe\xfd\x00garbage", BINARY, RESPONSE)),
    _row("JSON that is not UTF-8", BAD, lambda: payload(b'{"given":"\xff"}', JSON, RESPONSE)),
    _row("another message", BAD, lambda: payload('{"given":"x"}', JSON, OTHER)),
    _row("messageType that nobody has", BAD, lambda: payload("{}", JSON, "nowhere.Unknown")),
    _row("messageType that is not UTF-8", BAD, lambda: payload("{}", JSON, b"\xff\xfe")),
    _row("no messageType", "OK", lambda: payload("{}", JSON)),
    _row("unknown JSON field", "OK", lambda: as_json({"newer": 1}, RESPONSE)),
    _row("binary/null", "OK", lambda: payload(b"", NULL)),
    _row("JSON null", "OK", lambda: payload("null", JSON, RESPONSE)),
    _row("binary/plain", BAD, lambda: payload(b"x", BYTES)),
    _row("json/plain object", "OK", lambda: payload('{"given":""}', PLAIN_JSON)),
    _row("json/plain string", BAD, lambda: payload('"x"', PLAIN_JSON)),
    _row("JSON string", BAD, lambda: payload('"x"', JSON, RESPONSE), refuse=True),
    _row("JSON array", BAD, lambda: payload("[]", JSON, RESPONSE), refuse=True),
    _row("unknown encoding", BAD, lambda: payload("{}", "text/weird", RESPONSE)),
    _row("no encoding", BAD, lambda: payload("{}", None, RESPONSE)),
    _row("no payload at all", BAD, Payload),
    _row("a JSON key twice", BAD, lambda: payload('{"given":"a","given":"b"}', JSON, RESPONSE)),
    _row("a lone surrogate", BAD, lambda: payload('{"given":"\\ud800"}', JSON, RESPONSE)),
    _row("truncated varint", BAD, lambda: payload(b"\x0a\xff", BINARY, RESPONSE)),
    _row("an Any of an unknown type", BAD, lambda: as_json({"thing": {"@type": "x.y/no.Such"}}, RESPONSE)),
    _row("200 deep, JSON", BAD, lambda: payload(nested_json(200), JSON, RESPONSE), seconds=12),
    _row("200 deep, binary", BAD, lambda: payload(nested_binary(200, 6), BINARY, RESPONSE)),
    _row("10,000 deep, JSON", BAD, lambda: payload(nested_json(10_000), JSON, RESPONSE)),
    _row("arrays 10,000 deep", BAD, lambda: payload(arrays(10_000), JSON, RESPONSE)),
    # The server says it, to every SDK alike: the handler is none of ours.
    _row("3 MB", "CallError|ServerError", lambda: payload(bytes(3 * MB), BYTES), seconds=12),
]
