"""Values of documents that users missed in a table, or found there as something else."""

from __future__ import annotations

import io
import json
from typing import Any

import numpy as np
import pandas as pd
import pytest

from opencga_frames import RestResponse, dictionary
from opencga_frames.errors import OpenCGAWarning

STRING = "string"  # of either storage, which differs between versions of pandas


def answer(entity: str, *documents: dict[str, Any]) -> RestResponse:
    return RestResponse.from_documents(list(documents), entity=entity, study="o@p:s")


def test_04_a_list_of_thousands_is_written_whole_to_csv() -> None:
    ids = [f"S{i:05}" for i in range(2504)]
    frame = answer("file", {"id": "all.vcf.gz", "sampleIds": ids}).frame()
    assert frame["sample_ids"][0] == tuple(ids)
    written = pd.read_csv(io.StringIO(frame.to_csv(index=False)))["sample_ids"][0]
    assert written == str(tuple(ids))


def test_06_the_free_statistics_of_a_file_are_a_column() -> None:
    stats = {"SAMPLE_METADATA": {"library": "PCR-free"}, "COVERAGE": {"summary": [{"scope": "autosomes", "avg": 41.7}]}}
    column = answer("file", {"id": "a.bam", "stats": stats}).frame(core=False)["stats_json"]
    assert json.loads(column[0]) == stats
    assert column.dtype == STRING


def test_08_the_empty_allele_of_an_indel_is_part_of_the_key() -> None:
    place = {"chromosome": "7", "consequenceTypes": [{"geneName": "GENEA"}]}
    insertion = {**place, "start": 100, "end": 99, "reference": "", "alternate": "TT"}
    deletion = {**place, "start": 200, "end": 201, "reference": "AC", "alternate": ""}
    change = {**place, "start": 300, "end": 300, "reference": "A", "alternate": "C"}
    table = answer("variant_annotation", insertion, deletion, change).frame("annotation_consequences")
    assert table["reference"].tolist() == ["", "AC", "A"]
    assert table["alternate"].tolist() == ["TT", "", "C"]
    words = dictionary("annotations")
    key = words.loc[words["key"], "column"].tolist()
    assert table.groupby(key, observed=True).size().tolist() == [1, 1, 1]


@pytest.mark.parametrize("table", ["sample_qc_variant_stats", "sample_signatures"])
def test_10_quality_control_of_server_2_0_is_read_from_its_older_place(table: str) -> None:
    control = {
        "variantStats": [{"id": "ALL", "stats": {"id": "S1", "variantCount": 7, "tiTvRatio": 2.1}}],
        "signatures": [{"id": "sig1"}],
    }
    old = answer("sample", {"id": "S1", "qualityControl": {"variantMetrics": control}}).frame(table)
    new = answer("sample", {"id": "S1", "qualityControl": {"variant": control}}).frame(table)
    assert len(new) == 1
    pd.testing.assert_frame_equal(old, new)
    if table == "sample_qc_variant_stats":
        assert new["stats_variant_count"].tolist() == [7]
        assert new["stats_variant_count"].dtype == pd.Int32Dtype()


def test_11_transcripts_and_genes_of_cellbase_4_are_read_from_their_older_names() -> None:
    consequence = {"ensemblGeneId": "ENSG00000101333", "ensemblTranscriptId": "ENST00000334005", "geneName": "PLCB4"}
    variant = {"id": "20:9325269:A:C", "annotation": {"consequenceTypes": [consequence]}}
    table = answer("variant", variant).frame("variant_consequences")
    assert table[["transcript_id", "gene_id"]].loc[0].tolist() == ["ENST00000334005", "ENSG00000101333"]
    assert table[["transcript_id", "gene_id"]].dtypes.tolist() == [STRING, STRING]


def test_15_half_of_a_surrogate_pair_costs_one_character(scripted: Any, connect: Any) -> None:
    rows = '[{"id":"S1","description":"cut \\ud83d"},{"id":"S2"}]'
    body = f'{{"responses":[{{"numResults":2,"numMatches":2,"results":{rows}}}]}}'
    server = scripted(lambda asked: (200, {"Content-Type": "application/json"}, body.encode()))
    for found in (
        connect(server, version_check="off").samples.search(study="a@b:c"),
        RestResponse.from_json(body, entity="sample"),
    ):
        with pytest.warns(OpenCGAWarning, match=r"description \(damaged"):
            frame = found.frame(columns=["sample_id", "description"])
        assert frame["sample_id"].tolist() == ["S1", "S2"]
        assert frame["description"][0] == "cut \ufffd"
        assert frame.dtypes.tolist() == [STRING, STRING]


def test_23_a_case_knows_which_version_of_a_panel_it_used() -> None:
    source = {"id": "402", "name": "PanelApp", "version": "2.5"}
    panel = {"id": "epilepsy", "name": "Epilepsy", "version": 1, "source": source}
    row = answer("clinical_analysis", {"id": "CA-1", "panels": [panel]}).frame("clinical_panels").iloc[0]
    assert row[["source_id", "source_name", "source_version"]].tolist() == ["402", "PanelApp", "2.5"]
    assert row["panel_version"] == np.int32(1)


REMARK = [{"author": "ana", "message": "seen twice"}]


@pytest.mark.parametrize(
    ("entity", "document", "table", "column", "value"),
    [
        ("sample", {"qualityControl": {"comments": REMARK}}, "sample_qc_comments", "message", "seen twice"),
        (
            *("sample", {"qualityControl": {"variant": {"hrDetects": [{"id": "hr1"}]}}}),
            *("sample_hr_detects", "hr_detect_id", "hr1"),
        ),
        ("individual", {"qualityControl": {"comments": REMARK}}, "individual_qc_comments", "message", "seen twice"),
        ("file", {"qualityControl": {"comments": REMARK}}, "file_qc_comments", "message", "seen twice"),
        ("study", {"sources": [{"id": "registry"}]}, "study_sources", "source_id", "registry"),
    ],
)
def test_26_fields_beside_the_main_table_have_tables(
    *, entity: str, document: dict[str, Any], table: str, column: str, value: str
) -> None:
    found = answer(entity, {"id": "X", **document}).frame(table)[column]
    assert found.tolist() == [value]
    assert found.dtype == STRING


@pytest.mark.parametrize(
    ("entity", "document", "path"),
    [
        (
            "file",
            {"qualityControl": {"variant": {"ascatMetrics": [{"id": "x"}]}}},
            "qualityControl.variant.ascatMetrics.id",
        ),
        ("study", {"additionalInfo": [{"x": "x"}]}, "additionalInfo[].x"),
    ],
)
def test_26_fields_without_a_table_are_listed_and_can_be_kept(entity: str, document: dict[str, Any], path: str) -> None:
    found = answer(entity, {"id": "X", **document})
    assert path in found.unexpected()["path"].tolist()
    assert path in json.loads(found.frame(extra="keep")["extra_json"][0])
