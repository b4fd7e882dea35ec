"""The generated study is one a clinical geneticist would believe: the distributions its modules promise."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

import pytest

from opencga_frames.sandbox import Sandbox
from tests.sandbox.conftest import Client

LOSSES = {"stop_gained", "frameshift_variant", "splice_donor_variant"}
MODES = {"AUTOSOMAL_RECESSIVE": "autosomalRecessive", "X_LINKED_RECESSIVE": "XLinkedRecessive"}


@pytest.fixture(scope="module")
def owner() -> Client:
    return Client(Sandbox(samples=400, variants=1_500), "owner")


@pytest.fixture(scope="module")
def people(owner: Client) -> dict[str, Any]:
    return {row["id"]: row for row in owner.rows("individuals/search", limit=1000)}


@pytest.fixture(scope="module")
def cases(owner: Client) -> list[tuple[Any, Any]]:
    """Cases of complete trios, each with its primary finding."""
    rows = owner.rows("analysis/clinical/search", limit=1000)
    return [
        (row, finding)
        for row in rows
        if row.get("family") and {"FA", "MO"} <= {one["id"][-2:] for one in row["family"]["members"] if one["samples"]}
        for finding in row["interpretation"]["primaryFindings"]
    ]


def mode(finding: Any) -> str:
    return str(finding["evidences"][0]["modeOfInheritances"][0])


def variants(owner: Client, **params: Any) -> list[Any]:
    return owner.rows("analysis/variant/query", limit=2000, **params)


def test_phenotypes_have_a_status_per_person(people: dict[str, Any]) -> None:
    counts = Counter(one["status"] for person in people.values() for one in person["phenotypes"])
    total = sum(counts.values())
    assert [counts[name] / total for name in ("OBSERVED", "NOT_OBSERVED")] == pytest.approx([0.7, 0.2], abs=0.06)
    by_term = defaultdict(set)
    for person in people.values():
        for one in person["phenotypes"]:
            by_term[one["id"]].add(one["status"])
    assert sum(len(states) > 1 for states in by_term.values()) > len(by_term) / 2


def test_children_are_younger_than_their_parents(people: dict[str, Any]) -> None:
    pairs = [
        (person["dateOfBirth"], people[person[parent]["id"]]["dateOfBirth"])
        for person in people.values()
        for parent in ("father", "mother")
        if person[parent].get("id")
    ]
    assert len(pairs) > 100
    assert all(int(child[:4]) - int(parent[:4]) >= 16 for child, parent in pairs)


def test_samples_know_the_age_of_their_person(owner: Client, people: dict[str, Any]) -> None:
    ages = {}
    for row in [*people.values(), *owner.rows("samples/search", limit=1000)]:
        for one in row["annotationSets"]:
            if one["variableSetId"] == "intake":
                ages[row["id"]] = one["annotations"]["age"], row.get("individualId")
    both = [(age, ages[person][0]) for age, person in ages.values() if person in ages]
    assert len(both) > 20
    assert all(age == own for age, own in both)


def test_a_dominant_cause_is_new_in_the_child(owner: Client, cases: list[tuple[Any, Any]]) -> None:
    found = 0
    for case, finding in cases:
        if mode(finding) == "AUTOSOMAL_DOMINANT":
            sample = case["proband"]["samples"][0]["id"]
            assert finding["id"] in [row["id"] for row in variants(owner, sample=f"{sample}:DENOVO", include="id")]
            found += 1
    assert found >= 5


def test_a_recessive_cause_comes_from_two_carriers(owner: Client, cases: list[tuple[Any, Any]]) -> None:
    found = 0
    for case, finding in cases:
        if mode(finding) == "AUTOSOMAL_RECESSIVE":
            family = case["family"]["id"]
            asked = {"family": family, "familySegregation": MODES[mode(finding)], "id": finding["id"]}
            (row,) = variants(owner, includeSampleId="true", **asked)
            calls = {one["sampleId"]: one["data"][0] for one in row["studies"][0]["samples"]}
            assert calls[case["proband"]["samples"][0]["id"]] == "1/1"
            assert [calls[f"{family}-{role}-g"] for role in ("FA", "MO")] == ["0/1", "0/1"]
            found += 1
    assert found >= 3


def test_findings_do_what_their_tier_says(owner: Client, cases: list[tuple[Any, Any]]) -> None:
    for case, finding in cases:
        (evidence,) = finding["evidences"]
        (row,) = variants(owner, id=finding["id"])
        (transcript,) = row["annotation"]["consequenceTypes"]
        terms = {term["name"] for term in transcript["sequenceOntologyTerms"]}
        assert terms <= (LOSSES if evidence["classification"]["tier"] == "TIER_1" else {"missense_variant"})
        assert transcript["geneName"] == evidence["genomicFeature"]["geneName"]
        panel = next(one for one in case["panels"] if one["id"] == evidence["panelId"])
        assert transcript["geneName"] in [gene["name"] for gene in panel["genes"]]


def test_substitutions_and_qualities_are_those_of_a_genome(owner: Client) -> None:
    changes = [(row["reference"], row["alternate"]) for row in variants(owner, type="SNV", include="id")]
    transitions = [one for one in changes if set(one) in ({"A", "G"}, {"C", "T"})]
    assert len(transitions) / (len(changes) - len(transitions)) == pytest.approx(2.0, abs=0.3)
    (stats,) = owner.rows("analysis/variant/sample/stats/query", sample="F000001-MO-g")
    assert stats["filterCount"]["LowQual"] / stats["variantCount"] == pytest.approx(0.04, abs=0.03)
    assert stats["typeCount"]["SNV"] / stats["variantCount"] == pytest.approx(6 / 7, abs=0.06)


def test_no_man_has_two_alleles_on_the_x(owner: Client, people: dict[str, Any]) -> None:
    rows = variants(owner, region="X", includeSample="all", includeSampleId="true")
    men = {
        sample["id"] for person in people.values() if person["karyotypicSex"] == "XY" for sample in person["samples"]
    }
    calls = {(one["sampleId"], one["data"][0]) for row in rows for one in row["studies"][0]["samples"]}
    assert {genotype for sample, genotype in calls if sample in men} <= {"0", "1"}


def test_every_tumour_has_a_normal_sample_of_the_same_person(owner: Client) -> None:
    rows = owner.get("samples/search", study="demo@onco:tumour", limit=100).json()["responses"][0]["results"]
    pairs = defaultdict(list)
    for row in rows:
        pairs[row["individualId"]].append(row["somatic"])
    assert len(pairs) == 12
    assert {tuple(sorted(both)) for both in pairs.values()} == {(False, True)}


def test_few_people_lack_a_gene() -> None:
    owner = Client(Sandbox(samples=120, variants=3_000, jobs=True), "owner")
    rows = owner.rows("analysis/variant/knockout/individual/query", job="variant-knockout-6", limit=1000)
    assert 0 < len(rows) < 30
    assert all(
        {term["name"] for term in variant["sequenceOntologyTerms"]} & LOSSES
        for row in rows
        for gene in row["genes"]
        for transcript in gene["transcripts"]
        for variant in transcript["variants"]
    )


def test_tumours_have_the_signatures_of_their_kind(owner: Client) -> None:
    def rows(path: str) -> list[Any]:
        answer = owner.get(f"{path}/search", study="demo@onco:tumour", limit=100).json()
        found: list[Any] = answer["responses"][0]["results"]
        return found

    kinds = {row["id"]: row["disorders"][0]["name"] for row in rows("individuals")}
    leading: dict[str, set[str]] = defaultdict(set)
    for row in rows("samples"):
        signatures = row["qualityControl"]["variant"]["signatures"]
        assert bool(signatures) == row["somatic"]
        for one in signatures:
            assert len({count["context"] for count in one["counts"]}) == 96
            scores = one["fittings"][0]["scores"]
            assert sum(score["value"] for score in scores) == pytest.approx(1, abs=0.001)
            leading[kinds[row["individualId"]]].add(max(scores, key=lambda score: score["value"])["signatureId"])
    assert leading == {"lung adenocarcinoma": {"SBS4"}, "melanoma": {"SBS7a"}, "breast cancer": {"SBS5"}}
