"""Permissions on single entries: given by what they belong to, passed on, and given by rules."""

from __future__ import annotations

from typing import Any

import pytest

from opencga_frames.sandbox import Sandbox
from tests.sandbox.conftest import Client


@pytest.fixture
def sandbox() -> Sandbox:
    return Sandbox(samples=60)


@pytest.fixture
def owner(sandbox: Sandbox) -> Client:
    return Client(sandbox, "owner")


def give(owner: Client, kind: str, body: dict[str, Any], member: str = "viewer", **params: Any) -> list[Any]:
    answer = owner.post(f"{kind}/acl/{member}/update", body, study=owner.sandbox.study, action="ADD", **params)
    assert answer.status_code == 200, answer.text
    found: list[Any] = answer.json()["responses"][0]["results"]
    return found


def granted(owner: Client, path: str, member: str = "viewer") -> list[str]:
    (row,) = owner.rows(f"{path}/acl", member=member)
    return sorted(row["acl"][0].get("permissions", []))


def test_samples_are_named_by_the_person_they_are_of(owner: Client) -> None:
    rows = give(owner, "samples", {"individual": "F000001-C1", "permissions": "VIEW,WRITE"})
    assert [row["id"] for row in rows] == ["F000001-C1-g", "F000001-C1-saliva"]
    assert granted(owner, "samples/F000001-C1-g") == ["VIEW", "WRITE"]


@pytest.mark.parametrize("body", [{}, {"sample": "F000001-MO-g", "individual": "F000001-MO"}], ids=["none", "two"])
def test_entries_are_named_in_one_way(owner: Client, body: dict[str, str]) -> None:
    answer = owner.post(
        "samples/acl/viewer/update", {**body, "permissions": "VIEW"}, study=owner.sandbox.study, action="ADD"
    )
    assert (answer.status_code, answer.json()["events"][0]["name"]) == (500, "CatalogException")


def test_permissions_are_passed_on_to_samples(owner: Client) -> None:
    give(owner, "individuals", {"individual": "F000001-MO", "permissions": "VIEW"}, propagate="true")
    assert granted(owner, "samples/F000001-MO-g") == ["VIEW"]
    give(owner, "individuals", {"individual": "F000001-C2", "permissions": "VIEW"})
    assert granted(owner, "samples/F000001-C2-g") == []


def test_a_family_passes_on_the_sight_of_variants(owner: Client) -> None:
    give(owner, "families", {"family": "F000001", "permissions": "VIEW"}, propagate="YES_AND_VARIANT_VIEW")
    assert granted(owner, "individuals/F000001-MO") == ["VIEW"]
    assert granted(owner, "samples/F000001-MO-g") == ["VIEW", "VIEW_VARIANTS"]


def test_every_member_has_a_row(owner: Client) -> None:
    (row,) = give(owner, "samples", {"sample": "F000001-MO-g", "permissions": "VIEW"}, member="viewer,analyst")
    assert [one["member"] for one in row["acl"]] == ["viewer", "analyst"]


def test_the_rules_of_an_entry_let_write_it(sandbox: Sandbox, owner: Client) -> None:
    viewer = Client(sandbox, "viewer")
    asked = ("samples/F000001-MO-g/update", {"description": "seen"})
    assert viewer.post(*asked, study=sandbox.study).status_code == 401
    give(owner, "samples", {"sample": "F000001-MO-g", "permissions": "VIEW,WRITE"})
    assert viewer.post(*asked, study=sandbox.study).status_code == 200


def rule(owner: Client, action: str, body: dict[str, Any]) -> Any:
    path = f"studies/{owner.sandbox.study}/permissionRules/update"
    return owner.post(path, body, entity="SAMPLES", action=action)


RULE = {"id": "saliva", "query": {"id": "~saliva"}, "members": ["viewer"], "permissions": ["VIEW", "WRITE"]}


def test_a_rule_gives_permissions_on_entries_it_fits(owner: Client) -> None:
    assert rule(owner, "ADD", RULE).status_code == 200
    assert granted(owner, "samples/F000001-C1-saliva") == ["VIEW", "WRITE"]
    assert granted(owner, "samples/F000001-C1-g") == []


def test_a_rule_knows_entries_that_come_later(owner: Client) -> None:
    rule(owner, "ADD", RULE)
    owner.post("samples/create", {"id": "new-saliva"}, study=owner.sandbox.study)
    assert granted(owner, "samples/new-saliva") == ["VIEW", "WRITE"]


@pytest.mark.parametrize(
    ("action", "left"), [("REMOVE", []), ("REVERT", ["VIEW"]), ("NONE", ["VIEW", "WRITE"])], ids=str
)
def test_what_is_left_of_a_rule_that_goes(owner: Client, action: str, left: list[str]) -> None:
    give(owner, "samples", {"sample": "F000001-C1-saliva", "permissions": "VIEW"})
    rule(owner, "ADD", RULE)
    assert granted(owner, "samples/F000001-C1-saliva") == ["VIEW", "WRITE"]
    rule(owner, action, {"id": "saliva"})
    assert granted(owner, "samples/F000001-C1-saliva") == left
    assert owner.rows(f"studies/{owner.sandbox.study}/permissionRules", entity="SAMPLES") == []


def test_a_rule_with_an_unknown_permission_is_refused(owner: Client) -> None:
    answer = rule(owner, "ADD", {**RULE, "permissions": ["FLY"]})
    assert (answer.status_code, answer.json()["events"][0]["name"]) == (403, "CatalogAuthorizationException")


@pytest.mark.parametrize("path", ["users/owner", "organizations/demo", "studies/demo@rare:germline", "projects/rare"])
def test_written_documents_are_shown_as_asked(owner: Client, path: str) -> None:
    answer = owner.post(f"{path}/update", {"name": "Other name"}, includeResult="true", include="id,name")
    (row,) = answer.json()["responses"][0]["results"]
    assert row["name"] == "Other name"
    assert "internal" not in row
