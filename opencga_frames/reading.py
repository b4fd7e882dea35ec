"""Pages of a call into tables: the one way that scans and answers share."""

from __future__ import annotations

import os
from contextlib import ExitStack
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from opencga_frames.errors import OpenCGAError, UsageError
from opencga_frames.frames.collector import Collector
from opencga_frames.frames.conversion import Conversion, projection_of
from opencga_frames.frames.generic import GenericCollector
from opencga_frames.frames.processes import DecoderProcesses
from opencga_frames.ground.limits import BATCH_BYTES, BATCH_ROWS
from opencga_frames.ground.warn import warn
from opencga_frames.rest.walk.options import CallOptions
from opencga_frames.rest.walk.stream import PageStream, read_whole
from opencga_frames.version import __version__

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence

    import pyarrow as pa

    from opencga_frames.frames.conversion import Extra
    from opencga_frames.frames.decode.memory import DecoderMemory
    from opencga_frames.frames.schema.model import Entity
    from opencga_frames.parquet import FolderWriter, Provenance
    from opencga_frames.rest.answer.call_record import CallRecord
    from opencga_frames.rest.answer.extent import Extent
    from opencga_frames.rest.wire.envelope import Page, ResultBlock
    from opencga_frames.study.names import StudyNames

__all__ = [
    "PageTables",
    "Reading",
    "Selection",
    "conversion_of",
    "provenance_of",
    "received_stream",
    "with_full_study",
]

#: Parameters with which a caller says how many samples of each variant to send.
_SAMPLE_LIMITS: Final = frozenset({"sampleLimit", "sample_limit"})


@dataclass(frozen=True)
class Selection:
    """Tables and columns to make of the rows of a call.

    Attributes
    ----------
    tables
        Names of tables of the rows' entity.
    columns
        Columns of the one table, in snake case or dotted; None for the default view.
    core
        Without ``columns``: only the core columns (True) or all (False).
    """

    tables: tuple[str, ...]
    columns: tuple[str, ...] | None = None
    core: bool = True


class PageTables(NamedTuple):
    """The rows of one page.

    Attributes
    ----------
    tables
        Rows by table.
    total
        Rows that the server has for the call, or -1.
    server_version
        Release of the server, where it was said.
    """

    tables: Mapping[str, pa.Table]
    total: int
    server_version: str | None


@dataclass(frozen=True)
class Reading:
    """The pages of one call on their way into tables.

    A walk whose pages do not fit together is repeated once, and what did not fit the tables is reported once, here and
    nowhere else.

    Attributes
    ----------
    stream
        The pages.
    conversion
        How documents become rows; None for documents that no table describes.
    selection
        Tables and columns to make.
    memory
        What the decoders of the client have learnt.
    processes
        Processes that convert pages; 1 for the caller's own thread.
    """

    stream: PageStream
    conversion: Conversion | None
    selection: Selection
    memory: DecoderMemory | None = None
    processes: int = 1

    def collector(self) -> Collector | GenericCollector:
        """Make an empty collector; wrong names of tables and columns are refused here, before anything is sent.

        Raises
        ------
        UnknownNameError
            For a table or column that does not exist.
        """
        if self.conversion is None:
            return GenericCollector(self.selection.tables, self.selection.columns)
        return self._described(self.conversion)

    def _described(self, conversion: Conversion) -> Collector:
        chosen = self.selection
        return conversion.collector(chosen.tables, chosen.columns, core=chosen.core, memory=self.memory)

    def collect(self) -> Collector | GenericCollector:
        """Read all pages into tables.

        Raises
        ------
        OpenCGAError
            When the pages are not whole and the caller did not ask for partial results.
        """
        self.collector()
        (collector, notes), error = read_whole(self.stream, self._collected)
        self.stream.settle(error, arrived=notes.arrived)
        self._report(collector, notes)
        return collector

    def batches(self, rows: int = BATCH_ROWS, size: int = BATCH_BYTES) -> Iterator[pa.RecordBatch]:
        """Return the rows of the one table, page by page; what a walk has missed comes behind the rest.

        Parameters
        ----------
        rows, size
            Maximum number of rows and of bytes of a batch; a single row may have more.
        """
        for name, given in {"rows": rows, "size": size}.items():
            if type(given) is not int or given < 1:
                msg = f"{name} of a batch got {given!r}, expected a whole number, 1 or more."
                raise UsageError(msg)
        for batch in self._page_batches(rows):
            yield from _bounded(batch, size)

    def _page_batches(self, rows: int) -> Iterator[pa.RecordBatch]:
        (table,) = self.selection.tables
        if self.conversion is None:
            yield from self.collect().table(table).to_batches(max_chunksize=rows)
            return
        collector, notes = self._described(self.conversion), _Notes()
        for part in self._parts(self.stream.once(), collector, notes):
            yield from part[table].to_batches(max_chunksize=rows)
        self._report(collector, notes)

    def parts(self) -> Generator[PageTables]:
        """Give the rows of all tables, page by page; a walk that cannot be finished is not repeated."""
        if self.conversion is None:
            collector = self.collect()
            yield PageTables({name: collector.table(name) for name in self.selection.tables}, -1, None)
            return
        described, notes = self._described(self.conversion), _Notes()
        for tables in self._parts(self.stream, described, notes):
            yield PageTables(tables, self.stream.walk.total, notes.server_version)
        self._report(described, notes)

    def provenance(self, *, rows: int = 0, server_version: str | None = None, whole: bool = True) -> Provenance:
        """Return where the rows of a table came from, after they were read.

        Parameters
        ----------
        rows
            How many the table has.
        server_version
            Release of the server, where it was said.
        whole
            False where the walk ended with an error.
        """
        extent = self.stream.extent
        return provenance_of(
            self.stream.call_record,
            server_version=server_version,
            num_matches=extent.total if extent.total >= 0 else None,
            complete=extent.is_complete and whole,
            rows=rows,
        )

    def write(self, folder: str | os.PathLike[str]) -> dict[str, str]:
        """Write one Parquet file per table, page by page in bounded memory; all appear or none.

        Returns
        -------
        dict
            Path of the file by table.
        """
        from opencga_frames.parquet import FolderWriter

        conversion = self.conversion
        if conversion is None:
            return self._write_collected(folder)
        empty = self._described(conversion)
        schemas = {name: empty.schema(name) for name in self.selection.tables}
        with ExitStack() as unfinished:

            def write(pages: Iterator[Page]) -> tuple[FolderWriter, Collector, _Notes]:
                unfinished.close()
                collector, notes = self._described(conversion), _Notes()
                writer = FolderWriter(folder, schemas, provenance_of(self.stream.call_record))
                unfinished.callback(writer.abort)
                for part in self._parts(pages, collector, notes):
                    writer.write(part)
                return writer, collector, notes

            (writer, collector, notes), error = read_whole(self.stream, write)
            self.stream.settle(error, arrived=notes.arrived)
            writer.close(self.provenance(server_version=notes.server_version, whole=error is None))
        self._report(collector, notes)
        return _paths(folder, self.selection.tables)

    def _write_collected(self, folder: str | os.PathLike[str]) -> dict[str, str]:
        """Write rows whose columns are known only when all of them are there."""
        from opencga_frames.parquet import FolderWriter

        collector = self.collect()
        made = {name: collector.table(name) for name in self.selection.tables}
        schemas = {name: table.schema for name, table in made.items()}
        with FolderWriter(folder, schemas, self.provenance()) as writer:
            writer.write(made)
        return _paths(folder, self.selection.tables)

    def _collected(self, pages: Iterable[Page]) -> tuple[Collector | GenericCollector, _Notes]:
        collector, notes = self.collector(), _Notes()
        if self.processes > 1 and isinstance(collector, Collector):
            for part in self._parts(pages, collector, notes):
                collector.keep(part)
            return collector, notes
        for page in pages:
            for block in notes.blocks(page, collector):
                if isinstance(collector, Collector):
                    collector.add(block.rows, block.documents)
                else:
                    collector.add(block.rows)
        return collector, notes

    def _parts(self, pages: Iterable[Page], collector: Collector, notes: _Notes) -> Iterator[Mapping[str, pa.Table]]:
        if self.processes > 1 and self.conversion is not None:
            chosen, number = self.selection, self.processes
            made = DecoderProcesses(self.conversion, chosen.tables, chosen.columns, core=chosen.core, number=number)
            with made as processes:
                for page in pages:
                    for block in notes.blocks(page, processes):
                        yield from processes.add(block.rows)
                yield from processes.rest()
            collector.problems.take(processes.problems)
            return
        for page in pages:
            for block in notes.blocks(page, collector):
                yield collector.convert(block.rows, block.documents)[0]

    def origin(self, part: PageTables | None = None) -> Provenance:
        """Give what a file says of where its rows come from.

        Parameters
        ----------
        part
            A page that was read; what only an answer says is left out without it.
        """
        limit = self.stream.options.limit
        known: dict[str, Any] = {} if part is None else {"server_version": part.server_version}
        if part is not None and part.total >= 0:
            known |= {"num_matches": part.total, "complete": limit is None or part.total <= limit}
        return provenance_of(self.stream.call_record, **known)

    def _report(self, collector: Collector | GenericCollector, notes: _Notes) -> None:
        """Warn of what did not fit the tables, and of samples that the server left out."""
        call_record = self.stream.call_record
        collector.problems.warn(f"Not everything in {call_record.path} fitted its table")
        if notes.samples_cut and not _SAMPLE_LIMITS & call_record.arguments.keys():
            some, whole = notes.samples_cut
            warn(
                f"Only {some:,} of {whole:,} samples are in the answer to {call_record.path}, the server cuts them. "
                "Ask with sample_limit (1,000 at most) and sample_skip, or for all with study.genotypes(region)."
            )


@dataclass
class _Notes:
    """What the pages said beside their rows."""

    arrived: bool = False
    server_version: str | None = None
    samples_cut: tuple[int, int] | None = None

    def blocks(self, page: Page, collector: Collector | GenericCollector | DecoderProcesses) -> Iterator[ResultBlock]:
        """Return the rows of a page, after reading what is said about them."""
        self.arrived = True
        self.server_version = self.server_version or page.server_version or None
        for block in page.blocks:
            samples = block.attributes.get("samples")
            if isinstance(samples, dict):
                collector.name_samples({study: names for study, names in samples.items() if isinstance(names, list)})
            if _SAMPLE_LIMITS.isdisjoint(page.params):
                self._note_cut(block.attributes)
            yield block

    def _note_cut(self, attributes: Mapping[str, Any]) -> None:
        some, whole = attributes.get("numSamples"), attributes.get("numTotalSamples")
        if isinstance(some, int) and isinstance(whole, int) and some < whole:
            self.samples_cut = self.samples_cut or (some, whole)


def _bounded(batch: pa.RecordBatch, size: int) -> Iterator[pa.RecordBatch]:
    """Halve a batch until its parts have no more bytes than that, or one row."""
    if batch.nbytes <= size or batch.num_rows == 1:
        yield batch
        return
    middle = batch.num_rows // 2
    yield from _bounded(batch.slice(0, middle), size)
    yield from _bounded(batch.slice(middle), size)


def _paths(folder: str | os.PathLike[str], tables: Iterable[str]) -> dict[str, str]:
    base = os.fspath(folder).rstrip("/")
    return {name: f"{base}/{name}.parquet" for name in tables}


def conversion_of(
    entity: Entity, study: str | None, asked: Mapping[str, Any], extra: Extra = "warn", *, keep_empty: bool = False
) -> Conversion:
    """Work out how the rows of a request are converted: its study, its file, and the fields it asked for.

    Parameters
    ----------
    entity
        Entity of the rows.
    study
        Study of the request.
    asked
        Arguments of the call, by their names in Python or on the wire.
    extra, keep_empty
        As for :meth:`opencga_frames.RestResponse.frame`.
    """
    file = asked.get("file")
    one_file = file if isinstance(file, str) and "," not in file else None
    return Conversion(entity, study, projection_of(asked), extra, keep_empty, file=one_file)


def with_full_study(
    call_record: CallRecord,
    entity: Entity | None,
    selection: Selection,
    names: StudyNames | None,
    *,
    spare: type[OpenCGAError] = OpenCGAError,
) -> CallRecord:
    """Return the record of a call with the full name of its study, where rows take the study from it.

    Parameters
    ----------
    call_record
        What was asked.
    entity
        Entity of the rows; None where no table describes them.
    selection
        Tables and columns to make.
    names
        Finds the name; None for rows without a client.
    spare
        Errors for which the name stays as it is, with a warning.
    """
    study = call_record.study
    if names is None or entity is None or not isinstance(study, str) or "," in study:
        return call_record
    tables = [entity.tables[name] for name in selection.tables if name in entity.tables]
    wanted = [c.name for table in tables for c in table.columns if c.path == "@study"]
    if selection.columns is not None:
        wanted = [name for name in wanted if name in selection.columns]
    return replace(call_record, study=names.best(study, spare)) if wanted else call_record


def received_stream(pages: Sequence[Page], call_record: CallRecord, extent: Extent) -> PageStream:
    """Return pages that have been received as a stream, to be read like those that still come."""
    return PageStream(_ReceivedWalk(tuple(pages), extent), call_record, CallOptions(progress=False))


@dataclass(frozen=True)
class _ReceivedWalk:
    """A walk over pages that are here already."""

    pages: tuple[Page, ...]
    extent: Extent
    received: int = -1
    expected: int = -1

    @property
    def total(self) -> int:
        """Rows that the server had."""
        return self.extent.total

    def failure(self) -> None:
        """None: the pages are here."""

    def __iter__(self) -> Iterator[Page]:
        return iter(self.pages)


def provenance_of(call_record: CallRecord, **known: Any) -> Provenance:
    """Record what was asked, now; ``known`` adds what the answer said."""
    from opencga_frames.parquet import Provenance

    return Provenance.record(
        host=call_record.host,
        study=call_record.study,
        endpoint=call_record.path,
        parameters=_by_wire_name(call_record),
        client_version=__version__,
        **known,
    )


def _by_wire_name(call_record: CallRecord) -> dict[str, Any]:
    if call_record.endpoint is None:
        return dict(call_record.arguments)
    wires = {name: p.wire for p in call_record.endpoint.parameters for name in (p.name, p.wire)}
    return {wires.get(name, name): value for name, value in call_record.arguments.items()}
