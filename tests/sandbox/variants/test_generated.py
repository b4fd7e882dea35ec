"""Generated variants fit the people: inherited in trios, one X in males, findings in the probands they explain."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from opencga_frames.errors import UsageError
from opencga_frames.sandbox import Sandbox

VARIANTS = 600
EVERYTHING = {
    "includeSample": "all",
    "sampleLimit": "1000",
    "includeSampleId": "true",
    "includeSampleData": "GT",
    "include": "studies.samples",
}


@pytest.fixture(scope="module")
def study(asker: Any) -> Any:
    return asker(Sandbox(samples=120, variants=VARIANTS))


@pytest.fixture(scope="module")
def genotypes(study: Any) -> dict[str, dict[str, str]]:
    """Genotypes by variant and sample."""
    rows = study.rows(limit=5000, **EVERYTHING)
    return {row["id"]: {one["sampleId"]: one["data"][0] for one in row["studies"][0]["samples"]} for row in rows}


@pytest.fixture(scope="module")
def people(study: Any) -> dict[str, dict[str, Any]]:
    """Individuals by id."""
    return {one["id"]: one for one in study.block("individuals/search", limit=500)["results"]}


def blood(person: dict[str, Any] | None) -> str | None:
    """Return the first sample of a person."""
    samples = (person or {}).get("samples") or []
    return samples[0]["id"] if samples else None


def trios(people: dict[str, dict[str, Any]]) -> list[tuple[str, str, str]]:
    """Return the samples of father, mother and child where all three have one."""
    found = []
    for child in people.values():
        father, mother = (people.get((child.get(role) or {}).get("id", "")) for role in ("father", "mother"))
        three = blood(father), blood(mother), blood(child)
        if all(three):
            found.append(three)
    return found


def alleles(genotype: str) -> set[str]:
    return set(genotype.split("/"))


def test_children_inherit_but_for_a_few_new_variants(genotypes: Any, people: Any) -> None:
    families = trios(people)
    assert len(families) > 10
    new = Counter[str]()
    for key, row in genotypes.items():
        if key.split(":")[0] in {"X", "Y"}:
            continue
        for father, mother, child in families:
            first, second = row[child].split("/")
            parents = alleles(row[father]), alleles(row[mother])
            fits = (first in parents[0] and second in parents[1]) or (second in parents[0] and first in parents[1])
            new[key] += not fits
            if not fits:
                assert (row[father], row[mother], row[child]) == ("0/0", "0/0", "0/1")
    assert 0 < sum(new.values()) < 40


def test_males_have_one_x_from_their_mother(genotypes: Any, people: Any) -> None:
    places = [row for key, row in genotypes.items() if key.startswith("X:")]
    assert len(places) > 10
    for person in people.values():
        sample = blood(person)
        if sample and person["karyotypicSex"] in {"XY", "XX"}:
            size = {"XY": 1, "XX": 2}[person["karyotypicSex"]]
            assert {len(row[sample].split("/")) for row in places} == {size}
    on_y = [row for key, row in genotypes.items() if key.startswith("Y:")]
    women = [blood(one) for one in people.values() if one["karyotypicSex"] == "XX" and blood(one)]
    assert {row[sample] for row in on_y for sample in women} == {"./."}


def test_samples_of_one_person_agree(genotypes: Any, people: Any) -> None:
    several = [[one["id"] for one in person["samples"]] for person in people.values() if len(person["samples"]) > 1]
    assert several
    for samples in several:
        assert all(len({row[sample] for sample in samples}) == 1 for row in genotypes.values())


def test_findings_of_cases_are_in_their_probands(study: Any, genotypes: Any) -> None:
    cases = {one["id"]: one for one in study.block("analysis/clinical/search", limit=500)["results"]}
    checked = 0
    for case in cases.values():
        for finding in case["interpretation"].get("primaryFindings", []):
            row = genotypes[finding["id"]]
            sample = blood(case["proband"])
            assert sample is not None
            assert "1" in alleles(row[sample])
            assert all("1" not in alleles(value) for other, value in row.items() if other[:7] != sample[:7])
            checked += 1
    assert checked > 5


def test_files_are_those_of_the_samples(study: Any) -> None:
    (row,) = study.rows(limit=1, includeSample="F000001-MO-g,F000001-C1-g", includeSampleId="true")
    entry = row["studies"][0]
    assert [one["fileId"] for one in entry["files"]] == ["F000001-MO-g.vcf.gz", "F000001-C1-g.vcf.gz"]
    assert [one["fileIndex"] for one in entry["samples"]] == [0, 1]
    (file,) = study.block("files/data:vcf:F000001-MO-g.vcf.gz/info")["results"]
    assert file["sampleIds"] == ["F000001-MO-g"]


def test_the_same_seed_gives_the_same_variants(asker: Any) -> None:
    first, again, other = (asker(Sandbox(samples=6, variants=50, seed=seed)).rows(**EVERYTHING) for seed in (4, 4, 5))
    assert first == again
    assert {row["id"] for row in first}.isdisjoint(row["id"] for row in other)


def test_half_of_the_variants_are_in_genes_and_most_are_rare(study: Any) -> None:
    rows = study.rows(limit=5000, include="annotation.consequenceTypes,studies.stats")
    genic = [row for row in rows if "geneName" in row["annotation"]["consequenceTypes"][0]]
    assert 0.4 < len(genic) / len(rows) < 0.7
    rare = [row for row in rows if row["studies"][0]["stats"][0]["altAlleleFreq"] < 0.1]
    assert len(rare) / len(rows) > 0.5
    assert Counter(row["type"] for row in rows).keys() == {"SNV", "INDEL"}


def test_generated_variants_need_a_generated_study() -> None:
    with pytest.raises(UsageError, match="variants was given with vcf, data or empty"):
        Sandbox(empty=True, variants=5)
