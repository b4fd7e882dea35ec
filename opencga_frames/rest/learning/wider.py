"""A known call with what a description has besides: more parameters, fields and values, never fewer."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from opencga_frames.rest.learning.additions import Addition
from opencga_frames.rest.learning.bodies import wider_body
from opencga_frames.rest.learning.description import value_type
from opencga_frames.rest.learning.parts import parameter
from opencga_frames.rest.request.versions import has

if TYPE_CHECKING:
    from opencga_frames.rest.catalogue.endpoint import Endpoint, Parameter
    from opencga_frames.rest.learning.additions import AdditionKind
    from opencga_frames.rest.learning.description import DescribedEndpoint, DescribedPart
    from opencga_frames.rest.learning.parts import Known

__all__ = ["Wider", "wider"]

_PAGING: Final = frozenset({"limit", "skip"})


@dataclass
class Wider:
    """A call, what was added to it, and what could not be."""

    endpoint: Endpoint
    additions: list[Addition] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)

    def note(self, kind: AdditionKind, part: Parameter | None = None, values: tuple[str, ...] = ()) -> None:
        """Take down an addition: of the call itself, or of one of its parameters."""
        one = self.endpoint
        name, about = (part.name, part.about) if part else ("", one.about)
        self.additions.append(Addition(kind, one.resource, one.name, name, values, about))


def wider(endpoint: Endpoint, described: DescribedEndpoint, known: Known, server: str) -> Wider:
    """Add to a known call what is new.

    Parameters
    ----------
    endpoint
        The call as the catalogue has it.
    described
        The same call as it is described.
    known
        What the catalogue knows about calls of its kind.
    server
        Version of the server: what the catalogue says is gone from it, and is described, is there.

    Returns
    -------
    Wider
        Holds the same endpoint where nothing is new.
    """
    found = Wider(endpoint)
    if not has(endpoint, server):
        found.endpoint = replace(endpoint, since=None, until=None, absent=())
        found.note("call")
    _widen_parameters(found, described, server)
    _add_parameters(found, described, known)
    body, additions = wider_body(found.endpoint, described.body)
    if additions:
        found.endpoint = replace(found.endpoint, body=body)
        found.additions += additions
    return found


def _filters(described: DescribedEndpoint) -> dict[str, DescribedPart]:
    return {part.name: part for part in described.parameters if part.param not in ("body", "path")}


def _widen_parameters(found: Wider, described: DescribedEndpoint, server: str) -> None:
    there = _filters(described)
    parameters = tuple(
        _wider(found, part, there[part.wire], server) if part.place != "path" and part.wire in there else part
        for part in found.endpoint.parameters
    )
    if parameters != found.endpoint.parameters:
        found.endpoint = replace(found.endpoint, parameters=parameters)


def _wider(found: Wider, known: Parameter, part: DescribedPart, server: str) -> Parameter:
    """Return a known parameter as the server takes it: more values, or anything where it took less."""
    made = known
    if not has(known, server):
        made = replace(made, since=None, until=None)
        found.note("parameter", made)
    if made.required and not part.required:
        made = replace(made, required=False, needed=False)
    if value_type(part) == "string" and not {"string", "binary"} & {known.type, known.declared_type}:
        found.note("values", made)
        return replace(made, type="string", allowed=None)
    return _with_values(found, made, part.allowed)


def _with_values(found: Wider, known: Parameter, values: tuple[str, ...]) -> Parameter:
    own = known.allowed or known.words
    new = tuple(value for value in values if value not in own) if own else ()
    if not new:
        return known
    found.note("values", known, new)
    return replace(known, allowed=(*own, *new)) if known.allowed else replace(known, words=(*own, *new))


def _add_parameters(found: Wider, described: DescribedEndpoint, known: Known) -> None:
    one = found.endpoint
    own = {part.wire for part in one.query_parameters}
    fields = {name for part in (one.body.fields if one.body else ()) for name in (part.name, part.python)}
    parameters = list(one.parameters)
    for part in _filters(described).values():
        if part.name in own:
            continue
        if part.name in fields:
            # As an argument it would take the place of the field, in calls that have been right so far.
            found.left_out.append(f"{one.method} {one.path} {part.name}")
            continue
        like = known.like(one.path, part.name)
        parameters.append(parameter(part, "form" if one.is_form else "query", parameters, like))
        found.note("parameter", parameters[-1])
    if len(parameters) > len(one.parameters):
        found.endpoint = _walked(replace(one, parameters=tuple(parameters)), own, known)


def _walked(endpoint: Endpoint, before: set[str], known: Known) -> Endpoint:
    """Let a call be paged and counted where the server can do so now."""
    wires = {part.wire for part in endpoint.query_parameters}
    new = wires - before
    endpoint = replace(endpoint, countable=endpoint.countable or "count" in new)
    if endpoint.method != "GET" or not wires >= _PAGING or not _PAGING & new:
        return endpoint
    return replace(endpoint, paged=True, sort_key=known.sort_keys.get(endpoint.table or ""))
