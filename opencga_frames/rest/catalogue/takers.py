"""Calls that take a parameter which another of the same name does not: filters are looked for on a neighbour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencga_frames.errors import UnknownNameError
from opencga_frames.rest.catalogue import load_resource, resource_names

if TYPE_CHECKING:
    from collections.abc import Iterable

    from opencga_frames.rest.catalogue.endpoint import Endpoint

__all__ = ["unknown_parameter"]


def unknown_parameter(
    kind: str, name: str, known: Iterable[str], endpoint: Endpoint, *, advice: str = ""
) -> UnknownNameError:
    """Return the error of a parameter that a call does not take.

    Parameters
    ----------
    kind, name, known, advice
        As for :class:`~opencga_frames.errors.UnknownNameError`.
    endpoint
        The call.

    Returns
    -------
    UnknownNameError
        Where no name is near, it notes the calls of other resources that take it.
    """
    error = UnknownNameError(kind, name, known, endpoint.label, advice=advice)
    others = [] if advice or error.suggestions else _takers(endpoint.name, name)
    if others:
        error.add_note(f"Calls that take {name!r}: {', '.join(others)}.")
    return error


def _takers(call: str, name: str) -> list[str]:
    found = (load_resource(resource).endpoints.get(call) for resource in resource_names())
    return [endpoint.label for endpoint in found if endpoint and endpoint.takes(name)]
