"""How generated Python reaches message types: which modules it imports, and under which names."""

from __future__ import annotations

from keyword import iskeyword
from typing import TYPE_CHECKING

from protonexus.codegen.python_names import free
from protonexus.codegen.text import quote

if TYPE_CHECKING:
    from collections.abc import Iterable

    from protonexus.codegen.contract import Message


def module_name(file: str, suffix: str) -> str:
    """Return the module of a .proto file by the rule of protoc's Python generator; the suffix is `_pb2` or ours."""
    for extension in (".protodevel", ".proto"):
        if file.endswith(extension):
            file = file.removesuffix(extension)
            break
    return file.replace("-", "_").replace("/", ".") + suffix


def output_path(file: str, suffix: str) -> str:
    """Return the path of the file that is generated for a .proto file."""
    return module_name(file, suffix).replace(".", "/") + ".py"


class Modules:
    """The message modules of one generated file.

    `imports` and `loads` are the lines that make the modules available, by `import` and by call; `aliases` maps the
    names of those messages that no dotted expression reaches to the expressions that do at run time.
    """

    def __init__(self, messages: Iterable[Message]) -> None:
        messages = sorted(messages, key=lambda message: message.full_name)
        modules = sorted({module_name(message.file, "_pb2") for message in messages})
        self._aliases = _module_aliases(modules)
        self._names: dict[str, str] = {}
        self.imports = [_import(module, self._aliases[module]) for module in modules if _importable(module)]
        self.loads = [
            f"{self._aliases[module]} = _nexus.import_module({quote(module)})"
            for module in modules
            if not _importable(module)
        ]
        self.aliases: dict[str, str] = {}
        taken = set(self._aliases.values())
        for message in messages:
            module = module_name(message.file, "_pb2")
            name = ".".join((self._aliases[module], *message.path))
            if not _importable(module) or not all(map(_reachable, message.path)):
                alias = free(name.replace(".", "_"), taken)
                taken.add(alias)
                self.aliases[alias] = _run_time_expression(self._aliases[module], message.path)
                name = alias
            self._names[message.full_name] = name

    def name(self, message: Message) -> str:
        """Return the expression for a message class."""
        return self._names[message.full_name]


def _reachable(part: str) -> bool:
    # Private names are errors to pyright, and in class bodies those with two underscores are mangled.
    return part.isidentifier() and not iskeyword(part) and not part.startswith("_")


def _importable(module: str) -> bool:
    return all(map(_reachable, module.split(".")))


def _import(module: str, alias: str) -> str:
    package, _, last = module.rpartition(".")
    return f"from {package} import {last} as {alias}" if package else f"import {last} as {alias}"


def _module_aliases(modules: list[str]) -> dict[str, str]:
    lasts = [_identifier(module.rpartition(".")[2]) for module in modules]
    aliases: dict[str, str] = {}
    taken = set[str]()
    for module, last in zip(modules, lasts, strict=True):
        aliases[module] = free(last if lasts.count(last) == 1 else _identifier(module), taken)
        taken.add(aliases[module])
    return aliases


def _identifier(name: str) -> str:
    # Exactly one leading underscore: ours, and not mangled in class bodies.
    return "_" + "".join(char if char.isalnum() and char.isascii() else "_" for char in name).lstrip("_")


def _run_time_expression(expression: str, path: tuple[str, ...]) -> str:
    for part in path:
        expression = f"{expression}.{part}" if _reachable(part) else f"getattr({expression}, {quote(part)})"
    return expression
