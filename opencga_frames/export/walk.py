"""The rows of one call into parts of its tables, so that a run that died is continued behind its last page."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from opencga_frames.dataset.part import PartWriter
from opencga_frames.errors import IncompleteResultError
from opencga_frames.export.pages import SavedPage
from opencga_frames.export.source import CHANGED
from opencga_frames.export.work import PartDone
from opencga_frames.reading import PageTables

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import pyarrow as pa

    from opencga_frames.dataset.part import TableForm
    from opencga_frames.export.source import ExportSource
    from opencga_frames.export.work import RunFolder

__all__ = ["PART_ENTRIES", "latest_change", "read_walk"]

#: Entries whose rows become one file of each table.
PART_ENTRIES: Final = 32_768


def read_walk(source: ExportSource, work: RunFolder, sign: Callable[[], None]) -> list[PartDone]:
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
    forms = source.forms()
    done: list[PartDone] = []
    while not done or _goes_on(source, done):
        number = len(done)
        part = work.part(source.name, number) or _read_part(_PartUnderWay(source, work, forms, number), sign)
        done.append(part)
    return done


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
    work: RunFolder
    forms: dict[str, TableForm]
    number: int
    entries: int = 0
    pages: int = 0
    total: int = -1
    server_version: str | None = None
    mark: str = ""
    keys: _Keys = field(default_factory=lambda: _Keys())  # noqa: PLW0108 - defined below
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
        return _fill(_PartUnderWay(part.source, part.work, part.forms, part.number), sign)


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
    before, scan = part.number * PART_ENTRIES, part.source.scan
    if part.source.is_cut:
        if part.entries >= PART_ENTRIES or 0 <= part.total <= before + part.entries:
            return
        scan = scan.piece(before + part.entries, PART_ENTRIES - part.entries)
        if scan.options.limit == 0:
            return
    for tables, total, version in scan.reading().parts():
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
class _Keys:
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


def latest_change(main: pa.Table) -> str:
    """Give the latest modification date of entries as the server writes it; empty for none."""
    import pyarrow.compute as pc

    if CHANGED not in main.column_names or not main.num_rows:
        return ""
    latest = pc.max(main[CHANGED]).as_py()
    return latest.strftime("%Y%m%d%H%M%S") if latest else ""
