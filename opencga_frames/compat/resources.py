"""Resources whose methods take their arguments as those of pyopencga do."""

from __future__ import annotations

from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from opencga_frames.compat.calls import read_call
from opencga_frames.ground.secret import sealed
from opencga_frames.resources import resource_class
from opencga_frames.rest.catalogue import load_resource
from opencga_frames.rest.methods.docstring import docstring
from opencga_frames.rest.old_calls.places import positional_names, signature_of
from opencga_frames.rest.request.build import BODY

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from opencga_frames.rest.catalogue.endpoint import Endpoint

__all__ = ["LazyMethod", "carry_out", "compat_class"]


def carry_out(caller: Any, endpoint: Endpoint, args: tuple[Any, ...], options: Mapping[str, Any]) -> Any:
    """Make one call.

    Parameters
    ----------
    caller
        Carries out calls.
    endpoint
        What is called.
    args, options
        As pyopencga takes them.

    Returns
    -------
    RestResponse or bytes
        Bytes for a file that is downloaded into memory.
    """
    call = read_call(endpoint, args, options)
    answer = caller.call(call.endpoint, call.arguments, call.options)
    here = endpoint.answer == "binary" and call.options.to is None and not call.options.dry_run
    return answer.content if here else answer


class LazyMethod:
    """A method that is made when it is first looked at.

    Parameters
    ----------
    make
        Makes the plain function.
    """

    def __init__(self, make: Callable[[], Callable[..., Any]]) -> None:
        self._make = make

    @cached_property
    def function(self) -> Callable[..., Any]:
        """The plain function."""
        return self._make()

    def __get__(self, instance: object, owner: type | None = None) -> Callable[..., Any]:
        bound: Callable[..., Any] = self.function.__get__(instance, owner)
        return bound


@cache
def compat_class(resource: str, class_name: str) -> type[Any]:
    """Make the class of one resource.

    Parameters
    ----------
    resource
        Name in the catalogue.
    class_name
        Name of the class.

    Returns
    -------
    type
        Derived from the resource's ordinary class, so that its tables are there, too.
    """
    base = resource_class(resource)
    endpoints = load_resource(resource).endpoints
    methods = {name: LazyMethod(_maker(endpoints, name, class_name)) for name in endpoints}
    members = {"__doc__": base.__doc__, "__module__": __name__, "_carry_out": _carry_out}
    return type(class_name, (base,), members | methods)


def _carry_out(self: Any, endpoint: Endpoint, arguments: Mapping[str, Any]) -> Any:
    return carry_out(self._caller, endpoint, (), arguments)


def _maker(endpoints: Mapping[str, Endpoint], name: str, owner: str) -> Callable[[], Callable[..., Any]]:
    return lambda: _method(endpoints[name], owner)


def _method(endpoint: Endpoint, owner: str) -> Callable[..., Any]:
    def method(self: Any, /, *args: Any, **options: Any) -> Any:
        return carry_out(self._caller, endpoint, args, options)

    if endpoint.body is not None and endpoint.body.secret:
        method = sealed(method)
    optional = frozenset({BODY} | {p.name for p in endpoint.query_parameters if not p.needed})
    method.__name__ = endpoint.name
    method.__qualname__ = f"{owner}.{endpoint.name}"
    method.__doc__ = docstring(endpoint)
    method.__signature__ = signature_of(positional_names(endpoint), optional)  # type: ignore[attr-defined]
    return method
