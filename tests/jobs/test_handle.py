"""Handles: where they come from and what they can do."""

from __future__ import annotations

import copy
import pickle

import pytest

from opencga_frames import RestResponse
from opencga_frames.errors import BadQueryError, JobError, NotAllowedError, UsageError
from opencga_frames.jobs import JobResponse

BODY = {"url": "https://files.example.org/reads.txt", "path": "data/"}


class TestWhereFrom:
    def test_every_answer_that_submits_leads_to_its_job(self, oc, sandbox):
        answer = oc.files.fetch(BODY, study=sandbox.study, job_id="fetch-1")
        assert type(answer) is JobResponse
        assert repr(answer.job) == f"<Job fetch-1 in {sandbox.study}>"

    def test_an_answer_of_a_call_by_hand_does_too(self, oc, sandbox):
        answer = oc.call("POST", "files/fetch", {"study": sandbox.study, "jobId": "fetch-1"}, BODY)
        assert answer.job.id == "fetch-1"

    def test_id_document_answer_and_handle_are_taken(self, oc, sandbox):
        answer = oc.files.fetch(BODY, study=sandbox.study, job_id="fetch-1")
        document = answer.results()[0]
        for source in (answer, document, "fetch-1", answer.job, oc.jobs.info("fetch-1", study=sandbox.study)):
            job = oc.job(source, sandbox.study)
            assert (job.id, job.study, job.status) == ("fetch-1", sandbox.study, "PENDING")

    def test_a_uuid_does_as_well(self, oc, sandbox):
        answer = oc.files.fetch(BODY, study=sandbox.study)
        job = oc.job(answer.results()[0]["uuid"], sandbox.study)
        assert job.wait().status == "DONE"
        assert len(job.outputs()) == 1

    def test_the_configured_study_is_taken(self, connect, sandbox, wire):
        assert connect(sandbox, token=wire.token(), environ={"OPENCGA_STUDY": sandbox.study}).job("x").study == (
            sandbox.study
        )

    def test_a_document_of_older_servers_names_its_study_as_text(self, oc):
        assert oc.job({"id": "x", "study": "user@project:study"}).study == "user@project:study"

    def test_only_answers_of_calls_that_submit_have_a_job(self, oc, sandbox):
        answer = oc.samples.search(study=sandbox.study, limit=1)
        assert type(answer) is RestResponse
        assert not hasattr(answer, "job")
        with pytest.raises(UsageError, match="Expected one job, got 1 rows of samples/search"):
            oc.job(answer)
        assert not hasattr(oc.call("GET", "samples/search", {"study": sandbox.study, "limit": 1}), "job")

    def test_a_saved_answer_needs_a_client(self, oc, sandbox):
        saved = JobResponse.from_documents([{"id": "fetch-1"}])
        with pytest.raises(UsageError, match=r"belongs to no client: get the handle with oc\.job\(answer\)"):
            saved.job  # noqa: B018
        assert oc.job(saved, sandbox.study).id == "fetch-1"

    def test_a_pickle_leaves_the_client_behind(self, oc, sandbox):
        answer = oc.files.fetch(BODY, study=sandbox.study, job_id="fetch-1")
        loaded = pickle.loads(pickle.dumps(answer))
        assert type(loaded) is JobResponse
        assert loaded.results() == answer.results()
        with pytest.raises(UsageError, match=r"belongs to no client: get the handle with oc\.job\(answer\)"):
            loaded.job  # noqa: B018
        handle = pickle.loads(pickle.dumps(answer.job))
        assert (repr(handle), handle.bound) == (repr(answer.job), False)
        with pytest.raises(UsageError, match=r"belongs to no client: get one with oc\.job\(handle\)"):
            handle.status  # noqa: B018
        assert oc.job(handle).status == oc.job(loaded).status == "PENDING"

    def test_a_copy_keeps_it(self, oc, sandbox):
        job = oc.files.fetch(BODY, study=sandbox.study).job
        assert copy.copy(job).status == copy.deepcopy(job).status == "PENDING"

    @pytest.mark.parametrize("source", ["", "a,b", 7, None, ["a"]])
    def test_what_is_no_job(self, oc, source):
        with pytest.raises(UsageError, match="is not a job"):
            oc.job(source)

    def test_a_document_without_id(self, oc):
        with pytest.raises(UsageError, match="no id of a job"):
            oc.job({"internal": {}})

    def test_several_jobs_are_not_one(self, oc, sandbox):
        for _ in range(2):
            oc.files.fetch(BODY, study=sandbox.study)
        with pytest.raises(UsageError, match="got 2 rows of jobs/search"):
            oc.job(oc.jobs.search(study=sandbox.study))

    def test_making_one_asks_nothing(self, oc, sandbox):
        oc.job("x", sandbox.study)
        assert not sandbox.requests


class TestOutputs:
    def test_they_are_files(self, fetch):
        files = fetch(job_id="fetch-1").wait().outputs()
        assert files.loc[0, ["name", "type", "job_id"]].to_list() == ["files-fetch.txt", "FILE", "fetch-1"]
        assert files.attrs["opencga_table"] == "files"

    def test_before_the_end_there_are_none_with_the_same_columns(self, fetch):
        job = fetch()
        before = job.outputs()
        after = job.wait().outputs()
        assert before.empty
        assert before.dtypes.astype(str).to_dict() == after.dtypes.astype(str).to_dict()

    def test_the_whole_records_are_among_the_files(self, oc, fetch):
        job = fetch().wait()
        files = oc.files.frame(study=job.study, job_id=job.id)
        assert set(job.outputs(logs=True)["file_id"]) == set(files["file_id"])


class TestKill:
    def test_it_takes_a_while(self, fetch, clock):
        job = fetch()
        clock.now += 2
        assert job.kill() is job
        assert job.state().kill_requested
        assert job.status == "RUNNING"
        with pytest.raises(JobError, match=r"ABORTED: Job was already in execution. Job killed by the user"):
            job.wait()

    def test_what_has_ended_is_refused(self, fetch):
        with pytest.raises(BadQueryError, match="in status DONE"):
            fetch().wait().kill()

    def test_jobs_of_others_are_refused(self, oc, fetch, connect, sandbox):
        job = fetch()
        other = connect(sandbox).login("analyst", "Sandbox-2026", organization="demo")
        with pytest.raises(NotAllowedError, match="Only the job owner or the study administrator"):
            other.job(job.id, job.study).kill()
        owner = connect(sandbox).login("owner", "Sandbox-2026", organization="demo")
        assert owner.job(job.id, job.study).kill().state().kill_requested


class TestRetry:
    def test_a_failed_job_is_repeated_with_other_parameters(self, spoilt):
        bad = spoilt().wait(check=False)
        again = bad.retry(params={"file": "data:vcf"}, job_id="again")
        assert (again.id, again.study) == ("again", bad.study)
        document = again.wait().info().results()[0]
        assert document["parentId"] == bad.id
        assert document["description"] == f"Retry from job '{bad.id}'"

    def test_a_good_one_only_by_force(self, fetch):
        job = fetch().wait()
        with pytest.raises(BadQueryError, match="Unable to retry job with status DONE"):
            job.retry()
        assert job.retry(force=True).wait().status == "DONE"


def test_jobs_it_waits_for(fetch):
    first, second = fetch(), fetch()
    third = fetch(job_depends_on=[first.id, second.id])
    assert [(job.id, job.study) for job in third.depends_on()] == [(job.id, job.study) for job in (first, second)]
    assert first.depends_on() == []
