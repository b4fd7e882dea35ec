"""A sandbox with the recorded VCF files answers the recorded questions about variants as the real server did."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING, Any

import pytest

from opencga_frames.sandbox import Sandbox

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

pytestmark = pytest.mark.slow

SECRET = "secret-key-of-northlake-0123456789"
#: Least share of exchanges with the same status and classes of events; whole answers differ in the invented annotation.
LEAST = 0.94
FILES = {"paeds_families": "rare:paeds", "paeds_late": "rare:paeds", "tumour_pairs": "onco:tumour"}


@pytest.fixture(scope="module")
def hospital(
    shared: Path, scorer: ModuleType, trace: list[dict[str, Any]], tmp_path_factory: pytest.TempPathFactory
) -> Sandbox:
    """The recorded hospital with the variants of its VCF files."""
    folder, sandbox = tmp_path_factory.mktemp("vcf"), Sandbox(empty=True)
    list(scorer.Replay(sandbox, SECRET).verdicts([one for one in trace if one["phase"] == "load"]))
    for name, study in FILES.items():
        path = folder / f"{name}.vcf"
        path.write_bytes(gzip.decompress((shared / "recorded" / "vcf" / f"{name}.vcf.gz").read_bytes()))
        cohorts = ("trios", "time") if study == "rare:paeds" else ()
        sandbox.load_vcf(path, study=f"northlake@{study}", cohorts=cohorts)
    return sandbox


@pytest.fixture(scope="module")
def verdicts(hospital: Sandbox, scorer: ModuleType, traces: Path) -> list[Any]:
    """Ask what was recorded, and compare."""
    asked = scorer.read_trace(traces / "variants-5.0.0.jsonl.gz")
    return list(scorer.Replay(hospital, SECRET).verdicts([{"phase": "ask", **one} for one in asked]))


def test_status_and_events(verdicts: list[Any]) -> None:
    reads = [one for one in verdicts if one.part == "reads"]
    assert len(reads) > 290
    same = [one for one in reads if one.status and one.events]
    assert len(same) / len(reads) >= LEAST, [f"{one.n} {one.name}" for one in reads if one not in same]


#: What the recorded storage, which packs numbers, gives for a missing value.
PACKED = (None, "", "-1")


@pytest.mark.parametrize("name", ["multiallelic-del", "multiallelic-star", "sv-bnd-pair"])
def test_rows_are_the_recorded_ones(verdicts: list[Any], name: str) -> None:
    """What comes from the VCF is equal: places, alleles, calls, genotypes; annotation is invented on both sides."""
    (verdict,) = [one for one in verdicts if one.name == name]
    others = [one for one in verdict.differences if "annotation" not in one[0]]
    assert [one for one in others if one[1] not in PACKED] == []
