"""What is refused, and that nothing of it is silent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from opencga_frames.errors import BadQueryError, NotAllowedError, NotFoundError, UnknownNameError, UsageError

if TYPE_CHECKING:
    from opencga_frames import OpenCGAClient, Study


@pytest.mark.recorded("samples-info-all-unknown", "samples-info-two-unknown", "panels-info-all-unknown")
@pytest.mark.parametrize("resource", ["samples", "individuals", "families", "cohorts", "disease_panels", "clinical"])
def test_an_unknown_entry_is_not_found(oc: OpenCGAClient, study: Study, resource: str) -> None:
    with pytest.raises(NotFoundError) as caught:
        getattr(oc, resource).info("nosuch", study=study.fqn)
    assert (caught.value.status, list(caught.value.missing)) == (400, ["nosuch"])


@pytest.mark.recorded("samples-info-two-unknown")
def test_the_entries_that_exist_come_on_request(oc: OpenCGAClient, study: Study) -> None:
    with pytest.warns(UserWarning, match="nosuch"):
        answer = oc.samples.info(["child-g", "nosuch"], study=study.fqn, on_error="partial")
    assert [row["id"] for row in answer.results()] == ["child-g"]
    assert not answer.is_complete


@pytest.mark.recorded("study-unknown")
def test_an_unknown_study_is_not_found(oc: OpenCGAClient, project: str) -> None:
    with pytest.raises(NotFoundError, match="No study found"):
        oc.study(f"{project}:nosuch").samples()


@pytest.mark.recorded("studies-info-unknown", "projects-info-two-unknown")
def test_unknown_studies_and_projects_are_not_found(oc: OpenCGAClient, project: str) -> None:
    with pytest.raises(NotFoundError):
        oc.studies.info(f"{project}:nosuch")
    with pytest.raises(NotFoundError):
        oc.projects.info("nosuch")


@pytest.mark.recorded("families-search-unknown-parameter", "samples-info-unknown-parameter")
def test_an_unknown_parameter_is_refused(oc: OpenCGAClient, study: Study) -> None:
    with pytest.raises(BadQueryError, match="Unexpected parameter foo") as caught:
        oc.call("GET", "samples/search", {"study": study.fqn, "foo": "bar"})
    assert caught.value.status == 500
    # The client knows its parameters and need not ask.
    with pytest.raises(UnknownNameError, match="foo"):
        oc.samples.search(study=study.fqn, foo="bar")  # type: ignore[call-arg]


@pytest.mark.recorded("path-unknown")
def test_an_unknown_path_is_not_found(oc: OpenCGAClient) -> None:
    with pytest.raises(NotFoundError, match="404"):
        oc.call("GET", "samples/nothing/at/all")


@pytest.mark.recorded("sample-create-wrong-type")
def test_a_body_of_the_wrong_type_is_refused(oc: OpenCGAClient, study: Study) -> None:
    with pytest.raises(BadQueryError, match="Cannot deserialize") as caught:
        oc.call("POST", "samples/create", {"study": study.fqn}, {"id": "refused", "somatic": "perhaps"})
    assert caught.value.status == 400
    assert len(study.samples()) == 5


@pytest.mark.recorded("sample-create-unknown-individual", "family-create-unknown-member")
def test_entries_that_are_named_must_exist(oc: OpenCGAClient, study: Study) -> None:
    with pytest.raises(NotFoundError, match="nobody"):
        oc.samples.create(study=study.fqn, data={"id": "refused", "individualId": "nobody"})
    with pytest.raises(NotFoundError, match="nobody"):
        oc.families.create(study=study.fqn, members=["nobody"], data={"id": "refused"})


@pytest.mark.recorded("sample-update-empty")
def test_an_update_of_nothing_is_refused(oc: OpenCGAClient, study: Study) -> None:
    with pytest.raises(BadQueryError, match="Missing parameters to update"):
        oc.call("POST", "samples/child-g/update", {"study": study.fqn}, {})


@pytest.mark.recorded("annotation-vs-unknown", "filter-regex-negated", "filter-acl-bad")
@pytest.mark.parametrize("filters", [{"annotation": "nosuch:age>3"}, {"id": "!~x"}, {"acl": "nobody"}], ids=str)
def test_filters_that_make_no_sense_are_refused(oc: OpenCGAClient, study: Study, filters: dict[str, Any]) -> None:
    with pytest.raises((BadQueryError, NotFoundError)):
        oc.call("GET", "samples/search", {"study": study.fqn, **filters})


@pytest.mark.recorded("project-create-duplicate")
def test_a_project_is_made_once(oc: OpenCGAClient, project: str) -> None:
    body = {"id": project.partition("@")[2], "organism": {"scientificName": "Homo sapiens", "assembly": "GRCh38"}}
    with pytest.raises((BadQueryError, NotAllowedError)):
        oc.projects.create(data=body)


@pytest.mark.recorded
def test_what_is_wrong_before_sending_is_not_sent(oc: OpenCGAClient, study: Study) -> None:
    with pytest.raises(UsageError):
        oc.samples.search(study=study.fqn, limit=-1)
    with pytest.raises(UnknownNameError, match="sample_id"):
        study.samples(columns=["sampel_id"])
