"""The rows of one call into parts of its tables, so that a run that died is continued behind its last page."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from opencga_frames.dataset.part import PartWriter
from opencga_frames.errors import IncompleteResultError
from opencga_frames.export.latest import latest_change
from opencga_frames.export.pages import SavedPage
from opencga_frames.export.pieces import Piece, cut_plan, is_for_ranges
from opencga_frames.export.work import PartDone
from opencga_frames.reading import PageTables

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from opencga_frames.dataset.part import TableForm
    from opencga_frames.export.source import ExportSource
    from opencga_frames.export.work import RunFolder

__all__ = ["PART_ENTRIES", "ReadWalk", "read_walk"]

#: Entries whose rows become one file of each table.
PART_ENTRIES: Final = 32_768


class ReadWalk(NamedTuple):
    """A call that was read.

    Attributes
    ----------
    parts
        All parts, in order.
    mark
        Latest modification date when it began: what was changed later may have been read before.
    """

    parts: list[PartDone]
    mark: str


class _TooManyToSkipError(Exception):
    """There are so many rows that they are better cut by ranges."""


def read_walk(source: ExportSource, work: RunFolder, sign: Callable[[], None]) -> ReadWalk:
    """Read all rows of a call into parts; those that an earlier process has finished are not read again.

    Parameters
    ----------
    source
        The call.
    work
        Folder of the run.
    sign
        Called after each page, to show that the run is alive.

    Raises
    ------
    OpenCGAError
        When the rows cannot be had; what was read stays for the next run.
    """
    plan = work.plan(source.name)
    if plan is None:
        try:
            return _read_in_order(source, work, sign)
        except _TooManyToSkipError as error:
            (total,) = error.args
            plan = cut_plan(source, -(-total // PART_ENTRIES))
            work.save_plan(source.name, plan)
    forms = source.forms()
    parts = [_part(_PartUnderWay(source, piece, work, forms, n), sign) for n, piece in enumerate(plan.pieces)]
    return ReadWalk(parts, plan.mark)


def _read_in_order(source: ExportSource, work: RunFolder, sign: Callable[[], None]) -> ReadWalk:
    """Read the rows in the order of their keys, as many as there are."""
    forms = source.forms()
    done: list[PartDone] = []
    while not done or _goes_on(source, done):
        number = len(done)
        piece = Piece({}, number * PART_ENTRIES, PART_ENTRIES) if source.is_cut else Piece({})
        done.append(_part(_PartUnderWay(source, piece, work, forms, number, planned=False), sign))
    return ReadWalk(done, done[0].mark)


def _part(part: _PartUnderWay, sign: Callable[[], None]) -> PartDone:
    return part.work.part(part.name, part.number) or _read_part(part, sign)


def _goes_on(source: ExportSource, done: list[PartDone]) -> bool:
    """Tell whether there are rows behind the parts that were read."""
    if not source.is_cut or done[-1].entries < PART_ENTRIES:
        return False
    read, total, limit = sum(part.entries for part in done), done[-1].total, source.scan.options.limit
    return (total < 0 or read < total) and (limit is None or read < limit)


@dataclass
class _PartUnderWay:
    """A part under way."""

    source: ExportSource
    piece: Piece
    work: RunFolder
    forms: dict[str, TableForm]
    number: int
    planned: bool = True
    entries: int = 0
    pages: int = 0
    total: int = -1
    server_version: str | None = None
    mark: str = ""
    keys: _KeyOrder = field(default_factory=lambda: _KeyOrder())  # noqa: PLW0108 - defined below
    resumed: bool = False

    @property
    def name(self) -> str:
        """Name of the walk."""
        return self.source.name

    def add(self, page: SavedPage, writer: PartWriter) -> None:
        """Take a page."""
        writer.write({name: page.tables[name] for name in self.source.tables})
        self.entries += page.entries
        self.pages += 1
        self.total = page.total if page.total >= 0 else self.total
        self.server_version = self.server_version or page.server_version
        if self.source.main is not None:
            main = page.tables[self.source.main]
            self.mark = max(self.mark, latest_change(main))
            self.keys.add(main[self.source.key] if self.source.key in main.column_names else None)


def _read_part(part: _PartUnderWay, sign: Callable[[], None]) -> PartDone:
    """Read a part; one whose rows changed while they were read is read once more."""
    try:
        return _fill(part, sign)
    except IncompleteResultError:
        part.work.drop_pages(part.name, part.number)
        again = _PartUnderWay(part.source, part.piece, part.work, part.forms, part.number, planned=part.planned)
        return _fill(again, sign)


def _fill(part: _PartUnderWay, sign: Callable[[], None]) -> PartDone:
    place, run = part.work.data, part.work.run
    provenance = part.source.provenance()
    with PartWriter(place, part.forms, number=part.number, run=run, provenance=provenance) as writer:
        for page in part.work.pages(part.name, part.number):
            part.add(page, writer)
            part.resumed = True
        for page in _remaining(part):
            if part.source.is_cut and page.entries != page.total:
                part.work.save_page(part.name, part.number, part.pages, page)
            part.add(page, writer)
            sign()
        if not part.number:
            writer.write_missing()
        done = _done(part, writer)
    part.work.save_part(part.name, part.number, done)
    return done


def _remaining(part: _PartUnderWay) -> Iterator[SavedPage]:
    """Ask for the rows that no page has yet."""
    scan = part.piece.of(part.source.scan) if part.source.is_cut else part.source.scan
    if part.entries:
        expected = max(0, part.total - scan.options.skip) if part.total >= 0 else -1
        limit = scan.options.limit
        if part.entries in (expected, limit):
            return
        scan = scan.piece(part.entries, None)
    if scan.options.limit == 0 and part.source.scan.options.limit != 0:
        return
    with closing(scan.reading().parts()) as pages:
        for tables, total, version in pages:
            if not (part.planned or part.number or part.entries) and is_for_ranges(part.source, total):
                raise _TooManyToSkipError(total)
            main = tables[part.source.main] if part.source.main else next(iter(tables.values()))
            yield SavedPage(main.num_rows, total, version, tables)


def _done(part: _PartUnderWay, writer: PartWriter) -> PartDone:
    return PartDone(
        files=writer.finish(part.source.provenance(PageTables({}, part.total, part.server_version))),
        entries=part.entries,
        total=part.total,
        server_version=part.server_version,
        mark=part.mark,
        first=part.keys.first if part.keys.ascend else "",
        last=part.keys.last if part.keys.ascend else "",
        resumed=part.resumed,
    )


@dataclass
class _KeyOrder:
    """Whether the keys of a part ascend, page after page."""

    first: str = ""
    last: str = ""
    ascend: bool = True

    def add(self, column: Any) -> None:
        """Take the keys of a page."""
        import pyarrow.compute as pc

        if column is None or not len(column) or not self.ascend:
            self.ascend = self.ascend and column is not None
            return
        keys = column.combine_chunks()
        rising = keys.null_count == 0 and bool(pc.all(pc.less(keys[:-1], keys[1:]), min_count=0).as_py())
        begin, end = keys[0].as_py(), keys[-1].as_py()
        self.ascend = rising and (not self.first or self.last < begin)
        self.first, self.last = self.first or begin, end
