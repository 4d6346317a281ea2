"""Requests that no compiler sends: made by hand, incomplete, hostile. Never a traceback, never foreign code."""

from __future__ import annotations

import ast

import pytest
from codegen.generation import run
from google.protobuf.compiler.plugin_pb2 import CodeGeneratorRequest
from google.protobuf.descriptor_pb2 import FileDescriptorProto
from hypothesis import given, settings
from hypothesis import strategies as st

from protonexus.codegen.generate import generate
from protonexus.codegen.go import printer as go
from protonexus.codegen.language import Language
from protonexus.codegen.python import printer as python
from protonexus.codegen.typescript import printer as typescript

HOSTILE = ["x\nimport os", 'x"""', "x: pass\n", "a b", "", "é\u202e", "__import__('os')", "1x", "x\r", "x\\", "None"]


def contract(
    file: str = "f.proto", package: str = "p", message: str = "M", service: str = "S", method: str = "Do"
) -> CodeGeneratorRequest:
    proto = FileDescriptorProto(name=file, package=package, syntax="proto3")
    proto.message_type.add(name=message)
    name = f".{package}.{message}" if package else f".{message}"
    proto.service.add(name=service).method.add(name=method, input_type=name, output_type=name)
    return CodeGeneratorRequest(file_to_generate=[file], proto_file=[proto])


def test_a_file_to_generate_that_is_not_there_is_an_error() -> None:
    request = contract()
    request.file_to_generate.append("missing.proto")
    assert run(request).errors == ["missing.proto: is not in the request to this plugin; run it again"]


@pytest.mark.parametrize("language", [go.LANGUAGE, python.LANGUAGE, typescript.LANGUAGE])
def test_a_comment_that_is_not_utf_8_is_read_as_far_as_it_is(language: Language) -> None:
    request = contract()
    for path in ([6, 0], [6, 0, 2, 0]):
        request.proto_file[0].source_code_info.location.add(path=path, span=[1, 2, 3], leading_comments=" cafe!")
    data = request.SerializeToString().replace(b"cafe!", b"caf\xe9!")
    request = CodeGeneratorRequest.FromString(data)
    request.parameter = "Mf.proto=example.com/f" if language is go.LANGUAGE else ""
    response, _ = generate(request, language)
    assert not response.error, response.error
    assert "caf\\ufffd!" in "".join(file.content for file in response.file)


def test_a_file_that_is_given_twice_is_generated_once() -> None:
    request = contract()
    request.file_to_generate.append("f.proto")
    assert list(run(request).files) == ["f_nexus.py"]


def test_messages_of_two_files_with_one_module_are_an_error() -> None:
    request = contract()
    for file, package in (("a-b.proto", "x"), ("a_b.proto", "y")):
        request.proto_file.add(name=file, package=package).message_type.add(name="A")
    method = request.proto_file[0].service[0].method[0]
    method.input_type, method.output_type = ".x.A", ".y.A"
    said = "f.proto: uses messages of a-b.proto and a_b.proto, which both make the module a_b_pb2; rename one"
    assert run(request).errors == [said]


@pytest.mark.parametrize("file", [".hid.proto", "a..b.proto", "a//b.proto", "../x.proto"])
def test_a_file_that_makes_no_module_is_an_error(file: str) -> None:
    assert run(contract(file)).errors == [f"{file}: {file} makes no Python module; rename it"]


def test_a_message_whose_file_is_not_there_is_an_error() -> None:
    request = contract()
    request.proto_file[0].service[0].method[0].output_type = ".other.v1.Response"
    request.proto_file[0].service[0].method.add(name="Get", input_type=".p.M.Inner", output_type="")
    assert run(request).errors == [
        "f.proto: S.Do: .other.v1.Response is not in the request to this plugin; import the file that defines it",
        "f.proto: S.Get: .p.M.Inner is not in the request to this plugin; import the file that defines it",
        "f.proto: S.Get:  is not in the request to this plugin; import the file that defines it",
    ]


def test_an_empty_request_generates_nothing() -> None:
    assert run(CodeGeneratorRequest()) == ({}, [], [])


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("part", ["file", "package", "message", "service", "method"])
def test_a_hostile_name_is_an_error_of_one_line_or_becomes_text(part: str, name: str) -> None:
    result = run(contract(**{part: name}))
    assert all(len(error.splitlines()) == 1 for error in result.errors)
    for text in result.files.values():
        assert names_called(text) <= {"Operation", "call", "standalone", "service", "generated_by", "import_module"} | {
            "imports_passed_through",
            "getattr",
        }


def names_called(text: str) -> set[str]:
    calls = (node.func for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call))
    return {call.attr if isinstance(call, ast.Attribute) else ast.unparse(call) for call in calls}


NAMES = st.from_regex(r"[A-Za-z_][A-Za-z0-9_]{0,6}", fullmatch=True) | st.sampled_from(
    ["class", "None", "Foo", "foo", "FooClient", "_nexus", "__init__", "property", "M", "annotations", "True"]
)
SEGMENTS = st.lists(st.text(st.sampled_from("aB_-.1é"), min_size=1, max_size=5), min_size=1, max_size=3)


@st.composite
def requests(draw: st.DrawFn) -> CodeGeneratorRequest:
    """Files of any name with messages, nested ones too, and services that take those of each other."""
    request = CodeGeneratorRequest(parameter=draw(st.sampled_from(["", "services=all", "include_service_tags=x"])))
    types: list[str] = []
    for name in draw(st.lists(SEGMENTS.map("/".join), min_size=1, max_size=3, unique=True)):
        package = ".".join(draw(st.lists(NAMES, max_size=2)))
        file = request.proto_file.add(name=f"{name}.proto", package=package, syntax="proto3")
        request.file_to_generate.append(file.name)
        for message in draw(st.lists(NAMES, unique=True, max_size=3)):
            nested = file.message_type.add(name=message).nested_type.add(name=draw(NAMES))
            path = f"{package}.{message}" if package else message
            types += [path, f"{path}.{nested.name}"]
        for service in draw(st.lists(NAMES, unique=True, max_size=3)) if types else []:
            methods = file.service.add(name=service).method
            for method in draw(st.lists(NAMES, unique=True, max_size=5)):
                one = methods.add(name=method)
                one.input_type, one.output_type = (f".{draw(st.sampled_from(types))}" for _ in range(2))
                one.options.deprecated = draw(st.booleans())
    return request


@settings(max_examples=150)
@given(requests())
def test_any_contract_gives_errors_or_files_that_compile_and_repeat(request: CodeGeneratorRequest) -> None:
    result = run(request)
    assert not (result.errors and result.files)
    assert all(len(line.splitlines()) == 1 for line in (*result.errors, *result.warnings))
    for name, text in result.files.items():
        compile(text, name, "exec")
    assert run(request) == result


@given(st.binary(max_size=200))
def test_bytes_that_happen_to_be_a_request_are_answered(data: bytes) -> None:
    from google.protobuf.message import DecodeError

    request = CodeGeneratorRequest()
    try:
        request.ParseFromString(data)
    except DecodeError:
        return
    run(request)
