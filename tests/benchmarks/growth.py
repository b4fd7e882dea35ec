"""Time and memory as the number of documents grows: the main table of samples, page by page.

``python tests/benchmarks/growth.py [--documents 100000]``

Pages are read from a file, so that only one is in memory. The time is that of 1,000 documents against as many as asked
for, per document; the memory is what the process grows by, against the Arrow table it ends with and one page.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson
from canned import most_bytes
from documents import PAGE, STUDY, pages_of

from opencga_frames.frames.conversion import Conversion
from opencga_frames.frames.schema.registry import entity_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SMALL = 1_000


def written(folder: Path, documents: int) -> None:
    """Write the pages, each to a file; a page is repeated, its text being what is measured."""
    pages = pages_of("samples", min(documents, 10 * PAGE))
    for number in range(documents // PAGE):
        (folder / f"{number:04d}.json").write_bytes(pages[number % len(pages)])


def read(folder: Path) -> Iterator[bytes]:
    """Give the pages one after the other."""
    for file in sorted(folder.iterdir()):
        yield file.read_bytes()


def _collected(folder: Path) -> Any:
    return Conversion(entity_of("samples"), study=STUDY).arrow(read(folder), ["samples"], core=False).table("samples")


def one(folder: Path) -> dict[str, float]:
    """Seconds and bytes of one run in this process; it has made a small table before."""
    page = next(read(folder))
    Conversion(entity_of("samples"), study=STUDY).arrow([page[:1] + page[-1:]], ["samples"], core=False)
    before = most_bytes()
    started = time.perf_counter()
    table = _collected(folder)
    seconds = time.perf_counter() - started
    grown = most_bytes() - before
    return {"seconds": seconds, "grown": grown, "table": table.nbytes, "page": len(page)}


def measured(documents: int, rounds: int) -> dict[str, float]:
    """Medians over processes of their own."""
    with tempfile.TemporaryDirectory() as folder:
        written(Path(folder), documents)
        words = [sys.executable, __file__, "--one", folder]
        runs = [orjson.loads(subprocess.run(words, check=True, capture_output=True).stdout) for _ in range(rounds)]
    return {name: statistics.median(run[name] for run in runs) for name in runs[0]}


def figures(documents: int, rounds: int) -> dict[str, float]:
    """Time per document against that of 1,000, and memory against table and page."""
    small, large = measured(SMALL, rounds), measured(documents, rounds)
    return {
        "time": (large["seconds"] / documents) / (small["seconds"] / SMALL),
        "memory": (large["grown"] - large["page"]) / large["table"],
        "table": large["table"],
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """Print both ratios."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--one", help="measure the pages of a folder in this process")
    chosen = parser.parse_args(arguments)
    if chosen.one:
        print(orjson.dumps(one(Path(chosen.one))).decode())
        return
    found = figures(chosen.documents, chosen.rounds)
    print(f"time per document, {chosen.documents:,} against {SMALL:,}: {found['time']:.2f}")
    print(
        f"memory above start and one page, against the table of {found['table'] / 1e6:,.0f} MB: {found['memory']:.2f}"
    )


if __name__ == "__main__":
    main()
