"""Which parameter of an endpoint is meant by a name that was written for pyopencga."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from opencga_frames.errors import UnknownNameError
from opencga_frames.ground.warn import warn
from opencga_frames.rest.catalogue.endpoint import Parameter

if TYPE_CHECKING:
    from collections.abc import Iterable

    from opencga_frames.rest.catalogue.endpoint import Endpoint

__all__ = ["find_parameter", "snake_to_camel_case", "with_undeclared"]

#: Parameters that servers read at every endpoint, declared or not.
EVERYWHERE = frozenset({"include", "exclude", "limit", "skip", "sort", "order", "count", "timeout", "lazy", "silent"})


def snake_to_camel_case(text: str) -> str:
    """Turn a name in Python into a name on the wire, by the rule of pyopencga.

    Examples
    --------
    >>> snake_to_camel_case("internal_status"), snake_to_camel_case("studyId"), snake_to_camel_case("tool.id")
    ('internalStatus', 'studyId', 'tool.id')
    """
    first, *others = text.split("_")
    return first + "".join(part.title() for part in others)


def find_parameter(endpoint: Endpoint, name: str) -> Parameter | None:
    """Find the parameter meant by a name.

    Parameters
    ----------
    endpoint
        What is called.
    name
        Name in Python, name on the wire, or anything that pyopencga turns into a name on the wire.

    Returns
    -------
    Parameter or None
        None when the endpoint declares no such parameter.
    """
    dotted = ".".join(map(snake_to_camel_case, name.split(".")))
    for spelling in (name, snake_to_camel_case(name), dotted):
        try:
            return endpoint.parameter(spelling)
        except UnknownNameError:
            continue
    return None


def with_undeclared(endpoint: Endpoint, names: Iterable[str]) -> Endpoint:
    """Return an endpoint parameters it does not declare, so that they can be sent.

    Parameters
    ----------
    endpoint
        What is called.
    names
        Names that :func:`find_parameter` did not find.

    Returns
    -------
    Endpoint
        The same endpoint when there are no names.

    Raises
    ------
    UnknownNameError
        For a call that removes something.

    Warns
    -----
    OpenCGAWarning
        For each name that is not one of those which servers read everywhere.
    """
    extra = tuple(_undeclared(endpoint, name) for name in names)
    return replace(endpoint, parameters=endpoint.parameters + extra) if extra else endpoint


def _undeclared(endpoint: Endpoint, name: str) -> Parameter:
    wire = snake_to_camel_case(name)
    if wire not in EVERYWHERE:
        known = (p.name for p in endpoint.parameters)
        unknown = UnknownNameError("parameter", name, known, endpoint.label)
        if endpoint.method == "DELETE":
            # A filter that the server ignores would remove more than was meant.
            raise unknown
        warn(f"{unknown} It is sent as {wire!r}; the server refuses or ignores it.")
    return Parameter(name=name, wire=wire, multiple=True, declared=False)
