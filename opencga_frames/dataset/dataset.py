"""A dataset: the tables as they were at one time in a folder, read when they are needed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import msgspec

from opencga_frames.dataset.cards import dataset_card, dataset_lines
from opencga_frames.dataset.manifest import Manifest, read_manifest
from opencga_frames.errors import StorageError, UnknownNameError, UsageError
from opencga_frames.ground.name_list import one_name
from opencga_frames.ground.near_attributes import NearAttributes
from opencga_frames.ground.upward import upward
from opencga_frames.parquet.description import as_described
from opencga_frames.parquet.read import table_frame
from opencga_frames.parquet.storage import location_of, reported
from opencga_frames.parquet.table_folder import TableFiles, decoded_schema, lazy_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pandas as pd
    import pyarrow as pa
    import pyarrow.dataset

    from opencga_frames.dataset.manifest import Changes
    from opencga_frames.frames.to_pandas import Backend, Names
    from opencga_frames.parquet.provenance import Provenance
    from opencga_frames.parquet.storage import Location, PathOrUrl

__all__ = ["Dataset", "open_dataset"]


class Dataset(NearAttributes, Mapping[str, str]):
    """The tables as they were at one time in a folder; a mapping of their names to the folders of their files.

    Nothing is read before it is asked for. The object stays with the state that was there when it was opened: when the
    folder is written anew meanwhile, reading says so and never mixes two states.

    Parameters
    ----------
    location
        The folder.
    manifest
        What is in it.

    Attributes
    ----------
    manifest : Manifest
        Everything that ``_dataset.json`` says.

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
    ...     dataset = study.sync(folder)
    ...     dataset.rows, dataset.changes["samples"].changed
    ({'samples': 30}, 0)
    """

    def __init__(self, location: Location, manifest: Manifest) -> None:
        self._location = location
        self.manifest = manifest

    @property
    def folder(self) -> str:
        """Path or address of the folder."""
        return self._location.text

    @property
    def rows(self) -> dict[str, int]:
        """Number of rows by table."""
        return {name: table.rows for name, table in self.manifest.tables.items()}

    @property
    def sizes(self) -> dict[str, int]:
        """Bytes by table."""
        return {name: table.bytes for name, table in self.manifest.tables.items()}

    @property
    def changes(self) -> dict[str, Changes]:
        """What the last ``sync`` changed, by table; empty after a full export."""
        return dict(self.manifest.changes or {})

    def provenance(self, table: str) -> Provenance:
        """Give where the rows of a table came from."""
        self._check(table)
        return self.manifest.provenance_of(table)

    def files(self, table: str) -> list[str]:
        """Paths or addresses of the files of a table."""
        self._check(table)
        return [self._location.inside(file.path).text for file in self.manifest.tables[table].files]

    def lazy(self, table: str) -> pyarrow.dataset.Dataset:
        """Give a table as a dataset of pyarrow, which reads only the columns and rows that are asked of it.

        Parameters
        ----------
        table
            Name of a table.

        Returns
        -------
        pyarrow.dataset.Dataset
            DuckDB, polars and ibis read it as well.

        Raises
        ------
        UnknownNameError
            When there is no such table.
        StorageError
            When the folder was written anew since it was opened.
        """
        self._check(table)
        entry = self.manifest.tables[table]
        schema = decoded_schema(entry.partition_schema) if entry.partition_schema else None
        files = TableFiles(self._location, [file.path for file in entry.files], schema, list(entry.columns))
        try:
            return lazy_table(files)
        except StorageError as error:
            raise self._explained(error) from error

    def arrow(self, table: str, columns: Sequence[str] | None = None, where: Any = None) -> pa.Table:
        """Read some columns and rows of a table as an Arrow table; parameters as for :meth:`frame`."""
        lazy = self.lazy(table)
        try:
            with reported("read", self._location.inside(table)):
                chosen = lazy.schema.names if columns is None else list(columns)
                return as_described(lazy.to_table(columns=chosen, filter=_expression(where)))
        except StorageError as error:
            raise self._explained(error) from error

    def frame(
        self,
        table: str,
        columns: Sequence[str] | None = None,
        where: Any = None,
        *,
        names: Names = "snake",
        dtype_backend: Backend = "numpy_nullable",
    ) -> pd.DataFrame:
        """Read some columns and rows of a table as a frame.

        Parameters
        ----------
        table
            Name of a table.
        columns
            Names in snake case or dotted, in the order wanted; None for all. Others are not read.
        where
            Rows wanted: a list of conditions such as ``[("somatic", "==", True)]`` that all hold, a list of such lists
            of which one holds, or an expression of pyarrow. Parts of files without such rows are not read.
        names, dtype_backend
            As for :meth:`opencga_frames.RestResponse.frame`.

        Raises
        ------
        UnknownNameError
            When there is no such table or column.
        StorageError
            When the files cannot be read, or the folder was written anew since it was opened.
        """
        lazy, location = self.lazy(table), self._location.inside(table)
        try:
            frame = table_frame(lazy, location, columns, _expression(where), names=names, dtype_backend=dtype_backend)
        except StorageError as error:
            raise self._explained(error) from error
        frame.attrs["opencga_table"] = table
        frame.attrs["opencga_provenance"] = self.provenance(table).to_json()
        return frame

    def parts(self, table: str) -> list[Dataset]:
        """Cut a table into datasets of one file each, which together have each row once; workers can be sent them."""
        self._check(table)
        entry = self.manifest.tables[table]
        walks = {entry.walk: self.manifest.walks[entry.walk]}
        pieces = [msgspec.structs.replace(entry, files=(file,)) for file in entry.files]
        return [
            Dataset(self._location, msgspec.structs.replace(self.manifest, tables={table: piece}, walks=walks))
            for piece in pieces
        ]

    def dask(self, table: str, columns: Sequence[str] | None = None, where: Any = None) -> Any:
        """Give a table as a Dask DataFrame, a task per file; extra ``dask``.

        Parameters
        ----------
        table, columns, where
            As for :meth:`frame`. The folder must be one that the workers reach as well.

        Returns
        -------
        dask.dataframe.DataFrame
            With the columns and dtypes of :meth:`frame`. Columns chosen later are the only ones read.

        Raises
        ------
        UsageError
            When Dask is not installed.
        UnknownNameError
            When there is no such table or column.
        """
        self._check(table)
        made = upward("cluster", "dask_dataset")
        return made(self, table, columns, where)

    def __getitem__(self, table: str) -> str:
        if table not in self.manifest.tables:
            raise KeyError(table)
        return self._location.inside(table).text

    def _ipython_key_completions_(self) -> list[str]:
        return list(self.manifest.tables)

    def __iter__(self) -> Iterator[str]:
        return iter(self.manifest.tables)

    def __len__(self) -> int:
        return len(self.manifest.tables)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Dataset):
            return NotImplemented
        return self._location.path == other._location.path and self.manifest == other.manifest

    def __hash__(self) -> int:
        return hash((self._location.path, self.manifest.run))

    def __repr__(self) -> str:
        return "\n".join(dataset_lines(self.folder, self.manifest))

    def _repr_html_(self) -> str:
        return dataset_card(self.folder, self.manifest)

    def _check(self, table: str) -> None:
        if one_name("table", table) not in self.manifest.tables:
            raise UnknownNameError("table", table, self.manifest.tables, self.folder)

    def _explained(self, error: StorageError) -> StorageError:
        """Say so where the files are gone because others took their place."""
        now = read_manifest(self._location)
        if now is None or now.run == self.manifest.run:
            return error
        msg = f"{self.folder} was written anew since it was opened (run {now.run}). Open it again with open_dataset."
        return StorageError(msg)


def open_dataset(folder: PathOrUrl) -> Dataset:
    """Open a folder that ``study.to_parquet`` wrote.

    Parameters
    ----------
    folder
        Local path, or an address that fsspec knows.

    Returns
    -------
    Dataset
        With :meth:`Dataset.frame` and :meth:`Dataset.lazy`; nothing but the list of files is read yet.

    Raises
    ------
    StorageError
        When there is no dataset in the folder.

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
    ...     open_dataset(folder).frame("samples", columns=["sample_id", "somatic"]).shape
    (30, 2)
    """
    location = location_of(folder)
    manifest = read_manifest(location)
    if manifest is None:
        msg = (
            f"There is no dataset in {location.text}: it has no _dataset.json. Write one with study.to_parquet, or "
            "with `opencga-frames export` in the shell."
        )
        raise StorageError(msg)
    return Dataset(location, manifest)


def _expression(where: Any) -> Any:
    import pyarrow.dataset as ds
    import pyarrow.parquet as pq

    if where is None or isinstance(where, ds.Expression):
        return where
    try:
        return pq.filters_to_expression(where)
    except (ValueError, TypeError, IndexError) as error:
        msg = f'where got {where!r}, expected conditions such as [("somatic", "==", True)] ({error}).'
        raise UsageError(msg) from error
