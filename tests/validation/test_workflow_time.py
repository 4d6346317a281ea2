"""Rules that speak of `now`, at the clock's time and at another."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import protovalidate
import pytest
from acme.rules.v1 import rules_pb2
from acme.rules.v1.rules_pb2 import ScheduleRequest
from google.protobuf.timestamp_pb2 import Timestamp

from protonexus._protovalidate import told
from protonexus._validation import BrokenRules
from protonexus._workflow_time import check_at, speaks_of_now

NOW = datetime(2001, 2, 3, 4, 5, 6, 700, tzinfo=UTC)


def stamp(time: datetime) -> Timestamp:
    made = Timestamp()
    made.FromDatetime(time)
    return made


def schedule(now: datetime, hours: float) -> ScheduleRequest:
    """All times `hours` from `now`."""
    at = stamp(now + timedelta(hours=hours))
    return ScheduleRequest(
        placed=at, starts=at, confirmed=at, ends=at, doors=at, breaks=[at], acts={"a": at}, sale=at, note="too long"
    )


def said_at(now: datetime, message: Any) -> dict[str, str]:
    return said_by(lambda: check_at(now, message), message)


def said_by_the_clock(message: Any) -> dict[str, str]:
    return said_by(lambda: protovalidate.validate(message), message)


def said_by(check: Callable[[], None], message: Any) -> dict[str, str]:
    try:
        check()
    except protovalidate.ValidationError as err:
        broken = told(err, message.DESCRIPTOR)
        assert isinstance(broken, BrokenRules)
        return {violation.field: str(violation) for violation in broken.violations}
    return {}


@pytest.mark.parametrize("hours", [-24, -0.5, 0.5, 1.5, 24, 24 * 31])
def test_at_another_time_it_is_said_as_the_clock_would_have_said_it(hours: float) -> None:
    by_the_clock = said_by_the_clock(schedule(datetime.now(UTC), hours))
    assert said_at(NOW, schedule(NOW, hours)) == by_the_clock
    assert "note" in by_the_clock, "rules of other kinds hold as well"


def test_each_kind_of_rule_goes_by_that_time() -> None:
    past, soon = said_at(NOW, schedule(NOW, -24)), said_at(NOW, schedule(NOW, 0.5))
    assert set(past) == {"starts", "confirmed", "ends", "doors", "breaks[0]", "acts[*]", "sale", "note"}
    assert set(soon) == {"placed", "sale", "note"}
    assert set(said_at(NOW, schedule(NOW, 24 * 31))) == {"placed", "confirmed", "note", ""}
    assert past["confirmed"] == "confirmed: must be within 3600.5s of now [timestamp.within]"
    assert past["doors"] == 'doors: "this > now" returned false [this > now]'


def test_a_microsecond_decides() -> None:
    for late, broken in ((0, set[str]()), (1, {"starts"})):
        request = ScheduleRequest(starts=stamp(NOW + timedelta(microseconds=1)))
        assert set(said_at(NOW + timedelta(microseconds=late), request)) == broken


def test_it_reaches_messages_in_messages() -> None:
    nested = ScheduleRequest(next=ScheduleRequest(next=ScheduleRequest(starts=stamp(NOW))))
    assert set(said_at(NOW, nested)) == {"next.next.starts"}


def test_only_messages_with_such_rules_are_concerned() -> None:
    concerned = {name for name, found in rules_pb2.DESCRIPTOR.message_types_by_name.items() if speaks_of_now(found)}
    assert concerned == {"ScheduleRequest", "ScheduleResponse"}


@pytest.mark.parametrize(("note", "broken"), [("now", False), ("then", True), ("later", False)])
def test_now_in_a_string_or_as_a_rules_own_variable_stays_what_it_is(note: str, broken: bool) -> None:
    said = {"note": "note: must not be then [schedule.note]"} if broken else {}
    message = ScheduleRequest(note=note)
    assert said_at(NOW, message) == said_by_the_clock(message) == said


def test_many_times_cost_no_memory_for_good() -> None:
    def rss() -> int:
        return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 if Path("/proc").exists() else 0

    request = schedule(NOW, 1)
    sizes: list[int] = []
    for day in range(3):
        for second in range(50):
            said_at(NOW + timedelta(days=day, seconds=second), request)
        sizes.append(rss())
    assert sizes[2] - sizes[1] < 5_000_000, sizes
