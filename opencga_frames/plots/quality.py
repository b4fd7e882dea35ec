"""Quality of samples, from the variant statistics that the server keeps for each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from opencga_frames.plots.axes import COLOURS, MISSING, check_columns, new_axes, note

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

__all__ = ["sample_quality"]

#: Median absolute deviations of a normal distribution in one standard deviation.
_PER_DEVIATION: Final = 1.4826
_MOST_NAMED: Final = 10


def sample_quality(
    stats: pd.DataFrame,
    *,
    x: str = "stats_variant_count",
    y: str = "stats_ti_tv_ratio",
    deviations: float = 3.0,
    ax: Axes | None = None,
) -> Axes:
    """Draw two measures of the samples against each other, and name those that stand apart.

    Parameters
    ----------
    stats
        Frame of ``sample_qc_variant_stats``, one row per sample and set of variants.
    x, y
        Columns with the two measures.
    deviations
        A sample stands apart when it is further from the median than this many robust standard deviations (1.4826
        times the median absolute deviation), by either measure.
    ax
        Axes to draw on; None for a new figure.

    Returns
    -------
    matplotlib.axes.Axes
        One point per row with both measures; a note says how many rows lack one. The ids of those furthest apart are
        written beside their points, at most ten.

    Raises
    ------
    UsageError
        When the frame lacks a column, or matplotlib is not installed.
    """
    check_columns(stats, ["sample_id", x, y], "sample_quality", "sample_qc_variant_stats")
    rows = stats[["sample_id", x, y]].dropna()
    across, up = rows[x].astype("float64"), rows[y].astype("float64")
    distance = _distances(across).combine(_distances(up), max)
    apart = distance > deviations
    ax = new_axes(ax, 6.5, 4.5)
    ax.scatter(across[~apart], up[~apart], s=18, color=COLOURS[0], alpha=0.7, label="samples")
    if apart.any():
        far = f"further than {deviations:g} deviations"
        ax.scatter(across[apart], up[apart], s=26, color=COLOURS[5], label=far)
        ax.legend(frameon=False, fontsize=8)
    for place in distance[apart].sort_values(ascending=False).index[:_MOST_NAMED]:
        ax.annotate(
            rows["sample_id"][place], (across[place], up[place]), xytext=(4, 4), textcoords="offset points", fontsize=8
        )
    _mark_medians(ax, across, up)
    ax.set_xlabel(_words(x))
    ax.set_ylabel(_words(y))
    ax.set_title(f"Quality of {rows['sample_id'].nunique():,} samples", loc="left")
    lacking = len(stats) - len(rows)
    note(ax, f"{lacking} of {len(stats)} rows lack a measure." if lacking else "")
    return ax


def _distances(values: pd.Series) -> pd.Series:
    """Distances from the median, in robust standard deviations; 0 where all values are alike."""
    away = (values - values.median()).abs()
    spread = away.median() * _PER_DEVIATION
    return away / spread if spread else away * 0


def _mark_medians(ax: Axes, across: pd.Series, up: pd.Series) -> None:
    if len(across):
        ax.axvline(across.median(), color=MISSING, linewidth=1, zorder=0)
        ax.axhline(up.median(), color=MISSING, linewidth=1, zorder=0)
    ax.spines[["top", "right"]].set_visible(False)


def _words(column: str) -> str:
    written = column.removeprefix("stats_").replace("_", " ")
    return {"ti tv ratio": "transitions per transversion", "variant count": "variants"}.get(written, written)
