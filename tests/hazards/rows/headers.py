"""Headers and timeouts that fail a workflow task, are retried for ever, or spoil the payload."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from acme.hazards.v1.hazards_pb2 import ProbeRequest
from hazards.hazard import Hazard

BAD = "InvalidRequestError"
EITHER = f"OK|{BAD}"
RISKY = timedelta(seconds=1.6)


def _header(name: str, headers: Any, expect: str = BAD) -> Hazard:
    return _option(f"header: {name}", expect, headers=headers)


def _option(name: str, expect: str, **options: Any) -> Hazard:
    return Hazard(name=name, expect=expect, arguments=_passed, options=options)


def _passed() -> tuple[ProbeRequest]:
    return (ProbeRequest(name="x"),)


def _risky(kind: str) -> Hazard:
    """Warned of: about half of such calls time out although the handler runs."""
    options = {kind: RISKY}
    name = f"{kind}: 1.6 s"
    return Hazard(name=name, expect="OK|TimeoutError", arguments=_passed, options=options, attempts=(1, 2))


def _timeouts(name: str, value: Any, expect: str = BAD) -> list[Hazard]:
    kinds = ("schedule_to_close", "schedule_to_start", "start_to_close")
    return [_option(f"{kind}_timeout: {name}", expect, **{f"{kind}_timeout": value}) for kind in kinds]


HEADERS = [
    _header("content-type", {"content-type": "text/html"}),
    _header("Content-Language", {"Content-Language": "de"}),
    _header("content-anything", {"content-anything": "x"}),
    _header("request-timeout", {"request-timeout": "1s"}),
    _header("operation-timeout", {"operation-timeout": "1s"}),
    _header("nexus-link, junk", {"nexus-link": "junk"}),
    _header("nexus-request-id", {"nexus-request-id": "mine"}),
    _header("nexus-callback-url", {"nexus-callback-url": "x"}),
    _header("host", {"host": "example"}, EITHER),
    _header("connection", {"connection": "close"}, EITHER),
    _header("transfer-encoding", {"transfer-encoding": "chunked"}, EITHER),
    _header("expect", {"Expect": "x"}),
    _header("one in two spellings", {"X-A": "1", "x-a": "2"}),
    _header("name with a blank", {"a b": "x"}),
    _header("name with a newline", {"a\nb": "x"}),
    _header("name with a colon", {"a:b": "x"}),
    _header("name that is a blank", {" ": "x"}),
    _header("name that is empty", {"": "x"}),
    _header("name that is not ASCII", {"größe": "x"}),
    _header("name that is a number", {5: "x"}),
    _header("value with a newline", {"x-a": "a\nb"}),
    _header("value with a carriage return", {"x-a": "a\rb"}),
    _header("value with a NUL", {"x-a": "a\0b"}),
    _header("value with a control character", {"x-a": "a\x01b"}),
    _header("value with DEL", {"x-a": "a\x7fb"}),
    _header("value with a tab", {"x-a": "a\tb"}, "OK"),
    _header("value that is not ASCII", {"x-a": "größe"}, "OK"),
    _header("value with a lone surrogate", {"x-a": "\ud800"}),
    _header("value that is a number", {"x-a": 5}),
    _header("value that is None", {"x-a": None}),
    _header("value that is empty", {"x-a": ""}, "OK"),
    _header("one of 9,000 bytes", {"x-a": "v" * 9000}),
    _header("200 of 50 bytes", {f"x-{n:03}": "v" * 45 for n in range(200)}),
    _header("8,192 bytes in all", {"x-a": "v" * 8189}, EITHER),
    _header("8,193 bytes in all", {"x-a": "v" * 8190}, EITHER),
    _header("100 small ones", {f"x-{n:03}": "v" for n in range(100)}, "OK"),
    _header("a list for a mapping", [("x-a", "b")]),
]
CENTURY = timedelta(days=36525)
TIMEOUTS = [
    *_timeouts("negative", timedelta(seconds=-1)),
    *_timeouts("zero", timedelta(0)),
    *_timeouts("a string", "10s"),
    *_timeouts("a number", 5),
    _option("schedule_to_close_timeout: 0.5 s", BAD, schedule_to_close_timeout=timedelta(seconds=0.5)),
    _option("schedule_to_start_timeout: 0.5 s", BAD, schedule_to_start_timeout=timedelta(seconds=0.5)),
    _risky("schedule_to_close_timeout"),
    _option("schedule_to_close_timeout: 100 years", "OK", schedule_to_close_timeout=CENTURY),
    _option("schedule_to_close_timeout: timedelta.max", EITHER, schedule_to_close_timeout=timedelta.max),
    _option("schedule_to_start_timeout: timedelta.max", EITHER, schedule_to_start_timeout=timedelta.max),
    *_timeouts("9,999 years", timedelta(days=3_652_000), EITHER),
    _option("start_to_close_timeout: 1 microsecond", "OK", start_to_close_timeout=timedelta(microseconds=1)),
]
ROWS = HEADERS + TIMEOUTS
