"""How much of a table is filled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencga_frames.errors import UsageError
from opencga_frames.plots.axes import COLOURS, MISSING, new_axes

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

__all__ = ["completeness"]


def completeness(frame: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw how many rows have a value, column by column.

    Parameters
    ----------
    frame
        Any frame.
    ax
        Axes to draw on; None for a new figure.

    Returns
    -------
    matplotlib.axes.Axes
        One bar per column, in the order of the frame: per cent of the rows with a value. An empty list counts as no
        value.

    Raises
    ------
    UsageError
        When the frame has no columns, or matplotlib is not installed.
    """
    if not len(getattr(frame, "columns", ())):
        msg = (
            f"plots.completeness got {type(frame).__name__} without columns; expected a frame, such as study.samples()."
        )
        raise UsageError(msg)
    shares = [100 * _filled(frame.iloc[:, place]) for place in range(frame.shape[1])]
    ax = new_axes(ax, 7, 1 + 0.22 * frame.shape[1])
    places = range(len(shares))
    ax.barh(places, [100] * len(shares), color=MISSING, height=0.75)
    drawn = ax.barh(places, shares, color=COLOURS[0], height=0.75)
    ax.bar_label(drawn, labels=[_percent(share) for share in shares], padding=3, fontsize=7)
    ax.set_yticks(places, [str(name) for name in frame.columns], fontsize=8)
    ax.set_ylim(len(shares) - 0.4, -0.6)
    ax.set_xlim(0, 112)
    ax.set_xticks(range(0, 101, 20))
    ax.set_xlabel("rows with a value, in per cent")
    ax.set_title(f"Completeness of {len(frame):,} rows", loc="left")
    ax.spines[["top", "right"]].set_visible(False)
    return ax


def _filled(column: pd.Series) -> float:
    """Share of the rows that have a value; a frame without rows has none."""
    if not len(column):
        return 0.0
    if column.dtype != object:
        return float(column.notna().mean())
    return float((column.notna() & (column.map(_length) > 0)).mean())


def _length(cell: object) -> int:
    return len(cell) if isinstance(cell, tuple | list) else 1


def _percent(share: float) -> str:
    """Write a share so that 100 % means all rows, and 0 % none."""
    if 0 < share < 1:
        return "<1"
    if 99 < share < 100:
        return ">99"
    return f"{share:.0f}"
