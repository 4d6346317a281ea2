"""`make demo`: Temporal's own server, a worker of each team in its own namespace, one order, and what it called."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
import uuid
from collections.abc import Callable
from contextlib import AsyncExitStack
from datetime import timedelta

from acme.payments.v1.payments_nexus import PaymentServiceStandaloneClient
from acme.payments.v1.payments_pb2 import ProcessPaymentRequest
from temporalio.client import Client, WorkflowHandle
from temporalio.exceptions import TemporalError

from orders import inventory, payments, workflow
from orders.calls import Call, calls_of_workflow, standalone_call
from orders.screen import Screen
from orders.workflow import Order, OrderWorkflow, Receipt
from protonexus import InvalidRequestError, ProtoNexusPlugin
from protonexus.testing import DevServer, dev_server

CALLER = "orders"
WORKERS = {CALLER: workflow.worker, "inventory": inventory.worker, "payments": payments.worker}  # by namespace
ENDPOINTS = {"inventory": ("inventory", inventory.TASK_QUEUE), "payments": ("payments", payments.TASK_QUEUE)}


async def run(screen: Screen, keep: bool) -> None:
    async with AsyncExitStack() as running:
        with screen.step("Temporal's development server, endpoints inventory and payments"):
            server = await running.enter_async_context(dev_server([*WORKERS], endpoints=ENDPOINTS, ui=keep))
        with screen.step("workers in namespaces orders, inventory and payments"):
            clients = {name: await server.client(name, plugins=[ProtoNexusPlugin()]) for name in WORKERS}
            for namespace, worker in WORKERS.items():
                await running.enter_async_context(worker(clients[namespace]))
        with screen.step("an order, then payments from ordinary code"):
            order = await _order(clients[CALLER])
            calls = await calls_of_workflow(clients[CALLER], order)
            calls.append(await _pay_from_ordinary_code(clients[CALLER]))
            calls.append(await _pay_wrongly(clients[CALLER]))
        screen.calls(calls, CALLER, {endpoint: namespace for endpoint, (namespace, _) in ENDPOINTS.items()})
        if keep:
            _show_addresses(screen, server, order, calls)
            await _until_stopped(server)
    screen.say("Server and workers are stopped." + ("" if keep else " To look around, leave them up: make demo KEEP=1"))


async def _order(client: Client) -> WorkflowHandle[OrderWorkflow, Receipt]:
    order = await client.start_workflow(
        OrderWorkflow.run,
        Order(customer_id="ada", sku="teapot", quantity=2, amount_cents=5_980, insurance_cents=250_000),
        id=f"order-{uuid.uuid4().hex[:6]}",
        task_queue=workflow.TASK_QUEUE,
        execution_timeout=timedelta(seconds=30),
    )
    await order.result()
    return order


async def _pay_from_ordinary_code(client: Client) -> Call:
    request = ProcessPaymentRequest(customer_id="grace", amount_cents=1_250)
    payments = PaymentServiceStandaloneClient(client)
    operation = await payments.process_payment.start(request, id=f"payment-{uuid.uuid4().hex[:6]}")
    result = await operation.result()
    return standalone_call(await operation.describe(), result)


async def _pay_wrongly(client: Client) -> Call:
    """A request that breaks a rule of the contract is refused before it is sent."""
    began = time.monotonic()
    try:
        await PaymentServiceStandaloneClient(client).process_payment(
            ProcessPaymentRequest(customer_id="grace", amount_cents=-5), id="never-sent"
        )
    except InvalidRequestError as err:
        took = timedelta(seconds=time.monotonic() - began)
        reasons = ", ".join(f"{broken.field} {broken.message}" for broken in err.violations)
        return Call(err.endpoint, err.operation, "not sent", took, reasons or err.reason, refused=True)
    raise RuntimeError("a payment of a negative amount was taken")


def _show_addresses(
    screen: Screen, server: DevServer, order: WorkflowHandle[OrderWorkflow, Receipt], calls: list[Call]
) -> None:
    assert server.ui_url and order.result_run_id
    screen.address("the caller's history", server.history_url(CALLER, order.id, order.result_run_id))
    for by in (call.workflow for call in calls if call.workflow):
        screen.address("the handler's history", server.history_url(by.namespace, by.workflow_id, by.run_id))
    screen.address("Temporal's Web UI", server.ui_url)
    screen.address("the server, for `temporal --address`", server.address)
    screen.say("Press Ctrl-C to stop server and workers.")


async def _until_stopped(server: DevServer) -> None:
    stop = asyncio.Event()
    _on_signals(stop.set)
    while server.running and not stop.is_set():
        await asyncio.sleep(0.1)


def _on_signals(callback: Callable[[], object]) -> None:
    if sys.platform != "win32":
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, callback)


async def _main() -> None:
    task = asyncio.current_task()
    assert task
    _on_signals(task.cancel)
    await run(Screen(), keep=os.environ.get("KEEP", "") not in ("", "0"))


def main() -> int:
    """Run the demo; returns the exit code."""
    try:
        asyncio.run(_main())
    except (KeyboardInterrupt, asyncio.CancelledError):
        print("demo: interrupted; all is stopped", file=sys.stderr)
        return 130
    except (RuntimeError, OSError, TemporalError) as err:
        print(f"demo: {_reason(err)}", file=sys.stderr)
        return 1
    return 0


def _reason(err: BaseException) -> str:
    reasons = [str(err), *getattr(err, "__notes__", ())]
    while isinstance(err, TemporalError) and (cause := getattr(err, "cause", None)):
        err = cause
        reasons.append(str(err))
    return ": ".join(reasons)


if __name__ == "__main__":
    sys.exit(main())
