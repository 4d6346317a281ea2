"""What a .proto file says of Nexus, resolved and checked, without a word of any target language.

Named tuples: as frozen dataclasses these few classes took a fifth of the plugin's start.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from protonexus.codegen.problems import Source

EMPTY = "google.protobuf.Empty"


class Message(NamedTuple):
    """A message type, by its full name (no leading dot), the file that defines it and its name path in there."""

    full_name: str
    file: str
    path: tuple[str, ...]


class DeclaredError(NamedTuple):
    """A message that an operation may fail with, and the comment on that message."""

    message: Message
    doc: str


class Workflow(NamedTuple):
    """The workflow that carries an operation out. Timeouts are in nanoseconds.

    `id` alternates as the template does: a `str` is literal text, a tuple is the path of a request field, and
    `REQUEST_ID` stands for the Nexus request ID. The policies are enum names without their prefix, "" for unset.
    """

    type: str
    id: tuple[str | tuple[str, ...], ...]
    task_queue: str
    id_conflict_policy: str
    id_reuse_policy: str
    execution_timeout: int | None
    run_timeout: int | None
    task_timeout: int | None


REQUEST_ID = ("nexus", "request_id")


class CallSettings(NamedTuple):
    """Defaults of a call. Timeouts are in nanoseconds; enum names come without their prefix, "" for unset."""

    schedule_to_close_timeout: int | None = None
    schedule_to_start_timeout: int | None = None
    start_to_close_timeout: int | None = None
    cancellation_type: str = ""
    summary: str = ""
    encoding: str = ""
    errors: tuple[DeclaredError, ...] = ()

    def stated(self) -> list[tuple[str, Any]]:
        """Return name and value of what differs from the defaults, the encoding JSON among them."""
        said = self._replace(encoding="") if self.encoding == "JSON" else self
        return [(field, value) for field, value in zip(self._fields, said, strict=True) if value]


class Operation(NamedTuple):
    """One operation: `method` is its proto name, `name` its Nexus name; `settings` has the service's defaults in it.

    `idempotency` is the proto idempotency level, "" for unset; `path` is where it stands in the file, for
    `Contract.source`.
    """

    method: str
    name: str
    request: Message
    response: Message
    settings: CallSettings
    workflow: Workflow | None
    doc: str
    deprecated: bool
    idempotency: str
    path: tuple[int, ...]


class Service(NamedTuple):
    """One service: `proto_name` and `full_name` are its proto names, `name` is its Nexus name; `path` as in Operation."""

    proto_name: str
    full_name: str
    name: str
    endpoint: str
    operations: tuple[Operation, ...]
    doc: str
    deprecated: bool
    path: tuple[int, ...]


class Contract(NamedTuple):
    """The services of one .proto file that has at least one; `syntax` is proto2, proto3 or an edition such as 2023."""

    file: str
    package: str
    syntax: str
    services: tuple[Service, ...]
    source: Source
