"""What names an entry follows when it is renamed, moved, or deleted by force."""

from __future__ import annotations

from typing import Any

import pytest

from opencga_frames.sandbox import Sandbox
from tests.sandbox.conftest import Client


@pytest.fixture
def owner() -> Client:
    return Client(Sandbox(samples=60), "owner")


def one(client: Client, path: str, **params: Any) -> Any:
    (row,) = client.rows(path, **params)
    return row


def update(client: Client, path: str, body: Any, **params: Any) -> Any:
    answer = client.post(f"{path}/update", body, study=client.sandbox.study, **params)
    assert answer.status_code == 200, answer.text
    return answer


def remove(client: Client, path: str, **params: Any) -> int:
    return client.session.delete(
        f"{client.base}{path}/delete", params={"study": client.sandbox.study, **params}
    ).status_code


def members(client: Client, family: str) -> list[str]:
    return [row["id"] for row in one(client, f"families/{family}/info")["members"]]


def test_a_renamed_sample_is_renamed_everywhere(owner: Client) -> None:
    sample = one(owner, "samples/F000001-MO-g/info")
    update(owner, "samples/F000001-MO-g", {"id": "other"})
    assert [row["id"] for row in one(owner, "individuals/F000001-MO/info")["samples"]] == ["other"]
    assert [row["sampleIds"] for row in owner.rows("files/search", sampleIds="other")] == [["other"]] * len(
        sample["fileIds"]
    )
    for cohort in sample["cohortIds"]:
        assert "other" in [row["id"] for row in one(owner, f"cohorts/{cohort}/info")["samples"]]


def test_a_renamed_person_is_renamed_in_family_and_roles(owner: Client) -> None:
    update(owner, "individuals/F000001-MO", {"id": "mother"})
    family = one(owner, "families/F000001/info")
    assert "mother" in [row["id"] for row in family["members"]]
    assert "mother" in family["roles"]
    assert one(owner, "individuals/F000001-C1/info")["mother"]["id"] == "mother"


def test_a_sample_that_moves_leaves_its_person(owner: Client) -> None:
    update(owner, "samples/F000001-MO-g", {"individualId": "F000001-C2"})
    assert one(owner, "individuals/F000001-MO/info")["samples"] == []
    assert "F000001-MO-g" in [row["id"] for row in one(owner, "individuals/F000001-C2/info")["samples"]]


def test_a_sample_cannot_move_to_nobody(owner: Client) -> None:
    answer = owner.post("samples/F000001-MO-g/update", {"individualId": "nobody"}, study=owner.sandbox.study)
    assert (answer.status_code, answer.json()["responses"][0]["numErrors"]) == (400, 1)


def test_new_members_bring_their_roles(owner: Client) -> None:
    update(owner, "families/F000001", {"members": [{"id": "F000001-MO"}, {"id": "F000001-C1"}]})
    family = one(owner, "families/F000001/info")
    assert members(owner, "F000001") == ["F000001-MO", "F000001-C1"]
    assert family["roles"]["F000001-C1"] == {"F000001-MO": "MOTHER"}
    assert one(owner, "individuals/F000001-FA/info")["familyIds"] == []


def test_samples_of_a_person_know_whose_they_are(owner: Client) -> None:
    owner.post("samples/create", {"id": "new"}, study=owner.sandbox.study)
    update(owner, "individuals/F000001-MO", {"samples": [{"id": "new"}]}, samplesAction="ADD")
    assert one(owner, "samples/new/info")["individualId"] == "F000001-MO"
    update(owner, "individuals/F000001-MO", {"samples": []}, samplesAction="SET")
    assert one(owner, "samples/new/info")["individualId"] == ""


def test_by_force_a_sample_goes_with_what_held_it(owner: Client) -> None:
    file = one(owner, "samples/F000001-MO-g/info")["fileIds"][0]
    cohorts = one(owner, "samples/F000001-MO-g/info")["cohortIds"]
    sizes = {key: one(owner, f"cohorts/{key}/info")["numSamples"] for key in cohorts}
    assert remove(owner, "samples/F000001-MO-g") == 400
    assert remove(owner, "samples/F000001-MO-g", force="true", emptyFilesAction="DELETE") == 200
    assert owner.here(f"files/{file}/info").status_code == 400
    assert {key: one(owner, f"cohorts/{key}/info")["numSamples"] for key in cohorts} == {
        key: size - 1 for key, size in sizes.items()
    }


def test_by_force_a_person_leaves_the_family(owner: Client) -> None:
    assert remove(owner, "individuals/F000001-C2") == 400
    assert remove(owner, "individuals/F000001-C2", force="true") == 200
    assert "F000001-C2" not in members(owner, "F000001")


def test_a_case_with_interpretations_goes_by_force_only(owner: Client) -> None:
    key = owner.rows("analysis/clinical/search", limit=1)[0]["id"]
    assert remove(owner, f"analysis/clinical/{key}") == 400
    assert remove(owner, f"analysis/clinical/{key}", force="true") == 200


@pytest.mark.parametrize(
    ("action", "wanted"), [("ADD", ["a", "b", "c"]), ("SET", ["b", "c"]), ("REMOVE", ["a"])], ids=str
)
def test_actions_on_the_tags_of_a_file(owner: Client, action: str, wanted: list[str]) -> None:
    file = "files/data:vcf:F000001-MO-g.vcf.gz"
    update(owner, file, {"tags": ["a", "b"]}, tagsAction="SET")
    update(owner, file, {"tags": ["b", "c"]}, tagsAction=action)
    assert sorted(one(owner, f"{file}/info")["tags"]) == wanted


@pytest.mark.parametrize(("action", "wanted"), [("ADD", ["x", "y"]), ("SET", ["y"]), ("REMOVE", ["x"])], ids=str)
def test_actions_on_findings(owner: Client, action: str, wanted: list[str]) -> None:
    case = owner.rows("analysis/clinical/search", limit=1)[0]["id"]
    path = f"analysis/clinical/{case}/interpretation/{case}.1"
    update(owner, path, {"primaryFindings": [{"id": "x"}]}, primaryFindingsAction="SET")
    if action == "REMOVE":
        update(owner, path, {"primaryFindings": [{"id": "x"}, {"id": "y"}]}, primaryFindingsAction="SET")
    update(owner, path, {"primaryFindings": [{"id": "y"}]}, primaryFindingsAction=action)
    (row,) = owner.rows(f"analysis/clinical/interpretation/{case}.1/info")
    assert [finding["id"] for finding in row["primaryFindings"]] == wanted
    assert row["stats"]["primaryFindings"]["numVariants"] == len(wanted)


def test_comments_are_removed_by_their_date(owner: Client) -> None:
    case = owner.rows("analysis/clinical/search", limit=1)[0]["id"]
    (comment,) = one(owner, f"analysis/clinical/{case}/info")["comments"]
    update(owner, f"analysis/clinical/{case}", {"comments": [{"date": comment["date"]}]}, commentsAction="REMOVE")
    assert one(owner, f"analysis/clinical/{case}/info")["comments"] == []
