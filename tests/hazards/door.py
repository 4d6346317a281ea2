"""The plain HTTP door of a Temporal service: any HTTP client can call a Nexus operation through it."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Sequence
from contextlib import suppress
from typing import NamedTuple

from temporalio.api.common.v1 import Payload

TIMEOUT = 30.0
PAYLOAD = "application/x-temporal-payload"
"""The content type under which the server takes a serialised payload, whatever its metadata."""


class Reply(NamedTuple):
    status: int
    from_worker: bool
    """Whether a worker answered, and not the server for it."""
    body: bytes


class Door:
    """One endpoint's; safe for threads, each of which has a connection of its own."""

    def __init__(self, address: str, endpoint_id: str, service: str) -> None:
        self._address = address
        self._path = f"/nexus/endpoints/{endpoint_id}/services/{service}"
        self._local = threading.local()

    def post(self, operation: str, body: bytes, headers: Sequence[tuple[str, str]] = ()) -> Reply:
        """Call `operation`; `headers` may name one twice."""
        connection = self._connection()
        try:
            connection.putrequest("POST", f"{self._path}/{operation}")
            for name, value in (*headers, ("Content-Length", str(len(body)))):
                connection.putheader(name, value)
            with suppress(ConnectionError):  # the server may answer, and hang up, before it has read all
                connection.endheaders(body)
            response = connection.getresponse()
            from_worker = response.status < 300 or response.headers["Temporal-Nexus-Failure-Source"] == "worker"
            return Reply(response.status, from_worker, response.read())
        except (OSError, http.client.HTTPException):
            connection.close()
            raise

    def send(self, operation: str, payload: Payload, headers: Sequence[tuple[str, str]] = ()) -> Reply:
        """Call `operation` with `payload` just as it is."""
        return self.post(operation, payload.SerializeToString(), [("Content-Type", PAYLOAD), *headers])

    def _connection(self) -> http.client.HTTPConnection:
        found: http.client.HTTPConnection | None = getattr(self._local, "connection", None)
        if found is None:
            found = self._local.connection = http.client.HTTPConnection(self._address, timeout=TIMEOUT)
        return found
