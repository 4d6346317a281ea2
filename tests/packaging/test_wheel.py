from __future__ import annotations

import re
from email import message_from_bytes
from pathlib import Path
from zipfile import ZipFile

import pytest
from project import ROOT, files

import protonexus


@pytest.fixture(scope="module")
def contents(wheel: Path) -> dict[str, bytes]:
    with ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_it_holds_the_packages_the_options_and_nothing_else(contents: dict[str, bytes]) -> None:
    sources = files("src", "proto/nexusannotations", "proto/protonexus")
    expected = {re.sub("^proto/", "protonexus/_proto/", path.removeprefix("src/")) for path in sources}
    assert {name for name in contents if ".dist-info/" not in name} == expected
    typed = {"protonexus/py.typed", "nexusannotations/py.typed"}
    assert typed | {"protonexus/_proto/protonexus/v1/options.proto"} <= expected


def test_it_installs_the_command_and_the_plugin(contents: dict[str, bytes]) -> None:
    (text,) = (data.decode() for name, data in contents.items() if name.endswith("entry_points.txt"))
    assert re.findall(r"^([\w-]+) =", text, re.MULTILINE) == [
        "protoc-gen-nexus-go",
        "protoc-gen-nexus-python",
        "protoc-gen-nexus-typescript",
        "protonexus",
    ]


def test_its_metadata_names_version_licence_and_python(contents: dict[str, bytes]) -> None:
    (metadata,) = (message_from_bytes(data) for name, data in contents.items() if name.endswith("/METADATA"))
    assert metadata["Version"] == protonexus.__version__
    assert metadata["License-Expression"] == "Apache-2.0"
    assert metadata["Requires-Python"] == ">=3.11"
    licence = contents[f"protonexus-{protonexus.__version__}.dist-info/licenses/LICENSE"]
    assert licence == (ROOT / "LICENSE").read_bytes()
