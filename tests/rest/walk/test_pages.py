"""A page walk gives exactly the rows asked for, or says that it could not."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opencga_frames.errors import IncompleteResultError, ServerFaultError
from opencga_frames.rest.walk.pages import PageWalk
from opencga_frames.rest.walk.plan import PagePlan
from opencga_frames.rest.wire.envelope import read_page
from opencga_frames.rest.wire.message import Request

if TYPE_CHECKING:
    from collections.abc import Callable

    from opencga_frames.rest.wire.envelope import Page

SEARCH = Request("GET", "samples/search", (("study", "s"),))


@dataclass
class Server:
    """Answers searches as OpenCGA does: default limit 10, a count when asked, a cap where configured."""

    rows: list[Any]
    cap: int = 5_000
    total: int | None = None
    counts: bool = True
    change: Callable[[Server, int], None] | None = None
    asked: list[dict[str, str]] = field(default_factory=list)

    def __call__(self, request: Request) -> Page:
        query = dict(request.query)
        self.asked.append(query)
        if self.change:
            self.change(self, len(self.asked))
        skip, limit = int(query.get("skip", 0)), min(int(query.get("limit", 10)), self.cap)
        matches = len(self.rows) if self.total is None else self.total
        counted = self.counts and query.get("count") == "true"
        return page_of(self.rows[skip : skip + limit], matches if counted else -1)

    @property
    def windows(self) -> list[tuple[int, int]]:
        return sorted((int(q["skip"]), int(q["limit"])) for q in self.asked)


def page_of(rows: list[Any], matches: int = -1, **block: Any) -> Page:
    body = {"responses": [{"results": rows, "numResults": len(rows), "numMatches": matches, **block}]}
    page = read_page(json.dumps(body).encode())
    assert page is not None
    return page


def samples(count: int) -> list[dict[str, Any]]:
    return [{"id": f"S{n:05}", "version": 1} for n in range(count)]


def read(walk: PageWalk) -> list[Any]:
    return [row for page in walk for block in page.blocks for row in json.loads(block.rows)]


def plan(**values: Any) -> PagePlan:
    return PagePlan(**{"page_size": 100, "workers": 1, "sort_key": "id", **values})


def test_2500_rows_are_2500_rows() -> None:
    server = Server(samples(2_500))
    walk = PageWalk(SEARCH, server, plan(page_size=1_000, workers=4))
    assert read(walk) == server.rows
    assert (walk.received, walk.expected, walk.total) == (2_500, 2_500, 2_500)
    assert walk.extent.is_complete
    assert walk.failure() is None


def test_every_page_is_asked_with_the_rows_it_has_in_common_with_those_beside_it() -> None:
    server = Server(samples(250))
    read(PageWalk(SEARCH, server, plan()))
    assert [q.get("count") for q in server.asked] == ["true", None, None]
    assert server.windows == [(0, 100), (99, 102), (200, 51)]


def test_pages_are_asked_in_a_stable_order_where_the_endpoint_has_one() -> None:
    server = Server(samples(1))
    read(PageWalk(SEARCH, server, plan(sort_key="path")))
    assert (server.asked[0]["sort"], server.asked[0]["order"]) == ("path", "ASC")
    read(PageWalk(SEARCH, server, plan(sort_key=None)))
    assert "sort" not in server.asked[1]


def test_the_callers_own_order_is_kept() -> None:
    server = Server(samples(1))
    read(PageWalk(Request("GET", "samples/search", (("sort", "creationDate"),)), server, plan()))
    assert server.asked[0]["sort"] == "creationDate"
    assert "order" not in server.asked[0]


def test_a_limit_cuts_and_says_so() -> None:
    server = Server(samples(250))
    walk = PageWalk(SEARCH, server, plan(limit=120, skip=30))
    assert read(walk) == server.rows[30:150]
    assert server.windows == [(30, 100), (129, 21)]
    assert walk.extent.truncated
    assert walk.failure() is None


def test_a_limit_beyond_the_end_cuts_nothing() -> None:
    walk = PageWalk(SEARCH, Server(samples(20)), plan(limit=20))
    assert len(read(walk)) == 20
    assert walk.extent.is_complete


def test_limit_zero_is_the_cheap_count() -> None:
    server = Server(samples(250))
    walk = PageWalk(SEARCH, server, plan(limit=0))
    assert read(walk) == []
    assert walk.total == 250
    assert server.asked == [{"study": "s", "sort": "id", "order": "ASC", "limit": "0", "skip": "0", "count": "true"}]


def test_a_cap_of_the_server_is_noticed_and_kept_to() -> None:
    server = Server(samples(250), cap=60)
    assert read(PageWalk(SEARCH, server, plan())) == server.rows
    assert server.windows == [(0, 100), (59, 60), (118, 60), (177, 60), (236, 15)]


def test_a_short_page_in_the_middle_is_filled_up() -> None:
    def shrink(server: Server, call: int) -> None:
        server.cap = 30 if call == 2 else 5_000

    server = Server(samples(250), change=shrink)
    assert read(PageWalk(SEARCH, server, plan())) == server.rows
    assert server.windows == [(0, 100), (99, 102), (128, 73), (200, 51)]


@pytest.mark.parametrize("cap", [5_000, 40])
@pytest.mark.parametrize("count", [0, 3, 99, 100, 101, 250])
def test_without_a_count_the_walk_goes_on_to_the_end(count: int, cap: int) -> None:
    server = Server(samples(count), counts=False, cap=cap)
    walk = PageWalk(SEARCH, server, plan())
    assert read(walk) == server.rows
    assert walk.extent.is_complete


def test_an_uncounted_walk_ends_with_a_page_that_gives_the_last_row_only() -> None:
    server = Server(samples(130), counts=False)
    read(PageWalk(SEARCH, server, plan()))
    assert server.windows == [(0, 100), (99, 101), (129, 101)]


def test_an_uncounted_walk_stopped_by_its_limit_says_that_there_may_be_more() -> None:
    walk = PageWalk(SEARCH, Server(samples(130), counts=False), plan(limit=50))
    assert len(read(walk)) == 50
    assert walk.extent.truncated


def test_an_approximate_count_plans_no_pages() -> None:
    rows = samples(101)
    pages = [
        page_of(rows[:100], 9_999, attributes={"approximateCount": True}),
        page_of(rows[99:]),
        page_of(rows[100:]),
    ]
    walk = PageWalk(SEARCH, lambda _: pages.pop(0), plan())
    assert read(walk) == rows
    assert walk.total == -1


def test_an_endpoint_that_ignores_skip_is_read_once() -> None:
    walk = PageWalk(SEARCH, lambda _: page_of(samples(20)), plan())
    assert len(read(walk)) == 20
    assert walk.extent.is_complete


@pytest.mark.parametrize("matches", [-1, 10])
@pytest.mark.parametrize("row", [{}, {"id": ""}, {"id": "x"}, {"id": None, "type": "SNV"}])
def test_rows_that_are_all_alike_do_not_go_on_for_ever(row: Any, matches: int) -> None:
    """The last row of a page is the first of the next one, whatever was asked for."""
    walk = PageWalk(SEARCH, lambda _: page_of([row, row], matches), plan(sort_key=None))
    read(walk)
    assert isinstance(walk.failure(), IncompleteResultError)


def test_full_pages_that_repeat_do_not_go_on_for_ever() -> None:
    walk = PageWalk(SEARCH, lambda _: page_of(samples(100)), plan())
    assert len(read(walk)) == 100
    assert isinstance(walk.failure(), IncompleteResultError)


@pytest.mark.parametrize("workers", [1, 4])
def test_a_row_written_before_a_page_costs_no_other_row_and_is_told(workers: int) -> None:
    def insert(server: Server, call: int) -> None:
        if call == 2:
            server.rows = [{"id": "A", "version": 1}, *server.rows]

    walk = PageWalk(SEARCH, Server(samples(400), change=insert), plan(workers=workers))
    assert read(walk) == samples(400)
    assert walk.extent.problems == ("Rows written during the walk before page 2: 1.",)
    assert isinstance(walk.failure(), IncompleteResultError)


@pytest.mark.parametrize("workers", [1, 4])
def test_a_row_removed_before_a_page_costs_no_other_row_and_is_told(workers: int) -> None:
    def remove(server: Server, call: int) -> None:
        if call == 2:
            del server.rows[0]

    walk = PageWalk(SEARCH, Server(samples(400), change=remove), plan(workers=workers))
    assert read(walk) == samples(400)
    assert walk.extent.problems == ("Rows removed during the walk before page 2: 1.",)


def test_one_removed_and_one_added_is_found_although_the_number_is_the_same() -> None:
    def change(server: Server, call: int) -> None:
        if call == 2:
            server.rows = [*server.rows[1:], {"id": "Z", "version": 1}]

    walk = PageWalk(SEARCH, Server(samples(200), change=change), plan())
    assert read(walk)[:200] == samples(200)
    assert walk.extent.problems == ("Rows removed during the walk before page 2: 1.",)


def test_the_row_between_two_pages_may_go() -> None:
    def remove(server: Server, call: int) -> None:
        if call == 2:
            del server.rows[99]

    walk = PageWalk(SEARCH, Server(samples(300), change=remove), plan())
    assert read(walk) == samples(300)
    assert walk.extent.problems == ("Rows removed during the walk before page 2: 1.",)


def test_rows_gone_on_both_sides_of_a_page_end_the_walk_with_an_error() -> None:
    def remove(server: Server, call: int) -> None:
        if call == 2:
            del server.rows[98:100]

    walk = PageWalk(SEARCH, Server(samples(300), change=remove), plan())
    assert read(walk) == samples(100)
    assert walk.extent.problems == (
        "Page 2 does not begin with the last row of the page before it.",
        "Rows that arrived: 100 of 300 counted.",
    )


def test_a_page_that_is_wrong_once_is_asked_again() -> None:
    calls: list[int] = []

    def stale(request: Request) -> Page:
        calls.append(1)
        return page_of(samples(5)) if len(calls) == 2 else server(request)

    server = Server(samples(250))
    walk = PageWalk(SEARCH, stale, plan())
    assert read(walk) == server.rows
    assert walk.extent.is_complete


@pytest.mark.parametrize("rows", [100, 200, 250])
def test_a_count_that_is_too_low_hides_no_row(rows: int) -> None:
    walk = PageWalk(SEARCH, Server(samples(rows), total=rows - 50), plan())
    assert read(walk) == samples(rows)
    assert walk.extent.problems == (f"Rows that arrived: {rows} of {rows - 50} counted.",)


@pytest.mark.parametrize(
    ("rows", "calls"), [(0, 1), (99, 1), (100, 2), (101, 2), (198, 2), (200, 3), (300, 3), (1_000, 10), (1_001, 11)]
)
def test_the_rows_in_common_cost_a_request_only_where_one_or_two_full_pages_are_all(rows: int, calls: int) -> None:
    server = Server(samples(rows))
    assert len(read(PageWalk(SEARCH, server, plan()))) == rows
    assert len(server.asked) == calls


def test_pages_of_the_largest_size_stay_within_it() -> None:
    server = Server(samples(15_000))
    walk = PageWalk(SEARCH, server, plan(page_size=5_000))
    assert read(walk) == server.rows
    assert max(limit for _, limit in server.windows) == 5_000


def test_billions_of_counted_rows_are_no_list() -> None:
    server = Server(samples(150), total=2**31)
    walk = PageWalk(SEARCH, server, plan(workers=4, page_size=1, limit=None))
    assert read(walk) == server.rows
    assert walk.extent.problems == ("Rows that arrived: 150 of 2,147,483,648 counted.",)


@pytest.mark.parametrize(
    ("values", "query", "expected"),
    [
        ({}, (), True),
        ({"sort_key": None}, (), False),
        ({"versions": True}, (), False),
        ({}, (("sort", "creationDate"),), False),
        ({"sort_key": None, "page_size": 1_000}, (), True),
    ],
)
def test_the_walk_says_whether_several_pages_had_a_stable_order(
    values: dict[str, Any], query: tuple[tuple[str, str], ...], expected: bool
) -> None:
    walk = PageWalk(Request("GET", "samples/search", query), Server(samples(150)), plan(**values))
    read(walk)
    assert walk.extent.stable_order is expected


def test_a_count_above_what_there_is_does_not_ask_on_and_on() -> None:
    server = Server(samples(150), total=100_000)
    walk = PageWalk(SEARCH, server, plan())
    assert len(read(walk)) == 150
    assert len(server.asked) <= 4
    assert not walk.extent.is_complete


def test_rows_added_behind_the_counted_ones_are_read_too() -> None:
    def append(server: Server, call: int) -> None:
        if call == 2:
            server.rows = [*server.rows, {"id": "Z", "version": 1}]

    walk = PageWalk(SEARCH, Server(samples(200), change=append), plan())
    assert len(read(walk)) == walk.total == 201
    assert walk.extent.is_complete


def test_walking_again_starts_afresh() -> None:
    walk = PageWalk(SEARCH, Server(samples(150)), plan())
    assert read(walk) == read(walk)
    assert walk.received == 150
    assert walk.failure() is None


@pytest.mark.parametrize(
    ("rows", "versions", "problems"),
    [
        ([{"name": "x"}] * 4, False, 0),
        (["a", "a", "b", "b"], False, 0),
        ([{"id": "S1", "version": 1}, {"id": "S1", "version": 2}] * 2, True, 1),
        ([{"id": "S1", "version": 1}, {"id": "S1", "version": 2}], True, 0),
        ([{"id": "S1", "version": 0}, {"id": "S1", "version": 0}], True, 0),
        ([{"id": "S1", "version": 1}, {"id": "S1", "version": 2}], False, 1),
        ([{"uuid": "u", "id": "S1"}, {"uuid": "v", "id": "S1"}], False, 0),
    ],
)
def test_rows_are_told_apart_by_uuid_id_and_version(rows: list[Any], versions: bool, problems: int) -> None:
    walk = PageWalk(SEARCH, Server(rows), plan(versions=versions))
    read(walk)
    assert len(walk.extent.problems) == problems


def test_without_a_sort_key_a_repeated_id_is_no_problem() -> None:
    walk = PageWalk(SEARCH, Server([{"id": "read1"}, {"id": "read1"}]), plan(sort_key=None))
    read(walk)
    assert walk.failure() is None


@pytest.mark.parametrize("workers", [1, 4])
def test_a_page_that_fails_is_named_with_its_rows(workers: int) -> None:
    def fail(server: Server, call: int) -> None:
        if dict(server.asked[call - 1])["skip"] == "300":
            raise ServerFaultError("broken")

    walk = PageWalk(SEARCH, Server(samples(500), change=fail), plan(workers=workers))
    pages = []
    with pytest.raises(ServerFaultError, match="broken") as caught:
        pages.extend(walk)
    assert caught.value.__notes__ == ["Page 4 (rows 301 to 400) of samples/search did not arrive."]
    assert walk.extent.problems == ("Page 4 (rows 301 to 400) of samples/search did not arrive.",)
    assert walk.received == 300


def test_pages_are_dropped_of_their_bodies() -> None:
    assert [page.body for page in PageWalk(SEARCH, Server(samples(150)), plan())] == [b"", b""]


def test_more_rows_than_asked_are_taken_or_cut_at_the_limit() -> None:
    assert len(read(PageWalk(SEARCH, lambda _: page_of(samples(130)), plan()))) == 130
    walk = PageWalk(SEARCH, lambda _: page_of(samples(130)), plan(limit=50))
    assert len(read(walk)) == 50
    assert walk.extent.truncated


@given(
    count=st.integers(0, 60),
    page_size=st.integers(1, 25),
    limit=st.none() | st.integers(0, 70),
    skip=st.integers(0, 70),
    cap=st.integers(10, 30),
    counts=st.booleans(),
    workers=st.sampled_from([1, 3]),
)
def test_the_walk_gives_exactly_the_rows_asked_for(
    *, count: int, page_size: int, limit: int | None, skip: int, cap: int, counts: bool, workers: int
) -> None:
    server = Server(samples(count), counts=counts, cap=cap)
    walk = PageWalk(SEARCH, server, plan(page_size=page_size, limit=limit, skip=skip, workers=workers, count=counts))
    wanted = server.rows[skip:] if limit is None else server.rows[skip : skip + limit]
    assert read(walk) == wanted
    assert walk.failure() is None
    assert walk.received == len(wanted)
    if counts:
        assert walk.extent.truncated == (limit is not None and skip + limit < count)


def test_several_versions_of_one_entry_are_several_rows() -> None:
    rows = [{"uuid": "u1", "id": "S2", "version": n} for n in (1, 2, 3)] + [{"uuid": "u2", "id": "S3", "version": 1}]
    walk = PageWalk(SEARCH, Server(rows), plan(versions=True))
    assert read(walk) == rows
    assert walk.failure() is None


def test_a_count_that_did_not_arrive_is_not_called_a_page_of_no_rows() -> None:
    def fetch(request: Request) -> Page:
        msg = "The server failed."
        raise ServerFaultError(msg)

    with pytest.raises(ServerFaultError) as caught:
        read(PageWalk(SEARCH, fetch, plan(limit=0)))
    assert caught.value.__notes__ == ["The count of samples/search did not arrive."]
