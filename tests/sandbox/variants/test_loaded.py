"""Variants of a VCF file come out normalised, with genotypes by the variant's own alleles."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from opencga_frames.errors import UsageError
from opencga_frames.sandbox import Sandbox

TRIO = Path(__file__).with_name("trio.vcf")
EVERYTHING = {"includeSample": "all", "includeSampleId": "true"}


def entry(trio: Any, key: str) -> dict[str, Any]:
    (row,) = trio.rows(id=key, **EVERYTHING)
    study: dict[str, Any] = row["studies"][0]
    return study


def data(study: dict[str, Any], key: str) -> dict[str, str]:
    place = study["sampleDataKeys"].index(key)
    return {one["sampleId"]: one["data"][place] for one in study["samples"]}


def test_ids_are_trimmed_and_without_chr(trio: Any) -> None:
    assert trio.ids() == [
        "1:1000:A:G",
        "1:4001:A:-",
        "1:4001:AA:-",
        "1:5000:G:T",
        "1:6001:-:GA",
        "7:9001-9500:-:<DEL>",
        "7:20001:-:.]13:321788]",
        "13:32330000:C:T",
        "X:100:AC:GT",
        "MT:200:T:C",
    ]


@pytest.mark.parametrize(
    ("key", "shape"),
    [
        ("1:1000:A:G", ("SNV", 1000, 1000, 1)),
        ("1:4001:AA:-", ("INDEL", 4001, 4002, 2)),
        ("1:6001:-:GA", ("INDEL", 6001, 6000, 2)),
        ("X:100:AC:GT", ("MNV", 100, 101, 2)),
        ("7:9001-9500:-:<DEL>", ("DELETION", 9001, 9500, 500)),
        ("7:20001:-:.]13:321788]", ("BREAKEND", 20001, 20000, 0)),
    ],
)
def test_type_and_place(trio: Any, key: str, shape: tuple[str, int, int, int]) -> None:
    (row,) = trio.rows(id=key)
    assert (row["type"], row["start"], row["end"], row["length"]) == shape


def test_each_alternate_of_a_line_is_a_variant_whose_own_alternate_is_1(trio: Any) -> None:
    first, second = entry(trio, "1:4001:AA:-"), entry(trio, "1:4001:A:-")
    assert data(first, "GT") == {"dad": "0/1", "mum": "1/2", "child": "1/1"}
    assert data(second, "GT") == {"dad": "0/2", "mum": "1/2", "child": "2/2"}
    assert data(second, "AD") == {"dad": "11,0,10", "mum": "0,8,12", "child": "0,0,20"}
    assert [one["reference"] for one in second["secondaryAlternates"]] == ["AA"]
    assert second["files"][0]["call"] == {"variantId": "1:4000:CAA:C,CA", "alleleIndex": 1}
    assert second["files"][0]["data"]["AC"] == "1,3"


def test_a_star_is_only_a_secondary_alternate_and_phase_stays(trio: Any) -> None:
    study = entry(trio, "1:5000:G:T")
    assert data(study, "GT") == {"dad": "0/1", "mum": "0/2", "child": "1|0"}
    assert [(one["alternate"], one["type"]) for one in study["secondaryAlternates"]] == [("*", "DELETION")]
    assert "QUAL" not in study["files"][0]["data"]


def test_share_of_reads_and_missing_values(trio: Any) -> None:
    assert data(entry(trio, "1:1000:A:G"), "EXT_VAF") == {"dad": "0.5", "mum": ".", "child": "0.4"}
    study = entry(trio, "1:6001:-:GA")
    assert study["sampleDataKeys"] == ["GT", "DP", "EXT_VAF"]
    assert data(study, "DP") == {"dad": "12", "mum": ".", "child": "14"}


def test_file_data_is_all_strings(trio: Any) -> None:
    (file,) = entry(trio, "1:1000:A:G")["files"]
    assert file == {
        "fileId": "trio.vcf",
        "data": {"AC": "2", "DP": "60", "DB": "true", "VCF_ID": "rs1", "QUAL": "50.0", "FILTER": "PASS"},
    }


def test_structural_variants_show_their_intervals_and_mates(trio: Any) -> None:
    deletion, breakend = trio.rows(type="SV")
    assert deletion["sv"] == {"ciStartLeft": 8995, "ciStartRight": 9005, "ciEndLeft": 9494, "ciEndRight": 9506}
    assert breakend["sv"]["breakend"] == {"mate": {"chromosome": "13", "position": 321788}, "orientation": "SS"}


def test_statistics_count_alleles(trio: Any) -> None:
    (stats,) = trio.rows(id="1:6001:-:GA")[0]["studies"][0]["stats"]
    assert stats["genotypeCount"] == {"0/0": 1, "0/1": 1, "1/1": 0}
    assert (stats["sampleCount"], stats["missingGenotypeCount"], stats["missingAlleleCount"]) == (2, 1, 2)
    assert (stats["altAlleleFreq"], stats["maf"], stats["mafAllele"]) == (0.25, 0.25, "GA")
    (haploid,) = trio.rows(id="MT:200:T:C")[0]["studies"][0]["stats"]
    assert haploid["altAlleleFreq"] == 0.6666667  # a float of 32 bits
    (unknown,) = trio.rows(id="1:5000:G:T")[0]["studies"][0]["stats"]
    assert unknown["qualityAvg"] == "NaN"
    assert unknown["genotypeCount"]["0/*"] == 1


def test_the_catalog_knows_what_was_loaded(trio: Any) -> None:
    (file,) = trio.block("files/search", name="trio.vcf")["results"]
    assert (file["id"], file["sampleIds"]) == ("data:variants:trio.vcf", ["dad", "mum", "child"])
    assert file["internal"]["variant"]["index"]["status"]["id"] == "READY"
    (sample,) = trio.block("samples/child/info")["results"]
    assert sample["fileIds"] == ["data:variants:trio.vcf"]
    assert sample["internal"]["variant"]["index"]["numFiles"] == 1
    (cohort,) = trio.block("cohorts/ALL/info")["results"]
    assert [one["id"] for one in cohort["samples"]] == ["dad", "mum", "child"]


def test_samples_of_a_file_without_the_variant_are_unknown(asker: Any, tmp_path: Path) -> None:
    late = tmp_path / "late.vcf"
    late.write_text("#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tgran\n1\t7\t.\tA\tC\t.\t.\t.\tGT\t1/1\n")
    both = asker(Sandbox(samples=0, vcf=[TRIO, late]))
    study = entry(both, "1:1000:A:G")
    assert data(study, "GT")["gran"] == "?/?"
    assert "fileIndex" not in study["samples"][3]
    assert study["stats"][0]["genotypeCount"] == {"0/0": 2, "0/1": 2, "1/1": 0}
    assert data(both.rows(id="1:7:A:C", unknownGenotype="0/0", **EVERYTHING)[0]["studies"][0], "GT")["dad"] == "0/0"


def test_a_generated_study_keeps_its_entries(asker: Any) -> None:
    both = asker(Sandbox(samples=3, vcf=[TRIO]))
    (cohort,) = both.block("cohorts/ALL/info")["results"]
    ids = [one["id"] for one in cohort["samples"]]
    assert (len(ids), ids[-3:], cohort["numSamples"]) == (6, ["dad", "mum", "child"], 6)
    (child,) = both.block("samples/child/info")["results"]
    assert child["cohortIds"] == ["ALL"]
    assert both.block(id="1:1000:A:G", includeSample="all")["attributes"]["numTotalSamples"] == 3


def test_the_same_file_twice_is_refused(asker: Any) -> None:
    sandbox = Sandbox(samples=0, vcf=[TRIO])
    with pytest.raises(UsageError, match="is in demo@rare:germline already"):
        sandbox.load_vcf(TRIO)
    assert len(asker(sandbox).ids()) == 10


def test_no_vcf_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "notes.vcf"
    path.write_text("nothing", "utf-8")
    with pytest.raises(UsageError, match="has no line #CHROM"):
        Sandbox(samples=0, vcf=[path])
