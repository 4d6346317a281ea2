"""What this side sends, and what it must see."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from acme.evolution.v1.evolution_pb2 import EchoRequest, Order  # type: ignore[import-untyped] # of either contract

from interop.common.compare import difference

IS_NEWER = "tenant" in EchoRequest.DESCRIPTOR.fields_by_name
_orders: dict[str, Any] = {}


def load(folder: Path) -> None:
    """Read the orders; this module's state is the process's, workflows' too."""
    _orders.update((file.stem, Order.FromString(file.read_bytes())) for file in folder.glob("*.binpb"))


def ours() -> Any:
    """Return what this side sends."""
    return _orders["newer" if IS_NEWER else "older"]


def check(got: Any, encoding: str) -> None:
    """Raise ValueError if an order is not what this side must see."""
    if wrong := difference(_orders["older" if IS_NEWER else f"newer_in_{encoding}"], got):
        raise ValueError(wrong)
