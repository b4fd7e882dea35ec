"""Makes the classes of the resources, with one real method per endpoint, from the catalogue."""

from __future__ import annotations

import inspect
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from opencga_frames.errors import UnknownMethodError, UnknownNameError, UsageError
from opencga_frames.rest.methods.docstring import docstring
from opencga_frames.rest.methods.signature import NO_DEFAULT, arguments_of, class_name, option_names
from opencga_frames.rest.request.build import BODY, check_names
from opencga_frames.rest.walk.options import CallOptions
from opencga_frames.secret import sealed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from opencga_frames.rest.catalogue.endpoint import Endpoint, ResourceCatalogue

__all__ = ["Resource", "make_resource_class", "split_call"]


class Sender(Protocol):
    """What a resource needs of the client: somebody who carries out a call."""

    def call(self, endpoint: Endpoint, arguments: Mapping[str, Any], options: CallOptions) -> Any:
        """Carry out one call."""

    def prepare(self, endpoint: Endpoint, arguments: Mapping[str, Any], options: CallOptions) -> Any:
        """Make the request of a call and send nothing."""

    def download(self, endpoint: Endpoint, arguments: Mapping[str, Any], options: CallOptions) -> Any:
        """Carry out one call and write the answer to a file."""


class Resource:
    """Base of the resources: keeps who carries out its calls.

    Parameters
    ----------
    caller
        Object with ``call(endpoint, arguments, options)``.
    """

    def __init__(self, caller: Sender) -> None:
        self._caller = caller

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"

    # Checkers of types would take any name for a method.
    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            """Name the near methods; methods that exist never come here."""
            if name.startswith("_"):
                raise AttributeError(name)
            known = [method for method in dir(self) if not method.startswith("_")]
            raise UnknownMethodError(name, known, getattr(type(self), "_label", type(self).__name__))

    def _call(self, endpoint: Endpoint, arguments: Mapping[str, Any], options: CallOptions) -> Any:
        if options.dry_run:
            return self._caller.prepare(endpoint, arguments, options)
        if options.to is not None:
            return self._caller.download(endpoint, arguments, options)
        return self._caller.call(endpoint, arguments, options)


ResourceT = TypeVar("ResourceT", bound=Resource)


def make_resource_class(catalogue: ResourceCatalogue, base: type[ResourceT]) -> type[ResourceT]:
    """Make the class of one resource.

    Parameters
    ----------
    catalogue
        Its endpoints.
    base
        `Resource` or a class derived from it.

    Returns
    -------
    type
        A class with one method per endpoint and the mapping ``_endpoints``. The methods have true
        signatures and docstrings.

    Raises
    ------
    UsageError
        If an endpoint has the name of something the base defines.
    """
    name = class_name(catalogue.name)
    taken = [key for key in catalogue.endpoints if hasattr(base, key)]
    if taken:
        msg = f"{name}: {base.__name__} already defines {', '.join(taken)}. Rename it there or in the catalogue."
        raise UsageError(msg)
    methods = {key: _Method(catalogue.endpoints, key, name, base.__module__) for key in catalogue.endpoints}
    members = {"__doc__": catalogue.about, "__module__": base.__module__, "_endpoints": catalogue.endpoints}
    members["_label"] = f"oc.{catalogue.name}"
    return type(name, (base,), members | methods)


class _Method:
    """A method that is made when it is first looked at: its docstring and signature take time."""

    def __init__(self, endpoints: Mapping[str, Endpoint], key: str, owner: str, module: str) -> None:
        self._endpoints = endpoints
        self._key = key
        self._owner = owner
        self._module = module

    @cached_property
    def function(self) -> Callable[..., Any]:
        """The method as a plain function."""
        return _method(self._endpoints[self._key], self._owner, self._module)

    def __get__(self, instance: object, owner: type | None = None) -> Callable[..., Any]:
        bound: Callable[..., Any] = self.function.__get__(instance, owner)
        return bound


def _method(endpoint: Endpoint, owner: str, module: str) -> Callable[..., Any]:
    def method(self: Resource, /, *args: Any, **kwargs: Any) -> Any:
        arguments, options = split_call(endpoint, args, kwargs)
        return self._call(endpoint, arguments, options)

    if endpoint.body is not None and endpoint.body.secret:
        method = sealed(method)
    method.__name__ = endpoint.name
    method.__qualname__ = f"{owner}.{endpoint.name}"
    method.__module__ = module
    method.__doc__ = docstring(endpoint)
    method.__signature__ = _signature(endpoint)  # type: ignore[attr-defined]
    method.__annotations__ = {a.name: a.annotation for a in arguments_of(endpoint)} | {"return": "RestResponse"}
    return method


def _signature(endpoint: Endpoint) -> inspect.Signature:
    kinds = {True: inspect.Parameter.KEYWORD_ONLY, False: inspect.Parameter.POSITIONAL_OR_KEYWORD}
    parameters = [inspect.Parameter("self", inspect.Parameter.POSITIONAL_OR_KEYWORD)]
    parameters += [
        inspect.Parameter(
            a.name,
            kinds[a.keyword_only],
            default=inspect.Parameter.empty if a.default is NO_DEFAULT else a.default,
            annotation=a.annotation,
        )
        for a in arguments_of(endpoint)
    ]
    return inspect.Signature(parameters, return_annotation="RestResponse")


def split_call(
    endpoint: Endpoint, args: tuple[Any, ...], kwargs: Mapping[str, Any]
) -> tuple[dict[str, Any], CallOptions]:
    """Tell what a call asks for from how it is to be carried out.

    Parameters
    ----------
    endpoint
        What is called.
    args
        Positional values: those of the path, then the body.
    kwargs
        Values by name.

    Returns
    -------
    arguments, options : dict and CallOptions
        As a caller takes them.

    Raises
    ------
    UnknownNameError
        If a name is not known to the endpoint.
    UsageError
        If there are too many values, one comes twice, or an option is out of range.
    """
    positional = [p.name for p in endpoint.path_parameters] + ([BODY] if endpoint.body else [])
    if len(args) > len(positional):
        takes = ", ".join(positional) or "none"
        msg = (
            f"{endpoint.label} takes {len(positional)} positional arguments ({takes}), got {len(args)}. Name the rest."
        )
        raise UsageError(msg)
    by_place = dict(zip(positional, args, strict=False))
    twice = by_place.keys() & kwargs.keys()
    if twice:
        both = ", ".join(sorted(twice))
        msg = f"{endpoint.label} got {both} both as a positional and as a keyword argument. Give it once."
        raise UsageError(msg)
    names = option_names(endpoint)
    chosen = {key: value for key, value in kwargs.items() if key in names}
    arguments = by_place | {key: value for key, value in kwargs.items() if key not in chosen}
    _check_names(endpoint, arguments)
    return arguments, CallOptions(**chosen)


def _check_names(endpoint: Endpoint, arguments: Mapping[str, Any]) -> None:
    try:
        check_names(endpoint, arguments)
    except UnknownNameError as error:
        known = [a.name for a in arguments_of(endpoint)]
        raise UnknownNameError("parameter", error.name, known, endpoint.label) from None
