"""Whether a dataset is what its manifest says."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from opencga_frames.dataset.dataset import open_dataset
from opencga_frames.errors import StorageError
from opencga_frames.ground.limits import CHUNK_BYTES
from opencga_frames.parquet.storage import location_of, reported

if TYPE_CHECKING:
    from collections.abc import Iterator

    from opencga_frames.dataset.dataset import Dataset
    from opencga_frames.dataset.manifest import FileEntry
    from opencga_frames.parquet.storage import Location, PathOrUrl

__all__ = ["verify"]


def verify(folder: PathOrUrl) -> Dataset:
    """Read all files of a dataset, count their rows and compare their checksums with the manifest.

    Parameters
    ----------
    folder
        Local path, or an address that fsspec knows.

    Returns
    -------
    Dataset
        The dataset, when everything is right.

    Raises
    ------
    StorageError
        When there is no dataset, or files are missing, cut or changed; names the first ones.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> from opencga_frames import OpenCGAClient
    >>> from opencga_frames.sandbox import Sandbox
    >>> sandbox = Sandbox(samples=30)
    >>> oc = OpenCGAClient({"rest": {"host": sandbox.url}}, session=sandbox.session())
    >>> study = oc.login("viewer", "Sandbox-2026", organization="demo").study(sandbox.study)
    >>> with TemporaryDirectory() as folder:
    ...     _ = study.to_parquet(folder, tables=["samples"])
    ...     verify(folder).rows
    {'samples': 30}
    """
    dataset = open_dataset(folder)
    files = [file for table in dataset.manifest.tables.values() for file in table.files]
    wrong = list(_problems(location_of(folder), files))
    if wrong:
        more = f" And {len(wrong) - 5:,} more." if len(wrong) > 5 else ""
        msg = f"{dataset.folder} is damaged: {' '.join(wrong[:5])}{more} Export it anew with mode='replace'."
        raise StorageError(msg)
    return dataset


def _problems(folder: Location, files: list[FileEntry]) -> Iterator[str]:
    for file in files:
        location = folder.inside(file.path)
        with reported("read", location):
            there = location.kind() == "file"
            problem = _problem(location, file) if there else "is missing"
        if problem:
            yield f"{file.path} {problem}."


def _problem(location: Location, file: FileEntry) -> str | None:
    import pyarrow.parquet as pq

    if _sum(location) != file.sha256:
        return "has another checksum"
    with location.open() as source, pq.ParquetFile(source) as parquet:
        rows = sum(batch.num_rows for batch in parquet.iter_batches(columns=parquet.schema_arrow.names[:1]))
    return None if rows == file.rows else f"has {rows:,} rows, expected {file.rows:,}"


def _sum(location: Location) -> str:
    total = hashlib.sha256()
    with location.open() as source:
        while chunk := source.read(CHUNK_BYTES):
            total.update(chunk)
    return total.hexdigest()
