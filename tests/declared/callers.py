"""Caller workflows of the tests of declared errors. Each takes the endpoint it calls first."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any

from acme.errors.v1.bank_nexus import BANK_SERVICE, BankServiceClient, OverdrawnError
from acme.errors.v1.bank_pb2 import Overdrawn, TransferRequest, WithdrawRequest, WithdrawResponse
from temporalio import workflow
from temporalio.exceptions import ApplicationError, NexusOperationError

from protonexus import DeclaredError


@dataclass
class Caught:
    """What a caller caught, and where."""

    at: str
    error: str
    text: str = ""
    detail: bytes = b""
    causes: list[str] | None = None

    @classmethod
    def of(cls, at: str, error: BaseException) -> Caught:
        kind = f"{type(error).__module__}.{type(error).__qualname__}"
        detail: Any = getattr(error, "detail", None)
        if isinstance(error, DeclaredError):
            assert type(detail) is error.detail_type
            return cls(at, kind, error.message, detail.SerializeToString(deterministic=True))
        return cls(at, kind, causes=causes(error))


def causes(error: BaseException | None) -> list[str]:
    """The causes of an error, outermost first."""
    lines: list[str] = []
    while error and (error := error.__cause__):
        lines.append(f"{type(error).__name__}: {error}")
    return lines


@workflow.defn
class Withdraw:
    """Says what it catches."""

    @workflow.run
    async def run(self, endpoint: str, how: str, request: WithdrawRequest) -> Caught:
        at = how
        try:
            bank = BankServiceClient(endpoint)
            if how == "call":
                response = await bank.withdraw(request)
            else:
                at = "start"
                handle = await bank.withdraw.start(request)
                at = "handle"
                response = await handle
        except (DeclaredError, NexusOperationError) as err:
            return Caught.of(at, err)
        return Caught(at, response.receipt)


@workflow.defn
class WithdrawOften:
    """Says what it catches; the requests are serialised."""

    @workflow.run
    async def run(self, endpoint: str, requests: list[bytes]) -> list[Caught]:
        withdraw = BankServiceClient(endpoint).withdraw
        calls = (withdraw(WithdrawRequest.FromString(request)) for request in requests)
        ended = await asyncio.gather(*calls, return_exceptions=True)
        return [Caught.of("call", one) if isinstance(one, Exception) else Caught("call", "") for one in ended]


@workflow.defn
class WithdrawUncaught:
    @workflow.run
    async def run(self, endpoint: str, request: WithdrawRequest) -> WithdrawResponse:
        return await BankServiceClient(endpoint).withdraw(request)


@workflow.defn
class WithdrawAsWritten:
    """As a user writes it."""

    @workflow.run
    async def run(self, endpoint: str, request: WithdrawRequest) -> Overdrawn:
        try:
            await BankServiceClient(endpoint).withdraw(request)
        except OverdrawnError as err:
            return err.detail
        return Overdrawn()


@workflow.defn
class Transfer:
    """Says what it catches."""

    @workflow.run
    async def run(self, endpoint: str, request: TransferRequest) -> Caught:
        try:
            response = await BankServiceClient(endpoint).transfer(request)
        except (DeclaredError, NexusOperationError) as err:
            return Caught.of("call", err)
        return Caught("call", response.receipt)


def read(error: BaseException | None) -> list[str]:
    """What a peer does that knows the type's name and its message."""
    while error is not None:
        if isinstance(error, ApplicationError) and error.type == Overdrawn.DESCRIPTOR.full_name:
            [detail] = error.details
            return [error.message, str(error.type), detail.hex(), str(error.non_retryable)]
        error = error.__cause__
    return []


@workflow.defn
class StockWithdraw:
    """Reads a declared error without the generated class."""

    @workflow.run
    async def run(self, endpoint: str, request: WithdrawRequest) -> list[str]:
        bank = workflow.create_nexus_client(service=BANK_SERVICE, endpoint=endpoint)
        try:
            await bank.execute_operation("Withdraw", request, output_type=WithdrawResponse)
        except NexusOperationError as err:
            return read(err)
        return []


@workflow.defn
class Slip:
    """Raises what is no declared error."""

    @workflow.run
    async def run(self, _endpoint: str) -> None:
        raise OverdrawnError("hunter2")  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]


CALLERS = [Withdraw, WithdrawOften, WithdrawUncaught, WithdrawAsWritten, Transfer, StockWithdraw, Slip]
