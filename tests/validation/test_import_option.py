"""A contract that imports the rules as options only (edition 2024): its messages' module needs no other of the rules."""

from __future__ import annotations

from pathlib import Path

import pytest
from project import ROOT, run
from validation.installs import Python

CONTRACT = """
edition = "2024";
package shop.v1;
import "google/protobuf/timestamp.proto";
import option "buf/validate/validate.proto";
message Order {
  string id = 1 [(buf.validate.field) = {required: true, string: {min_len: 2}}];
  google.protobuf.Timestamp due = 2 [(buf.validate.field).timestamp.gt_now = true];
}
service ShopService { rpc Buy(Order) returns (Order); }
"""
CHECK = """
import sys
from datetime import UTC, datetime
from google.protobuf.timestamp_pb2 import Timestamp
from shop.v1 import shop_nexus
from shop.v1.shop_pb2 import Order
from protonexus._validation import BrokenRules, validate
assert "buf" not in sys.modules
order = Order(due=Timestamp(seconds=1))
try:
    validate(order)
except BrokenRules as err:
    print(err)
    from protonexus._workflow_time import check_at
    order.id = "o1"
    check_at(datetime(1969, 1, 1, tzinfo=UTC), order)
    print("checked")
"""


@pytest.fixture
def module(tmp_path: Path) -> str:
    """The start of a program that can import the contract's modules."""
    (tmp_path / "shop/v1").mkdir(parents=True)
    (tmp_path / "shop/v1/shop.proto").write_text(CONTRACT)
    outs = [f"--{plugin}_out={tmp_path}" for plugin in ("python", "nexus-python")]
    paths = [f"-I{tmp_path}", f"-I{ROOT / 'third_party'}"]
    run("python", "-m", "grpc_tools.protoc", *paths, *outs, "--experimental_editions", "shop/v1/shop.proto")
    return f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n"


def test_its_rules_are_enforced_at_any_time(module: str) -> None:
    assert run("python", "-c", module + CHECK) == (
        "breaks the contract's rules: id: value is required [required]; "
        "due: must be greater than now [timestamp.gt_now]\nchecked\n"
    )


def test_without_protovalidate_it_says_so(module: str, tmp_path: Path) -> None:
    done = Python(tmp_path).run("-c", module + CHECK)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.startswith("shop.v1.shop_nexus carries buf.validate rules that are not enforced")
