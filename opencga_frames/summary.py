"""The first table of a paper: who is in a cohort, group by group."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from opencga_frames.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pandas as pd

__all__ = ["cohort_summary"]

_MOST_LEVELS: Final = 20
_OVERALL: Final = "all"


def cohort_summary(frame: pd.DataFrame, *, by: str | None = None, columns: Sequence[str] | None = None) -> pd.DataFrame:
    """Summarise a frame as the first table of a paper does: counts, shares, medians and ranges.

    Parameters
    ----------
    frame
        Any frame, one row per person, sample, or whatever is counted.
    by
        Column whose values become groups, each a column of the result beside that of all rows.
    columns
        Columns to summarise; when left out, those with numbers, dates, booleans or categories, and those with at most
        20 different strings.

    Returns
    -------
    pandas.DataFrame
        Strings, ready to print. Index ``variable``, ``value``; columns are ``all (n=...)`` and one per group. Numbers
        and dates give one row, ``median [least to greatest]``; others one row per value that occurs, count and per
        cent of the rows that have a value. A row ``missing`` counts those that have none, if any.

    Raises
    ------
    UsageError
        When a column is not there, or holds lists (read the child table instead, or explode it).

    Examples
    --------
    >>> import pandas as pd
    >>> people = pd.DataFrame({"sex": ["F", "M", "F", None], "age": [30, 41, 52, 39]})
    >>> table = cohort_summary(people, columns=["age", "sex"])
    >>> table["all (n=4)"].tolist()
    ['40 [30 to 52]', '2 (67%)', '1 (33%)', '1']
    """
    import pandas as pd

    if not hasattr(frame, "columns"):
        msg = f"cohort_summary got {frame!r}, expected a pandas frame, such as study.individuals()."
        raise UsageError(msg)
    chosen = _chosen(frame, by, columns)
    groups = {_title(_OVERALL, len(frame)): frame, **(_groups(frame, by) if by is not None else {})}
    cells: dict[tuple[str, str], list[str]] = {}
    for name in chosen:
        for value, row in _rows(name, groups):
            cells[name, value] = row
    index = pd.MultiIndex.from_tuples(list(cells), names=["variable", "value"])
    return pd.DataFrame(list(cells.values()), index=index, columns=list(groups), dtype="string")


def _chosen(frame: pd.DataFrame, by: str | None, columns: Sequence[str] | None) -> list[str]:
    wanted = [] if columns is None else [columns] if isinstance(columns, str) else list(columns)
    absent = [name for name in (*wanted, by) if name is not None and name not in frame.columns]
    if absent:
        near = ", ".join(map(str, frame.columns[:8]))
        msg = f"cohort_summary got the column {absent[0]!r}, which the frame does not have; it has {near} ..."
        raise UsageError(msg)
    if columns is None:
        return [name for name in frame.columns if name != by and _worth_summing_up(frame[name])]
    chosen = [name for name in wanted if name != by]
    lists = [name for name in chosen if _has_lists(frame[name])]
    if lists:
        msg = f"The cells of {lists[0]!r} are lists. Summarise the child table, or frame.explode({lists[0]!r}) first."
        raise UsageError(msg)
    return chosen


def _worth_summing_up(column: pd.Series) -> bool:
    import pandas as pd

    if _has_lists(column) or column.isna().all():
        return False
    if _is_measured(column) or pd.api.types.is_bool_dtype(column) or isinstance(column.dtype, pd.CategoricalDtype):
        return True
    return bool(column.nunique() <= min(_MOST_LEVELS, max(1, len(column) // 2)))


def _has_lists(column: pd.Series) -> bool:
    return bool(column.dtype == object and column.map(lambda cell: isinstance(cell, tuple | list)).any())


def _is_measured(column: pd.Series) -> bool:
    """Return whether a median means something: numbers and dates, but not booleans."""
    import pandas as pd

    types = pd.api.types
    return types.is_datetime64_any_dtype(column) or (types.is_numeric_dtype(column) and not types.is_bool_dtype(column))


def _groups(frame: pd.DataFrame, by: str) -> dict[str, pd.DataFrame]:
    values = frame[by].astype("object")
    named = {value: frame[values == value] for value in sorted(values.dropna().unique(), key=str)}
    if values.isna().any():
        named["missing"] = frame[values.isna()]
    return {_title(f"{by}: {value}", len(rows)): rows for value, rows in named.items()}


def _title(name: str, rows: int) -> str:
    return f"{name} (n={rows:,})"


def _rows(name: str, groups: dict[str, pd.DataFrame]) -> Iterator[tuple[str, list[str]]]:
    parts = [rows[name] for rows in groups.values()]
    if _is_measured(parts[0]):
        yield "median [range]", [_median(part) for part in parts]
    else:
        for value in _values(parts[0]):
            yield str(value), [_share(part, value) for part in parts]
    if parts[0].isna().any():
        yield "missing", [f"{int(part.isna().sum()):,}" for part in parts]


def _values(column: pd.Series) -> list[Any]:
    """Return the values that occur: categories in their order, others most frequent first."""
    import pandas as pd

    counts = column.value_counts()
    if isinstance(column.dtype, pd.CategoricalDtype):
        return [value for value in column.cat.categories if counts[value]]
    return list(counts.index)


def _share(column: pd.Series, value: Any) -> str:
    known = column.dropna().astype("object")
    count = int((known == value).sum())
    return f"{count:,} ({count / len(known):.0%})" if len(known) else "0"


def _median(column: pd.Series) -> str:
    known = column.dropna()
    if not len(known):
        return ""
    return f"{_written(known.median())} [{_written(known.min())} to {_written(known.max())}]"


def _written(value: Any) -> str:
    import pandas as pd

    return (
        f"{value:%Y-%m-%d}"
        if isinstance(value, pd.Timestamp)
        else f"{value:,.4g}"
        if abs(value) < 1e4
        else f"{value:,.0f}"
    )
