"""``individuals/{individual}/relatives``: who is how far from somebody in the pedigree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencga_frames.sandbox.access import visibility
from opencga_frames.sandbox.catalog.entities import kind_named
from opencga_frames.sandbox.handlers.entries.scope import check_confidential, entry_request
from opencga_frames.sandbox.kinds.registry import position_of, rules_of
from opencga_frames.sandbox.wire.answers import found
from opencga_frames.sandbox.wire.refusal import Java, Refusal

if TYPE_CHECKING:
    from opencga_frames.sandbox.catalog.collection import Collection
    from opencga_frames.sandbox.context import Context
    from opencga_frames.sandbox.wire.answers import Result
    from opencga_frames.sandbox.wire.call import Call

__all__ = ["relatives"]

_MAX_DEGREE = 2


def _next(people: Collection, place: int) -> list[int]:
    """Return the parents and the children of a person."""
    person = people.document(place)
    parents = [(person.get(field) or {}).get("id") for field in ("father", "mother")]
    children = [*people.positions(person["id"], "father.id"), *people.positions(person["id"], "mother.id")]
    return [*(one for key in parents if key and (one := people.position(key)) is not None), *children]


def relatives(context: Context, call: Call) -> Result:
    """Answer a person with their relatives, the nearest first, up to a degree of kinship."""
    kind = kind_named("individuals")
    request = entry_request(kind, context, call)
    check_confidential(request)
    degree, key = call.number("degree", _MAX_DEGREE), call.captured["individual"]
    if not 0 <= degree <= _MAX_DEGREE:
        raise Refusal(Java.CATALOG, f"Unsupported degree value. Degree must be a value between 0 and {_MAX_DEGREE}.")
    people, sees = request.collection, visibility(request.caller, request.study, kind)
    ids, start = people.column("id"), position_of(kind, request.study, key)
    if start is None or (sees is not None and not sees(str(ids[start][0]))):
        raise Refusal(Java.CATALOG, rules_of(kind).missing(request.study, [key], [key]))
    near, reached = [start], [start]
    for _ in range(degree):
        near = [one for place in near for one in _next(people, place) if one not in reached]
        reached += dict.fromkeys(near)
    shown = [place for place in dict.fromkeys(reached) if sees is None or sees(str(ids[place][0]))]
    return found(request.renderer().rows(kind, shown), kind.java, len(shown))
