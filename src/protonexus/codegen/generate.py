"""From a request of the compiler to the response: the whole plugin but for its streams."""

from __future__ import annotations

from typing import TYPE_CHECKING

from google.protobuf.compiler.plugin_pb2 import CodeGeneratorResponse
from google.protobuf.descriptor_pb2 import Edition

from protonexus.codegen.parameters import ParameterError, parse_parameters
from protonexus.codegen.problems import Problems
from protonexus.codegen.python import print_python
from protonexus.codegen.reader import read_contracts
from protonexus.codegen.text import one_line, quote

if TYPE_CHECKING:
    from google.protobuf.compiler.plugin_pb2 import CodeGeneratorRequest


def generate(request: CodeGeneratorRequest) -> tuple[CodeGeneratorResponse, list[str]]:
    """Generate Python for a request.

    Returns:
        The response, and warnings for people, one line each. A wrong contract or parameter is the response's
        `error`: one line for each mistake, and no files.
    """
    response = CodeGeneratorResponse(
        supported_features=CodeGeneratorResponse.FEATURE_PROTO3_OPTIONAL
        | CodeGeneratorResponse.FEATURE_SUPPORTS_EDITIONS,
        minimum_edition=Edition.EDITION_PROTO2,
        maximum_edition=Edition.EDITION_2024,
    )
    try:
        parameters = parse_parameters(request.parameter)
    except ParameterError as error:
        response.error = f"protoc-gen-nexus-python: {error}"
        return response, []
    problems = Problems()
    contracts = read_contracts(request, parameters, problems)
    sources: dict[str, str] = {}
    for contract in contracts:
        name, content = print_python(contract, parameters.text)
        if name in sources:
            problems.errors.append(
                f"{contract.source.at(contract.services[0].path)}: {quote(name)} is also what {one_line(sources[name])} "
                "generates; rename one of the two files"
            )
        sources[name] = contract.file
        response.file.add(name=name, content=content)
    if problems.errors:
        del response.file[:]
        response.error = "\n".join(problems.errors)
    return response, problems.warnings
