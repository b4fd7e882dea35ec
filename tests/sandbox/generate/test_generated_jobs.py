"""The past that a main study gets for the asking."""

from __future__ import annotations

import pytest

from opencga_frames.errors import UsageError
from opencga_frames.sandbox import Sandbox
from tests.sandbox.conftest import Client


@pytest.fixture(scope="module")
def analyst() -> Client:
    return Client(Sandbox(samples=60, jobs=True), "analyst")


def test_jobs_are_in_several_states(analyst: Client) -> None:
    states = [job["internal"]["status"]["id"] for job in analyst.rows("jobs/search", limit=100)]
    assert sorted(set(states)) == ["ABORTED", "DONE", "ERROR", "PENDING", "QUEUED", "RUNNING"]


def test_the_log_of_a_failed_one_says_why(analyst: Client) -> None:
    (log,) = analyst.rows("jobs/export-of-a-lost-file/log/head")
    assert "ERROR" in log["content"]
    assert "lost.vcf.gz" in log["content"]


def test_one_at_work_ends_when_it_is_stopped() -> None:
    now = [1_800_000_000.0]
    owner = Client(Sandbox(samples=60, jobs=True, clock=lambda: now[0]), "owner")
    owner.post("jobs/export-running/kill", {}, study=owner.sandbox.study)
    now[0] += 60
    (job,) = owner.rows("jobs/export-running/info")
    assert job["internal"]["status"]["id"] == "ABORTED"


def test_they_may_be_read_like_any_other(analyst: Client) -> None:
    assert analyst.rows("jobs/variant-index-1/log/head")[0]["content"]
    assert [job["id"] for job in analyst.rows("jobs/search", tags="nightly", limit=2)]


def test_the_same_jobs_each_time(analyst: Client) -> None:
    again = Client(Sandbox(samples=60, jobs=True), "analyst")
    assert again.rows("jobs/search") == analyst.rows("jobs/search")


def test_none_unless_asked_for(owner: Client) -> None:
    assert owner.rows("jobs/search") == []


def test_an_empty_sandbox_has_no_past() -> None:
    with pytest.raises(UsageError, match="empty and jobs were both given"):
        Sandbox(empty=True, jobs=True)
