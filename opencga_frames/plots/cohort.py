"""Who is in a cohort: sex, age, population, phenotypes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from opencga_frames.errors import UsageError
from opencga_frames.plots.axes import (
    COLOURS,
    MISSING,
    SEXES,
    bars,
    check_columns,
    load_pyplot,
    new_axes,
    note,
    note_rest,
    stacked,
    whole_numbers,
)

if TYPE_CHECKING:
    from datetime import date

    import numpy as np
    import pandas as pd
    from matplotlib.axes import Axes

__all__ = ["ages", "cohort", "composition", "phenotypes"]

_BIN_YEARS: Final = 5
_YEAR_DAYS: Final = 365.2425


def composition(
    frame: pd.DataFrame, column: str, *, by: str | None = None, top: int = 15, ax: Axes | None = None
) -> Axes:
    """Draw how many rows have each value of a column.

    Parameters
    ----------
    frame
        Any frame, one row per thing that is counted.
    column
        The column to count. A list in a cell counts once for each of its members.
    by
        Column whose values become the pieces of each bar.
    top
        The most frequent values are drawn, this many; a note counts the others.
    ax
        Axes to draw on; None for a new figure.

    Returns
    -------
    matplotlib.axes.Axes
        One bar per value, longest first; rows without a value have a bar named ``missing``.

    Raises
    ------
    UsageError
        When the frame lacks a column, or matplotlib is not installed.
    """
    check_columns(frame, [column] if by is None else [column, by], "composition", "any table")
    rows = frame[[column]] if by is None else frame[[column, by]]
    # As objects, since pandas 2.2 cannot explode its own strings.
    rows = rows.astype({column: "object"}).explode(column)
    counts = rows[column].astype("object").value_counts(dropna=False)
    shown = counts.head(top)
    ax = new_axes(ax, 6.5, 1.2 + 0.3 * len(shown))
    if by is None:
        bars(ax, shown, total=len(frame))
    else:
        table = _cross_table(rows, column, by, shown.index)
        stacked(ax, table, _colours(table.columns), legend=by)
    ax.set_xlabel(f"rows of {len(frame):,}")
    ax.set_title(f"{column} of {len(frame):,} rows", loc="left")
    note_rest(ax, len(counts), top, "more values")
    return ax


def ages(
    individuals: pd.DataFrame, *, at: date | str | None = None, by: str = "sex_id", ax: Axes | None = None
) -> Axes:
    """Draw the ages of individuals in years.

    Parameters
    ----------
    individuals
        Frame of ``individuals`` with ``date_of_birth``.
    at
        Day on which the ages are taken; today when left out.
    by
        Column whose values become the pieces of each bar.
    ax
        Axes to draw on; None for a new figure.

    Returns
    -------
    matplotlib.axes.Axes
        One bar per five years. Individuals without a date of birth, born after the day, or deceased (OpenCGA has no
        date of death) are left out; a note says how many.

    Raises
    ------
    UsageError
        When the frame lacks a column, `at` is no date, or matplotlib is not installed.
    """
    check_columns(individuals, ["date_of_birth", by], "ages", "individuals")
    day = _day(at)
    years = (day - individuals["date_of_birth"].astype("datetime64[ns]")).dt.days / _YEAR_DAYS
    deceased = _deceased(individuals)
    kept = years.notna() & (years >= 0) & ~deceased
    ax = new_axes(ax, 6.5, 3.2)
    if kept.any():
        _draw_ages(ax, years[kept], individuals.loc[kept, by].astype("object"), by)
    ax.set_xlabel(f"age in years on {day:%Y-%m-%d}")
    ax.set_ylabel("individuals")
    ax.set_title(f"Age of {int(kept.sum()):,} individuals", loc="left")
    ax.spines[["top", "right"]].set_visible(False)
    note(ax, _left_out(int((~kept & ~deceased).sum()), int(deceased.sum())))
    return ax


def phenotypes(phenotypes: pd.DataFrame, *, of: int | None = None, top: int = 20, ax: Axes | None = None) -> Axes:
    """Draw how many individuals, or samples, have each phenotype.

    Parameters
    ----------
    phenotypes
        Frame of ``individual_phenotypes`` or ``sample_phenotypes``. Phenotypes that were looked for and not seen
        (status ``NOT_OBSERVED``) do not count.
    of
        Size of the cohort, for shares; those with any phenotype when left out.
    top
        The most frequent phenotypes are drawn, this many; a note counts the others.
    ax
        Axes to draw on; None for a new figure.

    Returns
    -------
    matplotlib.axes.Axes
        One bar per phenotype, most frequent first; an individual counts once for each.

    Raises
    ------
    UsageError
        When the frame lacks a column, or matplotlib is not installed.
    """
    key = "sample_id" if "sample_id" in getattr(phenotypes, "columns", ()) else "individual_id"
    check_columns(phenotypes, [key, "phenotype_id"], "phenotypes", "individual_phenotypes")
    seen = phenotypes
    if "status" in phenotypes.columns:
        seen = phenotypes[phenotypes["status"].astype("string").fillna("") != "NOT_OBSERVED"]
    keys = [name for name in ("study", key) if name in seen.columns]
    rows = seen.drop_duplicates([*keys, "phenotype_id"])
    total = of if of is not None else len(rows.drop_duplicates(keys))
    counts = rows["phenotype_id"].astype("object").value_counts()
    ax = new_axes(ax, 7.5, 1.2 + 0.3 * min(top, len(counts)))
    shown = counts.head(top)
    shown.index = _named(shown.index, rows)
    bars(ax, shown, total=total)
    what = key.removesuffix("_id") + "s"
    ax.set_xlabel(f"{what} (share of {total:,})")
    ax.set_title(f"Phenotypes of {total:,} {what}", loc="left")
    note_rest(ax, len(counts), top, "rarer phenotypes")
    return ax


def cohort(
    individuals: pd.DataFrame, *, phenotypes: pd.DataFrame | None = None, at: date | str | None = None
) -> np.ndarray:
    """Draw a cohort on one page: sex, age, population, and the most frequent phenotypes.

    Parameters
    ----------
    individuals
        Frame of ``individuals``, with ``population_name`` for the populations.
    phenotypes
        Frame of ``individual_phenotypes``; None to leave that part out.
    at
        Day on which the ages are taken; today when left out.

    Returns
    -------
    numpy.ndarray
        The Axes, shape (2, 2); what has no data says so.

    Raises
    ------
    UsageError
        When a frame lacks a column, or matplotlib is not installed.

    Examples
    --------
    >>> import pandas as pd
    >>> from opencga_frames import plots
    >>> people = pd.DataFrame({"individual_id": ["A", "B"], "sex_id": ["MALE", "FEMALE"],
    ...                        "date_of_birth": pd.to_datetime(["1990-01-01", "2010-05-01"])})
    >>> axes = plots.cohort(people, at="2026-01-01")
    >>> axes[0, 1].get_title(loc="left")
    'Age of 2 individuals'
    """
    check_columns(individuals, ["individual_id", "sex_id", "date_of_birth"], "cohort", "individuals")
    pyplot = load_pyplot()
    figure, axes = pyplot.subplots(2, 2, figsize=(12, 8), layout="constrained")
    composition(individuals, "sex_id", ax=axes[0, 0]).set_title("Sex", loc="left")
    ages(individuals, at=at, ax=axes[0, 1])
    if "population_name" in individuals.columns:
        composition(individuals, "population_name", top=10, ax=axes[1, 0]).set_title("Population", loc="left")
    else:
        _say_empty(axes[1, 0], "Population", "The frame has no column population_name.")
    if phenotypes is None:
        _say_empty(axes[1, 1], "Phenotypes", "No frame of individual_phenotypes was given.")
    else:
        own = phenotypes[phenotypes["individual_id"].isin(individuals["individual_id"])]
        _phenotype_panel(own, len(individuals), axes[1, 1])
    for ax in (axes[0, 0], axes[1, 0]):
        ax.set_xlabel("individuals")
    figure.suptitle(f"Cohort of {len(individuals):,} individuals", x=0.01, ha="left")
    grid: np.ndarray = axes
    return grid


def _phenotype_panel(rows: pd.DataFrame, total: int, ax: Axes) -> None:
    phenotypes(rows, of=total, top=10, ax=ax).set_title("Phenotypes", loc="left")


def _cross_table(rows: pd.DataFrame, column: str, by: str, values: pd.Index) -> pd.DataFrame:
    """Count the rows by the values of a column, in their order, and of another one."""
    import pandas as pd

    across = rows[column].astype("object").fillna(_NAN)
    table = pd.crosstab(across, rows[by].astype("object").fillna("missing"), dropna=False)
    table = table.reindex([_NAN if pd.isna(value) else value for value in values])
    table.index = values
    return table


_NAN: Final = "\0missing"


def _colours(names: Any) -> list[str]:
    free = iter(COLOURS * (1 + len(names) // len(COLOURS)))
    return [MISSING if name == "missing" else SEXES.get(name) or next(free) for name in names]


def _day(at: date | str | None) -> pd.Timestamp:
    import pandas as pd

    try:
        return pd.Timestamp.now().normalize() if at is None else pd.Timestamp(at)
    except (ValueError, TypeError) as error:
        msg = f"plots.ages got at={at!r}; expected a date such as '2026-01-31'."
        raise UsageError(msg) from error


def _deceased(individuals: pd.DataFrame) -> pd.Series:
    import pandas as pd

    if "life_status" not in individuals.columns:
        return pd.Series(data=False, index=individuals.index)
    return individuals["life_status"].astype("string").eq("DECEASED").fillna(value=False).astype(bool)


def _draw_ages(ax: Axes, years: pd.Series, groups: pd.Series, by: str) -> None:
    import numpy as np

    edges = np.arange(0, years.max() + _BIN_YEARS + 1e-9, _BIN_YEARS).tolist()
    names = sorted(groups.fillna("missing").unique())
    parts = [years[groups.fillna("missing") == name].to_numpy() for name in names]
    ax.hist(parts, bins=edges, stacked=True, color=_colours(names), label=names, edgecolor="white", linewidth=0.5)
    whole_numbers(ax.yaxis)
    ax.legend(title=by, frameon=False, fontsize=8)


def _left_out(without_date: int, deceased: int) -> str:
    parts = [f"{without_date} without a usable date of birth"] * bool(without_date) + [f"{deceased} deceased"] * bool(
        deceased
    )
    return f"Left out: {' and '.join(parts)}." if parts else ""


def _named(ids: Any, rows: pd.DataFrame) -> list[str]:
    if "name" not in rows.columns:
        return list(ids)
    names = rows.drop_duplicates("phenotype_id").set_index("phenotype_id")["name"].fillna("")
    return [f"{names[one]} ({one})" if names[one] else one for one in ids]


def _say_empty(ax: Axes, title: str, sentence: str) -> None:
    ax.set_title(title, loc="left")
    ax.text(0.5, 0.5, sentence, ha="center", va="center", transform=ax.transAxes, color="#666666")
    ax.set_axis_off()
