"""Where in a text what is not JSON is: a key given twice, a bare NaN, a number that nothing can hold."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from google.protobuf.message import Message

from protonexus._json_kinds import members_of

_MAX_DIGITS = 4300  # sys.get_int_max_str_digits(), of which Python's own text gives advice that helps nobody
_MAX_DEPTH = 100


class _Fault(NamedTuple):
    problem: str


def fault(text: str, message_type: type[Message]) -> str | None:
    """One line about the first fault in `text`, the JSON of a message; None if it has none of these."""
    found: list[_Fault] = []

    def marked(problem: str) -> _Fault:
        found.append(_Fault(problem))
        return found[-1]

    def an_object(pairs: list[tuple[str, Any]]) -> object:
        value = dict(pairs)
        return value if len(value) == len(pairs) else marked("has a key twice")

    def an_integer(digits: str) -> object:
        return 0 if len(digits) <= _MAX_DIGITS else marked(f"is a number of more than {_MAX_DIGITS} digits")

    value: Any = json.JSONDecoder(
        object_pairs_hook=an_object,
        parse_int=an_integer,
        parse_constant=lambda name: marked(f"is {name}, which is not JSON outside a string"),
    ).decode(text)
    if not found:
        return None
    path = _path(value, message_type.DESCRIPTOR, found[0], 0)
    return f"{path.lstrip('.') or 'the message'} {found[0].problem}" if path is not None else f"it {found[0].problem}"


def _path(value: object, descriptor: Any, wanted: _Fault, depth: int) -> str | None:
    if value is wanted:
        return ""
    if depth > _MAX_DEPTH or descriptor is None:
        return None
    for path, container, key, field in members_of(value, descriptor):
        inner = _path(container[key], field.message_type, wanted, depth + 1)
        if inner is not None:
            return path + inner
    return None
