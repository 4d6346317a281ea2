"""The contract that is measured with, generated anew for each run, and messages of it."""

from __future__ import annotations

import atexit
import importlib
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
PLUGIN = str(Path(sys.executable).parent / "protoc-gen-nexus-python")

_RULES = "buf/validate/validate.proto"


def scratch() -> Path:
    """A folder that is gone when this process has ended."""
    folder = tempfile.mkdtemp(prefix="protonexus-bench-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)


def shapes() -> Any:
    """The module of bench/v1/shapes.proto's messages; its stubs are importable from then on, too."""
    return _generated("shapes", "-I", str(HERE / "contract"), "bench/v1/shapes.proto")


def rules() -> Any:
    """The module of bench/v1/rules.proto's messages, whose rules come from the installed protovalidate."""
    import protovalidate
    from google.protobuf import descriptor_pb2, duration_pb2, field_mask_pb2, timestamp_pb2

    known = descriptor_pb2.FileDescriptorSet()
    for module in (descriptor_pb2, duration_pb2, field_mask_pb2, timestamp_pb2):
        known.file.add().ParseFromString(module.DESCRIPTOR.serialized_pb)
    # It ships no .proto file, but what one compiles to.
    known.file.add().ParseFromString(protovalidate.ViolationPb.desc().file.proto.to_binary())
    image = scratch() / "known.binpb"
    image.write_bytes(known.SerializeToString())
    return _generated(
        "rules", "-I", str(HERE / "contract"), f"--descriptor_set_in={image}", "bench/v1/rules.proto", _RULES
    )


def _generated(name: str, *arguments: str) -> Any:
    out = _out()
    protoc = [sys.executable, "-m", "grpc_tools.protoc", f"--python_out={out}", f"--nexus-python_out={out}"]
    subprocess.run([*protoc, f"--plugin=protoc-gen-nexus-python={PLUGIN}", *arguments], check=True)
    importlib.invalidate_caches()
    return importlib.import_module(f"bench.v1.{name}_pb2")


_folder: list[str] = []


def _out() -> str:
    if not _folder:
        _folder.append(str(scratch()))
        sys.path.insert(0, _folder[0])
    return _folder[0]


def tiny(pb: Any) -> Any:
    return pb.Tiny(customer_id="cus-48151623", amount_cents=4242, currency=pb.CURRENCY_EUR)


def medium(pb: Any) -> Any:
    address = pb.Address(street="Rue de la Loi 16", city="Bruxelles", postal_code="1000", country_code="BE")
    message = pb.Medium(
        id="ord-2f7c9a1e", customer_id="cus-48151623", email="ada@example.com", phone="+32 2 555 12 12", locale="fr-BE",
        channel="web", currency=pb.CURRENCY_EUR, total_cents=129_900, tax_cents=22_545, discount_cents=500,
        exchange_rate=1.0825, score=0.75, attempt=1, sequence=9_007_199_254_740_993, offset_minutes=-60, gift=True,
        express=True, signature=bytes(range(48)), shipping=address, billing=address, tags=["new", "priority", "spring"],
        related=[17, 23, 4211], accepted=[pb.CURRENCY_EUR, pb.CURRENCY_USD], card_token="tok_1NqKvE2eZvKYlo2C",
        labels={"source": "newsletter", "campaign": "spring", "region": "eu-west"}, counters={"views": 12, "carts": 3},
        lines=[
            pb.Line(sku=f"sku-{n:04}", title=f"Espresso machine {n}", quantity=n + 1, price_cents=19_900, weight_kg=4.5)
            for n in range(5)
        ],
    )  # fmt: skip
    message.created_at.FromJsonString("2026-03-01T12:00:00.123Z")
    message.updated_at.FromJsonString("2026-03-01T12:05:30Z")
    message.hold_for.FromSeconds(1800)
    return message


def large(pb: Any) -> Any:
    message = pb.Large()
    for n in range(1000):
        item = message.items.add(
            sku=f"sku-{n:08}", title=f"A thing to buy, number {n}", quantity=n % 7 + 1, price_cents=100 * n + 99
        )
        item.created_at.FromSeconds(1_770_000_000 + n)
        item.currency = pb.CURRENCY_USD
    return message
