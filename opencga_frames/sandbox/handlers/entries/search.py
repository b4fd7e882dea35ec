"""``{kind}/search``: the entries of a study that meet some filters, page by page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencga_frames.ground.limits import SERVER_DEFAULT_LIMIT
from opencga_frames.sandbox.access import allowed, governs, visibility
from opencga_frames.sandbox.catalog.collection import Collection, Listed
from opencga_frames.sandbox.catalog.entities import newer_facts
from opencga_frames.sandbox.catalog.values import flat_values
from opencga_frames.sandbox.handlers.entries.scope import EntryRequest, check_confidential, entry_request
from opencga_frames.sandbox.query.acl_filter import acl_test
from opencga_frames.sandbox.query.annotation_filter import annotation_test
from opencga_frames.sandbox.query.filters import check_names, select
from opencga_frames.sandbox.query.sorting import ordered
from opencga_frames.sandbox.query.versions import other_entries
from opencga_frames.sandbox.wire.answers import found

if TYPE_CHECKING:
    from collections.abc import Sequence

    from opencga_frames.sandbox.catalog.entities import Kind
    from opencga_frames.sandbox.context import Context
    from opencga_frames.sandbox.wire.answers import Result
    from opencga_frames.sandbox.wire.call import Call

__all__ = ["matching", "search"]

#: Stands for a quote that means nothing; no value holds it.
_NO_QUOTE = "\ufdd0"


def _visible(request: EntryRequest, entries: Collection, positions: Sequence[int]) -> Sequence[int]:
    sees = visibility(request.caller, request.study, request.kind)
    if sees is None:
        return positions
    ids = entries.column("id")
    return [p for p in positions if sees(ids[p][0])]


def _annotated(request: EntryRequest, entries: Collection, positions: Sequence[int]) -> Sequence[int]:
    text, study = request.call.query.get("annotation"), request.study
    if text is None:
        return positions
    test = annotation_test(text, study.variable_sets, study.uid)
    if not (governs(request.caller, study) or allowed(request.caller, study, request.kind.annotations)):
        return []
    column = entries.column("annotationSets")
    return [p for p in positions if test(column[p])]


def _with_newer_filters(request: EntryRequest) -> dict[str, str]:
    """Return the query with filters of a server yet to come as filters on ids, of which their values are made."""
    facts, query = newer_facts(), request.call.query
    fields: dict[str, str] = facts["fields"].get(request.kind.name, {})
    if not request.study.server.since(facts["since"]) or not fields.keys() & query.keys():
        return query
    own = {name: value for name, value in query.items() if name not in fields}
    for name in fields.keys() & query.keys():
        own["id"] = query[name].removeprefix(fields[name].partition("{")[0])
    return own


def _readable(request: EntryRequest) -> dict[str, str]:
    """Return the query as the server reads its quotes: before 4.1 they were part of a value and protected nothing."""
    query = _with_newer_filters(request)
    if request.study.server.since("4.1.0"):
        return query
    return {name: value.replace('"', _NO_QUOTE) for name, value in query.items()}


def _with_others(request: EntryRequest) -> Collection:
    """Return the entries of a study together with those of other studies that are about it too."""
    kind, study, own = request.kind, request.study, request.collection
    keys, pool = kind.touches.split("."), own.documents(own.alive)
    for _, other in request.caller.organization.studies():
        entries = other.collections[kind.name]
        found = entries.documents(entries.alive) if other is not study else []
        pool += [one for one in found if study.fqn in flat_values(one, keys)]
    return Collection(kind, Listed(pool), study.collections)


def _asked(request: EntryRequest) -> Collection:
    """Return the entries a call looks at: the newest ones, older versions, or deleted ones."""
    if request.kind.touches and request.call.flag("otherStudies"):
        return _with_others(request)
    deleted = request.call.flag("deleted")
    return other_entries(request.study, request.kind, request.call.query, deleted=deleted) or request.collection


def matching(request: EntryRequest) -> tuple[Collection, Sequence[int]]:
    """Return the entries a call looks at, and the positions of those that meet its filters and may be seen."""
    query = _readable(request)
    check_names(request.kind, query)
    entries = _asked(request)
    positions = select(entries, query, request.study.uid)
    positions = _annotated(request, entries, positions)
    if "acl" in query:
        sees = acl_test(request.kind, request.study, request.caller, query["acl"])
        ids = entries.column("id")
        return entries, [p for p in positions if sees(ids[p][0])]
    return entries, _visible(request, entries, positions)


def _window(call: Call, total: int) -> slice:
    skip = max(call.number("skip", 0), 0)
    return slice(skip, min(skip + call.number("limit", SERVER_DEFAULT_LIMIT), total))


def search(kind: Kind, context: Context, call: Call) -> Result:
    """Answer one page of a search."""
    request = entry_request(kind, context, call)
    check_names(kind, _with_newer_filters(request))
    check_confidential(request)
    writer = request.renderer()
    entries, positions = matching(request)
    window = _window(call, len(positions))
    page = ordered(entries, positions, call.query)[window]
    newest = entries is request.collection
    rows = writer.rows(kind, page) if newest else [writer.row(kind, one) for one in entries.documents(page)]
    total = len(page) if kind.counts_page else len(positions)
    result = found(rows, kind.java, total if call.flag("count") else -1)
    result.skipped = min(window.start, len(positions))
    return result
