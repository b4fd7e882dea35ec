"""``frame.opencga``: what a frame of this package knows of itself, and what can be done with it.

The first frame of a process imports this module, so that what only its methods need is imported by them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from opencga_frames.errors import UsageError

if TYPE_CHECKING:
    import os

    import pandas as pd

    from opencga_frames.parquet import Provenance
    from opencga_frames.study import Study

__all__ = ["OpencgaAccessor"]


class OpencgaAccessor:
    """What a frame of this package knows of itself; found as ``frame.opencga``.

    pandas hands ``attrs`` on to what is selected or filtered, so that most frames made of one still know their table.

    Parameters
    ----------
    frame
        The frame.

    Examples
    --------
    >>> from opencga_frames import OpenCGAClient
    >>> from opencga_frames.sandbox import Sandbox
    >>> sandbox = Sandbox(samples=30)
    >>> oc = OpenCGAClient({"rest": {"host": sandbox.url}}, session=sandbox.session())
    >>> study = oc.login("viewer", "Sandbox-2026", organization="demo").study(sandbox.study)
    >>> samples = study.samples(columns=["sample_id", "individual_id"])
    >>> samples.opencga.table
    'samples'
    >>> samples.opencga.dictionary()["column"].tolist()
    ['sample_id', 'individual_id']
    >>> len(samples.opencga.fetch(study, "individuals")) == samples["individual_id"].nunique()
    True
    """

    def __init__(self, frame: pd.DataFrame) -> None:
        self._frame = frame

    def __repr__(self) -> str:
        rows, columns = self._frame.shape
        table = self._frame.attrs.get("opencga_table", "no table that it knows")
        return f"<opencga accessor of {table}: {rows:,} rows, {columns:,} columns>"

    @property
    def table(self) -> str:
        """Name of the table.

        Raises
        ------
        UsageError
            When the frame does not know it.
        """
        name = self._frame.attrs.get("opencga_table")
        if not name:
            msg = "This frame does not know its table. Name it: frame.attrs['opencga_table'] = 'samples'."
            raise UsageError(msg)
        return str(name)

    @property
    def provenance(self) -> Provenance | None:
        """Where the rows came from; None where the frame does not know it."""
        from opencga_frames.parquet import Provenance

        text = self._frame.attrs.get("opencga_provenance")
        return Provenance.from_json(text) if text else None

    def dictionary(self) -> pd.DataFrame:
        """Say what the columns mean; see :func:`opencga_frames.dictionary`. Columns of your own are left out."""
        from opencga_frames.frames.dictionary import dictionary

        described = dictionary(self.table).set_index("column", drop=False)
        names = [name for name in self._frame.columns if name in described.index]
        return described.loc[names].reset_index(drop=True)

    def related(self) -> pd.DataFrame:
        """List what can be joined to the frame; see :func:`opencga_frames.related`."""
        from opencga_frames.joins import related

        return related(self.table)

    def join(self, *others: pd.DataFrame, **options: Any) -> pd.DataFrame:
        """Join other frames to this one; see :func:`opencga_frames.join`."""
        from opencga_frames.joins import join

        return join(self._frame, *others, **options)

    def fetch(self, study: Study, table: str, *, via: str | None = None, **options: Any) -> pd.DataFrame:
        """Read the entities that a column of the frame names.

        Parameters
        ----------
        study
            Where to read.
        table
            Main table of what is wanted, such as ``"individuals"`` for a frame of samples.
        via
            Column of the frame that holds the ids; the first that :meth:`related` lists unless given.
        **options
            As for :meth:`opencga_frames.Study.table`.

        Returns
        -------
        pandas.DataFrame
            One row per entity that is named, each once.

        Raises
        ------
        UsageError
            When no column of the frame names rows of that table.
        """
        column = via or self._naming_column(table)
        # As objects, since pandas 2.2 cannot explode its own strings.
        ids = self._frame[column].astype("object").explode().dropna().unique().tolist()
        if not ids:
            return study.table(table, limit=0, **options)
        return study.table(table, id=ids, **options)

    def _naming_column(self, table: str) -> str:
        from opencga_frames.frames.schema.registry import find_table

        keys = [column.name for column in find_table(table).columns if column.key and column.name != "study"]
        ways = self.related()
        leading = ways.loc[(ways["to_table"] == table) & (ways["via"] == ways["from_column"]), "from_column"]
        likely = [*leading, *(name for key in keys for name in (key, f"{key}s"))]
        found = next((name for name in likely if name in self._frame.columns), None)
        if found is None:
            msg = (
                f"No column of this frame of {self.table} names rows of {table}; columns that would: "
                f"{', '.join(dict.fromkeys(likely))}. Read the frame with one of them, or name one with via=."
            )
            raise UsageError(msg)
        return str(found)

    def schema(self) -> Any:
        """Make a pandera schema from the dictionary: dtypes, allowed values, and keys that are never missing.

        Returns
        -------
        pandera.pandas.DataFrameSchema
            For the columns of this frame that the table describes; other columns are let through.

        Raises
        ------
        UsageError
            When pandera is not installed.
        """
        from opencga_frames.validation import schema_of

        return schema_of(self.table, [str(name) for name in self._frame.columns])

    def validate(self) -> pd.DataFrame:
        """Check the frame against :meth:`schema`.

        Returns
        -------
        pandas.DataFrame
            The frame, when it fits.

        Raises
        ------
        UsageError
            Lists what does not fit: column, check, and the first values that fail.
        """
        from opencga_frames.validation import validated

        return validated(self._frame, self.schema())

    def flat(self, separator: str = "|") -> pd.DataFrame:
        """Write lists and structures as strings; see :func:`opencga_frames.flat`."""
        from opencga_frames.frames.flat import flat

        return flat(self._frame, separator)

    def to_parquet(self, path: str | os.PathLike[str]) -> None:
        """Write the frame as one Parquet file that :func:`opencga_frames.read_parquet` reads with the same dtypes.

        Parameters
        ----------
        path
            File to write; an older one is replaced when the new one is whole.
        """
        from opencga_frames.frames.from_pandas import from_pandas
        from opencga_frames.parquet import Provenance, write_table

        origin = self.provenance or Provenance.record()
        write_table(from_pandas(self._frame), path, origin)

    def to_excel(self, path: str | os.PathLike[str]) -> None:
        """Write the frame as a formatted workbook; see :func:`opencga_frames.to_excel`."""
        from opencga_frames.excel import to_excel

        to_excel(self._frame, path)
