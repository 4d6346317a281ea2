"""One dev server for all live tests, and names on it that no two tests share."""

from __future__ import annotations

import uuid
from collections.abc import AsyncGenerator, Awaitable, Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, settings

from protonexus.testing import DevServer, dev_server

# A busy machine is no failure.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")


TOGETHER = [["interop"], ["hazards"], ["demo", "repository"], ["packaging"], ["live"]]
"""Folders whose tests share what takes long to make, or files in the checkout."""


def _rank(item: pytest.Item) -> int:
    folder = item.path.relative_to(Path(__file__).parent).parts[0]
    return next((at for at, names in enumerate(TOGETHER) if folder in names), len(TOGETHER))


def pytest_itemcollected(item: pytest.Item) -> None:
    """Give each of several processes whole files, or all of such folders."""
    rank = _rank(item)
    item.add_marker(pytest.mark.xdist_group(str(rank) if rank < len(TOGETHER) else str(item.path)))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest comes first."""
    items.sort(key=_rank)


class Route(NamedTuple):
    """An endpoint of its own, and the task queue that its handler has to poll."""

    endpoint: str
    namespace: str
    task_queue: str


def unique_name(prefix: str = "test") -> str:
    return f"{prefix}-{uuid.uuid4().hex[:12]}"


@pytest.fixture(scope="session")
async def server() -> AsyncGenerator[DevServer]:
    """Namespaces orders, payments, inventory and other; `default` exists besides."""
    async with dev_server(["orders", "payments", "inventory", "other"]) as running:
        yield running


@pytest.fixture
def unique() -> Callable[[str], str]:
    """`unique("refund")` is a fresh name for a task queue, workflow or operation."""
    return unique_name


@pytest.fixture
def route(server: DevServer) -> Callable[[str], Awaitable[Route]]:
    """`await route("payments")` creates a fresh endpoint into that namespace, on a fresh task queue."""

    async def create(namespace: str) -> Route:
        made = Route(unique_name(namespace), namespace, unique_name("queue"))
        await server.create_endpoint(made.endpoint, namespace=namespace, task_queue=made.task_queue)
        return made

    return create
