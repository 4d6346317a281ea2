"""Banks and their customers, on the dev server."""

from __future__ import annotations

import dataclasses
from collections.abc import AsyncGenerator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager

from composition.codecs import ENCRYPTED
from declared.bank import TransferWorkflow, WithdrawWorkflow, withdraw_by_activity
from declared.callers import CALLERS
from live.world import World, unique
from temporalio.client import Plugin
from temporalio.converter import DataConverter, DefaultFailureConverterWithEncodedAttributes
from temporalio.worker import Worker

from protonexus import ProtoNexusPlugin
from protonexus.testing import DevServer

PLUGIN: Sequence[ProtoNexusPlugin] = (ProtoNexusPlugin(),)
ENCODED = dataclasses.replace(ENCRYPTED, failure_converter_class=DefaultFailureConverterWithEncodedAttributes)
SETTINGS: dict[str, tuple[Sequence[ProtoNexusPlugin], DataConverter]] = {
    "plain": ((), DataConverter.default),
    "plugin": (PLUGIN, DataConverter.default),
    "encrypted": ((), ENCRYPTED),
    "encrypted, plugin": (PLUGIN, ENCRYPTED),
    "attributes encrypted": ((), ENCODED),
    "attributes encrypted, plugin": (PLUGIN, ENCODED),
}


@asynccontextmanager
async def scene(
    server: DevServer,
    *handlers: object,
    plugins: Sequence[Plugin] = PLUGIN,
    data_converter: DataConverter = DataConverter.default,
    workflows: Sequence[type] = CALLERS,
) -> AsyncGenerator[World]:
    """Serve `handlers` behind an endpoint of its own, and run `workflows` in another namespace."""
    endpoint, queue = unique("bank"), unique("queue")
    await server.create_endpoint(endpoint, namespace="payments", task_queue=queue)
    orders = await server.client("orders", plugins=plugins, data_converter=data_converter)
    payments = await server.client("payments", plugins=plugins, data_converter=data_converter)
    with ThreadPoolExecutor(4) as executor:
        caller = Worker(orders, task_queue=queue, workflows=workflows)
        handler = Worker(
            payments,
            task_queue=queue,
            workflows=[WithdrawWorkflow, TransferWorkflow],
            activities=[withdraw_by_activity],
            nexus_service_handlers=handlers,
            nexus_task_executor=executor,
        )
        async with caller, handler:
            yield World(orders, payments, endpoint, queue)
