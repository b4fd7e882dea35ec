"""Jobs of the sandbox: submitted, moved on by the clock, ended in every way a real server ends them."""

from __future__ import annotations

from typing import Any

import pytest

from opencga_frames.sandbox import Sandbox

EXPORT = "analysis/variant/export/run"
NO_LOG = 'Cannot invoke "java.net.URI.getScheme()" because "uri" is null'


class Hands:
    """Epoch seconds that move by hand."""

    now = 1_790_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def sandbox(hands: Hands) -> Sandbox:
    return Sandbox(samples=6, clock=hands)


@pytest.fixture
def user(client: Any) -> Any:
    return client("viewer")


def submit(user: Any, path: str = EXPORT, body: Any = None, **params: Any) -> Any:
    return user.post(path, {"region": "1"} if body is None else body, study=user.sandbox.study, **params)


def document(answer: Any) -> dict[str, Any]:
    assert answer.status_code == 200, answer.text
    return answer.json()["responses"][0]["results"][0]


def states(user: Any, *keys: str) -> list[str]:
    rows = user.rows(f"jobs/{','.join(keys)}/info", include="id,internal.status")
    return [row["internal"]["status"]["id"] for row in rows]


def message(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["events"][0]["message"]


class TestSubmission:
    def test_the_answer_is_the_waiting_job(self, user: Any) -> None:
        options = {"jobId": "e1", "jobTags": "a,b", "jobPriority": "HIGH", "jobDescription": "of a region"}
        answer = submit(user, body={"region": "1", "overwrite": True, "gene": None}, **options)
        block, job = answer.json()["responses"][0], document(answer)
        assert (block["numMatches"], block["resultType"]) == (-1, "org.opencb.opencga.core.models.job.Job")
        assert (job["id"], job["tool"]["id"], job["userId"]) == ("e1", "variant-export", "viewer")
        assert (job["tags"], job["priority"], job["description"]) == (["a", "b"], "HIGH", "of a region")
        assert job["params"] == {"region": "1", "overwrite": "", "study": user.sandbox.study}
        assert job["internal"]["status"]["id"] == "PENDING"
        assert job["outDir"] == job["stderr"] == {"release": 0, "external": False, "resource": False, "size": 0}

    def test_an_id_is_made_of_tool_and_time(self, user: Any) -> None:
        first, second = document(submit(user)), document(submit(user))
        assert first["id"].startswith("variant-export.20260921141320.")
        assert first["id"] != second["id"]
        assert first["uuid"] != second["uuid"]

    @pytest.mark.parametrize(
        ("path", "tool"),
        [
            ("files/fetch", "files-fetch"),
            ("operation/variant/stats/index", "variant-stats-index"),
            ("analysis/variant/cohort/stats/run", "cohort-variant-stats"),
            ("files/link/run", "file-link"),
        ],
    )
    def test_every_path_has_its_tool(self, user: Any, path: str, tool: str) -> None:
        assert document(submit(user, path))["tool"]["id"] == tool

    @pytest.mark.parametrize(
        ("params", "text"),
        [
            ({"jobId": "e1"}, "Job { id: 'e1'} already exists."),
            (
                {"jobDependsOn": "nojob"},
                "Unable to find the jobs this job depends on. Missing jobs: 'nojob' not found.",
            ),
            ({"jobScheduledStartTime": "20200101000000"}, "'jobScheduledStartTime' must be a future date"),
            (
                {"jobPriority": "NOPE"},
                "No enum constant org.opencb.opencga.core.models.common.Enums.Priority.NOPE",
            ),
        ],
    )
    def test_what_is_refused(self, user: Any, params: dict[str, str], text: str) -> None:
        submit(user, jobId="e1")
        assert message(submit(user, **params)) == (500, text)

    def test_a_stranger_may_not(self, client: Any) -> None:
        assert submit(client("stranger")).status_code == 403

    def test_an_equal_waiting_operation_is_given_back(self, user: Any, hands: Hands) -> None:
        body = {"cohort": ["ALL"]}
        first = document(submit(user, "operation/variant/stats/index", body))
        again = submit(user, "operation/variant/stats/index", body)
        assert document(again)["id"] == first["id"]
        assert again.json()["responses"][0]["events"][0]["id"] == "reuse"
        hands.now += 2
        assert document(submit(user, "operation/variant/stats/index", body))["id"] != first["id"]

    def test_a_body_that_is_no_object(self, user: Any) -> None:
        assert submit(user, body=["x"]).status_code == 400


class TestCourse:
    def test_states_follow_the_clock(self, user: Any, hands: Hands) -> None:
        submit(user, jobId="e1")
        seen = []
        for _ in range(5):
            seen += states(user, "e1")
            hands.now += 1
        assert seen == ["PENDING", "QUEUED", "RUNNING", "RUNNING", "DONE"]

    def test_a_missing_file_is_an_error(self, user: Any, hands: Hands) -> None:
        submit(user, "analysis/variant/index/run", {"file": "nofile.vcf"}, jobId="e1")
        hands.now += 60
        job = user.rows("jobs/e1/info")[0]
        status = job["internal"]["status"]
        assert (status["id"], status["description"]) == ("ERROR", "Job could not finish successfully")
        event = job["execution"]["events"][0]
        assert (event["type"], event["id"]) == ("ERROR", "ToolException")
        assert "File 'nofile.vcf' not found" in event["message"]
        assert job["output"] == []

    def test_files_that_are_there_are_found(self, user: Any, hands: Hands) -> None:
        name = user.rows("files/search", format="VCF", limit=1)[0]["path"]
        submit(user, "analysis/variant/index/run", {"file": name}, jobId="e1")
        hands.now += 60
        assert states(user, "e1") == ["DONE"]

    def test_any_tool_fails_when_asked_to(self, user: Any, hands: Hands) -> None:
        submit(user, body={"fail": True}, jobId="e1")
        hands.now += 4
        assert states(user, "e1") == ["ERROR"]

    def test_a_dependent_job_begins_when_the_other_is_done(self, user: Any, hands: Hands) -> None:
        submit(user, jobId="e1")
        job = document(submit(user, jobId="e2", jobDependsOn="e1"))
        assert [one["id"] for one in job["dependsOn"]] == ["e1"]
        seen = []
        for _ in range(5):
            seen.append(tuple(states(user, "e1", "e2")))
            hands.now += 2
        assert seen == [
            ("PENDING", "PENDING"),
            ("RUNNING", "PENDING"),
            ("DONE", "PENDING"),
            ("DONE", "RUNNING"),
            ("DONE", "DONE"),
        ]

    def test_a_chain_ends_as_a_whole_however_late_one_asks(self, user: Any, hands: Hands) -> None:
        submit(user, body={"fail": True}, jobId="e1")
        submit(user, jobId="e2", jobDependsOn="e1")
        submit(user, jobId="e3", jobDependsOn="e2")
        hands.now += 4
        assert states(user, "e1", "e2", "e3") == ["ERROR", "ABORTED", "ABORTED"]
        status = user.rows("jobs/e2/info")[0]["internal"]["status"]
        assert status["description"] == "Job 'e1' it depended on did not finish successfully"
        assert user.rows("jobs/e2/info")[0]["dependsOn"][0]["internal"]["status"]["id"] == "ERROR"

    def test_a_scheduled_job_begins_at_its_time(self, user: Any, hands: Hands) -> None:
        submit(user, jobId="e1", jobScheduledStartTime="20260921141420")
        hands.now += 60
        assert states(user, "e1") == ["PENDING"]
        hands.now += 4
        assert states(user, "e1") == ["DONE"]

    def test_a_dry_run_leaves_nothing(self, user: Any, hands: Hands) -> None:
        submit(user, jobId="e1", jobDryRun="true")
        hands.now += 4
        job = user.rows("jobs/e1/info")[0]
        assert (job["dryRun"], job["output"], job["execution"]["steps"][0]["id"]) == (True, [], "check")

    def test_a_finished_job_tells_how_it_went(self, user: Any, hands: Hands) -> None:
        submit(user, jobId="e1", body={"region": "1", "outputFileName": "small"})
        hands.now += 4
        job = user.rows("jobs/e1/info")[0]
        began = 1000 * int(hands.now - 2)
        assert (job["execution"]["start"], job["execution"]["end"]) == (began, began + 2000)
        assert job["outDir"]["path"] == "JOBS/demo/viewer/20260921/e1/"
        written = ["small.vcf.gz.meta.json.gz", "small.vcf.gz"]
        assert [one["name"] for one in job["output"]] == written
        assert [one["format"] for one in job["output"]] == ["JSON", "VCF"]
        assert (job["stdout"]["name"], job["stderr"]["name"]) == ("e1.log", "e1.err")
        assert job["tool"]["scope"] == "PROJECT"
        names = {row["name"] for row in user.rows("files/search", jobId="e1", limit=10)}
        assert names == {"e1", *written, "e1.log", "e1.err"}

    def test_steps_of_a_run(self, user: Any, hands: Hands) -> None:
        submit(user, jobId="e1")
        submit(user, "files/fetch", {"url": "https://x.example.org/a"}, jobId="f1")
        hands.now += 4

        def steps(key: str) -> list[tuple[str, str]]:
            return [(step["id"], step["status"]) for step in user.rows(f"jobs/{key}/info")[0]["execution"]["steps"]]

        assert steps("e1") == [("variant-export", "DONE"), ("move-files", "PENDING")]
        assert steps("f1") == [("download", "DONE"), ("register", "DONE")]

    def test_a_word_the_tool_does_not_know_fails_the_check(self, user: Any, hands: Hands) -> None:
        submit(user, jobId="e1", body={"region": "1", "outputFileFormat": "TSV"})
        hands.now += 4
        job = user.rows("jobs/e1/info")[0]
        assert (job["internal"]["status"]["id"], job["execution"]["dependencies"]) == ("ERROR", [])
        assert [step["id"] for step in job["execution"]["steps"]] == ["check"]
        assert "VariantWriterFactory.VariantOutputFormat.TSV" in job["execution"]["events"][0]["message"]
        assert "IllegalArgumentException" in document(user.here("jobs/e1/log/tail", lines=9))["content"]

    def test_a_tool_of_the_project_names_its_other_studies_once_queued(self, client: Any, hands: Hands) -> None:
        user = client("owner")
        user.post("studies/create", {"id": "second"}, project="demo@rare")
        submit(user, jobId="e1")
        assert user.rows("jobs/e1/info")[0]["study"]["others"] == []
        hands.now += 1
        assert user.rows("jobs/e1/info")[0]["study"]["others"] == ["demo@rare:second"]

    def test_files_are_removed_by_a_job(self, client: Any, hands: Hands) -> None:
        user = client("owner")
        name = user.rows("files/search", format="BAM", limit=1)[0]["id"]
        answer = user.session.delete(f"{user.base}files/{name}/delete", params={"study": user.sandbox.study})
        assert document(answer)["tool"]["id"] == "files-delete"
        assert user.rows("files/search", id=name)
        hands.now += 4
        assert user.rows("files/search", id=name) == []


class TestLogs:
    def test_there_is_none_before_the_start(self, user: Any, hands: Hands) -> None:
        submit(user, jobId="e1")
        hands.now += 1
        assert message(user.here("jobs/e1/log/head")) == (500, NO_LOG)

    def test_it_grows(self, user: Any, hands: Hands) -> None:
        submit(user, jobId="e1")
        hands.now += 2
        first = document(user.here("jobs/e1/log/head"))
        hands.now += 2
        rest = document(user.here("jobs/e1/log/head", offset=first["offset"]))
        whole = document(user.here("jobs/e1/log/tail", lines=100))
        assert first["content"] + rest["content"] == whole["content"]
        assert (first["lines"], rest["lines"], whole["lines"]) == (2, 1, 3)
        assert whole["fileId"] == "/srv/opencga/sessions/jobs/JOBS/demo/viewer/20260921/e1/e1.err"

    def test_stdout_is_empty(self, user: Any, hands: Hands) -> None:
        submit(user, jobId="e1")
        hands.now += 4
        row = document(user.here("jobs/e1/log/head", type="stdout"))
        assert (row["content"], row["lines"], row["eof"]) == ("", 0, True)

    def test_what_is_refused(self, user: Any, hands: Hands) -> None:
        submit(user, jobId="e1")
        hands.now += 4
        wrong = "Incorrect log type. It must be 'stdout' or 'stderr'"
        assert message(user.here("jobs/e1/log/head", type="moon")) == (500, wrong)
        assert message(user.here("jobs/e9/log/tail")) == (500, "Missing jobs: 'e9' not found.")


class TestKill:
    def test_the_wish_is_noted_and_comes_true_later(self, user: Any, hands: Hands) -> None:
        submit(user, jobId="e1")
        hands.now += 2
        block = submit(user, "jobs/e1/kill", {}).json()["responses"][0]
        assert (block["numUpdated"], block["results"]) == (1, [])
        job = user.rows("jobs/e1/info")[0]
        assert (job["internal"]["status"]["id"], job["internal"]["killJobRequested"]) == ("RUNNING", True)
        hands.now += 1
        job = user.rows("jobs/e1/info")[0]
        assert job["internal"]["status"]["description"] == "Job was already in execution. Job killed by the user."
        assert job["execution"]["events"][0]["id"] == "missing-execution-end-date"
        assert [step["status"] for step in job["execution"]["steps"]] == ["RUNNING", "PENDING"]
        assert states(user, "e1") == ["ABORTED"]

    def test_a_waiting_one_never_runs(self, user: Any, hands: Hands) -> None:
        submit(user, jobId="e1")
        submit(user, "jobs/e1/kill", {})
        hands.now += 60
        assert states(user, "e1") == ["ABORTED"]
        assert message(user.here("jobs/e1/log/head")) == (500, NO_LOG)

    def test_one_whose_start_lies_ahead_stays(self, user: Any, hands: Hands) -> None:
        submit(user, jobId="e1", jobScheduledStartTime="20270101000000")
        submit(user, "jobs/e1/kill", {})
        hands.now += 60
        assert states(user, "e1") == ["PENDING"]

    def test_who_may(self, user: Any, client: Any, hands: Hands) -> None:
        submit(user, jobId="e1")
        text = "Only the job owner or the study administrator can kill a job."
        status, said = message(submit(client("analyst"), "jobs/e1/kill", {}))
        assert (status, said.endswith(text)) == (403, True)
        assert submit(client("owner"), "jobs/e1/kill", {}).status_code == 200

    def test_what_has_ended_is_refused(self, user: Any, hands: Hands) -> None:
        submit(user, jobId="e1")
        hands.now += 4
        assert message(submit(user, "jobs/e1/kill", {})) == (500, "Cannot kill job 'e1' in status DONE")


class TestRetry:
    def test_a_failed_one_is_repeated_with_changes(self, user: Any, hands: Hands) -> None:
        submit(user, "analysis/variant/index/run", {"file": "nofile.vcf", "resume": True}, jobId="e1")
        hands.now += 4
        job = document(submit(user, "jobs/retry", {"job": "e1", "params": {"file": "data/vcf"}}, jobId="e2"))
        assert (job["parentId"], job["attributes"]) == ("e1", {"retry_from": "e1"})
        assert job["params"] == {"file": "data/vcf", "resume": "", "study": user.sandbox.study}
        assert job["description"] == "Retry from job 'e1'"
        hands.now += 4
        assert states(user, "e2") == ["DONE"]

    def test_others_only_by_force(self, user: Any, hands: Hands) -> None:
        submit(user, jobId="e1")
        hands.now += 4
        assert message(submit(user, "jobs/retry", {"job": "e1"})) == (500, "Unable to retry job with status DONE")
        assert submit(user, "jobs/retry", {"job": "e1", "force": True}).status_code == 200
        assert message(submit(user, "jobs/retry", {"job": "e9"})) == (500, "Missing jobs: 'e9' not found.")


class TestLists:
    def test_search_filters(self, user: Any, hands: Hands) -> None:
        submit(user, jobId="e1", jobTags="mine")
        hands.now += 4
        submit(user, "files/fetch", {"url": "https://x.example.org/a"}, jobId="f1")
        for filters, ids in [
            ({}, ["e1", "f1"]),
            ({"internalStatus": "DONE"}, ["e1"]),
            ({"toolId": "files-fetch"}, ["f1"]),
            ({"tags": "mine"}, ["e1"]),
            ({"userId": "viewer", "id": "f1"}, ["f1"]),
        ]:
            assert [row["id"] for row in user.rows("jobs/search", **filters)] == ids
        assert user.rows("jobs/distinct", field="internal.status.id") == ["DONE", "PENDING"]

    def test_top_wants_an_organization_as_study(self, user: Any, hands: Hands) -> None:
        submit(user, jobId="e1")
        hands.now += 4
        submit(user, jobId="e2")
        for params, name in [({"study": user.sandbox.study}, user.sandbox.study), ({}, "null")]:
            text = f"Could not find database for organization '{name}'"
            assert message(user.get("jobs/top", **params)) == (500, text)
        top = document(user.get("jobs/top", study="demo"))
        assert [job["id"] for job in top["jobs"]] == ["e2", "e1"]
        assert top["stats"] == {"running": 0, "queued": 0, "pending": 1, "done": 1, "aborted": 0, "error": 0}
        assert len(document(user.get("jobs/top", study="demo", limit=1))["jobs"]) == 1

    def test_only_ended_jobs_are_deleted(self, client: Any, hands: Hands) -> None:
        user = client("owner")
        submit(user, jobId="e1")
        hands.now += 4
        submit(user, jobId="e2")

        def delete(key: str) -> Any:
            return user.session.delete(f"{user.base}jobs/{key}/delete", params={"study": user.sandbox.study})

        assert delete("e1").json()["responses"][0]["numDeleted"] == 1
        refused = delete("e2")
        text = "The status of the job is PENDING. Please, stop the job before deleting it."
        assert refused.status_code == 400
        assert refused.json()["responses"][0]["events"][0]["message"] == text
        assert user.here("jobs/e1/info").status_code == 400

    def test_one_study_does_not_see_the_jobs_of_another(self, user: Any) -> None:
        submit(user, jobId="e1")
        other = user.get("jobs/search", study=user.sandbox.studies[1])
        assert other.json()["responses"][0]["numResults"] == 0
