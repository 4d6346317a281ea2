"""The Go packages of the options files, which protoc-gen-go makes every contract that imports them import."""

from __future__ import annotations

from typing import TYPE_CHECKING

from protonexus.codegen.go.packages import PackageError
from protonexus.codegen.language import GeneratedFile
from protonexus.codegen.text import quote

if TYPE_CHECKING:
    from collections.abc import Iterable

    from google.protobuf.compiler.plugin_pb2 import CodeGeneratorRequest

    from protonexus.codegen.contract import Contract
    from protonexus.codegen.go.packages import Packages
    from protonexus.codegen.problems import Problems

_OURS = "protonexus/v1/options.proto"
_PUBLIC = "nexusannotations/v1/options.proto"
# A package that every program with messages has: so the import that protoc-gen-go prints registers nothing anew, and
# two teams' generated code meets in one program, which a copy of each team's would not survive.
_NOTHING = "google.golang.org/protobuf/types/descriptorpb"
_PUBLIC_GO = "github.com/nexus-rpc/nexus-proto-annotations/go/nexusannotations/v1"
_DEPENDENCY, _GO_PACKAGE = 3, 8


def check_options_files(
    contracts: list[Contract], packages: Packages, request: CodeGeneratorRequest, problems: Problems, header: str
) -> Iterable[GeneratedFile]:
    """Report packages of the options files that end a program at its start; print the empty one that managed mode needs."""
    wanted = {
        name for file in request.file_to_generate if file in packages.files for name in packages.files[file].dependency
    }
    for contract in contracts:
        dependencies = list(packages.files[contract.file].dependency)
        if _PUBLIC in dependencies and _path(packages, _PUBLIC) != _PUBLIC_GO:
            problems.errors.append(
                f"{contract.source.at((_DEPENDENCY, dependencies.index(_PUBLIC)))}: {_PUBLIC} has the Go package "
                f"{quote(_path(packages, _PUBLIC))}, a second copy of which no program with Temporal's SDK starts; write "
                "{file_option: go_package, path: nexusannotations} under managed.disable in buf.gen.yaml, and no M for it"
            )
    if _OURS in request.file_to_generate:
        problems.warnings.append(
            f"{_OURS}: is among the files to generate, but needs no Go; leave it out of buf.gen.yaml's inputs, "
            "as protoc-gen-go makes of it what does not compile, or two copies of which no program starts"
        )
    elif _OURS in wanted and _path(packages, _OURS) != _NOTHING:
        try:
            folder = packages.folder(_OURS)
        except PackageError:
            return  # in another module, which has it
        name = packages.of(_OURS).name
        text = (
            f"{header}// Package {name} is empty: protoc-gen-go imports it where a contract imports\n// {_OURS}, "
            f'and nothing in it is registered.\npackage {name}\n\nimport _ "{_NOTHING}"\n'
        )
        yield GeneratedFile(f"{folder}/options_nexus.pb.go".lstrip("/"), text, None)


def _path(packages: Packages, file: str) -> str:
    try:
        return packages.of(file).path
    except PackageError:
        return ""
