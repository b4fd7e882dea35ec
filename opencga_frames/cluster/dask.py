"""A scan as a Dask DataFrame: a task per part, each read by a worker when it is needed. Extra ``dask``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from opencga_frames.cluster.connection import Connection
from opencga_frames.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from opencga_frames.configuration.client_configuration import ClientConfiguration
    from opencga_frames.scan import Scan

__all__ = ["dask_frame"]


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
    try:
        import dask
        import dask.dataframe as dd
    except ImportError as error:
        msg = "A Dask DataFrame needs Dask, which is not installed: pip install 'opencga-frames[dask]'."
        raise UsageError(msg) from error
    parts = scan.partitions(partitions)
    read = _ScanPart(Connection.of(configuration, provider))
    make: Any = dd.from_map  # untyped
    # Left to itself, Dask would write the tuples of list columns as strings.
    with dask.config.set({"dataframe.convert-string": False}):
        return make(read, parts, meta=_empty(scan), label=f"opencga-{scan.selected[0]}")


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


def _empty(scan: Scan) -> pd.DataFrame:
    from opencga_frames.frames.to_pandas import to_pandas

    return to_pandas(scan.schema().empty_table())
