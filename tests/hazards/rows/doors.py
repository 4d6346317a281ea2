"""Requests through the plain HTTP door, as only an HTTP client can make them."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Sequence

from hazards.door import PAYLOAD, Door, Reply
from hazards.evidence import Evidence
from hazards.hazard import Hazard
from hazards.payloads import BINARY, JSON, MB, OTHER, REQUEST, RESPONSE, as_json, payload

BAD = "HTTP 400"
AS_JSON = f'application/json; format=protobuf; message-type="{REQUEST}"'


def _row(name: str, expect: str, body: Callable[[], bytes], headers: Sequence[tuple[str, str]]) -> Hazard:
    async def post(door: Door) -> Evidence:
        try:
            return _evidence(await asyncio.to_thread(door.post, "Probe", body(), headers))
        except ConnectionError:
            return {"error": ["connection closed"], "is_failure": True}

    return _posting(name, expect, post)


def _posting(name: str, expect: str, post: Callable[[Door], Awaitable[Evidence]], *, refuse: bool = False) -> Hazard:
    return Hazard(name=f"HTTP: {name}", expect=expect, post=post, places=("HTTP",), refuse=refuse, seconds=40)


def _evidence(reply: Reply) -> Evidence:
    if reply.status >= 300:
        return {"error": [f"HTTP {reply.status}"], "is_failure": True}
    return {"kind": RESPONSE, "given": json.loads(reply.body).get("given", "")}


async def _without_id(door: Door) -> Evidence:
    request = as_json({"name": "x"}, "acme.hazards.v1.CarryRequest")
    reply = await asyncio.to_thread(door.send, "Carry", request)
    return {**_evidence(reply), "why": "starts the workflow 'carry-', for every such caller"}


def _twice() -> bytes:
    """A payload whose metadata has both keys twice; the later ones count."""
    return payload("", BINARY, OTHER).SerializeToString() + payload("{}", JSON, REQUEST).SerializeToString()


ROWS = [
    _row("as it should be", "OK", lambda: b'{"name":"x"}', [("Content-Type", AS_JSON)]),
    _row("no content type", BAD, lambda: b"{}", []),
    _row("text/html", BAD, lambda: b"{}", [("Content-Type", "text/html")]),
    _row("two content types", BAD, lambda: b"{}", [("Content-Type", "text/html"), ("Content-Type", AS_JSON)]),
    _row(
        "Content-Encoding gzip, and is not",
        f"OK|{BAD}",
        lambda: b"{}",
        [("Content-Type", AS_JSON), ("Content-Encoding", "gzip")],
    ),
    _row("a payload with its metadata twice", "OK", _twice, [("Content-Type", PAYLOAD)]),
    _row("a payload that is none", BAD, lambda: b"\xff\xffgarbage", [("Content-Type", PAYLOAD)]),
    _row("3 MB", BAD, lambda: b'{"name":"%b"}' % (b"x" * 3 * MB), [("Content-Type", AS_JSON)]),
    _row(
        "100 MB", f"{BAD}|connection closed", lambda: b'{"name":"%b"}' % (b"x" * 100 * MB), [("Content-Type", AS_JSON)]
    ),
    _posting("no Nexus-Request-Id, workflow named after it", BAD, _without_id, refuse=True),
]
