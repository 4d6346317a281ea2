"""What a handler method is given."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from nexusrpc import HandlerError, HandlerErrorType
from nexusrpc.handler import CancelOperationContext, StartOperationContext
from temporalio import nexus

if TYPE_CHECKING:
    from temporalio.client import Client


class OperationContext(nexus.WorkflowRunOperationContext):
    """The first argument of a handler method.

    It has all that the SDK tells of a request (`service`, `operation`, `headers`,
    `request_id`, `request_deadline`, `inbound_links`, `outbound_links`,
    `task_cancellation`, `metric_meter`) and starts what carries an operation out:
    `start_workflow` for a `nexus.WorkflowHandle` to return, `nexus_client` for the
    rest. `temporalio.nexus.client()`, `info()` and `logger` work as well.
    """

    _nexus_client: nexus.TemporalNexusClient | None

    @classmethod
    def _of(cls, ctx: StartOperationContext, client: nexus.TemporalNexusClient | None) -> OperationContext:
        self = cls(**vars(ctx))
        object.__setattr__(self, "_nexus_client", client)
        return self

    @property
    def request_id(self) -> str:  # pyright: ignore[reportIncompatibleVariableOverride]  # a field that may refuse
        """The same across retries of one request, so what is named after it is started once.

        Raises:
            HandlerError: BAD_REQUEST, if the caller sent none, as plain HTTP clients may: names made of
                it would collide.
        """
        if not (given := self.known_request_id):
            raise HandlerError(
                f"{self.service}/{self.operation}: the request has no ID; send the header Nexus-Request-Id",
                type=HandlerErrorType.BAD_REQUEST,
                retryable_override=False,
            )
        return given

    @request_id.setter
    def request_id(self, value: str) -> None:  # pyright: ignore[reportIncompatibleVariableOverride]
        object.__setattr__(self, "known_request_id", value)  # the SDK's contexts are frozen dataclasses

    known_request_id: str
    """As `request_id`, but empty if there is none."""

    @property
    def client(self) -> Client:
        """The worker's Temporal client, as `temporalio.nexus.client()`."""
        return nexus.client()

    @property
    def nexus_client(self) -> nexus.TemporalNexusClient:
        """Starts workflows, workflow updates and activities that deliver the operation's result.

        Its methods answer a `TemporalOperationResult` to return.

        Raises:
            HandlerError: INTERNAL, in a plain `def` method, which cannot await.
        """
        if self._nexus_client is None:
            raise HandlerError(
                f"{self.service}/{self.operation}: nexus_client needs an `async def` handler method",
                type=HandlerErrorType.INTERNAL,
                retryable_override=False,
            )
        return self._nexus_client


class CancelContext(nexus.TemporalCancelOperationContext):
    """The argument of a method that handles the cancellation of an operation (see `cancels`).

    Beside what the SDK tells of a cancel request, it names what carries the
    operation out; those that do not apply are None.
    """

    workflow_id: str | None
    """The workflow that backs the operation, or that runs the update which does."""
    update_id: str | None
    activity_id: str | None
    run_id: str | None
    """Run of the activity, or of the workflow that accepted the update."""
    _default: Callable[[], Awaitable[None]]

    @classmethod
    def _of(
        cls, ctx: CancelOperationContext, default: Callable[[], Awaitable[None]], **ids: str | None
    ) -> CancelContext:
        self = cls(**vars(ctx))
        state: dict[str, Any] = {"workflow_id": None, "update_id": None, "activity_id": None, "run_id": None, **ids}
        for name, value in {**state, "_default": default}.items():
            object.__setattr__(self, name, value)
        return self

    @property
    def client(self) -> Client:
        """The worker's Temporal client, as `temporalio.nexus.client()`."""
        return nexus.client()

    async def cancel(self) -> None:
        """Do what would be done without an override: request the workflow's or activity's cancellation."""
        await self._default()
