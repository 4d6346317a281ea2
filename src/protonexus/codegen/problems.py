"""Where things stand in a .proto file, and the one-line errors and warnings that say so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from protonexus.codegen.text import doc_of, one_line

if TYPE_CHECKING:
    from google.protobuf.descriptor_pb2 import FileDescriptorProto, SourceCodeInfo

SERVICE, METHOD, OPTIONS = 6, 2, 3
METHOD_OPTIONS = 4
MESSAGE, NESTED = 4, 3


class Source:
    """Comments and positions of one file; both empty when the compiler left source information out."""

    def __init__(self, file: FileDescriptorProto) -> None:
        self.file = one_line(file.name)
        self._file = file
        self._comments: dict[tuple[int, ...], SourceCodeInfo.Location] | None = None
        self._positions: dict[tuple[int, ...], tuple[int, int]] | None = None

    def doc(self, path: tuple[int, ...]) -> str:
        """Return the cleaned leading comment of a path, else its trailing one, else ""."""
        if self._comments is None:
            # The hot loop of a generation: files have hundreds of locations and few comments.
            self._comments = {
                tuple(location.path): location
                for location in self._file.source_code_info.location
                if location.leading_comments or location.trailing_comments
            }
        location = self._comments.get(path)
        return "" if location is None else doc_of(location.leading_comments) or doc_of(location.trailing_comments)

    def at(self, path: tuple[int, ...]) -> str:
        """Return `file:line:column`, both from 1, of the longest known beginning of a path; else `file`."""
        while path:
            if path in self._spans():
                line, column = self._spans()[path]
                return f"{self.file}:{line + 1}:{column + 1}"
            path = path[:-1]
        return self.file

    def has(self, path: tuple[int, ...]) -> bool:
        """Say whether exactly this path was written."""
        return path in self._spans()

    def _spans(self) -> dict[tuple[int, ...], tuple[int, int]]:
        if self._positions is None:
            self._positions = {}
            for location in self._file.source_code_info.location:
                if len(location.span) > 1:
                    self._positions.setdefault(tuple(location.path), (location.span[0], location.span[1]))
        return self._positions


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
        self._problems.errors.append(f"{self.source.at(self.path + path)}: {self.subject}: {text}")

    def warn(self, text: str, *path: int, once: str = "") -> None:
        """Report something to know; with `once`, only the first of that kind in a file."""
        if not once or self._problems.first(self.source.file, once):
            self._problems.warnings.append(f"{self.source.at(self.path + path)}: {self.subject}: {text}")
