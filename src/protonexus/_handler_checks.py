"""Checks of a user's handler class, made when the class is created.

Each raises a TypeError of one line that names the class, the method and the fix.
"""

from __future__ import annotations

import functools
import inspect
import types
import typing
from collections.abc import Awaitable, Coroutine, Mapping
from typing import Any, NoReturn

import nexusrpc
from google.protobuf.message import Message
from temporalio import nexus

from protonexus._context import OperationContext
from protonexus._definition import Operation

_WRAPPERS = (nexus.WorkflowHandle, nexus.TemporalOperationResult)
_AWAITABLES = (Awaitable, Coroutine)


def only_service(cls: type, root: type) -> type:
    """The one service definition `cls` implements."""
    bases = [b for b in cls.__mro__ if "__protonexus_service__" in vars(b) and b is not root]
    if not bases:
        _fail(cls, f"derive it from a generated handler base, not from {root.__name__} itself")
    if len(bases) > 1:
        _fail(
            cls,
            f"implements {' and '.join(b.__name__ for b in bases)}, but a class serves one service: "
            "make a class of each and register an instance of each",
        )
    service: type = vars(bases[0])["__protonexus_service__"]
    return service


def operations(cls: type, operations: Mapping[str, Operation[Any, Any]]) -> None:
    """Every operation is implemented, by a method that can be called and annotated as one."""
    for name, member in inspect.getmembers(cls):
        if name.startswith("_protonexus_operation_"):
            continue
        if callable(member) and nexusrpc.get_operation(member) is not None:
            advice = (
                "remove the SDK's decorator, the generated base already makes it an operation"
                if name in operations
                else "it is decorated as a Nexus operation but not in the contract: add it to the .proto, or serve it from another class"
            )
            _fail(cls, f"{name}: {advice}")
    missing = [name for name in operations if getattr(getattr(cls, name), "__isabstractmethod__", False)]
    if missing:
        _fail(
            cls,
            f"{', '.join(missing)} not implemented: add "
            + "; ".join(f"`{_signature(name, operations[name])}`" for name in missing)
            + " (or derive the class from abc.ABC too, if it is a base of others)",
        )
    for name, operation in operations.items():
        _check_method(cls, name, operation)


def exception_types(cls: type, given: Any) -> tuple[type[BaseException], ...]:
    """`given`, if it is what `except` takes."""
    kinds: tuple[Any, ...] = tuple(given) if hasattr(given, "__iter__") else (None,)
    if all(isinstance(kind, type) and issubclass(kind, Exception) for kind in kinds):
        return kinds  # checked just now
    _fail(cls, "non_retryable must be a tuple of exception classes, such as non_retryable=(ValueError,)")


def cancel_methods(cls: type, operations: Mapping[str, Operation[Any, Any]], marker: str) -> dict[str, str]:
    """Operation attribute -> the method that handles its cancellation."""
    found: dict[str, str] = {}
    for method_name, method in inspect.getmembers(cls, callable):
        operation = getattr(method, marker, None)
        if operation is None:
            continue
        name = next((n for n, o in operations.items() if o is operation), None)
        if name is None:
            _fail(cls, f"{method_name}: @cancels({operation!r}) is of another service")
        if method_name in operations:
            _fail(cls, f"{method_name}: put @cancels on a method of its own, not on an operation")
        if name in found:
            _fail(cls, f"{method_name}: {found[name]} already handles the cancellation of {name}; keep one")
        if not is_async(method):
            _fail(cls, f"{method_name}: a method that handles cancellation must be `async def`")
        _check_positional(cls, method_name, 1, f"async def {method_name}(self, ctx: CancelContext) -> None")
        found[name] = method_name
    return found


def is_async(method: Any) -> bool:
    """Whether calling `method` gives an awaitable, decorators and partials looked through."""
    while isinstance(method, functools.partial):
        method = method.func
    for candidate in (method, inspect.unwrap(method), getattr(method, "__call__", None)):  # noqa: B004  # its code, not whether it has one
        if inspect.iscoroutinefunction(candidate):
            return True
    return typing.get_origin(_hints(method).get("return")) in _AWAITABLES


def _check_method(cls: type, name: str, operation: Operation[Any, Any]) -> None:
    method = getattr(cls, name)
    signature = _signature(name, operation)
    if not callable(method):
        _fail(cls, f"{name} is {type(method).__name__}, not a method: write `{signature}`")
    if inspect.isgeneratorfunction(method) or inspect.isasyncgenfunction(method):
        _fail(cls, f"{name} is a generator, but an operation has one result: write `{signature}`")
    _check_positional(cls, name, 1 if operation.request.is_empty else 2, signature)
    hints = _hints(method)
    returned = hints.get("return", Any)
    if not _may_be_returned(returned, operation):
        _fail(cls, f"{name} is declared to return {_name(returned)}: write `{signature}`")
    for parameter, allowed in zip(_positional(cls, name), _allowed_arguments(operation), strict=False):
        hint = hints.get(parameter, Any)
        if not _may_be_given(hint, allowed):
            _fail(cls, f"{name} takes {_name(hint)} as `{parameter}`: write `{signature}`")


def _positional(cls: type, name: str) -> list[str]:
    """The names of the parameters after `self`."""
    kinds = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    parameters = [p.name for p in inspect.signature(getattr(cls, name)).parameters.values() if p.kind in kinds]
    return parameters[1:] if _takes_self(cls, name) else parameters


def _takes_self(cls: type, name: str) -> bool:
    return inspect.isfunction(inspect.getattr_static(cls, name)) or isinstance(
        inspect.getattr_static(cls, name), functools.partialmethod
    )


def _may_be_given(hint: Any, allowed: type) -> bool:
    if hint is Any or not isinstance(hint, type):
        return True
    try:
        return issubclass(allowed, hint)
    except TypeError:  # a protocol that cannot be checked here
        return True


def _allowed_arguments(operation: Operation[Any, Any]) -> tuple[type, ...]:
    return (OperationContext,) if operation.request.is_empty else (OperationContext, operation.request.message_type)


def _check_positional(cls: type, name: str, count: int, signature: str) -> None:
    arguments = count + 1 if _takes_self(cls, name) else count
    try:
        inspect.signature(getattr(cls, name)).bind(*[None] * arguments)
    except TypeError:
        _fail(cls, f"{name} does not take the arguments of the operation: write `{signature}`")


def _may_be_returned(hint: Any, operation: Operation[Any, Any]) -> bool:
    if hint in (Any, object, typing.NoReturn, typing.Never) or isinstance(hint, typing.TypeVar):
        return True
    origin = typing.get_origin(hint)
    if origin in (typing.Union, types.UnionType):
        return all(_may_be_returned(part, operation) for part in typing.get_args(hint))
    if origin in _AWAITABLES or origin in _WRAPPERS:
        return _may_be_returned(typing.get_args(hint)[-1], operation)
    if hint in _WRAPPERS or hint is Message:
        return True
    if operation.response.is_empty:
        return hint in (None, type(None))
    return hint is operation.response.message_type


def _hints(method: Any) -> dict[str, Any]:
    try:
        return typing.get_type_hints(inspect.unwrap(method))
    except Exception:  # names imported for type checkers only; those check them
        return {}


def _signature(name: str, operation: Operation[Any, Any]) -> str:
    request = "" if operation.request.is_empty else f", request: {operation.request.message_type.__name__}"
    result = "None" if operation.response.is_empty else operation.response.message_type.__name__
    return f"async def {name}(self, ctx: OperationContext{request}) -> {result}"


def _name(hint: Any) -> str:
    return hint.__name__ if isinstance(hint, type) else str(hint)


def _fail(cls: type, what: str) -> NoReturn:
    raise TypeError(f"{cls.__qualname__}: {what}")
