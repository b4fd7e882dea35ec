"""Entries are written and removed while a search is walked: no old row is lost unnoticed, none comes twice."""

from __future__ import annotations

import json
import random
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opencga_frames import read_parquet
from opencga_frames.errors import IncompleteResultError
from opencga_frames.rest.answer.call_record import CallRecord
from opencga_frames.rest.walk.named_page import row_content
from opencga_frames.rest.walk.options import CallOptions
from opencga_frames.rest.walk.pages import PageWalk
from opencga_frames.rest.walk.plan import PagePlan
from opencga_frames.rest.walk.stream import PageStream
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
        page = read_page(self.answer(dict(request.query)))
        assert page is not None
        return page

    def answer(self, query: dict[str, str]) -> bytes:
        """Let happen what happens before this request, and give its answer."""
        with self.lock:
            self.calls += 1
            for change in self.changes:
                if change.before == self.calls:
                    self._change(change)
            return self._body(query)

    def _change(self, change: Change) -> None:
        if change.kind == "delete":
            if self.ids:
                del self.ids[change.place % len(self.ids)]
        elif (new := 2 * change.place + 1) not in self.ids:  # old entries have even numbers
            self.ids.append(new)
            if self.sorts:
                self.ids.sort()
        self.states.append(list(self.ids))

    def _body(self, query: dict[str, str]) -> bytes:
        start, limit = int(query["skip"]), min(int(query["limit"]), self.cap)
        rows = [{"id": f"S{n:04}"} for n in self.ids[start : start + limit]]
        matches = len(self.ids) if self.counts and query.get("count") == "true" else -1
        block = {"results": rows, "numResults": len(rows), "numMatches": matches}
        return json.dumps({"responses": [block]}).encode()

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


def check_walk(store: Store, plan: PagePlan) -> None:
    """Walk, and check that what is called whole has every row that was there all the time."""
    walk = PageWalk(SEARCH, store, plan)
    rows = walked(walk)
    assert set(rows) <= store.known
    if len(store.states) == 1:
        assert walk.failure() is None
    if walk.failure() is None:
        assert walk.extent.is_complete
        assert len(rows) == len(set(rows))
        assert store.old <= set(rows)
        assert rows == sorted(rows) or not store.sorts


stores = st.builds(
    Store,
    st.integers(0, 40).map(lambda count: [2 * n for n in range(count)]),
    changes,
    counts=st.booleans(),
    sorts=st.booleans(),
    cap=st.sampled_from([3, 7, 5_000]),
)


@settings(max_examples=1_500)
@given(store=stores, page_size=st.integers(1, 12), workers=st.sampled_from([1, 4]))
def test_a_walk_that_is_whole_has_every_row_that_was_there_all_the_time(
    *, store: Store, page_size: int, workers: int
) -> None:
    key = "id" if store.sorts else None
    check_walk(store, PagePlan(page_size=page_size, workers=workers, count=store.counts, sort_key=key))


@pytest.mark.slow
@settings(max_examples=10_000)
@given(store=stores, page_size=st.integers(1, 12))
def test_the_same_ten_thousand_times(*, store: Store, page_size: int) -> None:
    key = "id" if store.sorts else None
    check_walk(store, PagePlan(page_size=page_size, workers=1, count=store.counts, sort_key=key))


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


@settings(max_examples=1_000)
@given(store=stores, page_size=st.integers(1, 12), workers=st.sampled_from([1, 4]))
def test_rows_that_a_walk_has_missed_come_behind_the_others(*, store: Store, page_size: int, workers: int) -> None:
    """For a reader that has used the first rows when the walk turns out not to be whole."""
    plan = PagePlan(page_size=page_size, workers=workers, count=store.counts, sort_key="id" if store.sorts else None)
    stream = PageStream(PageWalk(SEARCH, store, plan), CallRecord(path="samples/search"), CallOptions(progress=False))
    rows: list[int] = []
    try:
        for page in stream.once():
            rows += [int(row["id"][1:]) for block in page.blocks for row in json.loads(block.rows)]
    except IncompleteResultError:
        assert len(store.states) > 1
        return
    assert len(rows) == len(set(rows))
    assert store.old <= set(rows) <= store.known


def test_a_page_of_one_row_that_was_asked_for_alone_is_not_the_end() -> None:
    """The row in common is gone, and another came before it, so that one row is asked for without it."""
    both = [Change(4, "insert", 0), Change(4, "delete", 3)]
    store = Store([0, 2, 4, 6, 8], both, counts=False, cap=3)
    walk = PageWalk(SEARCH, store, PagePlan(page_size=1, workers=1, count=False, sort_key="id"))
    assert walked(walk) == [0, 2, 4, 6, 8]
    assert walk.failure() is None


def test_rows_with_the_same_letters_are_two_rows() -> None:
    """Without keys rows are told apart by what they hold: S0001 is not S0010."""
    both = [Change(5, "insert", 0), Change(6, "delete", 1)]
    store = Store([0, 2, 4, 6, 8, 10], both, sorts=False, cap=3)
    walk = PageWalk(SEARCH, store, PagePlan(page_size=1, workers=1, sort_key=None))
    rows = walked(walk)
    assert walk.failure() is not None or store.old <= set(rows)
    assert row_content(b'{"id": "S0001", "n": [1, 2]}') == row_content(b'{"n":[2,1],"id":"S0001"}')
    assert row_content(b'{"id": "S0001"}') != row_content(b'{"id": "S0010"}')


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


READERS = {
    "search": lambda oc, folder: [row["id"] for row in oc.samples.search(study="demo@rare:s")],
    "frame": lambda oc, folder: oc.samples.frame(study="demo@rare:s")["sample_id"].tolist(),
    "tables": lambda oc, folder: oc.samples.tables(study="demo@rare:s")["samples"]["sample_id"].tolist(),
    "batches": lambda oc, folder: [
        i for b in oc.samples.scan(study="demo@rare:s").batches() for i in b["sample_id"].to_pylist()
    ],
    "to_parquet": lambda oc, folder: _of_file(oc.samples.to_parquet(folder, study="demo@rare:s")["samples"]),
}


def _of_file(path: str) -> list[str]:
    ids: list[str] = read_parquet(path)["sample_id"].tolist()
    return ids


@pytest.mark.parametrize("way", READERS)
def test_every_reader_gives_all_old_rows_once_or_an_error(scripted, connect, wire, *, way, tmp_path):
    chance = random.Random(f"changes of {way}")
    whole = 0
    for case in range(40):
        some = [
            Change(chance.randint(2, 9), chance.choice(["insert", "delete"]), chance.randint(0, 40))
            for _ in range(chance.randint(0, 4))
        ]
        store = Store([2 * n for n in range(chance.randint(0, 40))], some)
        server = scripted(lambda asked, store=store: (200, wire.JSON, store.answer(asked.query)))
        oc = connect(server, page_size=chance.randint(1, 12), workers=chance.choice([1, 4]), version_check="off")
        try:
            rows = [int(name[1:]) for name in READERS[way](oc, tmp_path / str(case))]
        except IncompleteResultError:
            assert len(store.states) > 1
            continue
        whole += 1
        assert len(rows) == len(set(rows))
        assert store.old <= set(rows) <= store.known
    assert whole >= 12


@pytest.mark.parametrize("kind", ["insert", "delete"])
def test_batches_go_on_when_one_entry_came_or_went(scripted, connect, wire, *, kind):
    """The third answer finds the first entries changed; what the first walk has given is not given again."""
    store = Store([2 * n for n in range(40)], [Change(3, kind, 1)])
    server = scripted(lambda asked: (200, wire.JSON, store.answer(asked.query)))
    oc = connect(server, page_size=10, workers=1, version_check="off")
    batches = list(oc.samples.batches(study="demo@rare:s", columns=["sample_id"]))
    found = [name for batch in batches for name in batch["sample_id"].to_pylist()]
    old = [f"S{2 * n:04}" for n in range(40)]
    assert found == (old if kind == "delete" else [*old, "S0003"])


def test_a_part_of_a_search_that_changed_is_an_error_behind_the_last_batch(scripted, connect, wire):
    """Which rows a limit takes depends on those before them, so that a second walk has others."""
    store = Store([2 * n for n in range(40)], [Change(3, "insert", 1)])
    server = scripted(lambda asked: (200, wire.JSON, store.answer(asked.query)))
    oc = connect(server, page_size=10, workers=1, version_check="off")
    batches = oc.samples.batches(study="demo@rare:s", columns=["sample_id"], limit=35)
    found: list[str] = []
    with pytest.raises(IncompleteResultError, match="Rows written during the walk before page 3: 1"):
        found.extend(name for batch in batches for name in batch["sample_id"].to_pylist())
    assert found == [f"S{2 * n:04}" for n in range(35)]


PAGED = {
    "samples.search": lambda oc: oc.samples.search(study="demo@rare:s"),
    "variants.query": lambda oc: oc.variants.query(study="demo@rare:s"),
    "studies.search_audit": lambda oc: oc.studies.search_audit("s"),
    "users.projects": lambda oc: oc.users.projects("nadia"),
}


@pytest.mark.parametrize("workers", [1, 4])
@pytest.mark.parametrize("counts", [True, False])
@pytest.mark.parametrize("call", PAGED.values(), ids=PAGED)
def test_a_proxy_that_drops_the_query_is_noticed(scripted, connect, wire, *, call, counts, workers):
    """A redirect that leaves the query behind gives the first ten rows, whatever page was asked for."""
    rows = [{"id": f"1:{n}:A:T"} for n in range(10)]
    server = scripted(lambda asked: wire.page(rows, matches=30 if counts else -1))
    oc = connect(server, page_size=100, workers=workers, version_check="off")
    with pytest.raises(IncompleteResultError):
        call(oc)


@pytest.mark.parametrize("call", PAGED.values(), ids=PAGED)
def test_an_endpoint_that_gives_all_at_once_is_whole(scripted, connect, wire, *, call):
    rows = [{"id": f"1:{n}:A:T"} for n in range(37)]
    server = scripted(lambda asked: wire.page(rows, matches=-1))
    assert len(call(connect(server, page_size=100, version_check="off"))) == 37
