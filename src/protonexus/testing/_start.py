"""From a server's command to a server that answers, on ports of its own."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from temporalio.api.workflowservice.v1 import DescribeNamespaceRequest
from temporalio.client import Client
from temporalio.service import RPCError

from ._errors import DevServerError
from ._ports import LOOPBACK, claim_port
from ._process import ServerProcess

_POLL = 0.05
_ATTEMPTS = 5
_PORT_TAKEN = ("address already in use", "Only one usage of each socket address")  # POSIX, Windows


@dataclass(frozen=True)
class Ports:
    """The ports of one server; no `ui` without the Web UI."""

    grpc: int
    http: int
    ui: int | None

    def claim(self) -> Ports:
        """Return them with a free one for each 0; raises DevServerError if one is in use."""
        return Ports(claim_port(self.grpc), claim_port(self.http), None if self.ui is None else claim_port(self.ui))


@dataclass(frozen=True)
class Started:
    """A server that answers."""

    process: ServerProcess
    ports: Ports
    client: Client


async def start(
    launch: Callable[[Ports], ServerProcess], wanted: Ports, namespaces: Sequence[str], timeout: timedelta
) -> Started:
    """Launch a server, again if somebody is quicker at a port, and return it when every namespace answers.

    Raises:
        DevServerError: It ended, or did not answer in time.
    """
    attempt = 1
    while True:
        ports = wanted.claim()
        process = launch(ports)
        try:
            return Started(process, ports, await _answering(process, ports, namespaces, timeout.total_seconds()))
        except BaseException as err:
            await process.stop()
            if attempt == _ATTEMPTS or not any(sign in str(err) for sign in _PORT_TAKEN):
                raise
        attempt += 1


async def _answering(process: ServerProcess, ports: Ports, namespaces: Sequence[str], seconds: float) -> Client:
    try:
        async with asyncio.timeout(seconds):
            while process.running:
                with contextlib.suppress(OSError, RuntimeError, RPCError):  # SDK: RuntimeError while nothing listens
                    return await _connect(ports, namespaces)
                await asyncio.sleep(_POLL)
    except TimeoutError:
        raise DevServerError(process.failure(f"the dev server did not answer within {seconds:g} s")) from None
    raise DevServerError(process.failure("the dev server did not start"))


async def _connect(ports: Ports, namespaces: Sequence[str]) -> Client:
    # at a fixed gRPC port another server may answer, but nobody else has the HTTP port
    socket.create_connection((LOOPBACK, ports.http), timeout=1).close()
    client = await Client.connect(f"{LOOPBACK}:{ports.grpc}")
    for namespace in ("default", *namespaces):
        await client.workflow_service.describe_namespace(DescribeNamespaceRequest(namespace=namespace))
    return client
