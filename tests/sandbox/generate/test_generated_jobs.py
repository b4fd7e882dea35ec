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
    states = [job["internal"]["status"]["id"] for job in analyst.rows("jobs/search")]
    assert sorted(set(states)) == ["ABORTED", "DONE", "ERROR", "PENDING"]


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
