"""What a hazard is: one row of the table."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from acme.hazards.v1.hazards_pb2 import ProbeRequest
from hazards.door import Door
from hazards.evidence import Evidence
from temporalio.api.common.v1 import Payload
from temporalio.api.failure.v1 import Failure


class Caller(Protocol):
    """A client of one column, of the endpoint that the hazard has for itself."""

    async def __call__(self, operation: str, *arguments: Any, **options: Any) -> Any: ...

    async def start(self, operation: str, *arguments: Any, **options: Any) -> Any: ...

    def elsewhere(self, *, endpoint: object = None, service: str = "") -> Caller: ...


@dataclass(frozen=True, kw_only=True, eq=False)
class Hazard:
    """A hazard, what ours must make of it, and how it is provoked: one of the functions below, or what is passed."""

    name: str
    expect: str
    """OK, or a part of the error; alternatives have a bar between them."""
    without_plugin: str = ""
    """The same of ours without the plugin, where that differs."""
    refuse: bool = False
    """Whether acceptance is a mistake, since the value would be taken for something else than it says."""
    attempts: tuple[int, ...] = (1,)
    """How many there may be."""

    request: Callable[[], Payload] | None = None
    """Sent to the handler under test, by a caller that sends anything."""
    post: Callable[[Door], Awaitable[Evidence]] | None = None
    """The same, by plain HTTP."""
    handle: Callable[[int], Any] | None = None
    """What the handler under test does; it is told the attempt."""
    backing: Callable[[], Any] | None = None
    """What the workflow behind the handler under test does."""
    answer: Callable[[], Payload] | None = None
    """Sent to the caller under test, by a handler that answers anything."""
    failure: Callable[[], Failure] | None = None
    """The same, as the cause of the operation's failure."""
    call: Callable[[Caller], Awaitable[Any]] | None = None
    """What the caller under test does, instead of one call with `arguments` and `options`."""
    arguments: Callable[[], tuple[Any, ...]] | None = None
    options: Mapping[str, Any] = field(default_factory=dict[str, Any])

    places: tuple[str, ...] = ("workflow", "standalone")
    endpoint_comes_late: bool = False
    seconds: float = 6
    """How long an end is waited for."""
    heavy: bool = False
    """Whether it runs alone, after the others."""

    @property
    def by_peer(self) -> bool:
        """Whether the handler is the one that answers anything."""
        return self.answer is not None or self.failure is not None

    @property
    def asks_plugin(self) -> bool:
        """Whether the plugin could matter: wherever a handler answers."""
        return self.by_peer or self.handle is not None or self.backing is not None

    def passed(self) -> tuple[Any, ...]:
        return self.arguments() if self.arguments else (ProbeRequest(name=self.name),)
