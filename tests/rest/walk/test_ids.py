"""Lists of ids of any length are asked in batches the server takes, and every id is accounted for."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opencga_frames.errors import (
    IncompleteResultError,
    NotAllowedError,
    NotFoundError,
    UnreadableAnswerError,
    UsageError,
)
from opencga_frames.ground.limits import MAX_URL_BYTES
from opencga_frames.rest.catalogue.endpoint import Endpoint, Parameter
from opencga_frames.rest.walk.batches import BatchBuilder, check_ids
from opencga_frames.rest.walk.ids import IdWalk
from opencga_frames.rest.walk.lengths import url_bytes
from opencga_frames.rest.wire.envelope import read_page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from opencga_frames.rest.wire.envelope import Page
    from opencga_frames.rest.wire.message import Request

INFO = Endpoint(
    "samples",
    "info",
    "GET",
    "samples/{samples}/info",
    (
        Parameter("samples", "samples", "path", multiple=True, needed=True),
        Parameter("study", "study"),
        Parameter("include", "include", multiple=True),
    ),
)
FILES = Endpoint(
    "files", "info", "GET", "files/{files}/info", (Parameter("files", "files", "path", multiple=True, paths=True),)
)


@dataclass
class Server:
    """Answers info calls: found entries in the order asked, an ERROR event for each of the others."""

    unknown: frozenset[str] = frozenset()
    status_200: bool = False
    kind: type[NotFoundError | NotAllowedError] = NotFoundError
    asked: list[list[str]] = field(default_factory=list)

    def __call__(self, request: Request) -> Page:
        ids = unquote(request.path.split("/")[1]).split(",")
        self.asked.append(ids)
        page = info_page(ids, [i for i in ids if i in self.unknown])
        if any(block.events for block in page.blocks) and not self.status_200:
            raise self.kind("not found", status=400, response=page)
        return page


def info_page(ids: Sequence[str], missing: Sequence[str]) -> Page:
    rows = [{"id": i} for i in ids if i not in missing]
    events = [{"type": "ERROR", "id": i, "message": "Not found or user does not have permissions."} for i in missing]
    return page_of({"responses": [{"results": rows, "numMatches": len(rows), "events": events}]})


def page_of(body: dict[str, Any]) -> Page:
    page = read_page(json.dumps(body).encode())
    assert page is not None
    return page


def walk_of(ids: Sequence[str], server: Any, endpoint: Endpoint = INFO, **arguments: Any) -> IdWalk:
    name = endpoint.path_parameters[0].name
    return IdWalk(BatchBuilder(endpoint, {name: ids, **arguments}, ids), server, workers=2)


def read(walk: IdWalk) -> list[str]:
    return [row["id"] for page in walk for block in page.blocks for row in json.loads(block.rows)]


def names(count: int) -> list[str]:
    return [f"S{n}" for n in range(count)]


def test_101_ids_make_two_calls_and_keep_their_order() -> None:
    server = Server()
    ids = names(101)[::-1]
    walk = walk_of(ids, server)
    assert read(walk) == ids
    assert sorted(map(len, server.asked)) == [1, 100]
    assert walk.received == walk.expected == 101


def test_100_ids_make_one_call() -> None:
    server = Server()
    read(walk_of(names(100), server))
    assert len(server.asked) == 1


def test_an_id_given_twice_is_asked_and_answered_once_at_its_first_place() -> None:
    server = Server()
    assert read(walk_of(["B", "A", "B", "C", "A"], server)) == ["B", "A", "C"]
    assert server.asked == [["B", "A", "C"]]


def test_one_file_in_two_spellings_is_asked_once() -> None:
    server = Server()
    read(walk_of(["data/a.txt", "data:a.txt"], server, FILES))
    assert server.asked == [["data:a.txt"]]


def test_missing_ids_do_not_end_the_walk_and_are_all_told() -> None:
    ids = names(250)
    walk = walk_of(ids, Server(frozenset({"S3", "S120", "S249"})))
    assert read(walk) == [i for i in ids if i not in ("S3", "S120", "S249")]
    assert walk.missing_ids == ["S3", "S120", "S249"]
    error = walk.failure()
    assert isinstance(error, NotFoundError)
    assert error.missing == ["S3", "S120", "S249"]
    assert "3 of 250 ids of samples/{ids}/info: S3, S120, S249." in str(error)


def test_servers_that_report_missing_ids_with_status_200_are_understood() -> None:
    walk = walk_of(["A", "B"], Server(frozenset({"B"}), status_200=True))
    assert read(walk) == ["A"]
    assert walk.missing_ids == ["B"]


def test_the_1_4_shape_has_one_element_per_id() -> None:
    elements = [
        {"id": "S1", "result": [{"id": "S1"}], "numResults": 1, "errorMsg": ""},
        {"id": "S404", "result": [], "numResults": 0, "errorMsg": "Not found or user does not have permissions."},
    ]
    walk = walk_of(["S1", "S404"], lambda _: page_of({"response": elements, "warning": "", "error": ""}))
    assert read(walk) == ["S1"]
    assert walk.missing_ids == ["S404"]


def test_an_id_that_may_not_be_seen_is_a_matter_of_permission() -> None:
    walk = walk_of(["A", "B"], Server(frozenset({"B"}), kind=NotAllowedError))
    assert read(walk) == ["A"]
    assert isinstance(walk.failure(), NotAllowedError)
    assert walk.missing_ids == ["B"]


def test_a_file_is_recognised_in_the_spelling_of_the_server() -> None:
    def server(_: Request) -> Page:
        raise NotFoundError("no", response=info_page(["data/nosuch.txt"], ["data/nosuch.txt"]))

    walk = walk_of(["data:nosuch.txt"], server, FILES)
    assert read(walk) == []
    assert walk.missing_ids == ["data:nosuch.txt"]


def test_a_row_that_is_neither_there_nor_reported_missing_is_noticed() -> None:
    walk = walk_of(["A", "B", "C"], lambda _: info_page(["A"], []))
    assert read(walk) == ["A"]
    assert isinstance(walk.failure(), IncompleteResultError)


def test_an_error_event_about_something_else_is_a_problem() -> None:
    events = [{"type": "ERROR", "id": "java.lang.Exception", "message": "disk full"}]
    body = {"responses": [{"results": [{"id": "A"}], "events": events}]}
    walk = walk_of(["A"], lambda _: page_of(body))
    read(walk)
    assert walk.extent.problems == ("disk full",)


def test_a_batch_that_fails_is_named() -> None:
    def server(request: Request) -> Page:
        ids = unquote(request.path.split("/")[1]).split(",")
        if "S100" in ids:
            raise NotFoundError("No study found")
        return info_page(ids, [])

    walk = walk_of(names(150), server)
    with pytest.raises(NotFoundError, match="No study found") as caught:
        read(walk)
    assert caught.value.__notes__ == [
        "Batch 2 of 2 of samples/{ids}/info did not arrive: 50 ids from 'S100' to 'S149'."
    ]
    assert walk.received == 100


def test_long_ids_are_split_by_the_length_of_the_address() -> None:
    ids = [f"sample-{'ü' * 40}-{n}" for n in range(60)]
    lengths: list[int] = []
    server = Server()

    def measured(request: Request) -> Page:
        lengths.append(url_bytes(request))
        return server(request)

    assert read(walk_of(ids, measured, study="o@p:s")) == ids
    assert max(lengths) <= MAX_URL_BYTES
    assert len(lengths) > 1


def test_an_address_that_is_too_long_for_one_id_is_refused_before_sending() -> None:
    server = Server()
    with pytest.raises(UsageError, match="more than the 6,000 a server takes"):
        walk_of(["A"], server, include=["x" * 7_000])
    assert server.asked == []


@given(
    st.lists(st.text(st.characters(codec="utf-8", exclude_characters=","), min_size=1, max_size=80), max_size=250)
    .map(lambda ids: [i for i in ids if i.strip() and i not in (".", "..")])
    .filter(bool)
)
def test_batches_hold_every_id_once_in_order_within_the_limits(ids: list[str]) -> None:
    batches: list[str] = []

    def server(request: Request) -> Page:
        batch = [unquote(part) for part in request.path.split("/")[1].split(",")]
        assert len(batch) <= 100
        assert url_bytes(request) <= MAX_URL_BYTES
        return info_page(batch, [])

    walk = IdWalk(BatchBuilder(INFO, {"samples": ids}, ids), server, workers=1)
    batches = read(walk)
    assert batches == list(dict.fromkeys(ids))


def test_calls_that_write_are_never_split() -> None:
    with pytest.raises(UsageError, match="101 ids; the server takes 100 in one call"):
        check_ids(names(101), "samples.delete")
    with pytest.raises(UsageError, match="more than once: A"):
        check_ids(["A", "B", "A"], "samples.delete")
    check_ids(names(100), "samples.delete")


def entry(**values: Any) -> Page:
    return page_of({"responses": [{"results": [values]}]})


@pytest.mark.parametrize(
    ("asked", "row"),
    [
        ("S1", {"id": "S1", "uuid": "u"}),
        ("0e3a4b1c-0191-0002-0001-9d3c0f0e8a55", {"id": "S1", "uuid": "0e3a4b1c-0191-0002-0001-9d3c0f0e8a55"}),
        ("0e3a4b1c-0191-0002-0001-9d3c0f0e8a55", {"id": "S1"}),
        ("data:a.txt", {"id": "data:a.txt", "path": "data/a.txt", "name": "a.txt"}),
        ("data/a.txt", {"id": "data:a.txt", "path": "data/a.txt", "name": "a.txt"}),
        ("a.txt", {"id": "data:a.txt", "path": "data/a.txt", "name": "a.txt"}),
        ("data/", {"id": "data:", "path": "data/", "name": "data"}),
        ("/", {"id": "", "path": "", "name": ""}),
        ("paeds", {"id": "paeds", "fqn": "demo@rare:paeds"}),
        ("rare:paeds", {"id": "paeds", "fqn": "demo@rare:paeds"}),
        ("demo@rare:paeds", {"id": "paeds", "fqn": "demo@rare:paeds"}),
        ("demo@rare:paeds", {"id": "paeds"}),
        ("1kg", {"id": "paeds", "alias": "1kg"}),
        ("S1", {"id": 17, "name": "S1"}),
        ("S1", {"description": "nothing that names it"}),
    ],
)
def test_a_row_is_recognised_by_any_name_the_entry_has(asked: str, row: dict[str, Any]) -> None:
    walk = walk_of([asked], lambda _: entry(**row))
    assert len(list(walk)) == 1
    assert walk.failure() is None


@pytest.mark.parametrize(
    ("asked", "row"),
    [
        ("S1", {"id": "S2"}),
        ("S1", {"id": "S10", "uuid": "u"}),
        ("data:a.txt", {"id": "data:b.txt", "path": "data/b.txt", "name": "b.txt"}),
        ("old:a.txt", {"id": "data:a.txt", "path": "data/a.txt", "name": "a.txt"}),
        ("demo@rare:paeds", {"id": "paeds", "fqn": "demo@other:paeds"}),
        ("0e3a4b1c-0191-0002-0001-9d3c0f0e8a55", {"id": "S1", "uuid": "ffff4b1c-0191-0002-0001-9d3c0f0e8a55"}),
    ],
)
def test_a_row_of_another_entry_is_an_error(asked: str, row: dict[str, Any]) -> None:
    with pytest.raises(UnreadableAnswerError, match="rows that were not asked for"):
        read(walk_of([asked], lambda _: entry(**row)))


def test_a_row_too_many_among_the_right_ones_is_an_error() -> None:
    with pytest.raises(UnreadableAnswerError, match=r"not asked for: X\. Asked for: A, B\."):
        read(walk_of(["A", "B"], lambda _: info_page(["A", "B", "X"], [])))


def test_a_row_twice_in_place_of_another_is_an_error() -> None:
    with pytest.raises(UnreadableAnswerError, match="not asked for: A"):
        read(walk_of(["A", "B"], lambda _: info_page(["A", "A"], [])))


def test_one_entry_asked_for_by_two_names_comes_twice() -> None:
    row = {"id": "S1", "uuid": "u1"}
    walk = walk_of(["S1", "u1"], lambda _: page_of({"responses": [{"results": [row, row]}]}))
    assert read(walk) == ["S1", "S1"]
    assert walk.failure() is None


def test_several_versions_in_place_of_another_entry_are_noticed() -> None:
    rows = [{"id": "A", "version": 1}, {"id": "A", "version": 2}]
    walk = walk_of(["A", "B"], lambda _: page_of({"responses": [{"results": rows}]}))
    read(walk)
    assert isinstance(walk.failure(), IncompleteResultError)


def test_the_rows_of_other_calls_on_entries_have_no_names_to_compare() -> None:
    acl = Endpoint("samples", "acl", "GET", "samples/{samples}/acl", INFO.parameters[:1])
    walk = walk_of(["A"], lambda _: entry(member="vera", permissions=["VIEW"], id="vera"), acl)
    assert len(list(walk)) == 1
    assert walk.failure() is None


def test_a_number_of_rows_that_is_not_theirs_is_an_error() -> None:
    body = {"responses": [{"results": [{"id": "A"}], "numResults": 2}]}
    with pytest.raises(UnreadableAnswerError, match="says that it holds 2 rows but holds 1"):
        read(walk_of(["A"], lambda _: page_of(body)))


@given(st.integers(1, 30), st.integers(1, 5), st.integers(1, 4))
def test_doubled_answers_never_give_the_row_of_another_id(calls: int, doubled: int, each: int) -> None:
    """From some call on every answer is the one to the call before it."""
    answers: list[Page] = []

    def server(request: Request) -> Page:
        ids = unquote(request.path.split("/")[1]).split(",")
        answers.append(info_page(ids, []))
        return answers[-1 if len(answers) <= doubled else -2]

    for number in range(calls):
        ids = [f"S{number}-{n}" for n in range(each)]
        if number < doubled:
            assert read(walk_of(ids, server)) == ids
        else:
            with pytest.raises(UnreadableAnswerError):
                read(walk_of(ids, server))
