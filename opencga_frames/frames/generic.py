"""Answers that no table describes, as one table by a fixed rule.

The rule: a bare value stands in ``value``; a field stands in a column named by its path in snake case; strings are
``string``, whole numbers ``int64``, other numbers ``float64``, true and false ``bool``, a list of strings
``list<string>``; what has no one type over all rows, and every other list, is JSON, the latter in a column whose name
ends in ``_json``. Columns are sorted by name, ``id`` first, so the same documents give the same table in any order.
"""

from __future__ import annotations

import re
from itertools import chain, count
from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa

from opencga_frames.errors import UnknownNameError
from opencga_frames.frames.decode.decoder import decode_rows
from opencga_frames.frames.decode.problems import Problems
from opencga_frames.frames.schema.coerce import json_string

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

__all__ = ["GENERIC_TABLE", "GenericCollector", "generic_table"]

#: Name of the one table of rows that no table describes.
GENERIC_TABLE: Final = "rows"

_INT64: Final = range(-(2**63), 2**63)
#: Whole numbers up to this are exact as floating-point numbers.
_EXACT: Final = 2**53


class GenericCollector:
    """Fills the one table of rows that no table describes; its columns are known when all pages are there.

    It stands in for a :class:`~opencga_frames.frames.collector.Collector`, which needs a description.

    Parameters
    ----------
    tables
        ``("rows",)``.
    columns
        Columns wanted; None for all.

    Raises
    ------
    UnknownNameError
        For another table.

    Examples
    --------
    >>> collector = GenericCollector(["rows"])
    >>> collector.add(b'[{"id": "a"}]')
    1
    >>> collector.table("rows").to_pylist()
    [{'id': 'a'}]
    """

    def __init__(self, tables: Sequence[str] = (GENERIC_TABLE,), columns: Sequence[str] | None = None) -> None:
        for name in tables:
            if name != GENERIC_TABLE:
                raise UnknownNameError("table", name, [GENERIC_TABLE], "this answer")
        self.problems = Problems()
        self._columns = columns
        self._pages: list[bytes] = []

    def name_samples(self, samples: Mapping[str, Sequence[str]]) -> None:
        """Take no notice: these rows have no samples."""

    def add(self, rows: bytes) -> int:
        """Keep one page, the bytes of a JSON array; return the number of its rows."""
        self._pages.append(rows)
        return len(decode_rows(rows))

    def schema(self, name: str) -> pa.Schema:
        """Arrow schema of the pages added so far: none is known before."""
        return self.table(name).schema

    def table(self, name: str) -> pa.Table:  # noqa: ARG002 - there is only one
        """Arrow table of all pages added so far.

        Raises
        ------
        UnknownNameError
            For a column that the rows do not have.
        """
        made = generic_table(self._pages)
        for column in self._columns or ():
            if column not in made.column_names:
                raise UnknownNameError("column", column, made.column_names, "this answer")
        return made.select(list(self._columns)) if self._columns is not None else made


def generic_table(pages: Iterable[bytes]) -> pa.Table:
    """Make one Arrow table of any rows.

    Parameters
    ----------
    pages
        Bytes of JSON arrays.

    Examples
    --------
    >>> generic_table([b'[{"id": "a", "n": {"x": 1}}, {"id": "b"}]']).to_pylist()
    [{'id': 'a', 'n_x': 1}, {'id': 'b', 'n_x': None}]
    >>> generic_table([b'["x", "y"]']).to_pylist()
    [{'value': 'x'}, {'value': 'y'}]
    """
    rows = [dict(_leaves(row, ())) for page in pages for row in decode_rows(page)]
    paths = sorted({path for row in rows for path in row}, key=lambda p: (p != ("id",), p))
    made = [_array([row.get(path) for row in rows]) for path in paths]
    names = _names(zip(paths, (suffix for _, suffix in made), strict=True))
    if not paths:
        return pa.table({"value": pa.nulls(len(rows), pa.string())})
    fields = [
        pa.field(name, array.type, metadata={"json_path": ".".join(path) if path else "@value"})
        for name, path, (array, _) in zip(names, paths, made, strict=True)
    ]
    return pa.table([array for array, _ in made], schema=pa.schema(fields))


def _leaves(value: object, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], object]]:
    if isinstance(value, dict) and (value or not path):
        for name, inner in value.items():
            yield from _leaves(inner, (*path, name))
    elif value is not None:
        yield path, value


def _names(paths: Iterable[tuple[tuple[str, ...], str]]) -> list[str]:
    """Snake-case names, unique: a second path with the same name keeps its dots, a third gets a number."""
    used: set[str] = set()
    names = []
    for path, suffix in paths:
        short, dotted = _snake(path), ".".join(path) if path else "value"
        numbered = (f"{short}_{n}{suffix}" for n in count(2))
        name = next(c for c in chain((short + suffix, dotted + suffix), numbered) if c not in used)
        used.add(name)
        names.append(name)
    return names


def _snake(path: tuple[str, ...]) -> str:
    parts = [re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", part).lower() for part in path]
    return re.sub(r"\W+", "_", "_".join(parts)).strip("_") or "value"


def _array(values: list[object]) -> tuple[pa.Array, str]:
    present = [v for v in values if v is not None]
    kinds = {type(v) for v in present}
    kind = next((kind for kind, fits in _RULES if fits(kinds, present)), None)
    if kind is not None:
        return pa.array(values, kind), ""
    strings = [None if v is None else json_string(v) for v in values]
    return pa.array(strings, pa.string()), "_json" if kinds <= {list, dict} else ""


#: Arrow types in the order they are tried, each with what values it takes.
_RULES: Final[tuple[tuple[Any, Callable[[set[type], list[Any]], bool]], ...]] = (
    (pa.string(), lambda kinds, _: kinds <= {str}),
    (pa.bool_(), lambda kinds, _: kinds == {bool}),
    (pa.int64(), lambda kinds, values: kinds == {int} and all(v in _INT64 for v in values)),
    (pa.float64(), lambda kinds, values: kinds <= {int, float} and float in kinds and all(map(_is_exact, values))),
    (pa.list_(pa.string()), lambda kinds, values: kinds == {list} and all(map(_is_strings, values))),
)


def _is_exact(value: object) -> bool:
    return isinstance(value, float) or (isinstance(value, int) and abs(value) <= _EXACT)


def _is_strings(value: list[object]) -> bool:
    return all(isinstance(item, str) for item in value)
