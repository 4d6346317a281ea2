"""Contracts with rules where protovalidate is not installed, too old or broken, and where it is not needed yet."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from project import run
from validation.installs import Python

from protonexus.testing import DevServer

PROGRAM = Path(__file__).with_name("program.py")
SAID = "carries buf.validate rules that are not enforced, since"
INSTALL = "pip install 'protonexus[validate]'\n"
MISSING = f"acme.rules.v1.rules_nexus {SAID} protovalidate is not installed: {INSTALL}"

CALL = """
from acme.rules.v1 import imported_pb2, rules_pb2
from protonexus._validation import validate
for _ in range(2):
    validate(rules_pb2.BookRequest())
    validate(imported_pb2.InviteRequest())
"""


@pytest.mark.parametrize(
    ("module", "said"),
    [
        ("acme.rules.v1.rules_nexus", MISSING),
        ("acme.rules.v1.imported_nexus", MISSING.replace("rules_nexus", "imported_nexus")),
        ("acme.kitchen.v1.kitchen_nexus", ""),
    ],
)
def test_one_line_at_import_says_what_to_install(module: str, said: str, tmp_path: Path) -> None:
    done = Python(tmp_path).run("-c", f"import {module}, {module}\n{CALL}")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", said)


@pytest.mark.parametrize("version", ["1.2.0", "2.0.4"])
def test_a_slow_one_is_refused(version: str, tmp_path: Path) -> None:
    done = Python(tmp_path, version).run("-c", f"import acme.rules.v1.rules_nexus\n{CALL}")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.startswith(f"acme.rules.v1.rules_nexus {SAID} protovalidate {version} takes milliseconds")
    assert done.stderr.endswith(INSTALL)
    assert done.stderr.count("\n") == 1


def test_one_that_cannot_be_imported_is_said_by_each_call(tmp_path: Path) -> None:
    done = Python(tmp_path, "2.10.0rc1").run("-c", f"import acme.rules.v1.rules_nexus\n{CALL}")
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == (
        "protonexus._validation.RuleError: the contract's rules cannot be checked, "
        "since protovalidate cannot be imported: imported"
    )


async def test_calls_work(server: DevServer, route: Callable[[str], Awaitable[Any]], tmp_path: Path) -> None:
    to = await route("payments")
    done = await Python(tmp_path).run_async(PROGRAM, server.address, to.endpoint, to.task_queue)
    assert (done.returncode, done.stderr) == (0, MISSING)
    assert done.stdout.split("\n") == [*["workflow: OK"] * 3, *["ordinary code: OK"] * 3, ""]


def test_stubs_and_messages_without_rules_import_no_protovalidate() -> None:
    run(
        "python",
        "-c",
        "import sys, acme.rules.v1.rules_nexus\n"
        "from acme.payments.v1.payments_pb2 import RefundRequest\n"
        "from protonexus._validation import validate\n"
        "validate(RefundRequest())\n"
        "assert not {'protovalidate', 'protobuf', 'protonexus._protovalidate'} & sys.modules.keys()",
    )
