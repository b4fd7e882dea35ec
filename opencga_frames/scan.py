"""One description of what is read: an endpoint, its arguments, the tables to make, and how it is carried out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final, Self

from opencga_frames.asked_fields import include_argument, with_needs, with_wire_fields
from opencga_frames.errors import AnswerError, UsageError
from opencga_frames.frames.generic import GENERIC_TABLE
from opencga_frames.frames.schema.registry import entity_of
from opencga_frames.ground.limits import BATCH_BYTES, BATCH_ROWS, MAX_PAGE_SIZE, MOST_BY_SKIP
from opencga_frames.ground.name_list import name_list
from opencga_frames.ground.near_attributes import NearAttributes
from opencga_frames.ground.upward import upward
from opencga_frames.reading import Reading, Selection, conversion_of, received_stream, with_full_study
from opencga_frames.rest.answer.call_record import CallRecord
from opencga_frames.rest.answer.extent import Extent
from opencga_frames.rest.request.build import build_request
from opencga_frames.rest.request.key_column import without_frame
from opencga_frames.rest.walk.options import CallOptions

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator, Mapping, Sequence

    import pandas as pd
    import pyarrow as pa

    from opencga_frames.frames.conversion import Extra
    from opencga_frames.frames.decode.row_decoder import RowDecoder
    from opencga_frames.frames.schema.model import Entity
    from opencga_frames.frames.table_set import Tables
    from opencga_frames.frames.to_pandas import Backend, Names
    from opencga_frames.page_source import PageSource, PageSourceClient
    from opencga_frames.rest.catalogue.endpoint import Endpoint
    from opencga_frames.rest.walk.stream import PageStream

__all__ = ["Scan"]


@dataclass(frozen=True)
class Scan(NearAttributes):
    """A description of rows to read: nothing is sent before they are asked for.

    A scan holds no connection of its own. It is made by ``oc.samples.scan(...)`` and bound to that client; a pickle of
    it leaves the client behind, and :meth:`bind` attaches another one, for instance in a worker process.

    Attributes
    ----------
    endpoint
        What is called.
    arguments
        Its arguments, checked.
    options
        How the call is carried out: ``limit``, ``page_size``, ``workers``, ``progress``, ``on_error`` ...
    selected
        Names of tables to make; the first is the one that :meth:`frame`, :meth:`arrow` and :meth:`batches` give.
    columns
        Columns of that table; None for the default view. With ``columns`` the server is asked only for what they need,
        unless ``include`` or ``exclude`` is given, or ``extra`` is another than ``"warn"``.
    core
        Without ``columns``: only the core columns (True) or all (False).
    extra, keep_empty
        As for :meth:`opencga_frames.RestResponse.frame`.
    processes
        Processes that convert pages; see :meth:`in_processes`.

    Examples
    --------
    >>> import pickle
    >>> from opencga_frames import OpenCGAClient
    >>> from opencga_frames.sandbox import Sandbox
    >>> sandbox = Sandbox(samples=30)
    >>> oc = OpenCGAClient({"rest": {"host": sandbox.url}}, session=sandbox.session())
    >>> _ = oc.login("viewer", "Sandbox-2026", organization="demo")
    >>> scan = oc.samples.scan(study=sandbox.study, columns=["sample_id", "somatic"])
    >>> scan.count()
    30
    >>> scan.frame().shape
    (30, 2)
    >>> pickle.loads(pickle.dumps(scan)).bind(oc).frame().equals(scan.frame())
    True
    """

    endpoint: Endpoint
    arguments: Mapping[str, Any]
    options: CallOptions = field(default_factory=CallOptions)
    selected: tuple[str, ...] = ()
    columns: tuple[str, ...] | None = None
    core: bool = True
    extra: Extra = "warn"
    keep_empty: bool = False
    processes: int = 1
    source: PageSource | None = field(default=None, repr=False, compare=False)

    def __post_init__(self) -> None:
        main = self.entity.main if self.entity else GENERIC_TABLE
        arguments = with_wire_fields(self.endpoint, plain_arguments(self.endpoint, self.arguments))
        object.__setattr__(self, "arguments", arguments)
        object.__setattr__(self, "selected", tuple(self.selected) or (self.endpoint.table or main,))
        object.__setattr__(self, "columns", None if self.columns is None else name_list("columns", self.columns))
        build_request(self.endpoint, self.arguments)
        self.reading(_NO_PAGES).collector()  # refuses wrong names of tables and columns

    def __repr__(self) -> str:
        words = ", ".join(f"{name}={value!r}" for name, value in self.arguments.items())
        return f"<Scan of {', '.join(self.selected)} from {self.endpoint.path} ({words}): nothing is read yet>"

    @property
    def entity(self) -> Entity | None:
        """Entity of the rows; None where no table describes them: then they become the one table ``rows``."""
        return entity_of(self.endpoint.table) if self.endpoint.table else None

    def bind(self, client: PageSourceClient) -> Self:
        """Attach a client, which carries the scan out.

        Parameters
        ----------
        client
            An :class:`~opencga_frames.OpenCGAClient`.

        Returns
        -------
        Scan
            The same scan with the client.
        """
        return replace(self, source=client.page_source)

    def select(self, *tables: str, columns: Sequence[str] | None = None, core: bool | None = None) -> Self:
        """Return the same scan for other tables or columns.

        Parameters
        ----------
        *tables
            Names of tables of the same rows; those of this scan unless given.
        columns
            Columns of the one table.
        core
            As for the scan; unchanged unless given.

        Returns
        -------
        Scan
            The other scan; this one stays as it is.

        Raises
        ------
        UnknownNameError
            When there is no such table or column.
        """
        chosen = tables or self.selected
        core = self.core if core is None else core
        return replace(
            self, selected=chosen, columns=None if columns is None else name_list("columns", columns), core=core
        )

    def in_processes(self, number: int) -> Self:
        """Return the same scan, whose pages are converted in processes of their own.

        It pays for many rows, where converting them takes longer than fetching them; starting the processes takes some
        seconds. As for all processes of Python, a script that uses it needs ``if __name__ == "__main__":``.

        Parameters
        ----------
        number
            Number of processes; 1 for none besides the caller's own.
        """
        if type(number) is not int or number < 1:
            msg = f"in_processes got {number!r}, expected a whole number, 1 or more."
            raise UsageError(msg)
        return replace(self, processes=number)

    def count(self) -> int:
        """Ask how many rows there are; no row is sent.

        Returns
        -------
        int
            At most the ``limit`` of the scan.

        Raises
        ------
        UsageError
            When the server does not count the rows of this endpoint.
        """
        total = self._total()
        there = max(0, total - self.options.skip)
        return there if self.options.limit is None else min(there, self.options.limit)

    def batches(
        self, table: str | None = None, *, rows: int = BATCH_ROWS, size: int = BATCH_BYTES
    ) -> Iterator[pa.RecordBatch]:
        """Read the rows as Arrow record batches, page by page in bounded memory.

        Parameters
        ----------
        table
            Name of a table; the first of the scan unless given.
        rows, size
            Maximum number of rows and of bytes of a batch; a single row may have more. No batch has more rows than
            those of one page.

        Yields
        ------
        pyarrow.RecordBatch
            With the schema of :meth:`schema`; none where there are no rows. Where entries were written or removed
            meanwhile, the rows that were missed for it come behind the others.

        Raises
        ------
        OpenCGAError
            When rows are missing all the same, behind the last batch; with ``on_error="partial"`` it is a warning.
        """
        yield from self._one(table).reading().batches(rows, size)

    def frame_batches(
        self,
        table: str | None = None,
        *,
        rows: int = BATCH_ROWS,
        size: int = BATCH_BYTES,
        names: Names = "snake",
        dtype_backend: Backend = "numpy_nullable",
    ) -> Iterator[pd.DataFrame]:
        """Read the rows as DataFrames of bounded size, page by page in bounded memory.

        Parameters
        ----------
        table, rows, size
            As for :meth:`batches`; the bytes are those of the Arrow form.
        names, dtype_backend
            As for :meth:`frame`.

        Yields
        ------
        pandas.DataFrame
            With the columns and dtypes of :meth:`frame`; categories are those of the batch.
        """
        import pyarrow as pa

        from opencga_frames.frames.to_pandas import to_pandas

        for batch in self.batches(table, rows=rows, size=size):
            frame = to_pandas(pa.Table.from_batches([batch]), names=names, dtype_backend=dtype_backend)
            frame.attrs["opencga_table"] = table or self.selected[0]
            yield frame

    def schema(self, table: str | None = None) -> pa.Schema:
        """Arrow schema of a table; nothing is sent.

        Parameters
        ----------
        table
            One table of the scan; the first unless given.

        Returns
        -------
        pyarrow.Schema
            Names and types of the columns, each field with its meaning as metadata.
        """
        one = self._one(table)
        return one.reading(_NO_PAGES).collector().schema(one.selected[0])

    def arrow(self, table: str | None = None) -> pa.Table:
        """Read one table as a ``pyarrow.Table``; the first of the scan unless named.

        Parameters
        ----------
        table
            One table of the scan.

        Returns
        -------
        pyarrow.Table
            With the types of :meth:`schema`.

        Raises
        ------
        UsageError
            When the scan is bound to no client.
        OpenCGAError
            See :mod:`opencga_frames.errors`.
        """
        one = self._one(table)
        return one.reading().collect().table(one.selected[0])

    def frame(
        self, table: str | None = None, *, names: Names = "snake", dtype_backend: Backend = "numpy_nullable"
    ) -> pd.DataFrame:
        """Read one table as a DataFrame.

        Parameters
        ----------
        table
            Name of a table; the first of the scan unless given.
        names, dtype_backend
            As for :meth:`opencga_frames.RestResponse.frame`.

        Returns
        -------
        pandas.DataFrame
            The columns and dtypes of the table's description, the same for no, one and many rows.

        Raises
        ------
        OpenCGAError
            See :mod:`opencga_frames.errors`; no row is ever silently missing.
        """
        from opencga_frames.frames.to_pandas import to_pandas

        one = self._one(table)
        reading = one.reading()
        frame = to_pandas(reading.collect().table(one.selected[0]), names=names, dtype_backend=dtype_backend)
        frame.attrs["opencga_table"] = one.selected[0]
        frame.attrs["opencga_provenance"] = reading.provenance(rows=len(frame)).to_json()
        return frame

    def annotations(
        self,
        variable_set: str,
        *,
        definition: Mapping[str, Any] | None = None,
        dtype_backend: Backend = "numpy_nullable",
    ) -> pd.DataFrame:
        """Read the annotations of one variable set as typed columns; the server is asked for nothing else.

        Asked for are the rows that have such annotations, and of these only the annotations.

        Parameters
        ----------
        variable_set, definition, dtype_backend
            As for :meth:`opencga_frames.RestResponse.annotations`.

        Returns
        -------
        pandas.DataFrame
            One row per entity and annotation set: the key columns, ``annotation_set_id``, and a column per variable.

        Raises
        ------
        UnknownNameError
            When the rows carry no annotation sets.
        """
        from opencga_frames.frames.to_pandas import to_pandas
        from opencga_frames.frames.wide_annotations import spread

        name = f"{self.entity.name}_annotations" if self.entity else "annotations"
        every = replace(self._one(name), columns=None)
        lean = {**every.arguments, **include_argument(every.endpoint, every.arguments, {name: None})}
        rows = replace(every, arguments=_of_variable_set(every.endpoint, lean, variable_set)).arrow()
        return to_pandas(spread(rows, variable_set, definition), dtype_backend=dtype_backend)

    def tables(self, *, names: Names = "snake", dtype_backend: Backend = "numpy_nullable") -> Tables:
        """Read all tables of the scan at once.

        Returns
        -------
        Tables
            A mapping of table name to DataFrame.

        Raises
        ------
        UsageError
            When the scan is bound to no client.
        OpenCGAError
            See :mod:`opencga_frames.errors`.
        """
        from opencga_frames.frames.table_set import Tables

        collector = self.reading().collect()
        made = {name: collector.table(name) for name in self.selected}
        return Tables(
            self.selected, lambda some: {n: made[n] for n in some}, name_style=names, dtype_backend=dtype_backend
        )

    def write(self, folder: str | os.PathLike[str]) -> dict[str, str]:
        """Write the tables of the scan as Parquet files, page by page in bounded memory.

        Parameters
        ----------
        folder
            Where to; made when missing. fsspec URLs are taken as well.

        Returns
        -------
        dict
            Path of the file by table.
        """
        return self.reading().write(folder)

    def piece(self, skip: int, limit: int | None) -> Self:
        """Give the same scan for some of its rows, in the order of the endpoint's sort key.

        Parameters
        ----------
        skip
            Rows of this scan to leave out at the start.
        limit
            Maximum number of rows; None for all that are left.
        """
        left = None if self.options.limit is None else max(0, self.options.limit - skip)
        rows = left if limit is None or (left is not None and left < limit) else limit
        return self._range(self.options.skip + skip, rows)

    def dask(self, partitions: int | None = None, *, provider: str | None = None) -> Any:
        """Make a Dask DataFrame: a task per part, read by workers when it is needed.

        Tokens stay here: each worker logs in by its own session file or environment, or by a provider.

        Parameters
        ----------
        partitions
            Maximum number of parts, as for :meth:`partitions`.
        provider
            ``"package.module:function"`` that workers can import: takes a configuration and returns a client.

        Returns
        -------
        dask.dataframe.DataFrame
            With the dtypes of the table; columns chosen later reach the request.

        Raises
        ------
        UsageError
            When Dask is not installed, or the scan is bound to no client or cannot be cut.
        """
        made = upward("cluster", "dask_frame")
        return made(self, self._bound().configuration, partitions=partitions, provider=provider)

    def partitions(self, n: int | None = None) -> list[Self]:
        """Cut the scan into scans that together give each row once.

        The rows are counted once, and each part reads a range of them in the order of the endpoint's sort key. Rows
        written or removed before all parts are read shift the ranges. Many rows (more than 50,000) are cut by the dates
        of their creation, as far as all of them have one and it is not the same: skipping so many rows would cost the
        server more than reading them.

        Parameters
        ----------
        n
            Maximum number of parts; there are fewer where there are fewer rows. By default each part has about as many
            rows as the server gives in one answer at most.

        Returns
        -------
        list of Scan
            At most ``n``, at least one.

        Raises
        ------
        UsageError
            When the rows cannot be counted or have no stable order.
        """
        if n is not None and (not isinstance(n, int) or n < 1):
            msg = f"partitions got {n!r}, expected a whole number, 1 or more."
            raise UsageError(msg)
        if self.endpoint.sort_key is None:
            msg = f"The rows of {self.endpoint.label} have no stable order and cannot be cut. Read them whole."
            raise UsageError(msg)
        rows = self.count()
        number = n or max(1, -(-rows // MAX_PAGE_SIZE))
        size = max(1, -(-rows // number))
        starts = range(0, rows, size) or [0]
        by_skip = [self._range(self.options.skip + start, min(size, rows - start)) for start in starts]
        return self._by_dates(rows, number) or by_skip

    def _by_dates(self, rows: int, number: int) -> list[Self]:
        """Cut many rows by the dates of their creation; empty for few, and where that cannot be done."""
        key, whole = self.endpoint.cut_key, not self.options.skip and self.options.limit is None
        if key is None or not whole or rows <= MOST_BY_SKIP or number < 2:
            return []
        name = self.endpoint.parameter(key).name
        found = self._bound().ranges(self.endpoint, self.arguments, rows, number)
        others = {given: value for given, value in self.arguments.items() if given not in (name, key)}
        return [replace(self, arguments={**others, name: part}) for part in found]

    def _range(self, skip: int, limit: int | None) -> Self:
        return replace(self, options=replace(self.options, skip=skip, limit=limit))

    def _total(self) -> int:
        if not self.endpoint.countable:
            msg = f"The server does not count the rows of {self.endpoint.label}. Read them and count."
            raise UsageError(msg)
        quiet = CallOptions(limit=0, progress=False)
        total = self._bound().call(self.endpoint, self.arguments, quiet).num_matches()
        if total < 0:
            msg = f"The server did not say how many rows {self.endpoint.label} has. Read them and count."
            raise UsageError(msg)
        return total

    def _one(self, table: str | None) -> Self:
        name = table or self.selected[0]
        if self.selected == (name,):
            return self
        return replace(self, selected=(name,), columns=self.columns if name in self.selected else None)

    def reading(self, stream: PageStream | None = None) -> Reading:
        """Return the pages on their way into the tables of the scan.

        Parameters
        ----------
        stream
            The pages; fetched by the client unless given.
        """
        pages = stream or self._pages()
        selection = Selection(self.selected, self.columns, self.core)
        memory, names = (self.source.memory, self.source.study_names) if self.source else (None, None)
        entity = self.entity
        record = with_full_study(pages.call_record, entity, selection, names, spare=AnswerError)
        # What the columns need counts as asked for in full: only the caller's own projection leaves gaps.
        asked = self.arguments
        how = conversion_of(entity, record.study, asked, self.extra, keep_empty=self.keep_empty) if entity else None
        return Reading(replace(pages, call_record=record), how, selection, memory, self.processes)

    def _pages(self) -> PageStream:
        tables = [self.entity.tables[name] for name in self.selected] if self.entity else []
        asked = {**self.arguments, **self._include()}
        return self._bound().pages(
            self.endpoint, with_needs(self.endpoint, tables, asked), self.options, self._row_decoder()
        )

    def _row_decoder(self) -> RowDecoder | None:
        """Decode rows where they arrive, where that pays.

        Other processes decode what they are given themselves. The objects in lists, which child tables are made of, are
        so many that the garbage collector takes more time for them than is spared.
        """
        if self.entity is None or self.source is None or self.processes > 1:
            return None
        if any(self.entity.tables[name].rows or self.entity.tables[name].special for name in self.selected):
            return None
        from opencga_frames.frames.conversion import Conversion

        conversion = Conversion(self.entity, extra=self.extra)
        return conversion.row_decoder(self.selected, self.columns, core=self.core, memory=self.source.memory)

    def _include(self) -> dict[str, tuple[str, ...]]:
        """Return the argument ``include`` that suffices for the columns; empty where everything is wanted."""
        if self.columns is None or self.extra != "warn":
            return {}
        return include_argument(self.endpoint, self.arguments, {self.selected[0]: self.columns})

    def _bound(self) -> PageSource:
        if self.source is None:
            msg = f"This scan of {self.endpoint.label} is bound to no client. Attach one: scan.bind(oc)."
            raise UsageError(msg)
        return self.source

    def __dask_tokenize__(self) -> tuple[str, ...]:
        """Say what makes two scans the same for Dask, which names its tasks after it; the client is no part of it."""
        return tuple(f"{name}={value!r}" for name, value in self.__getstate__().items())

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "source": None}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)


#: Ids that need no care in a filter of annotations.
_PLAIN_ID: Final = re.compile(r"[\w.-]+")
_NO_PAGES: Final = received_stream((), CallRecord(), Extent())


def plain_arguments(endpoint: Endpoint, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Return the arguments of a call without those that are None, and with the ids that frames stand for."""
    given = {name: value for name, value in arguments.items() if value is not None}
    return {n: without_frame(endpoint.parameter(n), v) if endpoint.takes(n) else v for n, v in given.items()}


def _of_variable_set(endpoint: Endpoint, arguments: Mapping[str, Any], variable_set: str) -> Mapping[str, Any]:
    """Ask for the rows only that have annotations of a variable set."""
    if not endpoint.takes("annotation") or not _PLAIN_ID.fullmatch(variable_set):
        return arguments
    term = f"variableSet={variable_set}"
    given = arguments.get("annotation", "")
    terms = [given] if isinstance(given, str) else list(given)
    return {**arguments, "annotation": ";".join([*(part for part in terms if part), term])}
