"""Details of errors that a caller gets from a handler of anybody's making."""

from __future__ import annotations

from collections.abc import Callable

from acme.hazards.v1.hazards_pb2 import Other, ProbeFailed
from google.protobuf.any_pb2 import Any as AnyMessage
from hazards.hazard import Hazard
from hazards.payloads import (
    BINARY,
    BYTES,
    FAILED,
    JSON,
    NULL,
    OTHER,
    PLAIN_JSON,
    RESPONSE,
    UNKNOWN_ANY,
    arrays,
    as_json,
    nested_json,
    payload,
)
from temporalio.api.common.v1 import Payload
from temporalio.api.failure.v1 import ApplicationFailureInfo, Failure

DECLARED = "ProbeFailedError"
ORDINARY = "ApplicationError"
APPLICATION = ApplicationFailureInfo(type="Theirs", non_retryable=True)
GOOD = ProbeFailed(reason="why", code=7).SerializeToString()


def _row(name: str, expect: str, *details: Payload, type: str = "Theirs", without_plugin: str = "") -> Hazard:
    def failure() -> Failure:
        info = ApplicationFailureInfo(type=type, non_retryable=True)
        info.details.payloads.extend(details)
        return Failure(message="theirs", application_failure_info=info)

    return Hazard(name=f"detail: {name}", expect=expect, failure=failure, without_plugin=without_plugin)


def _category(made: Failure) -> None:
    made.application_failure_info.CopyFrom(APPLICATION)
    made.application_failure_info.category = 9  # type: ignore[assignment]


def _chain(length: int) -> Hazard:
    def failure() -> Failure:
        made = Failure(message="the first", application_failure_info=ApplicationFailureInfo(type="Theirs"))
        for _ in range(length):
            made = Failure(message="theirs", application_failure_info=made.application_failure_info, cause=made)
        return made

    return Hazard(name=f"failure: {length} causes", expect=ORDINARY, failure=failure)


def _failure(name: str, fill: Callable[[Failure], object], *, inside: bool = False) -> Hazard:
    """A failure with something in it that no enum or duration of this SDK is."""

    def failure() -> Failure:
        made = Failure(message="theirs")
        fill(made)
        return Failure(message="outer", application_failure_info=APPLICATION, cause=made) if inside else made

    where = "the cause has " if inside else ""
    return Hazard(
        name=f"failure: {where}{name}", expect=ORDINARY, failure=failure, without_plugin="WEDGED|InvalidResponseError"
    )


def _unreadable(name: str, *details: Payload, type: str = "Theirs") -> Hazard:
    # In ordinary code the stubs catch it themselves; in a workflow the SDK decodes it before they are asked.
    return _row(name, ORDINARY, *details, type=type, without_plugin="WEDGED|InvalidResponseError")


def _declared(name: str, expect: str, *details: Payload) -> Hazard:
    return _row(f"under a declared type, {name}", expect, *details, type=FAILED)


ROWS = [
    _chain(90),  # more can nobody read whose SDK stands on Temporal's core: see docs/hazards.md
    _failure("an unknown category", _category),
    _failure("an unknown category", _category, inside=True),
    _failure("an unknown kind of timeout", lambda made: setattr(made.timeout_failure_info, "timeout_type", 9)),
    _failure("an unknown retry state", lambda made: setattr(made.activity_failure_info, "retry_state", 99)),
    _unreadable("message that nobody has", payload("{}", JSON, "nowhere.Unknown")),
    _unreadable("unknown JSON field", as_json({"newer": 1}, FAILED)),
    _unreadable("an Any of an unknown type", as_json({"thing": {"@type": "x.y/no.Such"}}, RESPONSE)),
    _row(
        "the same in binary",
        ORDINARY,
        payload(UNKNOWN_ANY.SerializeToString(), BINARY, AnyMessage.DESCRIPTOR.full_name),
    ),
    _unreadable("unknown encoding", payload("{}", "text/weird")),
    _unreadable("no encoding", payload("{}", None)),
    _unreadable("json/plain that is no JSON", payload("{gar", PLAIN_JSON)),
    _unreadable("the third of three", payload("1", PLAIN_JSON), payload("2", PLAIN_JSON), payload("{", PLAIN_JSON)),
    _unreadable("metadata that is not UTF-8", payload("{}", b"\xff", b"\xfe")),
    _unreadable("message 10,000 deep", payload(nested_json(10_000), JSON, RESPONSE)),
    _unreadable("arrays 10,000 deep", payload(arrays(10_000), PLAIN_JSON)),
    _declared("as bytes", DECLARED, payload(GOOD, BYTES)),
    _declared("with a newer field", DECLARED, payload(GOOD + b"\xba\x3e\x01x", BYTES)),
    _declared("as the message, JSON", ORDINARY, payload('{"reason":"why","code":7}', JSON, FAILED)),
    _declared("as the message, binary", ORDINARY, payload(GOOD, BINARY, FAILED)),
    _declared("garbage bytes", ORDINARY, payload(b"\xff\xfe\xfd", BYTES)),
    _declared("a string", ORDINARY, payload('"hello"', PLAIN_JSON)),
    _declared("a dict", ORDINARY, payload('{"reason":"why"}', PLAIN_JSON)),
    _declared("a list", ORDINARY, payload("[1]", PLAIN_JSON)),
    _declared("null", ORDINARY, payload(b"", NULL)),
    _declared("another message, JSON", ORDINARY, payload('{"name":"x"}', JSON, OTHER)),
    _declared("another message, binary", ORDINARY, payload(Other(name="x").SerializeToString(), BINARY, OTHER)),
    _declared("none at all", ORDINARY),
    _declared("two of them", ORDINARY, payload(b"", BYTES), payload(b"", BYTES)),
    _unreadable("under a declared type, garbage as its JSON", payload("{gar", JSON, FAILED), type=FAILED),
    _unreadable("under a declared type, unknown encoding", payload("{}", "text/weird"), type=FAILED),
]
