"""Starting the plugin: what every `buf generate` pays, with `strategy: directory` once a directory."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import contracts
from google.protobuf import empty_pb2
from google.protobuf.compiler.plugin_pb2 import CodeGeneratorRequest
from timing import Command, Row, processes

LIMIT = 1.1


def measure() -> Iterator[Row]:
    bare = Command([sys.executable, "-c", "import google.protobuf.compiler.plugin_pb2"])
    plugin = [contracts.PLUGIN]
    yield from processes("plugin start: nothing to do", Command(plugin, succeeds=False), bare, LIMIT, rounds=40)
    yield from processes("plugin start: one service", Command(plugin, _request()), bare, LIMIT, rounds=40)


def _request() -> bytes:
    """What protoc sends for a file of one service with one method."""
    request = CodeGeneratorRequest(file_to_generate=["tiny.proto"])
    request.proto_file.add().ParseFromString(empty_pb2.DESCRIPTOR.serialized_pb)
    tiny = request.proto_file.add(name="tiny.proto", package="tiny.v1", syntax="proto3")
    tiny.dependency.append("google/protobuf/empty.proto")
    service = tiny.service.add(name="TinyService")
    service.method.add(name="Ping", input_type=".google.protobuf.Empty", output_type=".google.protobuf.Empty")
    return request.SerializeToString()
