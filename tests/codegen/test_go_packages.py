"""Where Go files go, by protoc-gen-go's parameters; and programs that start although they import the options files."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from codegen.generation import compiled, plugin, run, written
from codegen.go_tools import generate, module, needs_go, tool
from project import ENVIRON, ROOT
from project import run as execute

from protonexus.codegen.go.printer import LANGUAGE

CONTRACT = """\
syntax = "proto3";
package {team}.v1;
import "nexusannotations/v1/options.proto";
import "protonexus/v1/options.proto";
{go_package}
message M {{}}
service S {{
  option (nexusannotations.v1.service).name = "{team}";
  option (protonexus.v1.service).endpoint = "{team}";
  rpc Do(M) returns (M);
}}
"""
MAIN = """\
package main

import (
	"fmt"

	one "{one}"
	two "{two}"
	_ "go.temporal.io/sdk/worker"
)

func main() {{ fmt.Println(one.SServiceName, two.SServiceName) }}
"""


def source(team: str, go_package: str = "") -> dict[str, str]:
    option = f'option go_package = "{go_package}";' if go_package else ""
    return {f"{team}/v1/s.proto": CONTRACT.format(team=team, go_package=option)}


def names(folder: Path, parameter: str, go_package: str = "example.com/x/one/v1") -> list[str]:
    request = compiled(folder, source("one", go_package))
    request.parameter = parameter
    result = run(request, LANGUAGE)
    assert not result.errors, result.errors
    return sorted(result.files)


@pytest.mark.parametrize(
    ("parameter", "go_package", "folder"),
    [
        ("", "example.com/x/one/v1", "example.com/x/one/v1/v1nexus"),
        ("", "example.com/x/one/v1;onev1", "example.com/x/one/v1/onev1nexus"),
        ("paths=import", "example.com/x/one/v1;onev1", "example.com/x/one/v1/onev1nexus"),
        ("paths=source_relative", "example.com/x/elsewhere;onev1", "one/v1/onev1nexus"),
        ("module=example.com/x", "example.com/x/one/v1;onev1", "one/v1/onev1nexus"),
        ("module=example.com/x", "example.com/x;x", "xnexus"),
        ("Mone/v1/s.proto=example.com/y", "example.com/x/one/v1", "example.com/y/v1nexus"),
        ("Mone/v1/s.proto=example.com/y;z", "example.com/x/one/v1;onev1", "example.com/y/znexus"),
        ("Mone/v1/s.proto=example.com/my-pkg", "", "example.com/my-pkg/my_pkgnexus"),
        ("Mone/v1/s.proto=example.com/1type", "", "example.com/1type/_1typenexus"),
    ],
)
def test_files_go_where_protoc_gen_gos_do(parameter: str, go_package: str, folder: str, tmp_path: Path) -> None:
    assert names(tmp_path, parameter, go_package) == [f"{folder}/nexus_runtime.pb.go", f"{folder}/s_nexus.pb.go"]


@pytest.mark.parametrize(
    ("parameter", "go_package", "said"),
    [
        ("", "", 'one/v1/s.proto:7:1: one/v1/s.proto has no Go package; write option go_package = "'),
        ("", "nowhere", 'one/v1/s.proto:5:1: one/v1/s.proto has the Go import path "nowhere", which Go takes for none'),
        ("", "../x;x", '"../x", which Go takes for none'),
        ("", "a b/c", '"a b/c", which Go takes for none'),
        ("", "example.com/x;a b", 'the Go package name "a b", which Go takes for none; write letters'),
        ("", "example.com/x;func", 'the Go package name "func", which Go takes for none'),
        ("module=example.com/y", "example.com/x", 'is not in module "example.com/y"; write module= as it is in go.mod'),
        ("module=a.b,paths=source_relative", "example.com/x", "module has no effect with paths=source_relative"),
    ],
)
def test_a_wrong_package_is_one_line_with_its_place(parameter: str, go_package: str, said: str, tmp_path: Path) -> None:
    request = compiled(tmp_path, source("one", go_package))
    request.parameter = parameter
    result = run(request, LANGUAGE)
    assert not result.files and len(result.errors) == 1
    assert said in result.errors[0] and "\n" not in result.errors[0]


def test_a_package_whose_name_begins_with_a_digit_is_imported_under_a_legal_one(tmp_path: Path) -> None:
    for go_package in ("example.com/shop/2024-01", "example.com/1type", "example.com/x;_1"):
        result = run(compiled(tmp_path, source("one", go_package)), LANGUAGE)
        code = next(code for name, code in result.files.items() if name.endswith("s_nexus.pb.go"))
        imported = re.search(rf'^\t(\S+) "{go_package.partition(";")[0]}"$', code, re.MULTILINE)
        assert imported and re.fullmatch("[a-z][a-z0-9_]*", imported[1])


def test_a_second_copy_of_the_public_options_is_an_error(tmp_path: Path) -> None:
    request = compiled(tmp_path, source("one", "example.com/x/one/v1"))
    request.parameter = "Mnexusannotations/v1/options.proto=example.com/x/nexusannotations/v1"
    (error,) = run(request, LANGUAGE).errors
    assert error.startswith("one/v1/s.proto:3:1: nexusannotations/v1/options.proto has the Go package ")
    assert "managed.disable in buf.gen.yaml" in error


def test_a_name_that_gos_sdk_refuses_is_an_error(tmp_path: Path) -> None:
    files = {name: text.replace('"one"', '"__temporal_x"', 1) for name, text in source("one", "a.b/c").items()}
    (error,) = run(compiled(tmp_path, files), LANGUAGE).errors
    assert error.startswith('one/v1/s.proto:7:1: the Nexus name "__temporal_x" is Temporal\'s own')


@needs_go
def test_two_teams_trees_meet_in_one_program(tmp_path: Path) -> None:
    """Three of them: by `paths=source_relative`, by `module=`, and in buf's managed mode."""
    folder = module(tmp_path / "program", "example.com/x")
    written(tmp_path / "one", source("one", "example.com/x/one/v1;onev1"))
    generate(folder, ["paths=source_relative"], f"-I{tmp_path / 'one'}", "one/v1/s.proto")
    written(tmp_path / "two", source("two", "example.com/x/two/v1;twov1"))
    generate(folder, ["module=example.com/x"], f"-I{tmp_path / 'two'}", "two/v1/s.proto")
    for team in ("three", "four"):
        managed(tmp_path / team, team, folder)
    pairs = [
        ("one/v1/onev1nexus", "two/v1/twov1nexus"),
        ("gen/three/three/v1/threev1nexus", "gen/four/four/v1/fourv1nexus"),
    ]
    for number, (one, two) in enumerate(pairs):
        (folder / f"main{number}").mkdir()
        paths = {"one": f"example.com/x/{one}", "two": f"example.com/x/{two}"}
        (folder / f"main{number}" / "main.go").write_text(MAIN.format(**paths))
    execute("go", "vet", "./...", cwd=folder)
    assert execute("go", "run", "./main0", cwd=folder) == "one two\n"
    assert execute("go", "run", "./main1", cwd=folder) == "three four\n"


def managed(workspace: Path, team: str, program: Path, disable: bool = True) -> None:
    """Let buf generate a team's tree below gen/TEAM of a program, with go_package as managed mode makes it."""
    written(workspace / "proto", source(team))
    (workspace / "buf.yaml").write_text(f"version: v2\nmodules:\n  - path: proto\n  - path: {workspace / 'vendor'}\n")
    for name in ("nexusannotations", "protonexus"):
        for file in (ROOT / "proto" / name / "v1").glob("*.proto"):
            written(workspace / "vendor", {f"{name}/v1/{file.name}": file.read_text()})
    (workspace / "buf.yaml").write_text("version: v2\nmodules:\n  - path: proto\n  - path: vendor\n")
    options = [f"module=example.com/x/gen/{team}"]
    out = str(program / "gen" / team)
    template = {
        "version": "v2",
        "managed": {
            "enabled": True,
            "disable": [{"file_option": "go_package", "path": "nexusannotations"}] if disable else [],
            "override": [{"file_option": "go_package_prefix", "value": f"example.com/x/gen/{team}"}],
        },
        "inputs": [{"directory": "proto"}],
        "plugins": [
            {"local": tool("protoc-gen-go"), "out": out, "opt": options},
            {"local": str(plugin("go")), "out": out, "opt": options},
        ],
    }
    execute("buf", "generate", "--template", json.dumps(template), cwd=workspace)


@needs_go
def test_managed_mode_that_moves_the_public_options_says_what_to_write(tmp_path: Path) -> None:
    assert ENVIRON
    with pytest.raises(AssertionError, match=r"file_option: go_package, path: nexusannotations"):
        managed(tmp_path / "workspace", "one", tmp_path / "program", disable=False)
