"""Warnings that are worth one line a process."""

from __future__ import annotations

import logging

_log = logging.getLogger("protonexus")
_given: set[tuple[str, str]] = set()


def warn_once(line: str, about: str = "", *, key: str = "") -> None:
    """Log `line`, unless it was logged before, about the same; or another of the same `key`, where lines vary."""
    if (key or line, about) not in _given:
        _given.add((key or line, about))
        _log.warning(line)
