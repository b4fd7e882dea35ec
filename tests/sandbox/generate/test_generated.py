"""The invented data: the same for the same seed, whole, and cheap at any size."""

from __future__ import annotations

import json
from typing import Any

import pytest

from opencga_frames.errors import UsageError
from opencga_frames.sandbox import Sandbox


def everything(owner: Any, kind: str) -> list[dict[str, Any]]:
    return owner.rows(f"{kind}/search", limit=5000, sort="id", order="ASC")


def test_same_seed_same_data(client: Any, owner: Any) -> None:
    conftest_client = type(owner)
    again = conftest_client(Sandbox(samples=60), "owner")
    other = conftest_client(Sandbox(samples=60, seed=2), "owner")
    for kind in ("samples", "individuals", "families", "cohorts", "files"):
        assert everything(owner, kind) == everything(again, kind)
        assert everything(owner, kind) != everything(other, kind)


@pytest.mark.parametrize("count", [0, 1, 2, 3, 17])
def test_the_number_of_samples_is_exact(owner: Any, count: int) -> None:
    small = type(owner)(Sandbox(samples=count), "owner")
    assert len(everything(small, "samples")) == count


def test_a_negative_number_is_refused() -> None:
    with pytest.raises(UsageError, match="samples is -1"):
        Sandbox(samples=-1)


def test_references_lead_somewhere(owner: Any) -> None:
    samples = {row["id"]: row for row in everything(owner, "samples")}
    people = {row["id"]: row for row in everything(owner, "individuals")}
    families = {row["id"]: row for row in everything(owner, "families")}
    cohorts = {row["id"]: row for row in everything(owner, "cohorts")}
    files = {row["id"]: row for row in everything(owner, "files")}
    for key, sample in samples.items():
        assert key in [one["id"] for one in people[sample["individualId"]]["samples"]]
        assert all(key in files[name]["sampleIds"] for name in sample["fileIds"])
        assert all(key in [one["id"] for one in cohorts[name]["samples"]] for name in sample["cohortIds"])
    for key, person in people.items():
        assert all(key in [one["id"] for one in families[name]["members"]] for name in person["familyIds"])
        for parent in (person["father"], person["mother"]):
            assert parent.get("id", key) in people
    for cohort in cohorts.values():
        assert cohort["numSamples"] == len(cohort["samples"])


def test_every_type_of_annotation_is_there(owner: Any) -> None:
    sets = owner.get(f"studies/{owner.sandbox.study}/variableSets").json()["responses"][0]["results"]
    types = {variable["type"] for one in sets for variable in one["variables"]}
    assert types == {
        "BOOLEAN",
        "CATEGORICAL",
        "INTEGER",
        "DOUBLE",
        "STRING",
        "OBJECT",
        "MAP_STRING",
        "MAP_INTEGER",
        "MAP_DOUBLE",
        "MAP_BOOLEAN",
    }
    seen = {
        name
        for kind in ("samples", "individuals", "families", "cohorts", "files")
        for row in everything(owner, kind)
        for one in row["annotationSets"]
        for name in one["annotations"]
    }
    assert seen >= {variable["id"] for one in sets for variable in one["variables"]} - {"note"}


def test_the_second_study_has_pairs(owner: Any) -> None:
    rows = owner.get("samples/search", study="demo@onco:tumour", limit=100).json()["responses"][0]["results"]
    assert sum(row["somatic"] for row in rows) == len(rows) / 2 == 12
    person = owner.get("individuals/PAT-000/info", study="demo@onco:tumour").json()["responses"][0]["results"][0]
    assert [one["id"] for one in person["samples"]] == ["PAT-000-N", "PAT-000-T"]


def test_the_shape_is_that_of_a_real_server(owner: Any, trace: list[dict[str, Any]]) -> None:
    real = {exchange["name"]: exchange for exchange in trace if exchange["name"]}
    for kind, name in (
        ("samples", "samples-info-one"),
        ("individuals", "include-individual-all"),
        ("families", "families-info-one"),
        ("cohorts", "cohorts-info-one"),
    ):
        wanted = json.loads(real[name]["answer"]["body"])["responses"][0]["results"][0]
        assert all(set(row) == set(wanted) for row in everything(owner, kind)), kind


@pytest.mark.slow
def test_a_hundred_thousand_samples_are_searched_page_by_page(owner: Any) -> None:
    large = type(owner)(Sandbox(samples=100_000), "owner")
    page = large.rows("samples/search", sort="id", order="ASC", skip=99_990, limit=100)
    assert len(page) == 10
    block = large.here("samples/search", limit=0, count="true", status="QC_PASS").json()["responses"][0]
    assert 30_000 < block["numMatches"] < 37_000
