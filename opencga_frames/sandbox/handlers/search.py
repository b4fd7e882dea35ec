"""``{kind}/search``: the entries of a study that meet some filters, page by page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencga_frames.limits import SERVER_DEFAULT_LIMIT
from opencga_frames.sandbox.access import allowed, governs, visibility
from opencga_frames.sandbox.answers import found
from opencga_frames.sandbox.handlers.scope import Asked, ask, check_confidential
from opencga_frames.sandbox.query.acl_filter import acl_test
from opencga_frames.sandbox.query.annotation_filter import annotation_test
from opencga_frames.sandbox.query.filters import check_names, select
from opencga_frames.sandbox.query.versions import archived, check_snapshot, read_versions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from opencga_frames.sandbox.answers import Document, Result
    from opencga_frames.sandbox.call import Call
    from opencga_frames.sandbox.context import Context
    from opencga_frames.sandbox.entities import Kind

__all__ = ["matching", "search"]

_ASCENDING = frozenset({"asc", "ascending", "1"})


def _visible(asked: Asked, positions: Sequence[int]) -> Sequence[int]:
    sees = visibility(asked.caller, asked.study, asked.kind)
    if sees is None:
        return positions
    ids = asked.collection.column("id")
    return [p for p in positions if sees(ids[p][0])]


def _annotated(asked: Asked, positions: Sequence[int]) -> Sequence[int]:
    text, study = asked.call.query.get("annotation"), asked.study
    if text is None:
        return positions
    test = annotation_test(text, study.variable_sets, study.uid)
    if not (governs(asked.caller, study) or allowed(asked.caller, study, asked.kind.annotations)):
        return []
    column = asked.collection.column("annotationSets")
    return [p for p in positions if test(column[p])]


def matching(asked: Asked) -> Sequence[int]:
    """Return the positions of the newest versions that meet the filters of a call and may be seen."""
    query = asked.call.query
    check_names(asked.kind, query)
    positions = select(asked.collection, query, asked.study.uid)
    positions = _annotated(asked, positions)
    if "acl" in query:
        sees = acl_test(asked.kind, asked.study, asked.caller, query["acl"])
        ids = asked.collection.column("id")
        return [p for p in positions if sees(ids[p][0])]
    return _visible(asked, positions) if check_snapshot(query) else []


def _ordered(asked: Asked, positions: Sequence[int]) -> Sequence[int]:
    query = asked.call.query
    if not query.get("sort"):
        return positions
    order = asked.collection.ordered(query["sort"], descending=query.get("order", "").lower() not in _ASCENDING)
    if len(positions) == len(order):
        return order
    wanted = set(positions)
    return [p for p in order if p in wanted]


def _window(call: Call, total: int) -> slice:
    skip = max(call.number("skip", 0), 0)
    return slice(skip, min(skip + call.number("limit", SERVER_DEFAULT_LIMIT), total))


def _other_documents(asked: Asked) -> list[Document] | None:
    """Return deleted entries or older versions when a call asks for them instead of the newest ones."""
    query = asked.call.query
    if asked.call.flag("deleted"):
        return archived(asked.study, asked.kind, query, deleted=True)
    if "version" in query and asked.kind.versioned:
        return archived(asked.study, asked.kind, query, wanted=read_versions(query["version"]))
    return None


def search(kind: Kind, context: Context, call: Call) -> Result:
    """Answer one page of a search."""
    asked = ask(kind, context, call)
    check_names(kind, call.query)
    check_confidential(asked)
    writer = asked.renderer()
    documents = _other_documents(asked)
    if documents is not None:
        rows = [writer.row(kind, document) for document in documents[_window(call, len(documents))]]
        return found(rows, kind.java, len(documents) if call.flag("count") else -1)
    positions = _ordered(asked, matching(asked))
    page = positions[_window(call, len(positions))]
    total = len(page) if kind.counts_page else len(positions)
    return found(writer.rows(kind, page), kind.java, total if call.flag("count") else -1)
