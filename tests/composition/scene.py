"""Vaults and libraries on the dev server, in one namespace, and their callers in another."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from datetime import timedelta

from acme.errors.v1.vault_nexus import LibraryServiceStandaloneClient, VaultServiceStandaloneClient
from composition.callers import CALLERS
from composition.vault import KeepWorkflow, Library, PriceWorkflow, Vault
from live.world import World, unique
from temporalio.client import Plugin
from temporalio.converter import DataConverter
from temporalio.worker import Worker

from protonexus import ProtoNexusPlugin
from protonexus.testing import DevServer

PLUGIN: Sequence[ProtoNexusPlugin] = (ProtoNexusPlugin(),)


LIMIT = timedelta(seconds=15)


def vault_of(shop: World) -> VaultServiceStandaloneClient:
    return VaultServiceStandaloneClient(shop.orders, shop.endpoint, schedule_to_close_timeout=LIMIT)


def library_of(shop: World) -> LibraryServiceStandaloneClient:
    return LibraryServiceStandaloneClient(shop.orders, shop.endpoint, schedule_to_close_timeout=LIMIT)


@asynccontextmanager
async def scene(
    server: DevServer,
    *handlers: object,
    plugins: Sequence[Plugin] = PLUGIN,
    data_converter: DataConverter = DataConverter.default,
    workflows: Sequence[type] = CALLERS,
    backing: Sequence[type] = (KeepWorkflow, PriceWorkflow),
    max_cached_workflows: int = 1000,
) -> AsyncGenerator[World]:
    """Serve `handlers`, by default a Vault and a Library, and run `workflows` in another namespace."""
    endpoint, queue = unique("vault"), unique("queue")
    await server.create_endpoint(endpoint, namespace="payments", task_queue=queue)
    orders = await server.client("orders", plugins=plugins, data_converter=data_converter)
    payments = await server.client("payments", plugins=plugins, data_converter=data_converter)
    with ThreadPoolExecutor(4) as executor:
        caller = Worker(orders, task_queue=queue, workflows=workflows, max_cached_workflows=max_cached_workflows)
        handler = Worker(
            payments,
            task_queue=queue,
            workflows=backing,
            nexus_service_handlers=handlers or (Vault(), Library()),
            nexus_task_executor=executor,
        )
        async with caller, handler:
            yield World(orders, payments, endpoint, queue)
