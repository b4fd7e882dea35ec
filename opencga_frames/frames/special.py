"""The tables whose rows need code: values of annotation sets, and nested variables of variable sets."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import msgspec
import numpy as np
import pyarrow as pa

from opencga_frames.frames.levels import Level, Source, split_level
from opencga_frames.frames.schema import Column, Table, parse_path
from opencga_frames.frames.values import to_array

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from opencga_frames.frames.slots import Slot

__all__ = ["SPECIALS", "Special", "annotation_values"]


@dataclass(frozen=True)
class Special:
    """How a special table reads documents and makes rows.

    Attributes
    ----------
    read
        Marks the places it needs; gives back the columns that are read in the ordinary way.
    rows
        Makes the level of the rows and the arrays that are ready, by column path.
    """

    read: Callable[[Slot, Table, Sequence[Column]], Sequence[Column]]
    rows: Callable[[Source, Table, Sequence[Column]], tuple[Level, dict[str, Any]]]


def annotation_values(annotations: Any) -> Iterator[tuple[str, int, Any]]:
    r"""Walk the values of one annotation set.

    Yields
    ------
    (variable, index, value)
        The dotted path of the variable (a dot inside a name is written ``\.``), the position for variables with
        several values, and the scalar.

    Examples
    --------
    >>> list(annotation_values({"a": {"b": 1}, "c": ["x", "y"]}))
    [('a.b', 0, 1), ('c', 0, 'x'), ('c', 1, 'y')]
    """
    seen: Counter[str] = Counter()
    for variable, index, value in _leaves(_by_name(annotations), "", None):
        yield variable, seen[variable] if index is None else max(index, seen[variable]), value
        seen[variable] = (seen[variable] if index is None else max(index, seen[variable])) + 1


def _by_name(annotations: Any) -> Any:
    """Annotations by variable; the oldest servers write a list of name and value pairs."""
    if isinstance(annotations, list):
        pairs = [(a.get("name") or a.get("id"), a.get("value")) for a in annotations if isinstance(a, dict)]
        return {str(name): value for name, value in pairs}
    return annotations


def _leaves(value: Any, path: str, index: int | None) -> Iterator[tuple[str, int | None, Any]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            step = name.replace("\\", "\\\\").replace(".", "\\.")
            yield from _leaves(inner, f"{path}.{step}" if path else step, index)
    elif isinstance(value, list):
        for i, inner in enumerate(value):
            yield from _leaves(inner, path, i if index is None else None)
    elif value is not None:
        yield path, index, value


def _read_annotations(root: Slot, table: Table, columns: Sequence[Column]) -> Sequence[Column]:
    root.at((*parse_path(table.rows), "annotations")).read = "value"
    return columns


def _annotation_rows(source: Source, table: Table, _columns: Sequence[Column]) -> tuple[Level, dict[str, Any]]:
    above = source.level(parse_path(table.rows))
    found = [
        (row, *leaf) for row, value in enumerate(above.values(("annotations",))) for leaf in annotation_values(value)
    ]
    level = Level(source.reading, (*above.path, "@"), found, parent=above)
    level.parent_rows = np.array([f[0] for f in found], dtype=np.int64)
    values = [f[3] for f in found]
    ready = {
        "@variable": pa.array([f[1] for f in found], pa.string()),
        "@value_index": pa.array([f[2] for f in found], pa.int32()),
        "@value_type": pa.array(map(_type_name, values), pa.string()).dictionary_encode(),
        "@value": pa.array(map(_as_text, values), pa.string()),
        "@value_number": pa.array(map(_as_number, values), pa.float64()),
        "@value_bool": pa.array([v if isinstance(v, bool) else None for v in values], pa.bool_()),
    }
    return level, ready


def _type_name(value: Any) -> str:
    names = {bool: "BOOLEAN", int: "INTEGER", float: "DOUBLE"}
    return names.get(type(value), "STRING")


def _as_text(value: Any) -> str:
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()


def _as_number(value: Any) -> float | None:
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def _read_variables(root: Slot, table: Table, columns: Sequence[Column]) -> Sequence[Column]:
    rows = parse_path(table.rows)
    root.at(rows).read = "value"
    return [c for c in columns if parse_path(c.path)[: len(rows)] != rows]


def _variable_rows(source: Source, table: Table, columns: Sequence[Column]) -> tuple[Level, dict[str, Any]]:
    path = parse_path(table.rows)
    above = source.level(path)
    found = [(row, *v) for row, item in enumerate(above.values(())) for v in _variables(item, "")]
    level = Level(source.reading, (*above.path, "@"), found, parent=above)
    level.parent_rows = np.array([f[0] for f in found], dtype=np.int64)
    ready: dict[str, Any] = {}
    for column in columns:
        steps = parse_path(column.path)
        if split_level(steps)[0] == path:
            last = steps[-1]
            values = [f[1] if last == "id" else f[2].get(last) for f in found]
            ready[column.path] = to_array(values, column, source.reading.problems)
    return level, ready


def _variables(item: Any, above: str) -> Iterator[tuple[str, dict[str, Any]]]:
    if not isinstance(item, dict):
        return
    own = str(item.get("id") or item.get("name") or "").replace(".", "\\.")
    path = f"{above}.{own}" if above else own
    yield path, item
    for inner in item.get("variables") or item.get("variableSet") or ():
        yield from _variables(inner, path)


SPECIALS: Final = {
    "annotations": Special(read=_read_annotations, rows=_annotation_rows),
    "variables": Special(read=_read_variables, rows=_variable_rows),
}
