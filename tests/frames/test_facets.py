"""Facets: one row for each bucket at any depth, and one for each sum, average and the like."""

from __future__ import annotations

import gzip
import json
import random
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opencga_frames.frames.to_pandas import to_pandas

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SUMS = {
    "name": "status.id",
    "count": 65,
    "buckets": [
        {
            "value": "ARRIVED",
            "count": 21,
            "facetFields": [{"name": "version", "count": 21, "aggregationName": "sum", "aggregationValues": [32.0]}],
        },
        {"value": "QC_PASS", "count": 22},
    ],
    "aggregationName": "count",
}
RANGES = {
    "name": "version",
    "count": 65,
    "buckets": [{"value": "0.0", "count": 0}, {"value": "1.0", "count": 41}, {"value": "Other", "count": 1}],
    "start": 0.0,
    "end": 5.0,
    "step": 1.0,
}
EMPTY = {"name": "nosuch", "count": 0, "buckets": [], "aggregationName": "count"}
NO_NUMBER = {"name": "status.id", "count": 65, "aggregationName": "avg", "aggregationValues": [None]}
PERCENTILES = {
    "name": "gerp",
    "count": 0,
    "aggregationName": "percentile",
    "aggregationValues": [-4.99835, -3.96, -100.0, 0.569, 3.183, 4.9065, 5.8779],
}
NESTED = {
    "name": "chromosome",
    "count": 1966,
    "buckets": [
        {
            "value": "17",
            "count": 274,
            "facetFields": [
                {"name": "type", "count": 274, "buckets": [{"value": "SNV", "count": 226, "facetFields": []}]}
            ],
        },
        {"value": "X", "count": 266, "facetFields": []},
    ],
}
DTYPES = {
    "facet": "string",
    "path": "string",
    "level": "Int32",
    "value": "string",
    "first_field": "string",
    "first_value": "string",
    "second_field": "string",
    "second_value": "string",
    "all_values": "object",
    "count": "Int64",
    "aggregation": "string",
    "aggregation_value": "Float64",
    "range_start": "Float64",
    "range_end": "Float64",
    "range_step": "Float64",
    "aggregation_values": "object",
    "field": "string",
    "field_count": "Int64",
}


def some(rows: list[dict[str, Any]], *names: str) -> list[tuple[Any, ...]]:
    return [tuple(row[name] for name in names) for row in rows]


def test_buckets_in_buckets_have_the_path_of_their_values(collect: Any) -> None:
    rows = collect.rows("facets", [NESTED])
    assert some(rows, "facet", "path", "level", "value", "count", "field", "field_count") == [
        ("chromosome", "17", 1, "17", 274, "chromosome", 1966),
        ("chromosome", "17>>SNV", 2, "SNV", 226, "type", 274),
        ("chromosome", "X", 1, "X", 266, "chromosome", 1966),
    ]


def test_ranges_tell_their_ends_and_steps(collect: Any) -> None:
    rows = collect.rows("facets", [RANGES])
    assert some(rows, "value", "count", "range_start", "range_end", "range_step", "aggregation") == [
        ("0.0", 0, 0.0, 5.0, 1.0, None),
        ("1.0", 41, 0.0, 5.0, 1.0, None),
        ("Other", 1, 0.0, 5.0, 1.0, None),
    ]


def test_sums_within_buckets_are_rows_below_them(collect: Any) -> None:
    rows = collect.rows("facets", [SUMS])
    assert some(rows, "facet", "path", "level", "value", "count", "aggregation", "aggregation_value") == [
        ("status.id", "ARRIVED", 1, "ARRIVED", 21, "count", None),
        ("status.id", "ARRIVED>>sum(version)", 2, None, None, "sum", 32.0),
        ("status.id", "QC_PASS", 1, "QC_PASS", 22, "count", None),
    ]


def test_accumulated_values_need_no_buckets(collect: Any) -> None:
    rows = collect.rows("facets", [PERCENTILES, NO_NUMBER])
    assert some(rows, "facet", "path", "aggregation_value", "aggregation_values", "field_count") == [
        ("gerp", "percentile(gerp)", -4.99835, PERCENTILES["aggregationValues"], 0),
        ("status.id", "avg(status.id)", None, [None], 65),
    ]


FIELDS = ("first_field", "first_value", "second_field", "second_value", "all_values")


def combined(name: str, *values: str) -> dict[str, Any]:
    return {"name": name, "count": 1, "buckets": [{"value": v, "count": 1} for v in values], "aggregationName": "count"}


@pytest.mark.parametrize(
    ("facet", "expected"),
    [
        # The server writes the values of fields with a dot last, whatever the order of the fields.
        (
            combined("status.id__somatic", "false__QC_FAIL", "true__ARRIVED"),
            [
                ("status.id", "QC_FAIL", "somatic", "false", ["QC_FAIL", "false"]),
                ("status.id", "ARRIVED", "somatic", "true", ["ARRIVED", "true"]),
            ],
        ),
        (combined("format__type", "VCF__FILE"), [("format", "VCF", "type", "FILE", ["VCF", "FILE"])]),
        (combined("sex.id__status.id", "MALE__"), [("sex.id", "MALE", "status.id", None, ["MALE", ""])]),
        (
            combined("a.id__b__c.id__d", "B__D__A__C"),
            [("a.id", "A", "b", "B", ["A", "B", "C", "D"])],
        ),
        # One field: an embedded object, whose values the server joins, and a name and a value with the joint in it.
        (combined("status__", "QC_FAIL__20260101"), [("status__", "QC_FAIL__20260101", None, None)]),
        (combined("source", "a__b"), [("source", "a__b", None, None)]),
        (combined("popFreq__GNOMAD__ALL", "0.0"), [("popFreq__GNOMAD__ALL", "0.0", None, None)]),
        # Two fields and three parts: which of them belong together nobody can tell.
        (combined("source__type", "a__b__FILE"), [("source__type", "a__b__FILE", None, None)]),
    ],
    ids=["dot first", "no dot", "two dots", "four fields", "object", "value", "name", "ambiguous"],
)
def test_values_of_combined_fields_are_taken_apart(facet: Any, expected: list[tuple[Any, ...]], collect: Any) -> None:
    rows = some(collect.rows("facets", [facet]), *FIELDS)
    assert rows == [row if len(row) == len(FIELDS) else (*row, [row[1]]) for row in expected]


def test_nested_fields_have_a_column_for_each_value(collect: Any) -> None:
    rows = some(collect.rows("facets", [NESTED, SUMS, PERCENTILES]), "count", *FIELDS)
    assert rows == [
        (274, "chromosome", "17", None, None, ["17"]),
        (226, "chromosome", "17", "type", "SNV", ["17", "SNV"]),
        (266, "chromosome", "X", None, None, ["X"]),
        (21, "status.id", "ARRIVED", None, None, ["ARRIVED"]),
        (None, "status.id", "ARRIVED", None, None, ["ARRIVED"]),
        (22, "status.id", "QC_PASS", None, None, ["QC_PASS"]),
        (None, None, None, None, None, None),
    ]


def test_three_fields_nested_keep_the_values_of_all(collect: Any) -> None:
    inner = {"name": "biotype", "count": 5, "buckets": [{"value": "coding", "count": 5}]}
    middle = {"name": "type", "count": 7, "buckets": [{"value": "SNV", "count": 7, "facetFields": [inner]}]}
    outer = {"name": "gene", "count": 9, "buckets": [{"value": "TP53", "count": 9, "facetFields": [middle]}]}
    rows = some(collect.rows("facets", [outer]), "path", "level", *FIELDS)
    assert rows[-1] == ("TP53>>SNV>>coding", 3, "gene", "TP53", "type", "SNV", ["TP53", "SNV", "coding"])


@pytest.mark.parametrize("pages", [[], [[]], [[EMPTY, None]], [[SUMS]], [[RANGES, NESTED], [EMPTY], [PERCENTILES]]])
def test_types_are_the_same_with_and_without_rows(pages: list[Any], collect: Any) -> None:
    frame = to_pandas(collect("facet_field", *pages).table("facets"))
    assert {name: str(dtype) for name, dtype in frame.dtypes.items()} == DTYPES


def test_what_nobody_described_is_counted_and_kept_with_its_rows(collect: Any) -> None:
    odd = {"name": "a", "buckets": [{"value": "x", "share": 0.5, "facetFields": 3}, "y"], "new": True}
    collector = collect("facet_field", [odd], extra="keep")
    assert collector.problems.of_kind("unknown field") == {"new": 1, "buckets[].share": 1}
    assert collector.problems.of_kind("lost") == {"buckets[].facetFields[]": 1, "buckets[]": 1}
    assert collector.table("facets")["extra_json"].to_pylist() == ['{"new":true,"buckets[].share":0.5}']


NAMES = st.sampled_from(["name", "count", "buckets", "value", "facetFields", "aggregationValues", "start", "x"])
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=5),
    max_leaves=12,
)


@given(documents=st.lists(VALUES, max_size=4))
def test_any_documents_are_read(documents: list[Any], collect: Any) -> None:
    whole = collect("facet_field", documents, extra="keep").table("facets")
    whole.validate(full=True)
    alone = [row for d in documents for row in collect("facet_field", [d], extra="keep").table("facets").to_pylist()]
    assert whole.to_pylist() == alone


# --- every recorded answer -------------------------------------------------------------------------------


def read_by_hand(facet: dict[str, Any], outer: str, above: list[str]) -> Iterator[tuple[Any, ...]]:
    """Facet, path, level, count, accumulated values and range, in the order of the answer."""
    ends = (facet.get("start"), facet.get("end"), facet.get("step"))
    aggregation = facet.get("aggregationName")
    if "aggregationValues" in facet:
        path = ">>".join([*above, f"{aggregation}({facet['name']})"])
        yield outer, path, len(above) + 1, None, aggregation, facet["aggregationValues"], *ends
    for bucket in facet.get("buckets", ()):
        inner = [*above, bucket["value"]]
        yield outer, ">>".join(inner), len(inner), bucket["count"], aggregation, None, *ends
        for below in bucket.get("facetFields", ()):
            yield from read_by_hand(below, outer, inner)


COMPARED = ("facet", "path", "level", "count", "aggregation", "aggregation_values", "range_start", "range_end")


def compare(documents: list[Any], collect: Any) -> int:
    expected = [row for d in documents if d is not None for row in read_by_hand(d, d["name"], [])]
    collector = collect("facet_field", documents)
    rows = collector.table("facets").to_pylist()
    assert some(rows, *COMPARED, "range_step") == expected
    firsts = [row["aggregation_values"] and row["aggregation_values"][0] for row in rows]
    assert [row["aggregation_value"] for row in rows] == firsts
    assert collector.problems.of_kind("lost") == collector.problems.of_kind("unknown field") == {}
    return len(expected)


def test_every_recorded_answer(real_documents: Any, collect: Any) -> None:
    assert compare(real_documents["facet_field"], collect) > 500


@pytest.mark.shared
def test_answers_of_servers_2_0(shared: Path, collect: Any) -> None:
    text = gzip.decompress((shared / "data/notebook-v2-platinum/facets.jsonl.gz").read_bytes())
    assert compare(list(results_in(json.loads(text))), collect) > 50


def results_in(value: Any) -> Iterator[Any]:
    """Facets of all studies and kinds of entries that one answer of servers 2.0 holds."""
    for name, inner in value.items():
        if name == "results":
            yield from inner
        elif isinstance(inner, dict):
            yield from results_in(inner)


def test_order_is_no_matter(real_documents: Any, collect: Any) -> None:
    chance = random.Random(3)

    def shuffled(value: Any) -> Any:
        """Facets, buckets and members in another order; accumulated values have theirs."""
        if isinstance(value, list) and not all(isinstance(v, float) for v in value):
            return [shuffled(v) for v in chance.sample(value, len(value))]
        if isinstance(value, dict):
            return {k: shuffled(value[k]) for k in chance.sample(list(value), len(value))}
        return value

    documents = real_documents["facet_field"]
    usual = collect.rows("facets", documents)
    assert sorted(map(str, collect.rows("facets", shuffled(documents)))) == sorted(map(str, usual))
