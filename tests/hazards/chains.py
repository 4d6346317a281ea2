"""Errors of many causes, and other errors that are hard to send."""

from __future__ import annotations

from temporalio.exceptions import ApplicationError


class Declined(Exception):
    """The handler class under test says that it is not to be retried."""


class Mute(Exception):
    def __str__(self) -> str:
        raise RuntimeError("no text")


def chain(length: int) -> Exception:
    error = final("the first")
    for number in range(length):
        outer = final(f"number {number}")
        outer.__cause__ = error
        error = outer
    return error


def circle() -> Exception:
    one, two = final("one"), final("two")
    one.__cause__, two.__cause__ = two, one
    return one


def final(message: str, *details: object, type: str | None = None) -> ApplicationError:
    return ApplicationError(message, *details, type=type, non_retryable=True)
