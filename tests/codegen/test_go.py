"""All Go that is generated compiles beside protoc-gen-go's, and gofmt, vet and staticcheck find nothing in it."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from codegen.generation import CASES, expected, go_packages, protos, run, texts
from codegen.go_tools import PEER, generate, module, needs_go, tool
from codegen.test_requests import HOSTILE, contract, requests
from google.protobuf.compiler.plugin_pb2 import CodeGeneratorRequest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from project import ROOT
from project import run as execute

from protonexus.codegen.go.names import RUNTIME, camel_case
from protonexus.codegen.go.printer import LANGUAGE, runtime
from protonexus.codegen.go.text import comment

# Of the latter both files are one Go package, in which their messages have one name.
GOOD = [
    case
    for case in CASES
    if not (expected(case, "go") / "error.txt").exists() and case.name != "one_output_of_two_files"
]
RUNTIME_GO = ROOT / "src" / "protonexus" / "codegen" / "go" / "runtime.go"


def code_lines(text: str) -> int:
    return sum(1 for line in text.splitlines() if line.strip() and not line.strip().startswith("//"))


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a module with what all cases expect, and protoc-gen-go's messages."""
    folder = module(tmp_path_factory.mktemp("cases"))
    for case in GOOD:
        for name, text in texts(expected(case, "go")).items():
            if name.endswith(".go"):
                path = folder / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text)
                (path.parent / "nexus_runtime.pb.go").write_text(runtime(path.parent.name))
    packages = [package for case in GOOD for package in go_packages(case)]
    files = [name for case in GOOD for name in protos(case)]
    generate(folder, ["paths=source_relative", *packages], *(f"-I{case}" for case in GOOD), *files, ours=False)
    return folder


@needs_go
def test_all_cases_compile_and_the_tools_find_nothing(tree: Path) -> None:
    assert len(list(tree.rglob("*_nexus.pb.go"))) >= 40
    assert not execute("gofmt", "-l", str(tree), cwd=tree)
    execute("go", "vet", "./...", cwd=tree)
    execute(tool("staticcheck"), "./...", cwd=tree)


@needs_go
def test_the_runtime_is_formatted_and_small() -> None:
    assert not execute("gofmt", "-l", str(RUNTIME_GO))
    assert code_lines(RUNTIME_GO.read_text()) < 350


@pytest.fixture(scope="module")
def peer() -> Path:
    """Return the peer of the interoperation matrix, built."""
    execute(PEER / "build.sh")
    return PEER


@needs_go
def test_a_service_of_two_operations_is_small(peer: Path) -> None:
    (text,) = (peer / "gen" / "newer").rglob("evolution_nexus.pb.go")
    assert code_lines(text.read_text()) < 200


@needs_go
def test_handlers_and_callers_of_the_stubs_read_what_they_may_and_never_panic(peer: Path) -> None:
    execute("go", "test", ".", cwd=peer)


@needs_go
def test_the_tools_find_nothing_in_code_that_uses_the_stubs(peer: Path) -> None:
    assert not execute("gofmt", "-l", ".", cwd=peer)
    execute("go", "vet", "./...", cwd=peer)
    execute(tool("staticcheck"), "./...", cwd=peer)


def test_the_names_of_the_runtime_are_reserved() -> None:
    text = RUNTIME_GO.read_text()
    declared = set(re.findall(r"(?m)^(?:func|type|var|const) (\w+)", text))
    for group in re.findall(r"(?ms)^(?:var|const) \($(.*?)^\)$", text):
        declared |= set(re.findall(r"(?m)^\t(\w+)\s+(?:=|\w)", group))
    assert declared == RUNTIME


@pytest.mark.parametrize(
    ("proto", "go"),
    [
        ("get_user", "GetUser"),
        ("_get", "XGet"),
        ("Outer.Inner", "Outer_Inner"),
        ("Outer.inner", "OuterInner"),
        ("Outer._inner", "Outer_XInner"),
        ("a1b", "A1B"),
        ("x_1", "X_1"),
        ("foo__bar", "Foo_Bar"),
        ("Foo_Bar", "Foo_Bar"),
        ("HTTP_get", "HTTPGet"),
        ("_", "X"),
    ],
)
def test_names_are_protoc_gen_gos(proto: str, go: str) -> None:
    assert camel_case(proto) == go


def of_go(request: CodeGeneratorRequest) -> CodeGeneratorRequest:
    request.parameter = "paths=source_relative"
    for file in request.proto_file:
        file.options.go_package = "example.com/a/b;pb"
    return request


@needs_go
@pytest.mark.parametrize("part", ["file", "package", "message", "service", "method"])
def test_a_hostile_name_is_an_error_of_one_line_or_becomes_text(part: str, tmp_path: Path) -> None:
    texts: list[str] = []
    for name in HOSTILE:
        result = run(of_go(contract(**{part: name})), LANGUAGE)
        assert all(len(error.splitlines()) == 1 for error in result.errors)
        texts += result.files.values()
    assert_formatted(texts, tmp_path)


def assert_formatted(texts: list[str], folder: Path) -> None:
    """Assert that each text is Go, and as gofmt has it: nothing in it got out of where it was put."""
    for number, text in enumerate(texts):
        (folder / f"{number}.go").write_text(text)
    assert not execute("gofmt", "-l", str(folder))


@needs_go
def test_any_contract_gives_errors_or_formatted_go_that_repeats(tmp_path: Path) -> None:
    texts: list[str] = []

    @settings(max_examples=100, deadline=None)
    @given(requests())
    def check(request: CodeGeneratorRequest) -> None:
        request = of_go(request)
        result = run(request, LANGUAGE)
        assert not (result.errors and result.files)
        assert all(len(line.splitlines()) == 1 for line in (*result.errors, *result.warnings))
        assert run(request, LANGUAGE) == result
        texts.extend(text for name, text in result.files.items() if not name.endswith("nexus_runtime.pb.go"))

    check()
    assert texts
    assert_formatted(texts, tmp_path)


def test_a_generation_loads_little_beside_protobuf(tmp_path: Path) -> None:
    script = (
        "import sys; from google.protobuf.compiler.plugin_pb2 import CodeGeneratorRequest as R\n"
        "before = set(sys.modules); from protonexus.codegen.generate import generate\n"
        "from protonexus.codegen.go.printer import LANGUAGE\n"
        "with open(sys.argv[1], 'rb') as file: assert generate(R.FromString(file.read()), LANGUAGE)[0].file\n"
        "print(*(name for name in set(sys.modules) - before if not name.startswith('protonexus')))"
    )
    (tmp_path / "request").write_bytes(of_go(contract()).SerializeToString())
    loaded = execute(sys.executable, "-c", script, tmp_path / "request").split()
    assert not {"temporalio", "dataclasses", "inspect", "importlib.resources", "json"} & set(loaded)
    assert len(loaded) < 15, loaded


LINES = st.sampled_from(
    ["Foo", "- x", "  - y", "1. one", "2) two", "10. ten", "# H", "[a]: b", "``q''", "  in", "\tt", "", "+build x"]
) | st.text(st.sampled_from("ab*/-+#.:()[]` \t\\\u2028é1"), max_size=12)


@needs_go
def test_gofmt_leaves_any_comment_as_it_is(tmp_path: Path) -> None:
    texts: list[str] = ["package p\n"]

    @settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow], deadline=None)
    @given(st.lists(LINES, max_size=8).map("\n".join))
    def check(doc: str) -> None:
        text, number = comment(doc), len(texts)
        assert all(line.startswith("//") for line in text.splitlines())
        texts.append(f"\n{text}type T{number} interface {{\n{comment(doc, chr(9))}\tM()\n}}\n")
        texts.append(f"\n{text}func F{number}() {{}}\n")

    check()
    assert_formatted(["".join(texts)], tmp_path)
