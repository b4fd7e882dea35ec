"""The review of a case: a row per finding and evidence, with what the variant says of the proband."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from opencga_frames.clinical import case_review
from opencga_frames.clinical.findings import zygosity
from opencga_frames.clinical.review_columns import review_columns
from opencga_frames.errors import UsageError
from opencga_frames.frames.conversion import Conversion
from opencga_frames.frames.schema.kinds import KINDS
from opencga_frames.frames.schema.registry import load_entity
from opencga_frames.response import RestResponse

if TYPE_CHECKING:
    from pathlib import Path

FOLDERS = (
    "iva-testapp-platinum/clinical",
    "iva-testapp-platinum/interpretation.nested",
    "mongo-dump-v5.0.0-task-7645/clinical",
    "mongo-dump-v5.0.0-task-7645/interpretation",
)


def evidence(tier: str | None, gene: str = "SCN1A", **more: Any) -> dict[str, Any]:
    return {"classification": {"tier": tier, "acmg": [{"classification": "PVS1"}, {"classification": "PM2"}]}} | {
        "genomicFeature": {"geneName": gene, "transcriptId": "ENST1.2"},
        "panelId": "epilepsy",
        "modeOfInheritances": ["AUTOSOMAL_DOMINANT", "DE_NOVO"],
        **more,
    }


def finding(start: int, *evidences: Any, gt: str = "0/1") -> dict[str, Any]:
    other = {"sampleId": "mother", "data": ["60", "0/0"]}
    samples = [other, {"sampleId": "germline", "data": ["55", gt]}]
    return {
        "id": f"2:{start}:A:G",
        "evidences": list(evidences),
        "status": "CANDIDATE",
        "studies": [{"sampleDataKeys": ["DP", "GT"], "samples": samples}],
        "annotation": {
            "displayConsequenceType": "missense_variant",
            "consequenceTypes": [
                {"geneName": "SCN9A", "transcriptId": "ENST9.1", "hgvs": ["ENST9.1:c.9A>G"]},
                {"geneName": "SCN1A", "transcriptId": "ENST1.2", "hgvs": ["ENST1.2:c.4A>G", "ENSP1.1:p.Arg2Gly"]},
            ],
            "populationFrequencies": [
                {"study": "1000G", "population": "ALL", "altAlleleFreq": 0.001},
                {"study": "GNOMAD", "population": "FIN", "altAlleleFreq": 0.02},
            ],
        },
    }


def case() -> dict[str, Any]:
    return {
        "id": "CA-1",
        "proband": {"id": "child", "samples": [{"id": "tumour"}, {"id": "germline"}]},
        "interpretation": {
            "id": "CA-1.1",
            "clinicalAnalysisId": "CA-1",
            "primaryFindings": [
                finding(10, evidence("TIER3")),
                {},
                finding(20, evidence(None), None, evidence("TIER1", gene="SCN2A"), gt="1/1"),
            ],
            "secondaryFindings": [finding(30, gt="1")],
        },
        "secondaryInterpretations": [{"id": "CA-1.2", "primaryFindings": [finding(40, evidence("tier 2"))]}],
    }


def test_rows_are_ordered_by_the_best_tier_of_the_finding() -> None:
    review = case_review([case()], study="o@p:s")
    told = review[["interpretation_id", "finding_type", "variant_id", "tier", "evidence_index"]].astype(object)
    assert told.where(told.notna(), None).to_numpy().tolist() == [
        ["CA-1.1", "primary", "2:20:A:G", "TIER1", 1],
        ["CA-1.1", "primary", "2:20:A:G", None, 0],
        ["CA-1.2", "primary", "2:40:A:G", "tier 2", 0],
        ["CA-1.1", "primary", "2:10:A:G", "TIER3", 0],
        ["CA-1.1", "secondary", "2:30:A:G", None, None],
    ]
    assert review["interpretation_role"].tolist() == ["primary", "primary", "secondary", "primary", "primary"]
    assert set(review["clinical_analysis_id"]) == {"CA-1"}
    assert set(review["study"]) == {"o@p:s"}


def test_the_analysts_tier_goes_before_the_methods() -> None:
    judged = {"id": "I", "primaryFindings": [
        finding(1, evidence("TIER1", review={"tier": "TIER3"})),
        finding(2, evidence("TIER2")),
    ]}  # fmt: skip
    assert case_review(judged)["variant_id"].tolist() == ["2:2:A:G", "2:1:A:G"]


def test_a_row_says_what_the_variant_says() -> None:
    row = case_review(case()).iloc[0]
    assert row[["gene_name", "transcript_id", "consequence"]].tolist() == ["SCN2A", "ENST1.2", "missense_variant"]
    assert row[["hgvs_coding", "hgvs_protein"]].tolist() == ["ENST1.2:c.4A>G", "ENSP1.1:p.Arg2Gly"]
    assert row[["proband_id", "sample_id", "genotype", "zygosity"]].tolist() == [
        "child",
        "germline",
        "1/1",
        "homozygous",
    ]
    assert row[["max_population_frequency", "max_population"]].tolist() == [0.02, "GNOMAD:FIN"]
    assert row[["panel_id", "acmg"]].tolist() == ["epilepsy", "PVS1, PM2"]
    assert row["mode_of_inheritance"] == "AUTOSOMAL_DOMINANT, DE_NOVO"
    assert case_review(case())["zygosity"].tolist()[-1] == "hemizygous"


def test_without_a_case_the_samples_can_be_named() -> None:
    interpretation = {"id": "I", "primaryFindings": [finding(1, gt="0/1")]}
    assert case_review(interpretation)["genotype"].isna().all()  # two samples, and nobody said whose
    assert case_review(interpretation, samples=["mother"])["genotype"].tolist() == ["0/0"]


@pytest.mark.parametrize("genotype", [None, "", "./.", "?/?", "0/.", "text"])
def test_what_is_no_genotype_has_no_zygosity(genotype: str | None) -> None:
    assert zygosity(genotype) is None


def test_columns_and_dtypes_are_the_same_for_no_one_and_many_rows() -> None:
    none, one, many = case_review([]), case_review({"id": "I", "primaryFindings": [finding(1)]}), case_review(case())
    assert [len(frame) for frame in (none, one, many)] == [0, 1, 5]
    for frame in (none, one):
        assert list(frame.columns) == list(review_columns())
        plain = [name for name in frame.columns if frame[name].dtype != "category"]
        pd.testing.assert_series_equal(frame.dtypes[plain], many.dtypes[plain])
        assert all(many[name].dtype == "category" for name in set(frame.columns) - set(plain))


def test_columns_are_of_known_kinds_and_from_known_columns() -> None:
    tables = load_entity("interpretation").tables
    for column in review_columns().values():
        assert column.kind in KINDS
        assert column.about.endswith(".")
        table, _, source = column.origin.partition(".")
        assert not table or source in tables[table].names


@pytest.mark.parametrize("wrong", [["CA-1"], [{"id": "S1", "somatic": True}], [{}]])
def test_other_documents_are_refused(wrong: Any) -> None:
    with pytest.raises(UsageError, match="case"):
        case_review(wrong)


def test_odd_documents_cost_no_more_than_their_values() -> None:
    odd = finding(1) | {"studies": "none", "annotation": [1], "evidences": [{"genomicFeature": 3, "panelId": "p"}]}
    review = case_review({"id": "I", "primaryFindings": [odd, "text", None], "secondaryFindings": "none"})
    assert review["variant_id"].tolist() == ["2:1:A:G"]
    assert review["panel_id"].tolist() == ["p"]


@pytest.mark.shared
@pytest.mark.parametrize("name", FOLDERS)
def test_real_documents_have_a_row_for_every_evidence_of_the_tables(shared: Path, name: str) -> None:
    with gzip.open(shared / "data" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        documents = [json.loads(line) for line in lines]
    review = case_review(documents)
    own = [
        i
        for d in documents
        for i in ([d.get("interpretation"), *(d.get("secondaryInterpretations") or [])] if "proband" in d else [d])
        if i
    ]
    pages = [json.dumps(own).encode()]
    made = Conversion(load_entity("interpretation")).arrow(
        pages, ["clinical_findings", "clinical_evidences"], core=False
    )
    assert len(review) > 0
    assert review["evidence_index"].notna().sum() == made.table("clinical_evidences").num_rows
    assert set(review["variant_id"]) == set(made.table("clinical_findings").column("variant_id").to_pylist())
    tiers = [t for t in made.table("clinical_evidences").column("classification_tier").to_pylist() if t]
    assert sorted(review["tier"].dropna()) == sorted(tiers)


@pytest.mark.shared
def test_a_real_case_shows_the_genotype_of_its_proband(shared: Path) -> None:
    with gzip.open(shared / "data/iva-testapp-platinum/clinical.jsonl.gz", "rt", encoding="utf-8") as lines:
        review = case_review([json.loads(line) for line in lines])
    assert set(review["sample_id"]) == {"NA12891"}
    assert set(review["zygosity"]) == {"heterozygous"}
    assert review["review_tier"].iloc[0] == "2"
    assert {"TUMOR_SUPPRESSOR_GENE"} == set(review["role_in_cancer"].dropna())
    assert review["max_population_frequency"].max() == pytest.approx(0.12569833)


def test_a_recorded_answer_is_reviewed_as_it_came(traces: Path) -> None:
    with gzip.open(traces / "server-5.0.0.jsonl.gz", "rt", encoding="utf-8") as lines:
        exchange = next(json.loads(line) for line in lines if "analysis/clinical/CA-1/info" in line[:4_000])
    answer = RestResponse.from_json(
        exchange["answer"]["body"], study="northlake@rare:paeds", entity="clinical_analysis"
    )
    row = case_review(answer).iloc[0]
    assert row[["study", "clinical_analysis_id", "tier", "gene_name"]].tolist() == [
        "northlake@rare:paeds", "CA-1", "tier1", "SCN1A",
    ]  # fmt: skip
    assert row[["clinical_significance", "confidence", "status"]].tolist() == ["PATHOGENIC", "HIGH", "CANDIDATE"]


def test_an_answer_cut_to_few_fields_has_no_findings() -> None:
    answer = RestResponse.from_documents([{"id": "C1", "version": 1}], entity="clinical_analysis", study="demo@rare:s")
    assert case_review(answer).empty
    assert list(case_review(answer).dtypes) == list(case_review([]).dtypes)


def test_cases_are_given_one_by_one_or_as_a_list_or_frame(study: Any) -> None:
    cases = study.table("clinical_analyses")
    ids = cases["clinical_analysis_id"].tolist()[:3]
    one_by_one = study.case_review(*ids)
    assert set(one_by_one["clinical_analysis_id"]) <= set(ids)
    for given in (ids, tuple(ids), cases.head(3), cases["clinical_analysis_id"].head(3)):
        pd.testing.assert_frame_equal(study.case_review(given), one_by_one)


def test_one_sample_of_the_proband_is_not_read_letter_by_letter() -> None:
    finding = {
        "id": "1:1:A:G",
        "studies": [
            {
                "sampleDataKeys": ["GT"],
                "samples": [{"sampleId": "S1", "data": ["0/1"]}, {"sampleId": "S2", "data": ["1/1"]}],
            }
        ],
    }
    interpretation = {"id": "I", "clinicalAnalysisId": "C", "primaryFindings": [finding]}
    assert case_review([interpretation], samples="S2")["genotype"].tolist() == ["1/1"]
    assert case_review([interpretation], samples=["S2"])["genotype"].tolist() == ["1/1"]
