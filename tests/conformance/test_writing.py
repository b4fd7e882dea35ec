"""Create, change, annotate, version and delete."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from opencga_frames.errors import BadQueryError, NotFoundError

if TYPE_CHECKING:
    from collections.abc import Callable

    from opencga_frames import OpenCGAClient, Study


@pytest.fixture
def sample(oc: OpenCGAClient, scratch: Study, random_id: Callable[[str], str]) -> str:
    """A new sample that belongs to nobody."""
    name = random_id("sample")
    oc.samples.create(study=scratch.fqn, data={"id": name, "description": "first"})
    return name


@pytest.fixture(scope="module")
def intake(oc: OpenCGAClient, scratch: Study) -> str:
    """A variable set of the study to write in."""
    variables = [{"id": "age", "type": "INTEGER", "required": True}, {"id": "ward", "type": "STRING"}]
    body = {"id": "visits", "name": "Visits", "unique": True, "entities": ["SAMPLE"], "variables": variables}
    oc.studies.update_variable_sets(scratch.fqn, action="ADD", data=body)
    return "visits"


def row_of(oc: OpenCGAClient, study: Study, sample: str, **options: Any) -> dict[str, Any]:
    row: dict[str, Any] = oc.samples.info(sample, study=study.fqn, **options).results()[0]
    return row


@pytest.mark.recorded("sample-create-result", "sample-create-unknown-field")
def test_a_create_returns_the_entry_on_request(
    oc: OpenCGAClient, scratch: Study, random_id: Callable[[str], str]
) -> None:
    name = random_id("sample")
    answer = oc.samples.create(study=scratch.fqn, include_result=True, data={"id": name, "somatic": True})
    row = answer.results()[0]
    assert (answer.get_num_inserted(), row["id"], row["version"], row["somatic"]) == (1, name, 1, True)
    assert answer.frame()["sample_id"].tolist() == [name]


@pytest.mark.recorded("sample-update", "sample-update-result")
def test_an_update_changes_what_was_given(oc: OpenCGAClient, scratch: Study, sample: str) -> None:
    assert oc.samples.update(sample, study=scratch.fqn, description="zwölf 字").get_num_updated() == 1
    frame = scratch.samples(id=sample)
    assert frame[["description", "version"]].to_numpy().tolist() == [["zwölf 字", 2]]


@pytest.mark.recorded("sample-update", "version-info-list", "version-search-2")
def test_every_update_is_a_version(oc: OpenCGAClient, scratch: Study, sample: str) -> None:
    for text in ("second", "third"):
        oc.samples.update(sample, study=scratch.fqn, description=text)
    every = oc.samples.info(sample, study=scratch.fqn, version="all").results()
    expected = {1: "first", 2: "second", 3: "third"}
    assert {row["version"]: row["description"] for row in every} == expected
    some = oc.samples.info(sample, study=scratch.fqn, version="1,3").results()
    assert {row["version"]: row["description"] for row in some} == {1: "first", 3: "third"}
    found = oc.call("GET", "samples/search", {"study": scratch.fqn, "id": sample, "version": "2"}).results()
    assert [row["description"] for row in found] == ["second"]
    assert row_of(oc, scratch, sample)["version"] == 3


@pytest.mark.recorded("sample-update-incversion")
def test_inc_version_is_taken(oc: OpenCGAClient, scratch: Study, sample: str) -> None:
    """Servers 5 read it no longer: every update is a version there."""
    before = row_of(oc, scratch, sample)["version"]
    query = {"study": scratch.fqn, "incVersion": "true"}
    oc.call("POST", f"samples/{sample}/update", query, {"description": "v"})
    assert row_of(oc, scratch, sample)["version"] > before


@pytest.mark.recorded("sample-update-phenotypes-action")
def test_lists_are_added_to(oc: OpenCGAClient, scratch: Study, sample: str) -> None:
    for term in ("HP:0001250", "HP:0001252"):
        body = {"phenotypes": [{"id": term, "name": term}]}
        oc.samples.update(sample, study=scratch.fqn, phenotypes_action="ADD", data=body)
    rows = row_of(oc, scratch, sample)["phenotypes"]
    assert {row["id"] for row in rows} == {"HP:0001250", "HP:0001252"}


@pytest.mark.recorded("sample-update-annotation-add", "sample-update-annotation-one", "sample-update-annotation-remove")
def test_annotations_come_change_and_go(oc: OpenCGAClient, scratch: Study, sample: str, intake: str) -> None:
    body = {"annotationSets": [{"id": "a", "variableSetId": intake, "annotations": {"age": 9}}]}
    oc.samples.update(sample, study=scratch.fqn, annotation_sets_action="ADD", data=body)
    found = scratch.annotations(intake, id=sample)
    assert found[["sample_id", "annotation_set_id", "age"]].to_numpy().tolist() == [[sample, "a", 9]]
    change = oc.samples.update_annotation_sets_annotations
    change(sample, "a", study=scratch.fqn, action="ADD", data={"ward": "NORTH"})
    assert row_of(oc, scratch, sample)["annotationSets"][0]["annotations"] == {"age": 9, "ward": "NORTH"}
    change(sample, "a", study=scratch.fqn, action="SET", data={"age": 10})
    assert row_of(oc, scratch, sample)["annotationSets"][0]["annotations"]["age"] == 10
    oc.samples.update(
        sample, study=scratch.fqn, annotation_sets_action="REMOVE", data={"annotationSets": [{"id": "a"}]}
    )
    assert row_of(oc, scratch, sample)["annotationSets"] == []


@pytest.mark.recorded("sample-create-annotation-missing-required", "sample-create-annotation-bad-type")
@pytest.mark.parametrize(
    "refused",
    [({"ward": "NORTH"}, "Missing required variable age"), ({"age": "old"}, "Annotation value 'old'")],
    ids=["missing", "wrong type"],
)
def test_annotations_that_do_not_fit_are_refused(
    oc: OpenCGAClient, scratch: Study, intake: str, refused: tuple[dict[str, Any], str]
) -> None:
    annotations, message = refused
    body = {"id": "refused", "annotationSets": [{"id": "a", "variableSetId": intake, "annotations": annotations}]}
    with pytest.raises(BadQueryError, match=message):
        oc.samples.create(study=scratch.fqn, data=body)
    assert scratch.samples(id="refused").empty


@pytest.mark.recorded("cohort-update-add", "cohort-update-remove", "cohort-update-set")
def test_cohorts_gain_and_lose_samples(
    oc: OpenCGAClient, scratch: Study, sample: str, random_id: Callable[[str], str]
) -> None:
    cohort, other = random_id("cohort"), random_id("sample")
    oc.samples.create(study=scratch.fqn, data={"id": other})
    oc.cohorts.create(study=scratch.fqn, data={"id": cohort, "type": "CASE_SET", "samples": [{"id": sample}]})

    def change(action: Any, one: str) -> set[str]:
        oc.cohorts.update(cohort, study=scratch.fqn, samples_action=action, data={"samples": [{"id": one}]})
        row = oc.cohorts.info(cohort, study=scratch.fqn, include=["id", "samples.id"]).results()[0]
        return {one["id"] for one in row["samples"]}

    assert change("ADD", other) == {sample, other}
    assert change("REMOVE", sample) == {other}
    assert change("SET", sample) == {sample}


@pytest.mark.recorded("sample-update-many-unknown")
def test_a_batch_that_fails_in_part_says_what_was_done(oc: OpenCGAClient, scratch: Study, sample: str) -> None:
    with pytest.raises(NotFoundError) as caught:
        oc.samples.update([sample, "nosuch"], study=scratch.fqn, description="both")
    assert list(caught.value.outcomes) == [sample, "nosuch"]
    assert row_of(oc, scratch, sample)["description"] == "both"


@pytest.mark.recorded("sample-delete", "deleted-info", "deleted-info-plain", "sample-delete-again")
def test_what_is_deleted_is_kept_apart(oc: OpenCGAClient, scratch: Study, sample: str) -> None:
    assert oc.samples.delete(sample, study=scratch.fqn).get_num_deleted() == 1
    assert scratch.samples(id=sample).empty
    with pytest.raises(NotFoundError):
        oc.samples.info(sample, study=scratch.fqn)
    assert row_of(oc, scratch, sample, deleted=True)["description"] == "first"
    with pytest.raises(NotFoundError):
        oc.samples.delete(sample, study=scratch.fqn)


@pytest.mark.recorded("sample-delete-many-unknown", "individual-delete-in-family", "vset-remove-in-use")
def test_what_others_need_cannot_be_deleted(oc: OpenCGAClient, study: Study) -> None:
    with pytest.raises(BadQueryError, match="Could not delete sample 'child-g'"):
        oc.samples.delete("child-g", study=study.fqn)
    with pytest.raises(BadQueryError, match="Could not delete individual 'child'"):
        oc.individuals.delete("child", study=study.fqn)
    with pytest.raises(BadQueryError, match="still in use"):
        oc.studies.update_variable_sets(study.fqn, action="REMOVE", data={"id": "intake"})
    assert len(study.samples()) == 5


@pytest.mark.recorded("cohort-delete", "family-delete", "panel-delete", "individual-create-no-name")
def test_other_kinds_are_deleted_too(oc: OpenCGAClient, scratch: Study, random_id: Callable[[str], str]) -> None:
    name, member = random_id("gone"), random_id("member")
    oc.individuals.create(study=scratch.fqn, data={"id": name})
    oc.individuals.create(study=scratch.fqn, data={"id": member})
    oc.families.create(study=scratch.fqn, members=[member], data={"id": name})
    oc.cohorts.create(study=scratch.fqn, data={"id": name, "type": "COLLECTION", "samples": []})
    oc.disease_panels.create(study=scratch.fqn, data={"id": name, "name": name})
    for resource in (oc.families, oc.individuals, oc.cohorts, oc.disease_panels):
        assert resource.delete(name, study=scratch.fqn).get_num_deleted() == 1
        with pytest.raises(NotFoundError):
            resource.info(name, study=scratch.fqn)


@pytest.mark.recorded("note-create", "note-update", "note-delete")
def test_notes(oc: OpenCGAClient, scratch: Study, random_id: Callable[[str], str]) -> None:
    name = random_id("note")
    body = {"id": name, "type": "OTHER", "visibility": "PUBLIC", "valueType": "STRING", "value": "ward closed"}
    oc.studies.create_notes(scratch.fqn, data=body)
    oc.studies.update_notes(scratch.fqn, name, value="ward open")
    rows = [row for row in oc.studies.search_notes(scratch.fqn).results() if row["id"] == name]
    assert [(row["value"], row["version"]) for row in rows] == [("ward open", 2)]
    assert oc.studies.delete_notes(scratch.fqn, name).get_num_deleted() == 1
    assert name not in [row["id"] for row in oc.studies.search_notes(scratch.fqn).results()]


@pytest.mark.recorded("clinical-create", "clinical-update", "interpretation-create", "clinical-delete")
def test_cases_and_their_interpretations(oc: OpenCGAClient, scratch: Study, random_id: Callable[[str], str]) -> None:
    person, case = random_id("person"), random_id("case")
    oc.individuals.create(study=scratch.fqn, data={"id": person, "samples": [{"id": f"{person}-g"}]})
    oc.clinical.create(study=scratch.fqn, data={"id": case, "type": "SINGLE", "proband": {"id": person}})
    oc.clinical.update(case, study=scratch.fqn, data={"description": "d", "comments": [{"message": "hello 字"}]})
    oc.clinical.create_interpretation(case, study=scratch.fqn, set_as="PRIMARY", data={"description": "i"})
    row = oc.clinical.info(case, study=scratch.fqn).results()[0]
    assert (row["proband"]["id"], row["description"], row["interpretation"]["id"]) == (person, "d", f"{case}.2")
    assert [one["message"] for one in row["comments"]] == ["hello 字"]
    found = oc.clinical.search_interpretation(study=scratch.fqn).results()
    assert {one["id"] for one in found if one["clinicalAnalysisId"] == case} == {f"{case}.1", f"{case}.2"}
    assert oc.clinical.delete(case, study=scratch.fqn, force=True).get_num_deleted() == 1


@pytest.mark.recorded("sample-create-duplicate", "cohort-create-duplicate", "panel-create-duplicate")
@pytest.mark.parametrize(
    ("resource", "body"),
    [
        ("samples", {"id": "child-g"}),
        ("individuals", {"id": "child"}),
        ("cohorts", {"id": "germline", "type": "COLLECTION"}),
        ("disease_panels", {"id": "epilepsy", "name": "e"}),
    ],
)
def test_an_id_is_taken_once(oc: OpenCGAClient, study: Study, resource: str, body: dict[str, Any]) -> None:
    with pytest.raises(BadQueryError, match="already exists"):
        getattr(oc, resource).create(study=study.fqn, data=body)
