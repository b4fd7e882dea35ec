"""An answer that becomes tables."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from opencga_frames.errors import UnknownNameError, UsageError
from opencga_frames.rest.answer.pyopencga_names import Response
from opencga_frames.warn import warn

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Mapping, Sequence

    import pandas as pd

    from opencga_frames.frames.collector import Collector
    from opencga_frames.frames.conversion import Conversion, Extra
    from opencga_frames.frames.schema.model import Entity
    from opencga_frames.frames.table_set import Tables
    from opencga_frames.frames.to_pandas import Backend, Names
    from opencga_frames.jobs import Job

__all__ = ["RestResponse"]


class RestResponse(Response):
    """The answer to a call: rows, counts, events, and tables made from them.

    Nothing is parsed before it is asked for: tables are made straight from the bytes, plain dictionaries only by
    :meth:`results`.

    Examples
    --------
    >>> documents = [{"id": "S1", "somatic": True}]
    >>> answer = RestResponse.from_documents(documents, entity="sample", study="demo@rare:germline")
    >>> answer.frame(columns=["study", "sample_id", "somatic"])
                    study sample_id  somatic
    0  demo@rare:germline        S1     True
    """

    #: Finds the job an answer tells of; set by the client on answers of calls that submit one.
    open_job: Callable[[RestResponse], Job] | None = None

    def frame(
        self,
        table: str | None = None,
        *,
        columns: Sequence[str] | None = None,
        core: bool = True,
        names: Names = "snake",
        dtype_backend: Backend = "numpy_nullable",
        extra: Extra = "warn",
        keep_empty: bool = False,
    ) -> pd.DataFrame:
        """Make one table of the answer a DataFrame.

        Parameters
        ----------
        table
            Name of a table; the main table of the rows unless given. ``answer.tables()`` lists them.
        columns
            Columns wanted, in snake case or dotted; any column of the table, core or not.
        core
            Without ``columns``: only the core columns of the main table (True) or all (False).
        names
            ``"snake"`` for ``internal_status_id``, ``"dotted"`` for ``internal.status.id``.
        dtype_backend
            ``"numpy_nullable"``, ``"pyarrow"`` or None, as pandas' own readers take it.
        extra
            Fields that no table describes: ``"warn"`` counts them, ``"keep"`` also keeps them as JSON text in
            ``extra_json``, ``"raise"`` refuses them.
        keep_empty
            Keep empty texts; by default they are missing values, as the server writes them for unset fields.

        Returns
        -------
        pandas.DataFrame
            The columns and dtypes of the table's description, the same for no, one and many rows.

        Raises
        ------
        UnknownNameError
            For a table or column that does not exist; near matches are named.
        """
        from opencga_frames.frames.to_pandas import to_pandas

        made = self.arrow(table, columns=columns, core=core, extra=extra, keep_empty=keep_empty)
        frame = to_pandas(made, names=names, dtype_backend=dtype_backend)
        frame.attrs["opencga_table"] = table or self.main_table
        return frame

    def arrow(
        self,
        table: str | None = None,
        *,
        columns: Sequence[str] | None = None,
        core: bool = True,
        extra: Extra = "warn",
        keep_empty: bool = False,
    ) -> Any:
        """Make one table of the answer a ``pyarrow.Table``; parameters as in :meth:`frame`."""
        if self._described is None:
            return self._generic(table, columns)
        name = table or self.main_table
        collector = self._conversion(extra, keep_empty=keep_empty).arrow(self.rows(), [name], columns, core=core)
        self._notice(collector)
        return collector.table(name)

    def tables(
        self,
        *,
        core: bool = True,
        names: Names = "snake",
        dtype_backend: Backend = "numpy_nullable",
        extra: Extra = "warn",
    ) -> Tables:
        """Give all tables of the answer by name, each made when it is first asked for.

        Returns
        -------
        Tables
            A mapping of table name to DataFrame, the main table first.
        """
        from opencga_frames.frames.table_set import Tables

        def make(wanted: Sequence[str]) -> Mapping[str, Any]:
            if self._described is None:
                return {name: self._generic(None, None) for name in wanted}
            collector = self._conversion(extra).arrow(self.rows(), wanted, core=core)
            self._notice(collector)
            return {name: collector.table(name) for name in wanted}

        known = list(self._described.tables) if self._described else [self.main_table]
        return Tables(known, make, name_style=names, dtype_backend=dtype_backend)

    def unexpected(self) -> pd.DataFrame:
        """Tell which fields and values did not fit the descriptions of the tables.

        Returns
        -------
        pandas.DataFrame
            Columns ``path``, ``kind``, ``count`` and ``example``; no rows when everything fitted. Kinds: ``unknown
            field`` (no table describes it), ``in no table`` (a known field without a column), ``converted`` (another
            type, without loss), ``lost`` (no such value can stand in the column). ``extra="keep"`` keeps the first two.
        """
        from opencga_frames.frames.decode.problems import Problems

        if self._described is None:
            return Problems().frame()
        names = list(self._described.tables)
        return self._conversion("keep").arrow(self.rows(), names, core=False).problems.frame()

    def annotations(
        self,
        variable_set: str,
        *,
        definition: Mapping[str, Any] | None = None,
        dtype_backend: Backend = "numpy_nullable",
    ) -> pd.DataFrame:
        """Spread the annotations of one variable set over typed columns.

        Parameters
        ----------
        variable_set
            Identifier of the variable set.
        definition
            The variable set as the server describes it; with it every variable has a column of its own type, without
            it only those that occur, typed by their values.
        dtype_backend
            As in :meth:`frame`.

        Returns
        -------
        pandas.DataFrame
            One row per entity and annotation set: the key columns, ``annotation_set_id``, and a column per variable,
            nested ones with dotted names.

        Raises
        ------
        UnknownNameError
            When the rows carry no annotation sets.
        """
        from opencga_frames.frames.to_pandas import to_pandas
        from opencga_frames.frames.wide_annotations import spread

        entity = self._described
        name = f"{entity.name}_annotations" if entity else "annotations"
        return to_pandas(spread(self.arrow(name), variable_set, definition), dtype_backend=dtype_backend)

    def to_data_frame(self) -> pd.DataFrame:
        """Give all columns of the main table with dotted names, under the name pyopencga's users know."""
        return self.frame(core=False, names="dotted")

    def to_parquet(
        self, path: str | os.PathLike[str], *, tables: Sequence[str] | None = None, core: bool = False
    ) -> dict[str, str]:
        """Write tables of the answer as Parquet files, one per table.

        Parameters
        ----------
        path
            Folder, made when missing; fsspec URLs are taken as well.
        tables
            Names of tables; all that describe the rows unless given.
        core
            Only core columns; by default all.

        Returns
        -------
        dict
            Path of the file by table.
        """
        from opencga_frames.export import provenance_of, write_tables

        made = self.tables(core=core)
        wanted = {name: made.arrow(name) for name in tables} if tables is not None else made.all_arrow()
        matches = self.num_matches()
        known = {"server_version": self.server_version or None, "complete": self.is_complete}
        origin = provenance_of(self.facts, num_matches=matches if matches >= 0 else None, **known)
        return write_tables(wanted, path, origin)

    @property
    def job(self) -> Job:
        """Handle of the job that the call submitted: its state, log and files, and waiting for it.

        Raises
        ------
        UsageError
            When the call submitted none, or the answer did not come through a client.
        """
        if self.open_job is None:
            msg = f"The answer to {self.facts.path} leads to no job. For a job known otherwise: oc.job(id, study=...)."
            raise UsageError(msg)
        return self.open_job(self)

    @cached_property
    def main_table(self) -> str:
        """Name of the table that :meth:`frame` gives unless another is named; ``rows`` when nobody described it."""
        if self._described is None:
            return "rows"
        named = self.table if self.entity is None else None
        return named if named in self._described.tables else self._described.main

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        return self.arrow().__arrow_c_stream__(requested_schema)

    def _repr_html_(self) -> str:
        from opencga_frames.display import answer_card

        return answer_card(self)

    @cached_property
    def _described(self) -> Entity | None:
        from opencga_frames.frames.schema.infer import recognise
        from opencga_frames.frames.schema.registry import entity_of, load_entity

        if self.entity:
            return load_entity(self.entity)
        if self.facts.endpoint is not None:
            try:
                return entity_of(self.table) if self.table else None
            except UnknownNameError:
                return None
        kinds = [block.result_type for page in self.pages for block in page.blocks if block.result_type]
        return recognise(kinds, self.params, self.results())

    def _conversion(self, extra: Extra, *, keep_empty: bool = False) -> Conversion:
        from opencga_frames.frames.conversion import Conversion, projection_of

        if self._described is None:
            raise UnknownNameError("table", "samples", ["rows"], "this answer")
        asked = {**self.params, **self.facts.arguments}
        file = asked.get("file")
        return Conversion(
            self._described,
            self.study,
            projection_of(asked),
            extra,
            keep_empty,
            file=file if isinstance(file, str) and "," not in file else None,
            samples=self._samples(),
        )

    def _samples(self) -> dict[str, list[str]]:
        """Name the samples of each study, as answers do beside their rows when asked to."""
        found = (block.attributes.get("samples") for page in self.pages for block in page.blocks)
        told = [samples for samples in found if isinstance(samples, dict)]
        return {study: names for samples in told for study, names in samples.items() if isinstance(names, list)}

    def _generic(self, table: str | None, columns: Sequence[str] | None) -> Any:
        from opencga_frames.frames.generic import generic_table

        if table not in (None, "rows"):
            raise UnknownNameError("table", str(table), ["rows"], "this answer")
        made = generic_table(self._json_rows())
        for name in columns or ():
            if name not in made.column_names:
                raise UnknownNameError("column", name, made.column_names, "this answer")
        return made.select(list(columns)) if columns is not None else made

    def _json_rows(self) -> list[bytes]:
        import msgspec

        return list(self.rows()) if self.kind == "envelope" else [msgspec.json.encode(self.results())]

    def _notice(self, collector: Collector) -> None:
        what = f"Not everything in {self.facts.path} fitted its table"
        collector.problems.warn(what)
        self._notice_samples()

    def _notice_samples(self) -> None:
        """Say when variants came with only some of their samples, unless the caller set the limit."""
        if {"sampleLimit", "sample_limit"} & {*self.params, *self.facts.arguments}:
            return
        for told in (block.attributes for page in self.pages for block in page.blocks):
            some, whole = told.get("numSamples"), told.get("numTotalSamples")
            if isinstance(some, int) and isinstance(whole, int) and some < whole:
                msg = (
                    f"Only {some:,} of {whole:,} samples are in the answer to {self.facts.path}, the server cuts them. "
                    "Ask with sample_limit (1,000 at most) and sample_skip, or for all with study.genotypes(region)."
                )
                warn(msg)
                return
