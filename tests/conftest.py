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


SLOW = [
    "interop/test_matrix.py",
    "hazards/test_hazards.py",
    "hazards/test_random_payloads.py",
    "bench",
    "packaging",
    "demo",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest, so that several processes end at about the same time."""
    here = Path(__file__).parent

    def rank(item: pytest.Item) -> int:
        return next((at for at, name in enumerate(SLOW) if item.path.is_relative_to(here / name)), len(SLOW))

    items.sort(key=rank)


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
