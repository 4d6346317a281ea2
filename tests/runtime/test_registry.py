"""Which modules the plugin lets through the workflow sandbox: generated ones and messages, no others."""

from __future__ import annotations

import json
import os
import subprocess
import sys


def passed_through(*imports: str) -> set[str]:
    """The modules that a fresh process would pass through after these imports."""
    code = (
        f"import json, {', '.join(imports)}\n"
        "from protonexus import _registry\n"
        "print(json.dumps(sorted(_registry.modules())))"
    )
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stdout))


def test_a_contract_brings_its_stubs_and_messages_and_those_they_are_made_of() -> None:
    modules = passed_through("acme.kitchen.v1.kitchen_nexus", "json.tool", "acme.inventory.v1.inventory_pb2")
    mine = {name for name in modules if not name.startswith("google.protobuf.")}
    assert mine == {
        "acme.kitchen.v1.kitchen_nexus",
        "acme.kitchen.v1.kitchen_pb2",
        "acme.kitchen.v1.everything_pb2",
    }
    assert {"google.protobuf.empty_pb2", "google.protobuf.struct_pb2"} <= modules
    assert all(name.endswith(("_pb2", "_nexus")) for name in modules)


def test_the_options_a_contract_imports_come_with_it() -> None:
    modules = passed_through("acme.payments.v1.payments_nexus")
    assert {"acme.payments.v1.payments_nexus", "acme.payments.v1.payments_pb2", "protonexus.v1.options_pb2"} <= modules
