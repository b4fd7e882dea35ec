"""The sequences a real server answered, from the submission of a job to its end."""

from __future__ import annotations

import pytest

from opencga_frames.errors import BadQueryError, JobError, NotAllowedError, NotFoundError, TimedOutError
from opencga_frames.jobs import JobStatus

STUDY = "northlake@rare:paeds"


def statuses(job, clock, seconds=4.0):
    """The states a job goes through, each once."""
    seen = [job.status]
    while not seen[-1].ended:
        clock.sleep(seconds)
        status = job.status
        if status != seen[-1]:
            seen.append(status)
    return seen


def export(oc, **options):
    return oc.variants.run_export({"region": "1:900-6000"}, study=STUDY, **options)


def test_done(recorded, clock):
    """A job that goes well is waited for; RUNNING was too short to be seen; its files come with sizes and formats."""
    oc = recorded(3, 42)
    answer = export(oc, job_id="export-1")
    assert answer.job.study == STUDY
    assert statuses(answer.job, clock) == ["PENDING", "QUEUED", "DONE"]
    job = recorded(3, 42).job("export-1", STUDY).wait(timeout=600)
    files = job.outputs()
    assert files[["name", "format", "size", "job_id"]].to_dict("records") == [
        {"name": "small.vcf.gz.meta.json.gz", "format": "JSON", "size": 2473, "job_id": "export-1"},
        {"name": "small.vcf.gz", "format": "VCF", "size": 1438, "job_id": "export-1"},
    ]
    assert job.outputs(logs=True)["name"].to_list()[2:] == ["export-1.log", "export-1.err", "export-1"]
    assert job.tail(5).splitlines()[-1].endswith("Tool 'variant-export' executed in 1.622s [ 00:00:02 ] -------")


def test_waiting_asks_at_growing_intervals(recorded, clock):
    recorded(3, 42).job("export-1", STUDY).wait()
    assert clock.pauses[:4] == [1.0, 1.5, 2.25, 3.375]
    assert max(clock.pauses) <= 30
    assert len(clock.pauses) == 17


def test_the_files_of_a_job_just_submitted_are_husks_and_left_out(recorded, exchanges):
    submitted = next(one for one in exchanges if one["n"] == 3)["answer"]["responses"][0]["results"][0]
    assert set(submitted["outDir"]) == {"release", "external", "resource", "size"}
    assert recorded(100, 100).job("slow-fetch", STUDY).outputs(logs=True)["name"].to_list() == ["slow-fetch"]


def test_error(recorded):
    """The reason is that of the tool, found among the events of the run; the log is there as well."""
    job = recorded(43, 56).job("export-bad", STUDY)
    with pytest.raises(JobError, match=r"'export-bad' ended as ERROR: .*Malformed .gene. query") as caught:
        job.wait()
    assert caught.value.job is job
    assert caught.value.status == "ERROR"
    assert "Caused by: " in caught.value.log
    assert recorded(43, 56).job("export-bad", STUDY).wait(check=False).status == JobStatus.ERROR
    assert recorded(43, 56).job("export-bad", STUDY).outputs().empty


def test_aborted_because_the_job_before_it_failed(recorded):
    job = recorded(6, 71).job("export-after-bad", STUDY)
    assert [before.id for before in job.depends_on()] == ["export-bad"]
    message = "ended as ABORTED: Job 'export-bad' it depended on did not finish successfully. It wrote no log."
    with pytest.raises(JobError, match=message):
        job.wait()


def test_dependent(recorded, clock):
    """A job that waits for another stays queued no longer than its own turn, and fails for a reason of its own."""
    job = recorded(57, 70).job("export-after", STUDY)
    assert statuses(job, clock) == ["QUEUED", "ERROR"]
    assert job.state().remark == "Job could not finish successfully"


def test_running(recorded, clock):
    job = recorded(72, 98).job("cohort-stats-1", STUDY)
    assert statuses(job, clock) == ["PENDING", "QUEUED", "RUNNING", "DONE"]


def test_killed(recorded, clock):
    """To stop a job takes effect later: at first only the wish is noted."""
    with pytest.raises(NotAllowedError, match="Only the job owner"):
        recorded(103, 103).job("slow-fetch", STUDY).kill()
    oc = recorded(104, 118)
    job = oc.job("slow-fetch", STUDY).kill()
    state = job.state()
    assert (state.status, state.kill_requested) == ("RUNNING", True)
    with pytest.raises(JobError, match=r"ABORTED: Job was already in execution. Job killed by the user"):
        job.wait()


def test_a_job_that_is_done_is_neither_killed_nor_repeated(recorded):
    job = recorded(119, 121).job("export-1", STUDY)
    with pytest.raises(BadQueryError, match="Cannot kill job 'export-1' in status DONE"):
        job.kill()
    with pytest.raises(BadQueryError, match="Unable to retry job with status DONE"):
        job.retry()


def test_retry(recorded, clock):
    """A new job with a parameter changed goes the whole way."""
    again = recorded(122, 157).job("export-bad", STUDY).retry(params={"gene": "GJB2"}, job_id="export-bad-again")
    assert again.id == "export-bad-again"
    assert again.study == STUDY
    assert statuses(again, clock) == ["PENDING", "QUEUED", "RUNNING", "DONE"]
    assert again.info().results()[0]["parentId"] == "export-bad"


def test_scheduled_far_ahead(recorded, clock):
    """It stays PENDING for as long as anybody watched."""
    with pytest.raises(TimedOutError, match=r"Not ended after 60 s: 'export-later' \(PENDING\)"):
        recorded(158, 182).job("export-later", STUDY).wait(timeout=60)
    assert sum(clock.pauses) == 60


def test_dry_run(recorded, clock):
    job = recorded(204, 216).job("export-dry", STUDY)
    assert statuses(job, clock) == ["PENDING", "QUEUED", "RUNNING", "DONE"]
    assert job.outputs().empty


def test_an_equal_waiting_job_is_given_back(recorded, wire):
    oc = recorded(199, 226)
    body = {"cohort": ["trios"], "overwriteStats": True}
    first = oc.operations.index_variant_stats(body, study=STUDY, job_id="stats-op")
    second = oc.operations.index_variant_stats(body, study=STUDY)
    assert second.job.id == first.job.id == "stats-op"
    assert [event.id for event in second.warnings] == ["reuse"]
    assert second.job.wait(progress=False).status == "DONE"


def test_a_log_that_is_not_there_yet_is_empty(recorded):
    job = recorded(12, 12).job("export-after", STUDY)
    assert (job.log(), job.log("stdout")) == ("", "")


def test_top_takes_an_organization_for_a_study(recorded):
    """Asked for a study the server fails; the organization's list is cut down to the study."""
    with pytest.raises(NotFoundError, match="Could not find database for organization 'northlake@rare:paeds'"):
        recorded(11, 11).jobs.top(study=STUDY)
    top = recorded(11, 11, 233).top_jobs(STUDY)
    assert len(top) == 10
    stats = {"running": 0, "queued": 1, "pending": 1, "done": 7, "aborted": 5, "error": 7}
    assert top.attrs["opencga_top"] == {"stats": stats, "date": 1795453904927, "scope": "organization northlake"}


def paths(value, path=""):
    """Dotted paths of all fields of a document, those of its parameters aside."""
    if isinstance(value, dict) and path != ".params":
        return {found for name, inner in value.items() for found in paths(inner, f"{path}.{name}")}
    if isinstance(value, list) and value:
        return paths(value[0], path)
    return {path}


@pytest.fixture
def ended(fetch, spoilt, clock):
    """Jobs of the sandbox that ended in each way."""
    jobs = {"good": fetch(job_description="x"), "bad": spoilt(), "killed": fetch()}
    jobs["after"] = fetch(job_depends_on=jobs["bad"].id)
    clock.now += 2
    jobs["killed"].kill()
    clock.now += 10
    return jobs


@pytest.mark.parametrize(("key", "number"), [("good", 32), ("bad", 54), ("after", 71), ("killed", 118)])
def test_the_jobs_of_the_sandbox_look_like_those_recorded(key, number, ended, exchanges):
    """Every field of a real document is there, and no other."""
    real = next(one for one in exchanges if one["n"] == number)["answer"]["responses"][0]["results"][0]
    assert paths(ended[key].info().results()[0]) == paths(real)
