"""Which modules hold generated code and messages, so that the sandbox can pass exactly those through."""

from __future__ import annotations

import sys
from typing import Any

from google.protobuf.message import Message

# Sets, since a stub may be executed again (in a workflow sandbox) in the same process.
_modules: set[str] = set()
written_binary: set[type[Message]] = set()
"""Messages of operations whose encoding is BINARY: arguments and results of backing workflows are written so too."""
_files: set[Any] = set()  # of FileDescriptor, which has two classes


endpoints: dict[str, set[str]] = {}
"""Endpoints that contracts name -> the services called there."""


def add_module(name: str) -> None:
    """Remember a module of generated stubs."""
    _modules.add(name)


def add_messages(*message_types: type[Message]) -> None:
    """Remember the modules of these messages and, through their files, of those they are made of."""
    for message_type in message_types:
        _modules.add(message_type.__module__)
        _add_file(message_type.DESCRIPTOR.file)


def _add_file(file: Any) -> None:
    if file not in _files:
        _files.add(file)
        for dependency in file.dependencies:
            _add_file(dependency)


def modules() -> frozenset[str]:
    """Names of the loaded stub and message modules."""
    of_files = {_module_of(file.name) for file in _files}
    return frozenset(_modules | (of_files & sys.modules.keys()))


def _module_of(proto: str) -> str:
    """The module protoc's Python generator makes of a .proto path."""
    return proto.removesuffix(".proto").replace("-", "_").replace("/", ".") + "_pb2"
