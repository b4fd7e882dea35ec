"""Makes the classes of the resources, with one real method per endpoint, from the catalogue."""

from __future__ import annotations

import inspect
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, NoReturn, Protocol, Self, TypeVar

from opencga_frames.errors import ServerVersionError, UnknownAttributeError, UnknownNameError, UsageError
from opencga_frames.ground.secret import sealed
from opencga_frames.ground.warn import warn
from opencga_frames.rest.catalogue.takers import unknown_parameter
from opencga_frames.rest.methods.card import resource_card
from opencga_frames.rest.methods.docstring import docstring
from opencga_frames.rest.methods.signature import NO_DEFAULT, arguments_of, class_name
from opencga_frames.rest.old_calls.attribute import OldAttribute
from opencga_frames.rest.old_calls.carrier import Carrier
from opencga_frames.rest.old_calls.forms import old_form
from opencga_frames.rest.old_calls.names import old_attributes, old_names
from opencga_frames.rest.old_calls.run import call_old, old_method
from opencga_frames.rest.request.build import BODY, check_names
from opencga_frames.rest.walk.options import CallOptions, option_names

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from opencga_frames.rest.catalogue.endpoint import Endpoint, ResourceCatalogue
    from opencga_frames.rest.old_calls.names import OldCall

__all__ = ["Resource", "make_resource_class", "split_as_known", "split_call"]

#: Options of frames, which people give to searches as well.
_OF_FRAMES: Final = frozenset({"columns", "core", "names", "dtype_backend", "extra", "keep_empty"})


class Newer(Protocol):
    """What knows a server that is newer than the catalogue."""

    def newer(self, endpoint: Endpoint) -> Endpoint:
        """Return an endpoint as the server has it; the same where nothing is new."""


class Sender(Newer, Protocol):
    """What a resource needs of the client: somebody who carries out a call."""

    def call(self, endpoint: Endpoint, arguments: Mapping[str, Any], options: CallOptions) -> Any:
        """Carry out one call."""

    def prepare(self, endpoint: Endpoint, arguments: Mapping[str, Any], options: CallOptions) -> Any:
        """Make the request of a call and send nothing."""

    def download(self, endpoint: Endpoint, arguments: Mapping[str, Any], options: CallOptions) -> Any:
        """Carry out one call and write the answer to a file."""

    def learnt_method(self, resource: str, name: str) -> Endpoint | None:
        """Find a call that such a server has besides the catalogue."""


class Resource:
    """Base of the resources: keeps who carries out its calls.

    Parameters
    ----------
    caller
        Object with ``call(endpoint, arguments, options)``.
    """

    _resource: str = ""

    def __init__(self, caller: Sender) -> None:
        self._caller = caller

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"

    def _repr_html_(self) -> str:
        return resource_card(self._resource, getattr(self, "_endpoints", {}).values())

    def __copy__(self) -> Self:
        return type(self)(self._caller)

    def __reduce__(self) -> NoReturn:
        msg = f"{self!r} cannot be pickled: it belongs to a client, which holds connections. Send a scan instead."
        raise UsageError(msg)

    if not TYPE_CHECKING:  # type checkers are told of today's names only

        def __getattr__(self, name: str) -> Any:
            return self._other(name)

        def __call__(self, *_args: object, **_given: object) -> NoReturn:
            """Refuse to be called."""
            first = next(
                (name for name in ("search", "info", "query") if name in self._endpoints), min(self._endpoints)
            )
            own = f"oc.{self._resource}"
            msg = f"{own} is no method but has some, such as {own}.{first}(...). Notebooks list them for {own}."
            raise UsageError(msg)

    def _other(self, name: str) -> Any:
        """Find what an older client had under a name that nothing has today, or what a newer server has besides."""
        if name.startswith("_"):
            raise AttributeError(name)
        old = old_names(self._resource).get(name)
        if old is not None:
            return old_method(old).__get__(self)
        below = f"{self._resource}.{name}"
        if below in old_attributes():
            return OldAttribute(below, self._resource, self)
        endpoint = self._caller.learnt_method(self._resource, name)
        if endpoint is not None:
            return _method(endpoint, type(self).__name__, type(self).__module__).__get__(self)
        known = (key for key in dir(self) if not key.startswith("_"))
        raise UnknownAttributeError("method", name, known, f"oc.{self._resource}")

    def _run(self, endpoint: Endpoint, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Any:
        """Carry out a call by a name that is today's, with arguments that may be those of an older client."""
        old = old_form(endpoint, args, kwargs, option_names(endpoint))
        if old is not None:
            return self._call_old(old, args, kwargs)
        try:
            return self._call(*split_as_known(self._caller, endpoint, args, kwargs))
        except ServerVersionError:
            old = old_names(self._resource).get(endpoint.name)
            if endpoint.until is None or old is None:
                raise
        return self._call_old(old, args, kwargs)

    def _call_old(self, old: OldCall, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Any:
        return call_old(old, args, kwargs, Carrier(self._caller, self._carry_out, self._tell))

    def _carry_out(self, endpoint: Endpoint, arguments: Mapping[str, Any]) -> Any:
        return self._call(*split_as_known(self._caller, endpoint, (), arguments))

    def _tell(self, old: OldCall) -> None:
        warn(old.advice)

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
    methods = {key: _EndpointMethod(catalogue.endpoints, key, name, base.__module__) for key in catalogue.endpoints}
    members = {
        "__doc__": catalogue.about,
        "__module__": base.__module__,
        "_resource": catalogue.name,
        "_endpoints": catalogue.endpoints,
    }
    return type(name, (base,), members | methods)


class _EndpointMethod:
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
        return self._run(endpoint, args, kwargs)

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
    """Separate what a call asks for from how it is to be carried out.

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


def split_as_known(
    caller: Newer, endpoint: Endpoint, args: tuple[Any, ...], kwargs: Mapping[str, Any]
) -> tuple[Endpoint, dict[str, Any], CallOptions]:
    """Separate arguments from options as :func:`split_call` does; unknown names may be those of a newer server.

    Parameters
    ----------
    caller
        Knows what the server has besides the catalogue.
    endpoint, args, kwargs
        As for :func:`split_call`.

    Returns
    -------
    endpoint, arguments, options : Endpoint, dict and CallOptions
        The endpoint as the server has it.
    """
    try:
        return endpoint, *split_call(endpoint, args, kwargs)
    except UnknownNameError:
        newer = caller.newer(endpoint)
        if newer is endpoint:
            raise
    return newer, *split_call(newer, args, kwargs)


def _check_names(endpoint: Endpoint, arguments: Mapping[str, Any]) -> None:
    try:
        check_names(endpoint, arguments)
    except UnknownNameError as error:
        known = [a.name for a in arguments_of(endpoint)]
        advice = _advice(endpoint, error.name)
        raise unknown_parameter("parameter", error.name, known, endpoint, advice=advice) from None


def _advice(endpoint: Endpoint, name: str) -> str:
    """Say where an option belongs that is one of frames; it is no parameter of any call."""
    if name not in _OF_FRAMES or endpoint.method != "GET":
        return ""
    return f"It is an option of frames: give it to .frame() of the answer, or to oc.{endpoint.resource}.frame()."
