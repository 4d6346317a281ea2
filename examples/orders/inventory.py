"""The inventory team's side: InventoryService of inventory.proto, served from the namespace `inventory`."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Lock

from acme.inventory.v1.inventory_nexus import InventoryServiceHandler
from acme.inventory.v1.inventory_pb2 import ReserveRequest, ReserveResponse
from nexusrpc import OperationError, OperationErrorState
from temporalio.client import Client
from temporalio.worker import Worker

from protonexus import OperationContext

TASK_QUEUE = "inventory"
STOCK = {"teapot": 40}


class Inventory(InventoryServiceHandler):
    def __init__(self, stock: dict[str, int]) -> None:
        self._stock = stock
        self._reservations: dict[str, ReserveResponse] = {}
        self._lock = Lock()

    # A plain `def` runs in a thread of the worker's executor: it may block, as many database drivers do.
    def reserve(self, ctx: OperationContext, request: ReserveRequest) -> ReserveResponse:
        with self._lock:
            # Nexus delivers a call at least once, each time with the same request_id.
            if ctx.request_id not in self._reservations:
                self._reservations[ctx.request_id] = self._take(request, f"rsv-{ctx.request_id[:6]}")
            return self._reservations[ctx.request_id]

    def _take(self, request: ReserveRequest, reservation_id: str) -> ReserveResponse:
        left = self._stock.get(request.sku, 0)
        if request.quantity > left:
            reason = f"{request.quantity} {request.sku} wanted, {left} in stock"
            raise OperationError(reason, state=OperationErrorState.FAILED)
        self._stock[request.sku] = left - request.quantity
        return ReserveResponse(reservation_id=reservation_id, remaining=self._stock[request.sku])


def worker(client: Client) -> Worker:
    return Worker(
        client,
        task_queue=TASK_QUEUE,
        nexus_service_handlers=[Inventory(STOCK)],
        nexus_task_executor=ThreadPoolExecutor(4),
    )
