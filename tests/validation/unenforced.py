"""Calls whose messages break rules, in a process without protovalidate: ADDRESS ENDPOINT QUEUE."""

from __future__ import annotations

import asyncio
import sys
from concurrent.futures import ThreadPoolExecutor

from acme.rules.v1.rules_nexus import RulesServiceStandaloneClient
from acme.rules.v1.rules_pb2 import BookRequest, BookResponse
from temporalio.client import Client
from temporalio.worker import Worker
from validation.peers import Call, Rules

from protonexus import ProtoNexusPlugin
from protonexus.testing import settle_before_exit


async def main(address: str, endpoint: str, queue: str) -> None:
    plugins = [ProtoNexusPlugin()]
    orders = await Client.connect(address, namespace="orders", plugins=plugins)
    payments = await Client.connect(address, namespace="payments", plugins=plugins)
    rules = Rules(BookResponse(ticket="none"))
    handler = Worker(
        payments, task_queue=queue, nexus_service_handlers=[rules], nexus_task_executor=ThreadPoolExecutor(1)
    )
    async with handler, Worker(orders, task_queue=queue, workflows=[Call]):
        response = await RulesServiceStandaloneClient(orders, endpoint).book(BookRequest(), id=f"{queue}-1")
        call = [endpoint, "book", b"", {}]
        outcome = await orders.execute_workflow(Call.run, args=call, id=f"{queue}-2", task_queue=queue)
    print(response.ticket, outcome.error or "and no error")


settle_before_exit()
asyncio.run(main(*sys.argv[1:]))
