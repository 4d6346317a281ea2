"""One run of the hazards against ours, for all tests of this folder."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Mapping
from contextlib import AsyncExitStack

import pytest
from hazards.columns import BARE, OURS, Column, column
from hazards.evidence import Outcome
from hazards.run import Cell, Runner, cells
from hazards.table import HAZARDS
from hazards.worker import CALLERS, HANDLERS

from protonexus.testing import DevServer, dev_server


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "cell" in metafunc.fixturenames:
        metafunc.parametrize("cell", cells(HAZARDS, [OURS, BARE]), ids=str)


@pytest.fixture(scope="session")
async def hazard_server() -> AsyncGenerator[DevServer]:
    """A server that no other test has to share."""
    async with dev_server([CALLERS, HANDLERS]) as server:
        yield server


@pytest.fixture(scope="session")
async def columns(
    hazard_server: DevServer, tmp_path_factory: pytest.TempPathFactory
) -> AsyncGenerator[Mapping[str, Column]]:
    logs = tmp_path_factory.mktemp("hazards")
    async with AsyncExitStack() as stack:
        starting = (stack.enter_async_context(column(hazard_server, name, logs)) for name in (OURS, BARE))
        yield {one.name: one for one in await asyncio.gather(*starting)}


@pytest.fixture(scope="session")
async def outcomes(
    hazard_server: DevServer, columns: Mapping[str, Column], request: pytest.FixtureRequest
) -> Mapping[Cell, Outcome]:
    """Of the hazards whose tests were selected; of ours' if only tests of the whole were."""
    parameters = [getattr(item, "callspec", None) for item in request.session.items]
    wanted = [found.params["cell"] for found in parameters if found is not None and "cell" in found.params]
    return await Runner(hazard_server, columns.values()).run(wanted or cells(HAZARDS, [OURS]))
