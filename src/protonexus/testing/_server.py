"""Temporal's own development server as an async context manager."""

from __future__ import annotations

import json
import os
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Literal
from urllib.parse import quote

from temporalio.client import Client, ClientConnectConfig
from typing_extensions import Unpack

from ._binary import find_temporal
from ._endpoints import check_name, ensure_endpoint
from ._errors import DevServerError
from ._ports import LOOPBACK
from ._process import ServerProcess
from ._start import Ports, Started, start

LogLevel = Literal["debug", "info", "warn", "error", "never"]

_DIED = "the dev server has died"
_GRACE = 10.0  # seconds; a server with a database file needs 1.5 to close it
_DYNAMIC_CONFIG: dict[str, object] = {
    "nexusoperation.enableStandalone": True,
    "frontend.enableServerVersionCheck": False,  # a test calls nobody outside
}


class DevServer:
    """A running dev server; `dev_server` makes it.

    Attributes:
        address: Its gRPC address, `host:port`.
        http_address: The address of its HTTP API, `host:port`.
        ui_url: The address of Temporal's Web UI, or None if that is off.
        namespaces: The namespaces that were asked for; `default` exists besides.
    """

    def __init__(self, started: Started, namespaces: tuple[str, ...]) -> None:
        ports = started.ports
        self.address = f"{LOOPBACK}:{ports.grpc}"
        self.http_address = f"{LOOPBACK}:{ports.http}"
        self.ui_url = None if ports.ui is None else f"http://{LOOPBACK}:{ports.ui}"
        self.namespaces = namespaces
        self._process = started.process
        self._clients = {"default": started.client}

    @property
    def running(self) -> bool:
        """Whether the server's process is alive."""
        return self._process.running

    async def client(self, in_namespace: str = "default", /, **options: Unpack[ClientConnectConfig]) -> Client:
        """Return a client of a namespace: a shared one, or a new one if there are options for `Client.connect`."""
        if not options and in_namespace in self._clients:
            return self._clients[in_namespace]
        config: ClientConnectConfig = {"target_host": self.address, "namespace": in_namespace}
        config.update(options)
        client = await Client.connect(**config)
        return client if options else self._clients.setdefault(in_namespace, client)

    async def create_endpoint(
        self, name: str, *, namespace: str, task_queue: str, description: str | None = None
    ) -> str:
        """Create the Nexus endpoint `name`, or update the one of that name if it differs, and return its id.

        Args:
            name: 2 to 200 letters, digits and hyphens.
            namespace: Where its handler's workers are.
            task_queue: What they poll.
            description: Markdown for the Web UI, at most 20,000 bytes; None leaves it as it is.

        Raises:
            DevServerError: The name cannot be one, or the server refused.
        """
        return await ensure_endpoint(self._clients["default"], name, namespace, task_queue, description)

    def history_url(self, namespace: str, workflow_id: str, run_id: str) -> str:
        """Return the address of a workflow run's history in the Web UI; raises DevServerError if the UI is off."""
        if self.ui_url is None:
            raise DevServerError("this dev server has no Web UI: start it with ui=True")
        path = "/".join(quote(part, safe="") for part in (namespace, "workflows", workflow_id, run_id, "history"))
        return f"{self.ui_url}/namespaces/{path}"


@asynccontextmanager
async def dev_server(
    namespaces: Sequence[str] = (),
    *,
    endpoints: Mapping[str, tuple[str, str]] | None = None,
    port: int = 0,
    http_port: int = 0,
    ui: bool = False,
    ui_port: int = 0,
    db: str | os.PathLike[str] | None = None,
    dynamic_config: Mapping[str, object] | None = None,
    log_level: LogLevel = "warn",
    log_file: str | os.PathLike[str] | None = None,
    timeout: timedelta = timedelta(seconds=30),
) -> AsyncGenerator[DevServer]:
    """Run Temporal's dev server (`temporal server start-dev`) on 127.0.0.1 for as long as the context lasts.

    It ends with the context and with this process, even if that is killed. Standalone Nexus operations are on.

    Args:
        namespaces: Created unless they exist; `default` always does.
        endpoints: Nexus endpoints, name to (namespace, task queue), created or brought to that.
        port: Of gRPC; 0 for a free one, as for the others.
        http_port: Of the HTTP API.
        ui: Whether to serve Temporal's Web UI.
        ui_port: Of the Web UI, which it turns on.
        db: Database file that keeps everything across restarts, made if missing, with a lock file `.lock` beside it:
            one server at a time. None: memory.
        dynamic_config: The server's dynamic configuration, name to a value that JSON can express.
        log_level: Of the server's log.
        log_file: Appended to. Without one the log is dropped, except that errors show its end.
        timeout: How long the server may take until it and every namespace answer, usually half a second.

    Raises:
        DevServerError: A wrong argument, no `temporal` command, or a server that does not start, or that has ended
            before the context did.
    """
    endpoints = endpoints or {}
    database = None if db is None else os.path.realpath(db)
    _check(namespaces, endpoints, database)
    flags = ["--ip", LOOPBACK, "--log-level", log_level, "--disable-config-file", "--disable-config-env"]
    for namespace in namespaces:
        flags += ["--namespace", namespace]
    for key, value in {**_DYNAMIC_CONFIG, **(dynamic_config or {})}.items():
        flags += ["--dynamic-config-value", f"{key}={_as_json(key, value)}"]
    if database:
        flags += ["--db-filename", database]
    command = [find_temporal(), "server", "start-dev", *flags]

    def launch(ports: Ports) -> ServerProcess:
        ui_flags = ["--headless"] if ports.ui is None else ["--ui-port", str(ports.ui)]
        return ServerProcess(
            [*command, "--port", str(ports.grpc), "--http-port", str(ports.http), *ui_flags],
            grace=_GRACE if database else 0,  # nothing in memory is worth waiting for
            lock_file=f"{database}.lock" if database else "",
            log_file=None if log_file is None else Path(log_file),
        )

    started = await start(launch, Ports(port, http_port, ui_port if ui or ui_port else None), namespaces, timeout)
    process = started.process
    try:
        server = DevServer(started, tuple(namespaces))
        for name, (namespace, task_queue) in endpoints.items():
            await server.create_endpoint(name, namespace=namespace, task_queue=task_queue)
        yield server
        if not process.running:
            raise DevServerError(process.failure(_DIED))
    except BaseException as err:
        if not (process.running or isinstance(err, DevServerError)):
            err.add_note(process.failure(_DIED))  # likely why the body failed
        raise
    finally:
        await process.stop()


def _check(namespaces: Sequence[str], endpoints: Mapping[str, tuple[str, str]], database: str | None) -> None:
    if isinstance(namespaces, str):
        raise DevServerError(f"namespaces={namespaces!r}: pass a list of names")
    for number, namespace in enumerate(namespaces):
        if not (namespace and namespace.isascii() and namespace.isprintable()):
            raise DevServerError(f"namespace {namespace!r}: a name is printable ASCII and not empty")
        if namespace in namespaces[:number]:
            raise DevServerError(f"namespace {namespace!r} is given twice")
    for name in endpoints:
        check_name(name)
    if database is not None:
        if not os.path.isdir(os.path.dirname(database)):
            raise DevServerError(f"database file {database}: its folder does not exist")
        if os.path.isdir(database):
            raise DevServerError(f"database file {database} is a folder")
        if set("?#%") & set(database):  # the server makes a URL of it, unescaped, and opens another file
            raise DevServerError(f"database file {database}: its path cannot have '?', '#' or '%'")


def _as_json(key: str, value: object) -> str:
    try:
        return json.dumps(value, allow_nan=False)
    except (TypeError, ValueError) as err:
        raise DevServerError(f"dynamic configuration {key}: {err}") from None
