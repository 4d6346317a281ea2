"""The contract, as a team without our generator writes it down."""

from __future__ import annotations

from acme.interop.v1.interop_pb2 import (
    DeclineRequest,
    DeclineResponse,
    DeclineRunRequest,
    DeclineRunResponse,
    EchoRequest,
    EchoResponse,
    FailRequest,
    FailResponse,
    RunRequest,
    RunResponse,
    WaitRequest,
    WaitResponse,
)
from google.protobuf.empty_pb2 import Empty
from nexusrpc import Operation, service


@service(name="acme.interop.v1.InteropService")
class InteropService:
    """The operations of both services."""

    echo: Operation[EchoRequest, EchoResponse] = Operation(name="Echo")
    run: Operation[RunRequest, RunResponse] = Operation(name="Run")
    wait: Operation[WaitRequest, WaitResponse] = Operation(name="Wait")
    decline: Operation[DeclineRequest, DeclineResponse] = Operation(name="Decline")
    decline_run: Operation[DeclineRunRequest, DeclineRunResponse] = Operation(name="DeclineRun")
    fail: Operation[FailRequest, FailResponse] = Operation(name="Fail")
    ping: Operation[Empty, Empty] = Operation(name="Ping")


@service(name="acme.interop.v1.BinaryInteropService")
class BinaryInteropService(InteropService):
    """The same under another name: what is written is the data converter's to say here."""


SERVICES: dict[str, type[InteropService]] = {"JSON": InteropService, "BINARY": BinaryInteropService}
