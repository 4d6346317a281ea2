"""The demo tells the truth about real calls, in a terminal and in a log, and leaves nothing behind."""

from __future__ import annotations

import json
import os
import pty
import re
import signal
import time
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from demo.running import Demo

CALL = re.compile(r"(\S+) +(\S+) → (\S+) +(\S+) +(synchronous|workflow-run|standalone|not sent) +(\d+)(?:  (.+))?")
CALLS = [
    ("payments", "orders", "payments", "Ping", "synchronous"),
    ("inventory", "orders", "inventory", "Reserve", "synchronous"),
    ("payments", "orders", "payments", "ProcessPayment", "synchronous"),
    ("payments", "orders", "payments", "ProcessPayment", "synchronous"),
    ("payments", "orders", "payments", "Refund", "workflow-run"),
    ("payments", "orders", "payments", "ProcessPayment", "standalone"),
    ("payments", "orders", "payments", "ProcessPayment", "not sent"),
]
REFUSED = "refused: CardDeclined reason=over 1000.00"


def calls_in(output: str) -> list[re.Match[str]]:
    return [found for line in output.splitlines() if (found := CALL.fullmatch(line))]


def test_a_log_has_all_of_a_call_on_one_line() -> None:
    started = time.monotonic()
    with Demo() as demo:
        code, output, errors = demo.finish()
    took = (time.monotonic() - started) * 1000

    assert (code, errors) == (0, "")
    assert "\x1b" not in output
    calls = calls_in(output)
    assert [call.groups()[:5] for call in calls] == CALLS
    assert all(0 < int(call[6]) < took for call in calls[:-1])
    ping, reserved, paid, refused, refunded, standalone, invalid = (call[7] for call in calls)
    assert ping == "(empty)"
    assert re.fullmatch(r"reservation_id=rsv-\w{6} remaining=38", reserved)
    transaction = re.fullmatch(r"transaction_id=txn-(\w{6}) status=APPROVED", paid)
    assert transaction
    assert refused == REFUSED
    assert refunded == f"refund_id=rfd-{transaction[1]}"
    assert re.fullmatch(r"transaction_id=txn-\w{6} status=APPROVED", standalone)
    assert invalid == "refused: amount_cents must be greater than 0"


def test_80_columns_suffice() -> None:
    with Demo(COLUMNS="80") as demo:
        code, output, _ = demo.finish()

    assert code == 0
    assert max(map(len, output.splitlines())) <= 80
    assert [call.groups()[:5] for call in calls_in(output)] == CALLS
    assert f"\n    {REFUSED}\n" in output


def test_ascii_is_enough_for_it() -> None:
    with Demo(PYTHONIOENCODING="ascii") as demo:
        code, output, errors = demo.finish()

    assert (code, errors) == (0, "")
    assert "orders -> payments" in output


def test_a_terminal_sees_colours_and_what_is_going_on() -> None:
    terminal, inside = pty.openpty()
    with Demo(stdout=inside, TERM="xterm", COLUMNS="120") as demo:
        os.close(inside)
        shown = b""
        try:
            while some := os.read(terminal, 4096):
                shown += some
        except OSError:  # how Linux says that nobody has the terminal open any more
            pass
        os.close(terminal)
        assert demo.finish()[0] == 0

    output = shown.decode()
    assert re.search(r"[⠀-⣿].{1,9} workers in namespaces", output), "no spinner"
    assert f"\x1b[31m{REFUSED}\x1b[0m" in output


def test_it_leaves_no_process() -> None:
    with Demo() as demo:
        demo.read_until("development server")
        assert len(demo.processes()) >= 3  # itself, the server and its watcher
        demo.finish()
        assert demo.processes() == []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_interrupted_it_leaves_no_process_either(number: signal.Signals) -> None:
    with Demo() as demo:
        demo.read_until("development server")
        demo.process.send_signal(number)
        code, _, errors = demo.finish()
        assert demo.processes() == []

    assert (code, errors) == (130, "demo: interrupted; all is stopped\n")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_kept_it_shows_both_histories_in_the_web_ui_until_it_is_interrupted(number: signal.Signals) -> None:
    with Demo(KEEP="1") as demo:
        output = demo.read_until("Ctrl-C")
        caller, handler, ui = re.findall(r"http://\S+", output)
        for address in (caller, handler, ui):
            with urlopen(address) as page:
                assert page.status == 200
        assert "orders/workflows/order-" in caller
        assert "EVENT_TYPE_NEXUS_OPERATION_SCHEDULED" in event_types(caller)
        assert "payments/workflows/refund-txn-" in handler
        assert event_types(handler)[-1] == "EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED"
        assert demo.processes()

        demo.process.send_signal(number)
        code, output, errors = demo.finish()
        assert demo.processes() == []

    assert (code, output, errors) == (0, "Server and workers are stopped.\n", "")


def event_types(page: str) -> list[str]:
    """The events that the Web UI asks its server for, to show the history page."""
    at = urlsplit(page)
    _, _, namespace, _, workflow_id, run_id, _ = at.path.split("/")
    path = f"/api/v1/namespaces/{namespace}/workflows/{workflow_id}/history?execution.runId={run_id}"
    deadline = time.monotonic() + 10
    while True:
        try:
            with urlopen(f"http://{at.netloc}{path}") as answer:
                return [event["eventType"] for event in json.load(answer)["history"]["events"]]
        except HTTPError as err:  # the Web UI connects to the server only a second after both have started
            if err.code != 503 or time.monotonic() > deadline:
                raise
        time.sleep(0.1)


def test_a_setup_that_fails_is_one_line() -> None:
    program = "from orders import demo; demo.ENDPOINTS['a_b'] = ('payments', 'payments'); raise SystemExit(demo.main())"
    with Demo("-c", program) as demo:
        assert demo.finish() == (
            1,
            "",
            "demo: endpoint 'a_b': a name has 2 to 200 letters, digits and hyphens, "
            "begins with a letter and does not end with a hyphen\n",
        )


def test_an_order_that_fails_is_one_line_that_says_why() -> None:
    program = "from orders import demo, inventory; inventory.STOCK['teapot'] = 1; raise SystemExit(demo.main())"
    with Demo("-c", program) as demo:
        code, _, errors = demo.finish()
        assert demo.processes() == []

    assert code == 1
    assert errors.startswith("demo: ") and errors.endswith("2 teapot wanted, 1 in stock\n")
    assert errors.count("\n") == 1
