"""What is nested too deeply, or cannot be sent, does not keep a worker from ending; it does with the SDK alone."""

from __future__ import annotations

from pathlib import Path

from hazards.columns import OURS, column
from hazards.run import Runner, cells
from hazards.table import HAZARDS

from protonexus.testing import DevServer

WORDS = ("deep", "causes", "whose text raises", "not serialisable", "surrogate")
DANGEROUS = [hazard for hazard in HAZARDS if any(word in hazard.name for word in WORDS)]


async def test_workers_that_have_seen_the_worst_end_when_asked_to(hazard_server: DevServer, tmp_path: Path) -> None:
    async with column(hazard_server, OURS, tmp_path) as ours:
        assert len(await Runner(hazard_server, [ours]).run(cells(DANGEROUS, [OURS]))) > 30
        assert await ours.stop(patience=20), ours.log.read_text(errors="replace")
