"""From a request of the compiler to the response: the whole plugin but for its streams."""

from __future__ import annotations

from typing import TYPE_CHECKING

from google.protobuf.compiler.plugin_pb2 import CodeGeneratorResponse
from google.protobuf.descriptor_pb2 import Edition

from protonexus.codegen.parameters import ParameterError, parse_parameters
from protonexus.codegen.problems import Problems
from protonexus.codegen.reader import read_contracts
from protonexus.codegen.text import one_line, quote

if TYPE_CHECKING:
    from google.protobuf.compiler.plugin_pb2 import CodeGeneratorRequest

    from protonexus.codegen.contract import Contract
    from protonexus.codegen.language import Language


def generate(request: CodeGeneratorRequest, language: Language) -> tuple[CodeGeneratorResponse, list[str]]:
    """Generate the files of a language for a request.

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
        parameters = parse_parameters(request.parameter, language)
    except ParameterError as error:
        response.error = f"{language.plugin}: {error}"
        return response, []
    problems = Problems()
    contracts = read_contracts(request, parameters, problems)
    sources: dict[str, Contract | None] = {}
    for file in language.print(contracts, parameters, request, problems):
        if file.name in sources and file.contract is not None:
            twin = sources[file.name]
            other = one_line(twin.file) if twin else "every contract"
            problems.errors.append(
                f"{file.contract.source.at(file.contract.services[0].path)}: {quote(file.name)} is also what {other} "
                "generates; rename one of the two files"
            )
        sources[file.name] = file.contract
        response.file.add(name=file.name, content=file.content)
    if problems.errors:
        del response.file[:]
        response.error = "\n".join(problems.errors)
    return response, problems.warnings
