"""A study gives its variants, genotypes and findings by itself."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from opencga_frames.variants import fetch_genotypes, fetch_variants, genotype_matrix


def test_variants_of_a_region(oc: Any, study_name: str) -> None:
    frame = oc.study(study_name).variants("8:15-150", columns=["variant_id", "start"])
    assert frame["start"].tolist() == list(range(20, 160, 10))
    assert str(frame["start"].dtype) == "Int32"
    pd.testing.assert_frame_equal(frame, fetch_variants(oc, study_name, "8:15-150", columns=["variant_id", "start"]))


def test_genotypes_and_their_matrix(oc: Any, study_name: str) -> None:
    study = oc.study(study_name)
    genotypes = study.genotypes("8", ["S1", "S2"])
    pd.testing.assert_frame_equal(genotypes, fetch_genotypes(oc, study_name, "8", ["S1", "S2"]))
    matrix = study.genotype_matrix("8", ["S1", "S2"])
    assert matrix.shape == (19, 2)
    pd.testing.assert_frame_equal(matrix, genotype_matrix(genotypes))


def test_files_of_variants_are_asked_for(oc: Any, server: Any, study_name: str) -> None:
    expected = [(v["id"], "trio.vcf.gz", 50.0, "PASS") for v in server.variants if v["chromosome"] == "8"]
    columns = ["variant_id", "file_id", "qual", "filter"]
    study = oc.study(study_name)
    for frame in (
        study.variants("8", table="variant_files"),
        oc.variants.frame("variant_files", study=study_name, region="8"),
        oc.variants.scan("variants", study=study_name, region="8").select("variant_files").frame(),
        oc.variants.tables(study=study_name, region="8")["variant_files"],
    ):
        assert list(frame[columns].itertuples(index=False, name=None)) == expected
    server.asked.clear()
    assert len(study.variants("8", table="variant_files", include_file="none")) == 0
    assert [q["includeFile"] for q in server.asked] == ["none"]
    server.asked.clear()
    study.variants("8")
    oc.variants.frame(study=study_name, region="8")
    assert not any("includeFile" in q for q in server.asked)


def test_genotypes_are_a_table_of_variants(oc: Any, server: Any, study_name: str) -> None:
    study = oc.study(study_name)
    expected = study.genotypes("8")
    assert len(expected) == 19 * 7
    pd.testing.assert_frame_equal(study.variants("8", table="variant_genotypes"), expected)
    pd.testing.assert_frame_equal(
        study.variants("8", table="variant_genotypes", samples=["S2"]), study.genotypes("8", ["S2"])
    )
    frame = oc.variants.frame("variant_genotypes", study=study_name, region="8")
    pd.testing.assert_frame_equal(frame, expected)


@pytest.mark.parametrize("asked", [{"include_sample": "all"}, {"includeSample": "all"}])
def test_samples_that_were_asked_for_have_their_names(oc: Any, server: Any, study_name: str, asked: Any) -> None:
    answer = oc.variants.query(study=study_name, region="8", **asked)
    assert server.asked[-1]["includeSampleId"] == "true"
    assert answer.frame("variant_genotypes")["sample_id"].unique().tolist() == server.samples


@pytest.mark.parametrize(
    ("asked", "sent"),
    [
        ({}, None),
        ({"include_sample": "none"}, None),
        ({"include_sample": "all", "sample_metadata": True}, None),
        ({"include_sample": "all", "include_sample_id": False}, "false"),
        ({"sample": "S1"}, "true"),
        ({"genotype": "S1:0/1"}, "true"),
        ({"family": "F1"}, "true"),
    ],
)
def test_names_of_samples_are_asked_for_where_samples_come(oc: Any, server: Any, asked: Any, sent: str | None) -> None:
    oc.variants.query(study="demo@rare:paeds", region="8", **asked)
    assert server.asked[-1].get("includeSampleId") == sent


def test_findings_of_a_case_in_one_call(scripted: Any, connect: Any, wire: Any) -> None:
    evidence = {"genomicFeature": {"geneName": "SCN1A"}, "classification": {"tier": "TIER1"}, "panelId": "epilepsy"}
    finding = {"id": "2:166002710:A:G", "status": "CANDIDATE", "evidences": [evidence]}
    case = {"id": "CA-1", "interpretation": {"id": "CA-1.1", "primaryFindings": [finding]}}
    oc = connect(scripted(lambda _asked: wire.page([case])))
    review = oc.study("demo@rare:paeds").case_review("CA-1")
    columns = ["study", "clinical_analysis_id", "tier", "gene_name", "panel_id", "status"]
    expected = ["demo@rare:paeds", "CA-1", "TIER1", "SCN1A", "epilepsy", "CANDIDATE"]
    assert review[columns].to_numpy().tolist() == [expected]
    assert str(review["evidence_index"].dtype) == "Int32"
