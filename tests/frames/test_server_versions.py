"""One public name per fact: the shapes in which servers from 1.4 to 5 write it give the same value."""

from __future__ import annotations

from typing import Any

import pytest

from opencga_frames.frames.schema.registry import entity_of

NOBODY = {"release": 0, "version": 0, "parentalConsanguinity": False}


@pytest.mark.parametrize(
    ("table", "column", "value", "documents"),
    [
        (
            "individuals",
            "sex_id",
            "MALE",
            [
                {"sex": "MALE"},
                {"sex": {"id": "MALE", "name": "", "attributes": {}}},
                {"sex": [{"id": "MALE"}]},
                {"sex": ["MALE"]},
            ],
        ),
        (
            "individuals",
            "sex_id",
            None,
            [{"sex": ""}, {"sex": {"id": ""}}, {"sex": {}}, {"sex": None}, {}, {"sex": []}],
        ),
        (
            "individuals",
            "father_id",
            "dad",
            [
                {"father": "dad"},
                {"father": {"id": "dad"}},
                {"father": [{"id": "dad"}]},
                {"father": ["dad"]},
                {"father": {"id": "dad", **NOBODY}},
            ],
        ),
        ("individuals", "father_id", None, [{"father": NOBODY}, {"father": None}, {"father": {}}, {"father": ""}]),
        ("individuals", "ethnicity_id", "roma", [{"ethnicity": "roma"}, {"ethnicity": {"id": "roma", "name": "Roma"}}]),
        (
            "samples",
            "internal_status_id",
            "READY",
            [
                {"internal": {"status": {"name": "READY"}}},
                {"internal": {"status": {"id": "READY"}}},
                {"internal": {"status": {"id": "READY", "name": "old"}}},
                {"internal": {"status": {"id": "", "name": "READY"}}},
            ],
        ),
        ("samples", "status_id", "ok", [{"status": {"name": "ok"}}, {"status": {"id": "ok"}}]),
        (
            "samples",
            "individual_id",
            "I1",
            [
                {"individualId": "I1"},
                {"individual": {"id": "I1", "name": "x", "father": {"id": "y"}}},
                {"individual": "I1"},
                {"individualId": "", "individual": {"id": "I1"}},
            ],
        ),
        (
            "samples",
            "processing_product_id",
            "DNA",
            [{"processing": {"product": "DNA"}}, {"processing": {"product": {"id": "DNA", "name": "d"}}}],
        ),
        (
            "files",
            "sample_ids",
            ["a", "b"],
            [
                {"sampleIds": ["a", "b"]},
                {"samples": [{"id": "a"}, {"id": "b", "somatic": False}]},
                {"samples": ["a", "b"]},
            ],
        ),
        (
            "files",
            "variant_index_status",
            "READY",
            [
                {"internal": {"index": {"status": {"name": "READY"}}}},
                {"internal": {"variant": {"index": {"status": {"name": "READY"}}}}},
                {"internal": {"variant": {"index": {"status": {"id": "READY", "name": "x"}}}}},
            ],
        ),
        ("projects", "project", "org@p", [{"fqn": "org@p", "id": "p"}, {"id": "org@p"}]),
        (
            "users",
            "internal_account_failed_attempts",
            3,
            [
                {"internal": {"account": {"failedAttempts": 3}}},
                {"internal": {"failedAttempts": 3}},
                {"account": {"failedAttempts": 3}},
            ],
        ),
    ],
)
def test_every_shape_gives_the_value(
    *, table: str, column: str, value: Any, documents: list[Any], collect: Any
) -> None:
    entity = entity_of(table).name
    together = collect(entity, documents)
    assert together.table(table)[column].to_pylist() == [value] * len(documents)
    assert together.problems.of_kind("lost") == {}
    assert together.problems.of_kind("unknown field") == {}
    for document in documents:
        assert collect.rows(table, [document])[0][column] == value


def test_the_value_of_the_newest_place_wins(collect: Any) -> None:
    document = {"status": {"id": "new", "name": "old"}, "individualId": "a", "individual": {"id": "b"}}
    row = collect.rows("samples", [document])[0]
    assert (row["status_id"], row["individual_id"]) == ("new", "a")


def test_annotation_sets_of_the_oldest_servers(collect: Any) -> None:
    old = {"name": "as", "variableSetId": 5, "annotations": [{"name": "x", "value": 1}, {"name": "y", "value": "z"}]}
    rows = collect.rows("sample_annotations", [{"id": "S", "annotationSets": [old]}])
    assert [(r["variable_set_id"], r["variable_id"], r["value"]) for r in rows] == [("5", "x", "1"), ("5", "y", "z")]


def test_nested_variables_under_both_names(collect: Any) -> None:
    def study(word: str) -> dict[str, Any]:
        inner = {"id": "in.ner", "type": "INTEGER"}
        return {"id": "s", "variableSets": [{"id": "vs", "variables": [{"id": "o", "type": "OBJECT", word: [inner]}]}]}

    for word in ("variables", "variableSet"):
        assert [r["variable_id"] for r in collect.rows("variables", [study(word)])] == ["o", "o.in\\.ner"]


def test_statistics_by_cohort_of_servers_that_have_a_map(collect: Any) -> None:
    old = {"ALL": {"refAlleleCount": 5, "maf": 0.25}, "CASES": {"maf": -1, "invented": 1}}
    new = [{"cohortId": "ALL", "maf": 0.5}]
    documents = [
        {"id": "1:100:A:T", "studies": [{"studyId": "s", "stats": old}, {"studyId": "t", "stats": {}}]},
        {"id": "1:200:A:T", "studies": [{"studyId": "s", "stats": new}, {"studyId": "t", "stats": "none"}]},
    ]
    collector = collect("variant", documents, tables=["variant_stats"])
    names = ["variant_id", "study", "cohort_id", "ref_allele_count", "maf"]
    assert [tuple(row.values()) for row in collector.table("variant_stats").select(names).to_pylist()] == [
        ("1:100:A:T", "s", "ALL", 5, 0.25),
        ("1:100:A:T", "s", "CASES", None, None),
        ("1:200:A:T", "s", "ALL", None, 0.5),
    ]
    assert collector.problems.counts == {
        ("studies[].stats{}.invented", "unknown field"): 1,
        ("studies[].stats[]", "lost"): 1,
    }


VARIANT_STATS = [{"id": "ALL", "stats": {"id": "S1", "variantCount": 7, "tiTvRatio": 2.1}}]
SIGNATURES = [{"id": "sig", "type": "SNV", "counts": [{"context": "A[C>A]A", "total": 3}]}]
ERRORS = {"numErrors": 3, "sampleAggregation": [{"sample": "S1", "numErrors": 3, "ratio": 0.5}]}


@pytest.mark.parametrize(
    ("table", "newest", "older"),
    [
        (
            "sample_qc_variant_stats",
            {"qualityControl": {"variant": {"variantStats": VARIANT_STATS}}},
            {"qualityControl": {"variantMetrics": {"variantStats": VARIANT_STATS}}},
        ),
        (
            "sample_signatures",
            {"qualityControl": {"variant": {"signatures": SIGNATURES}}},
            {"qualityControl": {"variantMetrics": {"signatures": SIGNATURES}}},
        ),
        (
            "sample_signature_counts",
            {"qualityControl": {"variant": {"signatures": SIGNATURES}}},
            {"qualityControl": {"variantMetrics": {"signatures": SIGNATURES}}},
        ),
        (
            "individual_qc_mendelian_errors",
            {"qualityControl": {"mendelianErrorReports": [ERRORS]}},
            {"qualityControl": {"mendelianErrorReport": ERRORS}},
        ),
        (
            "variant_consequences",
            {"annotation": {"consequenceTypes": [{"geneId": "ENSG1", "transcriptId": "ENST1"}]}},
            {"annotation": {"consequenceTypes": [{"ensemblGeneId": "ENSG1", "ensemblTranscriptId": "ENST1"}]}},
        ),
        ("files", {"sampleIds": ["S1"]}, {"samples": [{"id": "S1"}]}),
        ("files", {"sampleIds": ["S1"]}, {"samples": ["S1"]}),
        ("families", {"qualityControl": {"files": ["a"]}}, {"qualityControl": {"fileIds": ["a"]}}),
    ],
)
def test_rows_of_older_servers_are_those_of_newer_ones(
    collect: Any, *, table: str, newest: dict[str, Any], older: dict[str, Any]
) -> None:
    entity = entity_of(table)
    made = [collect(entity.name, [{"id": "x"} | d]).table(table).to_pylist() for d in (newest, older)]
    named = ("ensembl_gene_id", "ensembl_transcript_id")
    rows = [[{k: v for k, v in row.items() if k not in named} for row in found] for found in made]
    assert rows[0] == rows[1]
    assert any(value is not None for name, value in rows[0][0].items() if name not in {"study", "id"})
