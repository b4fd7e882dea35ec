"""The files of a part read back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from opencga_frames.parquet.description import as_described
from opencga_frames.parquet.storage import reported
from opencga_frames.parquet.stream import give_back_memory
from opencga_frames.parquet.table_folder import TableFiles, lazy_table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pyarrow as pa

    from opencga_frames.dataset.manifest import FileEntry
    from opencga_frames.export.source import ExportSource
    from opencga_frames.export.work import RunFolder

__all__ = ["HeldPart", "HeldPartReader", "is_one_of", "plain"]


@dataclass(frozen=True)
class HeldPart:
    """Files of several tables with the rows of the same entries."""

    number: int
    files: Mapping[str, Sequence[FileEntry]]


class HeldPartReader:
    """Reads tables of parts, wherever their files are.

    Parameters
    ----------
    source
        The call that gives the rows.
    work
        Folder of the run.
    """

    def __init__(self, source: ExportSource, work: RunFolder) -> None:
        self._source = source
        self._work = work

    def table(self, part: HeldPart, name: str, ids: pa.Array | None = None) -> pa.Table:
        """Read a table of a part.

        Parameters
        ----------
        part, name
            Part and table.
        ids
            Ids of the entries whose rows are wanted; None for all.
        """
        schema = self._source.forms()[name].schema
        if not part.files.get(name):
            return schema.empty_table()
        found = self._read(part, name, ids=ids).select(schema.names).cast(schema)
        give_back_memory()
        return found

    def columns(self, part: HeldPart, name: str, columns: list[str]) -> pa.Table:
        """Read some columns of a table of a part that has it."""
        return self._read(part, name, columns)

    def keys(self, part: HeldPart) -> pa.Array:
        """Give the ids of the entries of a part, each once."""
        import pyarrow as pa

        main, key = self._source.main, self._source.key
        names = [main] if main in self._source.tables else list(self._source.tables)
        found = [plain(self._read(part, name, [key])[key]) for name in names if part.files.get(name)]
        return pa.concat_arrays(found).unique() if found else pa.array([], pa.string())

    def _read(
        self, part: HeldPart, name: str, columns: list[str] | None = None, ids: pa.Array | None = None
    ) -> pa.Table:
        import pyarrow as pa

        where = None if ids is None else _wanted(self._source.key, ids)
        tables = []
        for entry in part.files[name]:
            files = self._files(entry, name)
            with reported("read", files.folder.inside(entry.path)):
                tables.append(as_described(lazy_table(files).to_table(columns=columns, filter=where)))
        return pa.concat_tables(tables)

    def _files(self, entry: FileEntry, name: str) -> TableFiles:
        form = self._source.forms()[name]
        cut = form.schema.empty_table().select(list(form.partition_by)).schema
        location = self._work.location(entry)
        root = self._work.data if location.path.startswith(self._work.data.path) else self._work.folder
        return TableFiles(root, [entry.path], cut if len(cut) else None, form.schema.names if len(cut) else ())


def _wanted(key: str, ids: pa.Array) -> Any:
    import pyarrow.dataset as ds

    # The folder above all others has no id.
    wanted = ds.field(key).isin(ids)
    return wanted | ds.field(key).is_null() if "" in ids.to_pylist() else wanted


def plain(column: pa.ChunkedArray) -> pa.Array:
    """Give ids as plain strings; the folder above all others has none."""
    import pyarrow as pa
    import pyarrow.compute as pc

    return pc.fill_null(column.cast(pa.string()), "").combine_chunks()


def is_one_of(column: pa.ChunkedArray, ids: pa.Array) -> pa.Array:
    """Tell which rows are those of some entries."""
    import pyarrow.compute as pc

    return pc.is_in(plain(column), value_set=ids)
