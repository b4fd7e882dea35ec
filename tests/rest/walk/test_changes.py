"""Entries are written and removed while a search is walked: no old row is lost unnoticed, none comes twice."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from hypothesis import given, settings
from hypothesis import strategies as st

from opencga_frames.rest.walk.pages import PageWalk
from opencga_frames.rest.walk.plan import PagePlan
from opencga_frames.rest.wire.envelope import read_page
from opencga_frames.rest.wire.message import Request

if TYPE_CHECKING:
    from collections.abc import Sequence

    from opencga_frames.rest.wire.envelope import Page

SEARCH = Request("GET", "samples/search", (("study", "s"),))


@dataclass(frozen=True)
class Change:
    """What happens before an answer is made: an entry comes, or the one at a place goes."""

    before: int
    kind: Literal["insert", "delete"]
    place: int


@dataclass
class Store:
    """A server whose entries change at chosen moments; keeps every state it was in."""

    ids: list[int]
    changes: Sequence[Change]
    counts: bool = True
    sorts: bool = True
    cap: int = 5_000
    calls: int = 0
    states: list[list[int]] = field(default_factory=list)
    lock: Any = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self.states = [list(self.ids)]

    def __call__(self, request: Request) -> Page:
        with self.lock:
            self.calls += 1
            for change in self.changes:
                if change.before == self.calls:
                    self._change(change)
            return self._answer(dict(request.query))

    def _change(self, change: Change) -> None:
        if change.kind == "delete":
            if self.ids:
                del self.ids[change.place % len(self.ids)]
        elif (new := 2 * change.place + 1) not in self.ids:  # old entries have even numbers
            self.ids.append(new)
            if self.sorts:
                self.ids.sort()
        self.states.append(list(self.ids))

    def _answer(self, query: dict[str, str]) -> Page:
        start, limit = int(query["skip"]), min(int(query["limit"]), self.cap)
        rows = [{"id": f"S{n:04}"} for n in self.ids[start : start + limit]]
        matches = len(self.ids) if self.counts and query.get("count") == "true" else -1
        block = {"results": rows, "numResults": len(rows), "numMatches": matches}
        page = read_page(json.dumps({"responses": [block]}).encode())
        assert page is not None
        return page

    @property
    def old(self) -> set[int]:
        """Entries that were there all the time."""
        return set.intersection(*map(set, self.states))

    @property
    def known(self) -> set[int]:
        """Entries that were there at some time."""
        return set.union(*map(set, self.states))


def walked(walk: PageWalk) -> list[int]:
    return [int(row["id"][1:]) for page in walk for block in page.blocks for row in json.loads(block.rows)]


changes = st.lists(
    st.builds(Change, st.integers(2, 12), st.sampled_from(["insert", "delete"]), st.integers(0, 40)), max_size=6
)


@settings(max_examples=1_500)
@given(
    count=st.integers(0, 40),
    changes=changes,
    page_size=st.integers(1, 12),
    workers=st.sampled_from([1, 4]),
    counts=st.booleans(),
    cap=st.sampled_from([3, 7, 5_000]),
    sorts=st.booleans(),
)
def test_a_walk_that_is_whole_has_every_row_that_was_there_all_the_time(
    *, count: int, changes: list[Change], page_size: int, workers: int, counts: bool, cap: int, sorts: bool
) -> None:
    store = Store([2 * n for n in range(count)], changes, counts=counts, cap=cap, sorts=sorts)
    key = "id" if sorts else None
    walk = PageWalk(SEARCH, store, PagePlan(page_size=page_size, workers=workers, count=counts, sort_key=key))
    rows = walked(walk)
    assert len(rows) == len(set(rows)) or walk.failure() is not None
    assert set(rows) <= store.known
    if len(store.states) == 1:
        assert walk.failure() is None
    if walk.failure() is None:
        assert walk.extent.is_complete
        assert store.old <= set(rows)
        assert rows == sorted(rows) or not sorts


@settings(max_examples=1_000)
@given(
    count=st.integers(0, 40),
    change=st.builds(Change, st.integers(2, 8), st.sampled_from(["insert", "delete"]), st.integers(0, 40)),
    page_size=st.integers(1, 12),
    workers=st.sampled_from([1, 4]),
    counts=st.booleans(),
)
def test_with_one_change_the_rows_are_those_before_or_after_it(
    *, count: int, change: Change, page_size: int, workers: int, counts: bool
) -> None:
    store = Store([2 * n for n in range(count)], [change], counts=counts)
    walk = PageWalk(SEARCH, store, PagePlan(page_size=page_size, workers=workers, count=counts, sort_key="id"))
    rows = walked(walk)
    assert store.old <= set(rows) or walk.failure() is not None
    if walk.failure() is None:
        assert rows in store.states


@settings(max_examples=500)
@given(
    count=st.integers(0, 40),
    changes=changes,
    page_size=st.integers(1, 12),
    skip=st.integers(0, 20),
    limit=st.integers(0, 45),
    workers=st.sampled_from([1, 4]),
)
def test_a_limit_is_kept_whatever_changes(
    *, count: int, changes: list[Change], page_size: int, skip: int, limit: int, workers: int
) -> None:
    store = Store([2 * n for n in range(count)], changes)
    walk = PageWalk(SEARCH, store, PagePlan(limit, skip, page_size, workers, sort_key="id"))
    rows = walked(walk)
    assert len(rows) <= limit
    if len(store.states) == 1:
        assert rows == store.ids[skip : skip + limit]
        assert walk.failure() is None
    if walk.failure() is None and walk.extent.is_complete and not skip:
        assert store.old <= set(rows)
