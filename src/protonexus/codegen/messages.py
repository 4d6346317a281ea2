"""Finds message types by name among the files of a request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from protonexus.codegen.contract import DeclaredError, Message
from protonexus.codegen.problems import MESSAGE, NESTED, Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from google.protobuf.descriptor_pb2 import DescriptorProto, FileDescriptorProto


class Messages:
    """The message types of a request, nested ones included."""

    def __init__(self, files: Sequence[FileDescriptorProto]) -> None:
        self._tops: dict[str, tuple[FileDescriptorProto, int, DescriptorProto]] = {}
        self._files = files
        for file in files:
            prefix = f"{file.package}." if file.package else ""
            for number, message in enumerate(file.message_type):
                self._tops[prefix + message.name] = file, number, message
        self._found: dict[str, Message] = {}
        self._sources: dict[str, Source] = {}

    def find(self, full_name: str) -> Message | None:
        """Return the message of a full name (no leading dot), None when the request has none."""
        message = self._found.get(full_name)
        if message is None:
            if top := self._tops.get(full_name):
                message = Message(full_name, top[0].name, (top[2].name,))
            elif walk := self._walk(full_name):
                message = Message(full_name, walk[0].name, tuple([message.name for message in walk[2]]))
            else:
                return None
            self._found[full_name] = message
        return message

    def descriptor(self, full_name: str) -> DescriptorProto | None:
        """Return the descriptor of a full name (no leading dot)."""
        walk = self._walk(full_name)
        return walk and walk[2][-1]

    def declared_error(self, full_name: str) -> DeclaredError | None:
        """Return a message together with its comment."""
        message, walk = self.find(full_name), self._walk(full_name)
        return DeclaredError(message, self.source(walk[0]).doc(walk[1])) if message and walk else None

    def source(self, file: FileDescriptorProto) -> Source:
        """Return the comments and positions of a file, which are looked up once."""
        if file.name not in self._sources:
            self._sources[file.name] = Source(file)
        return self._sources[file.name]

    def kind(self, full_name: str) -> str:
        """Return what else than a message has a name, for people; "" when nothing has."""
        for file in self._files:
            prefix = f"{file.package}." if file.package else ""
            if full_name in [prefix + service.name for service in file.service]:
                return "a service"
            if full_name in [prefix + enum.name for enum in file.enum_type]:
                return "an enum"
        outer, _, last = full_name.rpartition(".")
        if descriptor := self.descriptor(outer):
            if last in [enum.name for enum in descriptor.enum_type]:
                return "an enum"
            if last in [field.name for field in descriptor.field]:
                return "a field"
            if last in [nested.name for nested in descriptor.nested_type]:
                return "the entry of a map"
        return ""

    def closest(self, full_name: str) -> str:
        """Return the known full name most like a wrong one, "" when none is."""
        from difflib import get_close_matches

        names = sorted(name for top, (_, _, message) in self._tops.items() for name in _names(top, message))
        same_end = [name for name in names if name.endswith(f".{full_name.lstrip('.')}")]
        return next(iter(same_end or get_close_matches(full_name, names, 1, 0.8)), "")

    def _walk(self, full_name: str) -> tuple[FileDescriptorProto, tuple[int, ...], list[DescriptorProto]] | None:
        top, inner = full_name, list[str]()
        while top not in self._tops:
            top, _, last = top.rpartition(".")
            if not top:
                return None
            inner.insert(0, last)
        file, number, message = self._tops[top]
        path, messages = [MESSAGE, number], [message]
        for name in inner:
            found = next((pair for pair in enumerate(messages[-1].nested_type) if pair[1].name == name), None)
            if found is None or found[1].options.map_entry:
                return None
            path += NESTED, found[0]
            messages.append(found[1])
        return file, tuple(path), messages


def _names(full_name: str, message: DescriptorProto) -> Iterable[str]:
    yield full_name
    for nested in message.nested_type:
        if not nested.options.map_entry:
            yield from _names(f"{full_name}.{nested.name}", nested)
