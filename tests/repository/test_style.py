from __future__ import annotations

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from project import ROOT, files, run

# In pieces, so that this file is not what it looks for.
REGISTRIES = (
    "pypi" + ".org",
    "python" + "hosted.org",
    "registry" + ".npmjs",
    "proxy.golang" + ".org",
    "sum.golang" + ".org",
    "crates" + ".io",
)
MACHINE_PATHS = ("/ro" + "ot/", "/ho" + "me/", "/Us" + "ers/", "/wo" + "rk/", "/fa" + "rm/")


def test_ruff_accepts_every_file() -> None:
    run("ruff", "check", "--quiet")


def test_ruff_would_format_nothing_otherwise() -> None:
    run("ruff", "format", "--check")


@pytest.mark.parametrize("words", [REGISTRIES, MACHINE_PATHS], ids=["package registry", "path of one machine"])
def test_no_file_names(words: tuple[str, ...]) -> None:
    pattern = re.compile("|".join(map(re.escape, words)))
    found: list[str] = []
    for name in files():
        lines = (ROOT / name).read_text(errors="replace").splitlines()
        found += [f"{name}:{number}: {line[:120]}" for number, line in enumerate(lines, 1) if pattern.search(line)]
    assert not found, "\n".join(found)


def test_the_lock_pins_every_requirement_of_pyproject() -> None:
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text())
    project = pyproject["project"]
    wanted = [
        *project["dependencies"],
        *project["optional-dependencies"]["server"],
        *project["optional-dependencies"]["validate"],
        *pyproject["dependency-groups"]["dev"],
    ]
    pins = dict(re.findall(r"^([a-z0-9.-]+)==([^\s;]+)", (ROOT / "requirements.lock").read_text(), re.MULTILINE))
    for requirement in map(Requirement, wanted):
        pin = pins.get(canonicalize_name(requirement.name))
        assert pin and pin in requirement.specifier, f"{requirement} is not in requirements.lock; run `make lock`"
