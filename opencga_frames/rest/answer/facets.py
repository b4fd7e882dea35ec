"""Facets of fields that do not exist, which servers answer with a count of 0 as they do where nothing matches."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING, Final

from opencga_frames.ground.warn import warn
from opencga_frames.rest.catalogue import load_resource

if TYPE_CHECKING:
    from opencga_frames.rest.answer.answer import Answer
    from opencga_frames.rest.catalogue.endpoint import Endpoint

__all__ = ["warn_of_unknown_facets"]

#: Fields of documents that neither a body nor a filter names.
_IN_ALL: Final = frozenset({"id", "uuid", "version", "release", "internal", "studyUid", "size", "attributes"})
_FIELD: Final = re.compile(r"\w+")


def warn_of_unknown_facets(answer: Answer, endpoint: Endpoint) -> None:
    """Warn of facets that counted nothing and whose field no body and no filter of the resource names.

    Parameters
    ----------
    answer
        Its rows are facets.
    endpoint
        What was called.
    """
    rows = [row for row in answer.results() if isinstance(row, dict)]
    empty = [str(row.get("name")) for row in rows if row.get("count") == 0 and not row.get("buckets")]
    known = _fields(endpoint) if empty else frozenset()
    for name in empty:
        found = _FIELD.match(name)
        if found is None or found.group() not in known or ">>" in name:
            near = difflib.get_close_matches(found.group() if found else name, sorted(known), n=2)
            advice = f" Did you mean {' or '.join(map(repr, near))}?" if near else ""
            warn(
                f"{endpoint.label} counted nothing for {name!r}: the documents seem to have no such field.{advice} "
                "Fields have the names that they have in the documents, such as 'status.id'."
            )


def _fields(endpoint: Endpoint) -> frozenset[str]:
    """First names of the fields that the resource's bodies and filters name."""
    endpoints = load_resource(endpoint.resource).endpoints
    bodies = [endpoints[name].body for name in ("create", "update") if name in endpoints]
    names = {part.name for body in bodies if body for part in body.fields}
    names |= {p.wire.partition(".")[0] for p in endpoint.query_parameters}
    return frozenset(names) | _IN_ALL
