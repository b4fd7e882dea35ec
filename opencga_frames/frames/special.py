"""The tables whose rows need code: values of annotation sets, and nested variables of variable sets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pyarrow as pa

from opencga_frames.frames.converters import json_text
from opencga_frames.frames.leaves import FLAG, FLOAT, TEXT, WHOLE, Leaves, annotation_values, leaves_of
from opencga_frames.frames.levels import Level, Source, split_level
from opencga_frames.frames.schema import Column, Table, parse_path
from opencga_frames.frames.values import to_array

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from opencga_frames.frames.context import Context
    from opencga_frames.frames.problems import Problems
    from opencga_frames.frames.slots import Slot

__all__ = ["SPECIALS", "Special", "annotation_values"]

#: Where a variable holds variables of its own; the second is the name of older servers.
_NESTED: Final = ("variables", "variableSet")
#: Name of the type of a value by the number of its kind.
_TYPE_NAMES: Final = pa.array([None, "STRING", "BOOLEAN", "INTEGER", "DOUBLE"], pa.string())


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
    rows: Callable[[Source, Table, Sequence[Column], Context], tuple[Level, dict[str, Any]]]


def _below(source: Source, above: Level, parent_rows: Any, items: Sequence[Any]) -> Level:
    level = Level(source.reading, (*above.path, "@"), items, parent=above)
    level.parent_rows = np.asarray(parent_rows, dtype=np.int64)
    return level


def _read_annotations(root: Slot, table: Table, columns: Sequence[Column]) -> Sequence[Column]:
    slot = root.at((*parse_path(table.rows), "annotations"))
    slot.read, slot.described = "value", True
    return columns


def _annotation_rows(
    source: Source, table: Table, _columns: Sequence[Column], context: Context
) -> tuple[Level, dict[str, Any]]:
    above = source.level(parse_path(table.rows))
    leaves = leaves_of(above.values(("annotations",)), flat=context.projection.flat_annotations)
    return _below(source, above, leaves.rows, leaves.values.tolist()), _value_columns(
        leaves, keep_empty=context.keep_empty
    )


def _value_columns(leaves: Leaves, *, keep_empty: bool) -> dict[str, Any]:
    kinds = leaves.kinds
    texts = _texts(leaves)
    numbers = _some(leaves, (kinds == WHOLE) | (kinds == FLOAT), pa.float64())
    return {
        "@variable": leaves.variables,
        "@value_index": pa.array(leaves.positions, pa.int32()),
        "@value_type": _TYPE_NAMES.take(pa.array(kinds)).dictionary_encode(),
        "@value": pa.array(texts if keep_empty or "" not in texts else [t or None for t in texts], pa.string()),
        "@value_number": numbers,
        "@value_bool": _some(leaves, kinds == FLAG, pa.bool_()),
    }


def _texts(leaves: Leaves) -> list[Any]:
    """Every value as text; those that are none as JSON has them, written in one go and cut at the commas."""
    texts: list[Any] = leaves.values.tolist()
    others = np.flatnonzero(leaves.kinds != TEXT).tolist()
    written = json_text([texts[i] for i in others])[1:-1].split(",")
    for i, text in zip(others, written, strict=bool(others)):
        texts[i] = text
    return texts


def _some(leaves: Leaves, which: Any, kind: Any) -> Any:
    """Array of the chosen values with null for the others."""
    rows = np.flatnonzero(which)
    convert = _number if kind == pa.float64() else bool
    places = np.full(len(which), -1)
    places[rows] = np.arange(len(rows))
    values = pa.array(map(convert, leaves.values[rows].tolist()), kind)
    return values.take(pa.array(places, mask=~which))


def _number(value: float) -> float | None:
    try:
        return float(value)
    except OverflowError:  # a whole number of more than 308 digits
        return None


def _read_variables(root: Slot, table: Table, columns: Sequence[Column]) -> Sequence[Column]:
    rows = parse_path(table.rows)
    root.at(rows).read = "value"
    return [c for c in columns if parse_path(c.path)[: len(rows)] != rows]


def _variable_rows(
    source: Source, table: Table, columns: Sequence[Column], context: Context
) -> tuple[Level, dict[str, Any]]:
    path = parse_path(table.rows)
    problems = source.reading.problems
    above = source.level(path)
    found = [(row, *v) for row, item in enumerate(above.values(())) for v in _variables(item, "")]
    wrong = [f[2] for f in found if not isinstance(f[2], dict)]
    problems.add(table.rows, "lost", len(wrong), wrong[0] if wrong else None)
    found = [f for f in found if isinstance(f[2], dict)]
    own = {c: parse_path(c.path)[-1] for c in table.columns if split_level(parse_path(c.path))[0] == path}
    _count_unknown([f[2] for f in found], {*own.values(), *_NESTED}, table, problems)
    ready: dict[str, Any] = {}
    for column in (c for c in columns if c in own):
        values = [f[1] if own[column] == "id" else f[2].get(own[column]) for f in found]
        ready[column.path] = to_array(values, column, problems, keep_empty=context.keep_empty)
    return _below(source, above, [f[0] for f in found], found), ready


def _count_unknown(items: Sequence[dict[str, Any]], known: set[str], table: Table, problems: Problems) -> None:
    for item in items:
        for name in item.keys() - known:
            problems.add(f"{table.rows}.{name}", "unknown field", 1, json_text(item[name]))


def _variables(item: Any, above: str) -> Iterator[tuple[str, Any]]:
    if not isinstance(item, dict):
        if item is not None:
            yield above, item
        return
    own = str(item.get("id") or item.get("name") or "").replace("\\", "\\\\").replace(".", "\\.")
    path = f"{above}.{own}" if above else own
    yield path, item
    inner = next((item[name] for name in _NESTED if item.get(name)), None)
    for below in inner if isinstance(inner, list) else [inner]:
        yield from _variables(below, path)


SPECIALS: Final = {
    "annotations": Special(read=_read_annotations, rows=_annotation_rows),
    "variables": Special(read=_read_variables, rows=_variable_rows),
}
