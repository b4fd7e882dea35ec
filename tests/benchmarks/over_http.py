"""Time and memory of whole calls: from requests over the loopback interface to frames, batches and files.

``python tests/benchmarks/over_http.py [--rounds 5] [--only text]`` prints every figure against its goal; it takes some
minutes. The server is ``canned.py`` in a process of its own. What is compared runs in turns in one process, and the
figures are medians of the ratios of the turns: the pace of a machine changes from minute to minute.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import orjson
import urllib3
from canned import STUDY, client, most_bytes, served

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

PAGE: Final = 1_000
#: Seconds before each answer of a distant server.
FAR: Final = 0.1
#: Seconds a database takes to read past one row.
SKIP_COST: Final = 5e-7
CHILDREN: Final = ("samples", "sample_phenotypes", "sample_files", "sample_cohorts", "sample_annotations")


@dataclass(frozen=True)
class Line:
    """One figure: its name, the most (or, if ``least``, the least) it may be, and how it is found."""

    name: str
    goal: float
    measure: Callable[[int], float]
    least: bool = False

    def met(self, value: float) -> bool:
        """Tell whether a value reaches the goal."""
        return value >= self.goal if self.least else value <= self.goal


def addresses(url: str, rows: int) -> list[str]:
    """Give the addresses of the pages as a plain client asks for them."""
    search = f"{url}/webservices/rest/v2/samples/search?study={STUDY}&sort=id&order=ASC&limit={PAGE}"
    return [f"{search}&skip={start}" for start in range(0, rows, PAGE)]


def processor(work: Callable[[], Any]) -> float:
    """Seconds of the processor."""
    started = time.process_time()
    work()
    return time.process_time() - started


def elapsed(work: Callable[[], Any]) -> float:
    """Seconds by the clock."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def in_turns(
    ours: Callable[[], Any], theirs: Callable[[], Any], rounds: int, measure: Callable[..., float] = elapsed
) -> float:
    """Median ratio of two ways, each run once before."""
    ours(), theirs()
    pairs = []
    for _ in range(rounds):
        gc.collect()
        pairs.append((measure(ours), measure(theirs)))
    return statistics.median(first / second for first, second in pairs)


def processor_of_a_frame(kind: str) -> Callable[[int], float]:
    """10,000 samples to a frame by one worker, against ``orjson.loads`` of the same bytes, all kept."""

    def measure(rounds: int) -> float:
        with served(10_000, kind=kind) as url:
            oc, pool = client(url, workers=1), urllib3.PoolManager()
            bodies = [pool.request("GET", one).data for one in addresses(url, 10_000)]
            frame = lambda: oc.samples.frame(study=STUDY, core=False)  # noqa: E731
            return in_turns(frame, lambda: [orjson.loads(body) for body in bodies], rounds, processor)

    return measure


def _fetched(url: str, rows: int, connections: int) -> list[bytes]:
    pool = urllib3.PoolManager(maxsize=connections)
    with ThreadPoolExecutor(connections) as threads:
        return list(threads.map(lambda one: pool.request("GET", one).data, addresses(url, rows)))


def far_from_a_fetch(rounds: int) -> float:
    """40 pages from a distant server to a frame, against fetching the same bytes with 8 connections."""
    with served(40_000, latency=FAR) as url:
        oc = client(url)
        return in_turns(lambda: oc.samples.frame(study=STUDY), lambda: _fetched(url, 40_000, 8), rounds)


def far_from_pyopencga(rounds: int) -> float:
    """The same by the official client, page after page with ``json_normalize`` behind, against ours."""
    import pandas as pd
    from pyopencga.opencga_client import OpencgaClient  # type: ignore[import-untyped]
    from pyopencga.opencga_config import ClientConfiguration  # type: ignore[import-untyped]

    with served(40_000, latency=FAR) as url:
        oc = client(url)
        configuration = ClientConfiguration({"rest": {"host": url}})
        theirs = OpencgaClient(configuration, token=oc.token.reveal(), auto_refresh=False)

        def normalised() -> Any:
            rows: list[Any] = []
            for start in range(0, 40_000, PAGE):
                answer = theirs.samples.search(study=STUDY, limit=PAGE, skip=start, sort="id", order="ASC")
                rows += answer.get_results()
            return pd.json_normalize(rows)

        return in_turns(normalised, lambda: oc.samples.frame(study=STUDY), min(rounds, 3))


def near(rounds: int) -> float:
    """40 pages from a near server, against fetching them and converting them one after the other."""
    from opencga_frames.frames.conversion import Conversion
    from opencga_frames.frames.schema.registry import entity_of
    from opencga_frames.frames.to_pandas import to_pandas
    from opencga_frames.rest.wire.envelope import read_page

    with served(40_000) as url:
        oc, pool = client(url), urllib3.PoolManager()
        memory = oc.samples.scan(study=STUDY).source.memory

        def in_sequence() -> Any:
            collector = Conversion(entity_of("samples"), study=STUDY).collector(["samples"], memory=memory)
            for one in addresses(url, 40_000):
                page = read_page(pool.request("GET", one).data)
                collector.add(page.blocks[0].rows if page else b"[]")
            return to_pandas(collector.table("samples"))

        return in_turns(lambda: oc.samples.frame(study=STUDY), in_sequence, rounds)


def export(url: str, folder: str) -> dict[str, float]:
    """Write all samples and children of a server, and tell seconds of the processor and bytes above the import."""
    import pandas as pd  # noqa: F401 - what is imported is not what a walk needs
    import pyarrow.dataset
    import pyarrow.parquet  # noqa: F401

    oc = client(url)
    oc.samples.frame(study=STUDY, limit=1)
    before = most_bytes()
    started = time.process_time()
    oc.samples.scan(study=STUDY, core=False).select(*CHILDREN).write(folder)
    seconds = time.process_time() - started
    return {"seconds": seconds, "grown": most_bytes() - before}


def exported(rows: int) -> dict[str, float]:
    """Do as :func:`export` in a process of its own."""
    with served(rows) as url, tempfile.TemporaryDirectory() as folder:
        return _of_a_process("--export", url, folder)


def _of_a_process(*words: str) -> dict[str, float]:
    made = subprocess.run([sys.executable, __file__, *words], check=True, capture_output=True)
    found: dict[str, float] = orjson.loads(made.stdout)
    return found


def apart(rows: int) -> dict[str, float]:
    """Convert and write as many rows, their pages in memory, and tell the seconds of the processor."""
    import pandas as pd  # noqa: F401 - as for :func:`export`
    import pyarrow.parquet as pq
    from canned import Rows

    from opencga_frames.frames.conversion import Conversion
    from opencga_frames.frames.schema.registry import entity_of

    made = Rows(10 * PAGE)
    pages = [b"[" + b",".join(map(made.row, range(at, at + PAGE))) + b"]" for at in range(0, 10 * PAGE, PAGE)]
    collector = Conversion(entity_of("samples"), study=STUDY).collector(CHILDREN, core=False)
    started = time.process_time()
    with tempfile.TemporaryDirectory() as folder:
        writers = {
            name: pq.ParquetWriter(Path(folder) / name, collector.schema(name), compression="zstd", compression_level=1)
            for name in CHILDREN
        }
        for number in range(rows // PAGE):
            for name, table in collector.convert(pages[number % len(pages)])[0].items():
                writers[name].write_table(table)
        for writer in writers.values():
            writer.close()
    return {"seconds": time.process_time() - started}


def peak(rows: int) -> Callable[[int], float]:
    """Megabytes above the import for an export of as many rows."""
    return lambda _rounds: exported(rows)["grown"] / 1e6


def export_against_parts(rounds: int) -> float:
    """Processor time of an export of 100,000 rows, against converting and writing alone."""

    def parts() -> dict[str, float]:
        return _of_a_process("--apart", "100000")

    return statistics.median(exported(100_000)["seconds"] / parts()["seconds"] for _ in range(rounds))


def walk_seconds(rows: int, *, by_skip: bool) -> float:
    """Seconds to read one column of all rows where skipping costs."""
    with served(rows, skip_cost=SKIP_COST) as url:
        oc = client(url)
        # An order of the caller's own is walked with skip.
        own = {"sort": "id", "order": "ASC"} if by_skip else {}
        scan = oc.samples.scan(study=STUDY, columns=["sample_id"], workers=1, **own)
        return elapsed(lambda: sum(batch.num_rows for batch in scan.batches()))


def linear(_rounds: int) -> float:
    """Seconds a row for a million rows by ranges of dates, against those for 100,000."""
    return walk_seconds(1_000_000, by_skip=False) / (10 * walk_seconds(100_000, by_skip=False))


def lines() -> Iterator[Line]:
    """List the figures."""
    for kind in ("made", "recorded"):
        yield Line(f"10,000 {kind} samples over HTTP, frame : orjson.loads", 0.35, processor_of_a_frame(kind))
    yield Line("40 pages, 100 ms latency, frame : fetch alone, 8 connections", 1.6, far_from_a_fetch)
    yield Line("pyopencga + json_normalize : the same", 6, far_from_pyopencga, least=True)
    yield Line("40 pages, no latency, frame : fetch and convert in sequence", 1.1, near)
    yield Line("100,000 samples to Parquet, five tables, peak MB", 300, peak(100_000))
    yield Line("1,000,000 samples to Parquet, five tables, peak MB", 300, peak(1_000_000))
    yield Line("export of 100,000 samples : convert and write apart", 1.25, export_against_parts)
    yield Line("seconds a row by ranges of dates, 1,000,000 : 100,000", 1.2, linear)


def curves(sizes: Sequence[int], file: Path) -> None:
    """Write the curves of the documentation: seconds by rows, and memory by rows."""
    found = {
        "rows": list(sizes),
        "by_skip": [walk_seconds(rows, by_skip=True) for rows in sizes],
        "by_ranges": [walk_seconds(rows, by_skip=False) for rows in sizes],
        "memory": [exported(rows)["grown"] / 1e6 for rows in sizes],
    }
    # Those of other benchmarks stay.
    kept = orjson.loads(file.read_bytes()) if file.exists() else {}
    file.write_bytes(orjson.dumps({**kept, **found}, option=orjson.OPT_INDENT_2))


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a table in Markdown, or measure one export."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", default="", help="only lines whose name has this text")
    parser.add_argument("--export", nargs=2, metavar=("URL", "FOLDER"), help="measure one export in this process")
    parser.add_argument("--apart", type=int, metavar="ROWS", help="measure converting and writing in this process")
    parser.add_argument("--curves", type=Path, help="write the curves of the documentation to a file")
    chosen = parser.parse_args(arguments)
    if chosen.export:
        print(orjson.dumps(export(*chosen.export)).decode())
        return
    if chosen.apart:
        print(orjson.dumps(apart(chosen.apart)).decode())
        return
    if chosen.curves:
        curves([10_000, 30_000, 100_000, 300_000, 1_000_000], chosen.curves)
        return
    print("| figure | measured | goal | |\n|---|---|---|---|", flush=True)
    for line in (line for line in lines() if chosen.only in line.name):
        value = line.measure(chosen.rounds)
        goal = f"{'at least' if line.least else 'at most'} {line.goal:g}"
        print(f"| {line.name} | {value:.2f} | {goal} | {'reached' if line.met(value) else 'missed'} |", flush=True)


if __name__ == "__main__":
    main()
