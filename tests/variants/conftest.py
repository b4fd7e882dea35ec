"""A server that answers ``variant/query`` from a list, with the limits and habits of real ones."""

from __future__ import annotations

import json
import random
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from opencga_frames.client import OpenCGAClient

STUDY = "demo@rare:paeds"
GENOTYPES = ("0/0", "0/1", "1/1", "./.", "?/?", "0|1")


def variant(start: int, kind: str = "SNV", chromosome: str = "7", length: int = 1) -> dict[str, Any]:
    """Make one variant; insertions end before they start."""
    reference, alternate = {"SNV": ("A", "G"), "DELETION": ("A" * length, ""), "INSERTION": ("", "TT")}[kind]
    return {
        "id": f"{chromosome}:{start}:{reference or '-'}:{alternate or '-'}",
        "chromosome": chromosome,
        "start": start,
        "end": start + len(reference) - 1,
        "reference": reference,
        "alternate": alternate,
        "type": "SNV" if kind == "SNV" else "INDEL",
        "names": [],
        "strand": "+",
        "length": length,
    }


def crowd(seed: int = 3, number: int = 200) -> list[dict[str, Any]]:
    """Make a crowd with many variants at one place, long deletions over every cut, and insertions."""
    chance = random.Random(seed)
    made = [variant(start) for start in chance.sample(range(1_000, 90_000), number)]
    made += [variant(start, "DELETION", length=chance.choice((3, 5_000))) for start in range(500, 90_000, 1_777)]
    made += [variant(start, "INSERTION") for start in range(1_000, 9_000, 64)]
    made += [{**variant(50_000), "id": f"7:50000:A:{n * 'C'}", "alternate": n * "C"} for n in range(1, 60)]
    made += [variant(start, chromosome="8") for start in range(10, 200, 10)]
    distinct = {v["id"]: v for v in made}
    return sorted(distinct.values(), key=lambda v: (v["chromosome"], v["start"]))


@dataclass
class VariantServer:
    """What the server holds, and how it behaves."""

    wire: Any
    variants: list[dict[str, Any]] = field(default_factory=crowd)
    samples: list[str] = field(default_factory=lambda: [f"S{number}" for number in range(7)])
    overlap: bool = True
    most_samples: int = 1_000
    miscount: int = 0
    approximate: bool = False
    asked: list[dict[str, str]] = field(default_factory=list)

    def __call__(self, asked: Any) -> Any:
        if asked.path != "analysis/variant/query":
            return self.wire.page([])
        query = asked.query
        self.asked.append(query)
        found = [v for v in self.variants if self._inside(v, query["region"])]
        limit, skip = int(query.get("limit", 1_000)), int(query.get("skip", 0))
        if limit > 5_000:
            return self.wire.refusal(404, "QueryParamException", "'limit' value cannot be higher than '5000'.")
        if int(query.get("sampleLimit", 100)) > 1_000:
            return self.wire.refusal(500, "VariantQueryException", "Unable to return more than 1000 samples")
        shown, total = self._samples(query)
        files = query.get("includeFile") == "all"
        rows = [v | {"studies": [self._study(v, shown, files=files)]} for v in found[skip : skip + limit]]
        if query.get("includeSampleId") != "true":
            for sample in (s for row in rows for study in row["studies"] for s in study["samples"]):
                del sample["sampleId"]
        matches = len(found) + self.miscount if query.get("count") == "true" else -1
        status, headers, body = self.wire.page(rows, matches=matches)
        answer = json.loads(body)
        attributes = {"numSamples": len(shown), "numTotalSamples": total, "source": "mongodb"}
        answer["responses"][0] |= {"attributes": attributes | ({"approximateCount": True} if self.approximate else {})}
        return status, headers, json.dumps(answer).encode()

    def _inside(self, v: dict[str, Any], region: str) -> bool:
        chromosome, start, end = re.fullmatch(r"([^:]+)(?::(\d+)-(\d+))?", region).groups()  # type: ignore[union-attr]
        if v["chromosome"] != chromosome:
            return False
        if start is None:
            return True
        return v["start"] <= int(end) and (v["end"] if self.overlap else v["start"]) >= int(start)

    def _samples(self, query: dict[str, str]) -> tuple[list[str], int]:
        asked = query.get("includeSample", "none")
        if asked == "none":
            return [], 0
        names = self.samples if asked == "all" else [s for s in asked.split(",") if s in self.samples]
        skip = int(query.get("sampleSkip", 0))
        return names[skip : skip + min(int(query.get("sampleLimit", 100)), self.most_samples)], len(names)

    def _study(self, v: dict[str, Any], shown: list[str], *, files: bool) -> dict[str, Any]:
        return {
            "studyId": STUDY,
            "sampleDataKeys": ["GT", "DP"] if shown else ["GT"],
            "samples": [{"sampleId": s, "data": [genotype(v["id"], s), "30"]} for s in shown],
            "files": [{"fileId": "trio.vcf.gz", "data": {"QUAL": "50.0", "FILTER": "PASS"}}] if files else [],
            "stats": [],
        }


def genotype(variant_id: str, sample: str) -> str:
    """Tell the genotype of a sample, the same every time."""
    return random.Random(variant_id + sample).choice(GENOTYPES)


@pytest.fixture
def server(wire: Any) -> VariantServer:
    """What the server of :func:`oc` holds; tests may change it."""
    return VariantServer(wire)


@pytest.fixture
def oc(server: VariantServer, loopback: Callable[..., Any], connect: Callable[..., Any], wire: Any) -> OpenCGAClient:
    """A client of that server, over a socket."""
    client: OpenCGAClient = connect(loopback(server), token=wire.token(), version_check="off")
    return client


@pytest.fixture
def expected_genotype() -> Callable[[str, str], str]:
    """The genotype that the server gives for a variant and sample."""
    return genotype


@pytest.fixture
def study_name() -> str:
    """Study of the server."""
    return STUDY
