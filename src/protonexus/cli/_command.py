"""What a subcommand is made of; each lives in a module of its own."""

from __future__ import annotations

import argparse
from abc import ABC, abstractmethod
from typing import ClassVar


class CommandError(Exception):
    """A user's mistake: its message is the one line they see, and the command exits with 1."""


class Command(ABC):
    """One subcommand of `protonexus`."""

    name: ClassVar[str]
    help: ClassVar[str]

    @abstractmethod
    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare the subcommand's arguments."""

    @abstractmethod
    def run(self, args: argparse.Namespace) -> int:
        """Carry the subcommand out and return the exit status; raise CommandError or OSError when it cannot."""
