"""Which call gives the rows of a table within one study."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from opencga_frames.errors import UsageError
from opencga_frames.frames.schema.registry import entity_of
from opencga_frames.rest.catalogue import load_resource, resource_names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from opencga_frames.rest.catalogue.endpoint import Endpoint

__all__ = ["StudyCall", "call_for"]

#: Names on the wire under which a call takes its study.
_STUDY: Final = ("study", "studies")
#: Parameters without which a call gives all of a genome, or nothing: a study alone does not tell what is wanted.
_MORE: Final = ("region", "field", "job", "variant")


@dataclass(frozen=True, slots=True)
class StudyCall:
    """A call that gives rows of one study, and its parameter that takes the study."""

    endpoint: Endpoint
    study_parameter: str


def call_for(table: str) -> StudyCall:
    """Find the call that gives the rows of a table for a study.

    Parameters
    ----------
    table
        Name of any table.

    Returns
    -------
    StudyCall
        A search where there is one, else a call that answers for the study as a whole.

    Raises
    ------
    UnknownNameError
        When there is no such table.
    UsageError
        When its rows need more than a study, such as a region or the id of a case; names the calls that give them.

    Examples
    --------
    >>> call_for("sample_phenotypes").endpoint.label, call_for("custom_groups").endpoint.label
    ('samples.search', 'studies.groups')
    """
    entity = entity_of(table)  # refuses what is no table
    giving = [endpoint for endpoint in _current_endpoints() if endpoint.table in entity.tables]
    found = [call for endpoint in giving if (call := _for_study(endpoint)) is not None]
    if not found:
        raise UsageError(_advice(table, giving))
    return min(found, key=lambda call: _rank(call.endpoint, table))


@cache
def _current_endpoints() -> tuple[Endpoint, ...]:
    """Find the calls of today's servers whose rows a table describes."""
    endpoints = (e for name in resource_names() for e in load_resource(name).endpoints.values())
    return tuple(e for e in endpoints if e.method == "GET" and e.until is None and e.table)


def _for_study(endpoint: Endpoint) -> StudyCall | None:
    """Return the call where a study is all it needs."""
    taken = next((p for p in endpoint.parameters if p.wire in _STUDY), None)
    needed = [p for p in endpoint.parameters if (p.place == "path" or p.needed) and p is not taken]
    if taken is None or needed or any(endpoint.takes(name) for name in _MORE):
        return None
    return StudyCall(endpoint, taken.name)


def _rank(endpoint: Endpoint, table: str) -> tuple[bool, bool, bool, str]:
    """Put searches first, and rows that are the table itself before those it is a part of."""
    return (not endpoint.paged, endpoint.table != table, not endpoint.name.startswith("search"), endpoint.label)


def _advice(table: str, giving: list[Endpoint]) -> str:
    if any(endpoint.label == "variants.query" for endpoint in giving):
        return f"Table {table!r} needs a region: study.variants(region, table={table!r})."
    if not giving:
        entity = entity_of(table).name
        return (
            f"No call of today's servers gives table {table!r}. Make it from saved documents: "
            f"RestResponse.from_documents(path, entity={entity!r}).frame({table!r})."
        )
    calls = " or ".join(_call(endpoint) for endpoint in giving)
    return f"Table {table!r} needs more than a study. Get it with {calls} and .frame({table!r}) of the answer."


def _call(endpoint: Endpoint) -> str:
    return f"oc.{endpoint.label}({', '.join(_needs(endpoint))})"


def _needs(endpoint: Endpoint) -> Iterator[str]:
    for parameter in endpoint.parameters:
        if parameter.place == "path":
            yield f"<{parameter.name}>"
        elif parameter.needed or parameter.wire in (*_STUDY, *_MORE):
            yield f"{parameter.name}=..."
