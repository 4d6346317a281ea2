"""The options' Python modules, beside temporalio's registration of the same file and generated code of users."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import project
import pytest
from project import ROOT

SITE_PACKAGES = Path(pytest.__file__).parents[1]
MODULES = ["temporalio.client", "nexusannotations.v1.options_pb2", "protonexus.v1.options_pb2", "shop.v1.shop_pb2"]
# Each of temporalio, ours and the user's module first, and each pair both ways round.
ORDERS = [MODULES, MODULES[1:] + MODULES[:1], MODULES[::-1]]

CONTRACT = """
syntax = "proto3";
package shop.v1;
import "nexusannotations/v1/options.proto";
import "protonexus/v1/options.proto";
message Order { string id = 1; }
service ShopService {
  rpc Buy(Order) returns (Order) {
    option (nexusannotations.v1.operation) = { name: "buy" tags: "a" };
    option (protonexus.v1.operation).summary = "buys";
  }
}
"""

# Without an `inputs:`, so that copies of the options are generated too, as users who forget it will have them.
BUF_GEN = """
version: v2
{managed}
plugins:
  - protoc_builtin: python
    protoc_path: [python, -m, grpc_tools.protoc]
    out: gen
    strategy: all
"""
MANAGED = "managed: {enabled: true, override: [{file_option: go_package_prefix, value: example.com/shop}]}"

READ_OPTIONS = """
from nexusannotations.v1 import options_pb2 as annotations
from protonexus.v1 import options_pb2 as options
from shop.v1 import shop_pb2
said = shop_pb2.DESCRIPTOR.services_by_name["ShopService"].methods_by_name["Buy"].GetOptions()
assert said.Extensions[annotations.operation] == annotations.OperationOptions(name="buy", tags=["a"]), said
assert said.Extensions[options.operation] == options.OperationOptions(summary="buys"), said
"""


def interpreters() -> Iterator[Path]:
    """Yield one bare interpreter of each supported version on this machine, the one that runs the tests first."""
    seen: set[str] = set()
    versions = [f"python3.{minor}" for minor in range(11, 15)]
    shims = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    found = [Path(path) for name in versions if (path := shutil.which(name, path="/usr/local/bin:/usr/bin"))]
    pyenv = [path for name in versions for path in sorted(shims.glob(f"versions/*/bin/{name}"))]
    for python in [Path(sys.base_prefix, "bin", f"python3.{sys.version_info.minor}"), *found, *pyenv]:
        if python.name not in seen:
            seen.add(python.name)
            yield python


PYTHONS = list(interpreters())


def run(code: str, *path: Path, python: Path = PYTHONS[0]) -> None:
    """Run `code` with nothing but `path` to import from; fails with its traceback."""
    environ = os.environ | {"PYTHONPATH": os.pathsep.join(map(str, path)), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run([python, "-S", "-c", code], env=environ, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module", params=["", MANAGED], ids=["plain", "managed"])
def gen(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a user's generated folder, with copies of the options in it."""
    workspace = tmp_path_factory.mktemp("shop")
    for options in ("nexusannotations", "protonexus"):
        shutil.copytree(ROOT / "proto" / options, workspace / "vendor" / options)
    (workspace / "proto/shop/v1").mkdir(parents=True)
    (workspace / "proto/shop/v1/shop.proto").write_text(CONTRACT)
    (workspace / "buf.yaml").write_text("version: v2\nmodules: [{path: proto}, {path: vendor}]\n")
    (workspace / "buf.gen.yaml").write_text(BUF_GEN.format(managed=request.param))
    project.run("buf", "generate", cwd=workspace)
    assert (workspace / "gen/nexusannotations/v1/options_pb2.py").exists()
    return workspace / "gen"


@pytest.mark.parametrize("python", PYTHONS, ids=lambda path: path.name)
@pytest.mark.parametrize("order", ORDERS, ids=lambda order: ",".join(m.partition(".")[0] for m in order))
def test_any_import_order_works_even_beside_generated_copies(gen: Path, python: Path, order: list[str]) -> None:
    imports = "; ".join(f"import {module}" for module in order)
    forget = f"[sys.modules.pop(m) for m in {MODULES[1:]}]"
    run(f"import sys; {imports}; {forget}; {imports}\n{READ_OPTIONS}", gen, ROOT / "src", SITE_PACKAGES, python=python)


def test_they_work_on_protobuf_without_its_c_extension(gen: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROTOCOL_BUFFERS_PYTHON_IMPLEMENTATION", "python")
    for first, second in [("temporalio.client", "shop.v1.shop_pb2"), ("shop.v1.shop_pb2", "temporalio.client")]:
        run(f"import {first}, {second}\n{READ_OPTIONS}", gen, ROOT / "src", SITE_PACKAGES)


@pytest.mark.parametrize("module", MODULES[1:3])
def test_they_import_neither_temporalio_nor_anything_else_heavy(module: str) -> None:
    run(
        f"import sys, {module}\n"
        "tops = {name.partition('.')[0] for name in sys.modules} - sys.stdlib_module_names\n"
        "heavy = tops - {'__main__', 'google', 'protonexus', 'nexusannotations'}; assert not heavy, heavy",
        ROOT / "src",
        SITE_PACKAGES,
    )


@pytest.fixture
def only_protobuf(tmp_path: Path) -> Path:
    """Return a folder from which protobuf can be imported and nothing else."""
    (tmp_path / "only").mkdir()
    (tmp_path / "only/google").symlink_to(SITE_PACKAGES / "google")
    return tmp_path / "only"


def test_without_temporalio_they_bring_their_own_registration(gen: Path, only_protobuf: Path) -> None:
    run(READ_OPTIONS, gen, ROOT / "src", only_protobuf)


def test_a_temporalio_that_moved_the_file_is_not_even_executed(gen: Path, only_protobuf: Path) -> None:
    (only_protobuf / "temporalio").mkdir()
    (only_protobuf / "temporalio/__init__.py").write_text("raise RuntimeError('executed')")
    run(READ_OPTIONS, gen, ROOT / "src", only_protobuf)


def test_their_own_registration_is_temporalios_to_the_byte() -> None:
    run("import nexusannotations.v1._bundled_pb2, temporalio.client", ROOT / "src", SITE_PACKAGES)
