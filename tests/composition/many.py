"""Workflows that start more operations than a workflow may have pending."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from acme.payments.v1.payments_nexus import PaymentServiceClient
from acme.payments.v1.payments_pb2 import RefundRequest, RefundResponse
from temporalio import workflow
from temporalio.exceptions import NexusOperationError, is_cancelled_exception
from temporalio.workflow import NexusOperationCancellationType

from protonexus import OperationHandle


def request(tag: str, number: int, reason: str) -> RefundRequest:
    return RefundRequest(transaction_id=f"{tag}-{number}", reason=reason)


@workflow.defn
class StartMany:
    """Awaits them all at once; each tenth is carried out by a workflow."""

    @workflow.run
    async def run(self, endpoint: str, tag: str, count: int) -> int:
        refund = PaymentServiceClient(endpoint).refund
        reasons = ["" if number % 10 == 0 else "at once" for number in range(count)]
        answers = await asyncio.gather(*(refund(request(tag, n, reason)) for n, reason in enumerate(reasons)))
        return len({answer.refund_id for answer in answers})


@workflow.defn
class StartManyCarelessly:
    """Awaits none of the handles, cancels them, or lets them fail."""

    @workflow.run
    async def run(self, endpoint: str, tag: str) -> str:
        refund = PaymentServiceClient(endpoint).refund
        for phase in ("", "wait", "fail"):
            requests = [request(f"{tag}-{phase}", number, phase) for number in range(35)]
            started = [asyncio.create_task(refund.start(one)) for one in requests]
            for task in workflow.as_completed(started):
                handle = await task
                if phase == "wait":
                    handle.cancel()
        return (await refund(request(tag, 0, ""))).refund_id


@workflow.defn
class StopWaiting:
    """Gives up a call that waits for its turn, which must not take another's."""

    @workflow.run
    async def run(self, endpoint: str, tag: str) -> int:
        refund = PaymentServiceClient(endpoint).refund
        handles: list[OperationHandle[RefundResponse]] = []
        for number in range(30):
            handles.append(await refund.start(request(tag, number, "wait")))
        waiting = [asyncio.create_task(refund(request(tag, 30 + number, ""))) for number in range(5)]
        await asyncio.sleep(0.1)
        for task in waiting[:3]:
            task.cancel()
        for handle in handles:
            handle.cancel()
        ended = await asyncio.gather(*waiting, return_exceptions=True)
        return sum(isinstance(answer, RefundResponse) for answer in ended)


@workflow.defn
class SlowMany:
    """As many operations as may be pending, for longer than the timeout of one more that waits for its turn."""

    @workflow.run
    async def run(self, endpoint: str, tag: str) -> str:
        refund = PaymentServiceClient(endpoint).refund
        handles = [await refund.start(request(tag, number, "wait")) for number in range(30)]
        late = asyncio.create_task(refund(request(tag, 30, ""), schedule_to_close_timeout=timedelta(seconds=5)))
        await asyncio.sleep(6)
        for handle in handles:
            handle.cancel()
        return (await late).refund_id


@workflow.defn
class LeaveBehind:
    """As many operations as may be pending, which it cancels without waiting for their end; then one more, if it may."""

    @workflow.run
    async def run(self, endpoint: str, tag: str, kind: int, reason: str, one_more: bool) -> str:
        refund = PaymentServiceClient(endpoint, cancellation_type=NexusOperationCancellationType(kind)).refund
        starts = (refund.start(request(tag, number, reason)) for number in range(30))
        handles = await asyncio.gather(*starts)
        for handle in handles[:15]:
            assert handle.cancel()
        ends = await asyncio.gather(*(stop_waiting(handle) for handle in handles))
        assert all(isinstance(end, NexusOperationError) and is_cancelled_exception(end) for end in ends), ends
        if not one_more:
            return "left"
        return (await refund(request(tag, 30, "at once"))).refund_id


async def stop_waiting(handle: OperationHandle[RefundResponse]) -> object:
    waiting = asyncio.create_task(_end(handle))
    await asyncio.sleep(0.01)
    waiting.cancel()
    return await waiting


async def _end(handle: OperationHandle[RefundResponse]) -> object:
    try:
        return await handle
    except NexusOperationError as err:
        return err


@workflow.defn
class CancelBeforeSent:
    """Starts operations that it cancels in the same breath; none takes a turn from another."""

    @workflow.run
    async def run(self, endpoint: str, tag: str, kind: int) -> int:
        refund = PaymentServiceClient(endpoint, cancellation_type=NexusOperationCancellationType(kind)).refund
        for number in range(0, 60, 20):
            starts = [asyncio.create_task(refund.start(request(tag, number + n, "wait"))) for n in range(20)]
            for _ in range(5):
                await asyncio.sleep(0)
            for start in starts:
                start.cancel()
            ends = await asyncio.gather(*starts, return_exceptions=True)
            assert all(isinstance(end, NexusOperationError | asyncio.CancelledError) for end in ends), ends
        return len({(await refund(request(tag, 60 + number, ""))).refund_id for number in range(3)})


MANY = [StartMany, StartManyCarelessly, StopWaiting, SlowMany, LeaveBehind, CancelBeforeSent]
