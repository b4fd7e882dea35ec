"""What all plots share: Axes to draw on, colours, bars of counts, and the check of the frame they are given."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from opencga_frames.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.axis import Axis

__all__ = [
    "COLOURS",
    "MISSING",
    "SEXES",
    "bars",
    "check_columns",
    "label",
    "new_axes",
    "note",
    "note_rest",
    "stacked",
    "whole_numbers",
]

#: Colours that people with any kind of colour vision can tell apart (Okabe and Ito 2008), in the order of use.
COLOURS: Final = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#f0e442", "#666666")
MISSING: Final = "#c8c8c8"
SEXES: Final = {"MALE": COLOURS[0], "FEMALE": COLOURS[1], "UNKNOWN": COLOURS[7]}
_NOTE_SIZE: Final = 8


def new_axes(ax: Axes | None, width: float, height: float) -> Axes:
    """Return the given Axes, or new ones of a size in inches.

    Raises
    ------
    UsageError
        When matplotlib is not installed.
    """
    if ax is not None:
        return ax
    pyplot = load_pyplot()
    axes: Axes = pyplot.subplots(figsize=(width, height), layout="constrained")[1]
    return axes


def load_pyplot() -> Any:
    """Import matplotlib, which is an extra."""
    try:
        from matplotlib import pyplot as plt
    except ImportError as error:
        msg = "Plots need matplotlib, which is not installed: pip install 'opencga-frames[plot]'."
        raise UsageError(msg) from error
    return plt


def check_columns(frame: Any, columns: Sequence[str], plot: str, table: str) -> None:
    """Refuse anything but a frame of the table that the plot needs."""
    if not hasattr(frame, "columns"):
        msg = f"plots.{plot} got {type(frame).__name__}, expected a frame of {table}, such as study.table reads."
        raise UsageError(msg)
    missing = [name for name in columns if name not in getattr(frame, "columns", ())]
    if missing:
        msg = (
            f"plots.{plot} needs a frame of `{table}` with the columns {', '.join(columns)}; missing: "
            f"{', '.join(missing)}. Read it with core=False, or name the columns with columns=[...]."
        )
        raise UsageError(msg)


def bars(ax: Axes, counts: pd.Series, *, total: int | None = None, colour: str = COLOURS[0]) -> None:
    """Draw horizontal bars, the first on top, each with its count and its share of a total."""
    names = [label(name) for name in counts.index]
    drawn = ax.barh(range(len(counts)), counts.to_numpy(), color=colour)
    ax.set_yticks(range(len(counts)), names)
    ax.invert_yaxis()
    labels = [f"{count:,}" if total is None else f"{count:,} ({_share(count, total)})" for count in counts]
    ax.bar_label(drawn, labels=labels, padding=3, fontsize=_NOTE_SIZE)
    ax.margins(x=0.18)
    whole_numbers(ax.xaxis)
    _only_bars(ax)


def stacked(ax: Axes, counts: pd.DataFrame, colours: Sequence[str], *, legend: str | None = None) -> None:
    """Draw one horizontal bar per row, made of one piece per column, with the total at its end."""
    import numpy as np

    left = np.zeros(len(counts))
    for column, colour in zip(counts.columns, colours, strict=True):
        ax.barh(range(len(counts)), counts[column].to_numpy(), left=left, color=colour, label=label(column))
        left = left + counts[column].to_numpy()
    ax.set_yticks(range(len(counts)), [label(name) for name in counts.index])
    ax.invert_yaxis()
    for row, total in enumerate(counts.sum(axis=1)):
        ax.annotate(f"{total:,}", (total, row), xytext=(3, 0), textcoords="offset points", va="center", fontsize=8)
    ax.margins(x=0.12)
    whole_numbers(ax.xaxis)
    ax.legend(title=legend, frameon=False, fontsize=_NOTE_SIZE)
    _only_bars(ax)


def label(name: Any) -> str:
    """Write a value as a label: no value has one too, and none is longer than a line."""
    from pandas import isna

    longest = 56
    written = "missing" if isna(name) else str(name)
    return written if len(written) <= longest else written[: longest - 1] + "…"


def whole_numbers(axis: Axis) -> None:
    """Put ticks at whole numbers only: there are no halves of what is counted."""
    from matplotlib.ticker import MaxNLocator

    axis.set_major_locator(MaxNLocator(nbins="auto", integer=True))


def note(ax: Axes, sentence: str) -> None:
    """Write a sentence in small letters below the Axes, such as how many rows were left out."""
    if sentence:
        below = -38 if ax.axison else -4
        style: dict[str, Any] = {"fontsize": _NOTE_SIZE, "color": "#666666", "va": "top"}
        ax.annotate(sentence, (0, 0), xycoords="axes fraction", xytext=(0, below), textcoords="offset points", **style)


def note_rest(ax: Axes, number: int, shown: int, what: str) -> None:
    """Write below a plot how many of its values it leaves out, if any."""
    note(ax, f"{number - shown} {what} are not shown." if number > shown else "")


def _share(count: int, total: int) -> str:
    return f"{count / total:.0%}" if total else "0%"


def _only_bars(ax: Axes) -> None:
    ax.spines[["top", "right"]].set_visible(False)
    ax.tick_params(axis="y", length=0)
