"""Values of fields marked `debug_redact` on the dev server: in no error, history or log."""

from __future__ import annotations

import json
import logging

import pytest
from acme.rules.v1.rules_pb2 import Login, PayRequest, PayResponse
from temporalio.client import WorkflowFailureError
from validation.peers import SECRET, PayInSecret, Rules, TakesAnything
from validation.scene import scene

from protonexus.testing import DevServer


@pytest.mark.parametrize("checked_by", ["caller", "handler"])
async def test_a_refused_request_leaves_no_trace_of_its_secrets(
    server: DevServer, caplog: pytest.LogCaptureFixture, checked_by: str
) -> None:
    caplog.set_level(logging.DEBUG)
    async with scene(server, Rules()) as shop:
        handle = await shop.world.start(PayInSecret.run, checked_by == "caller")
        with pytest.raises(WorkflowFailureError):
            await handle.result()
        assert "pay.names_differ" in caplog.text
        assert SECRET not in caplog.text
        assert shop.counter.starts == (0 if checked_by == "caller" else 3)

        events = json.loads((await handle.fetch_history()).to_json())["events"]
        for event in events:
            # What was sent is not what went wrong: whoever encrypts payloads has it encrypted there.
            event.get("nexusOperationScheduledEventAttributes", {}).pop("input", None)
        assert "pay.names_differ" in json.dumps(events)
        assert SECRET not in json.dumps(events)


async def test_nor_does_a_refused_response(server: DevServer, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    async with scene(server, TakesAnything(PayResponse(receipt=SECRET))) as shop:
        failed = await shop.ask(
            "workflow", "pay", PayRequest(card="0" * 16, login=Login(user="ada", password="0" * 12))
        )
        assert "receipt: [pay.receipt]" in failed.text
        assert SECRET not in failed.text + caplog.text
