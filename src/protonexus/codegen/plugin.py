"""The commands `protoc-gen-nexus-LANGUAGE`: a request on standard input, a response on standard output."""

from __future__ import annotations

import gc
import os
import sys
from typing import NoReturn

from protonexus._version import __version__


def python() -> NoReturn:
    """Run `protoc-gen-nexus-python`."""
    main("python")


def go() -> NoReturn:
    """Run `protoc-gen-nexus-go`."""
    main("go")


def typescript() -> NoReturn:
    """Run `protoc-gen-nexus-typescript`."""
    main("typescript")


def main(language: str) -> NoReturn:
    """Run the plugin of a language once and end the process.

    Exit status 0 with a response on standard output, also when that response reports mistakes in a contract; 1 with
    one line on standard error when there was no request to answer, or for a mistake of ours. Warnings go to standard
    error. `--version` prints the version.
    """
    # One short run: collecting garbage and tearing the interpreter down take a fifth of it and free nothing in time.
    gc.disable()
    try:
        code = _run(language)
        sys.stdout.flush()
        sys.stderr.flush()
    except BaseException as error:
        code = _internal_error(language, error)
    os._exit(code)


def _run(language: str) -> int:
    if sys.argv[1:] == ["--version"]:
        print(_name(language))
        return 0
    data = b"" if sys.stdin is None or sys.stdin.isatty() else sys.stdin.buffer.read()
    if not data:
        return _refuse(language, "there is no request on standard input; run it through `buf generate` or protoc")

    from google.protobuf.compiler.plugin_pb2 import CodeGeneratorRequest
    from google.protobuf.message import DecodeError

    try:
        request = CodeGeneratorRequest.FromString(data)
    except DecodeError:
        return _refuse(
            language, "the request on standard input is cut off or damaged; run it through `buf generate` or protoc"
        )

    from protonexus.codegen.generate import generate

    # Only the language that is asked for: the plugin starts anew for each generation.
    printer = __import__(f"protonexus.codegen.{language}.printer", fromlist=["LANGUAGE"])
    response, warnings = generate(request, printer.LANGUAGE)
    for warning in warnings:
        print(f"warning: {warning}", file=sys.stderr)
    sys.stdout.buffer.write(response.SerializeToString())
    return 0


def _name(language: str) -> str:
    return f"protoc-gen-nexus-{language} {__version__}"


def _refuse(language: str, text: str) -> int:
    print(f"{_name(language)}: {text}", file=sys.stderr)
    return 1


def _internal_error(language: str, error: BaseException) -> int:
    if isinstance(error, (BrokenPipeError, KeyboardInterrupt)):
        return 1
    if os.environ.get("PROTONEXUS_DEBUG"):
        import traceback

        traceback.print_exception(error)
    text = " ".join(str(error).split())
    code = _refuse(
        language,
        f"internal error, {type(error).__name__}: {text}; please report it with the .proto files "
        "(PROTONEXUS_DEBUG=1 shows the traceback)",
    )
    sys.stderr.flush()
    return code
