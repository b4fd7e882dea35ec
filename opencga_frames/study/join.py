"""The tables that a join within one study needs, read with as few requests as can be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from opencga_frames.frames.schema.registry import find_table, is_table
from opencga_frames.joins.needed import needed_tables
from opencga_frames.study.tables import call_for

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import pandas as pd

    from opencga_frames.scan import Scan

__all__ = ["read_to_join"]


def read_to_join(
    scan: Callable[..., Scan],
    names: Sequence[str],
    where: Mapping[str, Mapping[str, Any]],
    via: str | Mapping[str, str] | None,
) -> dict[str, pd.DataFrame]:
    """Read tables, and those without which they could not be joined; tables of the same rows at once.

    Parameters
    ----------
    scan
        Describes the reading of a table: ``study.scan``.
    names
        Tables to join, the base first.
    where
        Filters by table. They hold for the other tables that are made of the same rows, unless these have their own.
    via
        Ways of the join, which may name link tables.

    Returns
    -------
    dict
        Frames by table, the base first.
    """
    ways = via.values() if isinstance(via, dict) else [via]
    needed = needed_tables([*names, *(way for way in ways if isinstance(way, str) and is_table(way))])
    groups: dict[tuple[str, ...], list[str]] = {}
    scans: dict[str, Scan] = {}
    for name, more in needed.items():
        filters = _filters(name, where)
        columns = {"columns": _with_core(name, more)} if more else {}
        scans[name] = scan(name, **{**columns, **filters})
        alone = bool(more) or not filters.keys().isdisjoint({"columns", "core"})
        key = (name,) if alone else (scans[name].endpoint.label, repr(filters))
        groups.setdefault(key, []).append(name)
    read: dict[str, pd.DataFrame] = {}
    for group in groups.values():
        read |= scans[group[0]].select(*group, columns=scans[group[0]].columns).tables()
    return {name: read[name] for name in needed}


def _filters(name: str, where: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Any]:
    """Return the filters of a table: its own, or those of a table that is made of the same rows."""
    if name in where:
        return where[name]
    label = call_for(name).endpoint.label
    of_others = [filters for other, filters in where.items() if call_for(other).endpoint.label == label]
    rows = [{k: v for k, v in filters.items() if k not in {"columns", "core"}} for filters in of_others]
    return rows[0] if len(rows) == 1 else {}


def _with_core(name: str, more: Sequence[str]) -> tuple[str, ...]:
    return tuple(c.name for c in find_table(name).columns if c.core or c.key or c.name in more)
