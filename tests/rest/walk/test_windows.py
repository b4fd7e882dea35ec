"""Searches whose count and skip include hidden rows: every visible row once, whatever the windows."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opencga_frames.rest.walk.named_page import NamedPage
from opencga_frames.rest.walk.plan import PagePlan
from opencga_frames.rest.walk.windows import WindowWalk
from opencga_frames.rest.wire.envelope import read_page
from opencga_frames.rest.wire.message import Request

if TYPE_CHECKING:
    from opencga_frames.rest.wire.envelope import Page

SEARCH = Request("GET", "studies/search", (("project", "rare"),))


class Server:
    """Cuts a window of all studies and then leaves out those that the user may not see."""

    def __init__(self, visible: list[bool]) -> None:
        self.studies = [{"id": f"s{n}", "uuid": f"u{n}", "seen": seen} for n, seen in enumerate(visible)]
        self.asked: list[dict[str, str]] = []

    @property
    def rows(self) -> list[dict[str, Any]]:
        return [study for study in self.studies if study["seen"]]

    def __call__(self, request: Request) -> Page:
        query = dict(request.query)
        self.asked.append(query)
        start = int(query["skip"])
        window = [study for study in self.studies[start : start + int(query["limit"])] if study["seen"]]
        matches = len(self.studies) if query.get("count") == "true" else -1
        block = {"results": window, "numResults": len(window), "numMatches": matches}
        page = read_page(json.dumps({"responses": [block]}).encode())
        assert page is not None
        return page


def read(walk: WindowWalk) -> list[Any]:
    return [row for page in walk for block in page.blocks for row in json.loads(block.rows)]


@given(
    st.lists(st.booleans(), max_size=12),
    st.builds(
        PagePlan,
        page_size=st.integers(1, 5),
        skip=st.integers(0, 4),
        limit=st.one_of(st.none(), st.integers(1, 6)),
        count=st.booleans(),
    ),
)
def test_every_visible_row_comes_once_in_order(visible, plan):
    server = Server(visible)
    walk = WindowWalk(SEARCH, server, plan)
    wanted = server.rows[plan.skip :]
    assert read(walk) == (wanted if plan.limit is None else wanted[: plan.limit])
    assert walk.failure() is None
    if plan.limit is None:
        assert walk.total == len(server.rows)
        assert walk.extent.is_complete


def test_the_number_of_rows_alone_is_that_of_the_visible_ones():
    server = Server([True, False, True, False])
    walk = WindowWalk(SEARCH, server, PagePlan(limit=0))
    assert read(walk) == []
    assert walk.total == 2
    assert {query["include"] for query in server.asked} == {"id"}


def test_one_request_is_enough_for_few_rows():
    for count in (True, False):
        server = Server([True, False, True])
        assert len(read(WindowWalk(SEARCH, server, PagePlan(count=count)))) == 2
        assert len(server.asked) == 1


def test_a_limit_that_leaves_rows_behind_says_so():
    walk = WindowWalk(SEARCH, Server([True, True, True]), PagePlan(limit=1))
    assert len(read(walk)) == 1
    assert walk.extent.truncated


@pytest.mark.parametrize(("user", "expected"), [("lukas", 2), ("ines", 3), ("tomas", 1)])
def test_recorded_users_who_may_not_see_every_study(traces, user, expected):
    with gzip.open(traces / "defects-5.0.0.jsonl.gz", "rt", encoding="utf-8") as lines:
        recorded = [x for x in map(json.loads, lines) if x["name"] == f"studies-search-count-over-permissions-{user}"]
    answers = {
        tuple(sorted(parse_qsl(x["request"]["path"].partition("?")[2]))): x["answer"]["body"].encode() for x in recorded
    }

    def fetch(request: Request) -> Page:
        page = read_page(answers[tuple(sorted(request.query))])
        assert page is not None
        return page

    rows = read(WindowWalk(SEARCH, fetch, PagePlan()))
    assert len(rows) == expected
    assert max(Counter(row["uuid"] for row in rows).values()) == 1


@pytest.mark.parametrize("change", [lambda studies: studies.pop(0), lambda studies: studies.insert(0, studies[-1])])
def test_a_study_that_comes_or_goes_between_two_windows_is_told(change):
    server = Server([True] * 6)

    def fetch(request: Request) -> Page:
        if len(server.asked) == 1:
            change(server.studies)
        return server(request)

    walk = WindowWalk(SEARCH, fetch, PagePlan(page_size=3))
    read(walk)
    assert "Rows counted at first: 6, with the last page:" in " ".join(walk.extent.problems)
    assert not walk.extent.is_complete
    assert not walk.extent.stable_order


def test_an_empty_answer_without_a_number_is_asked_for_again():
    server = Server([True, True])
    calls = []

    def fetch(request: Request) -> Page:
        calls.append(request)
        page = server(request)
        return NamedPage.of(page, SEARCH.path).first(0).page if len(calls) == 1 else page

    assert len(read(WindowWalk(SEARCH, fetch, PagePlan(count=False)))) == 2
