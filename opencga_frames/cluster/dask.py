"""A scan or a table of a dataset as a Dask DataFrame: a task per part, read by a worker when needed. Extra ``dask``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from opencga_frames.cluster.connection import Connection
from opencga_frames.errors import UsageError
from opencga_frames.ground.name_list import name_list

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pandas as pd

    from opencga_frames.configuration.client_configuration import ClientConfiguration
    from opencga_frames.dataset import Dataset
    from opencga_frames.scan import Scan

__all__ = ["dask_dataset", "dask_frame"]


def dask_frame(
    scan: Scan, configuration: ClientConfiguration, *, partitions: int | None = None, provider: str | None = None
) -> Any:
    """Make a Dask DataFrame of a scan.

    Parameters
    ----------
    scan
        What to read, bound to a client: its rows are counted to cut it.
    configuration
        Where the server is; its credentials stay here.
    partitions
        Maximum number of parts; by default each has about as many rows as one answer of the server.
    provider
        ``"package.module:function"`` that gives workers their client; by default each logs in by its session file or
        environment.

    Returns
    -------
    dask.dataframe.DataFrame
        With the dtypes of the table, known without reading a row. Columns chosen later reach the request.

    Raises
    ------
    UsageError
        When Dask is not installed.
    """
    read = _ScanPart(Connection.of(configuration, provider))
    return _from_map(read, lambda: scan.partitions(partitions), lambda: _empty(scan), scan.selected[0])


def dask_dataset(dataset: Dataset, table: str, columns: Sequence[str] | None = None, where: Any = None) -> Any:
    """Make a Dask DataFrame of a table of a dataset, a task per file.

    Parameters
    ----------
    dataset
        What to read; workers reach its folder by themselves.
    table, columns, where
        As for :meth:`opencga_frames.dataset.Dataset.frame`.

    Returns
    -------
    dask.dataframe.DataFrame
        With the columns and dtypes of the frame. Columns chosen later are the only ones read.

    Raises
    ------
    UsageError
        When Dask is not installed.
    """
    chosen = None if columns is None else name_list("columns", columns)

    def empty() -> pd.DataFrame:
        import pyarrow.compute as pc

        return _DatasetPart(table, chosen, pc.scalar(False))(dataset)  # noqa: FBT003 - an expression that is never true

    return _from_map(_DatasetPart(table, chosen, where), lambda: dataset.parts(table), empty, table)


def _from_map(read: Any, parts: Callable[[], list[Any]], empty: Callable[[], pd.DataFrame], table: str) -> Any:
    try:
        import dask
        import dask.dataframe as dd
    except ImportError as error:
        msg = "A Dask DataFrame needs Dask, which is not installed: pip install 'opencga-frames[dask]'."
        raise UsageError(msg) from error
    make: Any = dd.from_map  # untyped
    # Left to itself, Dask would write the tuples of list columns as strings.
    with dask.config.set({"dataframe.convert-string": False}):
        return make(read, parts(), meta=empty(), label=f"opencga-{table}")


class _ScanPart:
    """Reads one part of a scan; Dask pickles it, and asks for fewer columns where the graph needs fewer."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def __dask_tokenize__(self) -> tuple[str, Connection]:
        return type(self).__qualname__, self._connection

    def __call__(self, part: Scan, columns: Sequence[str] | None = None) -> pd.DataFrame:
        table = part.selected[0]
        wanted = part if columns is None else part.select(table, columns=list(columns))
        frame = wanted.bind(self._connection.client()).frame()
        frame.attrs = {"opencga_table": table}  # the rest differs from part to part
        return frame if columns is None else frame[list(columns)]


class _DatasetPart:
    """Reads a table of a part of a dataset, as :class:`_ScanPart` does."""

    def __init__(self, table: str, columns: tuple[str, ...] | None, where: Any) -> None:
        self._table = table
        self._columns = columns
        self._where = where

    def __dask_tokenize__(self) -> tuple[str, str, tuple[str, ...] | None, str]:
        return type(self).__qualname__, self._table, self._columns, str(self._where)

    def __call__(self, part: Dataset, columns: Sequence[str] | None = None) -> pd.DataFrame:
        chosen = self._columns if columns is None else list(columns)
        frame = part.frame(self._table, chosen, self._where)
        frame.attrs = {"opencga_table": self._table}
        return frame


def _empty(scan: Scan) -> pd.DataFrame:
    from opencga_frames.frames.to_pandas import to_pandas

    return to_pandas(scan.schema().empty_table())
