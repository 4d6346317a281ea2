"""Warnings that are worth one line a process."""

from __future__ import annotations

import logging

_log = logging.getLogger("protonexus")
_given: set[str] = set()


def warn_once(line: str) -> None:
    """Log `line`, unless it was logged before."""
    if line not in _given:
        _given.add(line)
        _log.warning(line)
