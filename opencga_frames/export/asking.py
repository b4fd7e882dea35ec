"""What a sync asks the server: what was changed since, which entries there are, and why some are gone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from opencga_frames.errors import AnswerError
from opencga_frames.export.source import CHANGED_FILTER, CREATED_FILTER
from opencga_frames.ground.limits import MAX_PAGE_SIZE
from opencga_frames.rest.catalogue import load_resource

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pyarrow as pa

    from opencga_frames.export.source import ExportSource
    from opencga_frames.scan import Scan

__all__ = ["Fresh", "Gone", "by_id", "changed_since", "listed_ids", "why_gone"]

#: Entries whose rows are in memory at a time.
_CHUNK: Final = 20_000
#: Filters that say what is asked, not which entries.
_PROJECTION: Final = frozenset({"include", "exclude", "flatten_annotations", "flattenAnnotations"})


@dataclass(frozen=True)
class Fresh:
    """Entries as the server has them now.

    Attributes
    ----------
    ids
        Their ids.
    tables
        Their rows, by table.
    main
        Their rows in the main table.
    server_version
        Release of the server.
    """

    ids: pa.Array
    tables: dict[str, pa.Table]
    main: pa.Table
    server_version: str | None


@dataclass(frozen=True)
class Gone:
    """Entries that the server does not list any more.

    Attributes
    ----------
    removed
        Deleted, or no longer what the filters ask for.
    unlisted
        Neither: a permission may be missing.
    """

    removed: pa.Array
    unlisted: pa.Array


def changed_since(source: ExportSource, since: str) -> Iterator[Fresh]:
    """Ask for the entries that were changed at a date or later, some at a time.

    Parameters
    ----------
    source
        The call.
    since
        The date, as the server writes it.
    """
    asked = source.asking(**{_wire(source, CHANGED_FILTER): f">={since}"})
    yield from _fresh(asked)


def by_id(source: ExportSource, ids: pa.Array) -> Iterator[Fresh]:
    """Ask for entries by their ids, some at a time."""
    for start in range(0, len(ids), _CHUNK):
        some = [name for name in ids[start : start + _CHUNK].to_pylist() if name]
        if some:
            yield from _fresh(source.asking(id=some))


def _fresh(source: ExportSource) -> Iterator[Fresh]:
    pages: list[dict[str, pa.Table]] = []
    rows, version = 0, None
    for part in source.scan.reading().parts():
        pages.append(dict(part.tables))
        rows += part.tables[source.main or ""].num_rows
        version = version or part.server_version
        if rows >= _CHUNK:
            yield _gathered(source, pages, version)
            pages, rows = [], 0
    if rows:
        yield _gathered(source, pages, version)


def _gathered(source: ExportSource, pages: list[dict[str, pa.Table]], version: str | None) -> Fresh:
    import pyarrow as pa
    import pyarrow.compute as pc

    tables = {name: pa.concat_tables(page[name] for page in pages).unify_dictionaries() for name in pages[0]}
    main = tables[source.main or ""]
    ids = pc.fill_null(main[source.key], "").combine_chunks()
    return Fresh(ids.unique(), tables, main, version)


def listed_ids(source: ExportSource, cuts: Sequence[str] = (), *, known: int) -> pa.Array:
    """Ask which entries there are: by lists of their ids where the server gives them, else page by page.

    Parameters
    ----------
    source
        The call.
    cuts
        Creation dates between which there are so few entries that the server can give their ids at once.
    known
        Entries that the dataset has. Where fewer are listed the server is asked to count them as well.
    """
    found = _distinct(source, cuts)
    if found is None:
        return _walked(source.scan)
    doubtful = bool(cuts) or len(found) < known
    countable = source.scan.endpoint.countable and not source.scan.endpoint.counts_hidden
    if doubtful and (not countable or source.scan.count() != len(found)):
        return _walked(source.scan)
    return found


def _distinct(source: ExportSource, cuts: Sequence[str]) -> pa.Array | None:
    import pyarrow as pa

    endpoint = load_resource(source.scan.endpoint.resource).endpoints.get("distinct")
    asked = {name: value for name, value in source.scan.arguments.items() if name not in _PROJECTION}
    if endpoint is None or source.scan.source is None or not all(endpoint.takes(name) for name in asked):
        return None
    found = []
    try:
        for dates in _ranges(source, cuts):
            names = source.scan.source.call(endpoint, {**asked, **dates, "field": "id"}).results()
            found.append(pa.array([str(name) for name in names], pa.string()))
    except AnswerError:
        return None  # such a list has a maximum size on the server
    return pa.concat_arrays(found)


def _ranges(source: ExportSource, cuts: Sequence[str]) -> Iterator[dict[str, str]]:
    """Give filters for creation dates that together let every date through."""
    asked = {p.wire: p.name for p in source.scan.endpoint.parameters}
    name = asked.get(CREATED_FILTER, "")
    if not cuts or not name or name in source.scan.arguments:
        yield {}
        return
    yield {name: f"<{cuts[0]}"}
    for one, two in pairwise(cuts):
        yield {name: f">={one};<{two}"}
    yield {name: f">={cuts[-1]}"}


def _walked(scan: Scan) -> pa.Array:
    """Read the ids in large pages that have nothing else."""
    import pyarrow.compute as pc

    entity = scan.entity
    main = entity.main if entity else scan.selected[0]
    key = next(column.name for column in entity.tables[main].columns if column.path == "id") if entity else "id"
    lean = {name: value for name, value in scan.arguments.items() if name not in _PROJECTION}
    options = replace(scan.options, page_size=MAX_PAGE_SIZE, progress=False)
    rows = replace(scan, selected=(main,), columns=(key,), arguments=lean, options=options).arrow()
    return pc.fill_null(rows[key].combine_chunks(), "")


def why_gone(source: ExportSource, ids: pa.Array) -> Gone:
    """Find out why entries are not listed any more.

    An entry is removed when the server lists it among the deleted ones, or gives it when it is asked for without the
    filters. Otherwise nothing says that it is gone: it may be that the user may not see it any more.
    """
    import pyarrow.compute as pc

    study = {name: value for name, value in source.scan.arguments.items() if name in ("study", "studies")}
    unmatched = _found(source, ids, study) if source.filters() else ids[:0]
    takes_deleted = source.scan.endpoint.takes("deleted")
    deleted = _found(source, ids, {**study, "deleted": True}) if takes_deleted else ids[:0]
    removed = pc.or_(pc.is_in(ids, value_set=unmatched), pc.is_in(ids, value_set=deleted))
    return Gone(ids.filter(removed), ids.filter(pc.invert(removed)))


def _found(source: ExportSource, ids: pa.Array, arguments: dict[str, Any]) -> pa.Array:
    """Ask which of some entries a call gives."""
    asked = [name for name in ids.to_pylist() if name]
    return _walked(replace(source.scan, arguments={**arguments, "id": asked})) if asked else ids[:0]


def _wire(source: ExportSource, wire: str) -> str:
    return next(p.name for p in source.scan.endpoint.parameters if p.wire == wire)
