"""The plugin parameter: `key=value` pairs, joined by commas."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from protonexus.codegen.text import quote

if TYPE_CHECKING:
    from collections.abc import Iterable

_CHOICES = {"services": ("all", "annotated"), "messages": ("google",)}
_TAGS = ("include_service_tags", "exclude_service_tags", "include_operation_tags", "exclude_operation_tags")


class ParameterError(ValueError):
    """A plugin parameter that is unknown or has a bad value; the text is one line for people."""


class Tags(NamedTuple):
    """Which tags select a service or an operation. No `include` means everything; `exclude` wins."""

    include: frozenset[str]
    exclude: frozenset[str]

    def select(self, tags: Iterable[str]) -> bool:
        """Say whether something with these tags is generated."""
        if not self.include and not self.exclude:
            return True
        return self.exclude.isdisjoint(tags) and (not self.include or not self.include.isdisjoint(tags))


class Parameters(NamedTuple):
    """The parsed parameter; `text` is the parameter as given."""

    text: str
    annotated_only: bool
    service_tags: Tags
    operation_tags: Tags


def parse_parameters(text: str) -> Parameters:
    """Parse a plugin parameter. A tag key may be repeated, each with one tag; empty segments are ignored.

    Raises:
        ParameterError: an unknown key, a missing or bad value, a choice made twice.
    """
    tags: dict[str, set[str]] = {key: set() for key in _TAGS}
    chosen: dict[str, str] = {}
    for segment in filter(None, (part.strip() for part in text.split(","))):
        key, _, value = segment.partition("=")
        if key in tags:
            if not value:
                raise ParameterError(f"parameter {key} has no tag; write {key}=TAG, once for each tag")
            tags[key].add(value)
        elif key in _CHOICES:
            if value not in _CHOICES[key]:
                raise ParameterError(f"parameter {key}={quote(value)} is not known; write {_list(key)}")
            if chosen.setdefault(key, value) != value:
                raise ParameterError(f"parameter {key} is given twice; write it once")
        else:
            keys = ", ".join([*_CHOICES, *_TAGS])
            raise ParameterError(f"parameter {quote(key)} is not known; the parameters are {keys}")
    include_services, exclude_services, include_operations, exclude_operations = map(frozenset, tags.values())
    return Parameters(
        text,
        chosen.get("services") == "annotated",
        Tags(include_services, exclude_services),
        Tags(include_operations, exclude_operations),
    )


def _list(key: str) -> str:
    return " or ".join(f"{key}={value}" for value in _CHOICES[key])
