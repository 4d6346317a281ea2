from __future__ import annotations

import argparse
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from typing_extensions import override

from protonexus import _validate_extra as extra
from protonexus.cli._command import Command, CommandError
from protonexus.cli._validate_proto import Unavailable, validate_proto

OPTIONS = ("nexusannotations/v1/options.proto", "protonexus/v1/options.proto")
FILES = (*OPTIONS, extra.FILE)

NEXT = """
buf.yaml, so that contracts can import them:
  modules:
    - path: proto  # your own
    - path: {dir}

buf.gen.yaml, so that the options are not generated again (their Python modules come with protonexus):
  inputs:
    - directory: proto  # your own, and only that
"""
NEXT_RULES = """\
    - directory: {dir}
      paths: [{dir}/buf]  # the rules' Python module comes with nothing
"""
WITHOUT_BUF = """
Without buf: protoc -I {dir} ..."""


def _source() -> Traversable:
    """Return the folder with OPTIONS: inside the package, or in a source checkout its `proto`."""
    packaged = resources.files("protonexus") / "_proto"
    return packaged if packaged.is_dir() else Path(__file__).parents[3] / "proto"


def _content(file: str) -> bytes:
    return validate_proto() if file == extra.FILE else (_source() / file).read_bytes()


class Export(Command):
    """Writes .proto files into a user's tree: buf takes no path outside its workspace."""

    name = "export"
    help = "write the .proto files of the options, and of the rules, into DIR, for contracts to import"

    @override
    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument(
            "dir", metavar="DIR", type=Path, help="folder inside your buf workspace, for these files only"
        )
        parser.add_argument("--only", action="append", choices=FILES, help="write this file; may be repeated")
        parser.add_argument("--force", action="store_true", help="overwrite files that differ")
        parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 unless DIR is up to date")

    @override
    def run(self, args: argparse.Namespace) -> int:
        contents: dict[Path, bytes] = {}
        for file in args.only or FILES:
            try:
                contents[args.dir / file] = _content(file)
            except Unavailable as err:
                if args.only:
                    raise CommandError(f"{args.dir / file}: {err}") from None
                print(f"without {args.dir / file}, which only rules need: {err}")
        missing = [path for path in contents if not path.exists()]
        different = [path for path, content in contents.items() if path not in missing and path.read_bytes() != content]
        if args.check and (missing or different):
            stale = ", ".join(map(str, missing + different))
            raise CommandError(f"{stale}: not what this version exports; run protonexus export --force {args.dir}")
        if different and not args.force:
            raise CommandError(f"{different[0]} differs from what this version exports; --force overwrites it")
        for path, content in contents.items():
            changed = path in missing or path in different
            if changed:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
            print(f"{'wrote' if changed else 'up to date:'} {path}")
        if missing and not args.only:
            rules = NEXT_RULES if args.dir / extra.FILE in contents else ""
            print((NEXT + rules + WITHOUT_BUF).format(dir=args.dir.as_posix()))
        return 0
