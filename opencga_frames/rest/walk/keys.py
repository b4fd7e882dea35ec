"""The keys of the rows of a walk, kept small, to tell whether one came twice."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import numpy.typing as npt

    from opencga_frames.ground.row_name import KeyedRow

__all__ = ["Keys"]


class Keys:
    """Keys seen so far: eight bytes each, so that a walk over millions of rows stays small.

    Attributes
    ----------
    unnamed : int
        Rows that have no key.
    """

    def __init__(self) -> None:
        self.unnamed = 0
        self._seen = array("q")

    def add(self, names: Sequence[KeyedRow | None], *, by_id: bool, versions: bool) -> None:
        """Take up the rows that can be named.

        Parameters
        ----------
        names
            What the rows are called.
        by_id, versions
            As for :meth:`~opencga_frames.ground.row_name.RowName.key`.
        """
        before = len(self._seen)
        if versions:
            keys = (name.key(by_id=by_id, versions=True) for name in names if name is not None)
            self._seen.extend(hash(key) for key in keys if key is not None)
        else:
            # As RowName.key says, in place: this runs for every row of every walk.
            called = [name.uuid or (name.id if by_id else None) for name in names if name is not None]
            self._seen.extend([hash(key) for key in called if isinstance(key, str) and key])
        self.unnamed += len(names) - (len(self._seen) - before)

    def sorted(self) -> npt.NDArray[np.int64]:
        """Give the hash of each key once, in order."""
        import numpy as np

        return np.unique(np.frombuffer(self._seen, np.int64)) if self._seen else np.array([], np.int64)

    def repeated(self) -> int:
        """Count the rows that had come before."""
        return len(self._seen) - int(self.sorted().size)

    def problems(self) -> list[str]:
        """Say how many rows came twice, in a list of one sentence or none."""
        repeated = self.repeated()
        return [f"Rows that came twice: {repeated:,}."] if repeated else []
