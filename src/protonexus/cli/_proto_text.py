"""Descriptors as .proto text, for a file of which only the compiled form is installed.

The text is as `buf format` has it and passes `buf lint`, since it goes into a user's workspace.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from google.protobuf import text_format
from google.protobuf.descriptor_pb2 import FieldDescriptorProto
from google.protobuf.unknown_fields import UnknownFieldSet

_TYPES: Final = {value: name.removeprefix("TYPE_").lower() for name, value in FieldDescriptorProto.Type.items()}
_LABELS: Final = {value: name.removeprefix("LABEL_").lower() for name, value in FieldDescriptorProto.Label.items()}
_MAX_NUMBER: Final = 2**29 - 1

# What is printed of each part; of options, everything.
_PRINTED: Final = {
    "FileDescriptorProto": "name package dependency message_type enum_type extension options",
    "DescriptorProto": "name field extension_range oneof_decl reserved_range reserved_name",
    "FieldDescriptorProto": "name extendee number label type type_name options oneof_index json_name",
    "OneofDescriptorProto": "name",
    "EnumDescriptorProto": "name value reserved_range reserved_name",
    "EnumValueDescriptorProto": "name number",
    "ExtensionRange": "start end",
    "ReservedRange": "start end",
    "EnumReservedRange": "start end",
}


class CannotPrint(Exception):
    """A file has something that its text would lack."""


def proto_text(file: Any) -> str:
    """The text, without comments, that protoc makes `file` of: a FileDescriptorProto of a proto2 file.

    Raises:
        CannotPrint: it has something else than messages and enums side by side, extensions, and options that
            the pool of its class knows.
    """
    _check(file)
    package = ["// buf:lint:ignore PACKAGE_VERSION_SUFFIX", f"package {file.package};"]  # not its users' to mend
    blocks = [['syntax = "proto2";'], package]
    blocks.append([f'import "{path}";' for path in file.dependency])
    blocks.append(sorted(f"option {option};" for option in _options(file)))
    blocks += [_block(f"extend {one.extendee}", [_field(one)]) for one in file.extension]
    blocks += [_block(f"message {one.name}", _members(one)) for one in file.message_type]
    blocks += [_block(f"enum {one.name}", _values(one)) for one in file.enum_type]
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def _check(part: Any) -> None:
    printed = _PRINTED.get(part.DESCRIPTOR.name)
    for field, value in part.ListFields():
        if printed is not None and field.name not in printed.split():
            raise CannotPrint(f"{part.name}: {field.name}")
        if field.message_type is not None:
            for inner in value if field.is_repeated else [value]:
                _check(inner)
    if len(UnknownFieldSet(part)):
        raise CannotPrint(f"an unknown part of a {part.DESCRIPTOR.name}")


def _block(head: str, members: Iterable[str]) -> list[str]:
    return [f"{head} {{", *(f"  {line}" for member in members for line in member.splitlines()), "}"]


def _members(message: Any) -> Iterator[str]:
    begun: set[int] = set()
    for field in message.field:
        if not field.HasField("oneof_index"):
            yield _field(field)
        elif field.oneof_index not in begun:
            begun.add(field.oneof_index)
            alike = [one for one in message.field if one.HasField("oneof_index")]
            members = (_field(one).removeprefix("optional ") for one in alike if one.oneof_index == field.oneof_index)
            yield from _block(f"oneof {message.oneof_decl[field.oneof_index].name}", members)
    if message.extension_range:
        yield f"extensions {_numbers((one.start, one.end - 1) for one in message.extension_range)};"
    yield from _reserved(message, ((one.start, one.end - 1) for one in message.reserved_range))


def _values(enum: Any) -> Iterator[str]:
    yield from (f"{value.name} = {value.number};" for value in enum.value)
    yield from _reserved(enum, ((one.start, one.end) for one in enum.reserved_range))


def _field(field: Any) -> str:
    if field.json_name != re.sub("_(.)", lambda found: found[1].upper(), field.name):
        raise CannotPrint(f"{field.name}: json_name")
    options = ", ".join(_options(field))
    declared = f"{_LABELS[field.label]} {field.type_name or _TYPES[field.type]} {field.name} = {field.number}"
    return f"{declared} [{options}];" if options else f"{declared};"


def _reserved(part: Any, ranges: Iterable[tuple[int, int]]) -> Iterator[str]:
    if part.reserved_range:
        yield f"reserved {_numbers(ranges)};"
    if part.reserved_name:
        yield "reserved " + ", ".join(f'"{name}"' for name in part.reserved_name) + ";"


def _numbers(ranges: Iterable[tuple[int, int]]) -> str:
    ends = ((first, "max" if last == _MAX_NUMBER else last) for first, last in ranges)
    return ", ".join(str(first) if first == last else f"{first} to {last}" for first, last in ends)


def _options(part: Any) -> Iterator[str]:
    for field, value in part.options.ListFields():
        for one in value if field.is_repeated else [value]:
            text = io.StringIO()
            text_format.PrintFieldValue(field, one, text, force_colon=True)
            yield f"{f'({field.full_name})' if field.is_extension else field.name} = {text.getvalue().strip()}"
