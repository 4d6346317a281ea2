"""All TypeScript that is generated compiles beside protoc-gen-es's, as CommonJS and as ESM, and eslint passes it."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from codegen.generation import CASES, expected, protoc, protos, texts
from codegen.generation import run as generated
from codegen.test_requests import HOSTILE, contract, requests
from google.protobuf.descriptor_pb2 import FileDescriptorSet
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from project import ROOT, run

from protonexus.codegen.typescript.names import descriptor_names, method_name, relative
from protonexus.codegen.typescript.printer import HELPERS, LANGUAGE, helper
from protonexus.codegen.typescript.text import jsdoc, key, literal

PEER = ROOT / "interop" / "typescript"
GOOD = [case for case in CASES if not (expected(case, "typescript") / "error.txt").exists()]
MISSING = next((f"there is no {tool} on PATH" for tool in ("node", "npm") if shutil.which(tool) is None), "")
needs_node = pytest.mark.skipif(bool(MISSING), reason=MISSING)
OPTIONS = {
    "target": "es2022",
    "lib": ["es2023"],
    "types": ["node"],
    "strict": True,
    "exactOptionalPropertyTypes": True,
    "noUncheckedIndexedAccess": True,
    "declaration": True,
    "skipLibCheck": True,
    "noEmit": True,
}
COMMONJS = OPTIONS | {"module": "node16", "moduleResolution": "node16"}
ESM = OPTIONS | {"module": "nodenext", "moduleResolution": "nodenext", "verbatimModuleSyntax": True}
TEXT = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("*/@`$\"'\\\n\r\t\0\u2028\u2029\u202e{}"))
# Prints, for each text of a JSON array, what the parser objects to or the kinds of its statements.
PARSE = """
const ts = require('typescript');
const texts = JSON.parse(require('fs').readFileSync(0, 'utf8'));
console.log(JSON.stringify(texts.map((text) => {
  const file = ts.createSourceFile('a.ts', text, ts.ScriptTarget.Latest);
  const wrong = file.parseDiagnostics.map((one) => ts.flattenDiagnosticMessageText(one.messageText, ' '));
  return [...wrong, ...file.commentDirectives ?? [], ...file.statements.map((one) => ts.SyntaxKind[one.kind])];
})));
"""
KINDS = {"ImportDeclaration", "ClassDeclaration", "FirstStatement", "VariableStatement"}


@pytest.fixture(scope="session")
def packages() -> Path:
    """Return the folder of the npm packages that the peer of the matrix pins."""
    installed = PEER / "node_modules" / ".package-lock.json"
    if not installed.exists() or installed.stat().st_mtime < (PEER / "package-lock.json").stat().st_mtime:
        run("npm", "ci", "--silent", cwd=PEER)
        installed.touch()
    return PEER / "node_modules"


def project(folder: Path, packages: Path, options: dict[str, object], kind: str) -> Path:
    (folder / "node_modules").symlink_to(packages)
    (folder / "package.json").write_text(json.dumps({"type": kind}))
    (folder / "tsconfig.json").write_text(json.dumps({"compilerOptions": options, "include": ["**/*.ts"]}))
    shutil.copy(PEER / "eslint.config.mjs", folder)
    return folder


def messages(folder: Path, packages: Path, parameter: str) -> None:
    """Let protoc-gen-es print the messages of all cases."""
    es = f"--plugin=protoc-gen-es={packages / '.bin' / 'protoc-gen-es'}"
    includes = [f"-I{case}" for case in GOOD]
    options = ["nexusannotations/v1/options.proto", "protonexus/v1/options.proto"]
    files = [name for case in GOOD for name in protos(case)]
    protoc(*includes, es, f"--es_out={folder}", f"--es_opt=target=ts,{parameter}", *files, *options)


@pytest.fixture(scope="session")
def tree(tmp_path_factory: pytest.TempPathFactory, packages: Path) -> Path:
    """Return a CommonJS project with what all cases expect and the messages beside it."""
    folder = project(tmp_path_factory.mktemp("commonjs"), packages, COMMONJS, "commonjs")
    for case in GOOD:
        for name, text in texts(expected(case, "typescript")).items():
            if name.endswith(".ts"):
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                (folder / name).write_bytes(text.replace('.js";', '";').encode())
    for name in HELPERS:
        (folder / f"{name}.ts").write_text(helper(name, ""))
    messages(folder, packages, "import_extension=none")
    return folder


@needs_node
def test_all_cases_compile_strictly_as_commonjs(tree: Path) -> None:
    assert len(list(tree.rglob("*_nexus.ts"))) >= 40
    run("node_modules/.bin/tsc", "--project", tree, cwd=tree)


@needs_node
def test_eslint_has_nothing_to_say_of_any_of_it(tree: Path) -> None:
    files = [str(path.relative_to(tree)) for path in tree.rglob("*_nexus.ts") if "node_modules" not in path.parts]
    run("node_modules/.bin/eslint", "--quiet", *files, *(f"{name}.ts" for name in HELPERS), cwd=tree)


@needs_node
def test_all_cases_compile_strictly_as_esm(tree: Path, tmp_path: Path, packages: Path) -> None:
    # Only the specifiers differ: the case annotated_services_only has a parameter that says so.
    folder = project(tmp_path, packages, ESM, "module")
    for path in tree.rglob("*_nexus.ts"):
        if "node_modules" not in path.parts:
            (folder / path.relative_to(tree)).parent.mkdir(parents=True, exist_ok=True)
            (folder / path.relative_to(tree)).write_text(re.sub(r'(from "\.[^"]*)";', r'\1.js";', path.read_text()))
    for name in HELPERS:
        (folder / f"{name}.ts").write_text(helper(name, ".js"))
    messages(folder, packages, "import_extension=js")
    run("node_modules/.bin/tsc", "--project", folder, cwd=folder)


@needs_node
def test_names_are_those_that_protoc_gen_es_prints(tree: Path, tmp_path: Path) -> None:
    image = tmp_path / "image.binpb"
    files = [name for case in GOOD for name in protos(case)]
    protoc(*(f"-I{case}" for case in GOOD), "--include_imports", f"--descriptor_set_out={image}", *files)
    compared = 0
    for file in FileDescriptorSet.FromString(image.read_bytes()).file:
        if file.name in files:
            text = (tree / f"{file.name.removesuffix('.proto')}_pb.ts").read_text()
            printed = set(re.findall(r"^export const ([\w$]+): Gen(?:Message|Service)<", text, re.MULTILINE))
            assert set(descriptor_names(file).values()) == printed, file.name
            for service in file.service:
                for method in service.method:
                    assert re.search(rf"^  {re.escape(method_name(method.name))}: {{$", text, re.MULTILINE), method.name
            compared += len(printed)
    assert compared > 150


def parsed(texts: list[str], packages: Path) -> list[list[str]]:
    done = subprocess.run(
        ["node", "-e", PARSE], cwd=packages.parent, input=json.dumps(texts).encode(), capture_output=True
    )
    assert not done.returncode, done.stderr.decode()
    found: list[list[str]] = json.loads(done.stdout)
    return found


@needs_node
def test_whatever_is_asked_for_is_an_error_of_one_line_or_becomes_text(packages: Path) -> None:
    texts: list[str] = []

    def collect(request: object) -> None:
        result = generated(request, LANGUAGE)  # type: ignore[arg-type]
        assert not (result.errors and result.files)
        assert all(len(line.splitlines()) == 1 for line in (*result.errors, *result.warnings))
        texts.extend(text for name, text in result.files.items() if name.removesuffix(".ts") not in HELPERS)

    for part in ("file", "package", "message", "service", "method"):
        for name in HOSTILE:
            collect(contract(**{part: name}))

    @settings(max_examples=150, suppress_health_check=list(HealthCheck), deadline=None)
    @given(requests())
    def any_request(request: object) -> None:
        request.parameter = ""  # type: ignore[attr-defined]
        collect(request)

    any_request()
    assert len(texts) > 50
    for text, found in zip(texts, parsed(texts, packages), strict=True):
        assert set(found) <= KINDS, text


@needs_node
def test_any_text_stays_in_its_literal_and_its_comment(packages: Path) -> None:
    texts: list[str] = []

    @settings(max_examples=300, suppress_health_check=list(HealthCheck), deadline=None)
    @given(TEXT)
    def any_text(text: str) -> None:
        assert len(literal(text).splitlines()) == 1
        texts.append(f"{jsdoc(text)}export const a = {{ {key(text)}: {literal(text)} }};\n")
        assert not re.search(r"(?<![A-Za-z0-9\\])@", jsdoc(text))

    any_text()
    for text, found in zip(texts, parsed(texts, packages), strict=True):
        assert set(found) <= KINDS and len(found) == 1, text


def test_a_file_and_what_all_files_share_are_short() -> None:
    case = next(case for case in CASES if case.name == "declared_errors")
    files = [text for name, text in texts(expected(case, "typescript")).items() if name.endswith(".ts")]
    assert files and all(code_lines(text) < 60 for text in files)
    assert sum(code_lines(helper(name, "")) for name in HELPERS) <= 349


def code_lines(text: str) -> int:
    lines = [line.strip() for line in text.splitlines()]
    return sum(1 for line in lines if line and not line.startswith(("//", "/*", "*")))


@pytest.mark.parametrize(
    ("path", "folder", "specifier"),
    [
        ("a/b/c_pb", "a/b", "./c_pb"),
        ("a/c_pb", "a/b", "../c_pb"),
        ("protonexus", "a/b", "../../protonexus"),
        ("protonexus", "", "./protonexus"),
        ("x/c_pb", "a/b", "../../x/c_pb"),
    ],
)
def test_imports_are_relative(path: str, folder: str, specifier: str) -> None:
    assert relative(path, folder) == specifier


@pytest.mark.parametrize(
    ("proto", "local"), [("Charge", "charge"), ("get_user", "get_user"), ("ToString", "toString$"), ("HTTP", "hTTP")]
)
def test_a_method_is_spelled_as_in_protobuf_es(proto: str, local: str) -> None:
    assert method_name(proto) == local


def test_nothing_that_is_committed_says_where_packages_come_from() -> None:
    lock = json.loads((PEER / "package-lock.json").read_text())["packages"]
    assert not any("resolved" in package for package in lock.values())
    assert all("integrity" in package for name, package in lock.items() if name)
