"""Handler and caller of the evolution cells."""

from __future__ import annotations

from typing import Any

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from acme.evolution.v1.evolution_nexus import (  # type: ignore[import-untyped] # of either contract
        OrderServiceClient,
        OrderServiceHandler,
    )
    from acme.evolution.v1.evolution_pb2 import (  # type: ignore[import-untyped]
        EchoBinaryRequest,
        EchoBinaryResponse,
        EchoRequest,
        EchoResponse,
    )
    from temporalio.exceptions import ApplicationError

    from interop.common.cell import LIMIT, Verdict, told
    from interop.python.evolution.orders import IS_NEWER, check, ours
    from protonexus import OperationContext


class Orders(OrderServiceHandler):  # type: ignore[misc]
    """Serves this side's contract."""

    async def echo(self, ctx: OperationContext, request: Any) -> Any:
        """Answer an order in JSON."""
        return _answer(request, "json", EchoResponse())

    async def echo_binary(self, ctx: OperationContext, request: Any) -> Any:
        """Answer an order in binary."""
        return _answer(request, "binary", EchoBinaryResponse())


def _answer(request: Any, encoding: str, response: Any) -> Any:
    try:
        check(request.order, encoding)
        if IS_NEWER and request.tenant:
            raise ValueError("a tenant from a caller that does not know of it")
    except ValueError as err:
        raise ApplicationError(str(err), type="Broken", non_retryable=True) from None
    response.order.CopyFrom(ours())
    if IS_NEWER:
        response.sender.street = "s"
    return response


@workflow.defn
class EvolutionCaller:
    """Sends this side's order."""

    @workflow.run
    async def run(self, cell: dict[str, str]) -> Verdict:
        """Run."""
        service = OrderServiceClient(cell["endpoint"], schedule_to_close_timeout=LIMIT)
        encoding = cell["encoding"].lower()
        call, kind = {"json": (service.echo, EchoRequest), "binary": (service.echo_binary, EchoBinaryRequest)}[encoding]
        try:
            response = await call(kind(order=ours(), **({"tenant": "t"} if IS_NEWER else {})))
            check(response.order, encoding)
            if IS_NEWER and response.HasField("sender"):
                raise ValueError("a sender from a handler that does not know of it")
        except Exception as err:
            return Verdict(False, told(err))
        return Verdict(True)
