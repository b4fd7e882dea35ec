"""The files of one part of some tables, written side by side."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Self

from opencga_frames.dataset.hive import split, stored_schema
from opencga_frames.dataset.layout import part_name
from opencga_frames.dataset.manifest import FileEntry
from opencga_frames.parquet.storage import StagedFile, reported
from opencga_frames.parquet.stream import StreamWriter, give_back_memory, keep_within

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import TracebackType

    import pyarrow as pa

    from opencga_frames.parquet.provenance import Provenance
    from opencga_frames.parquet.storage import Location

__all__ = ["PartWriter", "TableForm"]


class TableForm:
    """How a table is stored.

    Parameters
    ----------
    name
        Its name.
    schema
        All its columns.
    partition_by
        Columns that stand in the paths.
    """

    def __init__(self, name: str, schema: pa.Schema, partition_by: tuple[str, ...] = ()) -> None:
        self.name = name
        self.schema = schema
        self.partition_by = partition_by
        self.stored = stored_schema(schema, partition_by)


class PartWriter:
    """Write one file for each table that has rows, or one for each of its partitions.

    Parameters
    ----------
    folder
        Where the paths of the files begin.
    forms
        The tables.
    number, run
        Number of the part, and the run that writes it.
    provenance
        For the files.
    """

    def __init__(
        self, folder: Location, forms: Mapping[str, TableForm], *, number: int, run: str, provenance: Provenance
    ) -> None:
        self._folder = folder
        self._forms = forms
        self._number = number
        self._run = run
        self._provenance = provenance
        self._open: dict[tuple[str, str], tuple[StagedFile, StreamWriter]] = {}

    def write(self, tables: Mapping[str, pa.Table], *, empty: bool = False) -> None:
        """Add rows.

        Parameters
        ----------
        tables
            Rows by table.
        empty
            True to make a file for a table without rows as well.
        """
        for name, table in tables.items():
            if table.num_rows or empty:
                self._split(name, table)
        keep_within([writer for _, writer in self._open.values()])

    def write_missing(self) -> None:
        """Make a file without rows for each table that has none yet, so that every table has one."""
        for name in self._forms.keys() - {name for name, _ in self._open}:
            self._split(name, self._forms[name].schema.empty_table())

    def finish(self, provenance: Provenance | None = None) -> dict[str, list[FileEntry]]:
        """Finish all files and describe them, by table.

        Parameters
        ----------
        provenance
            Replaces the one given at the start, for what is known only at the end.
        """
        found: dict[str, list[FileEntry]] = {name: [] for name in self._forms}
        for (name, path), (file, writer) in sorted(self._open.items()):
            writer.close(provenance or self._provenance)
            found[name].append(
                FileEntry(
                    path="/".join(filter(None, (name, path, part_name(self._number, self._run)))),
                    part=self._number,
                    rows=writer.rows,
                    bytes=file.bytes,
                    sha256=file.sha256,
                )
            )
        give_back_memory()
        return found

    def abort(self) -> None:
        """Remove what was written."""
        with ExitStack() as rest:
            for _, writer in self._open.values():
                rest.callback(writer.abort)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            self.abort()

    def _split(self, name: str, table: pa.Table) -> None:
        for path, rows in split(table, self._forms[name].partition_by):
            self._writer(name, path).write(rows)

    def _writer(self, name: str, path: str) -> StreamWriter:
        if (name, path) not in self._open:
            folder = self._folder.inside(f"{name}/{path}" if path else name)
            with reported("write to", folder):
                folder.make_folder()
                file = StagedFile(folder.inside(part_name(self._number, self._run)))
            self._open[name, path] = file, StreamWriter(file, self._forms[name].stored, self._provenance)
        return self._open[name, path][1]
