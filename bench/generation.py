"""`buf generate` over 1,000 services of 10 methods, for Python and for all languages, beside `buf build` of the module."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import contracts
from timing import ONCE, Command, Row, processes

LIMITS = {"python": 1.5, "all languages": 2.5}
SERVICES, METHODS, DIRECTORIES = 20 if ONCE else 1000, 10, 40

_OPTIONS = {"python": "", "go": ", opt: paths=source_relative", "typescript": ""}
_VERBS = ("Create", "Get", "Update", "Delete", "List", "Approve", "Cancel", "Reserve", "Refund", "Archive")


def measure() -> Iterator[Row]:
    module = contracts.scratch()
    write_module(module)
    path = os.pathsep.join([str(Path(contracts.PLUGIN).parent), os.environ["PATH"]])
    env, cwd = {**os.environ, "PATH": path}, str(module)
    theirs = Command(["buf", "build", "-o", os.devnull], cwd=cwd, env=env)
    for languages, limit in LIMITS.items():
        ours = Command(["buf", "generate", "--template", f"{languages}.yaml"], cwd=cwd, env=env)
        name = f"generation: {SERVICES} services x {METHODS}, {languages}"
        yield from processes(name, ours, theirs, limit, rounds=5)
    for suffix in ("py", "pb.go", "ts"):
        written = len(list(module.glob(f"gen/**/*_nexus.{suffix}")))
        assert written == SERVICES, f"{written} files *_nexus.{suffix} were generated"


def write_module(folder: Path) -> None:
    """A buf module as a large organisation has them: a file a service, with comments, options and messages."""
    folder.joinpath("buf.yaml").write_text("version: v2\nmodules:\n  - path: proto\n")
    plugins = {
        name: f"  - {{local: protoc-gen-nexus-{name}, out: gen/{name}, strategy: all{option}}}\n"
        for name, option in _OPTIONS.items()
    }
    for languages, chosen in (("python", [plugins["python"]]), ("all languages", plugins.values())):
        folder.joinpath(f"{languages}.yaml").write_text(f"version: v2\nplugins:\n{''.join(chosen)}")
    for options in ("nexusannotations", "protonexus"):
        shutil.copytree(contracts.ROOT / "proto" / options, folder / "proto" / options)
    for number in range(SERVICES):
        package = f"org.area{number % DIRECTORIES:02}.v1"
        file = folder / "proto" / package.replace(".", "/") / f"resource{number:04}.proto"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(_file(package, f"Resource{number:04}", number))


def _file(package: str, name: str, number: int) -> str:
    methods = "".join(_method(verb, name) for verb in _VERBS[:METHODS])
    messages = "".join(_messages(verb, name) for verb in _VERBS[:METHODS])
    return f"""syntax = "proto3";

package {package};

import "google/protobuf/timestamp.proto";
import "nexusannotations/v1/options.proto";
import "protonexus/v1/options.proto";

option go_package = "example.com/{package.replace(".", "/")};{package.split(".")[1]}v1";

// {name}Service keeps the {name}s of {package}.
//
// Callers in other namespaces reach it through the endpoint below; ask the owners before relying on an operation
// that is marked as deprecated.
service {name}Service {{
  option (nexusannotations.v1.service).tags = "team-{number % 25}";
  option (protonexus.v1.service) = {{
    endpoint: "area{number % DIRECTORIES:02}-resource{number:04}"
    schedule_to_close_timeout: {{seconds: 60}}
  }};
{methods}}}

// What is kept.
message {name} {{
  string id = 1;
  // For people.
  string display_name = 2;
  google.protobuf.Timestamp created_at = 3;
  map<string, string> labels = 4;
}}
{messages}"""


def _method(verb: str, name: str) -> str:
    option = f'\n    option (protonexus.v1.operation).summary = "{verb} one";\n  ' if verb in _VERBS[:4] else ""
    return f"""
  // {verb}s one {name}.
  //
  // Fails with NOT_FOUND when there is none, and may be called again with the same request ID.
  rpc {verb}{name}({verb}{name}Request) returns ({verb}{name}Response) {{{option}}}
"""


def _messages(verb: str, name: str) -> str:
    return f"""
// Request of {verb}{name}.
message {verb}{name}Request {{
  // The {name} that is meant.
  string id = 1;
  {name} resource = 2;
  int64 revision = 3;
}}

message {verb}{name}Response {{
  {name} resource = 1;
}}
"""
