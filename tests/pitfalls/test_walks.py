"""Walks over pages and batches of ids: whole or an error, counted, split where the server demands it."""

from __future__ import annotations

import threading

import pytest

from opencga_frames.errors import (
    IncompleteResultError,
    NotFoundError,
    NotReachableError,
    OpenCGAWarning,
    ServerFaultError,
    UsageError,
)
from opencga_frames.sandbox import Sandbox


def named(count, prefix="S"):
    return [{"id": f"{prefix}{n:05}"} for n in range(count)]


def threads_of_walks():
    return [thread.name for thread in threading.enumerate() if thread.name.startswith("opencga-frames")]


@pytest.fixture
def big(clock):
    return Sandbox(samples=2500, clock=clock)


@pytest.fixture
def reader(big, connect):
    client = connect(big).login("viewer", "Sandbox-2026", organization="demo")
    big.requests.clear()
    return client


def test_a05_more_than_a_thousand_ids_are_one_list_of_rows(big, reader):
    ids = reader.samples.search(study=big.study, include="id", limit=1234).results()
    ids = [row["id"] for row in reversed(ids)]
    big.requests.clear()
    answer = reader.samples.info(ids, study=big.study)
    assert [row["id"] for row in answer] == ids
    assert len(answer.responses()) == 1
    assert len(big.requests) == 13
    assert answer.frame()["sample_id"].tolist() == ids


def test_a06_101_ids_are_two_calls_in_order(scripted, connect, wire):
    server = scripted(lambda asked: wire.page([{"id": name} for name in asked.ids]))
    ids = [f"S{n}" for n in range(101)]
    answer = connect(server).samples.info(ids, study="demo@rare:s")
    assert [len(asked.ids) for asked in server.asked] == [100, 1]
    assert [row["id"] for row in answer] == ids


def test_a06_every_batch_is_asked_whatever_was_missing_before_it(scripted, connect, wire):
    gone = {"S3", "S150", "S249"}

    def answer(asked):
        found = [{"id": name} for name in asked.ids if name not in gone]
        missing = [wire.absent(name) for name in asked.ids if name in gone]
        return wire.page(found, entries=missing, status=400 if missing else 200)

    server = scripted(answer)
    ids = [f"S{n}" for n in range(250)]
    with pytest.raises(NotFoundError, match="3 of 250 ids") as caught:
        connect(server).samples.info(ids, study="demo@rare:s")
    assert sorted(len(asked.ids) for asked in server.asked) == [50, 100, 100]
    assert caught.value.missing == ["S3", "S150", "S249"]
    assert [row["id"] for row in caught.value.response] == [name for name in ids if name not in gone]
    with pytest.warns(OpenCGAWarning, match="S150"):
        partial = connect(server).samples.info(ids, study="demo@rare:s", on_error="partial")
    assert (partial.missing_ids, partial.is_complete, len(partial)) == (["S3", "S150", "S249"], False, 247)


def test_a06_long_ids_are_split_by_the_length_of_the_address_too(scripted, connect, wire):
    server = scripted(lambda asked: wire.page([{"id": name} for name in asked.ids]))
    ids = [f"patient of the clinic é {n:04} {'x' * 130}" for n in range(450)]
    answer = connect(server).samples.info(ids, study="northlake@rare:paeds")
    assert [row["id"] for row in answer] == ids
    assert max(len(asked.target) for asked in server.asked) < 6_200
    assert all(len(asked.ids) <= 100 for asked in server.asked)


def test_a06_an_id_named_twice_is_asked_once(scripted, connect, wire):
    server = scripted(lambda asked: wire.page([{"id": name} for name in asked.ids]))
    answer = connect(server).samples.info(["S2", "S1", "S2"], study="demo@rare:s")
    assert server.calls == ["GET samples/S2,S1/info"]
    assert [row["id"] for row in answer] == ["S2", "S1"]


def test_a07_one_failed_batch_ends_the_walk_and_its_threads(scripted, connect, wire):
    def answer(asked):
        if "S510" in asked.ids:
            return wire.refusal(500, "RuntimeException", "Do fail!")
        return wire.page([{"id": name} for name in asked.ids])

    server = scripted(answer)
    with pytest.raises(ServerFaultError, match="Do fail!") as caught:
        connect(server, workers=4).samples.info([f"S{n}" for n in range(2000)], study="demo@rare:s")
    assert "Batch 6 of 20" in caught.value.__notes__[0]
    assert "'S500' to 'S599'" in caught.value.__notes__[0]
    assert len(server.asked) <= 10
    assert threads_of_walks() == []


def test_a07_no_thread_is_left_after_a_good_walk(big, reader):
    assert len(reader.samples.search(study=big.study, page_size=100)) == 2500
    assert threads_of_walks() == []


def test_a08_a_post_with_a_thousand_rows_in_its_answer_is_sent_once(scripted, connect, wire):
    server = scripted(lambda asked: wire.page(named(1000)))
    oc = connect(server)
    assert len(oc.samples.create({"id": "S1"}, study="demo@rare:s")) == 1000
    assert len(oc.samples.update("S1", {"description": "x"}, study="demo@rare:s")) == 1000
    assert len(oc.call("POST", "samples/create", {"study": "s"}, {"id": "S1"})) == 1000
    assert server.calls == ["POST samples/create", "POST samples/S1/update", "POST samples/create"]
    assert all("skip" not in asked.query and "limit" not in asked.query for asked in server.asked)


@pytest.mark.enable_socket
def test_a08_only_a_get_is_repeated_when_the_connection_is_cut(loopback, connect):
    server = loopback(lambda asked: None)
    oc = connect(server, retries=2)
    with pytest.raises(NotReachableError):
        oc.samples.create({"id": "S1"}, study="demo@rare:s")
    assert server.calls == ["POST samples/create"]
    with pytest.raises(NotReachableError):
        oc.samples.delete("S1", study="demo@rare:s")
    assert server.calls[1:] == ["DELETE samples/S1/delete"]
    with pytest.raises(NotReachableError):
        oc.samples.search(study="demo@rare:s")
    assert server.calls[2:] == ["GET samples/search"] * 3


@pytest.mark.parametrize("page_size", [1, 7, 1000, 5000])
def test_a09_counts_are_those_of_the_rows_that_arrived(clock, connect, page_size):
    rows = 2500 if page_size > 100 else 50
    sandbox = Sandbox(samples=rows, clock=clock)
    oc = connect(sandbox, page_size=page_size).login("viewer", "Sandbox-2026", organization="demo")
    answer = oc.samples.search(study=sandbox.study)
    assert (answer.num_results(), answer.get_num_results(), answer.num_matches(), len(answer)) == (rows,) * 4
    assert answer.get_response()["numResults"] == rows
    assert len({row["id"] for row in answer}) == rows


def test_a25_every_search_sends_a_limit(scripted, connect, wire):
    server = scripted(lambda asked: wire.sliced(asked, named(25)))
    oc = connect(server)
    for name in ("samples", "individuals", "families", "cohorts", "files", "jobs", "projects", "studies"):
        assert len(getattr(oc, name).search()) == 25
    assert len(oc.samples.frame(study="demo@rare:s")) == 25
    assert len(server.asked) >= 9
    assert {asked.query["limit"] for asked in server.asked} == {"1000"}


def test_a25_pages_are_at_most_what_the_server_allows(big, reader):
    assert len(reader.samples.search(study=big.study, page_size=5000)) == 2500
    big.requests.clear()
    with pytest.raises(UsageError, match="1 to 5,000"):
        reader.samples.search(study=big.study, page_size=5001)
    assert not big.requests


def test_a25_a_limit_counts_rows_in_all_and_a_cut_is_marked(big, reader):
    answer = reader.samples.search(study=big.study, limit=1500)
    assert (len(answer), answer.num_matches(), answer.truncated, answer.is_complete) == (1500, 2500, True, False)
    assert "limited" in repr(answer)
    assert "limited" in answer._repr_html_()
    whole = reader.samples.search(study=big.study, limit=9999)
    assert (len(whole), whole.truncated, whole.is_complete) == (2500, False, True)


@pytest.mark.parametrize("way", ["search", "frame", "tables", "parquet"])
def test_b01_a_failing_page_fails_the_walk_whatever_it_ends_in(scripted, connect, wire, *, tmp_path, way):
    def answer(asked):
        if asked.query["skip"] == "30":
            return wire.refusal(500, "RuntimeException", "Do fail!")
        return wire.sliced(asked, named(50))

    oc = connect(scripted(answer), page_size=10)
    calls = {
        "search": lambda: oc.samples.search(study="demo@rare:s"),
        "frame": lambda: oc.samples.frame(study="demo@rare:s"),
        "tables": lambda: oc.samples.tables(study="demo@rare:s"),
        "parquet": lambda: oc.samples.to_parquet(tmp_path / "out", study="demo@rare:s"),
    }
    with pytest.raises(ServerFaultError) as caught:
        calls[way]()
    assert "Page 4 (rows 31 to 40) of samples/search did not arrive." in caught.value.__notes__
    assert not list(tmp_path.rglob("*.parquet"))
    if way == "search":
        assert len(caught.value.response) == 30


def test_b01_a_partial_result_must_be_asked_for_and_is_marked(scripted, connect, wire):
    def answer(asked):
        if asked.query["skip"] == "30":
            return wire.refusal(500, "RuntimeException", "Do fail!")
        return wire.sliced(asked, named(50))

    oc = connect(scripted(answer), page_size=10)
    with pytest.warns(OpenCGAWarning, match=r"(?s)Partial result.*Page 4 \(rows 31 to 40\)"):
        partial = oc.samples.search(study="demo@rare:s", on_error="partial")
    assert (len(partial), partial.num_matches(), partial.is_complete) == (30, 50, False)
    assert "rows 31 to 40" in partial.problems[0]
    assert "partial" in repr(partial)
    assert "partial" in partial._repr_html_()


def test_b35_pages_are_asked_in_a_stable_order(scripted, connect, wire):
    server = scripted(lambda asked: wire.sliced(asked, named(30)))
    oc = connect(server, page_size=10)
    oc.samples.search(study="demo@rare:s")
    oc.files.search(study="demo@rare:s")
    orders = {(asked.path, asked.query["sort"], asked.query["order"]) for asked in server.asked}
    assert orders == {("samples/search", "id", "ASC"), ("files/search", "path", "ASC")}
    assert [asked.query.get("count") for asked in server.asked] == ["true", None, None, "true", None, None]


@pytest.mark.parametrize(
    ("moved", "said"),
    [
        pytest.param(
            [*named(20)[:10], *named(20)[9:19]],
            "came twice: 1",
            id="a row twice, another not at all",
        ),
        pytest.param(named(20)[:10] + named(20)[11:20], "19 of 20", id="a row missing"),
    ],
)
def test_b35_rows_that_repeat_or_miss_are_found_fetched_once_more_and_then_told(
    scripted, connect, wire, *, moved, said
):
    server = scripted(lambda asked: wire.sliced(asked, moved if asked.query["skip"] != "0" else named(20)))
    oc = connect(server, page_size=10, workers=1)
    with pytest.raises(IncompleteResultError, match=said) as caught:
        oc.samples.search(study="demo@rare:s")
    firsts = [asked.query["skip"] for asked in server.asked].count("0")
    assert firsts == 2
    assert caught.value.response.problems == caught.value.problems


@pytest.mark.parametrize("way", ["search", "frame", "parquet"])
def test_b35_a_second_walk_that_is_whole_is_taken(scripted, connect, wire, *, tmp_path, way):
    walks = []

    def answer(asked):
        walks.extend([1] if asked.query["skip"] == "0" else [])
        return wire.sliced(asked, named(20)[: 20 if len(walks) > 1 or asked.query["skip"] == "0" else 15])

    oc = connect(scripted(answer), page_size=10, workers=1)
    if way == "search":
        rows = [row["id"] for row in oc.samples.search(study="demo@rare:s")]
    elif way == "frame":
        rows = oc.samples.frame(study="demo@rare:s")["sample_id"].tolist()
    else:
        from opencga_frames import read_parquet

        rows = read_parquet(oc.samples.to_parquet(tmp_path, study="demo@rare:s")["samples"])["sample_id"].tolist()
    assert rows == [row["id"] for row in named(20)]
    assert len(walks) == 2


def test_b35_with_partial_asked_for_the_walk_is_marked(scripted, connect, wire):
    server = scripted(lambda asked: wire.sliced(asked, named(20)[: 20 if asked.query["skip"] == "0" else 15]))
    with pytest.warns(OpenCGAWarning, match="15 of 20"):
        partial = connect(server, page_size=10).samples.search(study="demo@rare:s", on_error="partial")
    assert (len(partial), partial.is_complete) == (15, False)
