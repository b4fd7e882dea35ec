"""One table written page by page, in row groups of a bounded size."""

from __future__ import annotations

import dataclasses
from abc import ABC, abstractmethod
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final, Self, TypedDict

from opencga_frames.errors import StorageError
from opencga_frames.parquet.checksums import ChecksummedOutput
from opencga_frames.parquet.provenance import METADATA_KEY, Provenance
from opencga_frames.parquet.storage import PendingFile, location_of, reported

if TYPE_CHECKING:
    from collections.abc import Collection
    from types import TracebackType
    from typing import Unpack

    from opencga_frames.parquet.provenance import Provenance
    from opencga_frames.parquet.storage import Location, PathOrUrl

__all__ = [
    "MAX_GROUP_BYTES",
    "MAX_GROUP_ROWS",
    "MAX_WAITING_BYTES",
    "MIN_GROUP_ROWS",
    "StreamWriter",
    "Writer",
    "WriterOptions",
    "give_back_memory",
    "keep_within",
    "write_table",
]

#: A row group is closed at this many rows, or earlier, from the smaller number on, when its Arrow data is this large.
MAX_GROUP_ROWS: Final = 65_536
MIN_GROUP_ROWS: Final = 8_192
MAX_GROUP_BYTES: Final = 16_000_000
#: Arrow data that all files of one export together may hold back until their row groups are full.
MAX_WAITING_BYTES: Final = 32_000_000


class WriterOptions(TypedDict, total=False):
    """How files are written; see :class:`StreamWriter`."""

    compression: str
    compression_level: int | None
    row_group_size: int


class Writer(ABC):
    """Closes at the end of a ``with`` block, and aborts after an error in it."""

    @abstractmethod
    def close(self) -> None:
        """Write what is left, and give what was written its name."""

    @abstractmethod
    def abort(self) -> None:
        """Remove what has no name yet."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self.close()
        else:
            self.abort()


class StreamWriter(Writer):
    """Write one table in parts; the file appears when the writer is closed.

    As a context manager it closes at the end and removes everything after an error.

    Parameters
    ----------
    path
        Local path, or an address that fsspec knows (``s3://…``); its folder must exist. Or a file that was opened
        for it.
    schema
        Arrow schema of all parts.
    provenance
        Where the rows came from; the count of rows is filled in at the end.
    compression, compression_level
        Codec and level, as pyarrow takes them.
    row_group_size
        Maximum number of rows of a row group.

    Raises
    ------
    StorageError
        When the file cannot be written; nothing is left behind and an older file stays.

    Examples
    --------
    >>> import pyarrow as pa, tempfile
    >>> path = tempfile.mkdtemp() + "/samples.parquet"
    >>> with StreamWriter(path, pa.schema([("sample_id", pa.string())]), Provenance()) as writer:
    ...     writer.write(pa.table({"sample_id": ["S1", "S2"]}))
    >>> writer.rows
    2
    """

    def __init__(
        self,
        path: PathOrUrl | Location | PendingFile,
        schema: Any,
        provenance: Provenance,
        *,
        compression: str = "zstd",
        compression_level: int | None = 1,
        row_group_size: int = MAX_GROUP_ROWS,
    ) -> None:
        import pyarrow.parquet as pq

        self.rows = 0
        self._schema = schema
        self._provenance = provenance
        self._group_rows = row_group_size
        self._waiting: list[Any] = []
        self._waiting_rows = self._waiting_bytes = 0
        self._location = path.location if isinstance(path, PendingFile) else location_of(path)
        self.open = True
        with reported("write", self._location):
            self._file = path if isinstance(path, PendingFile) else PendingFile(self._location)
            try:
                self._output = ChecksummedOutput(self._file.stream)
                self._writer = pq.ParquetWriter(
                    self._output,
                    schema,
                    compression=compression,
                    compression_level=compression_level,
                    write_page_checksum=True,
                )
            except BaseException:
                self._file.discard()
                raise

    def write(self, part: Any) -> None:
        """Add one Arrow table with the columns of the schema.

        Raises
        ------
        StorageError
            When the columns or types are others, or the storage fails.
        """
        with reported("write", self._location):
            self._wait(self._fitted(part))
            self.rows += part.num_rows
            if self._full():
                self._flush()

    def finish(self, provenance: Provenance | None = None) -> None:
        """Write the rest and the footer; the file still waits for its name.

        Parameters
        ----------
        provenance
            Replaces the one given at the start, for what is known only at the end.
        """
        origin = dataclasses.replace(provenance or self._provenance, rows=self.rows)
        with reported("write", self._location):
            self._flush()
            self._writer.add_key_value_metadata({METADATA_KEY: origin.to_json().encode()})
            self._output.expect_footer()
            self._writer.close()
            self._output.finish()
            self._file.finish()

    @property
    def waiting_bytes(self) -> int:
        """Bytes of the rows that wait until their row group is full."""
        return self._waiting_bytes

    def flush(self) -> None:
        """Write the rows that wait as a row group, full or not."""
        with reported("write", self._location):
            self._flush()

    def commit(self) -> None:
        """Give the finished file its final name."""
        with reported("write", self._location):
            self._file.commit()
        self.open = False

    def close(self, provenance: Provenance | None = None) -> None:
        """Finish and name the file; after a failure nothing is left. A second call does nothing."""
        if not self.open:
            return
        try:
            self.finish(provenance)
            self.commit()
        except BaseException:
            self.abort()
            raise

    def abort(self) -> None:
        """Remove what was written; the older file, if any, stays. A second call does nothing."""
        if not self.open:
            return
        self.open = False
        self._waiting.clear()
        # The footer is written in any case, so that the writer does not try again when it is collected.
        with suppress(OSError, ValueError):
            self._writer.close()
        with reported("remove the unfinished part of", self._location):
            self._file.discard()

    def _fitted(self, part: Any) -> Any:
        if not self.open:
            msg = f"{self._location.text} is closed already; open a new writer."
            raise StorageError(msg)
        if part.schema.equals(self._schema):
            return part
        if set(part.schema.names) != set(self._schema.names):
            odd = sorted(set(part.schema.names) ^ set(self._schema.names))
            msg = f"A part for {self._location.text} has other columns than the file: {', '.join(odd[:10])}."
            raise StorageError(msg)
        return part.select(self._schema.names).cast(self._schema)

    def _wait(self, part: Any) -> None:
        self._waiting.append(part)
        self._waiting_rows += part.num_rows
        self._waiting_bytes += part.nbytes

    def _full(self) -> bool:
        is_large = self._waiting_rows >= MIN_GROUP_ROWS and self._waiting_bytes >= MAX_GROUP_BYTES
        return is_large or self._waiting_rows >= self._group_rows

    def _flush(self) -> None:
        import pyarrow as pa

        if not self._waiting_rows:
            return
        # Each part has its own dictionaries; a row group has one.
        whole = pa.concat_tables(self._waiting).unify_dictionaries()
        self._waiting.clear()
        self._waiting_rows = self._waiting_bytes = 0
        self._writer.write_table(whole, row_group_size=self._group_rows)


def keep_within(writers: Collection[StreamWriter], most: int = MAX_WAITING_BYTES) -> None:
    """Write what waits in several files, the largest first, until all of them together hold no more than that.

    Without it each table, and each partition of each, would hold back a row group.
    """
    waiting = sum(writer.waiting_bytes for writer in writers)
    while waiting > most:
        largest = max(writers, key=lambda writer: writer.waiting_bytes)
        waiting -= largest.waiting_bytes
        largest.flush()


def give_back_memory() -> None:
    """Give memory that Arrow needs no more back to the system: it keeps what a part took, and the next takes more."""
    import pyarrow as pa

    pa.default_memory_pool().release_unused()


def write_table(table: Any, path: PathOrUrl, provenance: Provenance, **options: Unpack[WriterOptions]) -> PathOrUrl:
    """Write an Arrow table under a temporary name and rename it when it is whole.

    Parameters
    ----------
    table
        Arrow table; its field metadata (JSON path, kind, unit) is kept in the file.
    path
        Local path, or an address that fsspec knows (``s3://…``); an older file is replaced.
    provenance
        Where the rows came from; stored as JSON in the file's metadata under ``opencga_frames``, with the count of
        rows of this table.
    **options
        ``compression``, ``compression_level`` and ``row_group_size`` of :class:`StreamWriter`.

    Returns
    -------
    str or os.PathLike
        The path as given.

    Raises
    ------
    StorageError
        When the file cannot be written; nothing is left behind and an older file stays.

    Examples
    --------
    >>> import pyarrow as pa, tempfile
    >>> from opencga_frames.parquet.provenance import Provenance
    >>> from opencga_frames.parquet.read import read_parquet
    >>> path = write_table(pa.table({"sample_id": ["001"]}), tempfile.mkdtemp() + "/s.parquet", Provenance())
    >>> read_parquet(path)["sample_id"].tolist()
    ['001']
    """
    with StreamWriter(path, table.schema, provenance, **options) as writer:
        writer.write(table)
    return path
