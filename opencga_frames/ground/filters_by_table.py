"""Filters by table as a user gives them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from opencga_frames.errors import UnknownNameError, UsageError

if TYPE_CHECKING:
    from collections.abc import Collection

__all__ = ["filters_by_table"]


def filters_by_table(given: object, tables: Collection[str], where: str) -> Mapping[str, Mapping[str, Any]]:
    """Check filters that were given for some of several tables.

    Parameters
    ----------
    given
        What a user gave; None for none.
    tables
        The tables there are.
    where
        What has these tables, for the error.

    Raises
    ------
    UsageError
        When these are not filters by name, by table.
    UnknownNameError
        When there are filters for another table.

    Examples
    --------
    >>> filters_by_table({"samples": {"somatic": False}}, ["samples", "individuals"], "this join")
    {'samples': {'somatic': False}}
    """
    if given is None:
        return {}
    if not isinstance(given, Mapping) or not all(isinstance(filters, Mapping) for filters in given.values()):
        msg = f"where= got {given!r}, expected filters by table, such as {{'samples': {{'somatic': False}}}}."
        raise UsageError(msg)
    for name in given:
        if name not in tables:
            raise UnknownNameError("table", name, tables, where)
    return given
