"""Genotypes of a family under a mode of inheritance, and variants that run in it."""

from __future__ import annotations

import pytest

from opencga_frames.sandbox import Sandbox
from opencga_frames.sandbox.variants.filters.pedigrees import FamilyMember, genotypes_of
from tests.sandbox.conftest import Client


def trio(*, sick: str, male: bool = True) -> list[FamilyMember]:
    return [
        FamilyMember("FA", "", "", male=True, affected="FA" in sick),
        FamilyMember("MO", "", "", male=False, affected="MO" in sick),
        FamilyMember("C1", "FA", "MO", male=male, affected="C1" in sick),
    ]


@pytest.mark.parametrize(
    ("mode", "sick", "wanted"),
    [
        ("AUTOSOMAL_DOMINANT", "MO C1", {"FA": ["0/0"], "MO": ["0/1", "1/1"], "C1": ["0/1"]}),
        ("AUTOSOMAL_DOMINANT", "C1", {"FA": [], "MO": [], "C1": []}),
        ("AUTOSOMAL_RECESSIVE", "C1", {"FA": ["0/1"], "MO": ["0/1"], "C1": ["1/1"]}),
        ("X_LINKED_RECESSIVE", "C1", {"FA": ["0/0"], "MO": ["0/1"], "C1": ["1/1"]}),
        ("Y_LINKED", "FA C1", {"FA": ["1/1"], "MO": ["0/0"], "C1": ["1/1"]}),
        ("MITOCHONDRIAL", "MO C1", {"FA": ["0/0"], "MO": ["0/1", "1/1"], "C1": ["0/1", "1/1"]}),
    ],
)
def test_genotypes_that_fit_who_is_affected(mode: str, sick: str, wanted: dict[str, list[str]]) -> None:
    assert genotypes_of(trio(sick=sick), mode) == wanted


def test_carriers_may_be_well_where_penetrance_is_incomplete() -> None:
    assert genotypes_of(trio(sick="C1"), "AUTOSOMAL_DOMINANT", complete=False)["MO"] == ["0/0", "0/1", "1/1"]


@pytest.fixture(scope="module")
def owner() -> Client:
    return Client(Sandbox(samples=120, variants=2_000), "owner")


def family_of(owner: Client) -> str:
    """Return the first family whose father, mother and first child gave samples."""
    for row in owner.rows("families/search", limit=100):
        if {"FA", "MO", "C1"} <= {one["id"][-2:] for one in row["members"] if one["samples"]}:
            return str(row["id"])
    raise AssertionError


def calls(owner: Client, **params: str) -> list[dict[str, str]]:
    rows = owner.rows("analysis/variant/query", includeSample="all", includeSampleId="true", limit=1000, **params)
    return [{one["sampleId"]: one["data"][0] for one in row["studies"][0]["samples"]} for row in rows]


def test_compound_heterozygous_variants_come_from_both_sides(owner: Client) -> None:
    key = family_of(owner)
    asked = {"family": key, "familySegregation": "compoundHeterozygous", "familyProband": f"{key}-C1"}
    found = calls(owner, **asked)
    assert found == calls(owner, sample=f"{key}-C1-g:COMPOUND_HETEROZYGOUS")
    sides = {(one[f"{key}-FA-g"], one[f"{key}-MO-g"]) for one in found}
    assert {one[f"{key}-C1-g"] for one in found} == {"0/1"}
    assert all(("1" in father) != ("1" in mother) for father, mother in sides)


def test_format_values_of_a_sample_are_filtered(owner: Client) -> None:
    rows = owner.rows(
        "analysis/variant/query",
        sample="F000001-MO-g",
        sampleData="F000001-MO-g:DP>50;GQ>=80",
        includeSampleData="DP,GQ",
    )
    assert rows
    for row in rows:
        study = row["studies"][0]
        values = dict(zip(study["sampleDataKeys"], study["samples"][0]["data"], strict=True))
        assert int(values["DP"]) > 50
        assert int(values["GQ"]) >= 80


def test_a_panel_is_its_genes(owner: Client) -> None:
    panel = owner.rows("panels/search", limit=1)[0]
    genes = ",".join(gene["name"] for gene in panel["genes"])
    both = ({"panel": panel["id"]}, {"gene": genes})
    first, second = ([row["id"] for row in owner.rows("analysis/variant/query", limit=2000, **one)] for one in both)
    assert first
    assert first == second


def test_a_panel_and_a_region_meet_where_both_are_wanted(owner: Client) -> None:
    panel = owner.rows("panels/search", limit=1)[0]
    asked = {"panel": panel["id"], "region": "2", "limit": 2000}
    either, both = (
        {row["id"] for row in owner.rows("analysis/variant/query", panelIntersection=word, **asked)}
        for word in ("false", "true")
    )
    assert both < either
    assert all(key.startswith("2:") for key in both)


def test_genotypes_of_a_family_are_answered_by_member(owner: Client) -> None:
    key = family_of(owner)
    (row,) = owner.rows("analysis/variant/family/genotypes", family=key, modeOfInheritance="AUTOSOMAL_RECESSIVE")
    assert set(row) == {one["id"] for one in owner.rows(f"families/{key}/info")[0]["members"]}
