"""Rows of a result when a joined table may have several for each: counted first, then repeated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from opencga_frames.errors import JoinError
from opencga_frames.ground.warn import warn

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Growth", "marked", "repeats"]


def marked(length: int, rows: NDArray[np.int64]) -> NDArray[np.bool_]:
    """For each row number whether it is among the given; the last entry, False, is for -1."""
    mask = np.zeros(length + 1, dtype=bool)
    mask[rows] = True
    mask[-1] = False
    return mask


def repeats(ordered: NDArray[np.int64]) -> bool:
    """Return whether any of some sorted numbers occurs twice."""
    return bool((ordered[1:] == ordered[:-1]).any())


@dataclass(frozen=True)
class Growth:
    """How often each row of the result is needed.

    Attributes
    ----------
    start
        Position of the first pair of each row; behind the last pair for a row without one.
    times
        How many rows each one becomes.
    total
        Sum of these, before anything is repeated.
    """

    start: NDArray[np.int64]
    times: NDArray[np.int64]
    total: int

    @classmethod
    def of(cls, rows: NDArray[np.int64], left: NDArray[np.int64], length: int) -> Growth:
        """Count from the row numbers of a table of ``length`` rows and the sorted left sides of the pairs."""
        counts = np.bincount(left, minlength=length + 1)
        each = counts[rows]
        start = np.where(each > 0, (np.cumsum(counts) - counts)[rows], len(left))
        times = np.maximum(each, 1)
        return cls(start, times, int(times.sum()))

    @property
    def grows(self) -> bool:
        """True when there will be more rows than before."""
        return self.total > len(self.times)

    def repeated(self, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """Row numbers for the rows that there will be."""
        return np.repeat(rows, self.times) if self.grows else rows

    def joined(self, right: NDArray[np.int64]) -> NDArray[np.int64]:
        """Right side of the pair for each row that there will be, -1 for none."""
        at = self.start
        if self.grows:
            # Runs of successive positions: where a run begins, and one more for each row behind.
            begin = np.cumsum(self.times) - self.times
            at = np.repeat(self.start - begin, self.times)
            at += np.arange(self.total)
        return np.append(right, -1)[at]

    def check(self, name: str, base: str, max_rows: int | None, *, asked: bool) -> None:
        """Warn of the number of rows unless they were asked for, or refuse to make more than allowed.

        Raises
        ------
        JoinError
            When there would be more than ``max_rows``.
        """
        if not self.grows:
            return
        message = (
            f"Joining {name} makes {self.total:,} rows of {len(self.times):,}: a row of {base} is repeated up to "
            f"{int(self.times.max()):,} times."
        )
        if max_rows is None and not asked:
            warn(f"{message} max_rows= sets a limit and says that this is wanted.")
        if max_rows is not None and self.total > max_rows:
            msg = f"{message} At most {max_rows:,} are allowed (max_rows): select rows, or leave grain out for lists."
            raise JoinError(msg)
