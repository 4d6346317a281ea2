from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import NoReturn

import protonexus
from protonexus.cli._command import Command, CommandError
from protonexus.cli._export import Export

COMMANDS: tuple[Command, ...] = (Export(),)


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message}; see {self.prog} --help\n")


def _parser() -> _Parser:
    parser = _Parser(prog="protonexus", description=protonexus.__doc__)
    parser.add_argument("--version", action="version", version=f"protonexus {protonexus.__version__}")
    parser.set_defaults(command=None)
    subparsers = parser.add_subparsers(metavar="COMMAND", title="commands")
    for command in COMMANDS:
        subparser = subparsers.add_parser(command.name, help=command.help, description=command.help)
        command.add_arguments(subparser)
        subparser.set_defaults(command=command)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run `protonexus` with `argv` (default: the process's arguments) and return its exit status.

    0: done; 1: it could not be done, for the reason in one line on stderr; 2: wrong arguments (raises SystemExit).
    """
    parser = _parser()
    args = parser.parse_args(argv)
    command: Command | None = args.command
    if command is None:
        parser.print_help()
        return 0
    try:
        return command.run(args)
    except CommandError as err:
        reason = str(err)
    except OSError as err:
        reason = f"{err.filename}: {err.strerror}" if err.filename else str(err)
    except KeyboardInterrupt:
        return 130
    print(f"protonexus: {reason}", file=sys.stderr)
    return 1
