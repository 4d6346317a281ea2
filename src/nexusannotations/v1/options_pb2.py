"""Python module of `nexusannotations/v1/options.proto`: the messages, and the extensions `service` and `operation`.

temporalio 1.35 registers the same file in the default descriptor pool, which refuses a second registration that
differs in a single byte. So what is registered here are temporalio's own bytes, whichever is imported first.
"""

from __future__ import annotations

import os
from importlib import util

from google.protobuf import descriptor as _descriptor
from google.protobuf import descriptor_pool as _descriptor_pool
from google.protobuf.internal import builder as _builder


def _temporalio() -> str | None:
    """Return the path of temporalio's module of this file, found without importing temporalio: that takes 200 ms."""
    spec = util.find_spec("temporalio")
    folders = spec.submodule_search_locations if spec else None
    path = os.path.join(folders[0], "api", "dependencies", *__name__.split(".")) + ".py" if folders else ""
    return path if os.path.isfile(path) else None


def _register() -> _descriptor.FileDescriptor:
    """Put the file into the default pool, from temporalio's module where there is one, and return its descriptor."""
    path = _temporalio()
    if path and (spec := util.spec_from_file_location("_temporalio_options", path)) and spec.loader:
        module = util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module.DESCRIPTOR
    from nexusannotations.v1 import _bundled_pb2

    return _bundled_pb2.DESCRIPTOR


try:
    DESCRIPTOR = _descriptor_pool.Default().FindFileByName("nexusannotations/v1/options.proto")
except KeyError:
    DESCRIPTOR = _register()

_builder.BuildMessageAndEnumDescriptors(DESCRIPTOR, globals())
_builder.BuildTopDescriptorsAndMessages(DESCRIPTOR, __name__, globals())
