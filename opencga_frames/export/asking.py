"""What a sync asks the server: what was changed since, which entries there are, and why some are gone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from opencga_frames.errors import AnswerError, IncompleteResultError
from opencga_frames.export.pages import SavedPage
from opencga_frames.export.part_reader import plain
from opencga_frames.export.source import CHANGED, CHANGED_FILTER, CREATED_FILTER
from opencga_frames.export.work import CHANGED_WALK
from opencga_frames.ground.limits import MAX_PAGE_SIZE
from opencga_frames.rest.catalogue import load_resource

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import timedelta

    import pyarrow as pa

    from opencga_frames.export.source import ExportSource
    from opencga_frames.export.work import RunFolder
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
    is_new
        False when an earlier process has read them: entries that they show may have changed since.
    """

    ids: pa.Array
    tables: Mapping[str, pa.Table]
    main: pa.Table
    server_version: str | None
    is_new: bool = True


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


def changed_since(source: ExportSource, since: str, work: RunFolder, overlap: timedelta) -> Iterator[Fresh]:
    """Ask for the entries that were changed at a date or later, some at a time.

    Pages are kept. Where an earlier process has kept some, or entries were written and removed while they were read,
    the server lists the ids of all entries and their dates, and only those are asked for that are not here as they are
    there. Two changes in one second have the same date: so the latest ones are asked for again.

    Parameters
    ----------
    source
        The call.
    since
        The date, as the server writes it.
    work
        Folder of the run, which keeps the pages.
    overlap
        How far before the latest change that was read entries are not trusted.
    """
    asked = source.asking(**{_wire(source, CHANGED_FILTER): f">={since}"})
    kept = _KeptPages(work, f"{CHANGED_WALK}{source.name}-{since}")
    known: list[pa.Table] = []
    for fresh in _fresh(source, kept.pages()):
        known.append(_dates(source, fresh.main))
        yield replace(fresh, is_new=False)
    if not known:
        try:
            for fresh in _fresh(source, kept.keeping(_pages(asked))):
                known.append(_dates(source, fresh.main))
                yield fresh
        except IncompleteResultError:
            pass  # the rest is asked for by id
        else:
            return
    for some in _some_ids(_otherwise_dated(asked, known, overlap)):
        yield from _fresh(source, kept.keeping(_pages(source.asking(id=some))))


def by_id(source: ExportSource, ids: pa.Array) -> Iterator[Fresh]:
    """Ask for entries by their ids, some at a time."""
    for some in _some_ids(ids):
        yield from _fresh(source, _pages(source.asking(id=some)))


def _some_ids(ids: pa.Array) -> Iterator[list[str]]:
    for start in range(0, len(ids), _CHUNK):
        some = [name for name in ids[start : start + _CHUNK].to_pylist() if name]
        if some:
            yield some


def _dates(source: ExportSource, main: pa.Table) -> pa.Table:
    """Ids of entries, and when they were changed."""
    return main.select([source.key, CHANGED])


def _otherwise_dated(asked: ExportSource, known: Sequence[pa.Table], overlap: timedelta) -> pa.Array:
    """Ask which entries there are, and give the ids of those that are not known with the same date."""
    import pyarrow as pa
    import pyarrow.compute as pc

    listed = _dates(asked, _lean_rows(asked.scan, (asked.key, CHANGED)))
    if known:
        there = pa.concat_tables(known)
        latest = pc.max(there[CHANGED]).as_py()
        there = there.filter(pc.less(there[CHANGED], latest - overlap)) if latest else there[:0]
        same = pc.is_in(_dated_ids(listed), value_set=_dated_ids(there), skip_nulls=True)
        listed = listed.filter(pc.invert(same))
    return pc.fill_null(listed[asked.key].combine_chunks(), "")


def _dated_ids(rows: pa.Table) -> pa.Array:
    """Ids and dates as one string each; null without a date."""
    import pyarrow as pa
    import pyarrow.compute as pc

    ids, dates = rows.combine_chunks().columns
    return pc.binary_join_element_wise(plain(ids), plain(dates.cast(pa.string())), "\t")


def _pages(source: ExportSource) -> Iterator[SavedPage]:
    for part in source.scan.reading().parts():
        rows = part.tables[source.main or ""].num_rows
        yield SavedPage(rows, part.total, part.server_version, part.tables)


class _KeptPages:
    """Pages of changed entries, kept in the folder of the run."""

    def __init__(self, work: RunFolder, walk: str) -> None:
        self._work = work
        self._walk = walk
        self._count = 0

    def pages(self) -> Iterator[SavedPage]:
        """Give the pages that an earlier process has kept."""
        for page in self._work.pages(self._walk, 0):
            self._count += 1
            yield page

    def keeping(self, pages: Iterator[SavedPage]) -> Iterator[SavedPage]:
        """Keep pages, unless one is the whole answer: it is as soon asked for again."""
        for page in pages:
            if page.entries != page.total:
                self._work.save_page(self._walk, 0, self._count, page)
                self._count += 1
            yield page


def _fresh(source: ExportSource, pages: Iterator[SavedPage]) -> Iterator[Fresh]:
    some: list[SavedPage] = []
    for page in pages:
        some.append(page)
        if sum(one.entries for one in some) >= _CHUNK:
            yield _gathered(source, some)
            some = []
    if any(page.entries for page in some):
        yield _gathered(source, some)


def _gathered(source: ExportSource, pages: Sequence[SavedPage]) -> Fresh:
    import pyarrow as pa
    import pyarrow.compute as pc

    names = pages[0].tables
    tables = {name: pa.concat_tables(page.tables[name] for page in pages).unify_dictionaries() for name in names}
    main = tables[source.main or ""]
    ids = pc.fill_null(main[source.key], "").combine_chunks()
    versions = (page.server_version for page in pages if page.server_version)
    return Fresh(ids.unique(), tables, main, next(versions, None))


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
    columns = entity.tables[entity.main].columns if entity else ()
    key = next((column.name for column in columns if column.path == "id"), "id")
    return pc.fill_null(_lean_rows(scan, (key,))[key].combine_chunks(), "")


def _lean_rows(scan: Scan, columns: tuple[str, ...]) -> pa.Table:
    """Read some columns of the main table in large pages."""
    main = scan.entity.main if scan.entity else scan.selected[0]
    lean = {name: value for name, value in scan.arguments.items() if name not in _PROJECTION}
    options = replace(scan.options, page_size=MAX_PAGE_SIZE, progress=False)
    return replace(scan, selected=(main,), columns=columns, arguments=lean, options=options).arrow()


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
