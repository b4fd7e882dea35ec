"""Several tables written page by page into one folder, one file per table."""

from __future__ import annotations

import os
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

from opencga_frames.errors import UnknownNameError
from opencga_frames.parquet.storage import location_of, reported
from opencga_frames.parquet.stream import StreamWriter, Writer, keep_within

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Unpack

    from opencga_frames.parquet.provenance import Provenance
    from opencga_frames.parquet.storage import PathOrUrl
    from opencga_frames.parquet.stream import WriterOptions

__all__ = ["FolderWriter"]


class FolderWriter(Writer):
    """Write ``<folder>/<table>.parquet`` for several tables; the files appear when the writer is closed.

    As a context manager it closes at the end and removes everything after an error.

    Parameters
    ----------
    folder
        Local path, or an address that fsspec knows; made when it is absent.
    schemas
        Arrow schema by table name. A table that gets no rows is written with its full schema.
    provenance
        Where the rows came from; each file gets its own count of rows.
    **options
        ``compression``, ``compression_level`` and ``row_group_size`` of :class:`StreamWriter`.

    Raises
    ------
    StorageError
        When a file cannot be written.

    Examples
    --------
    >>> import pyarrow as pa, tempfile
    >>> from opencga_frames.parquet.provenance import Provenance
    >>> schemas = {"samples": pa.schema([("sample_id", pa.string())])}
    >>> with FolderWriter(tempfile.mkdtemp(), schemas, Provenance()) as writer:
    ...     writer.write({"samples": pa.table({"sample_id": ["S1"]})})
    >>> writer.rows
    {'samples': 1}
    """

    def __init__(
        self,
        folder: PathOrUrl,
        schemas: Mapping[str, Any],
        provenance: Provenance,
        **options: Unpack[WriterOptions],
    ) -> None:
        self._location = location_of(folder)
        self._writers: dict[str, StreamWriter] = {}
        with reported("make", self._location):
            self._location.make_folder()
        base = os.fspath(folder).rstrip("/")
        with ExitStack() as undo:
            undo.callback(self.abort)
            for name, schema in schemas.items():
                self._writers[name] = StreamWriter(f"{base}/{name}.parquet", schema, provenance, **options)
            undo.pop_all()

    @property
    def rows(self) -> dict[str, int]:
        """Rows written so far, by table."""
        return {name: writer.rows for name, writer in self._writers.items()}

    def write(self, parts: Mapping[str, Any]) -> None:
        """Add one page: an Arrow table for each table with rows.

        Raises
        ------
        UnknownNameError
            For a table that the writer was not made for.
        StorageError
            When columns or types are others, or the storage fails.
        """
        for name in parts:
            if name not in self._writers:
                raise UnknownNameError("table", name, self._writers, self._location.text)
        for name, part in parts.items():
            self._writers[name].write(part)
        keep_within(self._writers.values())

    def close(self, provenance: Provenance | None = None) -> None:
        """Finish all files, then name them; when one cannot be finished none appears.

        Parameters
        ----------
        provenance
            Replaces the one given at the start, for what is known only at the end.
        """
        try:
            for writer in self._unnamed():
                writer.finish(provenance)
            for writer in self._unnamed():
                writer.commit()
        except BaseException:
            self.abort()
            raise

    def abort(self) -> None:
        """Remove everything that has no name yet; older files stay."""
        with ExitStack() as rest:
            for writer in self._writers.values():
                rest.callback(writer.abort)

    def _unnamed(self) -> list[StreamWriter]:
        return [writer for writer in self._writers.values() if writer.open]
