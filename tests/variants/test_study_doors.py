"""A study gives its variants, genotypes and findings by itself."""

from __future__ import annotations

from typing import Any

import pandas as pd

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
