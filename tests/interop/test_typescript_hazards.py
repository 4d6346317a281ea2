"""Hostile payloads, wrong handlers, lost turns and standalone calls, against the TypeScript stubs and a real server."""

from __future__ import annotations

import shutil

import pytest
from project import ROOT, run

from protonexus.testing import dev_server

PEER = ROOT / "interop" / "typescript"
MISSING = next((f"there is no {tool} on PATH" for tool in ("node", "npm") if shutil.which(tool) is None), "")
ENDPOINTS = {name: ("default", name) for name in ("ours", "theirs", "wrong", "nobody")}


@pytest.mark.skipif(bool(MISSING), reason=MISSING)
async def test_every_hazard_ends_as_it_should() -> None:
    run(PEER / "build.sh")
    async with dev_server(endpoints=ENDPOINTS) as server:
        said = run("node", PEER / "dist" / "hazards" / "main.js", server.address)
    assert said.endswith(" hazards, 0 end otherwise than they should\n")
