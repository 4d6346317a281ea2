"""Go names for a contract: protoc-gen-go's own for messages; unique ones in the generated package."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from protonexus.codegen.contract import DeclaredError, Service

KEYWORDS = frozenset(
    [
        *("break", "case", "chan", "const", "continue", "default", "defer", "else", "fallthrough", "for", "func", "go"),
        *("goto", "if", "import", "interface", "map", "package", "range", "return", "select", "struct", "switch"),
        *("type", "var"),
    ]
)
# Package-level names of runtime.go.
RUNTIME = frozenset(
    [
        *("InvalidRequestErrorType", "InvalidResponseErrorType", "NexusFuture", "NexusHandle"),
        *("binaryPayloads", "contract", "declaredError", "decode", "detailOf", "encode"),
        *("endpointName", "errNoOperation", "failure", "fullName", "groupBy", "isHop", "jsonPayloads"),
        *("maxPayloadBytes", "minTimeout", "nextHop", "rawOperation", "readBinary", "readJSON"),
        *("readable", "reason", "recursionLimit", "standaloneClient", "stubError"),
    ]
)
# What generated files call packages, variables, and what they use of Go's own names.
RESERVED = frozenset(
    [
        *("bool", "error", "false", "init", "main", "nil", "string", "true", "any", "int64"),
        *("client", "cmp", "context", "converter", "errors", "nexus", "proto", "temporalnexus", "time", "workflow"),
        *("c", "ctx", "detail", "endpoint", "err", "f", "fn", "found", "h", "id", "input", "message", "name"),
        *("nexusOptions", "ok", "options", "runID", "s", "service", "temporal", "workflowType"),
        *("bytes", "fmt", "json", "protojson", "regexp", "slices", "strings"),
    ]
)
# Methods of the clients for ordinary code.
_QUERIES = ("ListNexusOperations", "CountNexusOperations")


class OperationNames(NamedTuple):
    """The names of one operation: first those of methods, then those of the package."""

    method: str
    call_async: str
    handle: str
    name: str
    reference: str
    future: str
    handle_type: str
    workflow: str
    starter: str
    contract: str


class ServiceNames(NamedTuple):
    """The package-level names of one service; `operations` are in the order of the contract."""

    name: str
    endpoint: str
    handler: str
    unimplemented: str
    new_service: str
    client: str
    new_client: str
    standalone: str
    new_standalone: str
    operations: Sequence[OperationNames]


class ErrorNames(NamedTuple):
    """The names of one declared error."""

    type: str
    new: str
    as_: str
    variable: str


def camel_case(name: str) -> str:
    """Return a proto name, or one relative to its package, as protoc-gen-go spells it."""
    return re.sub(r"((?<![^.])_)|[._](?=[a-z])|(\.)|([a-z])([a-z]*)|[A-Z][a-z]*", _part, name)


def _part(match: re.Match[str]) -> str:
    initial, point, first, rest = match.groups()
    if initial:
        return "X"
    if point:
        return "_"
    return first.upper() + rest if first else match[0].lstrip("._")


def is_legal(name: str) -> bool:
    """Say whether a name is one of the protobuf language, which an image of descriptors need not respect."""
    return name.isascii() and name.isidentifier()


def package_name(name: str) -> str:
    """Return what protoc-gen-go makes of the last element of an import path."""
    name = "".join(char if char.isalnum() else "_" for char in name)
    return f"_{name}" if name in KEYWORDS or not name[:1].isalpha() else name


class Names:
    """Hands out the package-level names of one Go package, each once."""

    def __init__(self) -> None:
        self._taken = {*RUNTIME, *RESERVED}
        self._services = set[str]()

    def service(self, service: Service) -> ServiceNames:
        """Name a service and its operations."""
        own, take = _free(camel_case(service.proto_name), self._services), self._take
        return ServiceNames(
            take(f"{own}ServiceName"),
            take(f"{own}DefaultEndpoint"),
            take(f"{own}NexusHandler"),
            take(f"Unimplemented{own}NexusHandler"),
            take(f"New{own}NexusService"),
            take(f"{own}NexusClient"),
            take(f"New{own}NexusClient"),
            take(f"{own}NexusStandaloneClient"),
            take(f"New{own}NexusStandaloneClient"),
            self._operations(own, [operation.method for operation in service.operations]),
        )

    def _operations(self, service: str, methods: Sequence[str]) -> Sequence[OperationNames]:
        taken, take = {*_QUERIES, f"Unimplemented{service}NexusHandler"}, self._take
        # First all operations' own names, then those derived from them.
        own = [_free(camel_case(method), taken) for method in methods]
        return [
            OperationNames(
                name,
                _free(f"{name}Async", taken),
                _free(f"{name}Handle", taken),
                take(f"{service}{name}OperationName"),
                take(f"{service}{name}Operation"),
                take(f"{service}{name}Future"),
                take(f"{service}{name}Handle"),
                take(f"{service}{name}Workflow"),
                take(f"Start{service}{name}Workflow"),
                take(_lower(f"{service}{name}")),
            )
            for name in own
        ]

    def error(self, error: DeclaredError) -> ErrorNames:
        """Name a declared error."""
        name = "".join(map(camel_case, error.message.path))
        name = self._take(name if name.endswith("Error") else f"{name}Error")
        return ErrorNames(name, self._take(f"New{name}"), self._take(f"As{name}"), self._take(_lower(name)))

    def _take(self, name: str) -> str:
        return _free(name, self._taken)


def aliases(packages: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Name the imports of a file, by import path: by their packages' names where these are free.

    All are in lower case: so they are none of a package's variables, which are of two words or end in `_`.
    """
    taken = {*RUNTIME, *RESERVED, *KEYWORDS}
    return {
        path: _free(re.sub("^[_0-9]+|_+$", "", name.lower()) or "pb", taken, "pb") for path, name in sorted(packages)
    }


def _free(name: str, taken: set[str], end: str = "_") -> str:
    while name in taken:
        name += end
    taken.add(name)
    return name


def _lower(name: str) -> str:
    return name[0].lower() + name[1:]
