"""A resource whose rows can be read straight into tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from opencga_frames.errors import UnknownNameError, UsageError
from opencga_frames.ground.limits import BATCH_BYTES, BATCH_ROWS
from opencga_frames.ground.name_list import name_list
from opencga_frames.rest.methods.classes import Resource, split_as_known

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator, Mapping, Sequence

    import pandas as pd
    import pyarrow as pa

    from opencga_frames.frames.conversion import Extra
    from opencga_frames.frames.table_set import Tables
    from opencga_frames.frames.to_pandas import Backend, Names
    from opencga_frames.page_source import PageSource
    from opencga_frames.rest.catalogue.endpoint import Endpoint
    from opencga_frames.scan import Scan

__all__ = ["FrameResource", "scanned_endpoint"]

#: Names of the calls that a resource's rows are read with unless another is named.
_USUAL = ("search", "query")


class FrameResource(Resource):
    """A resource whose rows can be read straight into tables."""

    _endpoints: Mapping[str, Endpoint]

    def scan(
        self,
        table: str | None = None,
        *,
        of: str | None = None,
        columns: Sequence[str] | None = None,
        core: bool = True,
        extra: Extra = "warn",
        keep_empty: bool = False,
        **filters: Any,
    ) -> Scan:
        """Describe rows to read; nothing is sent yet.

        Parameters
        ----------
        table
            Name of a table; the main table of the rows unless given.
        of
            Name of the call that gives the rows, such as ``"search_interpretation"``; ``search`` (or ``query``) unless
            given, or where ``table`` is not made of its rows, the one call of this resource that has it.
        columns, core, extra, keep_empty
            As for :meth:`opencga_frames.RestResponse.frame`. With ``columns`` the server is asked only for what they
            need, unless ``include`` or ``exclude`` is given, or ``extra`` is another than ``"warn"``.
        **filters
            Filters of the call, and how it is carried out (``limit``, ``page_size``, ``progress`` ...).

        Returns
        -------
        Scan
            Bound to this client; ``frame()``, ``batches()``, ``write(folder)`` and others carry it out.
        """
        return self._scan([table] if table else [], of, filters, columns, core=core, extra=extra, keep_empty=keep_empty)

    def frame(  # noqa: PLR0913 - what a frame can be asked for
        self,
        table: str | None = None,
        *,
        of: str | None = None,
        columns: Sequence[str] | None = None,
        core: bool = True,
        names: Names = "snake",
        dtype_backend: Backend = "numpy_nullable",
        extra: Extra = "warn",
        keep_empty: bool = False,
        **filters: Any,
    ) -> pd.DataFrame:
        """Read rows into one table, page by page; no more than a few pages are in memory.

        Parameters
        ----------
        table, of, columns, core, extra, keep_empty
            As for :meth:`scan`.
        names, dtype_backend
            As for :meth:`opencga_frames.RestResponse.frame`.
        **filters
            As for :meth:`scan`.

        Returns
        -------
        pandas.DataFrame
            The columns and dtypes of the table's description.

        Raises
        ------
        OpenCGAError
            See :mod:`opencga_frames.errors`; no row is ever silently missing.
        """
        tables = [table] if table else []
        scan = self._scan(tables, of, filters, columns, core=core, extra=extra, keep_empty=keep_empty)
        return scan.frame(names=names, dtype_backend=dtype_backend)

    def batches(
        self,
        table: str | None = None,
        *,
        of: str | None = None,
        columns: Sequence[str] | None = None,
        core: bool = True,
        rows: int = BATCH_ROWS,
        size: int = BATCH_BYTES,
        **filters: Any,
    ) -> Iterator[pa.RecordBatch]:
        """Read rows as Arrow record batches of bounded size, page by page; no more than a few pages are in memory.

        Parameters
        ----------
        table, of, columns, core
            As for :meth:`scan`.
        rows, size
            Maximum number of rows and of bytes of a batch; a single row may have more.
        **filters
            As for :meth:`scan`.

        Returns
        -------
        iterator of pyarrow.RecordBatch
            All of one schema; ``scan(...).frame_batches()`` gives DataFrames instead.

        Raises
        ------
        OpenCGAError
            While iterating, when the rows are not whole: behind the last batch at the latest.
        """
        scan = self._scan([table] if table else [], of, filters, columns, core=core)
        return scan.batches(rows=rows, size=size)

    def tables(
        self,
        *,
        of: str | None = None,
        core: bool = True,
        names: Names = "snake",
        dtype_backend: Backend = "numpy_nullable",
        extra: Extra = "warn",
        **filters: Any,
    ) -> Tables:
        """Read rows once into all tables that describe them.

        Parameters
        ----------
        of, core, extra
            As for :meth:`scan`.
        names, dtype_backend
            As for :meth:`opencga_frames.RestResponse.frame`.
        **filters
            As for :meth:`scan`.

        Returns
        -------
        Tables
            A mapping of table name to DataFrame, the main table first.
        """
        scan = self._scan([], of, filters, core=core, extra=extra)
        every = scan.entity.tables if scan.entity else scan.selected
        return scan.select(*every).tables(names=names, dtype_backend=dtype_backend)

    def dask(
        self,
        table: str | None = None,
        *,
        of: str | None = None,
        columns: Sequence[str] | None = None,
        core: bool = True,
        partitions: int | None = None,
        provider: str | None = None,
        **filters: Any,
    ) -> Any:
        """Read rows as a Dask DataFrame, part by part and by many workers.

        Parameters
        ----------
        table, of, columns, core
            As for :meth:`scan`.
        partitions, provider
            As for :meth:`opencga_frames.Scan.dask`.
        **filters
            As for :meth:`scan`.

        Returns
        -------
        dask.dataframe.DataFrame
            With the dtypes of the table.
        """
        scan = self._scan([table] if table else [], of, filters, columns, core=core)
        return scan.dask(partitions, provider=provider)

    def to_parquet(
        self,
        folder: str | os.PathLike[str],
        *,
        of: str | None = None,
        tables: Sequence[str] | None = None,
        core: bool = False,
        **filters: Any,
    ) -> dict[str, str]:
        """Read rows and write Parquet files, one per table, page by page in bounded memory.

        Parameters
        ----------
        folder
            Where to; made when missing. fsspec URLs are taken as well.
        of
            As for :meth:`scan`.
        tables
            Names of tables; all that describe the rows unless given.
        core
            Only core columns. By default a file has all of them: it is read more often than it is looked at.
        **filters
            As for :meth:`scan`.

        Returns
        -------
        dict
            Path of the file by table.
        """
        chosen = () if tables is None else name_list("tables", tables)
        scan = self._scan(chosen, of, filters, core=core)
        every = scan.entity.tables if scan.entity else scan.selected
        return scan.select(*(every if tables is None else chosen)).write(folder)

    def _scan(
        self,
        tables: Sequence[str],
        of: str | None,
        filters: Mapping[str, Any],
        columns: Sequence[str] | None = None,
        **how: Any,
    ) -> Scan:
        from opencga_frames.scan import Scan

        endpoint = self._scanned(of, tables[0] if tables else None)
        endpoint, arguments, options = split_as_known(self._caller, endpoint, (), filters)
        chosen = None if columns is None else name_list("columns", columns)
        return Scan(endpoint, arguments, options, tuple(tables), chosen, source=cast("PageSource", self._caller), **how)

    def _scanned(self, of: str | None, table: str | None) -> Endpoint:
        """Find the endpoint whose rows are read."""
        if of is not None:
            named = self._endpoints.get(of) or self._caller.learnt_method(self._resource, of)
            if named is None:
                raise UnknownNameError("call", of, self._endpoints, type(self).__name__)
            return named
        usual = scanned_endpoint(self._endpoints)
        if usual is not None and (table is None or _gives(usual, table)):
            return usual
        found = [e for e in self._endpoints.values() if e.paged and (table is None or _gives(e, table))]
        if len(found) == 1:
            return found[0]
        if usual is not None and not found:
            return usual  # whose error names the near tables
        names = ", ".join(e.name for e in found) or ", ".join(e.name for e in self._endpoints.values() if e.paged)
        msg = f"{type(self).__name__} has several calls that give rows: {names}. Name one with of=."
        raise UsageError(msg)


def scanned_endpoint(endpoints: Mapping[str, Endpoint]) -> Endpoint | None:
    """Find the call that the rows of a resource are read with unless another is named; None where there is none."""
    return next((endpoints[name] for name in _USUAL if name in endpoints and endpoints[name].paged), None)


def _gives(endpoint: Endpoint, table: str) -> bool:
    from opencga_frames.frames.schema.registry import entity_of

    return endpoint.table is not None and table in entity_of(endpoint.table).tables
