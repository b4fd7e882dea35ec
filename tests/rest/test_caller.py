"""A call makes the right requests and its answer is whole, or says what is wrong."""

from __future__ import annotations

import gzip
import json
import pickle
import warnings
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pytest

from opencga_frames.errors import (
    IncompleteResultError,
    NotFoundError,
    NotReachableError,
    OpenCGAWarning,
    ServerFaultError,
    ServerVersionError,
    UnreadableAnswerError,
    UsageError,
)
from opencga_frames.ground.secret import Mask
from opencga_frames.rest.answer.answer import Answer
from opencga_frames.rest.caller import Caller
from opencga_frames.rest.catalogue import load_resource
from opencga_frames.rest.catalogue.endpoint import Body, Endpoint, Parameter
from opencga_frames.rest.walk.options import CallOptions
from opencga_frames.rest.wire.message import Reply, Request

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

STUDY = Parameter("study", "study")
SEARCH = Endpoint(
    "samples",
    "search",
    "GET",
    "samples/search",
    (
        STUDY,
        Parameter("id", "id", multiple=True),
        Parameter("limit", "limit", type="integer"),
        Parameter("skip", "skip", type="integer"),
        Parameter("count", "count", type="boolean"),
    ),
    table="samples",
    paged=True,
    countable=True,
    sort_key="id",
)
INFO = Endpoint(
    "samples", "info", "GET", "samples/{samples}/info", (Parameter("samples", "samples", "path", multiple=True), STUDY)
)
CREATE = Endpoint("samples", "create", "POST", "samples/create", (STUDY,), body=Body("SampleCreateParams"))
DELETE = Endpoint(
    "samples",
    "delete",
    "DELETE",
    "samples/{samples}/delete",
    (Parameter("samples", "samples", "path", multiple=True), STUDY),
)
DISTINCT = Endpoint("samples", "distinct", "GET", "samples/distinct", (STUDY,))
JSON_LIST = Endpoint("ga4gh", "responses", "GET", "ga4gh/responses", answer="json")
BINARY = Endpoint(
    "files", "download", "GET", "files/{file}/download", (Parameter("file", "file", "path"),), answer="binary"
)


def reply(body: Any, status: int = 200, media_type: str = "application/json") -> Reply:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Reply(status, {"content-type": media_type}, content, "http://host/opencga")


def envelope(rows: list[Any], matches: int = -1, events: list[Any] | None = None, status: int = 200) -> Reply:
    result = {"results": rows, "numResults": len(rows), "numMatches": matches, "events": events or []}
    return reply({"apiVersion": "v2", "time": 3, "params": {}, "events": [], "responses": [result]}, status)


@dataclass
class Transport:
    """Answers from a function and keeps what was sent."""

    answer: Callable[[Request], Reply]
    sent: list[Request] = field(default_factory=list)
    tokens: Any = field(default_factory=lambda: SimpleNamespace(organization=None))
    mask: Mask = field(default_factory=lambda: Mask(()))
    server_version: str = ""

    def send(self, request: Request) -> Reply:
        self.sent.append(request)
        return self.answer(request)


def caller_of(answer: Callable[[Request], Reply], **settings: Any) -> tuple[Caller[Answer], Transport]:
    transport = Transport(answer)
    configuration = SimpleNamespace(
        url="http://host/opencga",
        **{
            "version_check": "raise",
            "api_version": "v2",
            "study": None,
            "organization": None,
            "page_size": 100,
            "workers": 2,
            **settings,
        },
    )
    return Caller(transport, Answer, configuration), transport  # type: ignore[arg-type]


def table(count: int) -> Callable[[Request], Reply]:
    rows = [{"id": f"S{n:05}"} for n in range(count)]

    def answer(request: Request) -> Reply:
        query = dict(request.query)
        skip, limit = int(query["skip"]), int(query["limit"])
        return envelope(rows[skip : skip + limit], count if "count" in query else -1)

    return answer


def info(unknown: set[str]) -> Callable[[Request], Reply]:
    def answer(request: Request) -> Reply:
        ids = unquote(request.path.split("/")[1]).split(",")
        text = "Not found or user does not have permissions."
        events = [{"type": "ERROR", "id": i, "message": text} for i in ids if i in unknown]
        return envelope([{"id": i} for i in ids if i not in unknown], -1, events, 400 if events else 200)

    return answer


def test_a_search_is_walked_to_its_end() -> None:
    caller, transport = caller_of(table(2_500), page_size=1_000)
    response = caller.call(SEARCH, {"study": "s"})
    assert (len(response), response.num_matches(), response.get_num_results()) == (2_500, 2_500, 2_500)
    assert [row["id"] for row in response][-1] == "S02499"
    assert len(transport.sent) == 3
    assert response.is_complete
    assert response.table == "samples"
    assert repr(response) == "<Answer samples/search: 2,500 of 2,500 rows>"


def test_limit_and_skip_may_come_as_arguments() -> None:
    caller, _ = caller_of(table(250))
    response = caller.call(SEARCH, {"limit": 7, "skip": 5})
    assert next(row["id"] for row in response) == "S00005"
    assert (len(response), response.truncated) == (7, True)
    assert repr(response) == "<Answer samples/search: 7 of 250 rows (limited)>"


def test_a_limit_is_not_worth_a_warning() -> None:
    caller, _ = caller_of(table(250))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert len(caller.call(SEARCH, {}, CallOptions(limit=3))) == 3


def test_count_with_limit_zero_asks_once_and_for_no_rows() -> None:
    caller, transport = caller_of(table(250))
    response = caller.call(SEARCH, {"count": True}, CallOptions(limit=0))
    assert (len(response), response.num_matches(), len(transport.sent)) == (0, 250, 1)
    assert dict(transport.sent[0].query)["limit"] == "0"


def test_count_is_asked_once_however_it_was_given() -> None:
    caller, transport = caller_of(table(250))
    caller.call(SEARCH, {"count": True})
    assert ["count" in dict(r.query) for r in transport.sent].count(True) == 1


def test_without_a_count_the_number_of_matches_is_what_the_whole_walk_found() -> None:
    caller, transport = caller_of(table(250))
    response = caller.call(SEARCH, {"count": False})
    assert not any("count" in dict(r.query) for r in transport.sent)
    assert (len(response), response.num_matches()) == (250, 250)


def test_limit_on_an_endpoint_without_pages_is_refused() -> None:
    caller, _ = caller_of(info(set()))
    with pytest.raises(UsageError, match=r"samples\.info is not paged"):
        caller.call(INFO, {"samples": "A"}, CallOptions(limit=5))


def test_the_default_study_is_sent_where_none_is_given() -> None:
    caller, transport = caller_of(table(1), study="o@p:s")
    assert caller.call(SEARCH, {}).study == "o@p:s"
    assert caller.call(SEARCH, {"study": "other"}).study == "other"
    assert [dict(r.query)["study"] for r in transport.sent] == ["o@p:s", "other"]


def test_a_post_with_1000_rows_is_sent_once() -> None:
    caller, transport = caller_of(lambda _: envelope([{"id": str(n)} for n in range(1_000)], 1_000))
    response = caller.call(CREATE, {"data": {"id": "S"}})
    assert (len(response), len(transport.sent)) == (1_000, 1)


def test_a_get_without_pages_is_sent_as_it_is() -> None:
    caller, transport = caller_of(lambda _: envelope(["a", "b"]))
    assert caller.call(DISTINCT, {}).results() == ["a", "b"]
    assert transport.sent[0].query == ()


def test_a_delete_is_sent_once_or_not_at_all() -> None:
    caller, transport = caller_of(lambda _: envelope([]))
    caller.call(DELETE, {"samples": [f"S{n}" for n in range(100)]})
    assert len(transport.sent) == 1
    with pytest.raises(UsageError, match="never split"):
        caller.call(DELETE, {"samples": [f"S{n}" for n in range(101)]})
    assert len(transport.sent) == 1


def test_ids_beyond_100_are_asked_in_batches() -> None:
    caller, transport = caller_of(info(set()))
    ids = [f"S{n}" for n in range(101)]
    response = caller.call(INFO, {"samples": ids})
    assert [row["id"] for row in response] == ids
    assert len(transport.sent) == 2
    assert repr(response) == "<Answer samples/{ids}/info: 101 of 101 rows>"


def test_missing_ids_raise_with_what_was_found() -> None:
    caller, _ = caller_of(info({"B", "D"}))
    with pytest.raises(NotFoundError, match=r"2 of 4 ids of samples/\{ids\}/info: B, D") as caught:
        caller.call(INFO, {"samples": "A,B,C,D"})
    assert caught.value.missing == ["B", "D"]
    assert [row["id"] for row in caught.value.response] == ["A", "C"]
    assert caught.value.response.missing_ids == ["B", "D"]


def test_missing_ids_are_a_warning_where_a_partial_answer_was_asked_for() -> None:
    caller, _ = caller_of(info({"B"}))
    with pytest.warns(OpenCGAWarning, match="Partial result: Not found") as caught:
        response = caller.call(INFO, {"samples": ["A", "B"]}, CallOptions(on_error="partial"))
    assert caught[0].filename == __file__
    assert (len(response), response.missing_ids, response.is_complete) == (1, ["B"], False)
    assert repr(response) == "<Answer samples/{ids}/info: 1 of 1 rows (1 ids missing)>"


def test_a_single_missing_id_can_be_partial_too() -> None:
    caller, _ = caller_of(info({"B"}))
    with pytest.warns(OpenCGAWarning):
        response = caller.call(INFO, {"samples": "B"}, CallOptions(on_error="partial"))
    assert (len(response), response.missing_ids) == (0, ["B"])


def failing(count: int, skip: str) -> Callable[[Request], Reply]:
    whole = table(count)

    def answer(request: Request) -> Reply:
        return reply({}, 500) if dict(request.query)["skip"] == skip else whole(request)

    return answer


def test_a_page_that_fails_raises_with_the_pages_before_it() -> None:
    caller, _ = caller_of(failing(500, "300"))
    with pytest.raises(ServerFaultError) as caught:
        caller.call(SEARCH, {})
    assert caught.value.__notes__ == ["Page 4 (rows 301 to 400) of samples/search did not arrive."]
    assert len(caught.value.response) == 300
    assert not caught.value.response.is_complete


def test_a_page_that_fails_is_a_warning_where_a_partial_answer_was_asked_for() -> None:
    caller, _ = caller_of(failing(500, "300"))
    with pytest.warns(OpenCGAWarning, match=r"rows 301 to 400"):
        response = caller.call(SEARCH, {}, CallOptions(on_error="partial"))
    assert len(response) == 300
    assert response.problems == ["Page 4 (rows 301 to 400) of samples/search did not arrive."]
    assert repr(response) == "<Answer samples/search: 300 of 500 rows (partial)>"


def test_a_first_page_that_fails_is_an_error_in_any_case() -> None:
    caller, _ = caller_of(failing(500, "0"))
    with pytest.raises(ServerFaultError):
        caller.call(SEARCH, {}, CallOptions(on_error="partial"))


def test_a_cut_connection_carries_what_arrived() -> None:
    whole = table(300)

    def answer(request: Request) -> Reply:
        if dict(request.query)["skip"] == "200":
            raise NotReachableError("cut")
        return whole(request)

    caller, _ = caller_of(answer)
    with pytest.raises(NotReachableError) as caught:
        caller.call(SEARCH, {})
    assert len(caught.value.response) == 200  # type: ignore[attr-defined]


@dataclass
class Changing:
    """Loses its last row during the first walks."""

    quiet_after: int
    calls: int = 0

    def __call__(self, request: Request) -> Reply:
        self.calls += 1
        query = dict(request.query)
        if "count" not in query and self.calls <= self.quiet_after:
            return envelope([])
        return table(150)(request)


def test_rows_that_changed_while_they_were_read_are_read_once_more() -> None:
    changing = Changing(quiet_after=2)
    caller, _ = caller_of(changing)
    assert len(caller.call(SEARCH, {})) == 150
    assert changing.calls == 4


def test_rows_that_keep_changing_are_an_error_with_what_there_is() -> None:
    caller, _ = caller_of(Changing(quiet_after=99))
    with pytest.raises(IncompleteResultError, match="100 of 150 counted") as caught:
        caller.call(SEARCH, {})
    assert len(caught.value.response) == 100
    assert caught.value.problems == [
        "Page 2 does not begin with the last row of the page before it.",
        "Rows that arrived: 100 of 150 counted.",
    ]


def test_pages_come_one_by_one_without_their_bodies() -> None:
    caller, _ = caller_of(table(250))
    stream = caller.pages(SEARCH, {})
    assert [len(json.loads(page.blocks[0].rows)) for page in stream] == [100, 100, 50]
    assert stream.extent.total == 250


def test_a_stream_says_at_its_end_what_is_wrong() -> None:
    caller, _ = caller_of(info({"B"}))
    pages = []
    with pytest.raises(NotFoundError):
        pages.extend(caller.pages(INFO, {"samples": "A,B"}))
    with pytest.warns(OpenCGAWarning):
        pages = list(caller.pages(INFO, {"samples": "A,B"}, CallOptions(on_error="partial")))
    assert len(pages) == 1


def test_a_stream_that_is_left_early_asks_no_more() -> None:
    caller, transport = caller_of(table(5_000), workers=1)
    next(iter(caller.pages(SEARCH, {})))
    assert len(transport.sent) == 1


def test_a_filter_that_is_too_long_is_refused_before_sending() -> None:
    caller, transport = caller_of(table(1))
    with pytest.raises(UsageError, match="longest part is 'id', with 10,889 characters and 1,000 value"):
        caller.call(SEARCH, {"id": [f"SAMPLE-{n}" for n in range(1_000)]})
    assert transport.sent == []


def test_bare_json_is_content_and_rows() -> None:
    caller, _ = caller_of(lambda _: reply([{"a": 1}, {"a": 2}]))
    response = caller.call(JSON_LIST, {})
    assert (response.kind, response.results()) == ("json", [{"a": 1}, {"a": 2}])


def test_a_download_is_bytes() -> None:
    caller, transport = caller_of(lambda _: reply(b"\x1f\x8b\x00", media_type="application/octet-stream"))
    response = caller.call(BINARY, {"file": "data/a.gz"})
    assert (response.kind, response.content, response.results()) == ("binary", b"\x1f\x8b\x00", [])
    assert transport.sent[0].accept == "application/octet-stream"
    assert repr(response) == "<Answer files/data%2Fa.gz/download: 3 bytes of binary>"


def test_something_else_than_an_envelope_is_an_error_where_one_is_due() -> None:
    caller, _ = caller_of(lambda _: reply([1, 2]))
    with pytest.raises(UnreadableAnswerError, match="samples/distinct"):
        caller.call(DISTINCT, {})


def test_any_path_can_be_called() -> None:
    caller, transport = caller_of(lambda _: envelope([{"ok": True}]))
    response = caller.raw(
        "GET", "/samples/a b#1/info", {"include": ["id", "x"], "flag": True, "none": None, "study": "s"}
    )
    sent = transport.sent[0]
    assert sent.path == "samples/a%20b%231/info"
    assert sent.query == (("include", "id,x"), ("flag", "true"), ("study", "s"))
    assert (response.results(), response.study) == ([{"ok": True}], "s")


def test_any_path_can_be_posted_to_without_showing_the_body() -> None:
    caller, transport = caller_of(lambda _: envelope([]))
    caller.raw("POST", "users/login", data={"password": "x"})
    sent = transport.sent[0]
    assert (sent.body, sent.content_type, sent.secret) == (b'{"password":"x"}', "application/json", True)
    assert "x" not in repr(sent).replace("x'", "")


@pytest.mark.parametrize("path", ["a/../b", "a//b", "a?b=c", ""])
def test_odd_paths_are_refused(path: str) -> None:
    caller, _ = caller_of(lambda _: envelope([]))
    with pytest.raises(UsageError):
        caller.raw("GET", path)


def test_arguments_are_kept_without_the_body() -> None:
    caller, _ = caller_of(lambda _: envelope([]))
    call_record = caller.call(CREATE, {"study": "s", "data": {"password": "x"}}).call_record
    assert dict(call_record.arguments) == {"study": "s"}


def test_the_bar_changes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    caller, _ = caller_of(table(250))
    assert len(caller.call(SEARCH, {}, CallOptions(progress=True))) == 250
    assert "250" in capsys.readouterr().err
    assert len(caller.call(SEARCH, {}, CallOptions(progress=False))) == 250
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    "wrong",
    [
        {"limit": -1},
        {"limit": "5"},
        {"limit": True},
        {"skip": -1},
        {"page_size": 0},
        {"page_size": 5_001},
        {"workers": 0},
        {"on_error": "ignore"},
        {"progress": "yes"},
    ],
)
def test_options_out_of_range_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(UsageError, match=next(iter(wrong))):
        CallOptions(**wrong)


def recorded(traces: Path, name: str) -> Any:
    with gzip.open(traces / "defects-5.0.0.jsonl.gz", "rt", encoding="utf-8") as lines:
        return next(x for x in map(json.loads, lines) if x["name"] == name)


def test_deleted_entries_of_several_versions_are_several_rows(traces: Path) -> None:
    body = recorded(traces, "samples-deleted-several-versions")["answer"]["body"]
    caller, _ = caller_of(lambda _: Reply(200, {"content-type": "application/json"}, body.encode()))
    search = load_resource("samples").endpoints["search"]
    rows = caller.call(search, {"study": "s", "deleted": True}).results()
    assert [(row["id"], row["version"]) for row in rows] == [("S2", 1), ("S2", 2), ("S2", 3), ("S3", 1)]


def test_versions_can_be_searched_for() -> None:
    caller, transport = caller_of(lambda _: envelope([], 0))
    caller.call(load_resource("samples").endpoints["search"], {"study": "s", "version": "all"})
    assert dict(transport.sent[0].query)["version"] == "all"


def test_a_ticket_for_reads_is_asked_for_as_the_text_it_comes_as_and_is_json() -> None:
    ticket = b'{"htsget": {"format": "BAM", "urls": [{"headers": {"Authorization": "Bearer a.b.c"}}]}}'
    caller, transport = caller_of(lambda _: Reply(200, {"content-type": "text/plain"}, ticket))
    reads = load_resource("ga4gh").endpoints["fetch_reads"]
    answer = caller.call(reads, {"study": "s", "file": "f.bam"})
    assert transport.sent[0].accept == "text/plain"
    assert (answer.kind, answer.results()[0]["htsget"]["format"]) == ("json", "BAM")
    assert b"a.b.c" not in pickle.dumps(answer)


@pytest.mark.parametrize(
    ("arguments", "organization"),
    [
        ({"user": "u", "password": "x", "newPassword": "y"}, "northlake"),
        ({"data": {"user": "u", "password": "x", "newPassword": "y"}}, "northlake"),
        ({"user": "u", "password": "x", "organization_id": "other"}, "other"),
        ({"data": {"user": "u", "organizationId": "other"}}, "other"),
    ],
)
def test_a_change_of_password_names_the_organization_the_client_knows(
    arguments: dict[str, Any], organization: str
) -> None:
    caller, transport = caller_of(lambda _: envelope([]), organization="northlake", version_check="off")
    caller.call(load_resource("users").endpoints["password"], arguments)
    assert json.loads(transport.sent[-1].body or b"")["organizationId"] == organization


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ({"numUpdated": 1}, "1 updated"),
        ({"numInserted": 2, "numMatches": 2}, "2 inserted"),
        ({"numDeleted": 1_200, "numErrors": 1}, "1,200 deleted, 1 failed"),
        ({"numMatches": 0}, "0 of 0 rows"),
    ],
)
def test_an_answer_to_a_write_shows_what_was_written(counts: dict[str, int], shown: str) -> None:
    body = {"responses": [{"results": [], "numResults": 0, **counts}]}
    caller, _ = caller_of(lambda _: reply(body))
    assert repr(caller.call(CREATE, {"study": "s", "data": {"id": "S1"}})) == f"<Answer samples/create: {shown}>"


@pytest.mark.parametrize(("name", "field"), [("facet-unknown-field", "sex.id"), ("facet-nested-2x-grammar", "x")])
def test_a_facet_that_counted_nothing_is_mentioned(traces: Path, name: str, field: str) -> None:
    body = recorded(traces, name)["answer"]["body"]
    caller, _ = caller_of(
        lambda _: Reply(200, {"content-type": "application/json"}, body.encode()), version_check="off"
    )
    stats = load_resource("samples").endpoints["aggregation_stats"]
    with pytest.warns(OpenCGAWarning, match=r"samples\.aggregation_stats counted nothing for '.*': the documents seem"):
        caller.call(stats, {"study": "s", "field": field}, CallOptions())


def test_a_facet_of_a_field_that_exists_may_count_nothing() -> None:
    facet = {"name": "internal.status.id", "count": 0, "buckets": [], "aggregationName": "count"}
    caller, _ = caller_of(lambda _: envelope([facet]), version_check="off")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        caller.call(load_resource("samples").endpoints["aggregation_stats"], {"study": "s", "field": "x"})


def test_facets_that_counted_something_are_not(traces: Path) -> None:
    body = recorded(traces, "facet-pair")["answer"]["body"]
    caller, _ = caller_of(
        lambda _: Reply(200, {"content-type": "application/json"}, body.encode()), version_check="off"
    )
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        caller.call(load_resource("samples").endpoints["aggregation_stats"], {"study": "s", "field": "a,b"})


def test_nested_facets_are_refused_on_servers_that_read_them_as_a_name() -> None:
    def answer(request: Request) -> Reply:
        return reply({"responses": [{"results": [{"Version": "5.0.0"}]}]})

    caller, transport = caller_of(answer)
    transport.server_version = "5.0.0"  # type: ignore[attr-defined]
    stats = load_resource("samples").endpoints["aggregation_stats"]
    with pytest.raises(ServerVersionError, match=r"'>>' in 'field' .* until 2\.12\.9.*',' between two fields"):
        caller.call(stats, {"study": "s", "field": "status.id>>somatic"})
    assert transport.sent == []
