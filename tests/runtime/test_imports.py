"""What importing the package loads, and what it gives."""

from __future__ import annotations

import subprocess
import sys

import pytest

import protonexus

HEAVY = (
    "temporalio",
    "nexusrpc",
    "google.protobuf.json_format",
    "google.protobuf.message",
    "typing_extensions",
    "asyncio",
)


def python(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_importing_the_package_loads_nothing_heavy() -> None:
    loaded = python("import sys, protonexus; print(*sys.modules)").split()
    assert not [name for name in loaded if name.startswith(HEAVY)]


def test_every_public_name_exists_and_belongs_to_no_private_module() -> None:
    for name in protonexus.__all__:
        assert getattr(protonexus, name) is not None
    assert python("from protonexus import *; print(OperationContext.__name__, cancels.__name__)").split() == [
        "OperationContext",
        "cancels",
    ]


def test_an_unknown_name_is_an_ordinary_error() -> None:
    with pytest.raises(AttributeError, match="module 'protonexus' has no attribute 'Nonsense'"):
        _ = protonexus.Nonsense
    with pytest.raises(ImportError):
        from protonexus import Nonsense  # noqa: F401
