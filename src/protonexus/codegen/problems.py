"""Where things stand in a .proto file, and the one-line errors and warnings that say so."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from protonexus.codegen.text import doc_of, one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from google.protobuf.descriptor_pb2 import FileDescriptorProto, SourceCodeInfo

SERVICE, METHOD, OPTIONS = 6, 2, 3
METHOD_OPTIONS = 4
MESSAGE, NESTED = 4, 3


class Source:
    """Comments and positions of one file; there are none when the compiler left source information out."""

    def __init__(self, file: FileDescriptorProto) -> None:
        self.file = one_line(file.name)
        self._locations = file.source_code_info.location
        self._last_service = [SERVICE, len(file.service) - 1]
        self._comments: dict[tuple[bool, bool], dict[tuple[int, ...], str]] = {}

    def doc(self, path: tuple[int, ...]) -> str:
        """Return the cleaned leading comment of a path, else its trailing one, else ""."""
        return doc_of(self._comment(path, True)) or doc_of(self._comment(path, False))

    def at(self, path: tuple[int, ...]) -> str:
        """Return `file:line:column`, both from 1, of the longest known beginning of a path; else `file`."""
        while path and path not in self._spans:
            path = path[:-1]
        span = self._spans[path] if path else ()
        return f"{self.file}:{span[0] + 1}:{span[1] + 1}" if len(span) > 1 else self.file

    def has(self, path: tuple[int, ...]) -> bool:
        """Say whether exactly this path was written."""
        return path in (self._written if path[0] == SERVICE else self._spans)

    # Looking through the hundreds of locations of a file would be most of a generation's time, and nearly all that is
    # asked for is in its services.

    def _comment(self, path: tuple[int, ...], leading: bool) -> str:
        of_service = path[0] == SERVICE
        comments = self._comments.get((of_service, leading))
        if comments is None:
            locations = self._service_locations if of_service else self._locations
            comments = {
                tuple(location.path): _text(comment)
                for location in locations
                if (comment := location.leading_comments if leading else location.trailing_comments)
            }
            self._comments[of_service, leading] = comments
        return comments.get(path, "")

    @cached_property
    def _written(self) -> set[tuple[int, ...]]:
        return {tuple(location.path) for location in self._service_locations}

    @cached_property
    def _spans(self) -> dict[tuple[int, ...], Sequence[int]]:
        return {tuple(location.path): location.span for location in self._locations}

    @cached_property
    def _service_locations(self) -> list[SourceCodeInfo.Location]:
        """The locations from the first service to the last: they are in the order of the file."""
        found: list[SourceCodeInfo.Location] = []
        if self._locations and self._locations[-1].path[:1] == [SERVICE]:
            for location in reversed(self._locations):
                found.append(location)
                if location.path == [SERVICE, 0]:
                    break
            return found
        last = False
        for location in self._locations:
            path = location.path
            if path[:1] == [SERVICE]:
                last = last or path == self._last_service
                found.append(location)
            elif last:
                break
        return found


def _text(comment: str | bytes) -> str:
    # protoc passes comments on that are not UTF-8, of which protobuf's Python makes bytes.
    return comment if isinstance(comment, str) else comment.decode(errors="replace")


class Problems:
    """All errors and warnings of a run, one line each."""

    def __init__(self) -> None:
        self.errors: list[str] = []
        self.warnings: list[str] = []
        self._said: set[tuple[str, str]] = set()

    def first(self, file: str, kind: str) -> bool:
        """Say whether this is the first time that this kind of warning comes up in this file."""
        fresh = (file, kind) not in self._said
        self._said.add((file, kind))
        return fresh


class Place:
    """A service or method in a file: what the checks report against."""

    __slots__ = ("_problems", "path", "source", "subject")

    def __init__(self, problems: Problems, source: Source, path: tuple[int, ...], subject: str) -> None:
        self._problems = problems
        self.source = source
        self.path = path
        self.subject = subject

    def inner(self, path: tuple[int, ...], name: str) -> Place:
        """Return the place of something inside this one."""
        return Place(self._problems, self.source, self.path + path, f"{self.subject}.{name}")

    def has(self, *path: int) -> bool:
        """Say whether exactly this path, which goes on from this place, was written."""
        return self.source.has(self.path + path)

    def error(self, text: str, *path: int) -> None:
        """Report a wrong contract; `path` goes on from this place."""
        self._problems.errors.append(self._line(text, path))

    def warn(self, text: str, *path: int, once: str = "") -> None:
        """Report something to know; with `once`, only the first of that kind in a file."""
        if not once or self._problems.first(self.source.file, once):
            self._problems.warnings.append(self._line(text, path))

    def _line(self, text: str, path: tuple[int, ...]) -> str:
        return f"{self.source.at(self.path + path)}: {one_line(self.subject)}: {text}"
