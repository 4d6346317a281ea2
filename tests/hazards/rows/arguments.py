"""Arguments that only the server would refuse, by failing the caller's workflow task, or that nobody would."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from acme.hazards.v1.hazards_pb2 import Other, ProbeRequest
from hazards.hazard import Caller, Hazard
from hazards.payloads import LATE, MB, UNKNOWN_ANY, filling

BAD = "InvalidRequestError"
EITHER = f"OK|{BAD}"
MESSAGE = ProbeRequest(name="x")


def _request(name: str, *passed: Any) -> Hazard:
    return Hazard(name=f"request argument: {name}", expect=BAD, arguments=lambda: passed)


def _sized(name: str, size: int, **more: Any) -> Hazard:
    return Hazard(
        name=f"request argument: {name}", expect=BAD, arguments=lambda: (ProbeRequest(blob=bytes(size)),), **more
    )


def _filling(excess: int) -> Hazard:
    """A request whose payload has so many bytes more than the server takes."""

    def passed() -> tuple[Any, ...]:
        return (filling(lambda text: ProbeRequest(name=text), 2 * MB + excess),)

    return Hazard(
        name=f"request argument: payload of 2 MiB {excess:+}",
        expect=BAD if excess > 0 else "OK",
        arguments=passed,
        heavy=True,
    )


def _to(name: str, expect: str = BAD, *, endpoint: object = None, service: str = "") -> Hazard:
    async def call(caller: Caller) -> Any:
        return await caller.elsewhere(endpoint=endpoint, service=service)("Probe", MESSAGE)

    return Hazard(name=name, expect=expect, call=call)


def _option(name: str, expect: str = BAD, **options: Any) -> Hazard:
    return Hazard(name=name, expect=expect, arguments=lambda: (MESSAGE,), options=options)


def _standalone(name: str, **options: Any) -> Hazard:
    return Hazard(name=name, expect=BAD, arguments=lambda: (MESSAGE,), options=options, places=("standalone",))


def _in_workflow(name: str, **options: Any) -> Hazard:
    return Hazard(name=name, expect=BAD, arguments=lambda: (MESSAGE,), options=options, places=("workflow",))


REQUESTS = [
    _request("None", None),
    _request("a dict", {"name": "x"}),
    _request("a string", "x"),
    _request("another message", Other(name="x")),
    _request("the class, not an instance", ProbeRequest),
    _request("missing"),
    _request("two of them", MESSAGE, MESSAGE),
    _request("an Any of an unknown type", ProbeRequest(thing=UNKNOWN_ANY)),
    _request("a Timestamp out of range", ProbeRequest(at=LATE)),
    *(_filling(excess) for excess in (0, 1, 70)),
    _sized("3 MB", 3 * MB),
    _sized("100 MB", 75 * MB, seconds=20, heavy=True),
]
NAMES = [
    _to("endpoint: empty", endpoint=""),
    _to("endpoint: with a space", endpoint="a b"),
    _to("endpoint: with a dot", endpoint="acme.payments"),
    _to("endpoint: 201 characters", endpoint="e" * 201),
    _to("endpoint: a number", endpoint=5),
    Hazard(
        name="endpoint: created only after the call",
        expect="OK",
        endpoint_comes_late=True,
        arguments=lambda: (MESSAGE,),
        places=("workflow",),
        seconds=30,
    ),
    _to("service: 2,000 characters", service="s" * 2000),
    _to("service: unknown", "NOT_FOUND", service="acme.Nobody"),
    _to("service: with a slash", f"NOT_FOUND|{BAD}", service="a/b"),
    _to("service: not ASCII", f"NOT_FOUND|{BAD}", service="größe"),
]
OPTIONS = [
    _option("summary: no string", summary=5),
    _option("summary: 1,000 bytes", summary="s" * 1000),
    _option("summary: 371 bytes", "OK", summary="s" * 371),
    _option("summary: 185 umlauts", EITHER, summary="ü" * 185),
    _option("summary: with a newline", EITHER, summary="a\nb"),
    _option("summary: with a lone surrogate", EITHER, summary="\ud800"),
    _option("option: unknown", colour="red"),
    _in_workflow("option: cancellation_type that is none", cancellation_type="TRY_CANCEL"),
    _in_workflow("option: event_groups that are none", event_groups=5),
    _in_workflow("option: output_type, which is the contract's", output_type=dict),
    _standalone("option: result_type, which is the contract's", result_type=dict),
    _standalone("option: id empty", id=""),
    _standalone("option: id of 1,001 characters", id="i" * 1001),
    _standalone("option: id None", id=None),
    _standalone("option: id a number", id=5),
    _standalone("option: rpc_timeout a number", rpc_timeout=5),
    _standalone("option: rpc_timeout negative", rpc_timeout=timedelta(seconds=-1)),
    _standalone("option: rpc_metadata with a newline", rpc_metadata={"a b": "c\n"}),
    _standalone("option: search_attributes a dict", search_attributes={"a": 1}),
]
ROWS = REQUESTS + NAMES + OPTIONS
