"""The dev server as a context manager: what answers, what is refused, what ends it."""

from __future__ import annotations

from protonexus.testing import DevServer


async def test_every_namespace_answers(server: DevServer) -> None:
    for namespace in ("default", *server.namespaces):
        client = await server.client(namespace)
        assert client.namespace == namespace
        assert await client.count_workflows() is not None


async def test_an_endpoint_of_its_own_for_each_test(server: DevServer, route) -> None:
    first, second = await route("payments"), await route("payments")
    assert first.endpoint != second.endpoint
