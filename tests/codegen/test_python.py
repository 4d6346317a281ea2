"""All Python that is generated imports, can be implemented and passes both type checkers."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest
from codegen.generation import CASES, expected, protoc, protos, texts
from project import ROOT, run

GOOD = [case for case in CASES if not (expected(case, "python") / "error.txt").exists()]
CHECKER_SETTINGS = """\
[tool.mypy]
strict = true
enable_error_code = ["deprecated"]
explicit_package_bases = true
namespace_packages = true
mypy_path = ["{tree}", "{src}"]
[tool.pyright]
typeCheckingMode = "strict"
pythonVersion = "3.11"
ignore = ["**/*_pb2.py", "**/*_pb2.pyi"]
extraPaths = ["{tree}", "{src}"]
venvPath = "{venvs}"
venv = "{venv}"
"""


def modules(tree: Path) -> list[str]:
    return [path.relative_to(tree).as_posix() for path in sorted(tree.rglob("*_nexus.py"))]


def tree_of_all_cases(folder: Path, stubs: str) -> Path:
    """Put what all cases expect into one folder, with protoc's modules and the given stubs of their messages."""
    for case in GOOD:
        for name, text in texts(expected(case, "python")).items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(text.encode())
    includes = [f"-I{case}" for case in GOOD]
    protoc(*includes, f"--python_out={folder}", stubs + str(folder), *(name for case in GOOD for name in protos(case)))
    venv = Path(sys.prefix)
    settings = CHECKER_SETTINGS.format(tree=folder, src=ROOT / "src", venvs=venv.parent, venv=venv.name)
    (folder / "pyproject.toml").write_text(settings)
    return folder


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tree_of_all_cases(tmp_path_factory.mktemp("protoc"), "--pyi_out=")


IMPLEMENT_ALL = """
import importlib, inspect, sys
from protonexus import _codegen

def implementation(method):
    async def with_request(self, ctx, request): ...
    async def without_request(self, ctx): ...
    return with_request if "request" in inspect.signature(method).parameters else without_request

sys.path.insert(0, sys.argv[1])
for module in map(importlib.import_module, sys.argv[2:]):
    bases = [c for c in vars(module).values() if inspect.isclass(c) and issubclass(c, _codegen.ServiceHandler)]
    assert bases
    for base in bases:
        type("All", (base,), {name: implementation(getattr(base, name)) for name in base.__abstractmethods__})()
"""


def test_all_generated_modules_import_in_one_process_and_every_service_can_be_implemented(tree: Path) -> None:
    names = [name.removesuffix(".py").replace("/", ".") for name in modules(tree)]
    assert len(names) >= 40
    run(sys.executable, "-W", "error::SyntaxWarning", "-c", IMPLEMENT_ALL, str(tree), *names)


def test_generated_modules_use_every_name_they_import(tree: Path) -> None:
    for name in modules(tree):
        module = ast.parse((tree / name).read_text())
        imports = [node for node in ast.walk(module) if isinstance(node, ast.Import | ast.ImportFrom)]
        bound = {alias.asname or alias.name for node in imports for alias in node.names} - {"annotations"}
        used = {node.id for node in ast.walk(module) if isinstance(node, ast.Name)}
        assert bound <= used, f"{name} imports {bound - used} for nothing"


def test_pyright_strict_accepts_all_generated_modules_with_protocs_stubs(tree: Path) -> None:
    run("pyright", "--project", tree, *(str(tree / name) for name in modules(tree)))


def test_mypy_strict_accepts_all_generated_modules_with_its_own_stubs(tmp_path: Path) -> None:
    # protoc's own stubs are no Python where a nested message is called by a keyword, and stop mypy.
    tree = tree_of_all_cases(tmp_path, "--mypy_out=quiet:")
    run(
        "mypy",
        "--config-file",
        "pyproject.toml",
        "--cache-dir",
        ROOT / ".cache" / "mypy-cases",
        *modules(tree),
        cwd=tree,
    )
