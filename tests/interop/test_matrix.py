"""Every peer calls every other one: `make interop`, with a name for each pair."""

from __future__ import annotations

from pathlib import Path

import pytest

from interop.run.evolution import CONTRACTS, Task
from interop.run.peers import PEERS
from interop.run.plan import CELLS, ENCODINGS
from interop.run.whole import EVOLUTION, Whole, complaint, run

NAMES = [peer.name for peer in PEERS]
OURS = [peer.name for peer in PEERS if not peer.is_stock]


@pytest.fixture(scope="session")
async def whole(tmp_path_factory: pytest.TempPathFactory) -> Whole:
    """One run of everything."""
    logs: Path = tmp_path_factory.mktemp("interop")
    return await run(PEERS, [*CELLS, EVOLUTION], logs, lambda text: None)


def _need(whole: Whole, *names: str) -> None:
    for name in names:
        if name in whole.missing:
            pytest.skip(whole.missing[name])


@pytest.mark.parametrize("handler", NAMES)
@pytest.mark.parametrize("caller", NAMES)
def test_a_pair_passes_every_cell(whole: Whole, caller: str, handler: str) -> None:
    _need(whole, caller, handler)
    found = {task: out for task, out in whole.outcomes.items() if (task.caller, task.handler) == (caller, handler)}
    cells = {(task.cell, task.encoding) for task in found}
    assert cells == {(cell, encoding) for cell in CELLS for encoding in ENCODINGS}
    assert [line for task, outcome in found.items() if (line := complaint(task, outcome))] == []


@pytest.mark.parametrize("handler", OURS)
@pytest.mark.parametrize("caller", OURS)
def test_contracts_of_two_ages_understand_each_other(whole: Whole, caller: str, handler: str) -> None:
    _need(whole, caller, handler)
    tasks = [Task(caller, handler, older_calls, each) for older_calls in (True, False) for each in ENCODINGS]
    assert len(tasks) == len(CONTRACTS) * len(ENCODINGS)
    assert {task: whole.evolution[task].what for task in tasks if not whole.evolution[task].ok} == {}
