"""Logs: whole, their end, and as they grow."""

from __future__ import annotations

import pytest

from opencga_frames.errors import NotFoundError, UsageError


def test_the_whole_log(fetch):
    log = fetch().wait().log()
    assert len(log.splitlines()) == 3
    assert log.endswith("------- Tool 'files-fetch' executed -------\n")


def test_stdout_is_another_stream(fetch):
    assert fetch().wait().log("stdout") == ""


def test_the_end_of_it(fetch):
    assert fetch().wait().tail(1).count("\n") == 1


@pytest.mark.parametrize("ask", [lambda job: job.log(), lambda job: job.tail()])
def test_before_the_start_it_is_empty(fetch, ask):
    assert ask(fetch()) == ""


@pytest.mark.parametrize("ask", [lambda job: job.log(), lambda job: job.tail(), lambda job: list(job.log(follow=True))])
def test_a_job_that_is_not_there_has_none(oc, sandbox, ask):
    with pytest.raises(NotFoundError, match="nosuch"):
        ask(oc.job("nosuch", sandbox.study))


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (lambda job: job.log("out"), "stream is 'out': a job has 'stderr' and 'stdout'"),
        (lambda job: job.log("out", follow=True), "stream is 'out'"),
        (lambda job: job.tail(0), "lines is 0"),
        (lambda job: job.tail(1001), "lines is 1001"),
    ],
)
def test_wrong_questions_are_not_sent(fetch, sandbox, ask, message):
    job = fetch()
    sandbox.requests.clear()
    with pytest.raises(UsageError, match=message):
        ask(job)
    assert not sandbox.requests


def test_following_gives_new_text_and_ends_with_the_job(fetch, clock):
    job, started = fetch(), clock.now
    pieces = [(clock.now - started, text.count("\n")) for text in job.log(follow=True, poll=1)]
    assert pieces == [(2, 2), (4, 1)]
    assert list(job.log(follow=True)) == [job.log()]


def test_following_a_job_that_never_ran_gives_nothing(fetch, spoilt):
    assert list(fetch(job_depends_on=spoilt().id).log(follow=True)) == []


def test_long_logs_come_in_parts(scripted, connect, wire):
    """The server tells where to go on, in bytes; characters of several bytes do no harm."""
    text = "".join(f"line {n}, 5 \u00b5l\n" for n in range(2_500))
    raw = text.encode()

    def answer(asked):
        start = int(asked.query["offset"])
        part = b"".join(raw[start:].splitlines(keepends=True)[: int(asked.query["lines"])])
        end = start + len(part)
        return wire.page([{"content": part.decode(), "offset": end, "size": len(part), "eof": end >= len(raw)}])

    server = scripted(answer)
    assert connect(server, token=wire.token()).job("job-1", "s").log() == text
    assert len(server.asked) == 3


def test_a_server_that_does_not_move_on_is_not_asked_for_ever(scripted, connect, wire):
    server = scripted(lambda asked: wire.page([{"content": "", "offset": 0, "size": 0, "eof": False}]))
    assert connect(server, token=wire.token()).job("job-1", "s").log() == ""
    assert len(server.asked) == 1


def test_older_servers_name_the_file_they_do_not_find(scripted, connect, wire):
    missing = wire.refusal(500, "CatalogException", "Log file '/srv/opencga/JOBS/job-1.err' not found")
    assert connect(scripted(lambda asked: missing), token=wire.token()).job("job-1", "s").log() == ""


def test_a_fault_while_following_loses_nothing(scripted, connect, wire):
    """The connection breaks between two parts: the first part is given with the second."""
    parts = [
        wire.page([{"content": "one\n", "offset": 4, "eof": False}]),
        None,
        wire.page([{"content": "two\n", "offset": 8, "eof": True}]),
    ]

    def answer(asked):
        if asked.path.endswith("/info"):
            return wire.page([{"id": "job-1", "internal": {"status": {"id": "DONE"}}}])
        return parts.pop(0)

    job = connect(scripted(answer), token=wire.token()).job("job-1", "s")
    assert list(job.log(follow=True)) == ["one\ntwo\n"]
