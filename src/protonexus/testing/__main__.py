"""`python -m protonexus.testing`: Temporal's dev server from a shell, until Ctrl-C."""

from __future__ import annotations

import argparse
import asyncio
import json
import signal
import sys
from typing import get_args

from . import DevServer, DevServerError, LogLevel, dev_server


def main() -> int:
    """Run a server as the command line says; returns the exit code."""
    arguments = _parser().parse_args()
    try:
        asyncio.run(_serve(arguments))
    except DevServerError as err:
        print(f"error: {err}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:  # where there are no signal handlers: Windows
        pass
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m protonexus.testing", description="Run Temporal's dev server until Ctrl-C."
    )
    parser.add_argument("--namespace", action="append", default=[], metavar="NAME", help="created; may be repeated")
    parser.add_argument(
        "--endpoint",
        action="append",
        default=[],
        type=_endpoint,
        metavar="NAME=NAMESPACE/TASK_QUEUE",
        help="a Nexus endpoint; may be repeated",
    )
    parser.add_argument(
        "--port", type=int, default=7233, help="of gRPC; 0 for a free one, as for the others (%(default)s)"
    )
    parser.add_argument("--http-port", type=int, default=0, help="of the HTTP API")
    parser.add_argument("--ui", action="store_true", help="serve Temporal's Web UI")
    parser.add_argument("--ui-port", type=int, default=0, help="of the Web UI, which it turns on")
    parser.add_argument("--db", metavar="FILE", help="database file that keeps everything (default: memory)")
    parser.add_argument(
        "--dynamic-config", action="append", default=[], type=_setting, metavar="KEY=JSON", help="may be repeated"
    )
    parser.add_argument("--log-level", choices=get_args(LogLevel), default="warn", help="(%(default)s)")
    parser.add_argument("--log-file", metavar="FILE", help="appended to")
    return parser


def _endpoint(text: str) -> tuple[str, tuple[str, str]]:
    name, equals, target = text.partition("=")
    namespace, slash, task_queue = target.partition("/")
    if not (equals and slash and namespace and task_queue):
        raise argparse.ArgumentTypeError(f"{text!r} is not NAME=NAMESPACE/TASK_QUEUE")
    return name, (namespace, task_queue)


def _setting(text: str) -> tuple[str, object]:
    key, equals, value = text.partition("=")
    try:
        if key and equals:
            return key, json.loads(value)
    except ValueError:
        pass
    raise argparse.ArgumentTypeError(f"{text!r} is not KEY=JSON; a string is written KEY='\"text\"'")


async def _serve(arguments: argparse.Namespace) -> None:
    stop = asyncio.Event()
    if sys.platform != "win32":
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with dev_server(
        arguments.namespace,
        endpoints=dict(arguments.endpoint),
        port=arguments.port,
        http_port=arguments.http_port,
        ui=arguments.ui,
        ui_port=arguments.ui_port,
        db=arguments.db,
        dynamic_config=dict(arguments.dynamic_config),
        log_level=arguments.log_level,
        log_file=arguments.log_file,
    ) as server:
        print(_greeting(server), flush=True)
        while server.running and not stop.is_set():
            await asyncio.sleep(0.1)


def _greeting(server: DevServer) -> str:
    lines = [f"Temporal dev server: {server.address}", f"HTTP API:            {server.http_address}"]
    if server.ui_url:
        lines.append(f"Web UI:              {server.ui_url}")
    return "\n".join([*lines, "Press Ctrl-C to stop."])


if __name__ == "__main__":
    sys.exit(main())
