"""Reads the Nexus options of services and methods.

In a private descriptor pool: temporalio registers nexusannotations in the default one, and what a contract says must
not depend on who else is in the process. So options are parsed from their bytes, in which extensions are as sent.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, cast

from google.protobuf import descriptor_pb2
from google.protobuf.descriptor_pool import DescriptorPool
from google.protobuf.message import DecodeError
from google.protobuf.message_factory import GetMessageClass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Generic, Protocol, TypeVar

    from google.protobuf.message import Message

    from nexusannotations.v1 import options_pb2 as nexusannotations
    from protonexus.v1 import options_pb2 as protonexus

NEXUSANNOTATIONS, PROTONEXUS = "nexusannotations.v1", "protonexus.v1"
SERVICE_NEXUS, METHOD_NEXUS, SERVICE_OURS, METHOD_OURS = 8233, 8234, 58233, 58234

if TYPE_CHECKING:
    _A = TypeVar("_A", covariant=True)
    _P = TypeVar("_P", covariant=True)

    class View(Protocol, Generic[_A, _P]):
        """The Nexus options of one service or method, as far as it has them."""

        @property
        def nexusannotations(self) -> _A:
            """The public options: name and tags."""
            ...

        @property
        def protonexus(self) -> _P:
            """Our options."""
            ...

        def HasField(self, field_name: str) -> bool:
            """Say whether one of the two is there."""
            ...

    ServiceView = View[nexusannotations.ServiceOptions, protonexus.ServiceOptions]
    OperationView = View[nexusannotations.OperationOptions, protonexus.OperationOptions]


class OptionsError(ValueError):
    """Options that this release cannot read; the text is one line for people."""


class OptionsReader:
    """Reads the options of one request's services and methods."""

    def __init__(self, files: Iterable[descriptor_pb2.FileDescriptorProto]) -> None:
        # Numbers from 50000 on are for anybody's private use: what another package put on one is not ours to read.
        self._foreign = frozenset(
            (extension.extendee, extension.number)
            for file in files
            if file.package not in (NEXUSANNOTATIONS, PROTONEXUS)
            for extension in _extensions(file)
            if extension.number in (SERVICE_NEXUS, METHOD_NEXUS, SERVICE_OURS, METHOD_OURS)
        )

    def service(self, options: descriptor_pb2.ServiceOptions) -> ServiceView | None:
        """Return a service's Nexus options, None when it has none. Raises OptionsError."""
        return cast("ServiceView | None", self._read("ServiceOptions", options))

    def operation(self, options: descriptor_pb2.MethodOptions) -> OperationView | None:
        """Return a method's Nexus options, None when it has none. Raises OptionsError."""
        return cast("OperationView | None", self._read("MethodOptions", options))

    def _read(self, kind: str, options: Message) -> Message | None:
        data = options.SerializeToString()
        if not data:
            return None
        try:
            view = _views(self._foreign)[kind].FromString(data)
        except DecodeError:
            raise OptionsError("its Nexus options are damaged; compile it again from the .proto") from None
        present = [value for _, value in view.ListFields()]
        for value in present:
            _refuse_unknown(value)
        return view if present else None


def _extensions(
    scope: descriptor_pb2.FileDescriptorProto | descriptor_pb2.DescriptorProto,
) -> Iterator[descriptor_pb2.FieldDescriptorProto]:
    yield from scope.extension
    nested = scope.message_type if isinstance(scope, descriptor_pb2.FileDescriptorProto) else scope.nested_type
    for message in nested:
        if message.extension or message.nested_type:
            yield from _extensions(message)


@cache
def _views(foreign: frozenset[tuple[str, int]]) -> dict[str, type[Message]]:
    """Return, by the name of the extended options message, a message that has our extensions as ordinary fields."""
    from google.protobuf import duration_pb2

    from nexusannotations.v1 import options_pb2 as nexusannotations
    from protonexus.v1 import options_pb2 as protonexus

    pool = DescriptorPool()
    pool.AddSerializedFile(duration_pb2.DESCRIPTOR.serialized_pb)
    views = descriptor_pb2.FileDescriptorProto(name="protonexus/views.proto", package="protonexus.views")
    messages = {name: views.message_type.add(name=name) for name in ("ServiceOptions", "MethodOptions")}
    for module in (nexusannotations, protonexus):
        file = descriptor_pb2.FileDescriptorProto.FromString(module.DESCRIPTOR.serialized_pb)
        views.dependency.append(file.name)
        for extension in file.extension:
            if (extension.extendee, extension.number) not in foreign:
                messages[extension.extendee.rpartition(".")[2]].field.add(
                    name=file.package.partition(".")[0],
                    number=extension.number,
                    type=extension.type,
                    label=extension.label,
                    type_name=extension.type_name,
                )
        del file.extension[:]
        file.dependency.remove("google/protobuf/descriptor.proto")
        pool.AddSerializedFile(file.SerializeToString())
    pool.AddSerializedFile(views.SerializeToString())
    return {name: GetMessageClass(pool.FindMessageTypeByName(f"protonexus.views.{name}")) for name in messages}


def _refuse_unknown(message: Message) -> None:
    from google.protobuf.unknown_fields import UnknownFieldSet

    # Constructed through Any: the stubs of types-protobuf know no argument.
    unknown: Any = UnknownFieldSet
    if fields := unknown(message):
        name = message.DESCRIPTOR.full_name
        raise OptionsError(
            f"{name} has a field number {fields[0].field_number} that this release does not know; upgrade protonexus"
        )
    for field, value in message.ListFields():
        if field.message_type:
            _refuse_unknown(value)
