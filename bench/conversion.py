"""Messages to payloads and back, beside the SDK's own payload converters."""

from __future__ import annotations

from collections.abc import Iterator

import contracts
from temporalio.converter import BinaryProtoPayloadConverter, JSONProtoPayloadConverter
from timing import Code, Row, calls

from protonexus._payload import Encoding, codec

LIMIT = 1.05


def measure() -> Iterator[Row]:
    pb = contracts.shapes()
    messages = {"tiny": contracts.tiny(pb), "medium": contracts.medium(pb), "large": contracts.large(pb)}
    converters = {Encoding.BINARY: BinaryProtoPayloadConverter(), Encoding.JSON: JSONProtoPayloadConverter()}
    for encoding, converter in converters.items():
        for size, message in messages.items():
            payload = converter.to_payload(message)
            ours = codec(type(message))
            assert payload == ours.encode(message, encoding) and ours.decode(payload) == message
            names = {"message": message, "payload": payload, "type_": type(message), "encoding": encoding}
            for direction, our_way, their_way in (
                ("encode", "ours(message, encoding)", "theirs(message)"),
                ("decode", "ours(payload)", "theirs(payload, type_)"),
            ):
                yield calls(
                    f"conversion: {direction} {encoding.name} {size}",
                    Code(our_way, {**names, "ours": getattr(ours, direction)}),
                    Code(their_way, {**names, "theirs": _method(converter, direction)}),
                    LIMIT,
                )


def _method(converter: object, direction: str) -> object:
    return getattr(converter, {"encode": "to_payload", "decode": "from_payload"}[direction])
