"""Studies, projects, the organization and its users, as each user sees them."""

from __future__ import annotations

from typing import Any


def test_studies_of_each_user(client: Any) -> None:
    for user, count in (("owner", 2), ("analyst", 2), ("viewer", 2), ("stranger", 0)):
        block = client(user).get("studies/search", count="true").json()["responses"][0]
        # The server counts before it looks at permissions.
        assert (block["numResults"], block["numMatches"]) == (count, 2)
        assert block["resultType"] == ("org.opencb.opencga.core.models.study.Study" if count else "")


def test_study_info_adds_fields_to_every_include(owner: Any) -> None:
    answer = owner.get(f"studies/{owner.sandbox.study}/info", include="name")
    block = answer.json()["responses"][0]
    assert block["resultType"] == "org.opencb.opencga.core.models.study.Study"
    row = block["results"][0]
    assert set(row) == {
        *("id", "uuid", "fqn", "alias", "creationDate", "notification", "uri", "groups"),
        *("name", "size", "release"),
    }
    assert (row["fqn"], row["size"]) == ("demo@rare:germline", 0)


def test_an_unknown_study_is_an_event(owner: Any) -> None:
    answer = owner.get("studies/nosuch,germline/info")
    block = answer.json()["responses"][0]
    assert answer.status_code == 400
    assert block["events"][0]["message"] == "No study found given 'nosuch'."
    assert [row["id"] for row in block["results"]] == ["germline"]


def test_projects(owner: Any) -> None:
    block = owner.get("projects/rare,onco/info", include="id").json()["responses"][0]
    assert [row["id"] for row in block["results"]] == ["rare", "onco"]
    assert block["numMatches"] == -2
    rows = owner.get("projects/search", include="id").json()["responses"][0]["results"]
    assert rows == [
        {"id": "rare", "fqn": "demo@rare", "currentRelease": 0},
        {"id": "onco", "fqn": "demo@onco", "currentRelease": 0},
    ]
    assert owner.get("projects/search", organization="demo").json()["responses"][0]["results"] == []


def test_permissions_in_a_study(owner: Any, client: Any) -> None:
    answer = owner.get(f"studies/{owner.sandbox.study}/acl", member="viewer")
    one = answer.json()["responses"][0]["results"][0]["acl"][0]
    assert "VIEW_SAMPLES" in one["permissions"]
    assert one["groups"] == [{"id": "@members"}]
    assert client("viewer").get(f"studies/{owner.sandbox.study}/groups").status_code == 403
    groups = owner.get(f"studies/{owner.sandbox.study}/groups").json()["responses"][0]["results"]
    assert [group["id"] for group in groups] == ["@members", "@admins", "@analysts"]


def test_users(owner: Any, client: Any) -> None:
    block = owner.get("users/search", count="true").json()["responses"][0]
    assert [row["id"] for row in block["results"]] == ["owner", "analyst", "viewer", "stranger"]
    assert "attributes" not in block
    assert client("viewer").get("users/search").status_code == 403
    me = client("viewer").get("users/viewer/info", include="id,organization").json()["responses"][0]
    assert me["results"] == [{"id": "viewer", "organization": "demo"}]
    answer = owner.get("users/viewer,nosuch/info")
    assert answer.json()["events"][0]["message"] == "Some users were not found: nosuch"


def test_the_organization(owner: Any) -> None:
    row = owner.get("organizations/demo/info").json()["responses"][0]["results"][0]
    assert (row["id"], row["owner"]) == ("demo", "owner")
    assert [project["id"] for project in row["projects"]] == ["rare", "onco"]
    assert owner.get("organizations/other/info").status_code == 403
