"""Lists and maps in documents become rows that know where they came from; other shapes cost only themselves."""

from __future__ import annotations

import json
from typing import Any

import pytest

from opencga_frames.frames.decode.levels import split_level
from opencga_frames.frames.schema.model import parse_path


@pytest.mark.parametrize(
    ("path", "level", "rest"),
    [
        ("id", "", "id"),
        ("a.b[]", "a.b[]", ""),
        ("a[].b.c", "a[]", "b.c"),
        ("a[].b[].c", "a[].b[]", "c"),
        ("roles{}{}", "roles{}{}", ""),
    ],
)
def test_a_path_has_a_level_and_a_rest_in_it(path: str, level: str, rest: str) -> None:
    assert split_level(parse_path(path)) == (parse_path(level) if level else (), parse_path(rest) if rest else ())


def test_rows_of_lists_carry_the_columns_of_their_document(collect: Any) -> None:
    page = [
        {"id": "a", "version": 2, "fileIds": ["f", "g"]},
        {"id": "b", "version": 3},
        {"id": "c", "fileIds": []},
        {"id": "d", "version": 5, "fileIds": ["h"]},
    ]
    rows = collect.rows("sample_files", page)
    assert [(r["study"], r["sample_id"], r["sample_version"], r["file_id"]) for r in rows] == [
        ("demo@rare:germline", "a", 2, "f"),
        ("demo@rare:germline", "a", 2, "g"),
        ("demo@rare:germline", "d", 5, "h"),
    ]


def test_rows_of_lists_in_lists_know_the_position_of_the_outer_one(collect: Any) -> None:
    reports = [
        {"sampleAggregation": [{"sample": "s1", "numErrors": 3}]},
        {"sampleAggregation": None},
        {"sampleAggregation": [{"sample": "s2"}, {"sample": "s3", "ratio": 0.5}]},
    ]
    rows = collect.rows(
        "individual_qc_mendelian_errors",
        [{"id": "a"}, {"id": "b", "qualityControl": {"mendelianErrorReports": reports}}],
    )
    found = [(r["individual_id"], r["report_index"], r["sample_id"], r["num_errors"], r["ratio"]) for r in rows]
    assert found == [("b", 0, "s1", 3, None), ("b", 2, "s2", None, None), ("b", 2, "s3", None, 0.5)]


def test_rows_of_maps_in_maps_know_both_keys(collect: Any) -> None:
    roles = {"child": {"mum": "MOTHER", "dad": "FATHER"}, "mum": {}, "a.b": {"x[]": "SON"}, "dad": None}
    rows = collect.rows("family_roles", [{"id": "F"}, {"id": "G", "roles": roles}])
    found = [(r["family_id"], r["individual_id"], r["relative_id"], r["role"]) for r in rows]
    assert found == [("G", "child", "mum", "MOTHER"), ("G", "child", "dad", "FATHER"), ("G", "a.b", "x[]", "SON")]


def test_nulls_and_empty_objects_in_a_list_are_no_rows(collect: Any) -> None:
    rows = collect.rows("sample_phenotypes", [{"id": "a", "phenotypes": [None, {"id": "HP:1"}, {}]}])
    assert [r["phenotype_id"] for r in rows] == ["HP:1"]


@pytest.mark.parametrize("wrong", ["x", 5, True, {"id": "HP:1"}])
def test_no_list_where_one_is_described_is_counted(wrong: Any, collect: Any) -> None:
    collector = collect("sample", [{"id": "a", "phenotypes": wrong}, {"id": "b", "phenotypes": [{"id": "HP:2"}]}])
    assert collector.table("sample_phenotypes")["phenotype_id"].to_pylist() == ["HP:2"]
    assert collector.table("samples").num_rows == 2
    assert collector.problems.of_kind("lost") == {"phenotypes[]": 1}


@pytest.mark.parametrize("wrong", ["x", 5, False, [{}, {}], ["x"]])
def test_no_object_where_one_is_described_is_counted(wrong: Any, collect: Any) -> None:
    collector = collect("sample", [{"id": "a", "processing": wrong}, {"id": "b", "processing": {"quantity": "1 ng"}}])
    assert collector.table("samples")["processing_quantity"].to_pylist() == [None, "1 ng"]
    assert collector.problems.of_kind("lost") == {"processing": 1}


def test_an_empty_list_or_object_says_nothing_wherever_it_stands(collect: Any) -> None:
    page = [{"id": "a", "processing": [], "phenotypes": {}, "description": [], "status": {"id": {}}, "version": []}]
    collector = collect("sample", page)
    row = collector.table("samples").to_pylist()[0]
    assert {k: v for k, v in row.items() if v is not None} == {"study": "demo@rare:germline", "sample_id": "a"}
    assert collector.problems.of_kind("lost") == {}


def test_a_list_of_one_stands_for_the_object(collect: Any) -> None:
    rows = collect.rows("individuals", [{"id": "a", "population": [{"name": "ACB"}], "father": [{"id": "dad"}]}])
    assert (rows[0]["population_name"], rows[0]["father_id"]) == ("ACB", "dad")


def test_an_object_is_a_row_where_it_says_anything(collect: Any) -> None:
    alignments = [{"samtoolsStats": {"sequences": 0}}, {}, {"fastQcMetrics": {"summary": {}, "files": []}}, None]
    page = [{"id": str(i), "qualityControl": {"alignment": a}} for i, a in enumerate(alignments)]
    assert [r["file_id"] for r in collect.rows("file_qc_alignment", page)] == ["0"]


def test_a_map_is_exploded_also_where_another_column_keeps_it_as_text(collect: Any) -> None:
    collector = collect("job", [{"id": "j", "params": {"a": "1", "b": True}}, {"id": "k"}])
    assert [(r["job_id"], r["name"], r["value"]) for r in collector.table("job_params").to_pylist()] == [
        ("j", "a", "1"),
        ("j", "b", "true"),
    ]
    assert collector.table("jobs")["params_json"].to_pylist() == ['{"a": "1", "b": true}', None]


def test_the_study_of_the_request_stands_in_where_a_job_does_not_name_its_own(collect: Any) -> None:
    rows = collect("job", [{"id": "j", "study": {"id": "o@p:s"}}, {"id": "k"}]).table("jobs")
    named, given = rows["study"].to_pylist()
    assert named == "o@p:s"
    assert given == collect("sample", [{"id": "x"}]).table("samples")["study"].to_pylist()[0]


def test_a_token_in_a_free_form_object_is_masked(collect: Any) -> None:
    params = {"token": "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ1In0.c2lnbmF0dXJl"}
    (text,) = (
        collect("job", [{"id": "j", "execution": {"executor": {"params": params}}}])
        .table("jobs")["execution_executor_params_json"]
        .to_pylist()
    )
    assert "eyJ" not in text


def test_a_secret_is_masked_the_same_alone_and_among_others_and_the_text_stays_json(collect: Any) -> None:
    records = [{"id": "a", "params": {"user": {"password": "hush"}}}, {"id": "b", "params": {"study": "s"}}]
    for some in (records[:1], records):
        text = collect("audit_record", some).table("audit_records")["params_json"].to_pylist()[0]
        assert json.loads(text) == {"user": {"password": "***"}}
