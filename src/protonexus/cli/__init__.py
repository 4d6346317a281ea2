"""The `protonexus` command."""

from protonexus.cli._main import main

__all__ = ["main"]
