"""The list of what runs and waits, in spite of servers that take the study for an organization."""

from __future__ import annotations

import pytest

from opencga_frames.errors import NotFoundError, OpenCGAWarning, UsageError


def test_the_jobs_of_a_study(oc, fetch, sandbox, clock):
    """The server refuses the study, so it is asked for the organization; other studies are left out here."""
    body = {"url": "https://files.example.org/reads.txt", "path": "data/"}
    oc.files.fetch(body, study=sandbox.studies[1], job_id="elsewhere")
    fetch(job_id="first").wait()
    fetch(job_id="second")
    top = oc.top_jobs(sandbox.study)
    assert [name for name in top.iloc[:, :2].to_numpy().ravel() if name in {"first", "second", "elsewhere"}] == [
        "second",
        "first",
    ]
    known = top.attrs["opencga_top"]
    assert known["scope"] == "organization demo"
    assert (known["stats"]["pending"], known["stats"]["done"]) == (1, 2)
    assert known["date"] == int(1000 * clock.now)


def test_without_a_study_those_of_the_organization(oc, fetch, sandbox):
    fetch()
    assert len(oc.top_jobs()) == 1
    assert sandbox.requests[-1] == ("GET", "jobs/top")


def test_a_short_name_of_the_study_does(oc, fetch, sandbox):
    fetch()
    for name in ("germline", "rare:germline"):
        assert len(oc.top_jobs(name)) == 1
    assert oc.top_jobs("tumour").empty


def test_a_limit_over_the_organization_is_told(oc, fetch, sandbox):
    for _ in range(3):
        fetch()
    with pytest.warns(OpenCGAWarning, match="there may be more of demo@rare:germline: raise limit"):
        assert len(oc.top_jobs(sandbox.study, limit=2)) == 2


def test_a_server_without_the_fault_is_asked_once(scripted, connect, wire):
    rows = [{"id": "job-1", "study": {"id": "u@p:s"}}]
    server = scripted(lambda asked: wire.page([{"date": 5, "stats": {"done": 1}, "jobs": rows}]))
    top = connect(server, token=wire.token()).top_jobs("u@p:s")
    assert len(top) == 1
    assert top.attrs["opencga_top"] == {"stats": {"done": 1}, "date": 5, "scope": "study u@p:s"}
    assert len(server.asked) == 1


def test_a_study_that_is_not_there_is_an_error(scripted, connect, wire):
    server = scripted(lambda asked: wire.refusal(500, "CatalogException", "No study found given 'x'."))
    with pytest.raises(NotFoundError):
        connect(server, token=wire.token()).top_jobs("x")
    assert [asked.path for asked in server.asked] == ["jobs/top", "studies/search"]  # those one may see


def test_where_no_organization_is_known_one_must_be_given(scripted, connect, wire):
    text = "Could not find database for organization 'null'"
    server = scripted(lambda asked: wire.refusal(500, "CatalogDBException", text))
    with pytest.raises(UsageError, match="organization="):
        connect(server, token="opaque").top_jobs()
