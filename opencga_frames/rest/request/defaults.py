"""Arguments that a caller left out and the client knows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from opencga_frames.rest.request.body import BODY

if TYPE_CHECKING:
    from opencga_frames.rest.catalogue.endpoint import Endpoint

__all__ = ["with_companions", "with_defaults"]


def with_defaults(
    endpoint: Endpoint, arguments: Mapping[str, Any], *, study: str | None, organization: str | None
) -> Mapping[str, Any]:
    """Add what the client knows and the caller left out.

    Parameters
    ----------
    endpoint, arguments
        The call.
    study
        Study of the client, for endpoints that take one outside their path.
    organization
        Organization of the client, for fields that the catalogue says are filled in with it.
    """
    takes_study = any(p.wire == "study" and p.place != "path" for p in endpoint.parameters)
    known = {"study": study} if takes_study else {}
    filled = [name for name, what in endpoint.filled if what == "organization"]
    known |= dict.fromkeys((name for name in filled if not _is_given(endpoint, name, arguments)), organization)
    more = {name: value for name, value in known.items() if value is not None and arguments.get(name) is None}
    return {**arguments, **more}


def _is_given(endpoint: Endpoint, name: str, arguments: Mapping[str, Any]) -> bool:
    """Return whether a field was given, by itself or within the body as a whole."""
    body = arguments.get(BODY)
    if body is not None and not isinstance(body, Mapping):
        return True  # what a string of JSON holds is the caller's own affair
    part = endpoint.field(name)
    return bool({name, part.python if part else name} & {*arguments, *(body or ())})


def with_companions(endpoint: Endpoint, arguments: Mapping[str, Any]) -> Mapping[str, Any]:
    """Add the parameters that name the samples which some parameters bring along.

    Parameters
    ----------
    endpoint, arguments
        The call.

    Returns
    -------
    mapping
        The arguments, and those that the catalogue says come along, where the endpoint takes them.

    Examples
    --------
    >>> from opencga_frames.rest.catalogue import load_resource
    >>> with_companions(load_resource("variants").endpoints["query"], {"includeSample": "all"})
    {'includeSample': 'all', 'include_sample_id': True}
    """
    more: dict[str, Any] = {}
    for parameter in endpoint.query_parameters:
        value = next((arguments[name] for name in (parameter.name, parameter.wire) if name in arguments), None)
        known = [endpoint.parameter(wire) for wire in parameter.brings if endpoint.takes(wire)]
        given = any(arguments.get(name) is not None for other in known for name in (other.name, other.wire))
        if known and not given and value not in {None, "", "none"}:
            more[known[0].name] = True
    return {**arguments, **more}
