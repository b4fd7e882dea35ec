"""Tables of the results of analyses: coverage, knockouts, signatures, statistics and headers of variants."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, Any

import pytest

from opencga_frames.frames.conversion import Conversion
from opencga_frames.frames.schema.registry import load_entity

if TYPE_CHECKING:
    from pathlib import Path

shared_data = pytest.mark.shared


def _documents(shared: Path, name: str) -> list[Any]:
    return [json.loads(line) for line in gzip.decompress((shared / "data" / name).read_bytes()).splitlines()]


# --- coverage --------------------------------------------------------------------------------------------


def test_windows_of_a_region_follow_each_other_and_the_last_ends_with_the_region(collect: Any) -> None:
    region = {"chromosome": "1", "start": 101, "end": 125, "windowSize": 10, "values": [1.5, None, 3]}
    rows = collect.rows("region_coverage", [region])
    assert [(r["window_start"], r["window_end"], r["depth"]) for r in rows] == [
        (101, 110, 1.5),
        (111, 120, None),
        (121, 125, 3.0),
    ]


@pytest.mark.parametrize(
    "lack", [{"start": None}, {"windowSize": 0}, {"windowSize": None}, {"start": "x"}, {"windowSize": 2**31 - 1}]
)
def test_a_window_whose_place_is_unknown_keeps_its_depth(collect: Any, lack: dict[str, Any]) -> None:
    region = {"chromosome": "1", "start": 101, "end": 125, "windowSize": 10, "values": [1.0, 2.0], **lack}
    rows = collect.rows("region_coverage", [region])
    assert [r["depth"] for r in rows] == [1.0, 2.0]
    assert rows[1]["window_start"] is None


def test_windows_of_a_region_without_an_end_have_their_full_length(collect: Any) -> None:
    (row,) = collect.rows("region_coverage", [{"start": 5, "windowSize": 10, "values": [1.0]}])
    assert (row["window_start"], row["window_end"]) == (5, 14)


def test_the_file_comes_from_the_request() -> None:
    page = b'[{"chromosome": "1", "start": 1, "end": 1, "windowSize": 1, "values": [7]}]'
    made = Conversion(load_entity("RegionCoverage"), file="s1.bam").arrow([page], ["region_coverage"])
    assert made.table("region_coverage")["file_id"].to_pylist() == ["s1.bam"]


def test_columns_of_windows_can_be_asked_for_alone() -> None:
    page = b'[{"chromosome": "1", "start": 11, "end": 20, "windowSize": 5, "values": [7, 8]}]'
    made = Conversion(load_entity("RegionCoverage")).arrow([page], ["region_coverage"], ["window_end"])
    assert made.table("region_coverage").to_pydict() == {"window_end": [15, 20]}


@shared_data
def test_windows_of_the_exons_of_brca2(shared: Path, collect: Any) -> None:
    regions = _documents(shared, "iva-coverage/region_coverage.jsonl.gz")
    rows = collect.rows("region_coverage", regions)
    assert len(rows) == sum(len(r["values"]) for r in regions) == 2965
    assert (rows[0]["window_start"], rows[0]["window_end"], rows[0]["depth"]) == (32889311, 32889410, 68.16)
    assert all(r["window_start"] <= r["window_end"] for r in rows)
    assert len(collect.rows("coverage_regions", regions)) == 191


def test_shares_of_covered_bases_have_columns_of_their_own(collect: Any) -> None:
    transcript = {
        "id": "ENST1",
        "length": 467,
        "depths": [99.5, 22.9, 3.2],
        "exonStats": [{"id": "E1", "depthMin": 0.0}],
    }
    gene = {"file": "s1.bam", "geneName": "TP53", "stats": [transcript, {"id": "ENST2"}]}
    first, second = collect.rows("gene_coverage", [gene])
    assert (first["pct_1x"], first["pct_5x"], first["pct_10x"], first["pct_15x"]) == (99.5, 22.9, 3.2, None)
    assert first["depths"] == [99.5, 22.9, 3.2]
    assert (second["transcript_id"], second["pct_1x"], second["depths"]) == ("ENST2", None, None)
    (exon,) = collect.rows("gene_coverage_exons", [gene])
    assert (exon["transcript_id"], exon["exon_id"], exon["depth_min"]) == ("ENST1", "E1", 0.0)


@shared_data
def test_low_coverage_of_tp53_in_the_words_of_an_older_server(shared: Path, collect: Any) -> None:
    (answer,) = _documents(shared, "iva-coverage/envelope.jsonl.gz")
    genes = answer["responses"][0]["results"]
    first = collect.rows("gene_coverage", genes)[0]
    assert (first["file_id"], first["transcript_id"]) == ("bam:SonsAlignedBamFile.bam", "ENST00000514944")
    assert first["pct_15x"] == pytest.approx(12.848, abs=1e-3)
    low = collect.rows("gene_coverage_low_regions", genes)[0]
    assert (low["start"], low["end"], low["depth_avg"], low["depth_min"]) == (7579907, 7579912, 19.5, 18.0)


# --- knockouts -------------------------------------------------------------------------------------------


@shared_data
def test_individuals_with_knockouts(shared: Path, collect: Any) -> None:
    documents = _documents(shared, "iva-knockout/knockout_individual.jsonl.gz")
    first = collect.rows("knockout_individuals", documents)[0]
    assert (first["sample_id"], first["sex"], first["num_genes"], first["num_hom_alt"]) == ("ISDBM322015", "MALE", 1, 1)
    assert first["phenotype_ids"] == ["HP:0000519", "HP:0000545"]
    variant = collect.rows("knockout_individual_variants", documents)[0]
    assert (variant["gene_name"], variant["transcript_id"]) == ("BRCA2", "ENST00000470094")
    assert (variant["variant_id"], variant["genotype"], variant["knockout_type"]) == (
        "13:32959534:A:G",
        "1/1",
        "HOM_ALT",
    )
    assert variant["qual"] == pytest.approx(1579.78)
    assert variant["consequence_terms"] == ["NMD_transcript_variant", "intron_variant"]


@shared_data
@pytest.mark.parametrize(("main", "prefix"), [("knockout_genes", "knockout_gene"), ("rga_genes", "rga_gene")])
def test_genes_with_knockouts(shared: Path, collect: Any, main: str, prefix: str) -> None:
    documents = _documents(shared, "iva-knockout/knockout_gene.jsonl.gz")
    (gene,) = collect.rows(main, documents)
    assert (gene["gene_id"], gene["gene_name"]) == ("ENSG00000105737", "GRIK5")
    assert (gene["start"], gene["end"], gene["strand"]) == (42502473, 42573650, "-")
    (document,) = documents
    assert gene["individual_ids"] == [i["id"] for i in document["individuals"]]
    traits = collect.rows(f"{prefix}_traits", documents)
    assert len(traits) == len(document["annotation"]["diseases"])
    assert (traits[0]["trait_id"], traits[0]["score"]) == ("umls:C0036341", 0.21548465)
    variants = [v for i in document["individuals"] for t in i["transcripts"] for v in t["variants"]]
    assert [r["variant_id"] for r in collect.rows(f"{prefix}_variants", documents)] == [v["id"] for v in variants]


def test_variants_with_knockouts_name_their_partners(collect: Any) -> None:
    pair = [{"id": "1:5:A:T", "knockoutType": "COMP_HET"}, {"id": "1:9:C:G", "knockoutType": "COMP_HET", "depth": 31}]
    individual = {"id": "i1", "genes": [{"name": "G", "transcripts": [{"id": "T", "variants": pair}]}]}
    document = {"id": "1:5:A:T", "numIndividuals": 3, "hasNextIndividual": True, "individuals": [individual]}
    (variant,) = collect.rows("knockout_variants", [document])
    assert (variant["num_individuals"], variant["has_next_individual"]) == (3, True)
    alleles = collect.rows("knockout_variant_alleles", [document])
    assert [(a["variant_id"], a["allele_variant_id"], a["depth"]) for a in alleles] == [
        ("1:5:A:T", "1:5:A:T", None),
        ("1:5:A:T", "1:9:C:G", 31),
    ]


def test_summaries_of_knockouts(collect: Any) -> None:
    stats = {"count": 4, "numHomAlt": 1, "bothParents": {"count": 2, "numCompHet": 2}}
    (gene,) = collect.rows("knockout_gene_summaries", [{"id": "ENSG1", "individualStats": stats}])
    assert (gene["individual_count"], gene["both_parents_num_comp_het"]) == (4, 2)
    (person,) = collect.rows("knockout_individual_summaries", [{"id": "i1", "genes": ["A"], "variantStats": stats}])
    assert (person["genes"], person["variant_count"], person["variant_num_hom_alt"]) == (["A"], 4, 1)
    variant = {"id": "1:5:A:T", "allelePairs": [{"id": "1:9:C:G"}]}
    assert collect.rows("knockout_variant_summary_pairs", [variant])[0]["allele_variant_id"] == "1:9:C:G"


# --- signatures ------------------------------------------------------------------------------------------


@shared_data
def test_counts_of_mutational_signatures(shared: Path, collect: Any) -> None:
    documents = _documents(shared, "catalog-test-resources/mutational_signature.jsonl.gz")
    assert collect.rows("mutational_signatures", documents)[0]["signature_id"] == "catalogue-snv-1"
    counts = collect.rows("mutational_signature_counts", documents)
    assert (counts[0]["context"], counts[0]["total"]) == ("A[C>A]A", 244)
    told = [c for d in documents for c in (d.get("counts") or d["signature"]["counts"])]
    assert [(c["context"], c["total"]) for c in counts] == [(c["context"], c["total"]) for c in told]


def test_fittings_of_a_signature_tell_where_they_stood(collect: Any) -> None:
    scores = [{"signatureId": "SBS5", "value": 12.5}]
    document = {"id": "s", "fitting": {"method": "Fit", "scores": scores}, "fittings": [{"id": "f1", "scores": scores}]}
    fittings = collect.rows("mutational_signature_fittings", [document])
    assert {(f["place"], f["fitting_id"], f["method"]) for f in fittings} == {
        ("FITTINGS", "f1", None),
        ("FITTING", "", "Fit"),
    }
    found = collect.rows("mutational_signature_fitting_scores", [document])
    assert sorted((f["place"], f["reference_signature_id"], f["value"]) for f in found) == [
        ("FITTING", "SBS5", 12.5),
        ("FITTINGS", "SBS5", 12.5),
    ]


# --- statistics and headers of variants ------------------------------------------------------------------


def test_counts_of_sample_statistics_are_one_long_table(collect: Any) -> None:
    document = {"id": "s1", "variantCount": 5, "chromosomeCount": {"1": 3, "X": 2}, "genotypeCount": {"0/1": 5}}
    rows = collect.rows("sample_variant_stats_counts", [document])
    assert {(r["sample_id"], r["metric"], r["key"], r["count"]) for r in rows} == {
        ("s1", "chromosome", "1", 3),
        ("s1", "chromosome", "X", 2),
        ("s1", "genotype", "0/1", 5),
    }
    (main,) = collect.rows("sample_variant_stats", [document])
    assert json.loads(main["chromosome_count_json"]) == {"1": 3, "X": 2}


def test_statistics_of_a_set_of_variants(collect: Any) -> None:
    document = {"variantCount": 7, "tiTvRatio": 2.5, "typeCount": {"SNV": 7}, "chromosomeDensity": {"1": 0.25}}
    (main,) = collect.rows("variant_set_stats", [document])
    assert (main["variant_count"], main["ti_tv_ratio"]) == (7, 2.5)
    (count,) = collect.rows("variant_set_stats_counts", [document])
    assert (count["metric"], count["key"], count["count"]) == ("type", "SNV", 7)
    assert collect.rows("variant_set_stats_densities", [document])[0]["density"] == 0.25


@shared_data
def test_header_of_variants_of_an_old_store(shared: Path, collect: Any) -> None:
    documents = _documents(shared, "oskar-platinum-chr22/variant_metadata.jsonl.gz")
    (main,) = collect.rows("variant_metadata", documents)
    assert (main["species_id"], main["study_ids"]) == ("hsapiens", ["hgvauser@platinum:illumina_platinum"])
    files = collect.rows("variant_metadata_files", documents)
    assert (len(files), files[0]["file_id"], files[0]["sample_ids"]) == (17, "14437", ["NA12877"])
    assert (files[0]["stats_variant_count"], files[0]["stats_pass_count"]) == (51659610, 44924018)
    assert json.loads(files[0]["stats_type_count_json"])["SNV"] == 5120219
    samples = collect.rows("variant_metadata_samples", documents)
    assert len({s["sample_id"] for s in samples}) == len(samples) == 17
    lines = collect.rows("variant_metadata_file_header", documents)
    assert {line["line"] for line in lines} == {"COMPLEX", "SIMPLE"}
    assert (lines[0]["key"], lines[0]["id"], lines[0]["type"]) == ("FORMAT", "GQX", "Integer")


def test_statistics_of_alignments_are_of_the_file_of_the_request() -> None:
    page = b'[{"rawTotalSequences": 10, "errorRate": 0.01, "readsMq0": 2}]'
    made = Conversion(load_entity("SamtoolsStats"), file="s1.bam").arrow([page], ["samtools_stats"])
    (row,) = made.table("samtools_stats").to_pylist()
    assert (row["file_id"], row["raw_total_sequences"], row["error_rate"], row["reads_mq0"]) == ("s1.bam", 10, 0.01, 2)


def test_bare_annotations_have_the_tables_of_annotated_variants(collect: Any) -> None:
    protein = {"substitutionScores": [{"source": "sift", "score": 0.02, "description": "deleterious"}]}
    terms = [{"accession": "SO:0001583", "name": "missense_variant"}]
    consequence = {"geneName": "BRCA2", "sequenceOntologyTerms": terms, "proteinVariantAnnotation": protein}
    document = {
        "chromosome": "13",
        "start": 5,
        "reference": "A",
        "alternate": "G",
        "id": "rs1",
        "consequenceTypes": [consequence, {"geneName": "BRCA2", "sequenceOntologyTerms": terms}],
        "conservation": [{"source": "gerp", "score": -3.5}],
        "functionalScore": [{"source": "cadd_scaled", "score": 9.8}],
    }
    (main,) = collect.rows("annotations", [document])
    assert (main["annotation_id"], main["genes"], main["consequence_terms"]) == ("rs1", ["BRCA2"], ["missense_variant"])
    first, second = collect.rows("annotation_consequences", [document])
    assert (first["start"], first["sift"], first["sift_description"], first["polyphen"]) == (
        5,
        0.02,
        "deleterious",
        None,
    )
    assert (second["transcript_index"], second["sift"]) == (1, None)
    scores = collect.rows("annotation_scores", [document])
    assert {(s["kind"], s["source"], s["score"]) for s in scores} == {
        ("CONSERVATION", "gerp", -3.5),
        ("FUNCTIONAL", "cadd_scaled", 9.8),
    }
