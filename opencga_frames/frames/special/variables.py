"""Variables of variable sets, nested ones with dotted names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from opencga_frames.frames.columns.arrays import to_array
from opencga_frames.frames.decode.levels import Level, Source, split_level
from opencga_frames.frames.schema.coerce import json_string
from opencga_frames.frames.schema.credentials import mask_member
from opencga_frames.frames.schema.model import Column, Table, parse_path
from opencga_frames.frames.special.base import Special, below

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pyarrow as pa

    from opencga_frames.frames.decode.field_tree import Slot
    from opencga_frames.frames.decode.problems import Problems
    from opencga_frames.frames.request_context import RequestContext

__all__ = ["VARIABLES"]

#: Where a variable holds variables of its own; the second is the name of older servers.
_NESTED: Final = ("variables", "variableSet")


def _read_variables(root: Slot, table: Table, columns: Sequence[Column]) -> Sequence[Column]:
    rows = parse_path(table.rows)
    root.at(rows).read = "value"
    return [c for c in columns if parse_path(c.path)[: len(rows)] != rows]


def _variable_rows(
    source: Source, table: Table, columns: Sequence[Column], context: RequestContext
) -> tuple[Level, dict[str, pa.Array]]:
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
    return below(source, above, [f[0] for f in found]), ready


def _count_unknown(items: Sequence[dict[str, object]], known: set[str], table: Table, problems: Problems) -> None:
    for item in items:
        for name in item.keys() - known:
            problems.add(f"{table.rows}.{name}", "unknown field", 1, mask_member(name, json_string(item[name])))


def _variables(item: object, above: str) -> Iterator[tuple[str, Any]]:
    if not isinstance(item, dict):
        if item is not None:
            yield above, item
        return
    own = str(item.get("id") or item.get("name") or "").replace("\\", "\\\\").replace(".", "\\.")
    path = f"{above}.{own}" if above else own
    yield path, item
    inner = next((item[name] for name in _NESTED if item.get(name)), None)
    for nested in inner if isinstance(inner, list) else [inner]:
        yield from _variables(nested, path)


VARIABLES: Final = Special(read=_read_variables, rows=_variable_rows)
