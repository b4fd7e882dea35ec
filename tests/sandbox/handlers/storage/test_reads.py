"""Reads and coverage of alignment files, and the ga4gh services that are known."""

from __future__ import annotations

import math

import pytest

from opencga_frames.sandbox import Sandbox
from tests.sandbox.conftest import Client

FILE = "data:bam:F000001-MO-g.bam"
OTHER = "data:bam:F000001-C2-g.bam"
REGION = "1:10000-10999"


@pytest.fixture(scope="module")
def owner() -> Client:
    return Client(Sandbox(samples=60), "owner")


def test_reads_overlap_the_region(owner: Client) -> None:
    rows = owner.rows("analysis/alignment/query", file=FILE, region=REGION, limit=5000)
    starts = [row["alignment"]["position"]["position"] + 1 for row in rows]
    assert starts == sorted(starts)
    assert all(start <= 10_999 and start + 149 >= 10_000 for start in starts)
    assert len(rows) == pytest.approx(1_149 / 5, abs=1)
    assert {len(row["alignedSequence"]) for row in rows} == {150}


@pytest.mark.parametrize(
    ("name", "value"),
    [("minMappingQuality", 50), ("skipDuplicated", "true"), ("properlyPaired", "true"), ("maxInsertSize", 350)],
)
def test_filters_leave_reads_out(owner: Client, name: str, value: object) -> None:
    counts = [
        owner.here("analysis/alignment/query", file=FILE, region="1:10000-20000", count="true", limit=0, **more).json()[
            "responses"
        ][0]["numMatches"]
        for more in ({}, {name: value})
    ]
    assert 0 < counts[1] < counts[0]


def test_coverage_comes_in_windows(owner: Client) -> None:
    (row,) = owner.rows("analysis/alignment/coverage/query", file=FILE, region=REGION, windowSize=100)
    assert (row["windowSize"], len(row["values"])) == (100, 10)
    assert (row["stats"]["min"], row["stats"]["max"]) == (int(min(row["values"])), int(max(row["values"])))


def test_genes_are_widened(owner: Client) -> None:
    near, far = (
        owner.rows("analysis/alignment/coverage/query", file=FILE, gene="BRCA2", offset=offset)[0]
        for offset in (0, 200)
    )
    assert (near["start"] - far["start"], far["end"] - near["end"]) == (200, 200)


def test_stretches_of_a_range_of_coverages(owner: Client) -> None:
    rows = owner.rows("analysis/alignment/coverage/query", file=FILE, gene="BRCA2", windowSize=1, range="0-10")
    assert rows
    assert all(0 <= value <= 10 for row in rows for value in row["values"])


def test_a_ratio_is_that_of_the_two_coverages(owner: Client) -> None:
    asked = {"region": REGION, "windowSize": 500}
    first, second = (
        owner.rows("analysis/alignment/coverage/query", file=file, **asked)[0]["values"] for file in (FILE, OTHER)
    )
    (row,) = owner.rows("analysis/alignment/coverage/ratio", file1=FILE, file2=OTHER, **asked)
    assert row["values"] == pytest.approx([math.log2(a / b) for a, b in zip(first, second, strict=True)], abs=1e-3)


def test_genes_tell_what_is_poorly_covered(owner: Client) -> None:
    (row,) = owner.rows("analysis/alignment/coverage/stats", file=FILE, gene="BRCA2", threshold=20)
    (transcript,) = row["stats"]
    assert transcript["depths"] == sorted(transcript["depths"], reverse=True)
    assert all(one["depthAvg"] < 20 for one in transcript["lowCoverageRegionStats"])


def test_other_files_have_no_reads(owner: Client) -> None:
    answer = owner.here("analysis/alignment/query", file="data:vcf:F000001-MO-g.vcf.gz", region=REGION)
    assert answer.status_code == 500
    assert "is not an alignment file" in answer.json()["events"][0]["message"]


def test_a_ticket_says_where_the_bytes_are(owner: Client) -> None:
    path = f"{owner.base}ga4gh/reads/{owner.sandbox.study}/{FILE}"
    ticket = owner.session.get(path, headers={"Accept": "text/plain"}).json()["htsget"]
    assert ticket["format"] == "BAM"
    assert f"utils/ranges/{FILE}" in ticket["urls"][0]["url"]
    assert owner.session.get(path, headers={"Accept": "application/json"}).status_code == 406


def test_a_template_is_kept_run_and_forgotten(owner: Client) -> None:
    base, study = f"{owner.base}studies/{owner.sandbox.study}/templates/", owner.sandbox.study
    sent = owner.session.post(f"{base}upload", files={"file": ("hospital.zip", b"PK")})
    assert sent.json()["responses"][0]["results"] == ["hospital"]
    (job,) = owner.post(f"studies/{study}/templates/run", {"id": "hospital"}).json()["responses"][0]["results"]
    assert job["tool"]["id"] == "templates"
    assert owner.session.delete(f"{base}hospital/delete").json()["responses"][0]["results"] == [True]
    assert owner.post(f"studies/{study}/templates/run", {"id": "hospital"}).status_code == 500


@pytest.mark.parametrize(("degree", "count"), [(0, 1), (1, 3), (2, 4)])
def test_relatives_come_by_degree(owner: Client, degree: int, count: int) -> None:
    rows = owner.rows("individuals/F000001-C1/relatives", degree=degree)
    assert rows[0]["id"] == "F000001-C1"
    assert len(rows) == count
