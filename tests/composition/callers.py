"""Caller workflows of the tests of what surrounds the stubs. Each takes the endpoint it calls first."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from acme.errors.v1.vault_nexus import LibraryServiceClient, VaultService, VaultServiceClient
from acme.errors.v1.vault_pb2 import KeepRequest, LendRequest, ShowRequest, ShowResponse, StoreRequest
from composition.vault import UNKNOWN
from nexusrpc import HandlerError
from temporalio import workflow
from temporalio.exceptions import ApplicationError, NexusOperationError

from protonexus import InvalidRequestError

with workflow.unsafe.imports_passed_through():  # or its classes are not those that the converter makes
    from composition.converters import Money, Stamp


@workflow.defn
class CallBoth:
    """Calls every operation of both services."""

    @workflow.run
    async def run(self, endpoint: str, data: bytes) -> list[bytes]:
        vault, library = VaultServiceClient(endpoint), LibraryServiceClient(endpoint)
        return [
            (await vault.store(StoreRequest(data=data))).data,
            (await vault.keep(KeepRequest(data=data))).data,
            (await vault.show(ShowRequest(data=data))).data,
            (await library.lend(LendRequest(id=data.decode()))).id.encode(),
            (await library.scan(StoreRequest(data=data))).data,
        ]


@workflow.defn
class CallBothAsStock:
    """The same with the SDK's own client."""

    @workflow.run
    async def run(self, endpoint: str, data: bytes) -> list[bytes]:
        vault = workflow.create_nexus_client(service=VaultService, endpoint=endpoint)
        return [
            (await vault.execute_operation(VaultService.store, StoreRequest(data=data))).data,
            (await vault.execute_operation(VaultService.keep, KeepRequest(data=data))).data,
            (await vault.execute_operation(VaultService.show, ShowRequest(data=data))).data,
        ]


@workflow.defn
class SendUnknown:
    """Sends what has no JSON form, and says what becomes of it."""

    @workflow.run
    async def run(self, endpoint: str) -> list[str]:
        vault = VaultServiceClient(endpoint)
        assert (await vault.store(StoreRequest(thing=UNKNOWN))).thing == UNKNOWN
        assert (await vault.keep(KeepRequest(thing=UNKNOWN))).thing == UNKNOWN
        said: list[str] = []
        try:
            await vault.show(ShowRequest(thing=UNKNOWN))
        except InvalidRequestError as err:
            said.append(err.reason)
        try:
            await vault.show(ShowRequest(data=b"unknown"))
        except NexusOperationError as err:
            said.append(str(err.cause))
        return said


@workflow.defn
class Show:
    @workflow.run
    async def run(self, endpoint: str, request: ShowRequest) -> ShowResponse:
        return await VaultServiceClient(endpoint or None).show(request)


@workflow.defn
class ShowWithToken:
    @workflow.run
    async def run(self, endpoint: str, token: str) -> bytes:
        vault = VaultServiceClient(endpoint, headers={"authorization": token, "tenant": "blue"})
        return (await vault.show(ShowRequest(data=b"x"))).data


@workflow.defn
class ShowInAHurry:
    @workflow.run
    async def run(self, endpoint: str, seconds: float) -> None:
        hurried = VaultServiceClient(endpoint, schedule_to_close_timeout=timedelta(seconds=seconds))
        await asyncio.gather(*(hurried.show(ShowRequest()) for _ in range(3)), return_exceptions=True)


@workflow.defn
class StoreMuch:
    """Answers how much it was given."""

    @workflow.run
    async def run(self, endpoint: str, request: StoreRequest) -> int:
        return len((await VaultServiceClient(endpoint).store(request)).data)


@workflow.defn
class Send:
    """Sends requests of so many KiB, one after another; says which were refused."""

    @workflow.run
    async def run(self, endpoint: str, sizes: list[int]) -> list[str]:
        vault = VaultServiceClient(endpoint)
        ends: list[str] = []
        for size in sizes:
            data = workflow.random().randbytes(size * 1024) if size % 2 else bytes(size * 1024)
            try:
                ends.append((await vault.store(StoreRequest(data=data))).data.decode())
            except InvalidRequestError as err:
                ends.append(err.reason)
        return ends


@workflow.defn
class SendMuch:
    """Says why it could not send a request of 3 MB, if it could not."""

    @workflow.run
    async def run(self, endpoint: str) -> str:
        try:
            await VaultServiceClient(endpoint).store(StoreRequest(data=bytes(3 * 1024 * 1024)))
        except InvalidRequestError as err:
            return err.reason
        return ""


@workflow.defn
class Price:
    """Takes, gives and catches what only a user's own converter knows."""

    @workflow.run
    async def run(self, endpoint: str, money: Money) -> Money:
        vault = VaultServiceClient(endpoint)
        kept = await vault.keep(KeepRequest(data=b"x"))
        try:
            await vault.show(ShowRequest(data=b"x"))
        except NexusOperationError as err:
            assert isinstance(err.cause, HandlerError)
            error = err.cause.__cause__
            assert isinstance(error, ApplicationError)
            return Money(money.cents + int(kept.data) + error.details[0].cents)
        return Money(0)


@workflow.defn
class GiveStamp:
    @workflow.run
    async def run(self, endpoint: str) -> Stamp:
        assert (await VaultServiceClient(endpoint).keep(KeepRequest(data=b"x"))).data
        return Stamp()


@workflow.defn
class FailStamped:
    """Fails with what an operation of a failing workflow said, and more."""

    @workflow.run
    async def run(self, endpoint: str) -> None:
        try:
            await VaultServiceClient(endpoint).keep(KeepRequest(data=b"fail"))
        except NexusOperationError as err:
            raise ApplicationError(f"because: {err.cause}", type="Stamped", non_retryable=True) from None


CALLERS = [
    CallBoth,
    CallBothAsStock,
    SendUnknown,
    Show,
    ShowWithToken,
    ShowInAHurry,
    StoreMuch,
    SendMuch,
    Price,
    GiveStamp,
    FailStamped,
]
