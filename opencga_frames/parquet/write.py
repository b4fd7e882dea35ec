"""One Arrow table into one Parquet file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from opencga_frames.parquet.stream import MAX_GROUP_ROWS, StreamWriter

if TYPE_CHECKING:
    from opencga_frames.parquet.provenance import Provenance
    from opencga_frames.parquet.storage import PathOrAddress

__all__ = ["write_table"]


def write_table(
    table: Any,
    path: PathOrAddress,
    provenance: Provenance,
    *,
    compression: str = "zstd",
    compression_level: int | None = 1,
    row_group_size: int = MAX_GROUP_ROWS,
) -> PathOrAddress:
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
    compression, compression_level
        Codec and level, as pyarrow takes them.
    row_group_size
        Most rows of a row group.

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
    with StreamWriter(
        path,
        table.schema,
        provenance,
        compression=compression,
        compression_level=compression_level,
        row_group_size=row_group_size,
    ) as writer:
        writer.write(table)
    return path
