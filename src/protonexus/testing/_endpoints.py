"""Nexus endpoints of a server, brought to the state that is asked for."""

from __future__ import annotations

import json
import re
from datetime import timedelta

from temporalio.api.common.v1 import Payload
from temporalio.api.nexus.v1 import Endpoint, EndpointSpec, EndpointTarget
from temporalio.api.operatorservice.v1 import (
    CreateNexusEndpointRequest,
    ListNexusEndpointsRequest,
    UpdateNexusEndpointRequest,
)
from temporalio.client import Client
from temporalio.service import RPCError, RPCStatusCode

from ._errors import DevServerError

_NAME = re.compile(r"[a-zA-Z][a-zA-Z0-9-]{0,198}[a-zA-Z0-9]")  # the server's rule
_TIMEOUT = timedelta(seconds=10)
_ATTEMPTS = 5


def check_name(name: str) -> None:
    """Raise DevServerError unless the server would take `name` for an endpoint."""
    if not _NAME.fullmatch(name):
        raise DevServerError(
            f"endpoint {name!r}: a name has 2 to 200 letters, digits and hyphens, "
            "begins with a letter and does not end with a hyphen"
        )


async def ensure_endpoint(client: Client, name: str, namespace: str, task_queue: str, description: str | None) -> str:
    """Return the id of the endpoint `name` after creating it or, only if it differs, updating it.

    Raises:
        DevServerError: The server refused, as it does for a namespace that it does not have.
    """
    check_name(name)
    spec = EndpointSpec(
        name=name, target=EndpointTarget(worker=EndpointTarget.Worker(namespace=namespace, task_queue=task_queue))
    )
    if description is not None:
        spec.description.CopyFrom(Payload(metadata={"encoding": b"json/plain"}, data=json.dumps(description).encode()))
    attempt = 0
    while True:
        attempt += 1
        try:
            return await _write(client, spec)
        except RPCError as err:
            # somebody else created or changed it since it was looked up
            raced = err.status == RPCStatusCode.ALREADY_EXISTS or "version mismatch" in err.message
            if not raced or attempt == _ATTEMPTS:
                raise DevServerError(f"endpoint {name!r} -> {namespace}/{task_queue}: {err.message}") from err


async def _write(client: Client, spec: EndpointSpec) -> str:
    service = client.operator_service
    found = await service.list_nexus_endpoints(ListNexusEndpointsRequest(name=spec.name), retry=True, timeout=_TIMEOUT)
    if not found.endpoints:
        created = await service.create_nexus_endpoint(CreateNexusEndpointRequest(spec=spec), timeout=_TIMEOUT)
        return created.endpoint.id
    current: Endpoint = found.endpoints[0]
    wanted = EndpointSpec()
    wanted.CopyFrom(current.spec)  # a description that is not given stays
    wanted.target.CopyFrom(spec.target)
    if spec.HasField("description"):
        wanted.description.CopyFrom(spec.description)
    if wanted != current.spec:  # the server counts a new version even if nothing changes
        update = UpdateNexusEndpointRequest(id=current.id, version=current.version, spec=wanted)
        await service.update_nexus_endpoint(update, timeout=_TIMEOUT)
    return current.id
