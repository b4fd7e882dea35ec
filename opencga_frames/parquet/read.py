"""Parquet files back into frames with the dtypes they had."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from opencga_frames.errors import StorageError, UnknownNameError
from opencga_frames.ground.name_list import name_list
from opencga_frames.parquet.checksums import CheckedInput
from opencga_frames.parquet.description import as_described, check_description
from opencga_frames.parquet.provenance import METADATA_KEY, Provenance
from opencga_frames.parquet.storage import location_of, reported
from opencga_frames.parquet.table_folder import files_of, lazy_table, tables_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pandas as pd
    import pyarrow as pa
    from pyarrow.dataset import Dataset

    from opencga_frames.frames.to_pandas import Backend, Names
    from opencga_frames.parquet.storage import Location, PathOrUrl
    from opencga_frames.parquet.table_folder import TableFiles

__all__ = ["chosen_columns", "read_parquet", "read_provenance", "read_schema", "read_tables", "table_frame"]

_SUFFIX = ".parquet"


def read_parquet(
    path: PathOrUrl | Location,
    *,
    columns: Sequence[str] | None = None,
    names: Names = "snake",
    dtype_backend: Backend = "numpy_nullable",
) -> pd.DataFrame:
    """Read a table as a frame with the dtypes that it had before it was written.

    Files that this package did not write are read as well, with the types they declare.

    Parameters
    ----------
    path
        A file, or the folder of a table in a dataset: a local path, or an address that fsspec knows.
    columns
        Names in snake case or dotted, in the order wanted; None for all. Others are not read from the file.
    names, dtype_backend
        As for :func:`opencga_frames.frames.to_pandas.to_pandas`.

    Returns
    -------
    pandas.DataFrame
        ``attrs["opencga_table"]`` names the table where the file says it.

    Raises
    ------
    StorageError
        When there is no such file, or it is not Parquet.
    UnknownNameError
        When the file has no such column; near matches are named.

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
    ...     frame = read_parquet(f"{folder}/samples", columns=["sample_id", "somatic"])
    >>> frame.shape, str(frame.dtypes["somatic"])
    ((30, 2), 'boolean')
    """
    location = location_of(path)
    with reported("read", location):
        several = location.kind() == "folder"
    if several:
        lazy, origin = lazy_table(files_of(location)), read_provenance(location)
        frame = table_frame(lazy, location, columns, names=names, dtype_backend=dtype_backend)
        return _named(frame, lazy.schema, origin.to_json() if origin else None)
    return _frame(location, columns, names, dtype_backend)


def table_frame(
    table: Dataset,
    location: Location,
    columns: Sequence[str] | None = None,
    where: Any = None,
    *,
    names: Names = "snake",
    dtype_backend: Backend = "numpy_nullable",
) -> pd.DataFrame:
    """Read some of a table in several files as a frame.

    Parameters
    ----------
    table
        The table, not yet read.
    location
        Where it is, for errors.
    columns
        Names in snake case or dotted, in the order wanted; None for all.
    where
        Expression of pyarrow for the rows wanted; None for all.
    names, dtype_backend
        As for :func:`read_parquet`.
    """
    from opencga_frames.frames.to_pandas import to_pandas

    check_description(table.schema, location.text)
    with reported("read", location):
        wanted = table.schema.names if columns is None else chosen_columns(table.schema, columns, location)
        rows = table.to_table(columns=wanted, filter=where)
    return to_pandas(as_described(rows), names=names, dtype_backend=dtype_backend)


def read_schema(location: Location) -> pa.Schema:
    """Read the Arrow schema of a file."""
    with reported("read", location), _opened(location) as file:
        return file.schema_arrow


def _named(frame: pd.DataFrame, schema: pa.Schema, origin: str | None) -> pd.DataFrame:
    """Put the name of its table and where it came from beside a frame."""
    name = (schema.metadata or {}).get(b"table")
    if name:
        frame.attrs["opencga_table"] = name.decode()
    if origin:
        frame.attrs["opencga_provenance"] = origin
    return frame


def read_tables(
    folder: PathOrUrl, *, names: Names = "snake", dtype_backend: Backend = "numpy_nullable"
) -> dict[str, pd.DataFrame]:
    """Read all tables of a folder: those of a dataset, or all Parquet files.

    Parameters
    ----------
    folder
        Local path of a folder, or an address that fsspec knows.
    names, dtype_backend
        As for :func:`read_parquet`.

    Returns
    -------
    dict of str to pandas.DataFrame
        By name of the table, or by file name without suffix, in alphabetical order.

    Raises
    ------
    StorageError
        When there is no such folder, or no Parquet file in it.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> from opencga_frames import OpenCGAClient
    >>> from opencga_frames.sandbox import Sandbox
    >>> sandbox = Sandbox(samples=30)
    >>> oc = OpenCGAClient({"rest": {"host": sandbox.url}}, session=sandbox.session())
    >>> study = oc.login("viewer", "Sandbox-2026", organization="demo").study(sandbox.study)
    >>> with TemporaryDirectory() as folder:
    ...     _ = study.to_parquet(folder, tables=["samples", "individuals"])
    ...     list(read_tables(folder))
    ['individuals', 'samples']
    """
    location = location_of(folder)
    with reported("read", location):
        tables = tables_of(location)
        found = [] if tables else sorted(n for n in location.names() if n.endswith(_SUFFIX) and not n.startswith("."))
    if tables:
        return {
            name: read_parquet(location.inside(name), names=names, dtype_backend=dtype_backend)
            for name in sorted(tables)
        }
    if not found:
        msg = f"There is no Parquet file in {location.text}; give the folder that the tables were written to."
        raise StorageError(msg)
    return {n.removesuffix(_SUFFIX): _frame(location.inside(n), None, names, dtype_backend) for n in found}


def read_provenance(path: PathOrUrl | Location) -> Provenance | None:
    """Read where the rows of a table came from, without reading the rows.

    Parameters
    ----------
    path
        A file, or the folder of a table in a dataset: a local path, or an address that fsspec knows.

    Returns
    -------
    Provenance or None
        None for a file that this package did not write.

    Raises
    ------
    StorageError
        When there is no such file, or it is not Parquet.

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
    ...     provenance = read_provenance(f"{folder}/samples")
    >>> provenance.endpoint, provenance.study
    ('samples/search', 'demo@rare:germline')
    """
    location = location_of(path)
    with reported("read", location):
        files = files_of(location) if location.kind() == "folder" else None
    found = _provenance(files.folder.inside(files.paths[0]) if files else location)
    return replace(found, rows=_rows(files)) if files and found else found


def _rows(files: TableFiles) -> int:
    with reported("read", files.folder):
        return int(lazy_table(files).count_rows())


def _provenance(location: Location) -> Provenance | None:
    with reported("read", location), _opened(location) as file:
        text = (file.metadata.metadata or {}).get(METADATA_KEY)
    try:
        return None if text is None else Provenance.from_json(text)
    except StorageError as error:
        msg = f"Cannot read the provenance of {location.text}: {error} read_parquet reads the rows all the same."
        raise StorageError(msg) from error


def _frame(location: Location, columns: Sequence[str] | None, names: Names, dtype_backend: Backend) -> pd.DataFrame:
    from opencga_frames.frames.to_pandas import to_pandas

    with reported("read", location), _opened(location) as file:
        schema = file.schema_arrow
        check_description(schema, location.text)
        wanted = None if columns is None else chosen_columns(schema, columns, location)
        table = file.read(columns=wanted)
        if wanted is not None:
            table = table.select(wanted)
        frame = to_pandas(as_described(table), names=names, dtype_backend=dtype_backend)
        origin = (file.metadata.metadata or {}).get(METADATA_KEY)
    return _named(frame, schema, origin.decode(errors="replace") if origin else None)


@contextmanager
def _opened(location: Location) -> Iterator[Any]:
    import pyarrow.parquet as pq

    with (
        location.open() as source,
        pq.ParquetFile(CheckedInput.of(source), page_checksum_verification=True) as file,
    ):
        yield file


def chosen_columns(schema: Any, given: Sequence[str], location: Location) -> list[str]:
    """Find columns by their names in snake case or dotted."""
    columns = name_list("columns", given)
    known = {_dotted(field): field.name for field in schema} | {name: name for name in schema.names}
    for name in columns:
        if name not in known:
            raise UnknownNameError("column", name, schema.names, location.text)
    return list(dict.fromkeys(known[name] for name in columns))


def _dotted(field: Any) -> str:
    from opencga_frames.frames.schema.model import Column

    path = (field.metadata or {}).get(b"json_path", b"@").decode()
    return Column(name=field.name, path=path).dotted
