"""Tokens: renewed when due, shared by all calls, and never seen."""

from __future__ import annotations

import logging
import traceback

import pytest

from opencga_frames.errors import NotAuthenticatedError, NotReachableError, OpenCGAError, TokenExpiredError
from opencga_frames.parquet import read_provenance

PASSWORD = "Quite-Secret-1"


@pytest.mark.enable_socket
def test_a01_an_expired_token_costs_one_login_and_then_an_error(loopback, connect, wire):
    issued = []

    def answer(asked):
        if asked.path == "users/login":
            issued.append(wire.token(len(issued)))
            return wire.granted(issued[-1])
        return wire.expired(asked.bearer)

    server = loopback(answer)
    oc = connect(server).login("nadia", PASSWORD)
    with pytest.raises(TokenExpiredError):
        oc.samples.search(study="s")
    assert server.calls == ["POST users/login", "GET samples/search", "POST users/login", "GET samples/search"]
    assert [asked.bearer for asked in server.asked] == ["", issued[0], "", issued[1]]


def test_a01_a_new_token_is_everybodys_at_once(scripted, connect, wire):
    tokens = iter([wire.token(1), wire.token(2)])

    def answer(asked):
        if asked.path == "users/login":
            return wire.granted(next(tokens))
        return wire.page([]) if asked.bearer == wire.token(2) else wire.expired(asked.bearer)

    server = scripted(answer)
    oc = connect(server).login("nadia", PASSWORD)
    study = oc.study("northlake@rare:paeds")
    assert [len(oc.samples.search(study="s")), len(oc.cohorts.search(study="s")), len(study.files())] == [0, 0, 0]
    assert server.calls == [
        "POST users/login",
        "GET samples/search",
        "POST users/login",
        "GET samples/search",
        "GET cohorts/search",
        "GET files/search",
    ]


def test_a01_a_walk_over_many_pages_renews_once_for_all_its_threads(scripted, connect, wire):
    rows = [{"id": f"S{n:03}"} for n in range(200)]
    tokens = iter([wire.token(1), wire.token(2)])

    def answer(asked):
        if asked.path == "users/login":
            return wire.granted(next(tokens))
        late = asked.bearer == wire.token(1) and asked.query["skip"] != "0"
        return wire.expired(asked.bearer) if late else wire.sliced(asked, rows)

    server = scripted(answer)
    oc = connect(server, page_size=10, workers=4).login("nadia", PASSWORD)
    assert len(oc.samples.search(study="s")) == 200
    assert server.count("users/login") == 2
    assert 20 < server.count("samples/search") <= 24


def test_a02_no_call_is_followed_by_a_refresh(sandbox, oc):
    for _ in range(5):
        oc.samples.search(study=sandbox.study, limit=1)
    assert list(sandbox.requests) == [("GET", "samples/search")] * 5


def test_a02_the_token_is_refreshed_once_when_its_end_is_near(sandbox, oc, clock):
    first = oc.token
    clock.now += 3600 - 61
    oc.cohorts.search(study=sandbox.study, limit=1)
    assert oc.token == first
    clock.now += 2
    oc.cohorts.search(study=sandbox.study, limit=1)
    oc.families.search(study=sandbox.study, limit=1)
    assert oc.token != first
    assert [path for _, path in sandbox.requests] == [
        "cohorts/search",
        "users/login",
        "cohorts/search",
        "families/search",
    ]


def test_a02_a_long_walk_outlives_its_token(clock, connect):
    from opencga_frames.sandbox import Sandbox

    sandbox = Sandbox(samples=100, clock=clock)
    oc = connect(sandbox, page_size=10, workers=1).login("viewer", "Sandbox-2026", organization="demo")
    seen = []
    for batch in oc.samples.scan(study=sandbox.study).batches():
        seen.append(batch.num_rows)
        clock.now += 1000
    assert seen == [10] * 10
    assert [path for _, path in sandbox.requests].count("users/login") == 1 + 2


def told_by_reporters(error):
    """Yield what a reporter of errors prints that shows local variables: frames of the package, causes included."""
    link = error
    while link is not None:
        told = traceback.TracebackException.from_exception(link, capture_locals=True)
        yield from (f"{frame.filename} {frame.locals}" for frame in told.stack if frame.filename != __file__)
        link = link.__cause__ or link.__context__


def secrets_seen(texts, *secrets):
    return [secret for secret in secrets for text in texts if secret in text]


def test_b25_no_secret_in_logs_reprs_errors_and_tracebacks(scripted, connect, wire, *, caplog, recwarn):
    caplog.set_level(logging.DEBUG)
    kept = wire.token(7)

    def answer(asked):
        if asked.path == "users/login":
            return wire.granted(kept)
        if asked.path == "samples/search":
            return wire.expired(asked.bearer)
        if asked.path == "cohorts/search":
            return None
        return wire.refusal(500, "CatalogException", f"odd header Bearer {asked.bearer}")

    oc = connect(scripted(answer)).login("nadia", PASSWORD)
    texts = [repr(oc), str(oc.token), repr(oc.token), f"{oc.token}", repr(oc.configuration), repr(oc.samples)]
    for call in (oc.samples.search, oc.cohorts.search, oc.files.search):
        with pytest.raises(OpenCGAError) as caught:
            call(study="s")
        error = caught.value
        texts += [str(error), repr(error), *told_by_reporters(error), repr(getattr(error, "events", ""))]
        response = getattr(error, "response", None)
        if response is not None:
            texts += [repr(response), repr(response.events), response._repr_html_()]
    texts += [caplog.text, *(str(warning.message) for warning in recwarn)]
    assert secrets_seen(texts, kept, PASSWORD) == []


def test_b25_a_token_with_a_line_end_works_and_is_not_echoed(scripted, connect, wire):
    server = scripted(lambda asked: wire.page([]))
    oc = connect(server, token=f"  {wire.token()}\n")
    oc.meta.ping()
    assert server.asked[0].bearer == wire.token()
    assert "eyJ" not in repr(oc)


def test_b25_nothing_secret_is_written_to_parquet(oc, study, tmp_path):
    token = oc.token.reveal()
    written = study.to_parquet(tmp_path)
    answer = oc.samples.search(study=study.fqn)
    answer.to_parquet(tmp_path / "again")
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert {"_dataset.json", "datapackage.json", "samples.parquet"} <= {path.name for path in files}
    for path in files:
        content = path.read_bytes()
        assert token.encode() not in content
        assert token.split(".")[1].encode() not in content
        assert b"Sandbox-2026" not in content
    assert read_provenance(written["samples"]).endpoint == "samples/search"


def test_a_wrong_password_is_sent_once(sandbox, connect):
    oc = connect(sandbox, user="viewer", password="wrong", organization="demo")
    for _ in range(6):
        with pytest.raises(NotAuthenticatedError):
            oc.samples.search(study=sandbox.study)
    assert list(sandbox.requests) == [("POST", "users/login")]
    assert oc.login("viewer", "Sandbox-2026").user == "viewer"


def test_a_login_that_finds_no_server_is_told_without_the_password(connect, scripted):
    with pytest.raises(NotReachableError) as caught:
        connect(scripted(lambda asked: None)).login("nadia", PASSWORD)
    assert PASSWORD not in str(caught.value)
