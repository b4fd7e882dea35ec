"""Parquet files back into frames with the dtypes they had."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from opencga_frames.errors import StorageError, UnknownNameError
from opencga_frames.name_list import name_list
from opencga_frames.parquet.checksums import CheckedInput
from opencga_frames.parquet.description import as_described, check_description
from opencga_frames.parquet.provenance import METADATA_KEY, Provenance
from opencga_frames.parquet.storage import location_of, reported

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pandas as pd

    from opencga_frames.frames.to_pandas import Backend, Names
    from opencga_frames.parquet.storage import Location, PathOrUrl

__all__ = ["read_parquet", "read_provenance", "read_tables"]

_SUFFIX = ".parquet"


def read_parquet(
    path: PathOrUrl,
    *,
    columns: Sequence[str] | None = None,
    names: Names = "snake",
    dtype_backend: Backend = "numpy_nullable",
) -> pd.DataFrame:
    """Read one file as a frame with the dtypes that the table had before it was written.

    Files that this package did not write are read as well, with the types they declare.

    Parameters
    ----------
    path
        Local path, or an address that fsspec knows.
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
    ...     frame = read_parquet(f"{folder}/samples.parquet", columns=["sample_id", "somatic"])
    >>> frame.shape, str(frame.dtypes["somatic"])
    ((30, 2), 'boolean')
    """
    return _frame(location_of(path), columns, names, dtype_backend)


def read_tables(
    folder: PathOrUrl, *, names: Names = "snake", dtype_backend: Backend = "numpy_nullable"
) -> dict[str, pd.DataFrame]:
    """Read all Parquet files of a folder.

    Parameters
    ----------
    folder
        Local path of a folder, or an address that fsspec knows.
    names, dtype_backend
        As for :func:`read_parquet`.

    Returns
    -------
    dict of str to pandas.DataFrame
        By file name without suffix, in alphabetical order.

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
        found = sorted(n for n in location.names() if n.endswith(_SUFFIX) and not n.startswith("."))
    if not found:
        msg = f"There is no Parquet file in {location.text}; give the folder that the tables were written to."
        raise StorageError(msg)
    return {n.removesuffix(_SUFFIX): _frame(location.inside(n), None, names, dtype_backend) for n in found}


def read_provenance(path: PathOrUrl) -> Provenance | None:
    """Read where the rows of a file came from, without reading the rows.

    Parameters
    ----------
    path
        Local path of a Parquet file, or an address that fsspec knows.

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
    ...     provenance = read_provenance(f"{folder}/samples.parquet")
    >>> provenance.endpoint, provenance.study
    ('samples/search', 'demo@rare:germline')
    """
    location = location_of(path)
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
        wanted = None if columns is None else _chosen(schema, columns, location)
        table = file.read(columns=wanted)
        if wanted is not None:
            table = table.select(wanted)
        frame = to_pandas(as_described(table), names=names, dtype_backend=dtype_backend)
        origin = (file.metadata.metadata or {}).get(METADATA_KEY)
    name = (schema.metadata or {}).get(b"table")
    if name:
        frame.attrs["opencga_table"] = name.decode()
    if origin:
        frame.attrs["opencga_provenance"] = origin.decode(errors="replace")
    return frame


@contextmanager
def _opened(location: Location) -> Iterator[Any]:
    import pyarrow.parquet as pq

    with (
        location.open() as source,
        pq.ParquetFile(CheckedInput.of(source), page_checksum_verification=True) as file,
    ):
        yield file


def _chosen(schema: Any, given: Sequence[str], location: Location) -> list[str]:
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
