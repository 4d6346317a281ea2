"""The workflow sandbox gets the process's own generated and message modules, and copies of everything else."""

from __future__ import annotations

import pytest
from live import counting, sandboxed
from live.handlers import Payments
from live.world import world

from protonexus import ProtoNexusPlugin
from protonexus.testing import DevServer

WORKFLOWS = [sandboxed.LookAround, sandboxed.CatchEverything]


HERE = [id(module) for module in sandboxed.GIVEN]


def executed() -> int:
    return counting.executed["live.sandboxed"]


async def test_with_the_plugin_stubs_and_messages_are_the_processs_own_and_user_modules_are_not(
    server: DevServer,
) -> None:
    async with world(server, Payments(), plugins=[ProtoNexusPlugin()], workflows=WORKFLOWS) as shop:
        before = executed()
        runs = [await shop.execute(sandboxed.LookAround.run) for _ in range(3)]
    assert runs == [HERE] * 3
    assert executed() - before == 3


async def test_without_the_plugin_stubs_bring_the_processs_own_messages_and_runtime(server: DevServer) -> None:
    async with world(server, Payments(), workflows=WORKFLOWS) as shop:
        before = executed()
        *messages_and_runtime, stubs = await shop.execute(sandboxed.LookAround.run)
    assert messages_and_runtime == HERE[:-1]
    assert stubs != HERE[-1]
    assert executed() - before == 1


@pytest.mark.parametrize("plugins", [[], [ProtoNexusPlugin()]], ids=["without plugin", "with plugin"])
async def test_errors_and_messages_are_of_one_class_in_and_out_of_the_sandbox(
    server: DevServer, plugins: list[ProtoNexusPlugin]
) -> None:
    async with world(server, Payments(), plugins=plugins, workflows=WORKFLOWS) as shop:
        *refusals, transaction = await shop.execute(sandboxed.CatchEverything.run)
    assert len(refusals) == 2
    assert transaction == "t-x"
