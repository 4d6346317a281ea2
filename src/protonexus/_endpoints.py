"""Whether the endpoints that a worker's workflows call exist: the one thing that a workflow cannot find out itself."""

from __future__ import annotations

from temporalio.api.operatorservice.v1 import ListNexusEndpointsRequest
from temporalio.client import Client
from temporalio.service import RPCError

from protonexus import _registry
from protonexus._warnings import warn_once


async def warn_of_missing(client: Client) -> None:
    """Log one line, with the command that creates it, for each endpoint of a loaded contract that does not exist.

    Says nothing where endpoints cannot be listed, as on Temporal Cloud.
    """
    for endpoint, services in sorted(_registry.endpoints.items()):
        try:
            found = await client.operator_service.list_nexus_endpoints(ListNexusEndpointsRequest(name=endpoint))
        except RPCError:
            return
        if not found.endpoints:
            warn_once(
                f"endpoint {endpoint!r} does not exist: workflows that call {', '.join(sorted(services))} wait until it "
                f"does; create it with `temporal operator nexus endpoint create --name {endpoint} "
                "--target-namespace NAMESPACE --target-task-queue QUEUE`",
                about=client.service_client.config.target_host,
            )
