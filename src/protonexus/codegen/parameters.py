"""The plugin parameter: `key=value` pairs, joined by commas."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from protonexus.codegen.text import quote

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from protonexus.codegen.language import Language

_SERVICES = {"services": ("all", "annotated")}
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
    """The parsed parameter; `text` is the parameter as given, `of_language` what only one language has."""

    text: str
    annotated_only: bool
    of_language: Mapping[str, str]
    service_tags: Tags
    operation_tags: Tags


def parse_parameters(text: str, language: Language) -> Parameters:
    """Parse a plugin parameter. A tag key may be repeated, each with one tag; empty segments are ignored.

    Raises:
        ParameterError: an unknown key, a missing or bad value, a choice made twice.
    """
    tags: dict[str, set[str]] = {key: set() for key in _TAGS}
    choices = {**_SERVICES, **language.choices}
    chosen: dict[str, str] = {}
    for segment in filter(None, (part.strip() for part in text.split(","))):
        key, _, value = segment.partition("=")
        if key in tags:
            if not value:
                raise ParameterError(f"parameter {key} has no tag; write {key}=TAG, once for each tag")
            tags[key].add(value)
            continue
        if key in choices:
            if value not in choices[key]:
                allowed = " or ".join(f"{key}={one}" for one in choices[key])
                raise ParameterError(f"parameter {key}={quote(value)} is not known; write {allowed}")
        elif not language.free or not re.fullmatch(language.free, key):
            free = filter(None, language.free.replace(".+", "FILE").split("|"))
            keys = ", ".join([*choices, *free, *_TAGS])
            raise ParameterError(f"parameter {quote(key)} is not known; the parameters are {keys}")
        elif not value:
            raise ParameterError(f"parameter {quote(key)} has no value; write {key}=VALUE")
        if chosen.setdefault(key, value) != value:
            raise ParameterError(f"parameter {key} is given twice; write it once")
    annotated_only = chosen.pop("services", "all") == "annotated"
    include_services, exclude_services, include_operations, exclude_operations = map(frozenset, tags.values())
    return Parameters(
        text,
        annotated_only,
        chosen,
        Tags(include_services, exclude_services),
        Tags(include_operations, exclude_operations),
    )
