"""Time the way from the bytes of an answer to frames, as ratios to ``orjson.loads`` in the same run.

``python tests/benchmarks/bytes_to_frame.py [--of samples|variants] [--documents 10000] [--rounds 5]``

Every way gets the same pages: 1,000 samples of about 2.4 kB, or 500 variants with four samples and annotation. The unit
is ``orjson.loads`` with all pages kept.

Each way runs in a process of its own, right after a process with the unit: the load of a machine changes from minute to
minute, and what one way leaves behind in memory slows the next one down by half.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import answers
import orjson
import rivals
from documents import STUDY, pages_of

from opencga_frames.frames.conversion import Conversion
from opencga_frames.frames.schema.registry import entity_of
from opencga_frames.frames.to_pandas import to_pandas

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import pandas as pd

#: pyopencga's way is so slow that it gets a part of the documents; its time is scaled up.
FEW: Final = 1_000
FIVE: Final = (
    "variants",
    "variant_genotypes",
    "variant_consequences",
    "variant_population_frequencies",
    "variant_stats",
)
UNIT: Final = "orjson.loads, all kept (the unit)"
#: A client's second answer of the same kind, to Arrow.
AGAIN: Final = "a second answer"
AGAIN_UNMAPPED: Final = "a second answer, an unmapped field in each"
#: An answer of one page, from its bytes; scaled as all that get some of the documents.
PAGE: Final = 1_000
PAGE_LOADED: Final = "one page, orjson.loads"
PAGE_TO_FRAME: Final = "one page, frame"
PAGE_FROM_JSON: Final = "one page, from_json and frame"
DROPPED: Final = "orjson.loads, each page dropped"


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
    ready
        Makes the function that is timed from the pages, for ways that need something prepared.
    """

    name: str
    run: Callable[[Sequence[bytes]], Any] | None = None
    most: int | None = None
    ready: Callable[[Sequence[bytes]], Callable[[], Any]] | None = None


def ways(kind: str) -> Iterator[Way]:
    """List every way, the unit first."""
    entity = entity_of(kind)
    tables = list(entity.tables)
    yield Way(UNIT, rivals.kept)
    yield Way(DROPPED, rivals.dropped)
    yield Way("main frame, all columns", partial(_frames, tables=[kind], core=False))
    yield Way("main frame, core columns", partial(_frames, tables=[kind], core=True))
    yield Way("main table, all columns, Arrow only", partial(_arrow, tables=[kind], core=False))
    for name in tables[1:]:
        yield Way(f"{name}, Arrow", partial(_arrow, tables=[name], core=False))
    if kind == "variants":
        yield Way("five tables, Arrow", partial(_arrow, tables=FIVE, core=False))
    yield Way("all tables, Arrow", partial(_arrow, tables=tables, core=False))
    yield Way("all tables, frames", partial(_frames, tables=tables, core=False))
    if kind == "samples":
        yield Way(AGAIN, ready=partial(answers.again, unmapped=False))
        yield Way(AGAIN_UNMAPPED, ready=partial(answers.again, unmapped=True))
        yield Way(PAGE_LOADED, ready=answers.page_loaded, most=PAGE)
        yield Way(PAGE_TO_FRAME, ready=answers.page_to_frame, most=PAGE)
        yield Way(PAGE_FROM_JSON, ready=answers.page_from_json, most=PAGE)
    yield Way("orjson.loads + one json_normalize", rivals.normalised)
    yield Way("polars, known schema, unnested", ready=rivals.polars_way)
    yield Way("duckdb, known types, pandas frame", ready=rivals.duckdb_frame)
    yield Way("duckdb, known types, Arrow only", ready=rivals.duckdb_arrow)
    yield Way("pyopencga to_data_frame", rivals.pyopencga, FEW)


def _arrow(pages: Sequence[bytes], *, tables: Sequence[str], core: bool) -> list[Any]:
    collector = Conversion(entity_of(tables[0]), study=STUDY).arrow(pages, tables, core=core)
    return [collector.table(name) for name in tables]


def _frames(pages: Sequence[bytes], *, tables: Sequence[str], core: bool) -> list[pd.DataFrame]:
    return [to_pandas(table) for table in _arrow(pages, tables=tables, core=core)]


def timed(work: Callable[[], Any]) -> tuple[float, float]:
    """Seconds by the clock and of the processor for one run."""
    wall, processor = time.perf_counter(), time.process_time()
    kept = work()
    spent = time.perf_counter() - wall, time.process_time() - processor
    del kept
    return spent


def medians(kind: str, name: str, documents: int, rounds: int) -> list[float]:
    """Median seconds by the clock and of the processor of one way, scaled where it gets only some documents."""
    way = next(w for w in ways(kind) if w.name == name)
    count = min(documents, way.most or documents)
    pages = pages_of(kind, count)
    work = way.ready(pages) if way.ready else partial(way.run or rivals.kept, pages)
    runs = [timed(work) for _ in range(rounds)]
    return [statistics.median(r[i] for r in runs) * documents / count for i in (0, 1)]


def apart(kind: str, name: str, documents: int, rounds: int) -> list[float]:
    """Do as :func:`medians` in a new process."""
    counts = ["--documents", str(documents), "--rounds", str(rounds)]
    words = [sys.executable, __file__, "--of", kind, "--one", name, *counts]
    found: list[float] = orjson.loads(subprocess.run(words, check=True, capture_output=True).stdout)
    return found


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table of ratios."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--of", choices=["samples", "variants"], default="samples")
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", default="", help="only ways whose name has this text")
    parser.add_argument("--together", action="store_true", help="all in this process: quick, and not true")
    parser.add_argument("--one", help="print the seconds of one way")
    chosen = parser.parse_args(arguments)
    if chosen.one:
        print(orjson.dumps(medians(chosen.of, chosen.one, chosen.documents, chosen.rounds)).decode())
        return
    run = medians if chosen.together else apart
    size = sum(map(len, pages_of(chosen.of, 100))) / 100
    print(f"{chosen.documents:,} {chosen.of} of {size:,.0f} bytes, median of {chosen.rounds}\n")
    print(f"{'way':42} {'wall':>8} {'cpu':>8} {'seconds':>9}")
    for way in (w for w in ways(chosen.of) if chosen.only in w.name):
        base = run(chosen.of, UNIT, chosen.documents, chosen.rounds)
        wall, processor = run(chosen.of, way.name, chosen.documents, chosen.rounds)
        note = f"  from {way.most:,} documents, scaled" if way.most and chosen.documents > way.most else ""
        print(f"{way.name:42} {wall / base[0]:8.2f} {processor / base[1]:8.2f} {wall:9.3f}{note}")


if __name__ == "__main__":
    main()
