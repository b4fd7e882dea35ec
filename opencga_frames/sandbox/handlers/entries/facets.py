"""``distinct`` and ``aggregationStats``: values and counts over the entries that meet some filters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencga_frames.sandbox.catalog.values import sort_key
from opencga_frames.sandbox.handlers.entries.scope import entry_request
from opencga_frames.sandbox.handlers.entries.search import matching
from opencga_frames.sandbox.query.facet import facet_fields
from opencga_frames.sandbox.wire.answers import Result, found
from opencga_frames.sandbox.wire.refusal import Java, Refusal, missing_parameter

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from opencga_frames.sandbox.catalog.entities import Kind
    from opencga_frames.sandbox.context import Context
    from opencga_frames.sandbox.wire.call import Call

__all__ = ["aggregation_stats", "distinct"]

_CLASSES = {bool: "Boolean", int: "Integer", float: "Double", str: "String"}


def _values(column: Sequence[Sequence[Any]], positions: Any, field: str) -> list[Any]:
    seen: dict[tuple[type, Any], Any] = {}
    for position in positions:
        for value in column[position]:
            if isinstance(value, dict):
                message = f"Field '{field}' is an object; distinct values of objects cannot be returned"
                raise Refusal(Java.DATABASE, message)
            seen.setdefault((type(value), value), value)
    return sorted(seen.values(), key=lambda value: sort_key([value]))


def distinct(kind: Kind, context: Context, call: Call) -> Result:
    """Answer the values of one or several fields, merged into one list."""
    request = entry_request(kind, context, call)
    if not call.query.get("field"):
        raise missing_parameter("field")
    entries, positions = matching(request)
    values: dict[Any, None] = {}
    for field in call.query["field"].split(","):
        if field.partition(".")[0] == "annotationSets":
            # The database keeps annotations elsewhere: their paths lead to nothing.
            continue
        values.update(dict.fromkeys(_values(entries.column(field), positions, field)))
    rows = list(values)
    return found(rows, "java.lang." + _CLASSES[type(rows[0])] if rows else "")


def aggregation_stats(kind: Kind, context: Context, call: Call) -> Result:
    """Answer one facet per item of ``field``."""
    request = entry_request(kind, context, call)
    entries, positions = matching(request)
    if not context.server.since("3.0.0"):
        # Facets came from Solr, which the sandbox has not.
        raise Refusal(Java.SOLR, "Solr server is not alive")
    if kind.null_facets:
        return Result(rows=[None], matches=1)
    field = call.query.get("field", "").replace(" ", "")
    if not field:
        raise Refusal(Java.DATABASE, "The aggregation stats field is empty.")
    rows = facet_fields(entries, positions, field)
    return Result(rows=rows, kind="org.opencb.commons.datastore.core.FacetField", matches=len(rows))
