"""Payloads as any peer could send them."""

from __future__ import annotations

from google.protobuf.message import Message
from temporalio.api.common.v1 import Payload


def payload(data: bytes | str, encoding: str = "json/protobuf", type_name: str | None = None) -> Payload:
    made = Payload(
        metadata={"encoding": encoding.encode()}, data=data.encode("utf-8") if isinstance(data, str) else data
    )
    if type_name is not None:
        made.metadata["messageType"] = type_name.encode()
    return made


def binary(message: Message) -> Payload:
    return payload(message.SerializeToString(), "binary/protobuf", message.DESCRIPTOR.full_name)
