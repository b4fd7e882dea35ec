"""Filters that look something up, count by key, or choose versions; and the order of jobs."""

from __future__ import annotations

import pytest

from opencga_frames.sandbox import Sandbox
from tests.sandbox.conftest import Client


@pytest.fixture(scope="module")
def owner() -> Client:
    return Client(Sandbox(samples=60, jobs=True), "owner")


@pytest.fixture
def writer() -> Client:
    """An owner of a study of their own, which may be changed."""
    return Client(Sandbox(samples=60), "owner")


def ids(client: Client, path: str, **params: object) -> list[str]:
    return [row["id"] for row in client.rows(path, include="id", **params)]


@pytest.mark.parametrize("by", ["uuid", "id"])
def test_entries_are_named_by_id_or_uuid(owner: Client, by: str) -> None:
    person = owner.rows("individuals/F000001-C1/info")[0]
    found = ids(owner, "samples/search", individualId=person[by])
    assert found == [sample["id"] for sample in person["samples"]]


@pytest.mark.parametrize("folder", ["data:vcf:", "data/vcf/", ""])
def test_files_are_named_by_id_path_or_name(owner: Client, folder: str) -> None:
    assert ids(owner, "samples/search", fileIds=f"{folder}F000001-MO-g.vcf.gz") == ["F000001-MO-g"]


def test_names_of_nothing_count_for_nothing(owner: Client) -> None:
    assert ids(owner, "individuals/search", samples="nobody") == []
    assert ids(owner, "individuals/search", samples="nobody,F000001-MO-g") == ["F000001-MO"]


def test_maps_of_numbers_are_filtered_by_key(owner: Client) -> None:
    rows = owner.rows("samples/search", limit=60)
    stats = {row["id"]: row["qualityControl"]["variant"]["variantStats"] for row in rows}
    counts = {key: one[0]["stats"]["genotypeCount"]["0/1"] for key, one in stats.items() if one}
    middle = sorted(counts.values())[len(counts) // 2]
    wanted = sorted(key for key, count in counts.items() if count >= middle)
    assert sorted(ids(owner, "samples/search", statsGenotypeCount=f"0/1>={middle}", limit=60)) == wanted
    assert ids(owner, "samples/search", statsGenotypeCount="2/2>=1") == []


def test_a_key_without_a_number_is_refused(owner: Client) -> None:
    answer = owner.here("samples/search", statsTypeCount="SNV")
    assert (answer.status_code, answer.json()["events"][0]["name"]) == (500, "CatalogDBException")


def test_a_permission_nobody_knows_makes_the_server_stumble(owner: Client) -> None:
    answer = owner.here("samples/search", acl="viewer:NOPE")
    assert (answer.status_code, answer.json()["events"][0]["name"]) == (500, "NullPointerException")


def test_jobs_are_sorted_by_urgency_then_by_id(owner: Client) -> None:
    rows = owner.rows("jobs/search", sort="priority:ASC,id:DESC", limit=100, include="id,priority")
    urgency = ["URGENT", "HIGH", "MEDIUM", "LOW"]
    keys = [urgency.index(row["priority"]) for row in rows]
    assert keys == sorted(keys)
    medium = [row["id"] for row in rows if row["priority"] == "MEDIUM"]
    assert medium == sorted(medium, reverse=True)


def test_a_snapshot_is_what_a_release_of_the_project_held(writer: Client) -> None:
    before = len(ids(writer, "samples/search", limit=100))
    assert writer.post("projects/rare/incRelease", {}).status_code == 200
    writer.post("samples/create", {"id": "late"}, study=writer.sandbox.study)
    assert [row["release"] for row in writer.rows("samples/late/info")] == [2]
    assert len(ids(writer, "samples/search", limit=100, snapshot=1)) == before
    assert len(ids(writer, "samples/search", limit=100, snapshot=2)) == before + 1
    assert ids(writer, "samples/search", snapshot=3) == []
    assert ids(writer, "samples/search", release=2) == ["late"]


def test_older_versions_obey_filters_and_order(owner: Client) -> None:
    found = owner.rows(
        "samples/search", version="all", individualId="F000001-C1", sort="version", order="ASC", limit=50
    )
    versions = [row["version"] for row in found]
    assert versions == sorted(versions)
    assert {row["individualId"] for row in found} == {"F000001-C1"}


def test_deleted_entries_are_counted_as_they_are_found(writer: Client) -> None:
    study = writer.sandbox.study
    for key in ("gone-1", "gone-2"):
        writer.post("samples/create", {"id": key}, study=study)
    writer.session.delete(writer.base + "samples/gone-1,gone-2/delete", params={"study": study})
    assert ids(writer, "samples/search", deleted="true", id="gone-2") == ["gone-2"]
    assert writer.rows("samples/distinct", deleted="true", field="id") == ["gone-1", "gone-2"]
    (facet,) = writer.rows("samples/aggregationStats", deleted="true", field="somatic")
    assert facet["buckets"] == [{"value": "false", "count": 2}]


def test_a_bad_regular_expression_is_the_matter_of_the_database(owner: Client) -> None:
    for params in ({"id": "~["}, {"annotation": "every_type:remark~["}):
        answer = owner.here("samples/search", **params)
        assert (answer.status_code, answer.json()["events"][0]["name"]) == (500, "MongoQueryException")


def test_annotations_have_no_distinct_values(owner: Client) -> None:
    assert owner.rows("samples/distinct", field="annotationSets.annotations.grade") == []
    assert owner.rows("samples/distinct", field="annotationSets.id,somatic") == [False]
