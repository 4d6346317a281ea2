"""What a running dev server offers."""

from __future__ import annotations

import asyncio
import json
import threading
import urllib.request

import pytest
from temporalio.api.operatorservice.v1 import ListNexusEndpointsRequest
from temporalio.api.workflowservice.v1 import DescribeNamespaceRequest
from temporalio.client import Client
from temporalio.service import RPCError

from protonexus.testing import DevServer, DevServerError, dev_server


async def endpoints_of(client: Client) -> dict:
    # One page: those of the session's other tests are many, too.
    answer = await client.operator_service.list_nexus_endpoints(ListNexusEndpointsRequest(page_size=1000))
    return {endpoint.spec.name: endpoint for endpoint in answer.endpoints}


async def fetch(url: str) -> tuple[int, bytes]:
    def get() -> tuple[int, bytes]:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return answer.status, answer.read()

    return await asyncio.to_thread(get)


async def test_every_namespace_answers_as_soon_as_the_server_is_there() -> None:
    names = [f"namespace-{number}" for number in range(20)]
    async with dev_server(names) as server:
        assert server.namespaces == tuple(names)
        for name in ("default", *names):
            assert (await (await server.client(name)).count_workflows()).count == 0


async def test_two_servers_side_by_side_share_nothing() -> None:
    async with dev_server(["a"], endpoints={"only-first": ("a", "queue")}) as first, dev_server(["b"]) as second:
        assert first.address != second.address
        assert first.http_address != second.http_address
        assert "only-first" in await endpoints_of(await first.client())
        assert await endpoints_of(await second.client()) == {}
        with pytest.raises(RPCError, match="Namespace b is not found"):
            await (await first.client("b")).count_workflows()


async def test_standalone_operations_are_on(server) -> None:
    client = await server.client("orders")
    answer = await client.workflow_service.describe_namespace(DescribeNamespaceRequest(namespace="orders"))
    assert answer.namespace_info.capabilities.standalone_nexus_operation


async def test_an_endpoint_says_where_its_handler_is(server, unique) -> None:
    name = unique("endpoint")
    made = await server.create_endpoint(name, namespace="payments", task_queue="q", description='# Say „hé"\n')
    endpoint = (await endpoints_of(await server.client()))[name]
    assert endpoint.id == made
    assert (endpoint.spec.target.worker.namespace, endpoint.spec.target.worker.task_queue) == ("payments", "q")
    assert json.loads(endpoint.spec.description.data) == '# Say „hé"\n'


async def test_an_endpoint_created_twice_is_updated_only_where_it_differs(server, unique) -> None:
    client, name = await server.client(), unique("endpoint")
    first = await server.create_endpoint(name, namespace="payments", task_queue="q", description="kept")
    again = await server.create_endpoint(name, namespace="payments", task_queue="q")
    assert again == first
    assert (await endpoints_of(client))[name].version == 1
    assert await server.create_endpoint(name, namespace="inventory", task_queue="q") == first
    changed = (await endpoints_of(client))[name]
    assert changed.version == 2
    assert changed.spec.target.worker.namespace == "inventory"
    assert json.loads(changed.spec.description.data) == "kept"


async def test_an_endpoint_created_by_many_at_once_is_one_endpoint(server, unique) -> None:
    name = unique("endpoint")
    made = await asyncio.gather(
        *(server.create_endpoint(name, namespace="payments", task_queue=f"q{number % 2}") for number in range(4))
    )
    assert len(set(made)) == 1


async def test_a_client_without_options_is_shared_and_options_reach_connect(server) -> None:
    assert await server.client("orders") is await server.client("orders")
    client = await server.client("orders", identity="someone")
    assert client.identity == "someone"
    assert client.namespace == "orders"
    assert client is not await server.client("orders")
    assert (await server.client(namespace="payments")).namespace == "payments"


async def test_the_web_ui_is_there_when_asked_for() -> None:
    async with dev_server(["a b"], ui=True) as server:
        status, page = await fetch(server.ui_url or "")
        assert status == 200
        assert b"<html" in page
        url = server.history_url("a b", "order/7?", "run")
        assert url == f"{server.ui_url}/namespaces/a%20b/workflows/order%2F7%3F/run/history"
        assert (await fetch(url))[0] == 200


async def test_there_is_no_web_ui_otherwise(server) -> None:
    assert server.ui_url is None
    with pytest.raises(DevServerError, match="ui=True"):
        server.history_url("orders", "order", "run")


async def test_the_http_api_answers(server) -> None:
    status, body = await fetch(f"http://{server.http_address}/api/v1/namespaces")
    assert status == 200
    assert "payments" in body.decode()


async def test_dynamic_configuration_reaches_the_server() -> None:
    async with dev_server(dynamic_config={"limit.maxIDLength": 10}) as server:
        client = await server.client()
        with pytest.raises(RPCError, match="exceeds maximum allowed length"):
            await client.start_workflow("W", id="x" * 11, task_queue="q")


async def test_the_log_goes_where_it_is_wanted(tmp_path) -> None:
    log = tmp_path / "server.log"
    log.write_text("before\n")
    async with dev_server(log_level="info", log_file=log):
        pass
    assert log.read_text().startswith("before\n")
    assert "level=INFO" in log.read_text()


def test_a_server_starts_from_the_event_loop_of_any_thread() -> None:
    outcome: list[int] = []

    async def use() -> None:
        async with dev_server(["a"]) as server:
            outcome.append((await (await server.client("a")).count_workflows()).count)

    thread = threading.Thread(target=lambda: asyncio.run(use()))
    thread.start()
    thread.join(20)
    assert outcome == [0]


async def test_a_server_outlives_the_thread_that_started_it() -> None:
    loop, context = asyncio.new_event_loop(), dev_server(["a"])
    servers: list[DevServer] = []
    thread = threading.Thread(target=lambda: servers.append(loop.run_until_complete(context.__aenter__())))
    thread.start()
    await asyncio.to_thread(thread.join)
    await asyncio.sleep(0.2)
    client = await Client.connect(servers[0].address, namespace="a")
    assert (await client.count_workflows()).count == 0
    await asyncio.to_thread(loop.run_until_complete, context.__aexit__(None, None, None))
    assert not servers[0].running
    loop.close()


async def test_many_servers_at_once_all_get_ports_of_their_own() -> None:
    addresses: list[str] = []

    async def run_one() -> None:
        async with dev_server() as server:
            addresses.extend([server.address, server.http_address])

    for _ in range(5):
        await asyncio.gather(*(run_one() for _ in range(4)))
    assert len(addresses) == 40
