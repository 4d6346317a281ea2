"""All rows."""

from __future__ import annotations

from collections.abc import Iterator

from acme.interop.v1.interop_pb2 import Declined

from interop.hazards.documents import documents
from interop.hazards.payloads import BINARY, BYTES, JSON, NULL, PACKAGE, PLAIN_JSON, arrays, payload, text
from interop.hazards.row import Meaning, Row

MB = 1024 * 1024
DECLARED = PACKAGE + "Declined"
GOOD = Declined(reason="why", code=7).SerializeToString()
LARGE = Row("answer", "3 MB", payload(bytes(3 * MB), BYTES), heavy=True)


def details() -> Iterator[Row]:
    """Yield details of errors, some of them under the declared error's type."""

    def theirs(name: str, made: object, means: Meaning = "no message") -> Row:
        return Row("detail", name, made, means, type="Theirs")  # type: ignore[arg-type]

    def declared(name: str, made: object, means: Meaning = "no message") -> Row:
        return Row("detail", f"declared, {name}", made, means, type=DECLARED)  # type: ignore[arg-type]

    yield theirs("message that nobody has", payload("{}", JSON, "nowhere.Unknown"))
    yield theirs("unknown JSON field", payload(text({"newer": 1}), JSON, DECLARED))
    yield theirs("unknown encoding", payload("{}", "text/weird"))
    yield theirs("no encoding", payload("{}", None))
    yield theirs("json/plain that is no JSON", payload("{gar", PLAIN_JSON))
    yield theirs("metadata that is not UTF-8", payload("{}", b"\xff", b"\xfe"))
    yield theirs("arrays 10,000 deep", payload(arrays(10_000), PLAIN_JSON))
    yield declared("as bytes", payload(GOOD, BYTES), "the message")
    yield declared("with a newer field", payload(GOOD + b"\xba\x3e\x01x", BYTES), "the message")
    yield declared("garbage bytes", payload(b"\xff\xfe\xfd", BYTES))
    yield declared("a string", payload('"hello"', PLAIN_JSON))
    yield declared("an object", payload('{"reason":"why"}', PLAIN_JSON))
    yield declared("null", payload(b"", NULL))
    yield declared("another message, JSON", payload('{"message":"x"}', JSON, PACKAGE + "FailRequest"))
    yield declared("message that nobody has", payload("{}", BINARY, "nowhere.Unknown"))
    yield declared("unknown encoding", payload("{}", "text/weird"))


ROWS = [
    *documents("request", PACKAGE + "EchoRequest"),
    *documents("answer", PACKAGE + "EchoResponse"),
    LARGE,
    *details(),
]
