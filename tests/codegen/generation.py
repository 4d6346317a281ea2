"""Runs the plugins as users do, through protoc, on the cases beside this file.

A case is a folder: .proto files, for some the plugins' parameter in `parameter.txt` (or `parameter.LANGUAGE.txt`), and
under `expected/LANGUAGE/` the files that a plugin generates, or else `error.txt`; and in `warnings.txt` what it warns
of. Paths, packages and messages are unique among all cases, so that they can be compiled and imported together.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from google.protobuf.compiler.plugin_pb2 import CodeGeneratorRequest, CodeGeneratorResponse
from google.protobuf.descriptor_pb2 import FileDescriptorSet
from project import BIN, ENVIRON, ROOT

from protonexus.codegen.generate import generate
from protonexus.codegen.go import printer as go
from protonexus.codegen.language import Language
from protonexus.codegen.python.printer import LANGUAGE as PYTHON
from protonexus.codegen.typescript import printer as typescript

CASES = sorted(folder for folder in (Path(__file__).parent / "cases").iterdir() if folder.is_dir())
GO_MODULE = "example.com/cases"
LANGUAGES = ("python", "go", "typescript")


class Result(NamedTuple):
    """What generate() makes of a request: files by path, errors and warnings."""

    files: dict[str, str]
    errors: list[str]
    warnings: list[str]


def protos(case: Path) -> list[str]:
    """Return the .proto files in a folder as protoc knows them."""
    return sorted(file.relative_to(case).as_posix() for file in case.rglob("*.proto"))


def texts(folder: Path) -> dict[str, str]:
    """Return the text of each file in a folder, by its path in there."""
    files = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes().decode() for path in files}


def protoc(*arguments: str | Path, check: bool = True) -> str:
    """Run protoc, with this project's options last on its path; return what it prints on stderr."""
    command = [
        sys.executable,
        "-m",
        "grpc_tools.protoc",
        *arguments,
        f"-I{ROOT / 'proto'}",
        f"-I{ROOT / 'third_party'}",
    ]
    done = subprocess.run(command, env=ENVIRON, capture_output=True)
    assert not check or not done.returncode, done.stderr.decode()
    return done.stderr.decode()


def expected(case: Path, language: str) -> Path:
    """Return the folder of what a case expects in a language."""
    return case / "expected" / language


def plugin(language: str) -> Path:
    """Return the path of the plugin of a language."""
    return BIN / f"protoc-gen-nexus-{language}"


def through_protoc(folder: Path, language: str, parameter: str = "") -> tuple[dict[str, str], str]:
    """Let protoc run a plugin on a folder of .proto files; return the files and what was printed."""
    with tempfile.TemporaryDirectory() as out:
        arguments = [f"--plugin={plugin(language)}", f"--nexus-{language}_out={out}"]
        if parameter:
            arguments.append(f"--nexus-{language}_opt={parameter}")
        printed = protoc(f"-I{folder}", *arguments, *protos(folder), check=False)
        return texts(Path(out)), printed


def go_packages(case: Path) -> list[str]:
    """Return the parameters that say where the Go packages of a case are, since its files do not say so."""
    return [f"M{name}={f'{GO_MODULE}/{name}'.rpartition('/')[0]}" for name in protos(case)]


def results(case: Path, language: str) -> dict[str, str]:
    """Run a plugin on a case and return what the folder `expected(case, language)` should have."""
    parameters = (case / f"parameter.{language}.txt", case / "parameter.txt")
    parameter = next((one.read_text().strip() for one in parameters if one.exists()), "")
    if language == "go":
        parameter = ",".join(filter(None, (parameter, "paths=source_relative", *go_packages(case))))
    found, printed = through_protoc(case, language, parameter)
    for name in [name for name in found if name.endswith("/nexus_runtime.pb.go")]:
        # Not committed once a case.
        assert found.pop(name) == go.runtime(name.split("/")[-2])
    for name in typescript.HELPERS if language == "typescript" else ():
        if text := found.pop(f"{name}.ts", ""):
            assert text == typescript.helper(name, ".js" if "import_extension=js" in parameter else ""), name
    lines = printed.removesuffix("\n").split("\n") if printed else []
    warnings = [line for line in lines if line.startswith("warning: ")]
    errors = [line.removeprefix(f"--nexus-{language}_out: ") for line in lines if line not in warnings]
    for name, kind in (("warnings.txt", warnings), ("error.txt", errors)):
        if kind:
            found[name] = "\n".join(kind) + "\n"
    return found


def written(folder: Path, sources: dict[str, str]) -> Path:
    """Write .proto sources into a folder."""
    for name, source in sources.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(source.encode())
    return folder


def compiled(folder: Path, sources: dict[str, str]) -> CodeGeneratorRequest:
    """Compile .proto sources and return the request that a compiler sends for them."""
    image = written(folder, sources) / "image.binpb"
    protoc(f"-I{folder}", "--include_imports", "--include_source_info", f"--descriptor_set_out={image}", *sources)
    files = FileDescriptorSet.FromString(image.read_bytes()).file
    return CodeGeneratorRequest(file_to_generate=list(sources), proto_file=files)


def run(request: CodeGeneratorRequest, language: Language = PYTHON) -> Result:
    """Run generate() on a request, as a compiler sends it."""
    response, warnings = generate(CodeGeneratorRequest.FromString(request.SerializeToString()), language)
    assert response.supported_features == (
        CodeGeneratorResponse.FEATURE_PROTO3_OPTIONAL | CodeGeneratorResponse.FEATURE_SUPPORTS_EDITIONS
    )
    files = {file.name: file.content for file in response.file}
    return Result(files, response.error.splitlines() if response.error else [], warnings)
