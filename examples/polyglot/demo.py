"""`make polyglot`: Go and TypeScript workflows that take payments from Python, and Python orders with a Go inventory."""

from __future__ import annotations

import asyncio
import sys
import uuid
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path

from orders import payments, workflow
from orders.calls import calls_of_workflow
from orders.screen import Screen
from orders.workflow import Order, OrderWorkflow
from temporalio.client import Client, WorkflowHandle

from polyglot.side import Side, SideError
from protonexus import ProtoNexusPlugin
from protonexus.testing import DevServerError, dev_server

HERE = Path(__file__).parent
GO = Side("Go", HERE / "go", ("go",), "orders-go")
TYPESCRIPT = Side("TypeScript", HERE / "typescript", ("node", "npm"), "orders-typescript")
ENDPOINTS = {"inventory": ("inventory", "inventory-go"), "payments": ("payments", payments.TASK_QUEUE)}


async def run(screen: Screen) -> None:
    sides = [side for side in (GO, TYPESCRIPT) if not side.missing()]
    for side in (GO, TYPESCRIPT):
        if side not in sides:
            screen.say(f"Without {side.language}: {side.missing()} is not installed.")
    for side in sides:
        with screen.step(f"generate and compile the {side.language} side"):
            await side.build()
    async with AsyncExitStack() as running:
        with screen.step("Temporal's development server, and the workers of all languages"):
            server = await running.enter_async_context(
                dev_server(["orders", "payments", "inventory"], endpoints=ENDPOINTS)
            )
            clients = {name: await server.client(name, plugins=[ProtoNexusPlugin()]) for name in server.namespaces}
            await running.enter_async_context(payments.worker(clients["payments"]))
            await running.enter_async_context(workflow.worker(clients["orders"]))
            for side in sides:
                await running.enter_async_context(side.running(server.address))
        orders = clients["orders"]
        ended = [await _checkout(orders, side) for side in sides]
        if GO in sides:
            ended.append(await _order(orders))
        for title, handle in ended:
            screen.say(title)
            handlers = {endpoint: namespace for endpoint, (namespace, _) in ENDPOINTS.items()}
            screen.calls(await calls_of_workflow(orders, handle), "orders", handlers)


async def _checkout(client: Client, side: Side) -> tuple[str, WorkflowHandle[object, object]]:
    """A workflow in the other language that pays, is refused, and takes the payment back."""
    handle = await client.start_workflow(
        "Checkout",
        {"customer": "ada", "cents": 5_980},
        id=f"checkout-{uuid.uuid4().hex[:6]}",
        task_queue=side.task_queue,
        execution_timeout=timedelta(seconds=30),
    )
    said = await handle.result()
    return f"{side.language} calls Python, and ends with: {said}", handle


async def _order(client: Client) -> tuple[str, WorkflowHandle[object, object]]:
    handle = await client.start_workflow(
        OrderWorkflow.run,
        Order(customer_id="grace", sku="teapot", quantity=2, amount_cents=5_980, insurance_cents=250_000),
        id=f"order-{uuid.uuid4().hex[:6]}",
        task_queue=workflow.TASK_QUEUE,
        execution_timeout=timedelta(seconds=30),
    )
    receipt = await handle.result()
    untyped: WorkflowHandle[object, object] = client.get_workflow_handle(handle.id, run_id=handle.result_run_id)
    return f"Python calls Go for the goods, and ends with: refund {receipt.refund_id}", untyped


def main() -> int:
    """Run the demo; returns the exit code."""
    try:
        asyncio.run(run(Screen()))
    except KeyboardInterrupt:
        print("polyglot: interrupted; all is stopped", file=sys.stderr)
        return 130
    except (SideError, DevServerError) as err:
        print(f"polyglot: {err}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
