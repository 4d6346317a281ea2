"""What the extra `validate` brings: whether protovalidate is there, and the options that it enforces."""

from __future__ import annotations

import functools
import importlib.util
import os
import re
from typing import Any, Final

from google.protobuf import descriptor_pb2, duration_pb2, field_mask_pb2, message_factory, timestamp_pb2
from google.protobuf.descriptor_pool import DescriptorPool

FILE: Final = "buf/validate/validate.proto"
NUMBER: Final = 1159
"""Extension of the options of messages, fields and oneofs: https://protobuf.dev/registry/extensions"""
PREDEFINED: Final = 1160
"""Extension of the options of fields that extend the rules."""

_INSTALL: Final = "pip install 'protonexus[validate]'"


@functools.cache
def missing() -> str | None:
    """Why rules are not enforced, and what to do about it; None if they are."""
    version = _version()
    if version is None:
        return f"protovalidate is not installed: {_INSTALL}"
    if [int(number) for number in re.findall(r"\d+", version)[:2]] < [2, 1]:
        return f"protovalidate {version} takes milliseconds a message, 2.1 microseconds: {_INSTALL}"
    return None


def _version() -> str | None:
    # Not by importlib.metadata, which takes longer to import than all of protonexus, each time that stubs are.
    found = importlib.util.find_spec("protovalidate")
    if found is None or found.origin is None:
        return None
    beside = os.path.dirname(os.path.dirname(found.origin))
    named = (re.fullmatch(r"protovalidate-(.+)\.dist-info", name) for name in os.listdir(beside))
    return next((match[1] for match in named if match), None)


def serialized() -> bytes:
    """FILE, as compiled for the installed protovalidate."""
    import protovalidate

    return protovalidate.ViolationPb.desc().file.proto.to_binary()


@functools.cache
def file_class() -> type[Any]:
    """FileDescriptorProto, whose options have those of FILE.

    It is of a pool of its own: the default one may lack FILE, or have another version.
    """
    pool = DescriptorPool()
    for known in (descriptor_pb2, duration_pb2, field_mask_pb2, timestamp_pb2):
        pool.AddSerializedFile(known.DESCRIPTOR.serialized_pb)  # pyright: ignore[reportUnknownMemberType]
    pool.AddSerializedFile(serialized())  # pyright: ignore[reportUnknownMemberType]
    found: Any = pool.FindMessageTypeByName("google.protobuf.FileDescriptorProto")
    return message_factory.GetMessageClass(found)
