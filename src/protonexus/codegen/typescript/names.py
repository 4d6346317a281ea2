"""The names that protoc-gen-es gives to what a .proto file defines, by its own rules, and those of our exports."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from google.protobuf.descriptor_pb2 import DescriptorProto, FileDescriptorProto

    from protonexus.codegen.contract import DeclaredError

_WORDS = frozenset(
    [
        "break",
        "case",
        "catch",
        "class",
        "const",
        "continue",
        "debugger",
        "default",
        "delete",
        "do",
        "else",
        "export",
        "extends",
        "false",
        "finally",
        "for",
        "function",
        "if",
        "import",
        "in",
        "instanceof",
        "new",
        "null",
        "return",
        "super",
        "switch",
        "this",
        "throw",
        "true",
        "try",
        "typeof",
        "var",
        "void",
        "while",
        "with",
        "yield",
        "enum",
        "implements",
        "interface",
        "let",
        "package",
        "private",
        "protected",
        "public",
        "static",
        "Object",
        "bigint",
        "number",
        "boolean",
        "string",
        "object",
        "globalThis",
        "Uint8Array",
        "Partial",
    ]
)
_PROPERTIES = frozenset(("constructor", "toString", "toJSON", "valueOf"))
# What everybody takes for JavaScript's own.
_ERRORS = frozenset(f"{kind}Error" for kind in ("", "Aggregate", "Eval", "Range", "Reference", "Syntax", "Type", "URI"))
_WITH_OWN_PATH = (
    "api",
    "c_sharp_features",
    "cpp_features",
    "cpp_file_options",
    "cpp_options",
    "go_features",
    "java_features",
    "json_enumvalue_options",
    "json_options",
    "source_context",
    "type",
)
_WELL_KNOWN = frozenset(
    f"google/protobuf/{name}.proto"
    for name in [
        "any",
        "compiler/plugin",
        "descriptor",
        "duration",
        "empty",
        "field_mask",
        "struct",
        "timestamp",
        "wrappers",
        *_WITH_OWN_PATH,
    ]
)


def stem(file: str) -> str:
    """Return the path of a .proto file without its suffix."""
    return file.removesuffix(".proto")


def module(file: str, generated: Collection[str]) -> str | None:
    """Return the package that publishes the messages of a file; None when they are generated."""
    if file not in _WELL_KNOWN or file in generated:
        return None
    own = stem(file)
    inner = f"/wkt/{own}_pb.js" if own.rpartition("/")[2] in _WITH_OWN_PATH else "/wkt"
    return f"@bufbuild/protobuf{inner}"


def relative(path: str, folder: str) -> str:
    """Return the specifier by which a file in a folder imports a path."""
    source, target = folder.split("/") if folder else [], path.split("/")
    while source and len(target) > 1 and source[0] == target[0]:
        source, target = source[1:], target[1:]
    return "/".join([*([".."] * len(source) or ["."]), *target])


def method_name(method: str) -> str:
    """Return the property that a method has in its service's descriptor."""
    name = method[:1].lower() + method[1:]
    return f"{name}$" if name in _PROPERTIES else name


def descriptor_names(file: FileDescriptorProto) -> dict[tuple[str, ...], str]:
    """Name the exported descriptors of a file: messages by their path, services by ("service", name)."""
    taken: set[str] = set()
    names: dict[tuple[str, ...], str] = {}

    def take(ideal: str) -> str:
        number, name = 0, _safe(ideal)
        while name in taken:
            number += 1
            name = _safe(ideal + ("$" if number == 1 else f"${number - 1}"))
        taken.add(name)
        return name

    types = list(_types(file))
    for kind, path in types:
        if kind in ("message", "enum"):
            take("_".join(path))
    take("file_" + _file_word(stem(file.name)))
    for kind, path in types:
        name = take("_".join(path) + ("Schema" if kind in ("message", "enum") else ""))
        if kind == "message":
            names[path] = name
        elif kind == "service":
            names["service", *path] = name
    return names


def error_names(errors: Iterable[DeclaredError], taken: Collection[str]) -> dict[DeclaredError, str]:
    """Name the classes of declared errors, none of them in `taken`."""
    blocked = {*_ERRORS, *taken}
    names: dict[DeclaredError, str] = {}
    for error in errors:
        name = "_".join(error.message.path)
        names[error] = free(name if name.endswith("Error") else f"{name}Error", blocked)
        blocked.add(names[error])
    return names


def free(name: str, taken: Collection[str]) -> str:
    """Return the name, with as many dollar signs behind it as it takes to be free."""
    while name in taken:
        name += "$"
    return name


def _safe(name: str) -> str:
    return f"{name}$" if name in _WORDS else name


def _file_word(name: str) -> str:
    import re

    return re.sub("[^a-zA-Z0-9_]+", "_", name)


def _types(file: FileDescriptorProto) -> Iterator[tuple[str, tuple[str, ...]]]:
    # In the order of protobuf-es's nestedTypes(): it decides who keeps a name that two want.
    for message in file.message_type:
        yield "message", (message.name,)
        yield from _nested(message, (message.name,))
    yield from (("enum", (enum.name,)) for enum in file.enum_type)
    yield from (("service", (service.name,)) for service in file.service)
    yield from (("extension", (extension.name,)) for extension in file.extension)


def _nested(message: DescriptorProto, path: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for nested in message.nested_type:
        if not nested.options.map_entry:
            yield "message", (*path, nested.name)
            yield from _nested(nested, (*path, nested.name))
    yield from (("enum", (*path, enum.name)) for enum in message.enum_type)
    yield from (("extension", (*path, extension.name)) for extension in message.extension)
