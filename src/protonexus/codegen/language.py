"""What the language-neutral part of the plugins knows of a language."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from google.protobuf.compiler.plugin_pb2 import CodeGeneratorRequest

    from protonexus.codegen.contract import Contract
    from protonexus.codegen.parameters import Parameters
    from protonexus.codegen.problems import Problems


class GeneratedFile(NamedTuple):
    """A file to write, and the contract it is of; None for what the files of several contracts share."""

    name: str
    content: str
    contract: Contract | None


class Printer(Protocol):
    """Prints all contracts of a request; what the language cannot say goes to `problems`."""

    def __call__(
        self, contracts: list[Contract], parameters: Parameters, request: CodeGeneratorRequest, problems: Problems
    ) -> Iterable[GeneratedFile]:
        """Return the files. They must not be counted on when there are problems."""
        ...


class Language(NamedTuple):
    """A target language.

    `choices` are its plugin parameters that have fixed values; `free` is a pattern of the keys of those that take any.
    """

    plugin: str
    choices: Mapping[str, tuple[str, ...]]
    free: str
    print: Printer
