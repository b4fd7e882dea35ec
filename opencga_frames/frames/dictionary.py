"""The data dictionary: what every column of every table is, as a frame."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from opencga_frames.frames.include import plain_path
from opencga_frames.frames.schema.kinds import KINDS
from opencga_frames.frames.schema.registry import entity_of, find_table, table_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import pandas as pd

    from opencga_frames.frames.schema.model import Column, Entity, Table

__all__ = ["dictionary", "fields"]

_TEXTS: Final = ("table", "column", "type", "dtype", "unit", "meaning", "json_path", "older_paths")
_FLAGS: Final = ("key", "core")
_VERSIONS: Final = ("since", "until")
#: Pseudo paths that come from the request, not from a field.
_OF_REQUEST: Final = ("@study", "@file")


def dictionary(table: str | None = None) -> pd.DataFrame:
    """Describe the columns of a table.

    Parameters
    ----------
    table
        Name of a table; all tables unless given.

    Returns
    -------
    pandas.DataFrame
        One row per column, in the order of the table: ``table``, ``column``, ``type`` (in Arrow's words), ``dtype``
        (of a frame, with ``dtype_backend="numpy_nullable"``), ``unit``, ``meaning``, ``json_path``, ``older_paths``
        (on older servers, separated by commas), ``key``, ``core`` (in the default view), ``since`` and ``until``
        (versions of the server, where not all have the field).

    Raises
    ------
    UnknownNameError
        When there is no such table; near matches are named.

    Examples
    --------
    >>> import opencga_frames
    >>> samples = opencga_frames.dictionary("samples").set_index("column")
    >>> samples.loc["creation_date", ["type", "dtype", "json_path"]].tolist()
    ['timestamp[s]', 'datetime64[s]', 'creationDate']
    """
    names = table_names() if table is None else (table,)
    rows = [row for name in names for row in _described(find_table(name))]
    return _frame(rows, (*_TEXTS, *_FLAGS, *_VERSIONS))


def fields(table: str) -> pd.DataFrame:
    """Report what ``include=`` and ``exclude=`` may name.

    Parameters
    ----------
    table
        A main table (``"samples"``): all fields of its documents. A child table (``"sample_phenotypes"``): those that
        feed it.

    Returns
    -------
    pandas.DataFrame
        One row per field, sorted: ``field`` as a dotted path, ``feeds`` (the columns made of it or of what lies below
        it, as ``table.column``, separated by commas; missing where no table reads it), ``meaning``.

    Raises
    ------
    UnknownNameError
        When there is no such table; near matches are named.

    Examples
    --------
    >>> import opencga_frames
    >>> found = opencga_frames.fields("samples").set_index("field")
    >>> found.loc["internal.status.id", "feeds"]
    'samples.internal_status_id'
    """
    entity = entity_of(table)
    tables = [t for t in entity.tables.values() if table in {t.name, entity.main}]
    feeds = [(path, t, column) for t in tables for path, column in _places(t)]
    known = {path for path, _, _ in feeds}
    if table == entity.main:
        known |= {plain_path(path) for path in entity.explained}
    every = sorted({above for path in known for above in _upwards(path)})
    rows = [
        {
            "field": path,
            "feeds": ", ".join(dict.fromkeys(f"{t.name}.{c.name}" for at, t, c in feeds if _covers(path, at))),
            "meaning": _meaning(path, entity, [c for at, _, c in feeds if at == path], every),
        }
        for path in every
    ]
    return _frame(rows, ("field", "feeds", "meaning"))


def _described(table: Table) -> Iterator[dict[str, object]]:
    dtypes = _dtypes(table)
    for column in table.columns:
        yield {
            "table": table.name,
            "column": column.name,
            "type": KINDS[column.kind].name,
            "dtype": dtypes[column.name],
            "unit": column.unit,
            "meaning": column.about,
            "json_path": column.path,
            "older_paths": ", ".join(column.older),
            "key": column.key,
            "core": column.core,
            "since": column.since,
            "until": column.until,
        }


def _dtypes(table: Table) -> dict[str, str]:
    from opencga_frames.frames.assemble import arrow_schema
    from opencga_frames.frames.to_pandas import to_pandas

    empty = to_pandas(arrow_schema(table, table.columns).empty_table())
    return {str(name): str(dtype) for name, dtype in empty.dtypes.items()}


def _places(table: Table) -> Iterator[tuple[str, Column]]:
    """Fields that feed the columns of a table; a column made by code is fed by the whole row."""
    for part in table.parts:
        for column in part.columns:
            if not column.pseudo:
                yield plain_path(column.path), column
            elif part.rows and column.path not in _OF_REQUEST:
                yield plain_path(part.rows), column


def _upwards(path: str) -> Iterator[str]:
    steps = path.split(".")
    return (".".join(steps[:depth]) for depth in range(1, len(steps) + 1))


def _covers(field: str, path: str) -> bool:
    return f"{path}.".startswith(f"{field}.")


def _meaning(path: str, entity: Entity, columns: Iterable[Column], every: Iterable[str]) -> str:
    """Meaning of the column of a field, of the rows that a field holds, or what an object consists of."""
    explained = {plain_path(at): meaning for at, meaning in entity.explained.items()}
    rows = {plain_path(part.rows): t.about for t in entity.tables.values() for part in t.parts}
    own = next((c.about for c in columns if not c.pseudo), None)
    told = own or rows.get(path) or explained.get(path)
    if told:
        return told
    below = [name.removeprefix(f"{path}.") for name in every if name.startswith(f"{path}.")]
    return f"Everything below it: {', '.join(name for name in below if '.' not in name)}."


def _frame(rows: Sequence[Mapping[str, object]], names: Iterable[str]) -> pd.DataFrame:
    import pyarrow as pa

    from opencga_frames.frames.to_pandas import to_pandas
    from opencga_frames.frames.whole_strings import WholeStrings

    kinds = {name: pa.bool_() if name in _FLAGS else pa.string() for name in names}
    columns = [pa.array([_told(row[name]) for row in rows], kind) for name, kind in kinds.items()]
    return WholeStrings(to_pandas(pa.table(columns, names=list(kinds))))


def _told(value: object) -> object:
    return None if value == "" else value
