"""Prints what there is of one operation."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from protonexus.codegen.contract import EMPTY
from protonexus.codegen.go.text import comment, deprecated, sentence
from protonexus.codegen.text import quote

if TYPE_CHECKING:
    from collections.abc import Mapping

    from protonexus.codegen.contract import CallSettings, DeclaredError, Message, Operation
    from protonexus.codegen.go.names import ErrorNames, OperationNames, ServiceNames

_NO_VALUE = "nexus.NoValue"
_WORKFLOW_OPTIONS = "ctx workflow.Context,{} options workflow.NexusOperationOptions"
_STANDALONE_OPTIONS = "ctx context.Context,{} options client.StartNexusOperationOptions"


class File(NamedTuple):
    """What a file calls messages, by full name, and declared errors."""

    types: Mapping[str, str]
    errors: Mapping[DeclaredError, ErrorNames]

    def type(self, message: Message) -> str:
        """Return the Go type of a request or response."""
        return _NO_VALUE if message.full_name == EMPTY else self.types[message.full_name]


class OperationPrinter:
    """Prints the declarations of one operation; `names` are its own."""

    def __init__(self, operation: Operation, names: OperationNames, service: ServiceNames, file: File) -> None:
        self.operation = operation
        self.method = operation.method
        self.names = names
        self.comments: dict[tuple[bool, str], str] = {}
        self.service = service
        self.file = file
        self.request = file.type(operation.request)
        self.response = file.type(operation.response)
        self.types = f"{self.request}, {self.response}"
        self.signature = f"{names.method}(name string) nexus.Operation[{self.types}]"
        takes = self.request != _NO_VALUE
        self.parameter = f" input {self.request}," if takes else ""
        self.argument = "input" if takes else "nil"
        self.passed = "ctx, input, options" if takes else "ctx, options"
        self.result = f"({self.response}, error)" if self.response != _NO_VALUE else "error"

    def doc(self, text: str, indent: str = "", more: bool = False) -> str:
        """Return a comment, if so wanted with what the contract says of the operation."""
        said = self.documentation(bool(text), indent) if more else self.warning(indent)
        return sentence(text, indent) + (f"{indent}//\n{said}" if said else "") if text else said

    def documentation(self, goes_on: bool, indent: str) -> str:
        """Return what the contract says of the operation, as a comment that goes on behind a sentence of ours or not."""
        key = (goes_on, indent)
        if key not in self.comments:
            names = ", ".join([f"[{self.file.errors[error].type}]" for error in self.operation.settings.errors])
            errors = f"May fail with {names}." if names else ""
            text = "\n\n".join([part for part in (self.operation.doc, errors) if part])
            text = deprecated(text, self.method, self.operation.deprecated)
            self.comments[key] = comment(text, indent, first=not goes_on)
        return self.comments[key]

    def warning(self, indent: str) -> str:
        """Return the paragraph by which Go's tools know that the operation is deprecated."""
        return comment(deprecated("", self.method, self.operation.deprecated), indent, first=False)

    def reference(self) -> str:
        """Return the reference, in a group of variables."""
        name = self.names.reference
        return (
            f"{self.doc(f'{name} refers to {self.method}.', chr(9))}"
            f"\t{name} = nexus.NewOperationReference[{self.types}]({self.names.name})\n"
        )

    def contract(self) -> str:
        """Return the variable with what the contract says, in a group of variables."""
        settings = self.operation.settings
        payloads = "binaryPayloads" if settings.encoding == "BINARY" else "jsonPayloads"
        declared = ", ".join([self.file.errors[error].variable for error in settings.errors])
        errors = f"[]declaredError{{{declared}}}" if declared else "nil"
        return (
            f"\t{self.names.contract} = &contract[{self.types}]{{\n"
            f"\t\t{self.service.name}, {self.names.name}, {payloads},\n"
            f"\t\tworkflow.NexusOperationOptions{{{', '.join(_defaults(settings))}}},\n\t\t{errors},\n\t}}\n"
        )

    def declaration(self) -> str:
        """Return the method of the handler interface."""
        text = "" if self.operation.doc else f"{self.names.method} serves {self.method}."
        return f"{self.doc(text, chr(9), more=True)}\t{self.signature}\n"

    def unimplemented(self) -> str:
        """Return the method of the embedded handler."""
        return (
            f"\n// {self.names.method} answers NOT_IMPLEMENTED.\n"
            f"func ({self.service.unimplemented}) {self.signature} {{\n"
            f"\treturn nexus.NewSyncOperation(name, func(context.Context, {self.request}, nexus.StartOperationOptions) "
            f"({self.response}, error) {{\n"
            '\t\treturn nil, nexus.NewHandlerErrorf(nexus.HandlerErrorTypeNotImplemented, "%s is not implemented", name)\n'
            "\t})\n}\n"
        )

    def serve(self) -> str:
        """Return the expression that registers the operation with `service`."""
        return f"{self.names.contract}.serve(service, h.{self.names.method}({self.names.name}))"

    def calls(self) -> str:
        """Return the methods of the client for workflows, and the future."""
        names, receiver = self.names, f"func (c {self.service.client})"
        takes = _WORKFLOW_OPTIONS.format(self.parameter)
        call = f"c.{names.call_async}({self.passed}).GetTyped(ctx)"
        body = f"\t_, err := {call}\n\treturn err\n" if self.result == "error" else f"\treturn {call}\n"
        return (
            f"\n{self.doc(f'{names.future} is a running {self.method}.')}"
            f"type {names.future} = NexusFuture[{self.response}]\n"
            f"\n{self.doc(f'{names.method} calls {self.method} and waits for the response.', more=True)}"
            f"{receiver} {names.method}({takes}) {self.result} {{\n{body}}}\n"
            f"\n{self.doc(f'{names.call_async} starts {self.method}.', more=True)}"
            f"{receiver} {names.call_async}({takes}) {names.future} {{\n"
            f"\treturn {names.contract}.call(ctx, c.endpoint, {self.argument}, options)\n}}\n"
        )

    def standalone_calls(self) -> str:
        """Return the methods of the client for ordinary code, and the handle."""
        names, receiver = self.names, f"func (c {self.service.standalone})"
        takes = _STANDALONE_OPTIONS.format(self.parameter)
        failed, get = "nil, err", "\treturn handle.GetTyped(ctx)\n"
        if self.result == "error":
            failed, get = "err", "\t_, err = handle.GetTyped(ctx)\n\treturn err\n"
        found = f"{names.handle} finds a {self.method} that was started before; without a run ID, its latest run."
        return (
            f"\n{self.doc(f'{names.handle_type} is a standalone {self.method}.')}"
            f"type {names.handle_type} = NexusHandle[{self.response}]\n"
            f"\n{self.doc(f'{names.method} calls {self.method} and waits for the response.', more=True)}"
            f"{receiver} {names.method}({takes}) {self.result} {{\n"
            f"\thandle, err := c.{names.call_async}({self.passed})\n\tif err != nil {{\n\t\treturn {failed}\n\t}}\n{get}}}\n"
            f"\n{self.doc(f'{names.call_async} starts {self.method}.', more=True)}"
            f"{receiver} {names.call_async}({takes}) ({names.handle_type}, error) {{\n"
            f"\treturn {names.contract}.start(ctx, c.standaloneClient, {self.argument}, options)\n}}\n"
            f"\n{self.doc(found)}{receiver} {names.handle}(id, runID string) {names.handle_type} {{\n"
            f"\treturn {names.contract}.handle(c.standaloneClient, id, runID)\n}}\n"
        )

    def workflow(self) -> str:
        """Return the adapters for workflows behind the operation."""
        names = self.names
        adapts = (
            f"{names.workflow} adapts a workflow behind {self.method}, so that its input and result are read and written "
            "as the contract says, whatever DataConverter the worker has. Register what it returns under the workflow's "
            "name."
        )
        parameter = f", input {self.request}" if self.parameter else ""
        return (
            f"\n{self.doc(adapts)}func {names.workflow}(fn func(workflow.Context, {self.request}) ({self.response}, error)) "
            "func(workflow.Context, converter.RawValue) (converter.RawValue, error) {\n"
            f"\treturn {names.contract}.adapt(fn)\n}}\n"
            f"\n{self.doc(f'{names.starter} starts a workflow behind {self.method}, its input as the contract says.')}"
            f"func {names.starter}(ctx context.Context, nexusOptions nexus.StartOperationOptions, "
            f"options client.StartWorkflowOptions, workflowType string{parameter}) "
            f"(temporalnexus.WorkflowHandle[{self.response}], error) {{\n"
            f"\treturn {names.contract}.startWorkflow(ctx, nexusOptions, options, workflowType, {self.argument})\n}}\n"
        )


def _defaults(settings: CallSettings) -> list[str]:
    timeouts = (
        ("ScheduleToCloseTimeout", settings.schedule_to_close_timeout),
        ("ScheduleToStartTimeout", settings.schedule_to_start_timeout),
        ("StartToCloseTimeout", settings.start_to_close_timeout),
    )
    defaults = [f"{name}: {_duration(value)}" for name, value in timeouts if value]
    if settings.cancellation_type:
        kind = "".join([word.capitalize() for word in settings.cancellation_type.split("_")])
        defaults.append(f"CancellationType: workflow.NexusOperationCancellationType{kind}")
    if settings.summary:
        defaults.append(f"Summary: {quote(settings.summary)}")
    return defaults


def _duration(nanoseconds: int) -> str:
    for unit, size in (("Second", 1_000_000_000), ("Millisecond", 1_000_000)):
        if not nanoseconds % size:
            return f"{nanoseconds // size} * time.{unit}"
    return f"{nanoseconds} * time.Nanosecond"
