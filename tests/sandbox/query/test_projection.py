"""Include and exclude, and the primitives that are written whatever was asked for."""

from __future__ import annotations

from typing import Any

import pytest


def first(owner: Any, path: str, **params: Any) -> dict[str, Any]:
    return owner.rows(path, limit=1, **params)[0]


def test_samples_always_show_id_uuid_and_version(owner: Any) -> None:
    row = first(owner, "samples/search", include="description")
    assert set(row) == {"id", "uuid", "version", "description", "release", "somatic"}
    assert (row["release"], row["somatic"]) == (0, False)
    assert row["version"] >= 1


@pytest.mark.parametrize(
    ("path", "keys"),
    [
        ("individuals/search", {"name", "release", "version", "parentalConsanguinity"}),
        ("families/search", {"name", "release", "version", "expectedSize"}),
        ("cohorts/search", {"name", "release", "numSamples"}),
        ("files/search", {"name", "type", "release", "size", "external", "resource", "sampleIds"}),
    ],
)
def test_others_do_not_show_their_id(owner: Any, path: str, keys: set[str]) -> None:
    row = first(owner, path, include="name")
    assert set(row) == keys
    assert row.get("version", 0) == row["release"] == 0


def test_nested_parts(owner: Any) -> None:
    row = first(owner, "individuals/search", include="samples.id")
    assert set(row) == {"id", "samples", "release", "version", "parentalConsanguinity"}
    assert all(set(one) == {"id", "uuid", "release", "version", "somatic"} for one in row["samples"])
    child = next(r for r in owner.rows("individuals/search", limit=90) if r["father"].get("id"))
    row = first(owner, "individuals/search", id=child["id"], include="father.id")
    assert row["father"]["id"] == child["father"]["id"]
    assert "id" not in row


def test_members_have_no_id_when_only_their_samples_are_asked_for(owner: Any) -> None:
    row = first(owner, "families/search", include="members.samples.id")
    assert "id" in row
    assert all("id" not in member for member in row["members"])


def test_unknown_parents_are_husks(owner: Any) -> None:
    parent = next(r for r in owner.rows("individuals/search", limit=90) if r["id"].endswith("-FA"))
    assert parent["father"] == {"release": 0, "version": 0, "parentalConsanguinity": False}
    child = next(r for r in owner.rows("individuals/search", limit=90) if r["father"].get("id"))
    assert all(set(one) == {"release", "version", "somatic"} for one in child["father"]["samples"])
    assert "annotationSets" not in child["father"]


def test_include_wins_over_exclude_and_unknown_fields_are_nothing(owner: Any) -> None:
    row = first(owner, "samples/search", include="description,nosuch", exclude="description")
    assert "description" in row
    assert "nosuch" not in row


def test_exclude(owner: Any) -> None:
    row = first(owner, "samples/search", exclude="annotationSets,internal.status,id,processing.product.id")
    assert "annotationSets" not in row
    assert "status" not in row["internal"]
    assert row["id"]
    assert row["processing"]["product"]["id"] == ""


def test_a_field_and_its_part_collide(owner: Any) -> None:
    answer = owner.here("samples/search", include="processing,processing.product")
    assert answer.status_code == 500
    assert answer.json()["events"][0]["name"] == "MongoQueryException"


def test_single_annotations_in_searches_only(owner: Any) -> None:
    rows = owner.rows("samples/search", limit=60, include="annotationSets.annotations.grade")
    kept = [one["annotations"] for row in rows for one in row["annotationSets"]]
    assert kept
    assert all(set(values) == {"grade"} for values in kept)
    key = rows[0]["id"]
    info = owner.rows(f"samples/{key}/info", include="annotationSets.annotations.grade")
    assert "annotationSets" not in info[0]


def test_flattened_annotations(owner: Any) -> None:
    rows = owner.rows("samples/search", limit=60, flattenAnnotations="true", include="annotationSets")
    names = {name for row in rows for one in row["annotationSets"] for name in one["annotations"]}
    assert {"lab.panel.code", "events.day", "extra_text.colour"} <= names
    assert not {"lab", "events", "extra_text"} & names


def test_the_individual_of_a_sample(owner: Any) -> None:
    row = first(owner, "samples/search", includeIndividual="true")
    individual = row["attributes"]["OPENCGA_INDIVIDUAL"]
    assert individual["id"] == row["individualId"]
    assert individual["father"] == {"release": 0, "version": 0, "parentalConsanguinity": False}
