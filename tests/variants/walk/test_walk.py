"""Walks over variants: every variant once, in order, whatever overlaps a cut, and all samples."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from opencga_frames.errors import DecodeError, IncompleteResultError, OpenCGAWarning, UsageError
from opencga_frames.response import RestResponse
from opencga_frames.variants import (
    Region,
    fetch_genotype_matrix,
    fetch_genotypes,
    fetch_variants,
    genotype_matrix,
    walk_variants,
)

if TYPE_CHECKING:
    from pathlib import Path

STUDY = "demo@rare:paeds"


def ids(walk: Any) -> list[str]:
    return [row["id"] for answer in walk for row in answer.results()]


@pytest.mark.parametrize("overlap", [True, False], ids=["overlap", "start"])
@pytest.mark.parametrize("size", [20, 5_000])
@pytest.mark.parametrize("region", ["7", "7:1-100000", "7:1700-52345", "7:50000-50000", "8:15-150"])
def test_every_variant_comes_once_and_in_order(oc: Any, server: Any, *, region: str, size: int, overlap: bool) -> None:
    server.overlap = overlap
    expected = [v["id"] for v in server.variants if server._inside(v, region)]
    walk = walk_variants(oc, STUDY, region, chunk_size=size, workers=2)
    assert ids(walk) == expected
    assert walk.total == len(expected)
    deepest = max(int(q.get("skip", 0)) for q in server.asked)
    reaching_in = 30
    assert deepest <= 10 * size + reaching_in  # some pages of a chunk, never the whole region


def test_a_region_without_variants_costs_one_request(oc: Any, server: Any, study_name: str) -> None:
    walk = walk_variants(oc, study_name, "9")
    assert ids(walk) == []
    assert len(server.asked) == 1
    assert server.asked[0]["approximateCount"].lower() == "false"
    assert walk.count() == 0


def test_few_variants_are_counted_and_read_in_one_request(oc: Any, server: Any, study_name: str) -> None:
    assert len(fetch_variants(oc, study_name, "7")) == 435
    (asked,) = server.asked
    assert (asked["limit"], asked["count"], asked["approximateCount"]) == ("1000", "true", "false")


@pytest.mark.parametrize(
    ("samples", "requests"),
    [
        (40, 1),
        (100, 1),
        # More samples than come with the opening request: it is asked again, in pages of fewer variants.
        (101, 2),
        (500, 1 + 2),
        (1_000, 1 + 3),
        (1_500, 1 + 3 * 2),
    ],
)
def test_requests_of_a_matrix(oc: Any, server: Any, *, samples: int, requests: int) -> None:
    server.samples = [f"S{number}" for number in range(samples)]
    server.variants = [v for v in server.variants if v["chromosome"] == "7"][:263]
    matrix = fetch_genotype_matrix(oc, STUDY, "7")
    assert matrix.shape == (263, samples)
    assert list(matrix.index) == [v["id"] for v in server.variants]
    assert list(matrix.columns) == server.samples
    assert len(server.asked) == requests


def test_a_small_region_of_a_wide_study_keeps_what_came_first(oc: Any, server: Any) -> None:
    server.samples = [f"S{number}" for number in range(2_300)]
    assert fetch_genotype_matrix(oc, STUDY, "8").shape == (19, 2_300)
    # The parts are asked for side by side, so that their order is no matter.
    assert sorted((int(q["sampleSkip"]), q["sampleLimit"]) for q in server.asked) == [
        (0, "100"),
        (100, "1000"),
        (1100, "1000"),
        (2100, "1000"),
    ]


def test_a_large_region_is_cut_where_few_counts_tell(oc: Any, server: Any) -> None:
    walk = walk_variants(oc, STUDY, "7", chunk_size=20)
    assert len(ids(walk)) == 435
    counts = [q for q in server.asked if q["limit"] == "0"]
    assert len(server.asked) - len(counts) <= 1 + 435 // 20 + 2 * len(counts)
    assert len(counts) <= 32  # a whole chromosome is halved until it is known where the variants are


def test_the_same_columns_with_and_without_variants(oc: Any, study_name: str) -> None:
    full, empty = (fetch_variants(oc, study_name, region) for region in ("8", "9"))
    assert len(full) == 19
    assert len(empty) == 0
    assert full.dtypes.drop(full.select_dtypes("category").columns).equals(
        empty.dtypes.drop(empty.select_dtypes("category").columns)
    )
    assert list(full.columns) == list(empty.columns)


@pytest.mark.parametrize("samples", ["all", ["S4", "S0", "S4"]])
def test_genotypes_of_all_samples_come_in_parts(oc: Any, server: Any, samples: Any, expected_genotype: Any) -> None:
    server.samples = [f"S{number}" for number in range(2_300)] if samples == "all" else server.samples
    server.variants = [v for v in server.variants if v["chromosome"] == "8"]
    frame = fetch_genotypes(oc, STUDY, "8:1-100", samples, workers=2)
    names = server.samples if samples == "all" else ["S4", "S0"]
    assert len(frame) == 10 * len(names)
    assert set(frame["sample_id"]) == set(names)
    assert not frame.duplicated(["variant_id", "sample_id"]).any()
    row = frame.iloc[-1]
    assert row["gt"] == expected_genotype(row["variant_id"], row["sample_id"]) or row.isna()["gt"]


def test_long_lists_of_samples_are_sent_in_parts(oc: Any, server: Any, study_name: str) -> None:
    server.samples = [f"a-rather-long-sample-id-of-the-hospital-{number:05}" for number in range(1_200)]
    wanted = server.samples[::-1]
    matrix = fetch_genotype_matrix(oc, study_name, "8:1-30", wanted)
    assert list(matrix.columns) == wanted
    assert all(len(q["includeSample"]) <= 6_000 for q in server.asked)


def test_a_server_with_a_lower_cap_is_walked_at_its_pace(oc: Any, server: Any, study_name: str) -> None:
    server.most_samples = 3
    matrix = fetch_genotype_matrix(oc, study_name, "8", values="gt", chunk_size=4)
    assert list(matrix.columns) == server.samples
    assert matrix.shape == (19, 7)


def test_samples_that_are_left_out_are_noticed(oc: Any, study_name: str) -> None:
    with pytest.warns(OpenCGAWarning, match="returned 1 of 2 samples"):
        frame = fetch_genotypes(oc, study_name, "8", ["S1", "not-indexed"])
    assert set(frame["sample_id"]) == {"S1"}


def test_the_matrix_holds_what_the_server_said(oc: Any, server: Any, study_name: str, expected_genotype: Any) -> None:
    matrix = fetch_genotype_matrix(oc, study_name, "7:1000-9000", chunk_size=40, workers=2)
    assert list(matrix.index) == [v["id"] for v in server.variants if server._inside(v, "7:1000-9000")]
    copies = {"0/0": 0, "0/1": 1, "1/1": 2, "0|1": 1, "./.": -1, "?/?": -1}
    for sample in server.samples:
        expected = [copies[expected_genotype(v, sample)] for v in matrix.index]
        assert matrix[sample].tolist() == expected


def test_no_variants_make_an_empty_matrix(oc: Any, study_name: str) -> None:
    assert fetch_genotype_matrix(oc, study_name, "9").shape == (0, 0)


def test_a_count_that_does_not_hold_is_an_error(oc: Any, server: Any, study_name: str) -> None:
    server.miscount = 1
    with pytest.raises(IncompleteResultError, match=r"are incomplete: 436 were counted, 435 came"):
        ids(walk_variants(oc, study_name, "7", chunk_size=50))
    with pytest.raises(IncompleteResultError, match=r"are incomplete"):
        ids(walk_variants(oc, study_name, "7", chunk_size=20))


def test_rows_that_go_away_during_the_walk_are_an_error(oc: Any, server: Any, study_name: str) -> None:
    walk = iter(walk_variants(oc, study_name, "7", samples=["S1"] * 2, chunk_size=50, workers=1))
    next(walk)
    server.variants = [v for v in server.variants if v["start"] != 50_000]
    with pytest.raises(IncompleteResultError):
        list(walk)


def test_an_estimate_is_no_count(oc: Any, server: Any, study_name: str) -> None:
    server.approximate = True
    with pytest.raises(IncompleteResultError, match="no exact count"):
        ids(walk_variants(oc, study_name, "7"))


@pytest.mark.parametrize("text", ["", "7:", "7:x", "7:20-10", "7:0-5", "7,8", "7:1-2-3", 7])
def test_what_is_no_region_is_refused_before_anything_is_sent(oc: Any, server: Any, text: Any) -> None:
    with pytest.raises(UsageError, match="is not one region"):
        walk_variants(oc, "s", text)
    assert server.asked == []


def test_regions_are_read_as_people_write_them() -> None:
    assert Region.parse("chr7:1,000-2,000") == Region("chr7", 1_000, 2_000)
    assert str(Region.parse(" X:5 ")) == "X:5-5"


def test_what_the_walk_sets_itself_is_refused(oc: Any) -> None:
    with pytest.raises(UsageError, match="sets count, limit itself"):
        walk_variants(oc, "s", "7", limit=3, count=True)
    with pytest.raises(UsageError, match="chunk_size"):
        walk_variants(oc, "s", "7", chunk_size=5_001)
    with pytest.raises(UsageError, match="Use fetch_genotypes"):
        fetch_variants(oc, "s", "7", samples="all")
    with pytest.raises(UsageError, match="sample ids"):
        walk_variants(oc, "s", "7", samples=["a", ""])


def test_rows_without_a_start_are_refused(oc: Any, server: Any) -> None:
    server.variants = [{"id": "8:10:A:G", "chromosome": "8", "start": None, "end": 10}]
    with pytest.raises(DecodeError, match="needs the start"):
        ids(walk_variants(oc, "s", "8"))


def test_a_recorded_answer_becomes_a_matrix(traces: Path) -> None:
    with gzip.open(traces / "variants-5.0.0.jsonl.gz", "rt", encoding="utf-8") as lines:
        exchange = next(found for found in map(json.loads, lines) if found.get("ref") == 55)
    answer = RestResponse.from_json(exchange["answer"]["body"], entity="variant")
    matrix = genotype_matrix(answer.arrow("variant_genotypes"), "gt")
    assert isinstance(matrix, pd.DataFrame)
    studies = [study for row in answer.results() for study in row["studies"]]
    told = {sample["sampleId"]: sample["data"][0] for sample in studies[0]["samples"]}
    assert matrix.iloc[0].to_dict() == told
    assert len(told) == 3
