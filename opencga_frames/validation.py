"""Frames checked against the description of their table, by pandera: extra ``validate``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from opencga_frames.errors import UsageError
from opencga_frames.frames.schema.registry import find_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

__all__ = ["schema_of", "validated"]

_MOST_FAILURES: Final = 10
_LOOSE: Final = ("object", "category")


def schema_of(table: str, columns: Sequence[str]) -> Any:
    """Make a pandera schema of some columns of a table.

    Parameters
    ----------
    table
        Name of the table.
    columns
        Names of columns; those that the table does not describe are left out.

    Returns
    -------
    pandera.pandas.DataFrameSchema
        Dtype, allowed values and whether a value may be missing, by column.
    """
    pandera = _pandera()
    empty = _empty_frame(table)
    described = {column.name: column for column in find_table(table).columns}
    made = {}
    for name in columns:
        if name in described:
            allowed = list(described[name].values)
            checks = [pandera.Check.isin(allowed)] if allowed and "[]" not in described[name].path else []
            # Lists are objects; the values of a category are checked one by one, which says more than its dtype.
            dtype = None if str(empty[name].dtype) in _LOOSE else empty[name].dtype
            made[name] = pandera.Column(dtype, checks=checks, nullable=not described[name].key, required=True)
    return pandera.DataFrameSchema(made, strict=False, name=table)


def validated(frame: pd.DataFrame, schema: Any) -> pd.DataFrame:
    """Return the frame when it fits the schema.

    Raises
    ------
    UsageError
        Lists what does not fit.
    """
    pandera = _pandera()
    try:
        checked: pd.DataFrame = schema.validate(frame, lazy=True)
    except pandera.errors.SchemaErrors as error:
        cases = error.failure_cases
        some = "; ".join(
            f"{row.column or row.failure_case}: {row.check}, got {row.failure_case!r}"
            for row in cases.head(_MOST_FAILURES).itertuples()
        )
        more = f" and {len(cases) - _MOST_FAILURES:,} more" if len(cases) > _MOST_FAILURES else ""
        msg = f"The frame does not fit the description of {schema.name} in {len(cases):,} places: {some}{more}."
        raise UsageError(msg) from None
    return checked


def _pandera() -> Any:
    try:
        import pandera.pandas
    except ImportError as error:
        msg = "Validation needs pandera, which is not installed: pip install 'opencga-frames[validate]'."
        raise UsageError(msg) from error
    return pandera.pandas


def _empty_frame(table: str) -> pd.DataFrame:
    """Make the frame of no rows, which has the dtypes of all."""
    from opencga_frames.frames.assemble import arrow_schema
    from opencga_frames.frames.to_pandas import to_pandas

    described = find_table(table)
    return to_pandas(arrow_schema(described, described.columns).empty_table())
