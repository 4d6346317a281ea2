"""Importing a generated module, in a new process with its .pyc files written."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

import contracts
from timing import Command, Row, processes

LIMIT = 1.05
CONTRACTS = {"without rules": "acme.inventory.v1.inventory", "with rules": "acme.payments.v1.payments"}


def measure() -> Iterator[Row]:
    path = [str(contracts.ROOT / "gen"), *filter(None, [os.environ.get("PYTHONPATH")])]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(path)}
    for kind, contract in CONTRACTS.items():
        ours = f"import {contract}_nexus"
        theirs = f"import {contract}_pb2, nexusrpc, temporalio.workflow"
        sides = (Command([sys.executable, "-c", code], env=env) for code in (ours, theirs))
        yield from processes(f"import: contract {kind}", *sides, LIMIT, rounds=20)
