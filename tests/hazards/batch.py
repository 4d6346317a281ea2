"""Many requests of raw bytes from one workflow."""

from __future__ import annotations

import asyncio
from base64 import b64decode

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from hazards.callers import Route, send
    from hazards.evidence import of_error, of_result
    from temporalio.api.common.v1 import Payload

BAD = "HandlerError(BAD_REQUEST)"
AT_ONCE = 25  # below the server's limit of pending operations


@workflow.defn
class Batch:
    @workflow.run
    async def run(self, endpoint: str, payloads: list[str]) -> list[str]:
        """What the caller of each serialised, base64 payload sees: a kind of value or of error."""
        slots = asyncio.Semaphore(AT_ONCE)

        async def one(payload: str) -> str:
            async with slots:
                try:
                    seen = of_result(await send(Payload.FromString(b64decode(payload)), Route(endpoint)))
                except Exception as err:
                    seen = of_error(err)
            return seen["kind"] if "kind" in seen else "BAD_REQUEST" if BAD in seen["error"] else str(seen["error"])

        return await asyncio.gather(*map(one, payloads))
