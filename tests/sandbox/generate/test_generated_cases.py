"""The generated study holds panels, cases and interpretations a clinical geneticist would believe."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from opencga_frames.sandbox import Sandbox


@pytest.fixture
def large(owner: Any) -> Any:
    """The owner of a study of 600 samples."""
    return type(owner)(Sandbox(samples=600), "owner")


def test_a_case_belongs_to_a_child_with_a_disorder(large: Any) -> None:
    cases = large.rows("analysis/clinical/search", limit=500)
    assert len(cases) > 50
    for case in cases:
        proband = case["proband"]
        assert proband["id"].endswith("-C1")
        assert case["disorder"]["id"] in {one["id"] for one in proband["disorders"]}
        assert case["disorder"]["id"] in {one["id"] for panel in case["panels"] for one in panel["disorders"]}
        assert [one["id"] for one in proband["samples"]] == [f"{proband['id']}-g"]
        members = [one["id"] for one in case.get("family", {}).get("members", [])]
        assert (proband["id"] in members) == (case["type"] == "FAMILY")


def test_two_interpretations_of_three_have_a_finding_in_a_gene_of_the_panel(large: Any) -> None:
    cases = large.rows("analysis/clinical/search", limit=500)
    tiers: Counter[str] = Counter()
    for case in cases:
        findings = case["interpretation"]["primaryFindings"]
        assert case["interpretation"]["stats"]["primaryFindings"]["numVariants"] == len(findings)
        for finding in findings:
            evidence = finding["evidences"][0]
            assert evidence["genomicFeature"]["geneName"] in {g["name"] for p in case["panels"] for g in p["genes"]}
            tiers[evidence["classification"]["tier"]] += 1
    assert 0.55 < tiers.total() / len(cases) < 0.8
    assert 0.35 < tiers["TIER_1"] / tiers.total() < 0.65


def test_phenotypes_have_a_state_in_each_person(large: Any) -> None:
    people = large.rows("individuals/search", limit=1000, include="id,phenotypes")
    states = Counter(term["status"] for person in people for term in person["phenotypes"])
    assert 0.6 < states["OBSERVED"] / states.total() < 0.8
    assert 0.1 < states["NOT_OBSERVED"] / states.total() < 0.3
    by_term: dict[str, set[str]] = {}
    for person in people:
        for term in person["phenotypes"]:
            by_term.setdefault(term["id"], set()).add(term["status"])
    assert sum(len(found) > 1 for found in by_term.values()) > len(by_term) / 2


def test_panels_place_real_genes(large: Any) -> None:
    panels = large.rows("panels/search", genes="CFTR")
    assert [panel["id"] for panel in panels] == ["respiratory"]
    gene = panels[0]["genes"][0]
    assert (gene["id"], gene["coordinates"][0]["location"]) == ("ENSG00000001626", "7:117287120-117715971")


def test_the_same_seed_gives_the_same_cases(owner: Any) -> None:
    first, second, other = (
        type(owner)(Sandbox(samples=30, seed=seed), "owner").rows(
            "analysis/clinical/search", include="id,status,priority"
        )
        for seed in (5, 5, 6)
    )
    assert first == second != other
