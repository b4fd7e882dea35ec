"""The form a call has on a server that does not know it by today's path, verb or body."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from opencga_frames.errors import ServerVersionError
from opencga_frames.ground.limits import RELEASES
from opencga_frames.rest.catalogue import load_resource
from opencga_frames.rest.request.body import BODY
from opencga_frames.rest.request.build import ids_of
from opencga_frames.rest.request.versions import has

if TYPE_CHECKING:
    from opencga_frames.rest.catalogue.endpoint import Endpoint

__all__ = ["FIRST_LINE", "older_form", "varies_within_v2"]

#: The releases that a server with paths under ``v1`` is taken for, and that every server with ``v2`` has at least.
FIRST_LINE: Final = RELEASES[0]
_SECOND_LINE: Final = RELEASES[1]


def varies_within_v2(endpoint: Endpoint) -> bool:
    """Return whether some servers with paths under ``v2`` know a call only in an older form."""
    return bool(endpoint.older) and not has(endpoint, _SECOND_LINE)


def older_form(endpoint: Endpoint, arguments: Mapping[str, Any], server: str) -> tuple[Endpoint, Mapping[str, Any]]:
    """Choose the form of a call that a server knows.

    Parameters
    ----------
    endpoint, arguments
        The call as it is today.
    server
        Version of the server; empty when it is not known.

    Returns
    -------
    endpoint, arguments
        The call as it was, where the catalogue knows an older form of it and the server lacks today's; otherwise
        the call itself.

    Raises
    ------
    ServerVersionError
        If the older form cannot say what an argument says.
    """
    if not endpoint.older or not server or has(endpoint, server):
        return endpoint, arguments
    known = load_resource(endpoint.resource).endpoints
    for older in endpoint.older:
        if has(known[older.name], server):
            return known[older.name], _renamed(endpoint, known[older.name], older.names, arguments)
    return endpoint, arguments


def _renamed(
    endpoint: Endpoint, older: Endpoint, names: Mapping[str, str], arguments: Mapping[str, Any]
) -> dict[str, Any]:
    found: dict[str, Any] = {}
    ids = ids_of(endpoint, arguments)
    for name, value in _with_body_fields(arguments).items():
        part = endpoint.parameter(name) if endpoint.takes(name) else endpoint.field(name)
        wire = name if part is None else getattr(part, "wire", part.name)
        theirs = names.get(wire, wire)
        if value is None:
            continue
        if theirs != BODY and not older.takes(theirs) and older.field(theirs) is None:
            msg = f"{name!r} of {endpoint.label} has no counterpart on servers {older.until} and before: leave it out."
            raise ServerVersionError(msg, server_version=older.until or "", since=endpoint.since)
        listed = ids and part is endpoint.ids_parameter and not older.parameter(theirs).multiple
        found[theirs] = ",".join(ids) if listed else value
    return found


def _with_body_fields(arguments: Mapping[str, Any]) -> Mapping[str, Any]:
    """Spread a body given as a whole, since its fields may have moved to the path or the query."""
    body = arguments.get(BODY)
    if not isinstance(body, Mapping):
        return arguments
    rest = {name: value for name, value in arguments.items() if name != BODY}
    return {**body, **rest}
