"""Filters, what rows show, counts, and refusals of the variant services."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from opencga_frames.sandbox import Sandbox

ALL = 10
TRIO = Path(__file__).with_name("trio.vcf")


@pytest.mark.parametrize(
    ("filters", "wanted"),
    [
        ({"region": "chr1:900-4001"}, ["1:1000:A:G", "1:4001:A:-", "1:4001:AA:-"]),
        ({"region": "M"}, ["MT:200:T:C"]),
        ({"region": "1:5000-4000"}, []),
        ({"region": "1:1000"}, ["1:1000:A:G"]),
        ({"region": "1:6001-6001"}, ["1:6001:-:GA"]),
        ({"region": "X,MT"}, ["X:100:AC:GT", "MT:200:T:C"]),
        ({"id": "1:4000:CAA:C"}, ["1:4001:AA:-"]),
        ({"id": "rs8,nonsense"}, ["1:4001:A:-", "1:4001:AA:-"]),
        ({"id": "1:1000:A:G", "region": "MT"}, ["1:1000:A:G", "MT:200:T:C"]),
        ({"gene": "BRCA2"}, ["13:32330000:C:T"]),
        ({"type": "MNV,BREAKEND"}, ["7:20001:-:.]13:321788]", "X:100:AC:GT"]),
        ({"type": "CNV"}, []),
        ({"sample": "dad:1/2"}, []),
        ({"sample": "mum", "region": "1"}, ["1:4001:A:-", "1:4001:AA:-"]),
        ({"sample": "child:1/1"}, ["1:4001:AA:-"]),
        ({"genotype": "dad:0/1;mum:0/0;child:0/1", "region": "1"}, ["1:1000:A:G"]),
        ({"sample": "dad:1/1,mum:1"}, ["MT:200:T:C"]),
        ({"genotype": "mum:MISS"}, ["1:6001:-:GA"]),
        ({"genotype": "child:0|1"}, ["1:6001:-:GA"]),
        ({"genotype": "child:HOM_REF"}, []),
        ({"file": "trio.vcf", "filter": "LowQual"}, ["1:4001:A:-", "1:4001:AA:-"]),
        ({"file": "data/variants/trio.vcf", "filter": "!PASS"}, ["1:4001:A:-", "1:4001:AA:-"]),
        ({"file": "trio.vcf", "qual": ">85"}, ["13:32330000:C:T", "MT:200:T:C"]),
        ({"fileData": "trio.vcf:DP>60"}, ["1:4001:A:-", "1:4001:AA:-", "MT:200:T:C"]),
        ({"cohortStatsAlt": "ALL>0.7"}, []),
        ({"missingGenotypes": "ALL>0"}, ["1:6001:-:GA"]),
    ],
    ids=str,
)
def test_filters(trio: Any, filters: dict[str, str], wanted: list[str]) -> None:
    assert trio.ids(**filters) == wanted


def test_pages_and_counts(trio: Any) -> None:
    whole = trio.ids()
    assert trio.ids(limit=3, skip=2) == whole[2:5]
    assert trio.ids(sort="true", order="DESCENDING") == whole[::-1]
    assert trio.block(region="1")["numMatches"] == -1
    counted = trio.block(limit=0, count="true")
    assert (counted["results"], counted["numMatches"]) == ([], ALL)
    beyond = trio.block(skip=50, count="true")
    assert (beyond["results"], beyond["numMatches"]) == ([], ALL)
    assert trio.block(include="id", limit=1)["numMatches"] == ALL  # the index fills it unasked


def shown(trio: Any, **params: str) -> tuple[list[str | None], list[str], int]:
    block = trio.block(id="1:1000:A:G", **params)
    study = block["results"][0]["studies"][0]
    return (
        [one.get("sampleId") for one in study["samples"]],
        [one["fileId"] for one in study["files"]],
        block["attributes"]["numTotalSamples"],
    )


@pytest.mark.parametrize(
    ("params", "wanted"),
    [
        ({}, ([], [], 0)),
        ({"includeSample": "none"}, ([], [], 0)),
        ({"includeSample": "all"}, ([None] * 3, ["trio.vcf"], 3)),
        ({"includeSample": "mum,dad", "includeSampleId": "true"}, (["mum", "dad"], ["trio.vcf"], 2)),
        ({"sample": "dad", "includeSampleId": "true"}, (["dad"], ["trio.vcf"], 1)),
        ({"sample": "dad", "includeSample": "mum", "includeSampleId": "true"}, (["mum"], ["trio.vcf"], 1)),
        ({"includeFile": "all"}, ([], ["trio.vcf"], 0)),
        ({"includeSample": "all", "includeFile": "none"}, ([None] * 3, [], 3)),
        ({"file": "trio.vcf"}, ([None] * 3, ["trio.vcf"], 3)),
        ({"includeSample": "all", "summary": "true"}, ([], [], 0)),
    ],
    ids=str,
)
def test_which_samples_and_files_a_row_shows(
    trio: Any, params: Any, wanted: tuple[list[str | None], list[str], int]
) -> None:
    assert shown(trio, **params) == wanted


def test_samples_in_parts(trio: Any) -> None:
    block = trio.block(
        id="1:1000:A:G", includeSample="all", includeSampleId="true", sampleSkip=1, sampleLimit=1, sampleMetadata="true"
    )
    assert [one["sampleId"] for one in block["results"][0]["studies"][0]["samples"]] == ["mum"]
    attributes = block["attributes"]
    assert attributes["samples"] == {trio.sandbox.study: ["mum"]}
    assert (attributes["numSamples"], attributes["numTotalSamples"]) == (1, 3)


@pytest.mark.parametrize(
    ("asked", "keys", "data"),
    [
        ("DP", ["GT", "DP"], ["0/1", "20"]),
        ("GT,AD,XX", ["GT", "AD", "XX"], ["0/1", "10,10", "."]),
        ("none", ["GT"], ["0/1"]),
        ("all", ["GT", "AD", "DP", "EXT_VAF"], ["0/1", "10,10", "20", "0.5"]),
    ],
)
def test_sample_data_keys(trio: Any, asked: str, keys: list[str], data: list[str]) -> None:
    (row,) = trio.rows(id="1:1000:A:G", includeSample="dad", includeSampleData=asked)
    study = row["studies"][0]
    assert (study["sampleDataKeys"], study["samples"][0]["data"]) == (keys, data)


def test_projections(trio: Any) -> None:
    (bare,) = trio.rows(id="1:1000:A:G", include="id")
    assert "annotation" not in bare
    assert bare["studies"] == []
    (part,) = trio.rows(id="1:1000:A:G", include="annotation.consequenceTypes")
    assert list(part["annotation"]) == ["consequenceTypes"]
    (rest,) = trio.rows(id="1:1000:A:G", exclude="annotation,studies.stats")
    assert "annotation" not in rest
    assert rest["studies"][0]["stats"] == []
    (samples,) = trio.rows(id="1:1000:A:G", include="studies.samples", includeSample="dad")
    assert samples["studies"][0]["files"] == []
    assert "fileIndex" not in samples["studies"][0]["samples"][0]


@pytest.mark.parametrize(
    ("params", "wanted", "message"),
    [
        ({"region": "1:abc-200"}, (500, "NumberFormatException"), 'For input string: "abc"'),
        ({"skip": -3}, (500, "VariantQueryException"), 'Malformed "skip" query : "-3". Invalid negative skip'),
        ({"limit": 5001}, (404, "QueryParamException"), "'limit' value cannot be higher than '5000'."),
        ({"include": "foo.bar"}, (500, "VariantQueryException"), "Found unknown variant field 'foo.bar' in include"),
        ({"genotype": "dad:zz"}, (500, "VariantQueryException"), "Malformed genotype 'zz'"),
        (
            {"includeSample": "nobody"},
            (403, "CatalogAuthorizationException"),
            "Some samples from query param 'includeSample' can not be found",
        ),
        (
            {"includeSample": "dad,dad"},
            (403, "CatalogAuthorizationException"),
            "Some samples from query param 'includeSample' can not be found",
        ),
        ({"includeSample": "all", "sampleLimit": 1001}, (500, "VariantQueryException"), "more than 1000 samples"),
        ({"cohortStatsAlt": "nope<0.1"}, (500, "CatalogException"), "Missing cohorts: 'nope' not found."),
        ({"ct": "nonsense_thing"}, (500, "VariantQueryException"), "Not a valid Accession term"),
        ({"conservation": "foo>3"}, (500, "VariantQueryException"), 'Malformed "conservation" query : "foo>3".'),
        ({"go": "X"}, (500, "VariantQueryException"), "Unsupported variant query filter 'go'"),
        (
            {"study": "demo@onco:tumour"},
            (500, "VariantQueryException"),
            'Study { name: "demo@onco:tumour" } not found.',
        ),
    ],
    ids=str,
)
def test_refusals(trio: Any, params: dict[str, Any], wanted: tuple[int, str], message: str) -> None:
    status, name, text = trio.refusal(**params)
    assert (status, name) == wanted
    assert message in text


def test_a_stranger_and_a_study_without_variants_are_refused(asker: Any, trio: Any) -> None:
    status, name, _ = asker(trio.sandbox, "stranger").refusal()
    assert (status, name) == (403, "CatalogAuthorizationException")
    assert asker(Sandbox(samples=3)).refusal() == (
        500,
        "IllegalArgumentException",
        "Unknown variant storage engine 'mongodb'",
    )


@pytest.mark.parametrize(
    ("permissions", "message"),
    [("", "can not be found"), ("VIEW", "can not be used for filtering variants")],
)
def test_samples_a_caller_may_not_use(asker: Any, permissions: str, message: str) -> None:
    owner = asker(Sandbox(samples=0, vcf=[TRIO]))
    path, body = owner.base + "samples/acl/viewer/update", {"sample": "mum", "permissions": permissions}
    assert (
        owner.session.post(path, json=body, params={"study": owner.sandbox.study, "action": "SET"}).status_code == 200
    )
    viewer = asker(owner.sandbox, "viewer")
    for name in ("includeSample", "sample", "genotype"):
        status, _, text = viewer.refusal(**{name: "mum:0/1" if name == "genotype" else "mum"})
        assert (status, text) == (403, f"Some samples from query param '{name}' {message}")
    (row,) = viewer.rows(id="MT:200:T:C", includeSample="all", includeSampleId="true")
    assert [one["sampleId"] for one in row["studies"][0]["samples"]] == ["dad", "child"]
    carriers = viewer.block("analysis/variant/sample/query", variant="MT:200:T:C")["attributes"]
    assert (carriers["readSamples"], carriers["numSamplesWithoutPermissions"]) == (["child"], 1)


def test_a_query_in_a_body_counts_only(trio: Any) -> None:
    path = trio.base + "analysis/variant/query"
    body = {"study": trio.sandbox.study, "region": "1", "limit": 1}
    rows = trio.session.post(path, json=body).json()["responses"][0]
    assert rows["numResults"] == 5  # the limit of a body counts for nothing
    counted = trio.session.post(path, json=body, params={"count": "true"}).json()["responses"][0]
    assert (counted["results"], counted["resultType"], counted["numMatches"]) == ([5], "java.lang.Long", 1)
    refused = trio.session.post(path, json={**body, "region": ["1"]})
    assert refused.status_code == 400
    assert 'VariantQueryParams["region"]' in refused.text


def test_carriers_of_a_variant(trio: Any) -> None:
    block = trio.block("analysis/variant/sample/query", variant="1:1000:A:G", limit=1)
    (row,) = block["results"]
    assert "id" not in row
    assert [one["sampleId"] for one in row["studies"][0]["samples"]] == ["dad"]
    assert block["attributes"]["readSamples"] == ["child", "dad"]
    only = trio.block("analysis/variant/sample/query", variant="1:1000:A:G", genotype="0/0")
    assert only["attributes"]["readSamples"] == ["mum"]
    assert trio.refusal("analysis/variant/sample/query", variant="1:1:A:G")[2] == 'Variant "1:1:A:G" not found!'


def test_facets(trio: Any) -> None:
    kinds, places = trio.block("analysis/variant/aggregationStats", field="type;chromosome[1,X]>>type")["results"]
    assert (kinds["count"], kinds["buckets"][0]) == (ALL, {"value": "SNV", "count": 4, "facetFields": []})
    assert [(one["value"], one["count"]) for one in places["buckets"]] == [("1", 5), ("X", 1)]
    assert [one["value"] for one in places["buckets"][0]["facetFields"][0]["buckets"]] == ["INDEL", "SNV"]
    (starts,) = trio.block("analysis/variant/aggregationStats", field="start[1..6001]:3000", region="1")["results"]
    assert [(one["value"], one["count"]) for one in starts["buckets"]] == [("1", 1), ("3001", 3)]
    assert trio.block("analysis/variant/aggregationStats", field="type", region="3")["results"] == []
    (density,) = trio.block("analysis/variant/aggregationStats", field="chromDensity[1]:50000000")["results"]
    starts = density["buckets"][0]["facetFields"][0]["buckets"]
    assert [(one["value"], one["count"]) for one in starts[:2]] == [("1", 5), ("50000001", 0)]
    assert 'undefined field: "gene"' in trio.refusal("analysis/variant/aggregationStats", field="gene")[2]


def test_metadata_and_annotation(trio: Any) -> None:
    (metadata,) = trio.block("analysis/variant/metadata")["results"]
    (study,) = metadata["studies"]
    assert study["cohorts"] == [{"id": "ALL", "sampleIds": ["dad", "mum", "child"], "sampleSetType": "UNKNOWN"}]
    depth = next(one for one in study["aggregatedHeader"]["complexLines"] if one["id"] == "AD")
    assert (depth["key"], depth["number"], depth["type"]) == ("FORMAT", "R", "Integer")
    answer = trio.session.get(
        trio.base + "analysis/variant/annotation/query", params={"project": "rare", "region": "13"}
    )
    (annotation,) = answer.json()["responses"][0]["results"]
    assert annotation["consequenceTypes"][0]["geneName"] == "BRCA2"
