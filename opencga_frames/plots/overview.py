"""Files and jobs of a study at a glance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from opencga_frames.plots.axes import COLOURS, MISSING, check_columns, label, new_axes, note_rest, stacked

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

__all__ = ["files", "jobs"]

#: Colour of each state of a job; servers since 2.0 know these.
_STATES: Final = {
    "DONE": COLOURS[2],
    "RUNNING": COLOURS[0],
    "QUEUED": COLOURS[4],
    "PENDING": COLOURS[6],
    "ERROR": COLOURS[5],
    "ABORTED": COLOURS[3],
    "UNKNOWN": COLOURS[7],
}
_UNITS: Final = ("B", "kB", "MB", "GB", "TB", "PB")


def files(files: pd.DataFrame, *, by: str = "format", top: int = 15, ax: Axes | None = None) -> Axes:
    """Draw how much room the files of a study take.

    Parameters
    ----------
    files
        Frame of ``files``; folders are left out where the frame has ``type``.
    by
        Column to group by.
    top
        The groups that take most room are drawn, this many; a note counts the others.
    ax
        Axes to draw on; None for a new figure.

    Returns
    -------
    matplotlib.axes.Axes
        One bar per group: bytes in a decimal unit (1 kB = 1,000 B), and the number of files at its end.

    Raises
    ------
    UsageError
        When the frame lacks a column, or matplotlib is not installed.
    """
    check_columns(files, ["size", by], "files", "files")
    rows = files
    if "type" in files.columns:
        rows = files[files["type"].astype("string").fillna("") != "DIRECTORY"]
    groups = rows.groupby(rows[by].astype("object"), dropna=False, sort=False)["size"]
    table = groups.agg(["sum", "size"]).sort_values("sum", ascending=False)
    shown = table.head(top)
    unit, divisor = _unit(float(shown["sum"].max() or 0) if len(shown) else 0.0)
    ax = new_axes(ax, 6.5, 1.2 + 0.3 * len(shown))
    drawn = ax.barh(range(len(shown)), (shown["sum"].astype("float64") / divisor).to_numpy(), color=COLOURS[0])
    ax.bar_label(drawn, labels=[_count(count, "file") for count in shown["size"]], padding=3, fontsize=8)
    ax.set_yticks(range(len(shown)), [label(name) for name in shown.index])
    ax.invert_yaxis()
    ax.margins(x=0.18)
    ax.set_xlabel(f"size in {unit}")
    ax.set_title(f"{_count(len(rows), 'file')} by {by}", loc="left")
    ax.spines[["top", "right"]].set_visible(False)
    note_rest(ax, len(table), top, "more groups")
    return ax


def jobs(jobs: pd.DataFrame, *, by: str = "tool_id", top: int = 15, ax: Axes | None = None) -> Axes:
    """Draw how the jobs of a study ended, or where they stand.

    Parameters
    ----------
    jobs
        Frame of ``jobs``.
    by
        Column to group by: ``tool_id``, ``user_id`` ...
    top
        The groups with most jobs are drawn, this many; a note counts the others.
    ax
        Axes to draw on; None for a new figure.

    Returns
    -------
    matplotlib.axes.Axes
        One bar per group, one piece per state of the jobs.

    Raises
    ------
    UsageError
        When the frame lacks a column, or matplotlib is not installed.
    """
    import pandas as pd

    check_columns(jobs, ["internal_status_id", by], "jobs", "jobs")
    states = jobs["internal_status_id"].astype("object").fillna("UNKNOWN")
    table = pd.crosstab(jobs[by].astype("object").fillna("missing"), states)
    table = table.loc[table.sum(axis=1).sort_values(ascending=False, kind="stable").index]
    ordered = [state for state in _STATES if state in table.columns]
    others = [state for state in table.columns if state not in _STATES]
    shown = table[ordered + others].head(top)
    ax = new_axes(ax, 7, 1.4 + 0.3 * len(shown))
    if len(shown):
        stacked(ax, shown, [_STATES.get(state, MISSING) for state in shown.columns])
    ax.set_xlabel("jobs")
    ax.set_title(f"{_count(len(jobs), 'job')} by {by}", loc="left")
    note_rest(ax, len(table), top, "more groups")
    return ax


def _unit(largest: float) -> tuple[str, int]:
    power = 0
    while largest >= 1000 ** (power + 1) and power < len(_UNITS) - 1:
        power += 1
    return _UNITS[power], 1000**power


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"
