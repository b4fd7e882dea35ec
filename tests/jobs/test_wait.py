"""Waiting: how long, how often, through which faults, and what it says at the end."""

from __future__ import annotations

import pytest

from opencga_frames.errors import (
    JobError,
    NotAllowedError,
    NotFoundError,
    NotReachableError,
    OpenCGAError,
    ServerFaultError,
    TimedOutError,
    UnreadableAnswerError,
    UsageError,
)
from opencga_frames.jobs import JobStatus, wait_all


@pytest.fixture
def told(scripted, connect, wire):
    """Make the handle of a job of a server that tells these states in order; other answers are given as they are."""

    def told(*answers, token=None):
        left = list(answers)

        def answer(asked):
            if "internal.status" not in asked.query.get("include", ""):
                return wire.page([])
            one = left.pop(0) if len(left) > 1 else left[0]
            if not isinstance(one, str):
                return one
            return wire.page([{"id": "job-1", "internal": {"status": {"id": one}}}])

        server = scripted(answer)
        # One question is one request here: what the transport repeats by itself is tested with the transport.
        client = connect(server, token=token or wire.token(), retries=0)
        return client.job("job-1", "demo@rare:germline"), server

    return told


def test_waits_until_the_end_and_gives_the_handle(fetch, clock):
    job = fetch(job_id="fetch-1")
    started = clock.now
    assert job.wait(poll=1) is job
    assert clock.now - started == 4
    assert clock.pauses[-4:] == [1, 1, 1, 1]


def test_states_in_order(fetch, clock):
    job = fetch()
    seen = [job.status]
    for _ in range(4):
        clock.now += 1
        seen.append(job.status)
    assert seen == ["PENDING", "QUEUED", "RUNNING", "RUNNING", "DONE"]
    assert seen[0] is JobStatus.PENDING


def test_a_failure_is_raised_with_reason_and_log(spoilt):
    job = spoilt(job_id="load-1")
    with pytest.raises(JobError, match=r"Job 'load-1' ended as ERROR: .*File 'nofile.vcf' not found") as caught:
        job.wait()
    assert caught.value.log.endswith("Caused by: CatalogException: File 'nofile.vcf' not found\n")
    assert isinstance(caught.value, OpenCGAError)


def test_a_failure_is_given_back_when_asked_for(spoilt):
    assert spoilt().wait(check=False).status.failed


@pytest.mark.parametrize("word", ["ERROR", "ABORTED", "UNREGISTERED", "DELETED"])
def test_every_bad_end_is_an_end(told, word):
    job, _ = told("RUNNING", word)
    with pytest.raises(JobError, match=f"ended as {word}: the server gives no reason. It wrote no log."):
        job.wait()


@pytest.mark.parametrize("word", ["DONE", "READY"])
def test_every_good_end_is_an_end(told, word):
    assert told("PENDING", "REGISTERING", "UNKNOWN", "SOMETHING_NEW", word)[0].wait().status == word


def test_the_time_is_over(fetch, clock):
    job, started = fetch(job_id="fetch-1"), clock.now
    with pytest.raises(TimedOutError, match=r"Not ended after 2.2 s: 'fetch-1' \(RUNNING\).*job\.kill\(\)"):
        job.wait(timeout=2.2, poll=1)
    assert clock.now - started == pytest.approx(2.2)


def test_a_timeout_of_nothing_asks_once(fetch, sandbox):
    job = fetch()
    sandbox.requests.clear()
    with pytest.raises(TimedOutError):
        job.wait(timeout=0)
    assert len(sandbox.requests) == 1


@pytest.mark.parametrize(("options", "message"), [({"timeout": -1}, "timeout is -1"), ({"poll": 0}, "poll is 0")])
def test_times_that_make_no_sense(fetch, options, message):
    with pytest.raises(UsageError, match=message):
        fetch().wait(**options)


def test_faults_of_the_way_are_borne(told, wire):
    """A cut connection and a proxy's page in between change nothing."""
    proxy = (502, {"Content-Type": "text/html"}, b"<html>Bad Gateway</html>")
    job, server = told("RUNNING", None, proxy, proxy, "RUNNING", None, "DONE")
    job.wait()
    assert server.count("jobs/job-1/info") >= 7


def test_a_server_that_stays_away_is_an_error(told, clock):
    job, server = told("RUNNING", None)
    with pytest.raises(NotReachableError):
        job.wait(poll=5)
    assert server.count("jobs/job-1/info") == 1 + 8
    assert clock.pauses.count(5) == 8


def test_a_server_that_fails_for_good_is_an_error(told):
    job, server = told((503, {"Content-Type": "text/html"}, b"<html>away</html>"))
    with pytest.raises(ServerFaultError):
        job.wait()
    assert server.count("jobs/job-1/info") == 8


def test_refusals_are_raised_at_once(told, wire):
    refused = wire.refusal(403, "CatalogAuthorizationException", "Permission denied. User 'x' cannot view any study.")
    job, server = told("RUNNING", refused)
    with pytest.raises(NotAllowedError):
        job.wait()
    assert server.count("jobs/job-1/info") == 2


def test_a_job_that_is_gone_is_an_error(told, wire):
    job, _ = told("RUNNING", wire.page([], entries=[wire.absent("job-1")], status=400))
    with pytest.raises(NotFoundError, match="job-1"):
        job.wait()


def test_an_interrupt_passes_at_once(fetch, clock, monkeypatch):
    def interrupted(seconds):
        raise KeyboardInterrupt

    job = fetch()
    monkeypatch.setattr(job.client, "sleep", interrupted)
    with pytest.raises(KeyboardInterrupt):
        job.wait()


def test_a_token_that_runs_out_meanwhile_is_renewed(connect, clock):
    """The job takes longer than the login lasts."""
    from opencga_frames.sandbox import Sandbox

    sandbox = Sandbox(samples=3, clock=clock, token_seconds=120)
    oc = connect(sandbox).login("viewer", "Sandbox-2026", organization="demo")
    start = {"job_scheduled_start_time": "20991231235959"}
    job = oc.files.fetch({"url": "https://x.example.org/a", "path": "data/"}, study=sandbox.study, **start).job
    with pytest.raises(TimedOutError):
        job.wait(timeout=3600)
    logins = sum(path == "users/login" for _, path in sandbox.requests)
    assert logins > 10
    assert job.status == "PENDING"


@pytest.mark.enable_socket
def test_through_a_port_it_is_the_same(connect, sandbox):
    from opencga_frames.sandbox import serve

    with serve(sandbox) as served:
        oc = connect(served).login("viewer", "Sandbox-2026", organization="demo")
        job = oc.files.fetch({"url": "https://x.example.org/a", "path": "data/"}, study=sandbox.study).job
        assert job.wait(timeout=60).outputs()["name"].to_list() == ["files-fetch.txt"]
        oc.close()


class TestSeveral:
    def test_they_are_asked_for_together(self, fetch, sandbox):
        jobs = [fetch(job_id=f"fetch-{n}") for n in range(5)]
        sandbox.requests.clear()
        assert wait_all(jobs, poll=2) == jobs
        assert set(sandbox.requests) == {("GET", "jobs/fetch-0,fetch-1,fetch-2,fetch-3,fetch-4/info")}
        assert len(sandbox.requests) == 3

    def test_those_that_have_ended_are_not_asked_for_again(self, fetch, clock, sandbox):
        first = fetch(job_id="fetch-1")
        clock.now += 3
        second = fetch(job_id="fetch-2")
        sandbox.requests.clear()
        wait_all([first, second], poll=2)
        assert sandbox.requests[0] == ("GET", "jobs/fetch-1,fetch-2/info")
        assert sandbox.requests[-1] == ("GET", "jobs/fetch-2/info")

    def test_a_chain_is_done_in_order(self, fetch, clock):
        first = fetch(job_id="fetch-1")
        second = fetch(job_id="fetch-2", job_depends_on="fetch-1")
        started = clock.now
        wait_all([second, first], poll=1)
        assert clock.now - started == 8

    def test_all_are_waited_for_before_the_failures_are_told(self, fetch, spoilt):
        bad = spoilt(job_id="load-1")
        after = fetch(job_id="fetch-1", job_depends_on="load-1")
        good = fetch(job_id="fetch-2")
        with pytest.raises(JobError, match="'load-1' ended as ERROR") as caught:
            wait_all([bad, after, good])
        assert caught.value.__notes__ == [
            "Job 'fetch-1' ended as ABORTED: Job 'load-1' it depended on did not finish successfully."
        ]
        assert good.status == "DONE"
        assert wait_all([bad, after, good], check=False) == [bad, after, good]

    def test_of_several_studies_each_is_asked(self, oc, sandbox, fetch):
        body = {"url": "https://files.example.org/reads.txt", "path": "data/"}
        jobs = [fetch(), oc.files.fetch(body, study=sandbox.studies[1]).job]
        wait_all(jobs)
        assert [job.status for job in jobs] == ["DONE", "DONE"]

    def test_the_same_job_twice_is_one(self, oc, fetch):
        job = fetch(job_id="fetch-1")
        wait_all([job, job, oc.job("fetch-1", job.study)])

    def test_none_is_no_work(self, sandbox):
        assert wait_all([]) == []

    def test_late_ones_are_named(self, fetch):
        jobs = [fetch(job_id=f"fetch-{n}") for n in range(7)]
        with pytest.raises(TimedOutError, match=r"'fetch-0' \(PENDING\), .*'fetch-4' \(PENDING\) and 2 more"):
            wait_all(jobs, timeout=0.5)


class TestProgress:
    def test_a_line_tells_the_state(self, fetch, capsys):
        fetch(job_id="fetch-1").wait(poll=1, progress=True)
        line = capsys.readouterr().err
        for text in ("fetch-1 PENDING, 0 s", "fetch-1 QUEUED, 1 s", "fetch-1 RUNNING, 2 s", "fetch-1 DONE, 4 s"):
            assert text in line

    def test_of_several_they_are_counted(self, fetch, clock, capsys):
        jobs = [fetch(job_id="fetch-1"), fetch(job_id="fetch-2", job_depends_on="fetch-1")]
        wait_all(jobs, poll=4, progress=True)
        assert "2 jobs: 1 DONE, 1 PENDING, 4 s" in capsys.readouterr().err

    def test_nothing_is_written_unless_asked_for(self, fetch, capsys):
        fetch().wait()
        assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("document", [None, 5, "j1", []])
def test_an_answer_without_a_document_is_our_error(scripted, connect, wire, document):
    job = connect(scripted(lambda _: wire.page([document])), retries=0).job("job-1", "demo@rare:germline")
    for call in (job.depends_on, job.outputs):
        with pytest.raises(UnreadableAnswerError):
            call()


@pytest.mark.parametrize("value", [None, 5, "x", {"id": "a"}, [None, 5, "x"]])
def test_lists_of_a_job_that_are_none_hold_nothing(scripted, connect, wire, value):
    document = {"id": "job-1", "dependsOn": value, "output": value, "stdout": value, "stderr": value}
    job = connect(scripted(lambda _: wire.page([document])), retries=0).job("job-1", "demo@rare:germline")
    assert job.depends_on() == []
    assert len(job.outputs()) == 0
