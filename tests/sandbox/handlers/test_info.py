"""Entries by id: order, missing ones, limits; their rules; and counts over them."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest


def some_ids(owner: Any, path: str, count: int) -> list[str]:
    return [row["id"] for row in owner.rows(path, limit=count, include="id")]


def test_the_order_asked_for_is_kept(owner: Any) -> None:
    ids = some_ids(owner, "samples/search", 5)[::-1]
    block = owner.here(f"samples/{','.join(ids)}/info").json()["responses"][0]
    assert [row["id"] for row in block["results"]] == ids
    assert (block["numMatches"], block["resultType"], block["time"]) == (5, "", 0)


def test_missing_entries_are_events_and_a_400(owner: Any) -> None:
    key = some_ids(owner, "samples/search", 1)[0]
    answer = owner.here(f"samples/nosuch,{key}/info")
    block = answer.json()["responses"][0]
    assert answer.status_code == 400
    assert [row["id"] for row in block["results"]] == [key]
    assert block["events"] == [
        {
            "type": "ERROR",
            "code": 0,
            "id": "nosuch",
            "message": "Not found or user does not have permissions.",
        }
    ]


@pytest.mark.parametrize(
    ("ids", "message"),
    [
        (",".join(f"x{n}" for n in range(101)), "More than 100 IDs are provided"),
        ("a,a", "Provided  IDs are not unique. Only unique IDs are accepted."),
    ],
)
def test_too_many_or_repeated_ids(owner: Any, ids: str, message: str) -> None:
    answer = owner.here(f"samples/{ids}/info")
    assert answer.status_code == 500
    assert answer.json()["events"][0]["message"] == message
    assert answer.json()["events"][0]["id"] == "org.opencb.opencga.server.WebServiceException"


def test_uuids_do_as_well_as_ids_but_not_beside_them(owner: Any) -> None:
    one, two = owner.rows("samples/search", limit=2)
    assert owner.rows(f"samples/{one['uuid']}/info")[0]["id"] == one["id"]
    assert owner.here(f"samples/{one['uuid']},{two['id']}/info").status_code == 500


def test_files_by_path_id_and_name(owner: Any) -> None:
    row = next(r for r in owner.rows("files/search", limit=50) if r["format"] == "VCF")
    for key in (row["id"], row["path"].replace("/", "%2F"), row["name"]):
        assert owner.rows(f"files/{key}/info")[0]["id"] == row["id"]


def test_all_versions_of_one_entry(owner: Any) -> None:
    row = max(owner.rows("samples/search", limit=60), key=lambda one: one["version"])
    versions = owner.rows(f"samples/{row['id']}/info", version="all")
    assert [one["version"] for one in versions] == list(range(1, row["version"] + 1))
    assert versions[-1] == row
    answer = owner.here(f"samples/{row['id']},x/info", version="1")
    assert answer.json()["events"][0]["message"] == "Only one sample allowed when requesting multiple versions"


def test_rules_of_entries(owner: Any) -> None:
    key = some_ids(owner, "samples/search", 1)[0]
    block = owner.here(f"samples/{key}/acl").json()["responses"][0]
    assert (block["results"], block["numMatches"]) == ([{"id": key, "acl": []}], -1)
    answer = owner.here(f"samples/{key},nosuch/acl")
    assert answer.json()["events"][0]["message"] == "Missing samples: 'nosuch' not found."
    silent = owner.here(f"samples/nosuch,{key}/acl", silent="true")
    assert silent.status_code == 400
    assert silent.json()["responses"][0]["results"] == [{"acl": []}, {"id": key, "acl": []}]


def test_hidden_entries(owner: Any, client: Any) -> None:
    key = some_ids(owner, "samples/search", 1)[0]
    body = {"sample": key, "permissions": ""}
    assert owner.post("samples/acl/viewer/update", body, study=owner.sandbox.study, action="SET").status_code == 200
    viewer = client("viewer")
    assert viewer.here(f"samples/{key}/info").status_code == 400
    assert viewer.here("samples/search", count="true").json()["responses"][0]["numMatches"] == 59
    person = owner.rows(f"samples/{key}/info")[0]["individualId"]
    nested = viewer.rows(f"individuals/{person}/info")[0]["samples"]
    assert key not in [one["id"] for one in nested]


def test_distinct(owner: Any) -> None:
    rows = owner.rows("samples/search", limit=60)
    block = owner.here("samples/distinct", field="somatic,status.id").json()["responses"][0]
    assert set(block["results"]) == {False, *(row["status"]["id"] for row in rows)}
    assert (block["resultType"], block["numMatches"]) == ("java.lang.Boolean", -1)
    assert owner.here("samples/distinct").status_code == 500


def test_facets(owner: Any) -> None:
    rows = owner.rows("samples/search", limit=60)
    states = Counter(row["status"]["id"] for row in rows)
    facet = owner.rows("samples/aggregationStats", field="status.id")[0]
    assert {b["value"]: b["count"] for b in facet["buckets"]} == states
    assert (facet["name"], facet["count"], facet["aggregationName"]) == ("status.id", 60, "count")
    mean = owner.rows("samples/aggregationStats", field="avg(version)")[0]
    assert mean["aggregationValues"] == [pytest.approx(sum(row["version"] for row in rows) / 60)]
    years = owner.rows("samples/aggregationStats", field="creationDate[YEAR]")[0]
    assert {b["value"]: b["count"] for b in years["buckets"]} == Counter(r["creationDate"][:4] for r in rows)
    spans = owner.rows("samples/aggregationStats", field="version[1..3]:1")[0]
    assert [b["value"] for b in spans["buckets"]][:3] == ["1.0", "2.0", "3.0"]


def test_dotted_facets_come_last(owner: Any) -> None:
    facets = owner.rows("samples/aggregationStats", field="status.id;version;somatic")
    assert [facet["name"] for facet in facets] == ["version", "somatic", "status.id"]


@pytest.mark.parametrize(
    ("field", "kind"),
    [
        ("", "CatalogDBException"),
        ("median(version)", "IllegalArgumentException"),
        ("version[0..5]", "IllegalArgumentException"),
    ],
)
def test_facets_that_are_refused(owner: Any, field: str, kind: str) -> None:
    answer = owner.here("samples/aggregationStats", field=field)
    assert (answer.status_code, answer.json()["events"][0]["name"]) == (500, kind)
