"""What carries operations out behind the handlers of the live tests."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from acme.payments.v1.payments_pb2 import RefundRequest, RefundResponse
from temporalio import activity, workflow
from temporalio.exceptions import ApplicationError


@workflow.defn
class RefundWorkflow:
    """Refunds at once, unless the reason says otherwise."""

    def __init__(self) -> None:
        self._finished = False
        self._asked_to_cancel = False

    @workflow.run
    async def run(self, request: RefundRequest) -> RefundResponse:
        if request.reason == "fail":
            raise ApplicationError("no money left", "and a detail", type="NoMoney", non_retryable=True)
        if request.reason in ("wait", "linger"):
            try:
                await workflow.wait_condition(lambda: self._finished)
            except asyncio.CancelledError:
                self._asked_to_cancel = True
                if request.reason == "linger":
                    await workflow.wait_condition(lambda: self._finished)
                raise
        if request.reason == "slow":  # and deaf
            sleeping = asyncio.create_task(asyncio.sleep(6))
            while not sleeping.done():
                with suppress(asyncio.CancelledError):
                    await workflow.wait([sleeping])
        return RefundResponse(refund_id=f"r-{request.transaction_id}")

    @workflow.signal
    def finish(self) -> None:
        self._finished = True

    @workflow.query
    def asked_to_cancel(self) -> bool:
        return self._asked_to_cancel

    @workflow.update
    async def refund(self, request: RefundRequest) -> RefundResponse:
        if request.reason == "update waits":
            await workflow.wait_condition(lambda: self._finished)
        return RefundResponse(refund_id=f"u-{request.transaction_id}")


@workflow.defn
class PingWorkflow:
    """Gives nothing."""

    @workflow.run
    async def run(self) -> None:
        pass


@activity.defn
async def refund_by_activity(request: RefundRequest) -> RefundResponse:
    if request.reason == "activity waits":
        while True:
            activity.heartbeat()
            await asyncio.sleep(0.05)
    return RefundResponse(refund_id=f"a-{request.transaction_id}")
