"""Handler methods of every form serve their operation, in the event loop or in threads."""

from __future__ import annotations

import pytest
from live import pantry
from live.handlers import Payments
from live.world import world
from temporalio.worker import Worker

from protonexus.testing import DevServer


async def test_methods_of_every_form_and_name_are_served(server: DevServer) -> None:
    async with world(server, pantry.Pantry(), workflows=[pantry.UseWholePantry]) as shop:
        pantry.CALLED.clear()
        await shop.execute(pantry.UseWholePantry.run)
    assert [
        *("before list", "list", "mixin", "before list_nexus_operations_", "list_nexus_operations_"),
        *("start", "callable object", "lambda", "close", "client", "register", "import_", "lambda_", "property_"),
    ] == pantry.CALLED


async def test_static_and_class_methods_are_served(server: DevServer) -> None:
    async with world(server, pantry.Pantry(), workflows=[pantry.FillPantry]) as shop:
        await server.create_endpoint("pantry", namespace="payments", task_queue=shop.queue)
        assert await shop.execute(pantry.FillPantry.run) == ["shelf of rice", "rice"]


async def test_a_worker_without_executor_for_a_method_in_threads_is_an_error_that_says_so(server: DevServer) -> None:
    client = await server.client("payments")
    with pytest.raises(RuntimeError) as caught:
        Worker(client, task_queue="q", nexus_service_handlers=[Payments()])
    assert "Payments.ping (a `def`; make it `async def` or pass Worker(nexus_task_executor=...))" in str(caught.value)
