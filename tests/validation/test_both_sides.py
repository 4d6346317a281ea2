"""Rules on the dev server: each message is checked where it leaves and where it arrives."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from acme.rules.v1.rules_pb2 import BookResponse, GrowRequest, MisruleRequest, MisruleResponse, Tree
from live.world import events
from project import ENVIRON, ROOT
from temporalio.client import WorkflowFailureError
from temporalio.exceptions import NexusOperationError
from temporalio.worker import Worker
from validation.bookings import TICKET, booking
from validation.peers import (
    AnswersAnything,
    BooksByWorkflow,
    BookWrongly,
    Call,
    CallAndFail,
    Rules,
    StockBooks,
    TakesAnything,
    backing_queue,
)
from validation.scene import scene

from protonexus.testing import DevServer

WRONG = booking(table=3, seats=1)
BROKEN = [("", "book.seats", "as many seats as guests"), ("table", "book.table", "must be even, not 3")]
SAID = "breaks the contract's rules: as many seats as guests [book.seats]; table: must be even, not 3 [book.table]"
NO_TICKET = BookResponse(ticket="none", seats=2)
NO_TICKET_SAID = "breaks the contract's rules: ticket: does not have prefix `T-` [string.prefix]"

each_way = pytest.mark.parametrize("way", ["workflow", "standalone"])


@each_way
async def test_a_request_that_breaks_rules_is_caught_by_the_caller_and_never_sent(server: DevServer, way: str) -> None:
    async with scene(server, handler := Rules(TICKET)) as shop:
        caught = await shop.ask(way, "book", WRONG)
        assert (caught.error, caught.text) == ("InvalidRequestError", f"the request {SAID}")
        assert caught.violations == BROKEN
        assert not shop.counter.starts

        assert (await shop.ask(way, "book", booking())).error == ""
        assert handler.received == [booking()]


async def test_uncaught_it_fails_the_workflow_and_not_its_task(server: DevServer) -> None:
    async with scene(server, Rules()) as shop:
        handle = await shop.world.start(CallAndFail.run, "book", WRONG.SerializeToString())
        with pytest.raises(WorkflowFailureError) as failed:
            await handle.result()
        assert isinstance(failed.value.cause, NexusOperationError)
        assert SAID in str(failed.value.cause)
        assert not await events(handle, "workflow_task_failed")
        assert not await events(handle, "nexus_operation_scheduled")


@pytest.mark.parametrize("way", ["workflow", "standalone", "stock"])
async def test_a_handler_refuses_it_once_before_its_code(server: DevServer, way: str) -> None:
    switches = {} if way == "stock" else {"validate_requests": False}
    async with scene(server, handler := Rules(TICKET)) as shop:
        refused = await shop.ask(way, "book", WRONG, **switches)
        assert refused.error == "HandlerError HandlerErrorType.BAD_REQUEST"
        assert refused.text == f"acme.rules.v1.RulesService/Book: the request {SAID}"
        assert (shop.counter.starts, handler.received) == (1, [])


@pytest.mark.parametrize("branches", [1_000, 60_000])
@each_way
async def test_an_answer_about_thousands_of_broken_rules_is_given_once(
    server: DevServer, way: str, branches: int
) -> None:
    request = GrowRequest(tree=Tree(branches=[Tree()] * branches))
    async with scene(server, Rules()) as shop:
        refused = await shop.ask(way, "grow", request, validate_requests=False)
        assert refused.error == "HandlerError HandlerErrorType.BAD_REQUEST"
        assert "tree: at most two branches" in refused.text
        assert len(refused.text) < 10_000
        assert shop.counter.starts == 1
        assert (await shop.ask(way, "grow", request)).error == "InvalidRequestError"


@each_way
async def test_a_handlers_wrong_result_is_its_own_fault_and_not_retried(server: DevServer, way: str) -> None:
    async with scene(server, Rules(NO_TICKET)) as shop:
        failed = await shop.ask(way, "book", booking())
        assert failed.error == "HandlerError HandlerErrorType.INTERNAL"
        assert failed.text == (f"acme.rules.v1.RulesService/Book: Rules.book returned a wrong result: {NO_TICKET_SAID}")
        assert shop.counter.starts == 1


@each_way
async def test_a_caller_checks_what_a_handler_without_rules_answers(server: DevServer, way: str) -> None:
    async with scene(server, StockBooks()) as shop:
        failed = await shop.ask(way, "book", booking())
        assert (failed.error, failed.text) == ("InvalidResponseError", f"the response {NO_TICKET_SAID}")
        assert failed.violations == [("ticket", "string.prefix", "does not have prefix `T-`")]


async def test_a_caller_checks_what_a_workflow_answers(server: DevServer) -> None:
    async with scene(server, BooksByWorkflow()) as shop:
        backing = Worker(shop.world.payments, task_queue=backing_queue(shop.world.queue), workflows=[BookWrongly])
        async with backing:
            failed = await shop.ask("workflow", "book", booking())
        assert (failed.error, failed.text) == ("InvalidResponseError", f"the response {NO_TICKET_SAID}")


@each_way
async def test_each_side_can_do_without_in_each_direction(server: DevServer, way: str) -> None:
    async with scene(server, handler := TakesAnything(TICKET)) as shop:
        assert (await shop.ask(way, "book", WRONG)).error == "InvalidRequestError"
        assert (await shop.ask(way, "book", WRONG, validate_responses=False)).error == "InvalidRequestError"
        assert (await shop.ask(way, "book", WRONG, validate_requests=False)).error == ""
        assert handler.received == [WRONG]
    async with scene(server, TakesAnything(NO_TICKET)) as shop:
        assert "INTERNAL" in (await shop.ask(way, "book", WRONG, validate_requests=False)).error
    async with scene(server, AnswersAnything(NO_TICKET)) as shop:
        assert "BAD_REQUEST" in (await shop.ask(way, "book", WRONG, validate_requests=False)).error
        assert (await shop.ask(way, "book", booking())).error == "InvalidResponseError"
        assert (await shop.ask(way, "book", booking(), validate_responses=False)).error == ""


@each_way
async def test_a_rule_that_does_not_compile_is_said_once_and_nothing_hangs(server: DevServer, way: str) -> None:
    said = "the rules of acme.rules.v1.MisruleRequest cannot be evaluated: failed to compile expression misrule.text: "
    async with scene(server, handler := Rules()) as shop:
        caught = await shop.ask(way, "misrule", MisruleRequest())
        assert caught.error == "InvalidRequestError"
        assert caught.text.startswith(said)
        assert not shop.counter.starts

        refused = await shop.ask(way, "misrule", MisruleRequest(), validate_requests=False)
        assert refused.error == "HandlerError HandlerErrorType.INTERNAL"
        assert refused.text.startswith(f"acme.rules.v1.RulesService/Misrule: {said}")
        assert (shop.counter.starts, handler.received) == (1, [])


@each_way
async def test_a_rule_that_fails_on_a_result_is_said_once_by_handler_and_by_caller(server: DevServer, way: str) -> None:
    said = "the rules of acme.rules.v1.MisruleResponse cannot be evaluated: error evaluating misrule.number: modulus by zero"
    sent = {"validate_requests": False}
    async with scene(server, TakesAnything(MisruleResponse())) as shop:
        failed = await shop.ask(way, "misrule", MisruleRequest(), **sent)
        assert failed.error == "HandlerError HandlerErrorType.INTERNAL"
        assert failed.text.endswith(f"TakesAnything.misrule returned a wrong result: {said}")
        assert shop.counter.starts == 1

    class Neither(TakesAnything, validate_responses=False):
        pass

    async with scene(server, Neither(MisruleResponse())) as shop:
        failed = await shop.ask(way, "misrule", MisruleRequest(), **sent)
        assert (failed.error, failed.text) == ("InvalidResponseError", said)


async def test_workflows_check_at_once(server: DevServer) -> None:
    async with scene(server, Rules(TICKET)) as shop:
        requests = [booking(table=number) for number in range(20)]
        handles = [await shop.world.start(Call.run, "book", request.SerializeToString(), {}) for request in requests]
        errors = [(await handle.result()).error for handle in handles]
        assert errors == ["", "InvalidRequestError"] * 10


async def test_the_first_check_of_a_process_may_be_a_workflows(
    server: DevServer, route: Callable[[str], Awaitable[Any]]
) -> None:
    to = await route("payments")
    program = [sys.executable, "-Wdefault", Path(__file__).with_name("program.py")]
    done = await asyncio.to_thread(
        subprocess.run,
        [*program, server.address, to.endpoint, to.task_queue],
        env=ENVIRON | {"PYTHONPATH": str(ROOT / "tests")},
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr) == (0, "")
    refused = "InvalidRequestError"
    each = [f"{where}: {what}" for where in ("workflow", "ordinary code") for what in (refused, refused, "OK")]
    assert done.stdout.splitlines() == each
