"""The Temporal plugin that completes what the stubs cannot do alone."""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import Awaitable, Callable

import nexusrpc
from temporalio.converter import DataConverter
from temporalio.plugin import SimplePlugin
from temporalio.worker import Worker, WorkflowRunner
from temporalio.worker.workflow_sandbox import SandboxedWorkflowRunner

from protonexus import _endpoints, _registry
from protonexus._authorization import Authorize, AuthorizingInterceptor
from protonexus._converter import ProtoPayloadConverter, proto_payload_converter
from protonexus._failure_converter import bounded
from protonexus._namespace import look_around


class ProtoNexusPlugin(SimplePlugin):
    """For `Client.connect(..., plugins=[ProtoNexusPlugin()])`; workers of that client inherit it.

    It sets a lenient, typed protobuf converter around the client's own payload
    converter, and bounds the chain of causes that its failure converter writes; a
    payload codec stays as it is and runs around both. It lets generated and
    message modules through the workflow sandbox, those and no others. It warns,
    when a worker starts, of contracts' endpoints that do not exist, and asks for the
    namespace's limit, against which requests of its workflows are measured. Stubs and
    handlers work without it, with one exception: only this converter keeps error
    details that cannot be read from failing a caller's workflow task.
    """

    def __init__(self, *, authorize: Authorize | None = None) -> None:
        """A plugin; `authorize` is asked before each Nexus request that a worker of the client serves."""
        if authorize is not None and not callable(authorize):
            raise TypeError(f"authorize must be callable, got {type(authorize).__name__}")
        super().__init__(  # pyright: ignore[reportUnknownMemberType]  # the SDK leaves `Callable` bare
            "protonexus.ProtoNexusPlugin",
            data_converter=_converter,
            workflow_runner=_runner,
            interceptors=None if authorize is None else [AuthorizingInterceptor(authorize)],
            # Errors of handlers, which a backing workflow may raise too; unlisted, they fail its task for ever.
            workflow_failure_exception_types=[nexusrpc.HandlerError, nexusrpc.OperationError],
        )

    async def run_worker(self, worker: Worker, next: Callable[[Worker], Awaitable[None]]) -> None:
        """See base class."""
        calls = bool(worker.config()["workflows"])  # pyright: ignore[reportTypedDictNotRequiredAccess]  # it sets it
        if calls:
            await look_around(worker.client, worker.task_queue)
        checking = asyncio.create_task(_endpoints.warn_of_missing(worker.client) if calls else asyncio.sleep(0))
        try:
            await super().run_worker(worker, next)
        finally:
            checking.cancel()


def _converter(existing: DataConverter | None) -> DataConverter:
    converter = existing or DataConverter.default
    if issubclass(converter.payload_converter_class, ProtoPayloadConverter):
        return converter
    return dataclasses.replace(
        converter,
        payload_converter_class=proto_payload_converter(converter.payload_converter_class),
        failure_converter_class=bounded(converter.failure_converter_class),
    )


def _runner(existing: WorkflowRunner | None) -> WorkflowRunner:
    if not isinstance(existing, SandboxedWorkflowRunner):
        return existing or SandboxedWorkflowRunner()
    restrictions = existing.restrictions.with_passthrough_modules("protonexus", *_registry.modules())
    return dataclasses.replace(existing, restrictions=restrictions)
