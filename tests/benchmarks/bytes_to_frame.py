"""Time the way from the bytes of an answer to frames, as ratios to ``orjson.loads`` in the same run.

``python tests/benchmarks/bytes_to_frame.py [--documents 10000] [--rounds 5]``

Every way gets the same pages of 1,000 samples of about 2.4 kB. The unit is ``orjson.loads`` with all pages kept.

Each way runs in a process of its own, right after a process with the unit: the load of a machine changes from minute to
minute, and what one way leaves behind in memory slows the next one down by half.
"""

from __future__ import annotations

import argparse
import random
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import orjson
import pandas as pd

from opencga_frames.frames.catalogue import load_entity
from opencga_frames.frames.conversion import Conversion
from opencga_frames.frames.to_pandas import to_pandas

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

PAGE: Final = 1_000
#: pyopencga's way is so slow that it gets a part of the documents; its time is scaled up.
FEW: Final = 1_000
TERMS: Final = ("HP:0001250", "HP:0001263", "HP:0000252", "HP:0001290", "HP:0002197")


def sample(number: int, chance: random.Random) -> dict[str, Any]:
    """Make one sample as a 5.0.0 server writes it, with described fields only."""
    name = f"S{number:07d}"
    stamp = f"2024{chance.randint(1, 12):02d}{chance.randint(1, 28):02d}{chance.randint(0, 23):02d}1530"
    product = {"id": chance.choice(["DNA", "RNA"]), "name": "", "description": "", "source": "", "url": ""}
    return {
        "id": name,
        "annotationSets": [_intake(chance), _sequencing(chance)],
        "uuid": f"{chance.getrandbits(32):08x}-018f-0004-0001-{chance.getrandbits(48):012x}",
        "source": {"id": "biobank", "name": "Hospital biobank", "description": "", "source": "own", "url": ""},
        "processing": {
            "product": {**product, "attributes": {}},
            "preparationMethod": "PCR-free",
            "extractionMethod": "column",
            "labSampleId": f"LS{number:06d}",
            "quantity": f"{chance.randint(100, 2000)} ng",
            "date": stamp[:8],
            "attributes": {"plate": chance.randint(1, 96)},
        },
        "collection": {
            "from": [_term("UBERON:0000178", "blood", "UBERON")],
            "type": "BLOOD",
            "quantity": "5 ml",
            "method": "venepuncture",
            "date": stamp[:8],
            "attributes": {},
        },
        "qualityControl": {
            "files": [],
            "comments": [],
            "variant": {"variantStats": _stats(name, chance), "signatures": [], "hrDetects": [], "files": []},
        },
        "release": 1,
        "version": chance.randint(1, 4),
        "creationDate": stamp,
        "modificationDate": stamp,
        "description": f"Second sample of the visit, taken for {name} because the first had clotted.",
        "somatic": chance.random() < 0.1,
        "phenotypes": [_phenotype(term) for term in chance.sample(TERMS, chance.randint(1, 4))],
        "individualId": f"I{number // 2:07d}",
        "fileIds": [f"data:{name}.bam", f"data:{name}.vcf.gz"],
        "cohortIds": ["ALL", f"batch-{number % 40}"],
        "status": {"id": "ARRIVED", "description": "", "date": stamp, "name": "ARRIVED"},
        "internal": {
            "status": {
                "id": "READY",
                "description": "",
                "date": stamp,
                "version": "5.0.0",
                "commit": "dd4c82e29c61418826a05f7c6344de161888e074",
                "name": "READY",
            },
            "registrationDate": stamp,
            "lastModified": stamp,
            "rga": {"status": "NOT_INDEXED", "date": stamp},
            "variant": {"index": {"status": {"id": "NONE", "description": "", "date": stamp, "name": "NONE"}}},
        },
        "attributes": {"rack": f"R{number % 9}", "box": number % 200},
    }


def _term(name: str, label: str, source: str) -> dict[str, Any]:
    return {"id": name, "name": label, "description": "", "source": source, "url": "", "attributes": {}}


def _phenotype(term: str) -> dict[str, Any]:
    return {**_term(term, f"name of {term}", "HPO"), "ageOfOnset": "-1", "status": "OBSERVED"}


def _stats(name: str, chance: random.Random) -> list[dict[str, Any]]:
    if chance.random() < 0.9:
        return []
    types = {"SNV": chance.randint(3_000_000, 5_000_000), "INDEL": chance.randint(400_000, 900_000)}
    stats = {
        "id": name,
        "variantCount": sum(types.values()),
        "chromosomeCount": {str(c): chance.randint(50_000, 400_000) for c in range(1, 23)},
        "typeCount": types,
        "genotypeCount": {"0/1": chance.randint(2_000_000, 3_000_000), "1/1": chance.randint(1_000_000, 2_000_000)},
        "indelLengthCount": {"lt5": 310_000, "lt10": 61_000, "lt15": 20_000, "lt20": 9_000, "gte20": 4_000},
        "tiTvRatio": chance.choice([2.01, 2.05]),
        "qualityAvg": 41.25,
        "qualityStdDev": 3.5,
        "heterozygosityRate": 0.61,
    }
    return [{"id": "ALL", "description": "", "query": {}, "stats": stats}]


def _intake(chance: random.Random) -> dict[str, Any]:
    values = {"smoker": chance.random() < 0.2, "site": "NORTH", "weight": 71.25, "age": chance.randint(0, 90)}
    return {"id": "intake", "variableSetId": "intake", "annotations": values}


def _sequencing(chance: random.Random) -> dict[str, Any]:
    values = {
        "lab": {"name": "lab3", "panel": {"code": f"P{chance.randint(0, 9)}", "level": 2, "ok": True}},
        "tags": ["first", "urgent"],
        "remark": "steady",
    }
    return {"id": "run1", "variableSetId": "sequencing", "annotations": values}


def pages_of(documents: int) -> list[bytes]:
    """Make the pages, always the same for the same number."""
    chance = random.Random(20260101)
    samples = [sample(number, chance) for number in range(documents)]
    return [orjson.dumps(samples[at : at + PAGE]) for at in range(0, documents, PAGE)]


@dataclass(frozen=True)
class Way:
    """One way to be timed.

    Attributes
    ----------
    name
        What is printed.
    run
        Takes the pages; what it returns is kept until the clock has stopped.
    most
        Most documents it gets, None for all.
    """

    name: str
    run: Callable[[Sequence[bytes]], Any]
    most: int | None = None


def ways() -> Iterator[Way]:
    """List every way, the unit first."""
    entity = load_entity("sample")
    yield Way("orjson.loads, all kept (the unit)", lambda pages: [orjson.loads(page) for page in pages])
    yield Way("orjson.loads, each page dropped", _dropped)
    yield Way("main frame, all columns", lambda pages: _frames(pages, [entity.main], core=False))
    yield Way("main frame, core columns", lambda pages: _frames(pages, [entity.main], core=True))
    yield Way("main table, all columns, Arrow only", lambda pages: _arrow(pages, [entity.main], core=False))
    for name in list(entity.tables)[1:]:
        yield Way(f"{name}, Arrow", partial(_arrow, tables=[name], core=False))
    yield Way("all tables, Arrow", lambda pages: _arrow(pages, list(entity.tables), core=False))
    yield Way("all tables, frames", lambda pages: _frames(pages, list(entity.tables), core=False))
    yield Way("orjson.loads + one json_normalize", _normalised)
    yield Way("pyopencga to_data_frame", _pyopencga, FEW)


def _dropped(pages: Sequence[bytes]) -> None:
    for page in pages:
        orjson.loads(page)


def _arrow(pages: Sequence[bytes], tables: Sequence[str], *, core: bool) -> list[Any]:
    collector = Conversion(load_entity("sample"), study="demo@rare:germline").arrow(pages, tables, core=core)
    return [collector.table(name) for name in tables]


def _frames(pages: Sequence[bytes], tables: Sequence[str], *, core: bool) -> list[pd.DataFrame]:
    return [to_pandas(table) for table in _arrow(pages, tables, core=core)]


def _normalised(pages: Sequence[bytes]) -> pd.DataFrame:
    return pd.json_normalize([document for page in pages for document in orjson.loads(page)])


def _pyopencga(pages: Sequence[bytes]) -> Any:
    from pyopencga.rest_response import RestResponse  # type: ignore[import-untyped]

    blocks = [{"results": orjson.loads(page)} for page in pages]
    return RestResponse({"responses": blocks}).to_data_frame()


def timed(way: Way, pages: Sequence[bytes]) -> tuple[float, float]:
    """Seconds by the clock and of the processor for one run."""
    wall, processor = time.perf_counter(), time.process_time()
    kept = way.run(pages)
    spent = time.perf_counter() - wall, time.process_time() - processor
    del kept
    return spent


def medians(name: str, documents: int, rounds: int) -> list[float]:
    """Median seconds by the clock and of the processor of one way, scaled where it gets only some documents."""
    way = next(w for w in ways() if w.name == name)
    count = min(documents, way.most or documents)
    pages = pages_of(count)
    runs = [timed(way, pages) for _ in range(rounds)]
    return [statistics.median(r[i] for r in runs) * documents / count for i in (0, 1)]


def apart(name: str, documents: int, rounds: int) -> list[float]:
    """Do as :func:`medians` in a new process."""
    words = [sys.executable, __file__, "--one", name, "--documents", str(documents), "--rounds", str(rounds)]
    found: list[float] = orjson.loads(subprocess.run(words, check=True, capture_output=True).stdout)
    return found


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table of ratios."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", default="", help="only ways whose name has this text")
    parser.add_argument("--together", action="store_true", help="all in this process: quick, and not true")
    parser.add_argument("--one", help="print the seconds of one way")
    chosen = parser.parse_args(arguments)
    if chosen.one:
        print(orjson.dumps(medians(chosen.one, chosen.documents, chosen.rounds)).decode())
        return
    run = medians if chosen.together else apart
    size = len(pages_of(1_000)[0]) / 1_000
    print(f"{chosen.documents:,} samples of {size:,.0f} bytes, median of {chosen.rounds}\n")
    print(f"{'way':42} {'wall':>8} {'cpu':>8} {'seconds':>9}")
    unit = next(ways()).name
    for way in (w for w in ways() if chosen.only in w.name):
        base = run(unit, chosen.documents, chosen.rounds)
        wall, processor = run(way.name, chosen.documents, chosen.rounds)
        note = f"  from {way.most:,} documents, scaled" if way.most and chosen.documents > way.most else ""
        print(f"{way.name:42} {wall / base[0]:8.2f} {processor / base[1]:8.2f} {wall:9.3f}{note}")


if __name__ == "__main__":
    main()
