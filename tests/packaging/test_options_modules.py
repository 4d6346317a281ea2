"""The shipped Python modules of the options say what the .proto files say; scripts/options_pb2.sh renews them."""

from __future__ import annotations

from pathlib import Path

import pytest
from google.protobuf.descriptor import FileDescriptor
from google.protobuf.descriptor_pb2 import DescriptorProto, FieldDescriptorProto, FileDescriptorProto, FileDescriptorSet
from project import ROOT, run

from nexusannotations.v1 import _bundled_pb2, options_pb2
from protonexus.v1 import options_pb2 as our_options_pb2

ANNOTATIONS, OURS = OPTIONS = ["nexusannotations/v1/options.proto", "protonexus/v1/options.proto"]


def protoc(*args: str) -> None:
    run("python", "-m", "grpc_tools.protoc", "-Iproto", *args)


def fields(file: FileDescriptorProto | DescriptorProto) -> list[FieldDescriptorProto]:
    if isinstance(file, DescriptorProto):
        return [*file.field, *file.extension]
    return [*file.extension, *(field for message in file.message_type for field in fields(message))]


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> dict[str, FileDescriptorProto]:
    out = tmp_path_factory.mktemp("compiled") / "set.binpb"
    protoc(f"--descriptor_set_out={out}", *OPTIONS)
    files = FileDescriptorSet.FromString(out.read_bytes()).file
    for file in files:
        for field in fields(file):
            field.ClearField("json_name")  # protoc puts the default into descriptor sets, but not into modules
    return {file.name: file for file in files}


@pytest.mark.parametrize(
    ("descriptor", "path"),
    [(options_pb2.DESCRIPTOR, ANNOTATIONS), (_bundled_pb2.DESCRIPTOR, ANNOTATIONS), (our_options_pb2.DESCRIPTOR, OURS)],
)
def test_a_module_registers_what_its_proto_file_says(
    descriptor: FileDescriptor, path: str, compiled: dict[str, FileDescriptorProto]
) -> None:
    assert FileDescriptorProto.FromString(descriptor.serialized_pb) == compiled[path]


@pytest.mark.parametrize("path", OPTIONS)
def test_a_stub_is_what_mypy_protobuf_prints(path: str, tmp_path: Path) -> None:
    protoc(f"--mypy_out=quiet:{tmp_path}", path)
    stub = path.replace(".proto", "_pb2.pyi")
    assert (ROOT / "src" / stub).read_text() == (tmp_path / stub).read_text()
