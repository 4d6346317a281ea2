"""`python -m interop.python_stock`."""

from __future__ import annotations

import dataclasses

from temporalio.client import Client
from temporalio.converter import (
    BinaryNullPayloadConverter,
    BinaryPlainPayloadConverter,
    BinaryProtoPayloadConverter,
    CompositePayloadConverter,
    DataConverter,
    JSONPlainPayloadConverter,
    JSONProtoPayloadConverter,
)
from temporalio.worker import Worker

from interop.common.main import main
from interop.python_stock.backing import WORKFLOWS
from interop.python_stock.caller import InteropCaller, standalone
from interop.python_stock.handler import handlers


class BinaryFirst(CompositePayloadConverter):
    """The SDK's default, its two protobuf converters the other way round."""

    def __init__(self) -> None:
        super().__init__(
            BinaryNullPayloadConverter(),
            BinaryPlainPayloadConverter(),
            BinaryProtoPayloadConverter(),
            JSONProtoPayloadConverter(),
            JSONPlainPayloadConverter(),
        )


CONVERTERS = {
    "json": DataConverter.default,
    "binary": dataclasses.replace(DataConverter.default, payload_converter_class=BinaryFirst),
}


async def workers(address: str) -> list[Worker]:
    """Return the workers of both namespaces, in pairs for each encoding."""
    made: list[Worker] = []
    for encoding, converter in CONVERTERS.items():
        handling = await Client.connect(address, namespace="handlers", data_converter=converter)
        calling = await Client.connect(address, namespace="callers", data_converter=converter)
        made.append(
            Worker(
                handling,
                task_queue=f"handler-python-stock-{encoding}",
                nexus_service_handlers=handlers(),
                workflows=WORKFLOWS,
            )
        )
        made.append(
            Worker(
                calling,
                task_queue=f"caller-python-stock-{encoding}",
                workflows=[InteropCaller],
                activities=[standalone],
            )
        )
    return made


if __name__ == "__main__":
    main("python-stock", workers)
