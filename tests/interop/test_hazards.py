"""What is hostile ends well at Go's and TypeScript's stubs, handler and caller side; of Python's, see tests/hazards."""

from __future__ import annotations

from pathlib import Path

import pytest

from interop.hazards.run import run
from interop.hazards.table import ROWS
from interop.run.peers import PEERS


async def test_no_payload_or_error_detail_wedges_loops_or_passes_for_another(tmp_path: Path) -> None:
    peers = [peer for peer in PEERS if peer.name in ("go", "typescript")]
    table = await run(peers, ROWS, tmp_path)
    if len(table.missing) == len(peers):
        pytest.skip(" and ".join(table.missing.values()))
    assert len(table.outcomes) == len(ROWS) * len(table.peers) and not table.complaints()
