"""Prints one service: its names, handler, client for workflows and client for ordinary code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from protonexus.codegen.go.operation import OperationPrinter
from protonexus.codegen.go.text import comment, deprecated, sentence
from protonexus.codegen.text import quote

if TYPE_CHECKING:
    from protonexus.codegen.contract import Service
    from protonexus.codegen.go.names import ServiceNames
    from protonexus.codegen.go.operation import File

_QUERIES = (("List", "client.ListNexusOperationsResult"), ("Count", "*client.CountNexusOperationsResult"))


def print_service(service: Service, names: ServiceNames, file: File) -> str:
    """Return the declarations of a service."""
    return _Service(service, names, file).text()


class _Service:
    def __init__(self, service: Service, names: ServiceNames, file: File) -> None:
        self.service = service
        self.names = names
        pairs = zip(service.operations, names.operations, strict=True)
        self.operations = [OperationPrinter(operation, own, names, file) for operation, own in pairs]

    def text(self) -> str:
        return "".join(
            [
                self.constants(),
                self.variables(),
                self.handler(),
                self.unimplemented(),
                self.registration(),
                self.client(),
                *(operation.calls() for operation in self.operations),
                self.standalone(),
                *(operation.standalone_calls() for operation in self.operations),
                *(operation.workflow() for operation in self.operations),
            ]
        )

    def doc(self, text: str) -> str:
        """Return a comment that ends in what the contract says of the service."""
        said = comment(deprecated(self.service.doc, self.service.proto_name, self.service.deprecated), first=False)
        return sentence(text) + (f"//\n{said}" if said else "")

    def constants(self) -> str:
        names, proto = self.names, self.service.proto_name
        lines = [
            f"\t// {names.name} is the Nexus name of {proto}.\n",
            f"\t{names.name} = {quote(self.service.name)}\n",
        ]
        if self.service.endpoint:
            lines += [
                f"\t// {names.endpoint} is the endpoint that the contract names.\n",
                f"\t{names.endpoint} = {quote(self.service.endpoint)}\n",
            ]
        for one in self.operations:
            lines += [
                f"\t// {one.names.name} is the Nexus name of {one.method}.\n",
                f"\t{one.names.name} = {quote(one.operation.name)}\n",
            ]
        return f"\nconst (\n{''.join(lines)})\n"

    def variables(self) -> str:
        references = "".join([one.reference() for one in self.operations])
        contracts = "\n".join([one.contract() for one in self.operations])
        return (
            "\n// References to the operations, for mocks and for calls without this package's clients.\n"
            f"var (\n{references})\n\nvar (\n{contracts})\n"
        )

    def handler(self) -> str:
        names = self.names
        what = (
            f"{names.handler} serves {self.service.proto_name}: each method makes an operation of the name it is given."
        )
        methods = "".join([one.declaration() for one in self.operations])
        return (
            f"\n{self.doc(what)}type {names.handler} interface {{\n{methods}\n\tmustEmbed{names.unimplemented}()\n}}\n"
        )

    def unimplemented(self) -> str:
        name = self.names.unimplemented
        what = f"{name} is embedded by every handler: operations that the contract gains later answer NOT_IMPLEMENTED."
        return f"\n{sentence(what)}type {name} struct{{}}\n\nfunc ({name}) mustEmbed{name}() {{\n}}\n" + "".join(
            [one.unimplemented() for one in self.operations]
        )

    def registration(self) -> str:
        names = self.names
        each = "".join([f"\t\t{one.serve()},\n" for one in self.operations])
        return (
            f"\n// {names.new_service} makes the service to register with a worker.\n"
            f"func {names.new_service}(h {names.handler}) (*nexus.Service, error) {{\n"
            f"\tif h == nil {{\n\t\treturn nil, errors.New({quote(f'{names.new_service}: the handler is nil')})\n\t}}\n"
            f"\tservice := nexus.NewService({names.name})\n\terr := errors.Join(\n{each}\t)\n"
            "\tif err != nil {\n\t\treturn nil, err\n\t}\n\treturn service, nil\n}\n"
        )

    def client(self) -> str:
        names = self.names
        endpoint = f"cmp.Or(endpoint, {names.endpoint})" if self.service.endpoint else "endpoint"
        return (
            f"\n{self.doc(f'{names.client} calls {self.service.proto_name} from workflow code.')}"
            f"type {names.client} struct{{ endpoint string }}\n\n"
            f"// {names.new_client} makes a client of an endpoint{self.default()}.\n"
            f"func {names.new_client}(endpoint string) {names.client} {{\n\treturn {names.client}{{{endpoint}}}\n}}\n"
        )

    def standalone(self) -> str:
        names = self.names
        makes = f"{names.new_standalone} makes a client of an endpoint{self.default()}. What it starts belongs to the namespace of c."
        what = f"{names.standalone} calls {self.service.proto_name} from ordinary code, by standalone operations, which are"
        return (
            f"\n{self.doc(f'{what} experimental in the SDK.')}"
            f"type {names.standalone} struct{{ standaloneClient }}\n\n"
            f"{sentence(makes)}"
            f"func {names.new_standalone}(c client.Client, endpoint string) ({names.standalone}, error) {{\n"
            + (f"\tendpoint = cmp.Or(endpoint, {names.endpoint})\n" if self.service.endpoint else "")
            + f"\toperations, err := c.NewNexusClient(client.NexusClientOptions{{Endpoint: endpoint, Service: {names.name}}})\n"
            f"\treturn {names.standalone}{{standaloneClient{{c, operations, endpoint, {names.name}}}}}, err\n}}\n"
            + "".join([self.query(*one) for one in _QUERIES])
        )

    def default(self) -> str:
        return f'; "" is [{self.names.endpoint}]' if self.service.endpoint else ""

    def query(self, verb: str, result: str) -> str:
        method = f"{verb}NexusOperations"
        return (
            f"\n// {method} is the SDK's, of the operations of {self.service.proto_name} alone, on any endpoint.\n"
            f"func (c {self.names.standalone}) {method}(ctx context.Context, options client.{method}Options) "
            f"({result}, error) {{\n"
            f"\toptions.Query = c.query(options.Query)\n\treturn c.client.{method}(ctx, options)\n}}\n"
        )
