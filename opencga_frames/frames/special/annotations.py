"""Values of annotation sets: one row per value, whatever the study's variables are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pyarrow as pa

from opencga_frames.frames.converters import json_text
from opencga_frames.frames.leaves import FLAG, FLOAT, TEXT, WHOLE, Leaves, leaves_of
from opencga_frames.frames.schema import Column, Table, parse_path
from opencga_frames.frames.special.kind import Special, below

if TYPE_CHECKING:
    from collections.abc import Sequence

    from opencga_frames.frames.context import Context
    from opencga_frames.frames.levels import Level, Source
    from opencga_frames.frames.slots import Slot

__all__ = ["ANNOTATIONS"]

#: Name of the type of a value by the number of its kind.
_TYPE_NAMES: Final = pa.array([None, "STRING", "BOOLEAN", "INTEGER", "DOUBLE"], pa.string())


def _read_annotations(root: Slot, table: Table, columns: Sequence[Column]) -> Sequence[Column]:
    slot = root.at((*parse_path(table.rows), "annotations"))
    slot.read, slot.described = "value", True
    return columns


def _annotation_rows(
    source: Source, table: Table, _columns: Sequence[Column], context: Context
) -> tuple[Level, dict[str, Any]]:
    above = source.level(parse_path(table.rows))
    leaves = leaves_of(above.values(("annotations",)), flat=context.projection.flat_annotations)
    return below(source, above, leaves.rows, leaves.values.tolist()), _value_columns(
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


ANNOTATIONS: Final = Special(read=_read_annotations, rows=_annotation_rows)
