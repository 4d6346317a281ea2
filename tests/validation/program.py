"""Calls from a workflow and from ordinary code, first things first in a process: ADDRESS ENDPOINT QUEUE."""

from __future__ import annotations

import asyncio
import sys
from concurrent.futures import ThreadPoolExecutor

from acme.rules.v1.rules_nexus import RulesServiceStandaloneClient
from acme.rules.v1.rules_pb2 import BookRequest, ScheduleRequest
from google.protobuf.timestamp_pb2 import Timestamp
from temporalio.client import Client
from temporalio.worker import Worker
from validation.bookings import TICKET, booking
from validation.peers import Call, Outcome, Rules, outcome

from protonexus.testing import settle_before_exit

PAST = ScheduleRequest(starts=Timestamp(seconds=1))
REQUESTS = [("schedule", PAST), ("book", BookRequest()), ("book", booking())]


async def main(address: str, endpoint: str, queue: str) -> None:
    orders = await Client.connect(address, namespace="orders")
    payments = await Client.connect(address, namespace="payments")
    ours = RulesServiceStandaloneClient(orders, endpoint)
    with ThreadPoolExecutor(1) as threads:
        handler = Worker(
            payments, task_queue=queue, nexus_service_handlers=[Rules(TICKET)], nexus_task_executor=threads
        )
        async with handler, Worker(orders, task_queue=queue, workflows=[Call]):
            for number, (operation, request) in enumerate(REQUESTS):
                arguments = [endpoint, operation, request.SerializeToString(), {}]
                name = f"{queue}-{number}"
                told: Outcome = await orders.execute_workflow(Call.run, args=arguments, id=name, task_queue=queue)
                print("workflow:", told.error or "OK")
            for number, (operation, request) in enumerate(REQUESTS):
                told = await outcome(getattr(ours, operation)(request, id=f"{queue}-{number}"))
                print("ordinary code:", told.error or "OK")


settle_before_exit()
asyncio.run(main(*sys.argv[1:]))
