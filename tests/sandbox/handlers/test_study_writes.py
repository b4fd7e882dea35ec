"""Groups and variable sets of a study: what may not go, and what goes with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import requests

    from tests.sandbox.conftest import Client


def _groups(client: Client, path: str, body: Any, action: str) -> requests.Response:
    return client.post(f"studies/{client.sandbox.study}/{path}", body, action=action)


def test_the_groups_every_study_has_stay(owner: Client) -> None:
    for name in ("@members", "@admins"):
        answer = _groups(owner, "groups/update", {"id": name}, "REMOVE")
        text = f"{name} is a protected group that cannot be deleted."
        assert (answer.status_code, answer.json()["events"][0]["message"]) == (403, text)


def test_who_is_no_member_is_in_no_group_and_has_no_permission(owner: Client) -> None:
    study = owner.sandbox.study
    owner.post("studies/acl/viewer/update", {"study": study, "template": "view_only"}, action="SET")
    _groups(owner, "groups/update", {"id": "@readers", "users": ["viewer", "analyst"]}, "ADD")
    _groups(owner, "groups/@members/users/update", {"users": ["viewer"]}, "REMOVE")
    groups = {row["id"]: row for row in owner.get(f"studies/{study}/groups").json()["responses"][0]["results"]}
    assert [user["id"] for user in groups["@readers"]["users"]] == ["analyst"]
    lists = owner.get(f"studies/{study}/acl").json()["responses"][0]["results"][0]["acl"]
    assert "viewer" not in {one["member"] for one in lists}


def test_a_variable_set_in_use_goes_by_force_with_what_it_annotates(owner: Client) -> None:
    key = owner.rows("samples/search", annotation="variableSet=intake", limit=1)[0]["id"]
    assert _groups(owner, "variableSets/update", {"id": "intake"}, "REMOVE").status_code == 500
    assert _groups(owner, "variableSets/update", {"id": "intake"}, "FORCE_REMOVE").status_code == 200
    sets = owner.rows(f"samples/{key}/info")[0]["annotationSets"]
    assert "intake" not in {one["variableSetId"] for one in sets}


def test_a_variable_needs_an_id_or_a_name(owner: Client) -> None:
    nameless = {"id": "v1", "variables": [{"type": "STRING"}]}
    answer = _groups(owner, "variableSets/update", nameless, "ADD")
    text = "Error in parameter: parameter 'variable ID' is null or empty: null."
    assert (answer.status_code, answer.json()["events"][0]["message"]) == (500, text)
    named = {"id": "v1", "variables": [{"name": "colour", "type": "STRING"}]}
    row = _groups(owner, "variableSets/update", named, "ADD").json()["responses"][0]["results"][0]
    assert [one["id"] for one in row["variables"]] == ["colour"]


def test_another_id_must_be_one_and_free(owner: Client) -> None:
    one, other = (row["id"] for row in owner.rows("cohorts/search", limit=2))
    study = owner.sandbox.study
    for key, text in [
        (other, f"Cannot set id for cohort. A cohort with {{ id: '{other}'}} already exists."),
        ("a b", "Error in identifier: 'a b' is not a valid id."),
    ]:
        answer = owner.post(f"cohorts/{one}/update", {"id": key}, study=study)
        assert (answer.status_code, answer.json()["events"][0]["message"]) == (500, text)
    assert owner.post(f"cohorts/{one}/update", {"id": "renamed"}, study=study).status_code == 200
    assert owner.rows("cohorts/search", id="renamed")


def test_samples_named_beside_the_body_of_an_individual_must_be_there(owner: Client) -> None:
    answer = owner.post("individuals/create", {"id": "P1"}, study=owner.sandbox.study, samples="nosuch")
    text = "Missing samples: 'nosuch' not found."
    assert (answer.status_code, answer.json()["events"][0]["message"]) == (500, text)


def test_text_where_an_object_belongs_does_not_get_in(owner: Client) -> None:
    key = owner.rows("samples/search", limit=1)[0]["id"]
    for body in ({"processing": "blood"}, {"phenotypes": ["seizures"]}, {"attributes": "none"}):
        answer = owner.post(f"samples/{key}/update", body, study=owner.sandbox.study)
        assert (answer.status_code, "no String-argument constructor" in answer.text) == (400, True)
    one = {"phenotypes": {"id": "HP:1", "name": "x"}}
    assert owner.post(f"samples/{key}/update", one, study=owner.sandbox.study).status_code == 200
