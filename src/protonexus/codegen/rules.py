"""What a single value of a contract may be. Limits of the server were measured on Temporal Server 1.32."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from protonexus.codegen.text import quote

if TYPE_CHECKING:
    from google.protobuf.descriptor import EnumDescriptor
    from google.protobuf.duration_pb2 import Duration

    from protonexus.codegen.problems import Place

# Patterns, which re compiles and keeps at their first use: most generations need none of them.
_ENDPOINT = r"[a-zA-Z][a-zA-Z0-9\-]*[a-zA-Z0-9]"
_CONTROL = r"[\x00-\x1f\x7f]"
_SECOND = 1_000_000_000
_CENTURY = 100 * 365 * 86400 * _SECOND


def check_endpoint(endpoint: str, place: Place, *path: int) -> None:
    """The server creates no other endpoint, and a call to one wedges the caller's workflow task."""
    if not re.fullmatch(_ENDPOINT, endpoint):
        place.error(
            f"endpoint {quote(endpoint)} can be no endpoint's name; "
            "write letters, digits and hyphens, at least two, first a letter, last no hyphen",
            *path,
        )
    elif len(endpoint) > 200:
        place.error(f"endpoint has {len(endpoint)} characters; write at most 200", *path)


def check_name(name: str, place: Place, *path: int) -> None:
    """The server refuses a longer name for ever, and its router finds no handler for the others but control characters.

    Those it does route, and then logs and Web UI show something else than the name.
    """
    if not name:
        place.error("name is empty; write a Nexus name, or leave the option out", *path)
    elif len(name.encode()) > 1000:
        place.error(f"name has {len(name.encode())} bytes; write at most 1,000", *path)
    elif "/" in name or name in (".", "..") or re.search(_CONTROL, name):
        place.error(
            f"name {quote(name)} is never routed to a handler; write one without / and control characters", *path
        )


def check_summary(summary: str, place: Place, *path: int) -> None:
    """A summary is one line in Temporal's Web UI and CLI; a standalone operation with a longer one is refused.

    The server counts the payload, of which 29 bytes are not text, up to 400; the SDK writes it as ASCII-only JSON.
    """
    if re.search(_CONTROL, summary) or "\u2028" in summary or "\u2029" in summary:
        place.error(f"summary {quote(summary)} is more than plain text on one line; write one line", *path)
    size = sum(1 if char < "\x80" else 6 if char <= "\uffff" else 12 for char in summary)
    size += summary.count('"') + summary.count("\\")
    if size > 371:
        place.error(f"summary takes {size} bytes in a payload; write at most 371", *path)


def nanoseconds(duration: Duration, field: str, place: Place, *path: int) -> int | None:
    """Return a positive duration in nanoseconds; None, reported, when it is none."""
    seconds, nanos = duration.seconds, duration.nanos
    total = seconds * _SECOND + nanos
    if abs(nanos) >= _SECOND or (seconds < 0 < nanos) or (nanos < 0 < seconds):
        place.error(f"{field} is no valid duration; write nanos from 0 to 999999999", *path)
    elif total <= 0:
        place.error(f"{field} is {'zero' if not total else 'negative'}; write a positive duration, or none", *path)
    elif total > _CENTURY:
        place.error(f"{field} is over 100 years; write a shorter one, or none for no limit", *path)
    else:
        return total
    return None


def nexus_timeout(duration: Duration, field: str, place: Place, *path: int) -> int | None:
    """Return a timeout that covers a call's way through the server, of which each hop takes a second off."""
    total = nanoseconds(duration, field, place, *path)
    if total and total < 1.5 * _SECOND:
        place.error(f"{field} under 1.5 s fails before any handler runs; write at least {{seconds: 3}}", *path)
    elif total and total < 3 * _SECOND:
        place.warn(f"{field} under 3 s often runs out although the handler ran; write at least {{seconds: 3}}", *path)
    return total


def enum_name(number: int, enum: EnumDescriptor, field: str, place: Place, *path: int) -> str:
    """Return the name of an enum value without its prefix, "" for unset; an unknown number is reported."""
    prefix = f"{re.sub('(?<=[a-z])(?=[A-Z])', '_', enum.name).upper()}_"
    value = enum.values_by_number.get(number)
    if value is None:
        allowed = ", ".join(value.name for value in enum.values if value.number)
        place.error(f"{field} has no value {number}; write one of {allowed}", *path)
    return value.name.removeprefix(prefix) if value and number else ""
