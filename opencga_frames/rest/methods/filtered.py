"""Methods that end in the filters of a call, with a signature that says which these are."""

from __future__ import annotations

import inspect
from functools import cached_property
from types import FunctionType, MethodType
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeVar, cast

from opencga_frames.rest.methods.signature import NO_DEFAULT, arguments_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from opencga_frames.rest.catalogue.endpoint import Endpoint

__all__ = ["FilteredMethod", "filters_of", "with_filters"]

#: Options of a call that lead to something else than rows.
_NO_ROWS: Final = frozenset({"dry_run", "to", "size"})

MethodT = TypeVar("MethodT", bound="Callable[..., Any]")


class Decorator(Protocol):
    """Changes a method and leaves its type."""

    def __call__(self, method: MethodT) -> MethodT:
        """Return the changed method."""


class FilteredMethod:
    """A method that ends in ``**filters``; its signature is worked out when it is first looked at.

    Parameters
    ----------
    function
        The method as it is written.
    endpoint
        Gives the call whose filters it takes.
    without
        Names of filters that the method sets itself.
    like
        A method whose own keyword-only parameters this one takes too.
    """

    def __init__(
        self,
        function: Callable[..., Any],
        endpoint: Callable[[], Endpoint],
        without: frozenset[str] = frozenset(),
        like: Callable[..., Any] | None = None,
    ) -> None:
        self._written = cast("FunctionType", function)
        self._endpoint = endpoint
        self._without = without
        self._like = like
        self.__doc__ = function.__doc__

    @cached_property
    def function(self) -> FunctionType:
        """The method with the signature that names the filters."""
        written = self._written
        made = FunctionType(
            written.__code__, written.__globals__, written.__name__, written.__defaults__, written.__closure__
        )
        made.__kwdefaults__, made.__doc__ = written.__kwdefaults__, written.__doc__
        made.__annotations__, made.__qualname__ = written.__annotations__, written.__qualname__
        made.__signature__ = self._signature()  # type: ignore[attr-defined]
        return made

    def __get__(self, instance: object, owner: type | None = None) -> FunctionType | MethodType:
        return self.function if instance is None else MethodType(self.function, instance)

    def _signature(self) -> inspect.Signature:
        written = inspect.signature(self._written)
        own = [p for p in written.parameters.values() if p.kind is not inspect.Parameter.VAR_KEYWORD]
        if self._like is not None:
            options = inspect.signature(self._like).parameters.values()
            own += [p for p in options if p.kind is inspect.Parameter.KEYWORD_ONLY and p.name != "of"]
        taken = self._without | {p.name for p in own}
        filters = [p for p in filters_of(self._endpoint()) if p.name not in taken]
        return written.replace(parameters=[*own, *filters])


def filters_of(endpoint: Endpoint) -> list[inspect.Parameter]:
    """Return the filters of a call that reads rows, and how it is carried out, as keyword-only parameters."""
    arguments = [a for a in arguments_of(endpoint) if a.name not in _NO_ROWS or a.parameter is not None]
    return [
        inspect.Parameter(
            a.name,
            inspect.Parameter.KEYWORD_ONLY,
            default=inspect.Parameter.empty if a.default is NO_DEFAULT else a.default,
            annotation=a.annotation,
        )
        for a in arguments
    ]


def with_filters(endpoint: Callable[[], Endpoint], *without: str, like: Callable[..., Any] | None = None) -> Decorator:
    """Return a method, as a decorator, the signature that names the filters of a call.

    Parameters
    ----------
    endpoint
        Gives the call whose filters the method takes.
    *without
        Names of filters that the method sets itself.
    like
        A method whose own keyword-only parameters the method takes too.
    """

    def decorate(method: MethodT) -> MethodT:
        return cast("MethodT", FilteredMethod(method, endpoint, frozenset(without), like))

    return decorate
