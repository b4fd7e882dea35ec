"""Reads the arguments of a call as pyopencga takes them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from opencga_frames.compat.parameters import find_parameter, with_undeclared
from opencga_frames.errors import UsageError
from opencga_frames.rest.old_calls.places import by_name, positional_names
from opencga_frames.rest.request.build import BODY
from opencga_frames.rest.walk.options import CallOptions, option_names

if TYPE_CHECKING:
    from collections.abc import Mapping

    from opencga_frames.rest.catalogue.endpoint import Endpoint

__all__ = ["ReadCall", "read_call"]

#: Keywords that concern pyopencga itself; this package has a logger for the first one.
_IGNORED = frozenset({"debug"})
#: Keywords of pyopencga that say how a call is carried out, with the names they have here.
_RENAMED = {"num_threads": "workers"}
_NUMBERS = frozenset({"limit", "skip", "page_size", "workers"})
#: pyopencga sends a body as it is.
_USUAL = {"extra": "allow"}


@dataclass(frozen=True)
class ReadCall:
    """A call in the words of this package.

    Attributes
    ----------
    endpoint
        What is called, with parameters added that it does not declare.
    arguments
        Values by name, without those that are None.
    options
        How it is carried out.
    """

    endpoint: Endpoint
    arguments: Mapping[str, Any]
    options: CallOptions


def read_call(endpoint: Endpoint, args: tuple[Any, ...], options: Mapping[str, Any]) -> ReadCall:
    """Read the arguments of one call.

    Parameters
    ----------
    endpoint
        What is called.
    args
        Positional values, see :func:`~opencga_frames.rest.old_calls.places.positional_names`.
    options
        Values by name: names in Python or on the wire. None is as good as absent.

    Raises
    ------
    UsageError
        If there are too many values, one comes twice, or a number is none.

    Warns
    -----
    OpenCGAWarning
        If a name is not known to the endpoint; it is sent all the same.
    """
    values = by_name(endpoint.label, positional_names(endpoint), args, options)
    given = {name: value for name, value in values.items() if value is not None and name not in _IGNORED}
    how = {name: _RENAMED.get(name, name) for name in given if _is_option(endpoint, _RENAMED.get(name, name))}
    asked = {name: value for name, value in given.items() if name not in how}
    found = {name: find_parameter(endpoint, name) for name in asked if name != BODY}
    unknown = [name for name, parameter in found.items() if parameter is None]
    return ReadCall(
        endpoint=with_undeclared(endpoint, unknown),
        arguments={parameter.name if (parameter := found.get(name)) else name: asked[name] for name in asked},
        options=CallOptions(**(_USUAL | {new: _option(new, given[name]) for name, new in how.items()})),
    )


def _is_option(endpoint: Endpoint, name: str) -> bool:
    if name in ("limit", "skip"):
        # pyopencga sends them with every call; where nothing is paged they are left to the server.
        return endpoint.paged
    return name in option_names(endpoint) and find_parameter(endpoint, name) is None


def _option(name: str, value: Any) -> Any:
    if name in _NUMBERS and isinstance(value, str):
        try:
            return int(value)
        except ValueError:
            msg = f"{name} is {value!r}: give a whole number."
            raise UsageError(msg) from None
    return value
