"""Whatever bytes a handler is sent, it says OK or BAD_REQUEST, at once and once; `make soak` sends more of them."""

from __future__ import annotations

import os
from pathlib import Path

from hazards.columns import OURS, column
from hazards.soak import complaints_about, soak

from protonexus.testing import DevServer


async def test_random_and_mutated_payloads_end_as_ok_or_bad_request(hazard_server: DevServer, tmp_path: Path) -> None:
    seed = int.from_bytes(os.urandom(4))
    async with column(hazard_server, OURS, tmp_path) as ours:
        tally = await soak(hazard_server, ours, 10_000, seed)
        ended = await ours.stop(patience=20)
    assert not complaints_about(tally, ended, ours.log.read_text(errors="replace")), f"seed {seed}"
    assert tally.ends["OK"] > 1_000 and tally.ends["BAD_REQUEST"] > 5_000
