"""Bugs of the real server that clients meet, reproduced; the names are those of the recorded exchanges."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from opencga_frames.sandbox import Sandbox

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

    Ask = Callable[..., tuple[int, dict[str, Any]]]

PAEDS = "northlake@rare:paeds"


@pytest.fixture(scope="module")
def ask(scorer: ModuleType, trace: list[dict[str, Any]]) -> Ask:
    """A way to ask the recorded hospital as one of its users, once it is filled; answers status and first block."""
    sandbox = Sandbox(empty=True)
    replay = scorer.Replay(sandbox, "secret-key-of-northlake-0123456789")
    assert all(verdict.status for verdict in replay.verdicts([one for one in trace if one["phase"] == "load"]))
    sessions: dict[str, Any] = {}

    def call(user: str, path: str, **params: Any) -> tuple[int, dict[str, Any]]:
        base = f"{sandbox.url}/webservices/rest/v2/"
        if user not in sessions:
            sessions[user] = sandbox.session()
            login = {"user": user, "password": f"Password-1-of-{user}!", "organization": "northlake"}
            token = sessions[user].post(base + "users/login", json=login).json()["responses"][0]["results"][0]["token"]
            sessions[user].headers["Authorization"] = f"Bearer {token}"
        answer = sessions[user].get(base + path, params=params)
        body = answer.json()
        return answer.status_code, {**body["responses"][0], "top": body["events"]}

    return call


def test_studies_search_counts_and_pages_over_permissions(ask: Ask) -> None:
    _, block = ask("lukas", "studies/search", project="rare", count="true", include="id")
    assert ([row["id"] for row in block["results"]], block["numMatches"]) == (["paeds", "bulk"], 3)
    assert ask("lukas", "studies/search", project="rare", limit=1, skip=2)[1]["results"] == []


def test_jobs_info_finds_nothing_without_the_id(ask: Ask) -> None:
    status, block = ask("nadia", "jobs/job-0/info", study=PAEDS, include="internal.status")
    assert (status, block["events"][0]["message"]) == (400, "Not found or user does not have permissions.")
    assert ask("nadia", "jobs/job-0/info", study=PAEDS, include="id,internal.status")[0] == 200


def test_references_are_followed_only_when_the_whole_field_is_included(ask: Ask) -> None:
    _, block = ask("nadia", "analysis/clinical/search", study=PAEDS, id="CA-2", include="id,files.id,panels.name")
    case = block["results"][0]
    assert case["files"][0] == {
        "path": "data/vcf/F002-FA-g.vcf",
        "release": 0,
        "external": False,
        "resource": False,
        "size": 0,
    }
    assert case["panels"] == [{"id": "epilepsy", "version": 1, "release": 0}]
    _, block = ask("nadia", "analysis/clinical/search", study=PAEDS, id="CA-2", include="id,panels")
    assert block["results"][0]["panels"][0]["name"] == "Epilepsy core"
    _, block = ask("nadia", "jobs/search", study=PAEDS, id="job-0", include="id,outDir.id")
    assert "id" not in block["results"][0]["outDir"]


def test_all_versions_of_a_case_are_refused(ask: Ask) -> None:
    status, block = ask("nadia", "analysis/clinical/CA-1/info", study=PAEDS, version="all")
    assert (status, block["top"][0]["message"]) == (500, "Duplicated entry CA-1 found")


def test_jobs_acl_pays_no_heed_to_the_study(ask: Ask) -> None:
    status, block = ask("nadia", "jobs/job-0/acl", study=PAEDS)
    assert status == 500
    assert block["top"][0]["message"].startswith("More than one study found.")


def test_jobs_top_takes_the_study_for_the_organization(ask: Ask) -> None:
    status, block = ask("nadia", "jobs/top", study=PAEDS)
    assert (status, block["top"][0]["message"]) == (500, f"Could not find database for organization '{PAEDS}'")
    assert ask("nadia", "jobs/top", study="northlake")[0] == 200


def test_a_confidential_variable_set_breaks_every_search(ask: Ask) -> None:
    for path in ("samples/search", "individuals/search", "samples/x-1/info"):
        status, block = ask("vera", path, study="northlake@rare:sealed", include="id")
        assert (status, block["top"][0]["name"]) == (500, "ClassCastException")
    assert ask("nadia", "samples/search", study="northlake@rare:sealed", include="id")[0] == 200
    assert ask("vera", "samples/search", study=PAEDS, include="id")[0] == 200


def test_every_version_of_a_deleted_entry_is_found(ask: Ask) -> None:
    _, block = ask("nadia", "samples/search", study=PAEDS, deleted="true", include="id,version,internal.status.id")
    assert {(row["id"], row["internal"]["status"]["id"]) for row in block["results"]} == {
        ("gone-1", "DELETED"),
        ("gone-2", "DELETED"),
    }


def test_a_pair_counts_dotted_fields_last(ask: Ask) -> None:
    _, block = ask("nadia", "samples/aggregationStats", study=PAEDS, field="status.id,somatic")
    facet = block["results"][0]
    assert facet["name"] == "status.id__somatic"
    assert {bucket["value"].partition("__")[0] for bucket in facet["buckets"]} == {"false", "true"}


def test_grep_takes_the_first_word_for_the_pattern(ask: Ask) -> None:
    _, block = ask("nadia", "files/data:reports:report_1.txt/grep", study=PAEDS, pattern="row 29", maxCount=2)
    assert [line.partition(".txt:")[2] for line in block["results"][0]["content"].splitlines()] == [
        "row 1 of report 1",
        "row 2 of report 1",
    ]


def test_interpretations_are_counted_by_the_page(ask: Ask) -> None:
    _, block = ask("nadia", "analysis/clinical/interpretation/search", study=PAEDS, limit=3, count="true")
    assert block["numMatches"] == 3
    _, block = ask("nadia", "analysis/clinical/interpretation/aggregationStats", study=PAEDS, field="method.name")
    assert block["results"] == [None]
