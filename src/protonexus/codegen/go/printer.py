"""Prints contracts as Go: a package beside that of the messages, with a file for each contract and one they share."""

from __future__ import annotations

import re
from itertools import chain
from os.path import dirname, join
from typing import TYPE_CHECKING, NamedTuple

from protonexus._version import __version__
from protonexus.codegen.contract import EMPTY
from protonexus.codegen.go.names import ErrorNames, Names, ServiceNames, aliases, camel_case, is_legal
from protonexus.codegen.go.operation import File
from protonexus.codegen.go.options_files import check_options_files
from protonexus.codegen.go.packages import Package, PackageError, Packages, stem
from protonexus.codegen.go.service import print_service
from protonexus.codegen.go.text import comment, line, sentence
from protonexus.codegen.language import GeneratedFile, Language
from protonexus.codegen.text import one_line, quote

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from google.protobuf.compiler.plugin_pb2 import CodeGeneratorRequest

    from protonexus.codegen.contract import Contract, DeclaredError, Message
    from protonexus.codegen.parameters import Parameters
    from protonexus.codegen.problems import Problems

PLUGIN = "protoc-gen-nexus-go"
_SDK = "go.temporal.io/sdk/"
_NOT_CODE = re.compile(r'(?m)^\s*//.*$|"(?:[^"\\]|\\.)*"')


class _Home(NamedTuple):
    """A package that is generated: where, what it is called, and the names that are taken in it."""

    folder: str
    name: str
    names: Names
    errors: dict[DeclaredError, ErrorNames]


def _print(
    contracts: list[Contract], parameters: Parameters, request: CodeGeneratorRequest, problems: Problems
) -> Iterable[GeneratedFile]:
    packages = Packages(request, parameters)
    if packages.mistake:
        problems.errors.append(f"{PLUGIN}: {packages.mistake}")
        return
    good = [contract for contract in contracts if _check(contract, packages, problems)]
    yield from check_options_files(good, packages, request, problems, _header("", ""))
    homes: dict[str, _Home] = {}
    for contract in good:
        package, folder = packages.of(contract.file), packages.folder(contract.file)
        name = f"{package.name}nexus"
        if folder not in homes:
            homes[folder] = _Home(join(folder, name), name, Names(), {})
    # All services of a package are named before any error is, and those before anything is printed.
    named = [
        [homes[packages.folder(contract.file)].names.service(service) for service in contract.services]
        for contract in good
    ]
    for contract, services in zip(good, named, strict=True):
        home = homes[packages.folder(contract.file)]
        own = {error: home.names.error(error) for error in _errors(contract) if error not in home.errors}
        home.errors.update(own)
        text = _file(contract, services, own, home, packages, parameters.text)
        yield GeneratedFile(join(home.folder, f"{stem(contract.file)}_nexus.pb.go"), text, contract)
    for home in homes.values():
        yield GeneratedFile(join(home.folder, "nexus_runtime.pb.go"), runtime(home.name), None)


LANGUAGE = Language(PLUGIN, {"paths": ("import", "source_relative")}, "M.+|module", _print)


def runtime(package: str) -> str:
    """Return what the files of a package share, which is runtime.go but for its beginning."""
    with open(join(dirname(__file__), "runtime.go"), encoding="utf-8") as file:
        _, _, code = file.read().partition("package nexusruntime\n")
    return f"{_header('', '')}// What the files of this package share.\n\npackage {package}\n{code}"


def _errors(contract: Contract) -> Iterable[DeclaredError]:
    operations = chain.from_iterable(service.operations for service in contract.services)
    return dict.fromkeys(chain.from_iterable(operation.settings.errors for operation in operations))


def _messages(contract: Contract) -> Iterator[tuple[Message, tuple[int, ...]]]:
    """Yield the messages that generated code names, each with the place that asks for it."""
    for service in contract.services:
        for operation in service.operations:
            for message in (operation.request, operation.response):
                if message.full_name != EMPTY:
                    yield message, operation.path
            for error in operation.settings.errors:
                yield error.message, operation.path


def _check(contract: Contract, packages: Packages, problems: Problems) -> bool:
    """Report what Go cannot say, or has no place for."""
    before = len(problems.errors)

    def error(path: tuple[int, ...], text: str) -> None:
        said = f"{contract.source.at(path)}: {text}"
        if said not in problems.errors:
            problems.errors.append(said)

    try:
        packages.folder(contract.file)
    except PackageError as wrong:
        go_package = (8, 11)
        error(go_package if contract.source.has(go_package) else contract.services[0].path, str(wrong))
    for message, path in _messages(contract):
        if not all(map(is_legal, message.path)):
            error(path, f"{one_line(message.full_name)} is no legal name; compile it again from the .proto")
        try:
            packages.of(message.file)
        except PackageError as wrong:
            if message.file != contract.file:
                error(path, str(wrong))
    for service in contract.services:
        named = [(service.proto_name, service.name, service.path)]
        named += [(operation.method, operation.name, operation.path) for operation in service.operations]
        for proto, name, path in named:
            if name.startswith("__temporal_"):
                error(
                    path, f"the Nexus name {quote(name)} is Temporal's own to Go's SDK; write one that begins otherwise"
                )
            if not is_legal(proto):
                error(path, f"{one_line(proto)} is no legal name; compile it again from the .proto")
    return len(problems.errors) == before


def _header(source: str, parameter: str) -> str:
    return (
        f"// Code generated by {PLUGIN} {__version__}. DO NOT EDIT.\n"
        + (line(f"source: {source}") if source else "")
        + (line(f"parameter: {parameter}") if parameter else "")
        + "\n"
    )


def _file(
    contract: Contract,
    services: list[ServiceNames],
    own: Mapping[DeclaredError, ErrorNames],
    home: _Home,
    packages: Packages,
    parameter: str,
) -> str:
    used = {packages.of(message.file) for message, _ in _own_messages(contract, own)}
    names = aliases(used)
    types = {
        message.full_name: f"*{names[packages.of(message.file).path]}.{camel_case('.'.join(message.path))}"
        for message, _ in _own_messages(contract, own)
    }
    file = File(types, {error: home.errors[error] for error in _errors(contract)})
    body = [_declared_error(error, own[error], types[error.message.full_name]) for error in own]
    for service, one in zip(contract.services, services, strict=True):
        body.append(print_service(service, one, file))
    return "".join([_header(contract.file, parameter), _opening(contract, home), _imports(used, names, body), *body])


def _own_messages(
    contract: Contract, own: Mapping[DeclaredError, ErrorNames]
) -> Iterator[tuple[Message, tuple[int, ...]]]:
    """Yield the messages of operations, and of those errors whose types are in this contract's file."""
    for service in contract.services:
        for operation in service.operations:
            for message in (operation.request, operation.response):
                if message.full_name != EMPTY:
                    yield message, ()
    for error in own:
        yield error.message, ()


def _opening(contract: Contract, home: _Home) -> str:
    package = f"package {one_line(contract.package)}" if contract.package else "the contract"
    doc = f"Package {home.name} has the Nexus services of {package}: handlers, and clients for workflows and ordinary code."
    return f"{sentence(doc)}package {home.name}\n\n"


def _imports(used: Iterable[Package], names: Mapping[str, str], body: list[str]) -> str:
    code = _NOT_CODE.sub("", "".join(body))
    standard = [path for path in ("cmp", "context", "errors", "time") if re.search(rf"\b{path}\.", code)]
    others = ["github.com/nexus-rpc/sdk-go/nexus"]
    others += [_SDK + name for name in ("client", "converter", "temporalnexus", "workflow")]
    others += ["google.golang.org/protobuf/proto"] if re.search(r"\bproto\.Message", code) else []
    lines = [f"\t{quote(path)}\n" for path in standard] + ["\n"] + [f"\t{quote(path)}\n" for path in others]
    if used:
        lines += ["\n", *(f"\t{names[package.path]} {quote(package.path)}\n" for package in sorted(used))]
    return f"import (\n{''.join(lines)})\n"


def _declared_error(error: DeclaredError, names: ErrorNames, detail: str) -> str:
    name = error.message.full_name
    said = comment(error.doc, first=False)
    doc = sentence(f"{names.type} is the declared error whose detail is {name}.") + (f"//\n{said}" if said else "")
    makes = sentence(f"{names.new} makes the error to return from a handler, its workflow or an activity of that.")
    finds = sentence(
        f"{names.as_} finds the error where no client has made it: in the result of a workflow that failed with it, say."
    )
    return f"""
{doc}type {names.type} struct {{
	// Detail is what the handler says of the error.
	Detail {detail}
	failure
}}

var {names.variable} = declaredError{{({detail})(nil), func(f failure, detail proto.Message) error {{
	return &{names.type}{{detail.({detail}), f}}
}}}}

{makes}func {names.new}(message string, detail {detail}) error {{
	return {names.variable}.fail(message, detail)
}}

{finds}func {names.as_}(err error) (found *{names.type}, ok bool) {{
	if !errors.As(err, &found) {{
		found, _ = {names.variable}.find(err, false).(*{names.type})
	}}
	return found, found != nil
}}
"""
