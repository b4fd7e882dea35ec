"""States, from documents of every server line."""

from __future__ import annotations

from itertools import islice

import pytest

from opencga_frames.jobs import JobState, JobStatus
from opencga_frames.jobs.status import read_state
from opencga_frames.jobs.wait import pauses


@pytest.mark.parametrize(
    ("document", "state"),
    [
        ({"internal": {"status": {"id": "DONE", "name": "DONE"}}}, JobState(JobStatus.DONE, "DONE")),
        ({"internal": {"status": {"name": "RUNNING"}}}, JobState(JobStatus.RUNNING, "RUNNING")),
        ({"status": {"name": "READY", "message": "fine"}}, JobState(JobStatus.READY, "READY", "fine")),
        ({"internal": {"status": {"id": "PAUSED"}}}, JobState(JobStatus.UNKNOWN, "PAUSED")),
        ({"id": "x"}, JobState(JobStatus.UNKNOWN, "")),
        (
            {"internal": {"status": {"id": "QUEUED", "description": "soon"}, "killJobRequested": True}},
            JobState(JobStatus.QUEUED, "QUEUED", "soon", kill_requested=True),
        ),
    ],
)
def test_where_the_state_stands(document, state):
    assert read_state(document) == state


def test_which_states_are_ends():
    assert [status for status in JobStatus if status.ended] == [
        "DONE",
        "READY",
        "ERROR",
        "ABORTED",
        "UNREGISTERED",
        "DELETED",
    ]
    assert [status for status in JobStatus if status.failed] == ["ERROR", "ABORTED", "UNREGISTERED", "DELETED"]


def test_pauses_grow_up_to_a_longest_one():
    made = list(islice(pauses(), 20))
    assert made == sorted(made)
    assert (made[0], made[-1]) == (1.0, 30.0)
    assert list(islice(pauses(2), 3)) == [2.0, 2.0, 2.0]
