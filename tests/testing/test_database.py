"""A database file: kept across restarts, used by one server at a time."""

from __future__ import annotations

import pytest
from temporalio.api.operatorservice.v1 import ListNexusEndpointsRequest

from protonexus.testing import DevServer, DevServerError, dev_server


async def endpoints_of(server: DevServer) -> dict:
    client = await server.client()
    answer = await client.operator_service.list_nexus_endpoints(ListNexusEndpointsRequest())
    return {endpoint.spec.name: endpoint for endpoint in answer.endpoints}


async def test_everything_is_kept_and_endpoints_are_reconciled(tmp_path) -> None:
    db = tmp_path / "kept.db"
    async with dev_server(["a", "b"], db=db, endpoints={"same": ("a", "q"), "moved": ("a", "q")}) as server:
        await (await server.client("a")).start_workflow("W", id="running", task_queue="q")
        before = await endpoints_of(server)
        await server.create_endpoint("by-hand", namespace="b", task_queue="q")
    async with dev_server(["c"], db=db, endpoints={"same": ("a", "q"), "moved": ("c", "q2")}) as server:
        assert (await (await server.client("a")).get_workflow_handle("running").describe()).id == "running"
        assert (await (await server.client("c")).count_workflows()).count == 0
        after = await endpoints_of(server)
    assert after.keys() == {"same", "moved", "by-hand"}
    assert after["same"] == before["same"]
    assert (after["moved"].id, after["moved"].version) == (before["moved"].id, 2)
    assert after["moved"].spec.target.worker.namespace == "c"


async def test_a_second_server_on_the_same_file_is_refused(tmp_path) -> None:
    (tmp_path / "link.db").symlink_to(tmp_path / "kept.db")
    async with dev_server(db=tmp_path / "kept.db") as first:
        for path in ("kept.db", "link.db"):
            with pytest.raises(DevServerError, match=r"another dev server uses the database file .*kept\.db") as caught:
                async with dev_server(db=tmp_path / path):
                    pytest.fail("two servers on one file")
            assert "\n" not in str(caught.value)
        assert first.running


async def test_the_file_is_free_again_when_its_parent_was_killed(tmp_path, outside) -> None:
    db = str(tmp_path / "kept.db")
    script = (
        "import asyncio, sys\n"
        "from protonexus.testing import dev_server\n"
        "async def main():\n"
        "    async with dev_server(['a'], db=sys.argv[1]) as server:\n"
        "        print(server.address, flush=True)\n"
        "        await asyncio.sleep(60)\n"
        "asyncio.run(main())\n"
    )
    parent = outside.python("-c", script, db)
    assert parent.stdout.readline()
    parent.kill()
    async with dev_server(db=db) as server:
        assert (await (await server.client("a")).count_workflows()).count == 0
