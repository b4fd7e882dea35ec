"""The keys of the rows of a walk, kept small, to tell whether one came twice."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from opencga_frames.rest.wire.rows import RowName

__all__ = ["Keys"]


class Keys:
    """Keys seen so far: eight bytes each, so that a walk over millions of rows stays small."""

    def __init__(self) -> None:
        self._seen = array("q")

    def add(self, names: Iterable[RowName | None], *, by_id: bool, versions: bool) -> None:
        """Take up the rows that can be named.

        Parameters
        ----------
        names
            What the rows are called.
        by_id, versions
            As for :meth:`~opencga_frames.rest.wire.rows.RowName.key`.
        """
        if versions:
            keys = (name.key(by_id=by_id, versions=True) for name in names if name is not None)
            self._seen.extend(hash(key) for key in keys if key is not None)
        else:
            # As RowName.key says, in place: this runs for every row of every walk.
            called = [name.uuid or (name.id if by_id else None) for name in names if name is not None]
            self._seen.extend([hash(key) for key in called if isinstance(key, str) and key])

    def repeated(self) -> int:
        """Count the rows that had come before."""
        if not self._seen:
            return 0
        import numpy as np

        return len(self._seen) - int(np.unique(np.frombuffer(self._seen, np.int64)).size)

    def problems(self) -> list[str]:
        """Say how many rows came twice, in a list of one sentence or none."""
        repeated = self.repeated()
        return [f"Rows that came twice: {repeated:,}."] if repeated else []
