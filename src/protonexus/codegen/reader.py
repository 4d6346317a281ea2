"""Reads the contracts of a request: what is generated, resolved and checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from google.protobuf.descriptor_pb2 import Edition, MethodOptions

from protonexus.codegen.contract import CallSettings, Contract, Message, Operation, Service
from protonexus.codegen.messages import Messages
from protonexus.codegen.options import (
    METHOD_NEXUS,
    METHOD_OURS,
    SERVICE_NEXUS,
    SERVICE_OURS,
    OptionsError,
    OptionsReader,
)
from protonexus.codegen.problems import METHOD, METHOD_OPTIONS, OPTIONS, SERVICE, Place, Problems
from protonexus.codegen.rules import check_endpoint, check_name
from protonexus.codegen.settings import read_settings
from protonexus.codegen.text import one_line, quote
from protonexus.codegen.workflow import read_workflow

if TYPE_CHECKING:
    from collections.abc import Iterator

    from google.protobuf.compiler.plugin_pb2 import CodeGeneratorRequest
    from google.protobuf.descriptor_pb2 import FileDescriptorProto, MethodDescriptorProto, ServiceDescriptorProto

    from protonexus.codegen.options import OperationView, ServiceView
    from protonexus.codegen.parameters import Parameters
    from protonexus.codegen.problems import Source

_SERVICE_NEXUS, _SERVICE_OURS = (OPTIONS, SERVICE_NEXUS), (OPTIONS, SERVICE_OURS)
_METHOD_NEXUS, _METHOD_OURS = (METHOD_OPTIONS, METHOD_NEXUS), (METHOD_OPTIONS, METHOD_OURS)
_NAME, _ENDPOINT, _WORKFLOW = 1, 1, 8
_INPUT, _OUTPUT = 2, 3
_NO_SETTINGS = CallSettings()


def read_contracts(request: CodeGeneratorRequest, parameters: Parameters, problems: Problems) -> list[Contract]:
    """Return the contract of each file to generate that has a service; what is wrong goes to `problems`."""
    return _Reader(request, parameters, problems).contracts()


class _Reader:
    def __init__(self, request: CodeGeneratorRequest, parameters: Parameters, problems: Problems) -> None:
        self.request = request
        self.parameters = parameters
        self.problems = problems
        self.messages = Messages(request.proto_file)
        self.options = OptionsReader(request.proto_file)

    def contracts(self) -> list[Contract]:
        files = {file.name: file for file in self.request.proto_file}
        contracts: list[Contract] = []
        for name in dict.fromkeys(self.request.file_to_generate):
            if name not in files:
                self.problems.errors.append(f"{one_line(name)}: is not in the request to this plugin; run it again")
            elif (file := files[name]).service:
                source = self.messages.source(file)
                if services := self.services(file, source):
                    edition = Edition.Name(file.edition).removeprefix("EDITION_") if file.edition else ""
                    syntax = edition or file.syntax or "proto2"
                    contracts.append(Contract(name, file.package, syntax, services, source))
        return contracts

    def services(self, file: FileDescriptorProto, source: Source) -> tuple[Service, ...]:
        services: dict[str, Service] = {}
        for number, service in enumerate(file.service):
            place = Place(self.problems, source, (SERVICE, number), service.name)
            if not _is_legal(service.name, place):
                continue
            try:
                read = self.service(service, file, place)
            except OptionsError as error:
                place.error(str(error), OPTIONS)
                continue
            if read:
                if twin := services.get(read.name):
                    fix = f"has the Nexus name {quote(read.name)} of {twin.proto_name}; write another"
                    place.error(fix, *_SERVICE_NEXUS, _NAME)
                services[read.name] = read
        return tuple(services.values())

    def service(self, service: ServiceDescriptorProto, file: FileDescriptorProto, place: Place) -> Service | None:
        view = self.options.service(service.options) if service.HasField("options") else None
        if not self.parameters.service_tags.select(view.nexusannotations.tags if view else ()):
            return None
        methods = [(method, self.method_options(method, number, place)) for number, method in enumerate(service.method)]
        annotated = view is not None or any(options for _, options in methods)
        if self.parameters.annotated_only and not annotated:
            return None

        full_name = f"{file.package}.{service.name}" if file.package else service.name
        name, endpoint, defaults = self.nexus_name(view, full_name, place, *_SERVICE_NEXUS), "", _NO_SETTINGS
        if view:
            endpoint = view.protonexus.endpoint
            # Compilers drop a field that is written as empty, but say where it was written.
            if endpoint or (view.HasField("protonexus") and place.has(*_SERVICE_OURS, _ENDPOINT)):
                check_endpoint(endpoint, place, *_SERVICE_OURS, _ENDPOINT)
            defaults = read_settings(view.protonexus, _SERVICE_OURS, _NO_SETTINGS, self.messages, place)
        operations = tuple(self.operations(methods, annotated, defaults, place))
        if not operations:
            return None
        deprecated = service.options.deprecated or file.options.deprecated
        doc = place.source.doc(place.path)
        return Service(service.name, full_name, name, endpoint, operations, doc, deprecated, place.path)

    def method_options(self, method: MethodDescriptorProto, number: int, service: Place) -> OperationView | None:
        try:
            return self.options.operation(method.options) if method.HasField("options") else None
        except OptionsError as error:
            service.inner((METHOD, number), method.name).error(str(error), METHOD_OPTIONS)
            return None

    def operations(
        self,
        methods: list[tuple[MethodDescriptorProto, OperationView | None]],
        annotated: bool,
        defaults: CallSettings,
        service: Place,
    ) -> Iterator[Operation]:
        names: dict[str, str] = {}
        for number, (method, view) in enumerate(methods):
            if not self.parameters.operation_tags.select(view.nexusannotations.tags if view else ()):
                continue
            place = service.inner((METHOD, number), method.name)
            if not _is_legal(method.name, place):
                continue
            if method.client_streaming or method.server_streaming:
                _streaming(method, annotated, place)
                continue
            name = self.nexus_name(view, method.name, place, *_METHOD_NEXUS)
            if name in names:
                fix = f"has the Nexus name {quote(name)} of {names[name]}; write another"
                place.error(fix, *_METHOD_NEXUS, _NAME)
            names.setdefault(name, method.name)
            request = self.message(method.input_type, annotated, place, _INPUT)
            response = self.message(method.output_type, annotated, place, _OUTPUT)
            if request is None or response is None:
                continue
            settings, workflow, idempotency = defaults, None, ""
            if view:
                ours = view.protonexus
                settings = read_settings(ours, _METHOD_OURS, defaults, self.messages, place)
                if ours.HasField("workflow"):
                    path = (*_METHOD_OURS, _WORKFLOW)
                    place.warn("`workflow` is accepted; its effect comes with a later release", *path, once="workflow")
                    workflow = read_workflow(ours.workflow, request.full_name, self.messages, place, path)
            deprecated = method.HasField("options") and method.options.deprecated
            if method.HasField("options") and (level := method.options.idempotency_level):
                idempotency = MethodOptions.IdempotencyLevel.Name(level)
            yield Operation(
                method.name,
                name,
                request,
                response,
                settings,
                workflow,
                place.source.doc(place.path),
                deprecated,
                idempotency,
                place.path,
            )

    def nexus_name(self, view: ServiceView | OperationView | None, default: str, place: Place, *path: int) -> str:
        """Return the annotated Nexus name, else the default; one that is written but empty is an error."""
        name = view.nexusannotations.name if view else ""
        if name or (view and view.HasField("nexusannotations") and place.has(*path, _NAME)):
            check_name(name, place, *path, _NAME)
        elif len(default) > 1000:
            check_name(default, place)
        return name or default

    def message(self, type_name: str, annotated: bool, place: Place, field: int) -> Message | None:
        message = self.messages.find(type_name.removeprefix("."))
        if message is None:
            kind = self.messages.kind(type_name.removeprefix("."))
            where = "is not in the request to this plugin; import the file that defines it"
            place.error(f"{one_line(type_name)} {f'is {kind}; write a message' if kind else where}", field)
        elif message.full_name == "google.protobuf.Value":
            why = "google.protobuf.Value, whose null cannot be told from nothing"
            if annotated:
                place.error(f"takes or returns {why}; write a message that has it as a field", field)
            else:
                place.warn(f"left out, since it takes or returns {why}", field)
            return None
        return message


def _is_legal(name: str, place: Place) -> bool:
    # A compiler lets no other name pass, but an image of descriptors may come from anywhere, and names become code.
    if not name.isidentifier():
        place.error("is no legal name; compile it again from the .proto")
        return False
    return True


def _streaming(method: MethodDescriptorProto, annotated: bool, place: Place) -> None:
    if annotated:
        place.error("Nexus has no streaming; make it unary, or move it to a service without Nexus options")
    else:
        place.warn("left out, since it streams and Nexus has no streaming")
