"""Python names for a contract: valid, unique, and never one that generated code uses itself."""

from __future__ import annotations

import re
from keyword import iskeyword
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from protonexus.codegen.contract import DeclaredError, Service

# The builtin that generated class bodies use, what the client bases define, and the method of classes nexusrpc calls.
RESERVED_IN_CLASSES = frozenset(("property", "list_nexus_operations", "count_nexus_operations", "mro"))
# That builtin again, and what `from __future__ import annotations` defines.
_RESERVED_IN_MODULES = frozenset(("property", "annotations"))
# The builtin exceptions that end in Error, of all Pythons up to 3.14: what is generated must
# not depend on the Python that the plugin runs on.
_BUILTIN_ERRORS = frozenset(
    f"{name}Error"
    for name in [
        "Arithmetic",
        "Assertion",
        "Attribute",
        "BlockingIO",
        "BrokenPipe",
        "Buffer",
        "ChildProcess",
        "ConnectionAborted",
        "Connection",
        "ConnectionRefused",
        "ConnectionReset",
        "EOF",
        "Environment",
        "FileExists",
        "FileNotFound",
        "FloatingPoint",
        "IO",
        "Import",
        "Indentation",
        "Index",
        "Interrupted",
        "IsADirectory",
        "Key",
        "Lookup",
        "Memory",
        "ModuleNotFound",
        "Name",
        "NotADirectory",
        "NotImplemented",
        "OS",
        "Overflow",
        "Permission",
        "ProcessLookup",
        "PythonFinalization",
        "Recursion",
        "Reference",
        "Runtime",
        "Syntax",
        "System",
        "Tab",
        "Timeout",
        "Type",
        "UnboundLocal",
        "Unicode",
        "UnicodeDecode",
        "UnicodeEncode",
        "UnicodeTranslate",
        "Value",
        "ZeroDivision",
    ]
)
_word = re.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


class ServiceNames(NamedTuple):
    """The module-level names of one service."""

    definition: str
    handler: str
    client: str
    standalone: str
    constant: str


def snake_case(name: str) -> str:
    """Return GetHTTPStatus as get_http_status; a snake_case name stays as it is."""
    return _word.sub("_", name).lower()


def free(name: str, taken: Collection[str]) -> str:
    """Return the name, with as many underscores behind it as it takes to be neither taken nor a keyword."""
    while name in taken or iskeyword(name):
        name += "_"
    return name


def service_names(services: Iterable[Service]) -> list[ServiceNames]:
    """Name the definitions of a module: first the services' own names, then those derived from them."""
    taken = set[str](_RESERVED_IN_MODULES)

    def take(name: str) -> str:
        name = free(name, taken)
        taken.add(name)
        return name

    def wanted(proto: str) -> str:
        # Leading underscores are the generated code's own, and private to type checkers.
        return f"Service{proto}" if proto.startswith("_") else proto

    protos = [service.proto_name for service in services]
    # First those that Python takes as they are, so that no other comes to be called as they are.
    made = {
        one: take(wanted(one)) for one in sorted(protos, key=lambda one: free(wanted(one), _RESERVED_IN_MODULES) != one)
    }
    own = [made[proto] for proto in protos]
    return [
        ServiceNames(
            name,
            take(f"{name}Handler"),
            take(f"{name}Client"),
            take(f"{name}StandaloneClient"),
            take(snake_case(name).upper()),
        )
        for name in own
    ]


def error_names(errors: Iterable[DeclaredError], taken: Collection[str]) -> dict[DeclaredError, str]:
    """Name the classes of declared errors, none of them in `taken`."""
    blocked = {*_RESERVED_IN_MODULES, *_BUILTIN_ERRORS, *taken}
    names: dict[DeclaredError, str] = {}
    for error in errors:
        name = "".join(error.message.path)
        name = f"Declared{name}" if name.startswith("_") else name
        names[error] = free(name if name.endswith("Error") else f"{name}Error", blocked)
        blocked.add(names[error])
    return names


def operation_names(methods: Iterable[str], taken: Collection[str]) -> dict[str, str]:
    """Map the methods of a service to attribute names, none of them in `taken`, in which a class body looks names up."""
    names = {method: _open(snake_case(method)) for method in methods}
    wanted = list(names.values())
    if len(set(wanted)) < len(wanted):
        # Methods that differ in case only keep their proto names, all of them: which comes first must not matter.
        names = {method: _open(method) if wanted.count(name) > 1 else name for method, name in names.items()}
    blocked = {*RESERVED_IN_CLASSES, *taken}
    for method, name in sorted(names.items(), key=lambda item: item[1] in blocked or iskeyword(item[1])):
        names[method] = name = free(name, blocked)
        blocked.add(name)
    return names


def _open(name: str) -> str:
    # Leading underscores are generated code's own; two of them would be mangled in class bodies.
    return f"op{name}" if name.startswith("_") else name
