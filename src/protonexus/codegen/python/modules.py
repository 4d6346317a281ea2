"""How generated Python reaches message types: which modules it imports, and under which names."""

from __future__ import annotations

from keyword import iskeyword
from typing import TYPE_CHECKING

from protonexus.codegen.python.names import free
from protonexus.codegen.text import quote

if TYPE_CHECKING:
    from collections.abc import Iterable

    from protonexus.codegen.contract import Message


def module_name(file: str, suffix: str) -> str:
    """Return the module of a .proto file by the rule of protoc's Python generator; the suffix is `_pb2` or ours."""
    stem = file.removesuffix(".protodevel")
    stem = file.removesuffix(".proto") if stem == file else stem
    return stem.replace("-", "_").replace("/", ".") + suffix


def output_path(file: str) -> str:
    """Return the path of the file that is generated for a .proto file: next to its `_pb2.py`."""
    return module_name(file, "_nexus").replace(".", "/") + ".py"


class Modules:
    """The message modules of one generated file, and the expressions for its messages.

    `imports` and `loads` are the lines that make the modules available, by `import` and by call; `aliases` maps the
    names of those messages that no dotted expression reaches to the expressions that do at run time.
    """

    def __init__(self, messages: Iterable[Message]) -> None:
        modules: dict[str, list[Message]] = {}
        self.files: dict[str, set[str]] = {}
        """Of each module, the .proto files: protoc writes the modules of two to one path."""
        for message in messages:
            module = module_name(message.file, "_pb2")
            modules.setdefault(module, []).append(message)
            self.files.setdefault(module, set()).add(message.file)
        taken = _module_aliases(sorted(modules))
        self.imports: list[str] = []
        self.loads: list[str] = []
        self.aliases: dict[str, str] = {}
        self._names: dict[str, str] = {}
        blocked = set(taken.values())
        for module, alias in taken.items():
            importable = all(map(_reachable, module.split(".")))
            if importable:
                # Not `from package import`: of that a workflow sandbox sees the package only, and loads the module anew.
                self.imports.append(f"import {module} as {alias}")
            else:
                self.loads.append(f"{alias} = _nexus.import_module({quote(module)})")
            for message in modules[module]:
                name = ".".join((alias, *message.path))
                if not importable or not all(map(_reachable, message.path)):
                    expression, name = _run_time(alias, message.path), free(_alias(name), blocked)
                    blocked.add(name)
                    self.aliases[name] = expression
                self._names[message.full_name] = name

    def name(self, message: Message) -> str:
        """Return the expression for a message class."""
        return self._names[message.full_name]


def _reachable(part: str) -> bool:
    # Private names are errors to pyright, in class bodies those with two underscores are mangled, and Python reads
    # others than ASCII ones in their normal form, which can be another name.
    # DESCRIPTOR is in every module and class of protoc's.
    return part.isidentifier() and part.isascii() and not iskeyword(part) and part[0] != "_" and part != "DESCRIPTOR"


def _module_aliases(modules: list[str]) -> dict[str, str]:
    lasts = [_alias(module.rpartition(".")[2]) for module in modules]
    aliases: dict[str, str] = {}
    for module, last in zip(modules, lasts, strict=True):
        aliases[module] = free(last if lasts.count(last) == 1 else _alias(module), aliases.values())
    return aliases


def _alias(name: str) -> str:
    # Exactly one leading underscore: the name is generated code's own, and not mangled in class bodies.
    return "_" + "".join(char if char.isascii() and char.isalnum() else "_" for char in name).lstrip("_")


def _run_time(expression: str, path: tuple[str, ...]) -> str:
    inside = "message_types_by_name"
    for part in path:
        is_attribute = part.startswith("__") and part.endswith("__")  # of all modules, or of all classes
        if is_attribute or (part == "DESCRIPTOR" and inside == "nested_types_by_name"):
            expression = f"{expression}.DESCRIPTOR.{inside}[{quote(part)}]._concrete_class"
        else:
            expression = f"{expression}.{part}" if _reachable(part) else f"getattr({expression}, {quote(part)})"
        inside = "nested_types_by_name"
    return expression
