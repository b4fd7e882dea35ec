"""What a second user sees and may do, before and after being let in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from opencga_frames.errors import AnswerError, NotAllowedError, NotFoundError

if TYPE_CHECKING:
    from collections.abc import Callable

    from opencga_frames import OpenCGAClient, Study


@pytest.fixture(scope="module")
def ward(oc: OpenCGAClient, new_study: Callable[[], Study]) -> Study:
    """A study of three samples."""
    made = new_study()
    for name in ("S1", "S2", "S3"):
        oc.samples.create(study=made.fqn, data={"id": name})
    return made


@pytest.mark.recorded("study-no-access", "perm-no-access-study-info")
def test_a_stranger_sees_nothing_of_a_study(second: Any, new_study: Callable[[], Study]) -> None:
    closed = new_study()
    with pytest.raises(NotAllowedError, match="cannot view any study") as caught:
        second.client.study(closed.fqn).samples()
    assert caught.value.status == 403
    with pytest.raises(AnswerError):
        second.client.studies.info(closed.fqn)


@pytest.mark.recorded("study-create-denied", "user-update-other", "users-search-vera")
def test_an_ordinary_user_makes_no_study(second: Any, oc: OpenCGAClient, project: str) -> None:
    with pytest.raises(NotAllowedError):
        second.client.studies.create(project=project, data={"id": "denied", "name": "denied"})
    with pytest.raises(NotAllowedError):
        second.client.users.update(oc.user, name="x")
    with pytest.raises(NotAllowedError):
        second.client.call("GET", "users/search")


@pytest.mark.recorded("acl-study-template", "perm-create-denied", "perm-update-denied", "perm-delete-denied")
def test_a_viewer_reads_and_writes_nothing(oc: OpenCGAClient, second: Any, ward: Study) -> None:
    oc.studies.update_acl(second.id, action="ADD", data={"study": ward.fqn, "template": "view_only"})
    seen = second.client.study(ward.fqn).samples()
    assert seen["sample_id"].tolist() == ["S1", "S2", "S3"]
    for refused in (
        lambda: second.client.samples.create(study=ward.fqn, data={"id": "S4"}),
        lambda: second.client.samples.update("S1", study=ward.fqn, description="x"),
        lambda: second.client.samples.delete("S1", study=ward.fqn),
    ):
        with pytest.raises(NotAllowedError, match="Permission denied"):
            refused()
    assert ward.samples()["description"].isna().all()


@pytest.mark.recorded("studies-acl-vera-self", "studies-groups-vera")
def test_users_may_ask_for_their_own_permissions(oc: OpenCGAClient, second: Any, ward: Study) -> None:
    oc.studies.update_acl(second.id, action="ADD", data={"study": ward.fqn, "template": "view_only"})
    own = second.client.studies.acl(ward.fqn, member=second.id).results()[0]["acl"][0]
    assert own["member"] == second.id
    assert "VIEW_SAMPLES" in own["permissions"]
    assert "WRITE_SAMPLES" not in own["permissions"]
    with pytest.raises(NotAllowedError):
        second.client.studies.groups(ward.fqn)


@pytest.mark.recorded("study-acl-only-member", "perm-mixed-hidden")
def test_entries_are_shared_one_by_one(oc: OpenCGAClient, second: Any, new_study: Callable[[], Study]) -> None:
    made = new_study()
    for name in ("S1", "S2"):
        oc.samples.create(study=made.fqn, data={"id": name})
    body = {"sample": "S2", "permissions": "VIEW"}
    oc.samples.update_acl(second.id, study=made.fqn, action="ADD", data=body)
    theirs = second.client.study(made.fqn)
    assert theirs.samples()["sample_id"].tolist() == ["S2"]
    with pytest.raises(NotFoundError) as caught:
        second.client.samples.info(["S1", "S2"], study=made.fqn)
    assert list(caught.value.missing) == ["S1"]


@pytest.mark.recorded("group-create", "group-add-user", "group-remove", "studies-groups")
def test_groups(oc: OpenCGAClient, second: Any, ward: Study) -> None:
    oc.studies.update_groups(ward.fqn, action="ADD", data={"id": "@readers", "users": [second.id]})
    groups = {row["id"]: [user["id"] for user in row["users"]] for row in oc.studies.groups(ward.fqn).results()}
    assert groups["@readers"] == [second.id]
    assert second.id in groups["@members"]
    oc.studies.update_groups(ward.fqn, action="REMOVE", data={"id": "@readers"})
    assert "@readers" not in [row["id"] for row in oc.studies.groups(ward.fqn).results()]
