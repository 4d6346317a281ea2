"""What a workflow cannot know, an endpoint that does not exist, is said when a worker starts."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator

import pytest
from acme.errors.v1.vault_pb2 import ShowRequest
from composition.callers import Show
from composition.scene import scene
from composition.vault import Vault
from live.world import events, eventually, unique
from temporalio.worker import Worker

from protonexus import ProtoNexusPlugin
from protonexus.testing import DevServer, dev_server


@pytest.fixture(scope="module")
async def empty() -> AsyncGenerator[DevServer]:
    """A server without any endpoint."""
    async with dev_server(["orders", "payments"]) as running:
        yield running


def warnings(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if "endpoint 'vault'" in record.getMessage()]


async def test_a_missing_endpoint_is_one_line_and_its_callers_recover_when_it_is_made(
    empty: DevServer, caplog: pytest.LogCaptureFixture
) -> None:
    client, queue = await empty.client("orders", plugins=[ProtoNexusPlugin()]), unique("queue")
    handlers = await empty.client("payments", plugins=[ProtoNexusPlugin()])
    async with (
        Worker(client, task_queue=queue, workflows=[Show]),
        Worker(handlers, task_queue=queue, nexus_service_handlers=[Vault()]),
    ):
        handle = await client.start_workflow(
            Show.run, args=["", ShowRequest(data=b"x")], id=unique("x"), task_queue=queue
        )

        async def waits() -> bool:
            return bool(await events(handle, "workflow_task_failed"))

        await eventually(waits)
        [line] = warnings(caplog)
        assert "\n" not in line
        assert "workflows that call acme.errors.v1.VaultService wait" in line
        assert "`temporal operator nexus endpoint create --name vault --target-namespace NAMESPACE" in line
        await empty.create_endpoint("vault", namespace="payments", task_queue=queue)
        assert (await handle.result()).data == b"x"


async def test_a_worker_whose_endpoints_exist_says_nothing(empty: DevServer, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "protonexus")
    await empty.create_endpoint("vault", namespace="payments", task_queue=unique("queue"))
    async with scene(empty):
        await asyncio.sleep(0.2)
    assert not warnings(caplog)


async def test_without_the_plugin_nothing_is_said(empty: DevServer, caplog: pytest.LogCaptureFixture) -> None:
    async with scene(empty, plugins=()):
        await asyncio.sleep(0.2)
    assert not [record for record in caplog.records if "does not exist" in record.getMessage()]
