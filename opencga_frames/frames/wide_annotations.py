"""Annotations of one variable set, spread from rows over typed columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from opencga_frames.frames.columns.arrays import to_array
from opencga_frames.frames.decode.problems import Problems
from opencga_frames.frames.schema.fields import arrow_field
from opencga_frames.frames.schema.model import Column

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from opencga_frames.frames.schema.kinds import KindName

__all__ = ["LeafVariable", "spread", "variables_of"]

_KINDS: Final[dict[str, KindName]] = {
    "BOOLEAN": "bool",
    "INTEGER": "int64",
    "DOUBLE": "float64",
    "CATEGORICAL": "category",
}
_VALUE_COLUMNS: Final = ("variable_id", "value_index", "value_type", "value", "value_number", "value_bool")


@dataclass(frozen=True, slots=True)
class LeafVariable:
    """One variable without variables of its own.

    Attributes
    ----------
    path
        Dotted name; a dot inside a name is written with a backslash before it.
    kind
        Kind of its column.
    multiple
        True when an entity may have several values.
    open
        True for maps, whose keys are not known beforehand.
    values
        Allowed values of a categorical variable, in the order of its definition.
    """

    path: str
    kind: KindName
    multiple: bool = False
    open: bool = False
    values: tuple[str, ...] = ()

    @property
    def column(self) -> Column:
        """Column of the values."""
        return Column(name=self.path, path=self.path, kind=self.kind, values=self.values)


def variables_of(definition: Mapping[str, Any]) -> list[LeafVariable]:
    """Read the variables of a variable set in the order of their rank.

    Parameters
    ----------
    definition
        The variable set as the server writes it, with ``variables``.
    """
    return list(_walk(definition.get("variables") or (), "", multiple=False))


def spread(rows: pa.Table, variable_set: str, definition: Mapping[str, Any] | None = None) -> pa.Table:
    """Make one row per entity and annotation set, one typed column per variable.

    Parameters
    ----------
    rows
        Arrow table of annotation values, e.g. ``sample_annotations``.
    variable_set
        Identifier of the variable set.
    definition
        The variable set as the server writes it; without it columns and types follow the values.

    Returns
    -------
    pyarrow.Table
        Keys, ``annotation_set_id``, then the variables; one that is called as a key has the variable set before its
        name. A set without any value has no row.

    Warns
    -----
    OpenCGAWarning
        Once, when values do not fit the definition: of another type, several where one is defined, or of a variable
        that it does not have. Those are null or left out.
    """
    rows = rows.filter(pc.equal(rows["variable_set_id"], variable_set))
    keys = [n for n in rows.column_names if n not in (*_VALUE_COLUMNS, "variable_set_id")]
    variables = variables_of(definition) if definition is not None else _seen(rows)
    group, first = _groups(rows, keys)
    columns = {name: rows[name].take(first) for name in keys}
    fields = [rows.schema.field(name) for name in keys]
    problems = Problems()
    rest = pa.array([True] * len(rows), pa.bool_())
    for variable, mask in _matched(variables, rows):
        rest = pc.and_not(rest, mask)
        name = f"{variable_set}.{variable.path}" if variable.path in keys else variable.path
        columns[name] = _column(variable, (rows.filter(mask), group.filter(mask)), len(first), problems)
        fields.append(_field(variable, name, columns[name].type))
    for left in rows.filter(rest).to_pylist():
        problems.add(left["variable_id"], "lost", 1, left["value"])
    problems.warn(f"Not every value of variable set {variable_set!r} fits its definition")
    return pa.table(list(columns.values()), schema=pa.schema(fields))


def _field(variable: LeafVariable, name: str, made: pa.DataType) -> pa.Field:
    categories = variable.values and pa.types.is_dictionary(made)
    return arrow_field(variable.column).with_name(name) if categories else pa.field(name, made)


def _walk(variables: Iterable[Mapping[str, Any]], above: str, *, multiple: bool) -> Iterator[LeafVariable]:
    for v in sorted(variables, key=lambda v: (v.get("rank") or 0, str(v.get("id")))):
        name = str(v.get("id") or v.get("name")).replace("\\", "\\\\").replace(".", "\\.")
        path = f"{above}.{name}" if above else name
        several = multiple or bool(v.get("multiValue"))
        kind = str(v.get("type") or "STRING")
        inner = v.get("variables") or v.get("variableSet") or ()
        if kind == "OBJECT" and inner:
            yield from _walk(inner, path, multiple=several)
        else:
            is_map = kind.startswith("MAP_") or kind == "OBJECT"
            values = _allowed(v) if kind == "CATEGORICAL" else ()
            found = _KINDS.get(kind.removeprefix("MAP_"), "string")
            yield LeafVariable(path, "string" if found == "category" and not values else found, several, is_map, values)


def _allowed(variable: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the allowed values in their order; servers also take several in one string, separated by commas."""
    given = variable.get("allowedValues") or ()
    return tuple(dict.fromkeys(value for string in given for part in str(string).split(",") if (value := part.strip())))


def _seen(rows: pa.Table) -> list[LeafVariable]:
    """Variables that occur, in order of appearance, typed by their values."""
    kinds: dict[str, set[str]] = {}
    several: set[str] = set()
    columns = (rows["variable_id"].to_pylist(), rows["value_type"].to_pylist(), rows["value_index"].to_pylist())
    for path, kind, index in zip(*columns, strict=True):
        kinds.setdefault(path, set()).add(kind)
        if index:
            several.add(path)
    return [LeafVariable(path, _common(found), path in several) for path, found in kinds.items()]


def _common(kinds: set[str]) -> KindName:
    if kinds == {"INTEGER", "DOUBLE"}:
        return "float64"
    return _KINDS.get(next(iter(kinds)), "string") if len(kinds) == 1 else "string"


def _groups(rows: pa.Table, keys: Sequence[str]) -> tuple[pa.Array, pa.Array]:
    """Return the number of the output row of each value, and the first value row of each output row."""
    ids = rows.select(keys).to_pandas()
    numbers = ids.groupby(list(keys), sort=False, dropna=False).ngroup()
    first = ~numbers.duplicated()
    return pa.array(numbers, pa.int64()), pa.array(first.to_numpy().nonzero()[0])


def _matched(variables: Iterable[LeafVariable], rows: pa.Table) -> Iterator[tuple[LeafVariable, pa.Array]]:
    """Variables with the mask of their values; a map becomes one variable per key that occurs."""
    present = rows["variable_id"]
    for variable in variables:
        if not variable.open:
            yield variable, pc.equal(present, variable.path)
            continue
        found = pc.unique(present.filter(pc.starts_with(present, f"{variable.path}."))).to_pylist()
        for path in sorted(found):
            yield LeafVariable(path, variable.kind, variable.multiple), pc.equal(present, path)


def _column(variable: LeafVariable, found: tuple[pa.Table, pa.Array], length: int, problems: Problems) -> pa.Array:
    rows, group = found
    values = to_array(rows["value"].to_pylist(), variable.column, problems, keep_empty=True)
    if not variable.multiple:
        where: list[int | None] = [None] * length
        for i, row in enumerate(group.to_pylist()):
            if where[row] is None:
                where[row] = i
        problems.add(variable.path, "lost", len(values) - length + where.count(None), "several values")
        return values.take(pa.array(where, pa.int64()))
    lists: list[list[Any] | None] = [None] * length
    for row, value in zip(group.to_pylist(), values.to_pylist(), strict=True):
        before = lists[row]
        lists[row] = [value] if before is None else [*before, value]
    return pa.array(lists, pa.list_(pa.string() if pa.types.is_dictionary(values.type) else values.type))
