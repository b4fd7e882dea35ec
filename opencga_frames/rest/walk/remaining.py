"""The rows that a walk has missed, for readers that have used those it gave and cannot give them back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencga_frames.rest.answer.extent import UNKNOWN
from opencga_frames.rest.walk.named_page import NamedPage
from opencga_frames.rest.walk.pages import PageWalk
from opencga_frames.rest.walk.parts import PartWalk
from opencga_frames.rest.walk.range_walk import RangeWalk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from opencga_frames.errors import OpenCGAError
    from opencga_frames.rest.answer.extent import Extent
    from opencga_frames.rest.walk.keys import Keys
    from opencga_frames.rest.walk.walk import Walk
    from opencga_frames.rest.wire.envelope import Page

__all__ = ["RemainingWalk", "remaining"]


class RemainingWalk:
    """A walk over again that hands out only those rows which did not come the first time.

    Parameters
    ----------
    walk
        The walk, which has ended.
    keys
        Those of the rows that it has handed out.
    path
        What was asked, for errors.

    Attributes
    ----------
    received : int
        Rows handed out so far.
    expected : int
        Always -1: how many there are is known only at the end.
    """

    expected = UNKNOWN

    def __init__(self, walk: Walk, keys: Keys, path: str) -> None:
        self.received = 0
        self._walk = walk
        self._known = keys.sorted()
        self._path = path

    @property
    def total(self) -> int:
        """Rows that the server has, -1 as long as that is unknown."""
        return self._walk.total

    @property
    def extent(self) -> Extent:
        """What was covered; final once the walk has ended."""
        return self._walk.extent

    def failure(self) -> OpenCGAError | None:
        """Error for a walk that ended without being whole, or None."""
        return self._walk.failure()

    def __iter__(self) -> Iterator[Page]:
        self.received = 0
        for page in self._walk:
            named = NamedPage.of(page, self._path)
            named = named.picked(self._are_new(named.row_names(by_id=True, versions=False)))
            if named.rows:
                self.received += named.rows
                yield named.page

    def _are_new(self, names: list[object]) -> list[bool]:
        import numpy as np

        hashes = np.array([hash(name) for name in names], np.int64)
        places = np.searchsorted(self._known, hashes)
        found: list[bool] = (np.append(self._known, 0)[places] != hashes) | (places == len(self._known))
        return list(found)


def remaining(walk: Walk, path: str) -> RemainingWalk | None:
    """Give the rest of a walk whose pages did not fit together.

    Parameters
    ----------
    walk
        A walk that has ended.
    path
        What was asked.

    Returns
    -------
    RemainingWalk or None
        None where a second walk cannot tell which rows are new: a part of a search, rows without keys or in several
        versions, rows that came twice.
    """
    if not isinstance(walk, (PageWalk, PartWalk, RangeWalk)):
        return None
    plan, keys = walk.plan, walk.keys
    is_whole_search = plan.limit is None and not plan.skip and plan.sort_key is not None and not plan.versions
    if not is_whole_search or keys.unnamed or keys.repeated():
        return None
    return RemainingWalk(walk, keys, path)
