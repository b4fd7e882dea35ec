"""An answer that becomes tables."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from opencga_frames.call_code import Language, code_of
from opencga_frames.errors import UnknownNameError
from opencga_frames.ground.name_list import name_list
from opencga_frames.ground.near_attributes import NearAttributes
from opencga_frames.rest.answer.answer import Answer

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping, Sequence

    import pandas as pd
    import pyarrow as pa

    from opencga_frames.frames.conversion import Extra
    from opencga_frames.frames.decode.memory import DecoderMemory
    from opencga_frames.frames.schema.model import Entity
    from opencga_frames.frames.table_set import Tables
    from opencga_frames.frames.to_pandas import Backend, Names
    from opencga_frames.parquet import Provenance
    from opencga_frames.reading import Reading
    from opencga_frames.study.names import StudyNames

__all__ = ["RestResponse"]


class RestResponse(NearAttributes, Answer):
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

    #: What the decoders of the client have learnt; set by the client.
    memory: DecoderMemory | None = None
    #: Full names of studies; set by the client.
    study_names: StudyNames | None = None

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
        """Return one table of the answer as a DataFrame.

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
            Fields that no table describes: ``"warn"`` counts them, ``"keep"`` also keeps them as JSON in
            ``extra_json``, ``"raise"`` refuses them.
        keep_empty
            Keep empty strings; by default they are missing values, as the server writes them for unset fields.

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
        frame.attrs["opencga_provenance"] = self.provenance(len(frame)).to_json()
        return frame

    def arrow(
        self,
        table: str | None = None,
        *,
        columns: Sequence[str] | None = None,
        core: bool = True,
        extra: Extra = "warn",
        keep_empty: bool = False,
    ) -> pa.Table:
        """Return one table of the answer as a ``pyarrow.Table``.

        Parameters
        ----------
        table, columns, core, extra, keep_empty
            As for :meth:`frame`.

        Returns
        -------
        pyarrow.Table
            With the same rows and columns as the frame, in the Arrow types of the table.

        Raises
        ------
        UnknownNameError
            When there is no such table or column.
        DecodeError
            When the rows are not JSON.
        """
        name = table or self.main_table
        return self._reading([name], columns, core=core, extra=extra, keep_empty=keep_empty).collect().table(name)

    def tables(
        self,
        *,
        core: bool = True,
        names: Names = "snake",
        dtype_backend: Backend = "numpy_nullable",
        extra: Extra = "warn",
    ) -> Tables:
        """Return all tables of the answer by name, each made when it is first asked for.

        Returns
        -------
        Tables
            A mapping of table name to DataFrame, the main table first.
        """
        from opencga_frames.frames.table_set import Tables

        def make(wanted: Sequence[str]) -> Mapping[str, Any]:
            collector = self._reading(wanted, core=core, extra=extra).collect()
            return {name: collector.table(name) for name in wanted}

        return Tables(self._tables, make, name_style=names, dtype_backend=dtype_backend)

    def unexpected(self) -> pd.DataFrame:
        """List the fields and values that did not fit the descriptions of the tables.

        Returns
        -------
        pandas.DataFrame
            Columns ``path``, ``kind``, ``count`` and ``example``; no rows when everything fitted. Kinds: ``unknown
            field`` (no table describes it), ``in no table`` (a known field without a column), ``converted`` (another
            type, without loss), ``lost`` (no such value can stand in the column). ``extra="keep"`` keeps the first two.
        """
        collector = self._reading(self._tables, core=False, extra="keep").collector()
        for rows in self.rows():
            collector.add(rows)
        return collector.problems.frame()

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
        """Return all columns of the main table with dotted names, under the name pyopencga's users know."""
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
        return self._reading(self._tables if tables is None else tables, core=core).write(path)

    def code(self, language: Language = "python") -> str:
        """Write the call of this answer as code to paste; there is never a token in it.

        Parameters
        ----------
        language
            ``"python"``, ``"curl"``, ``"R"`` (base R and jsonlite) or ``"cli"`` (``opencga-frames``). Those for
            curl and R take the token from the variable ``OPENCGA_TOKEN``.

        Returns
        -------
        str
            The code. Python reads every page, as the call did; the others ask for the first one.

        Raises
        ------
        UsageError
            For another language, and for calls that sent a body, which is not kept.

        Examples
        --------
        >>> from opencga_frames.client import OpenCGAClient
        >>> from opencga_frames.sandbox import Sandbox
        >>> sandbox = Sandbox(samples=3)
        >>> oc = OpenCGAClient({"rest": {"host": sandbox.url}}, session=sandbox.session())
        >>> _ = oc.login("viewer", "Sandbox-2026", organization="demo")
        >>> answer = oc.samples.search(limit=1, study=sandbox.study)
        >>> print(answer.code().splitlines()[-1])
        answer = oc.samples.search(study='demo@rare:germline', limit=1)
        """
        return code_of(self.call_record, language)

    def provenance(self, rows: int | None = None) -> Provenance:
        """Return where the rows came from, for the record: call, versions, time, and whether it is complete.

        Parameters
        ----------
        rows
            Rows of the table that is described; those of the answer unless given.
        """
        from opencga_frames.reading import provenance_of

        known = {"server_version": self.server_version or None, "num_matches": _counted(self.num_matches())}
        complete = not (self.truncated or self.problems)
        return provenance_of(
            self.call_record, rows=self.num_results() if rows is None else rows, complete=complete, **known
        )

    @cached_property
    def main_table(self) -> str:
        """Name of the table that :meth:`frame` gives unless another is named; ``rows`` when no table describes it."""
        if self._described is None:
            return "rows"
        named = self.table if self.entity is None else None
        return named if named in self._described.tables else self._described.main

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        return self.arrow().__arrow_c_stream__(requested_schema)

    def _repr_html_(self) -> str:
        from opencga_frames.display import answer_card

        return answer_card(self, self._tables if self.kind == "envelope" else ())

    @property
    def _tables(self) -> list[str]:
        """Names of all tables that describe the rows."""
        return list(self._described.tables) if self._described else [self.main_table]

    @cached_property
    def _described(self) -> Entity | None:
        from opencga_frames.frames.schema.infer import first_documents, recognise
        from opencga_frames.frames.schema.registry import entity_of, load_entity

        if self.entity:
            return load_entity(self.entity)
        if self.call_record.endpoint is not None:
            try:
                return entity_of(self.table) if self.table else None
            except UnknownNameError:
                return None
        kinds = [block.result_type for page in self.pages for block in page.blocks if block.result_type]
        return recognise(kinds, self.params, first_documents(self.rows()))

    def _reading(
        self,
        tables: Sequence[str],
        columns: Sequence[str] | None = None,
        *,
        core: bool = True,
        extra: Extra = "warn",
        keep_empty: bool = False,
    ) -> Reading:
        from opencga_frames.frames.decode.memory import DecoderMemory
        from opencga_frames.reading import Reading, Selection, conversion_of, received_stream, with_full_study

        asked = {**self.params, **self.call_record.arguments}
        entity = self._described
        selection = Selection(
            name_list("tables", tables), None if columns is None else name_list("columns", columns), core
        )
        call_record = with_full_study(self.call_record, entity, selection, self.study_names)
        how = conversion_of(entity, call_record.study, asked, extra, keep_empty=keep_empty) if entity else None
        # What recurs in a single page is worth nothing to a saved answer: no other page follows.
        memory = DecoderMemory(attempts=0) if self.memory is None and len(self.pages) == 1 else self.memory
        return Reading(received_stream(self.pages, call_record, self.extent), how, selection, memory)


def _counted(matches: int) -> int | None:
    return matches if matches >= 0 else None
