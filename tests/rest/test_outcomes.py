"""Calls that write are sent once, and an error says what became of each id."""

from __future__ import annotations

import gzip
import json

import pytest

from opencga_frames.errors import (
    BadQueryError,
    NotAllowedError,
    NotAuthenticatedError,
    NotFoundError,
    NotReachableError,
    OpenCGAWarning,
)

IDS = ["S1", "nosuch", "S3"]


def partly(*bad, done=2, counter="numUpdated", status=400, text="Missing samples: '{}' not found."):
    events = [{"type": "ERROR", "code": 0, "id": item, "message": text.format(item)} for item in bad]
    block = {"events": events, "numResults": 0, "results": [], counter: done, "numErrors": len(bad)}
    information = [{"type": "INFO", "id": "x", "message": "Sample update success"}]
    content = {"apiVersion": "v2", "events": information, "params": {}, "responses": [block]}
    return status, {"Content-Type": "application/json"}, json.dumps(content).encode()


def test_a_partly_failed_update_tells_of_every_id(scripted, connect):
    server = scripted(lambda asked: partly("nosuch"))
    with pytest.raises(NotFoundError) as caught:
        connect(server).samples.update(IDS, somatic=True)
    error = caught.value
    assert error.outcomes == {"S1": "done", "nosuch": "Missing samples: 'nosuch' not found.", "S3": "done"}
    assert "Of 3 ids failed: nosuch (Missing samples: 'nosuch' not found.); done and staying so: S1, S3." in str(error)
    assert (error.missing, error.status) == (["nosuch"], 400)
    assert (error.response.get_num_updated(), error.response.get_num_errors()) == (2, 1)
    assert len(server.asked) == 1


def test_a_partly_failed_delete_is_told_the_same_way(scripted, connect):
    denied = "Permission denied. User 'nadia' cannot DELETE."
    server = scripted(lambda asked: partly("S3", done=1, counter="numDeleted", status=401, text=denied))
    with pytest.raises(NotAllowedError) as caught:
        connect(server).samples.delete(["S1", "S3"])
    assert caught.value.outcomes == {"S1": "done", "S3": denied}
    assert caught.value.response.get_num_deleted() == 1


def test_counts_that_do_not_fit_leave_the_others_unknown(scripted, connect):
    server = scripted(lambda asked: partly("nosuch", done=1))
    with pytest.raises(NotFoundError, match="unknown: S1, S3") as caught:
        connect(server).samples.update(IDS, somatic=True)
    assert caught.value.outcomes["S1"] == "unknown"


def test_what_was_done_can_be_taken_with_a_warning(scripted, connect):
    server = scripted(lambda asked: partly("nosuch"))
    with pytest.warns(OpenCGAWarning, match="Partial result.*failed: nosuch"):
        answer = connect(server).samples.update(IDS, somatic=True, on_error="partial")
    assert answer.get_num_updated() == 2


def test_a_bare_500_says_that_nothing_is_known_and_where_to_look(scripted, connect, wire):
    refusal = wire.refusal(500, "CatalogException", "Missing cohorts: 'nosuch' not found.")
    server = scripted(lambda asked: refusal)
    with pytest.raises(NotFoundError, match=r"each of the 3 ids is unknown: some may have been changed") as caught:
        connect(server).cohorts.update(IDS, description="x")
    assert "cohorts.info" in str(caught.value)
    assert set(caught.value.outcomes.values()) == {"unknown"}
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    "name", ["cohort-update-many-one-bad", "job-update-many-one-bad", "cohort-delete-many-one-bad"]
)
def test_recorded_answers_of_batches_with_one_unknown_id(traces, scripted, connect, name):
    exchanges = []
    for file in ("server-5.0.0", "jobs-5.0.0"):
        with gzip.open(traces / f"{file}.jsonl.gz", "rt", encoding="utf-8") as lines:
            exchanges += map(json.loads, lines)
    found = next((e for e in exchanges if e.get("name") == name), None)
    if found is None:
        pytest.skip("not among the recorded answers that were handed on")
    answer = found["answer"]
    body = answer["body"] if isinstance(answer["body"], str) else json.dumps(answer["body"])
    server = scripted(lambda asked: (answer["status"], {"Content-Type": "application/json"}, body.encode()))
    resource = connect(server).jobs if name.startswith("job") else connect(server).cohorts
    call = resource.delete if "delete" in name else resource.update
    with pytest.raises(NotFoundError, match="is unknown: some may have been changed"):
        call(["a", "nosuch", "c"])


def test_a_refusal_at_the_door_wrote_nothing(scripted, connect, wire):
    for refusal in (
        wire.refusal(500, "CatalogException", "Missing token parameter"),
        wire.refusal(401, "CatalogAuthenticationException", "Invalid authentication token : x"),
    ):
        server = scripted(lambda asked, refusal=refusal: refusal)
        with pytest.raises(NotAuthenticatedError) as caught:
            connect(server).samples.update(IDS, somatic=True)
        assert caught.value.outcomes == {}


def test_one_id_needs_no_list(scripted, connect):
    server = scripted(lambda asked: partly("S1", done=0))
    with pytest.raises(NotFoundError) as caught:
        connect(server).samples.update("S1", somatic=True)
    assert "Of 1" not in str(caught.value)


def test_an_update_without_anything_to_change_is_an_error_of_the_server(scripted, connect):
    server = scripted(lambda asked: partly("S1", done=0, text="Missing parameters to update"))
    with pytest.raises(BadQueryError, match="Missing parameters to update"):
        connect(server).samples.update("S1")


def test_a_write_without_an_answer_is_sent_once_and_may_have_been_done(scripted, connect):
    server = scripted(lambda asked: None)
    with pytest.raises(NotReachableError) as caught:
        connect(server).samples.create(study="s", id="S1")
    assert "may have carried it out" in caught.value.__notes__[0]
    assert len(server.asked) == 1
