"""Searches with many rows are walked range by range of their dates, and give the same rows as by skip."""

from __future__ import annotations

import json
import logging
import threading
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from opencga_frames.errors import IncompleteResultError, OpenCGAWarning
from opencga_frames.rest.answer.call_record import CallRecord
from opencga_frames.rest.walk import range_walk
from opencga_frames.rest.walk.date_ranges import DateRange, cut, joined, parsed, shared_out
from opencga_frames.rest.walk.options import CallOptions
from opencga_frames.rest.walk.plan import PagePlan
from opencga_frames.rest.walk.range_walk import RangeWalk
from opencga_frames.rest.walk.stream import PageStream
from opencga_frames.rest.wire.envelope import read_page
from opencga_frames.rest.wire.message import Request
from opencga_frames.sandbox.query.dates import date_test

if TYPE_CHECKING:
    from collections.abc import Callable

    from opencga_frames import OpenCGAClient
    from opencga_frames.rest.wire.envelope import Page
    from opencga_frames.sandbox import Sandbox

SEARCH = Request("GET", "samples/search", (("study", "s"),))
KEY = "creationDate"


def dated(*dates: str | None) -> list[dict[str, Any]]:
    """Make rows with these dates, in an order of ids that is not that of the dates."""
    return [
        {"id": f"S{n * 7 % 1_009:04}", KEY: date, "modificationDate": "20240201000000"} for n, date in enumerate(dates)
    ]


def over_time(count: int) -> list[str]:
    """Make dates of some seconds, minutes and days."""
    return [f"202401{1 + n % 28:02}{n % 24:02}{n % 60:02}00" for n in range(count)]


@dataclass
class Server:
    """Answers searches by date as OpenCGA does."""

    rows: list[dict[str, Any]]
    change: Callable[[Server, dict[str, str]], None] | None = None
    asked: list[dict[str, str]] = field(default_factory=list)

    def __call__(self, request: Request) -> Page:
        query = dict(request.query)
        self.asked.append(query)
        if self.change:
            self.change(self, query)
        fits = date_test(query[KEY]) if query.get(KEY) else lambda _: True
        assert fits is not None
        changed = date_test(query["modificationDate"]) if "modificationDate" in query else lambda _: True
        assert changed is not None
        rows = [row for row in self.rows if fits([row[KEY]] if row[KEY] else []) or KEY not in query]
        rows = [row for row in rows if changed([row["modificationDate"]])]
        rows.sort(key=lambda row: str(row[query.get("sort", "id")]), reverse=query.get("order") == "DESC")
        skip, limit = int(query["skip"]), int(query["limit"])
        there = rows[skip : skip + limit]
        matches = len(rows) if query.get("count") == "true" else -1
        body = {"responses": [{"results": there, "numResults": len(there), "numMatches": matches}]}
        page = read_page(json.dumps(body).encode())
        assert page is not None
        return page

    @property
    def deepest(self) -> int:
        return max(int(query["skip"]) for query in self.asked)


@pytest.fixture(autouse=True)
def _few_rows_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(range_walk, "MOST_BY_SKIP", 50)
    monkeypatch.setattr(range_walk, "RANGE_ROWS", 20)
    monkeypatch.setattr(range_walk, "COMPARED_ROWS", 70)


def walk(server: Server, *query: tuple[str, str], **plan: Any) -> RangeWalk:
    request = Request("GET", SEARCH.path, (*SEARCH.query, *query))
    return RangeWalk(request, server, PagePlan(**{"page_size": 7, "sort_key": "id", "cut_key": KEY, **plan}))


def ids(walked: RangeWalk) -> list[str]:
    return [row["id"] for page in walked for block in page.blocks for row in json.loads(block.rows)]


@pytest.mark.parametrize("workers", [None, 1, 4])
def test_many_rows_come_range_by_range_and_each_once(workers: int | None) -> None:
    server = Server(dated(*over_time(200)))
    walked = walk(server, workers=workers)
    assert sorted(ids(walked)) == sorted(row["id"] for row in server.rows)
    assert server.deepest < 20
    assert (walked.received, walked.expected, walked.extent.total) == (200, 200, 200)
    assert walked.extent.is_complete
    assert walked.failure() is None


def test_few_rows_take_the_requests_of_a_walk_by_skip() -> None:
    server = Server(dated(*over_time(50)))
    assert ids(walk(server)) == sorted(row["id"] for row in server.rows)
    assert {query.get(KEY) for query in server.asked} == {None}
    assert len(server.asked) == 8


@pytest.mark.parametrize("plan", [{"limit": 60}, {"skip": 5}, {"count": False}, {"cut_key": None}])
def test_a_part_of_an_order_is_walked_in_that_order(plan: dict[str, Any]) -> None:
    server = Server(dated(*over_time(80)))
    every = sorted(row["id"] for row in server.rows)
    start, stop = plan.get("skip", 0), plan.get("limit", 80)
    assert ids(walk(server, **plan)) == every[start:stop]
    assert {query.get(KEY) for query in server.asked} == {None}


@pytest.mark.parametrize(
    "dates",
    [
        ["20240101120000"] * 80,
        [*over_time(79), None],
        ["no date"] * 80,
    ],
    ids=["all the same", "one without", "none is a date"],
)
def test_rows_whose_dates_do_not_serve_are_walked_by_skip(
    dates: list[str | None], caplog: pytest.LogCaptureFixture
) -> None:
    server = Server(dated(*dates))
    with caplog.at_level(logging.INFO, "opencga_frames"):
        walked = walk(server)
        assert ids(walked) == sorted(row["id"] for row in server.rows)
    assert walked.extent.is_complete
    assert server.deepest > 60


def test_counts_that_do_not_add_up_are_told_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "opencga_frames"):
        ids(walk(Server(dated(*over_time(79), None))))
    assert caplog.messages == ["The rows of samples/search cannot be cut by creationDate: they are read with skip."]


def test_a_range_that_was_asked_for_is_cut_further() -> None:
    server = Server(dated(*over_time(200)))
    walked = walk(server, (KEY, ">=20240105;<20240120"))
    assert sorted(ids(walked)) == sorted(
        row["id"] for row in server.rows if "20240105000000" <= row[KEY] < "20240120000000"
    )
    assert server.deepest < 20


def test_another_filter_of_dates_is_left_as_it_is() -> None:
    server = Server(dated(*over_time(200)))
    assert len(ids(walk(server, (KEY, "2024")))) == 200
    assert {query.get(KEY) for query in server.asked} == {"2024"}


def test_a_row_that_moves_into_a_later_range_is_noticed_when_it_comes_again() -> None:
    def move(server: Server, query: dict[str, str]) -> None:
        if query.get("sort") == "id" and query.get(KEY, "").startswith(">="):
            server.rows[0][KEY] = "20240128235959"

    server = Server(dated(*over_time(200)), change=move)
    walked = walk(server)
    ids(walked)
    assert "Rows that came twice: 1." in walked.extent.problems
    assert isinstance(walked.failure(), IncompleteResultError)


def test_a_row_removed_within_a_range_is_told() -> None:
    def remove(server: Server, query: dict[str, str]) -> None:
        if int(query["skip"]) == 6 and len(server.rows) == 200:
            server.rows.sort(key=lambda row: row["id"])
            fits = date_test(query.get(KEY, ""))
            assert fits is not None
            del server.rows[next(n for n, row in enumerate(server.rows) if fits([row[KEY]]))]

    walked = walk(Server(dated(*over_time(200)), change=remove), workers=1)
    assert len(ids(walked)) == 200
    assert walked.extent.problems == ("Rows removed during the walk before page 2: 1.",)


def in_last_range(query: dict[str, str]) -> bool:
    """Tell whether a query asks for the first page of the last range."""
    first = query.get("sort") == "id" and query["skip"] == "0"
    return first and query.get(KEY, "").startswith(">=") and "<" not in query[KEY]


def test_a_row_that_moves_into_an_earlier_range_is_missed_and_told() -> None:
    def move(server: Server, query: dict[str, str]) -> None:
        if in_last_range(query):
            max(server.rows, key=lambda row: row[KEY])[KEY] = "20240101000000"

    walked = walk(Server(dated(*over_time(200)), change=move), workers=1)
    assert len(ids(walked)) == 199
    assert walked.extent.problems == ("Rows that arrived: 199; counted before: 200, behind: 200.",)
    assert isinstance(walked.failure(), IncompleteResultError)


@pytest.mark.parametrize("kind", ["gone", "new"])
def test_rows_that_come_or_go_in_ranges_not_yet_read_are_no_fault(kind: str) -> None:
    def change(server: Server, query: dict[str, str]) -> None:
        if in_last_range(query) and len(server.rows) == 200:
            if kind == "gone":
                server.rows.remove(max(server.rows, key=lambda row: row[KEY]))
            else:
                server.rows.append({"id": "Z", KEY: "20240131000000", "modificationDate": "20240131000000"})

    walked = walk(Server(dated(*over_time(200)), change=change), workers=1)
    assert len(ids(walked)) == {"gone": 199, "new": 201}[kind]
    assert walked.extent.is_complete


@pytest.mark.parametrize("dates", [over_time(100), ["20240101120000"] * 100], ids=["ranges", "skip"])
def test_rows_modified_while_they_are_read_are_counted_and_warned_of(dates: list[str]) -> None:
    def modify(server: Server, query: dict[str, str]) -> None:
        if query.get("sort") == "id" and query["skip"] == "6":
            server.rows[0]["modificationDate"] = server.rows[1]["modificationDate"] = "20240301000000"

    walked = walk(Server(dated(*dates), change=modify), workers=1)
    stream = PageStream(walked, CallRecord(path="samples/search"), CallOptions(progress=False))
    with pytest.warns(OpenCGAWarning, match=r"Rows of samples/search that were modified while they were read: 2\."):
        assert sum(block.num_results for page in stream for block in page.blocks) == 100
    assert walked.extent.modified == 2
    assert walked.extent.is_complete
    assert walked.extent.flags == " (2 modified meanwhile)"


def test_nobody_waits_for_the_number_and_date_at_the_beginning() -> None:
    second_is_asked = threading.Event()

    def wait(_server: Server, query: dict[str, str]) -> None:
        if query.get("sort") == "id" and query["skip"] != "0":
            second_is_asked.set()
        elif query.get("sort") == "modificationDate":
            assert second_is_asked.wait(5)

    assert len(ids(walk(Server(dated(*over_time(100)), change=wait), cut_key=None, workers=2))) == 100


def test_the_number_and_date_at_the_end_are_asked_for_while_the_last_page_is_read() -> None:
    asked_for = threading.Semaphore(0)
    all_came = threading.Event()

    def note(_server: Server, query: dict[str, str]) -> None:
        if query.get("sort") == "modificationDate":
            asked_for.release()

    walked = walk(Server(dated(*over_time(100)), change=note), cut_key=None, workers=2)
    for _ in walked:
        if walked.received == 100:
            assert asked_for.acquire(timeout=5)
            assert asked_for.acquire(timeout=5)
            all_came.set()
    assert all_came.is_set()
    assert not asked_for.acquire(blocking=False)
    assert walked.extent.is_complete


def test_what_is_modified_behind_a_page_that_came_late_is_counted() -> None:
    """A row that is added at the end takes one request more, and the answer about the end is asked for again."""
    changes = 0

    def add(server: Server, query: dict[str, str]) -> None:
        nonlocal changes
        if query.get("sort") == "id" and int(query["skip"]) > 90:
            changes += 1
            server.rows.append({"id": f"T{changes}", KEY: "20240131000000", "modificationDate": "20240201000000"})
            server.rows[0]["modificationDate"] = f"2024030100000{changes}"
            if changes > 2:
                server.change = None

    server = Server(dated(*over_time(100)), change=add)
    walked = walk(server, cut_key=None, workers=2)
    found = ids(walked)
    assert (len(found), len(set(found))) == (103, 103)
    latest = [query for query in server.asked if query.get("sort") == "modificationDate" and query["limit"] == "1"]
    assert len(latest) == 3
    assert walked.extent.modified == 1


def counting(dates: list[str]) -> Callable[[DateRange], int]:
    def count(part: DateRange) -> int:
        fits = date_test(part.filter) if part.filter else lambda _: True
        assert fits is not None
        return sum(fits([date]) for date in dates)

    return count


@given(
    seconds=st.lists(st.integers(0, 10**8) | st.integers(0, 20), min_size=1, max_size=60),
    most=st.integers(1, 20),
    number=st.integers(1, 12),
)
def test_ranges_hold_every_row_once(seconds: list[int], most: int, number: int) -> None:
    start = datetime(2020, 2, 28, 23, 59, 50)
    dates = sorted((start + timedelta(seconds=s)).strftime("%Y%m%d%H%M%S") for s in seconds)
    count = counting(dates)
    whole = parsed("", dates[0], dates[-1])
    assert whole is not None
    parts = cut(
        DateRange(whole.start, whole.stop, len(dates), from_start=False, to_stop=False), count, most=most, width=1
    )
    assert parts is not None
    for made in (parts, list(joined(parts, most)), list(shared_out(parts, number))):
        assert [count(part) for part in made] == [part.rows for part in made]
        assert sum(part.rows for part in made) == len(dates)
    largest = max(dates.count(date) for date in dates)
    assert max(part.rows for part in joined(parts, most)) <= max(most, largest)
    assert len(list(shared_out(parts, number))) <= number


def test_the_sandbox_is_walked_by_ranges_with_the_rows_of_a_frame(
    oc: OpenCGAClient, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = oc.samples.frame(study=sandbox.study)
    monkeypatch.setattr(range_walk, "MOST_BY_SKIP", 10)
    monkeypatch.setattr(range_walk, "RANGE_ROWS", 5)
    frame = oc.samples.frame(study=sandbox.study, page_size=5)
    assert not frame["sample_id"].is_monotonic_increasing
    assert frame.sort_values("sample_id", ignore_index=True).equals(expected)


def test_partitions_of_many_rows_are_ranges_of_dates(
    oc: OpenCGAClient, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("opencga_frames.scan.MOST_BY_SKIP", 10)
    scan = oc.samples.scan(study=sandbox.study, columns=["sample_id", "creation_date"])
    parts = scan.partitions(4)
    filters = [part.arguments["creation_date"] for part in parts]
    assert 2 <= len(parts) <= 4
    assert [part.options.skip for part in parts] == [0] * len(parts)
    assert [one.rpartition("<")[2] for one in filters[:-1]] == [one[2:16] for one in filters[1:]]
    frames = [part.frame() for part in parts]
    together = pd.concat(frames).sort_values("sample_id", ignore_index=True)
    assert together.equals(scan.frame())
    assert all(before["creation_date"].max() < after["creation_date"].min() for before, after in pairwise(frames))
