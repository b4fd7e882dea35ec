"""Changes: who may make them, what they do to linked entries, what is refused."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.fixture
def analyst(client: Any) -> Any:
    return client("analyst")


def write(user: Any, path: str, body: Any, **params: Any) -> Any:
    return user.post(path, body, study=user.sandbox.study, **params)


def test_a_new_sample_is_filled_up(analyst: Any) -> None:
    answer = write(analyst, "samples/create", {"id": "new-1", "somatic": True}, includeResult="true")
    block = answer.json()["responses"][0]
    row = block["results"][0]
    assert (block["numInserted"], block["numMatches"]) == (1, 1)
    assert "events" not in block
    assert (row["id"], row["version"], row["somatic"], row["description"]) == ("new-1", 1, True, "")
    assert set(row) == set(analyst.rows("samples/search", limit=1)[0])


def test_without_include_result_only_counters_come(analyst: Any) -> None:
    assert write(analyst, "samples/create", {"id": "new-1"}).json()["responses"][0]["results"] == []


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({"id": "a b"}, "Error in identifier: 'a b' is not a valid id."),
        ({}, "Error in identifier: 'null' is not a valid id."),
        ({"id": "n", "individualId": "nobody"}, "Missing individuals: 'nobody' not found."),
        (
            {"id": "n", "annotationSets": [{"id": "i", "variableSetId": "intake", "annotations": {"site": "X"}}]},
            "Annotation value 'X' is not an allowed value for Variable{id='site'",
        ),
    ],
)
def test_bodies_that_are_refused(analyst: Any, body: dict[str, Any], message: str) -> None:
    answer = write(analyst, "samples/create", body)
    assert answer.status_code == 500
    assert answer.json()["events"][0]["message"].startswith(message)


def test_bodies_that_cannot_be_read_are_plain_text(analyst: Any) -> None:
    for raw in (b"{bad", b'[{"id": "x"}]', b'{"id": "x", "somatic": "perhaps"}'):
        answer = analyst.session.post(
            analyst.base + "samples/create",
            data=raw,
            params={"study": analyst.sandbox.study},
            headers={"Content-Type": "application/json"},
        )
        assert (answer.status_code, answer.headers["Content-Type"]) == (400, "text/plain")


def test_defaults_of_annotations_are_filled(analyst: Any) -> None:
    body = {"id": "n", "annotationSets": [{"id": "i", "variableSetId": "intake", "annotations": {"age": 4}}]}
    row = write(analyst, "samples/create", body, includeResult="true").json()["responses"][0]["results"][0]
    assert row["annotationSets"][0]["annotations"] == {"age": 4, "smoker": False}


def test_updates_make_versions_and_reach_individual_and_family(analyst: Any) -> None:
    person = next(p for p in analyst.rows("individuals/search", limit=90) if p["samples"] and p["familyIds"])
    family = analyst.rows(f"families/{person['familyIds'][0]}/info")[0]
    key = person["samples"][0]["id"]
    before = analyst.rows(f"samples/{key}/info")[0]
    answer = write(analyst, f"samples/{key}/update", {"description": "changed"})
    assert answer.json()["events"][0]["message"] == "Sample update success"
    after = analyst.rows(f"samples/{key}/info")[0]
    assert (after["description"], after["version"]) == ("changed", before["version"] + 1)
    assert analyst.rows(f"samples/{key}/info", version=str(before["version"]))[0] == before
    assert analyst.rows(f"individuals/{person['id']}/info")[0]["version"] == person["version"] + 1
    assert analyst.rows(f"families/{family['id']}/info")[0]["version"] == family["version"] + 1


def test_an_update_of_several_does_what_it_can(analyst: Any) -> None:
    key = analyst.rows("samples/search", limit=1)[0]["id"]
    answer = write(analyst, f"samples/nosuch,{key}/update", {"description": "x"})
    block = answer.json()["responses"][0]
    assert answer.status_code == 400
    assert (block["numUpdated"], block["numErrors"]) == (1, 1)
    assert block["events"][0]["message"] == "Missing samples: 'nosuch' not found."


def test_cohorts_do_the_same_and_say_nothing_of_it(analyst: Any) -> None:
    answer = write(analyst, "cohorts/nosuch,ALL/update", {"description": "done"})
    assert answer.status_code == 500
    assert analyst.rows("cohorts/ALL/info")[0]["description"] == "done"


@pytest.mark.parametrize("body", [{}, {"descripton": "typo"}, {"description": None}])
def test_an_update_of_nothing_is_an_error(analyst: Any, body: dict[str, Any]) -> None:
    key = analyst.rows("samples/search", limit=1)[0]["id"]
    answer = write(analyst, f"samples/{key}/update", body)
    assert answer.status_code == 400
    assert answer.json()["responses"][0]["events"][0]["message"] == "Missing parameters to update"


def test_annotation_sets(analyst: Any) -> None:
    write(analyst, "samples/create", {"id": "n"})
    one = {"id": "i", "variableSetId": "intake", "annotations": {"age": 4}}
    write(analyst, "samples/n/update", {"annotationSets": [one]}, annotationSetsAction="ADD")
    write(analyst, "samples/n/annotationSets/i/annotations/update", {"weight": 20.5}, action="ADD")
    values = analyst.rows("samples/n/info")[0]["annotationSets"][0]["annotations"]
    assert values == {"age": 4, "smoker": False, "weight": 20.5}
    write(analyst, "samples/n/update", {"annotationSets": [{"id": "i"}]}, annotationSetsAction="REMOVE")
    assert analyst.rows("samples/n/info")[0]["annotationSets"] == []


def test_who_may_only_read(client: Any) -> None:
    viewer = client("viewer")
    key = viewer.rows("samples/search", limit=1)[0]["id"]
    answer = write(viewer, "samples/create", {"id": "n"})
    assert answer.status_code == 403
    assert answer.json()["events"][0]["message"] == (
        "Permission denied. User 'viewer' cannot WRITE_SAMPLES Study { uid: 1 }"
    )
    answer = write(viewer, f"samples/{key}/update", {"description": "x"})
    assert answer.status_code == 401
    assert answer.json()["responses"][0]["numErrors"] == 1


def test_new_families_and_cohorts_mark_their_members(analyst: Any) -> None:
    for body in (
        {"id": "fa", "sex": {"id": "MALE"}},
        {"id": "ch", "sex": {"id": "FEMALE"}, "father": {"id": "fa"}, "samples": [{"id": "ch-s"}]},
    ):
        assert write(analyst, "individuals/create", body).status_code == 200
    write(analyst, "families/create", {"id": "fam"}, members="fa,ch")
    family = analyst.rows("families/fam/info")[0]
    assert family["roles"] == {"fa": {"ch": "DAUGHTER"}, "ch": {"fa": "FATHER"}}
    assert [member["id"] for member in family["members"]] == ["fa", "ch"]
    assert analyst.rows("individuals/ch/info")[0]["familyIds"] == ["fam"]
    write(analyst, "cohorts/create", {"id": "co", "samples": [{"id": "ch-s"}]})
    assert analyst.rows("samples/ch-s/info")[0]["cohortIds"] == ["co"]
    answer = write(analyst, "cohorts/create", {"id": "co", "samples": []})
    assert answer.status_code == 400
    assert answer.json()["responses"][0]["events"][0]["message"] == 'Cohort { id : "co" } already exists.'


def test_deleting(owner: Any) -> None:
    write(owner, "samples/create", {"id": "n"})
    url = owner.base + "samples/n/delete"
    answer = owner.session.delete(url, params={"study": owner.sandbox.study})
    assert answer.json()["responses"][0]["numDeleted"] == 1
    assert owner.here("samples/n/info").status_code == 400
    gone = owner.rows("samples/search", deleted="true")
    assert [(row["id"], row["internal"]["status"]["id"]) for row in gone] == [("n", "DELETED")]
    linked = owner.rows("samples/search", limit=1)[0]["id"]
    answer = owner.session.delete(owner.base + f"samples/{linked}/delete", params={"study": owner.sandbox.study})
    assert answer.status_code == 400
    assert "Sample associated to the files" in answer.json()["responses"][0]["events"][0]["message"]


def test_files_keep_their_text(analyst: Any) -> None:
    body = {"path": "data/made/m.txt", "type": "FILE", "content": "one\ntwo\nthree\n"}
    assert write(analyst, "files/create", body).status_code == 500
    assert write(analyst, "files/create", body, parents="true").status_code == 200
    head = analyst.rows("files/data:made:m.txt/head", lines=2)[0]
    assert (head["content"], head["eof"]) == ("one\ntwo\n", False)
    found = analyst.rows("files/data:made:m.txt/grep", pattern="two")[0]
    assert found["content"].endswith("/data/made/m.txt:two\n")
    answer = analyst.session.get(
        analyst.base + "files/data:made:m.txt/download",
        params={"study": analyst.sandbox.study},
        headers={"Accept": "application/octet-stream"},
    )
    assert answer.content == b"one\ntwo\nthree\n"
    assert answer.headers["content-disposition"] == "attachment; filename =data:made:m.txt"
