from __future__ import annotations

from pathlib import Path

import pytest
from project import run


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the wheel of this checkout."""
    dist = tmp_path_factory.mktemp("dist")
    run("python", "-m", "build", "--wheel", "--no-isolation", "--outdir", dist)
    (built,) = dist.iterdir()
    return built
