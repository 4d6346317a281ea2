"""Which Go package the messages of a .proto file are in, and where generated files go: as protoc-gen-go has it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from protonexus.codegen.go.names import KEYWORDS, package_name
from protonexus.codegen.text import one_line, quote

if TYPE_CHECKING:
    from google.protobuf.compiler.plugin_pb2 import CodeGeneratorRequest
    from google.protobuf.descriptor_pb2 import FileDescriptorProto

    from protonexus.codegen.parameters import Parameters

# What Go's compiler and module system take of an import path, and of a package name.
_PATH = r"[\w.~+-]+(/[\w.~+-]+)*"
_NAME = r"[^\W\d]\w*"


class Package(NamedTuple):
    """A Go package: its import path and its name."""

    path: str
    name: str


class PackageError(ValueError):
    """A .proto file has no Go package, or none that Go takes; the text is one line for people."""


class Packages:
    """The Go packages of a request's files."""

    def __init__(self, request: CodeGeneratorRequest, parameters: Parameters) -> None:
        self.files = {file.name: file for file in request.proto_file}
        options = parameters.of_language
        self._given = {key[1:]: value for key, value in options.items() if key[0] == "M"}
        self._relative = options.get("paths") == "source_relative"
        self._module = options.get("module", "")
        self._found: dict[str, Package] = {}
        self.mistake = "module has no effect with paths=source_relative; leave one of them out"
        if not (self._relative and self._module):
            self.mistake = ""

    def of(self, file: str) -> Package:
        """Return the package of a file's messages. Raises PackageError."""
        if file not in self._found:
            self._found[file] = self._read(file)
        return self._found[file]

    def _read(self, file: str) -> Package:
        option = self.files[file].options.go_package if file in self.files else ""
        path, _, name = option.partition(";")
        given, _, given_name = self._given.get(file, "").partition(";")
        name = given_name or name or package_name((path or given).rstrip("/").rpartition("/")[2])
        path = given or path
        shown = one_line(file)
        if not path:
            raise PackageError(
                f'{shown} has no Go package; write option go_package = "example.com/gen/shop/v1;shopv1", '
                f"or the plugin parameter M{shown}=example.com/gen/shop/v1 (protoc-gen-go needs the same)"
            )
        if not re.fullmatch(_PATH, path, re.ASCII) or {".", ".."} & {*path.split("/")} or not {".", "/"} & {*path}:
            raise PackageError(
                f"{shown} has the Go import path {quote(path)}, which Go takes for none; "
                'write one with a domain or a slash, such as "example.com/gen/shop/v1"'
            )
        if not re.fullmatch(_NAME, name, re.ASCII) or name in KEYWORDS or name == "_":
            raise PackageError(
                f"{shown} has the Go package name {quote(name)}, which Go takes for none; write letters, digits and "
                'underscores behind the semicolon, such as "example.com/gen/shop/v1;shopv1"'
            )
        return Package(path, name)

    def folder(self, file: str) -> str:
        """Return the folder that what is generated for a file goes to, "" for the output folder itself."""
        path = self.of(file).path
        if self._relative:
            return file.rpartition("/")[0]
        if not self._module or path == self._module:
            return "" if self._module else path
        if not path.startswith(f"{self._module}/"):
            raise PackageError(
                f"{one_line(file)} has the Go import path {quote(path)}, which is not in module {quote(self._module)}; "
                "write module= as it is in go.mod, or a go_package inside it"
            )
        return path.removeprefix(f"{self._module}/")


def stem(file: FileDescriptorProto | str) -> str:
    """Return what a .proto file is called, without folder and extension."""
    name = (file if isinstance(file, str) else file.name).rpartition("/")[2]
    return name.removesuffix(".proto") if name.endswith(".proto") else name.removesuffix(".protodevel")
