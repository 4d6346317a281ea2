"""The text of buf/validate/validate.proto, of which protovalidate's wheel has only the compiled form."""

from __future__ import annotations

import importlib.metadata
from typing import Final

from protonexus import _validate_extra as extra
from protonexus.cli._proto_text import CannotPrint, proto_text

# The wheel's file options are those that buf's managed mode gives any file. These are the file's own:
# https://github.com/bufbuild/protovalidate/blob/main/proto/protovalidate/buf/validate/validate.proto
_KEPT: Final = ("go_package", "java_multiple_files", "java_outer_classname")
_JAVA_PACKAGE: Final = "build.buf.validate"

_HEADER: Final = """\
// Printed by `protonexus export` from what protovalidate {version} enforces.
// With its comments: https://github.com/bufbuild/protovalidate
// Copyright Buf Technologies, Inc. Licensed under the Apache License, Version 2.0.

"""


class Unavailable(Exception):
    """The file cannot be written; the message says why and what to do, in one line."""


def validate_proto() -> bytes:
    """The file for the installed protovalidate.

    Raises:
        Unavailable: none is installed, or it is of a kind unknown here.
    """
    if reason := extra.missing():
        raise Unavailable(reason)
    file = extra.file_class().FromString(extra.serialized())
    for option, _ in file.options.ListFields():
        if option.name not in _KEPT:
            file.options.ClearField(option.name)
    file.options.java_package = _JAVA_PACKAGE
    version = importlib.metadata.version("protovalidate")
    try:
        return (_HEADER.format(version=version) + proto_text(file)).encode()
    except CannotPrint as err:
        raise Unavailable(
            f"protovalidate {version} is too new for this protonexus ({err}): upgrade protonexus"
        ) from None
