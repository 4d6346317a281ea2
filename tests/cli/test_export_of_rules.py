"""The file of the rules, buf/validate/validate.proto, printed from the protovalidate that is installed."""

from __future__ import annotations

import importlib.metadata
from pathlib import Path
from textwrap import dedent
from typing import Any

import protovalidate
import pytest
from google.protobuf.descriptor_pb2 import FieldDescriptorProto, FileDescriptorProto, FileDescriptorSet
from project import ROOT, run
from validation.installs import Python

from protonexus import _validate_extra as extra
from protonexus.cli import main
from protonexus.cli._proto_text import CannotPrint, proto_text

RULES = "buf/validate/validate.proto"
EXPORT = "import sys; from protonexus.cli import main; sys.exit(main(sys.argv[1:]))"


@pytest.fixture(scope="module")
def text(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("exported")
    assert main(["export", str(folder), "--only", RULES]) == 0
    assert [str(path.relative_to(folder)) for path in folder.rglob("*.proto")] == [RULES]
    return (folder / RULES).read_text()


@pytest.fixture(scope="module")
def compiled(text: str, tmp_path_factory: pytest.TempPathFactory) -> FileDescriptorProto:
    folder = tmp_path_factory.mktemp("compiled")
    (folder / RULES).parent.mkdir(parents=True)
    (folder / RULES).write_text(text)
    run("python", "-m", "grpc_tools.protoc", f"-I{folder}", f"--descriptor_set_out={folder / 'set'}", RULES)
    (file,) = FileDescriptorSet.FromString((folder / "set").read_bytes()).file
    return file


def test_it_compiles_to_what_protovalidate_enforces(compiled: FileDescriptorProto) -> None:
    wheels = FileDescriptorProto.FromString(protovalidate.ViolationPb.desc().file.proto.to_binary())
    assert len(wheels.message_type) > 30
    ours = FileDescriptorProto()
    ours.CopyFrom(compiled)
    for file in (ours, wheels):
        file.ClearField("options")
    assert ours == wheels
    assert ours.SerializeToString(deterministic=True) == wheels.SerializeToString(deterministic=True)


def test_its_file_options_are_those_of_the_original(compiled: FileDescriptorProto) -> None:
    # https://github.com/bufbuild/protovalidate/blob/main/proto/protovalidate/buf/validate/validate.proto
    assert {field.name: value for field, value in compiled.options.ListFields()} == {
        "go_package": "buf.build/gen/go/bufbuild/protovalidate/protocolbuffers/go/buf/validate",
        "java_multiple_files": True,
        "java_outer_classname": "ValidateProto",
        "java_package": "build.buf.validate",
    }


def test_it_says_what_it_is_made_from_and_whose_it_is(text: str) -> None:
    head = text.partition("\n\n")[0]
    assert f"protovalidate {importlib.metadata.version('protovalidate')} " in head
    assert "Apache License" in head


@pytest.mark.parametrize(
    ("version", "reason"),
    [
        (None, "protovalidate is not installed"),
        ("1.2.0", "protovalidate 1.2.0 takes"),
        ("2.0.4", "protovalidate 2.0.4"),
    ],
)
def test_without_the_extra_the_rest_is_written_and_one_line_says_why(
    version: str | None, reason: str, tmp_path: Path
) -> None:
    vendor, python = tmp_path / "vendor", Python(tmp_path, version)
    done = python.run("-c", EXPORT, "export", vendor)
    assert done.returncode == 0, done.stderr
    assert f"without {vendor / RULES}, which only rules need: {reason}" in done.stdout
    assert "pip install 'protonexus[validate]'" in done.stdout
    assert f"[{vendor}/buf]" not in done.stdout
    assert sorted(path.name for path in vendor.iterdir()) == ["nexusannotations", "protonexus"]
    assert python.run("-c", EXPORT, "export", "--check", vendor).returncode == 0

    done = python.run("-c", EXPORT, "export", vendor, "--only", RULES)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert done.stderr.startswith(f"protonexus: {vendor / RULES}: {reason}")


def test_a_contract_with_rules_generates_as_the_command_says(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    main(["export", "vendor"])
    said = {
        paragraph.partition(",")[0]: paragraph.partition("\n")[2] for paragraph in capsys.readouterr().out.split("\n\n")
    }
    protoc = "{protoc_builtin: python, protoc_path: [python, -m, grpc_tools.protoc], out: gen}"
    Path("buf.yaml").write_text(f"version: v2\n{dedent(said['buf.yaml'])}\n")
    Path("buf.gen.yaml").write_text(f"version: v2\nplugins: [{protoc}]\n{dedent(said['buf.gen.yaml'])}\n")
    contract = tmp_path / "proto/shop/v1/shop.proto"
    contract.parent.mkdir(parents=True)
    contract.write_text(
        'syntax = "proto3"; package shop.v1; import "buf/validate/validate.proto";'
        "message Order { string id = 1 [(buf.validate.field).string.min_len = 2]; }"
    )
    run("buf", "generate", cwd=tmp_path)
    generated = {str(path.relative_to("gen")) for path in Path("gen").rglob("*.py")}
    assert generated == {"shop/v1/shop_pb2.py", "buf/validate/validate_pb2.py"}


def with_a(change: str) -> Any:
    file = extra.file_class()(name="a.proto", package="a", message_type=[{"name": "M"}])
    message = file.message_type[0]
    if change == "service":
        file.service.add(name="S")
    elif change == "nested message":
        message.nested_type.add(name="N")
    elif change == "json_name":
        message.field.add(name="a_b", number=1, type=FieldDescriptorProto.TYPE_INT32, json_name="other")
    elif change == "unknown option":
        message.options.MergeFromString(b"\xf8\x3f\x01")  # number 1023
    return file


@pytest.mark.parametrize("change", ["service", "nested message", "json_name", "unknown option"])
def test_what_its_text_would_lack_is_refused(change: str) -> None:
    assert proto_text(with_a("")).endswith("message M {\n}\n")
    with pytest.raises(CannotPrint):
        proto_text(with_a(change))


def test_this_repositorys_copy_is_the_one_that_would_be_written() -> None:
    run("protonexus", "export", "--check", ROOT / "third_party", "--only", RULES)
