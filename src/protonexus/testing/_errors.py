"""The one error of this package."""

from __future__ import annotations


class DevServerError(RuntimeError):
    """A dev server could not be started or used, or died: one line that says what and what to do.

    When the server itself ran into trouble, the end of its log follows on further lines.
    """
