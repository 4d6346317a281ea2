"""Typed Nexus handlers and clients for Temporal, generated from .proto contracts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from protonexus._version import __version__

if TYPE_CHECKING:
    from protonexus._authorization import NexusRequest, Unauthenticated, Unauthorized
    from protonexus._client import Call, CallWithoutRequest, OperationHandle
    from protonexus._context import CancelContext, OperationContext
    from protonexus._declared import DeclaredError
    from protonexus._errors import InvalidRequestError, InvalidResponseError, OperationCallError
    from protonexus._handler import OperationResult, cancels
    from protonexus._options import CallOptions, StandaloneCallOptions
    from protonexus._plugin import ProtoNexusPlugin
    from protonexus._standalone import StandaloneCall, StandaloneCallWithoutRequest, StandaloneOperationHandle
    from protonexus._validation import Violation

_HOMES = {
    "_authorization": ("NexusRequest", "Unauthenticated", "Unauthorized"),
    "_client": ("Call", "CallWithoutRequest", "OperationHandle"),
    "_context": ("CancelContext", "OperationContext"),
    "_declared": ("DeclaredError",),
    "_errors": ("InvalidRequestError", "InvalidResponseError", "OperationCallError"),
    "_handler": ("OperationResult", "cancels"),
    "_options": ("CallOptions", "StandaloneCallOptions"),
    "_plugin": ("ProtoNexusPlugin",),
    "_standalone": ("StandaloneCall", "StandaloneCallWithoutRequest", "StandaloneOperationHandle"),
    "_validation": ("Violation",),
}

__all__ = [
    "Call",
    "CallOptions",
    "CallWithoutRequest",
    "CancelContext",
    "DeclaredError",
    "InvalidRequestError",
    "InvalidResponseError",
    "NexusRequest",
    "OperationCallError",
    "OperationContext",
    "OperationHandle",
    "OperationResult",
    "ProtoNexusPlugin",
    "StandaloneCall",
    "StandaloneCallOptions",
    "StandaloneCallWithoutRequest",
    "StandaloneOperationHandle",
    "Unauthenticated",
    "Unauthorized",
    "Violation",
    "__version__",
    "cancels",
]


def __getattr__(name: str) -> object:
    # Lazily, since the plugins import this package at each start and must not load temporalio.
    for home, names in _HOMES.items():
        if name in names:
            from temporalio import workflow

            # A workflow sandbox must not make classes of its own, since generated code holds those outside;
            # it takes notice of `__import__`, but not of importlib.
            with workflow.unsafe.imports_passed_through():
                value: object = getattr(__import__(f"protonexus.{home}", fromlist=[name]), name)
            globals()[name] = value
            return value
    raise AttributeError(f"module 'protonexus' has no attribute {name!r}")
