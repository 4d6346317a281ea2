"""The Temporal plugin that completes what the stubs cannot do alone."""

from __future__ import annotations

import dataclasses

from temporalio.converter import DataConverter
from temporalio.plugin import SimplePlugin
from temporalio.worker import WorkflowRunner
from temporalio.worker.workflow_sandbox import SandboxedWorkflowRunner

from protonexus import _registry
from protonexus._converter import ProtoPayloadConverter, proto_payload_converter


class ProtoNexusPlugin(SimplePlugin):
    """For `Client.connect(..., plugins=[ProtoNexusPlugin()])`; workers of that client inherit it.

    It sets a lenient, typed protobuf converter around the client's own payload
    converter (payload codec and failure converter stay as they are), and lets
    generated and message modules through the workflow sandbox, those and no
    others. Stubs and handlers work without it too.
    """

    def __init__(self) -> None:
        super().__init__(  # pyright: ignore[reportUnknownMemberType]  # the SDK leaves `Callable` bare
            "protonexus.ProtoNexusPlugin", data_converter=_converter, workflow_runner=_runner
        )


def _converter(existing: DataConverter | None) -> DataConverter:
    converter = existing or DataConverter.default
    if issubclass(converter.payload_converter_class, ProtoPayloadConverter):
        return converter
    return dataclasses.replace(
        converter, payload_converter_class=proto_payload_converter(converter.payload_converter_class)
    )


def _runner(existing: WorkflowRunner | None) -> WorkflowRunner:
    if not isinstance(existing, SandboxedWorkflowRunner):
        return existing or SandboxedWorkflowRunner()
    restrictions = existing.restrictions.with_passthrough_modules("protonexus", *_registry.modules())
    return dataclasses.replace(existing, restrictions=restrictions)
