"""Genotypes of samples as rows: against an independent slow reading of real answers, and one by one for odd forms."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, Any

import pytest

from opencga_frames.frames.collector import Collector
from opencga_frames.frames.conversion import Conversion, projection_of
from opencga_frames.frames.request_context import EVERYTHING, RequestContext
from opencga_frames.frames.schema.registry import load_entity
from opencga_frames.response import RestResponse

if TYPE_CHECKING:
    from pathlib import Path

TABLE = "variant_genotypes"
STUDY = "demo@rare:germline"
NOTHING = (None, "", ".", "-1")
DTYPES = {
    "variant_id": "string",
    "study": "string",
    "sample_id": "string",
    "file_index": "Int32",
    "gt": "string",
    "n_alt": "Int32",
    "phased": "boolean",
    "dp": "Int32",
    "gq": "Float64",
    "ad_ref": "Int32",
    "ad_alt": "Int32",
    "vaf": "Float64",
    "data_json": "string",
    "sample_index": "Int32",
    "file_id": "string",
    "filter": "string",
    "qual": "Float64",
}


def variant(*samples: Any, keys: Any = ("GT", "AD", "DP", "GQ"), **more: Any) -> dict[str, Any]:
    entry = {"studyId": STUDY, "sampleDataKeys": list(keys), "samples": list(samples), **more}
    place = {"chromosome": "1", "start": 100, "end": 100, "reference": "A", "alternate": "C"}
    return {"id": "1:100:A:C", **place, "studies": [entry]}


def sample(*data: Any, name: str = "S1", **more: Any) -> dict[str, Any]:
    return {"sampleId": name, "data": list(data), **more}


def collected(*documents: Any, samples: Any = None) -> Collector:
    table = load_entity("variant").tables[TABLE]
    context = RequestContext(study=None, projection=EVERYTHING, samples=samples or {})
    collector = Collector(load_entity("variant"), {TABLE: table.columns}, context)
    collector.add(json.dumps(documents).encode())
    return collector


def rows(*documents: Any, samples: Any = None) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = collected(*documents, samples=samples).table(TABLE).to_pylist()
    return found


# --- real answers --------------------------------------------------------------------------------------------


def slow_rows(document: Any) -> list[dict[str, Any]]:
    found = []
    for entry in document.get("studies") or []:
        keys = entry.get("sampleDataKeys") or entry.get("format") or []
        told = entry.get("samples") or [{"data": data} for data in entry.get("samplesData") or []]
        for at, one in enumerate(told):
            values = dict(zip(keys, one["data"], strict=False))
            files = entry.get("files") or []
            at_file = one.get("fileIndex")
            file = files[at_file] if at_file is not None and at_file < len(files) else {}
            found.append(slow_row(document, entry, one=one, values=values, file=file) | {"sample_index": at})
    return found


def slow_row(document: Any, entry: Any, *, one: Any, values: Any, file: Any) -> dict[str, Any]:
    genotype = None if values.get("GT") in NOTHING else values["GT"]
    alleles = (genotype or ".").replace("|", "/").split("/")
    depths = ["" if v in NOTHING else v for v in [*(values.get("AD") or "").split(","), "", ""][:2]]
    reference, alternate = (int(v) if v else None for v in depths)
    total = (reference or 0) + (alternate or 0)
    known = reference is not None and alternate is not None and total > 0
    told = file.get("data") or file.get("attributes") or {}
    quality = told.get("QUAL")
    return {
        "variant_id": document.get("id") or "1:1000:A:G",
        "study": entry["studyId"],
        "sample_id": one.get("sampleId") or "",
        "file_index": one.get("fileIndex"),
        "gt": genotype,
        "n_alt": sum(a == "1" for a in alleles) if all(a.isdigit() for a in alleles) else None,
        "phased": None if genotype is None or len(alleles) == 1 else "|" in genotype,
        "dp": None if values.get("DP") in NOTHING else int(values["DP"]),
        "gq": None if values.get("GQ") in NOTHING else float(values["GQ"]),
        "ad_ref": reference,
        "ad_alt": alternate,
        "vaf": (alternate or 0) / total if known else None,
        "data_json": values,
        "file_id": file.get("fileId"),
        "filter": None if told.get("FILTER") in (None, ".") else told["FILTER"],
        "qual": None if quality in NOTHING else float(quality),
    }


def test_genotypes_of_recorded_answers_are_those_of_a_slow_reading(traces: Path) -> None:
    documents = []
    for line in gzip.decompress((traces / "variants-5.0.0.jsonl.gz").read_bytes()).splitlines():
        exchange = json.loads(line)
        path, body = exchange["request"]["path"], exchange["answer"].get("body") or ""
        if exchange["request"]["method"] == "GET" and "variant/" in path and "query" in path and body[:1] == "{":
            found = [r for response in json.loads(body).get("responses") or () for r in response["results"]]
            documents += [r for r in found if isinstance(r, dict) and "studies" in r and "chromosome" in r]
    same(documents, at_least=1000)


@pytest.mark.shared
def test_genotypes_of_real_documents_are_those_of_a_slow_reading(shared: Path) -> None:
    files = sorted(shared.glob("data/*/variant.jsonl.gz"))
    documents = [json.loads(line) for f in files for line in gzip.decompress(f.read_bytes()).splitlines()]
    same(documents, at_least=2500)


def same(documents: list[Any], *, at_least: int) -> None:
    collector = collected(*documents)
    assert collector.problems.of_kind("lost") == {}
    expected = [row for document in documents for row in slow_rows(document)]
    found = collector.table(TABLE).to_pylist()
    assert len(found) == len(expected) > at_least
    for got, wanted in zip(found, expected, strict=True):
        assert {**got, "data_json": json.loads(got["data_json"] or "{}")} == wanted


# --- one form after the other --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("genotype", "count", "phased"),
    [
        ("0/0", 0, False),
        ("0/1", 1, False),
        ("1|1", 2, True),
        ("1|0", 1, True),
        ("1/2", 1, False),
        ("0/2", 0, False),
        ("2/2", 0, False),
        ("1", 1, None),
        ("0", 0, None),
        ("./.", None, False),
        ("?/?", None, False),
        ("./1", None, False),
        ("NA", None, None),
    ],
)
def test_alternates_are_counted_where_every_allele_is_known(
    genotype: str, count: int | None, phased: bool | None
) -> None:
    (row,) = rows(variant(sample(genotype), keys=["GT"]))
    assert (row["gt"], row["n_alt"], row["phased"]) == (genotype, count, phased)


@pytest.mark.parametrize("nothing", NOTHING)
def test_every_spelling_of_nothing_is_null(nothing: str | None) -> None:
    (row,) = rows(variant(sample(*[nothing] * 4)))
    assert {row[c] for c in ("gt", "n_alt", "phased", "dp", "gq", "ad_ref", "ad_alt", "vaf")} == {None}
    assert json.loads(row["data_json"]) == dict.fromkeys(("GT", "AD", "DP", "GQ"), nothing)


def test_depths_are_those_of_the_reference_and_of_this_alternate() -> None:
    found = rows(variant(sample("1/2", "2,6,12", "20", "41.5"), sample("0/0", "0,0", "0", "0"), sample("1", "7", "7")))
    assert [(r["ad_ref"], r["ad_alt"], r["vaf"]) for r in found] == [(2, 6, 0.75), (0, 0, None), (7, None, None)]
    assert [(r["dp"], r["gq"]) for r in found] == [(20, 41.5), (0, 0.0), (7, None)]


def test_values_are_found_by_name_which_differs_between_variants() -> None:
    found = rows(
        variant(sample("12", "0/1"), keys=["DP", "GT"]),
        variant(sample(), keys=[]),
        variant(sample("1/1", "30"), keys=["GT", "GQ"]),
        variant(sample("9"), keys=["DP"]),
        variant(sample("0|1", "8"), keys=["GT", "DP"]),
    )
    assert [r["gt"] for r in found] == ["0/1", None, "1/1", None, "0|1"]
    assert [r["dp"] for r in found] == [12, None, None, 9, 8]
    assert [r["data_json"] for r in found] == [
        '{"DP":"12","GT":"0/1"}',
        None,
        '{"GT":"1/1","GQ":"30"}',
        '{"DP":"9"}',
        '{"GT":"0|1","DP":"8"}',
    ]


def test_values_that_json_has_to_escape_stay_what_they_are() -> None:
    (row,) = rows(variant(sample("0/1", 'a"b\\c\n'), keys=["GT", "FT"]))
    assert json.loads(row["data_json"]) == {"GT": "0/1", "FT": 'a"b\\c\n'}


def test_a_sample_belongs_to_the_file_that_its_entry_points_to() -> None:
    files = [
        {"fileId": "a.vcf", "data": {"QUAL": "50.5", "FILTER": "PASS", "DP": "3"}},
        {"fileId": "b.vcf", "data": {"QUAL": ".", "FILTER": "q10;s50"}},
    ]
    samples = [sample("0/1", fileIndex=1), sample("0/1", fileIndex=0), sample("?/?"), sample("0/1", fileIndex=2)]
    found = rows(variant(sample("0/1", fileIndex=0), keys=["GT"]), variant(*samples, keys=["GT"], files=files))
    assert [(r["file_index"], r["file_id"], r["filter"], r["qual"]) for r in found] == [
        (0, None, None, None),
        (1, "b.vcf", "q10;s50", None),
        (0, "a.vcf", "PASS", 50.5),
        (None, None, None, None),
        (2, None, None, None),
    ]


def test_lists_of_values_of_the_first_servers() -> None:
    entry = {"studyId": STUDY, "format": ["GT", "DP"], "samplesData": [["0/1", "3"], ["1/1", "."]], "stats": {}}
    files = [{"fileId": "14439", "attributes": {"QUAL": "7"}}]
    found = rows({**variant(), "studies": [{**entry, "files": files}]}, samples={STUDY: ["S1", "S2"]})
    assert [(r["sample_id"], r["gt"], r["dp"], r["sample_index"]) for r in found] == [
        ("S1", "0/1", 3, 0),
        ("S2", "1/1", None, 1),
    ]


def test_samples_without_a_name_are_kept_and_counted() -> None:
    document = variant({"data": ["0/1"]}, sample("1/1", name="S9"), {"data": ["0/0"]}, keys=["GT"])
    collector = collected(document)
    assert [r["sample_id"] for r in collector.table(TABLE).to_pylist()] == ["", "S9", ""]
    assert collector.problems.of_kind("unnamed") == {"studies[].samples[].sampleId": 2}
    told = collected(document, samples={"other": ["X", "Y"], STUDY: ["S1", "S2", "S3"]})
    assert [r["sample_id"] for r in told.table(TABLE).to_pylist()] == ["S1", "S9", "S3"]
    assert told.problems.of_kind("unnamed") == {}


def test_more_values_than_names_are_counted_as_lost() -> None:
    collector = collected(variant(sample("0/1", "5", "6"), keys=["GT"]))
    assert collector.problems.of_kind("lost") == {"studies[].samples[].data": 1}
    assert collector.table(TABLE)["data_json"].to_pylist() == ['{"GT":"0/1"}']


def test_names_of_samples_come_from_the_answer_beside_its_rows() -> None:
    response = {"results": [variant({"data": ["0/1"]}, {"data": ["1/1"]}, keys=["GT"])], "numResults": 1}
    answer = {"responses": [{**response, "resultType": "", "attributes": {"samples": {STUDY: ["S1", "S2"]}}}]}
    frame = RestResponse.from_json(json.dumps(answer), entity="variant").frame(TABLE)
    assert frame["sample_id"].tolist() == ["S1", "S2"]


@pytest.mark.parametrize(
    "documents",
    [[], [{}], [variant()], [variant(sample("0/1", "3,4", "7", "50", name="S1", fileIndex=0))]],
    ids=["none", "empty", "no sample", "one"],
)
def test_dtypes_are_the_same_for_any_documents(documents: list[Any]) -> None:
    frame = RestResponse.from_documents(documents, entity="variant").frame(TABLE)
    assert {c: str(t) for c, t in frame.dtypes.items()} == DTYPES


# --- variants without an identifier --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({}, "1:100:A:C"),
        ({"reference": "", "end": 99}, "1:100:-:C"),
        ({"alternate": ""}, "1:100:A:-"),
        ({"reference": "", "alternate": "<DEL>", "end": 500, "sv": {}}, "1:100-500:-:<DEL>"),
        (
            {
                "reference": "",
                "alternate": "<CN3>",
                "end": 500,
                "sv": {"ciStartLeft": 90, "ciStartRight": 110, "ciEndLeft": 490, "ciEndRight": 510},
            },
            "1:90<100<110-490<500<510:-:<CN3>",
        ),
        ({"reference": "", "alternate": ".]13:321788]", "end": 99}, "1:100:-:.]13:321788]"),
        ({"chromosome": None}, ""),
    ],
)
def test_variants_without_an_identifier_are_named_in_every_table(fields: dict[str, Any], name: str) -> None:
    document = {**variant(sample("0/1"), keys=["GT"]), **fields}
    del document["id"]
    document["annotation"] = {"cytoband": [{"name": "p36"}]}
    answer = RestResponse.from_documents([document], entity="variant")
    for table in ("variants", TABLE, "variant_cytobands"):
        assert answer.arrow(table)["variant_id"].to_pylist() == [name], table


def test_a_score_that_was_asked_for_is_a_value_even_where_it_is_zero() -> None:
    scores = [{"id": "gwas", "cohortId": "ALL", "score": 0.0, "pValue": 0.5}]
    document = {"id": "1:5:A:G", "studies": [{"studyId": "o@p:s", "scores": scores}]}
    projection = projection_of({"include": "studies.scores"})
    collector = Conversion(load_entity("variant"), "o@p:s", projection).collector(["variant_scores"])
    collector.add(json.dumps([document]).encode())
    assert collector.table("variant_scores")["score"].to_pylist() == [0.0]
