"""Every figure of the package against its goal, in one run: ``python tests/benchmarks/run.py [--rounds 5]``.

The ratios are medians; each way runs in a process of its own, next to its rival, and the pairs close to their goals run
several times. The whole takes about fifteen minutes on two cores. ``--only text`` keeps the lines whose name has that
text.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import bytes_to_frame as timing
import growth
import joins

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

SAMPLES: Final = 10_000
VARIANTS: Final = 2_000
ROWS: Final = 1_000_000
#: Pairs of processes for the lines that are close to their goals.
TURNS: Final = 5
MAIN: Final = "main frame, all columns"


@dataclass(frozen=True)
class Line:
    """One figure: what is measured, the most (or, if ``least``, the least) it may be, and how it is found."""

    name: str
    goal: float
    measure: Callable[[int], float]
    least: bool = False

    def met(self, value: float) -> bool:
        """Tell whether a value reaches the goal."""
        return value >= self.goal if self.least else value <= self.goal


def _ratio(kind: str, first: str, second: str, turns: int = 1, *, short: bool = False) -> Callable[[int], float]:
    """Ratio of two ways; with some turns the median of as many, for a machine that changes its pace in between.

    Short ways are those that take milliseconds: they get one page, ten times as often.
    """
    documents = timing.PAGE if short else SAMPLES if kind == "samples" else VARIANTS
    times = 10 if short else 1

    def measure(rounds: int) -> float:
        pairs = [
            [timing.apart(kind, way, documents, times * rounds)[0] for way in (second, first)] for _ in range(turns)
        ]
        return statistics.median(above / below for below, above in pairs)

    return measure


def _import_time(rounds: int) -> float:
    """Milliseconds that the import takes on top of bare Python."""

    def seconds(code: str) -> float:
        started = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True)
        return time.perf_counter() - started

    pairs = [(seconds("import opencga_frames"), seconds("pass")) for _ in range(rounds)]
    return statistics.median(1_000 * (ours - bare) for ours, bare in pairs)


def _join_time(rounds: int) -> float:
    turns = [[joins.apart(way, ROWS)[0] for way in (joins.OURS[0], joins.UNIT)] for _ in range(rounds)]
    return statistics.median(ours for ours, _ in turns) / statistics.median(theirs for _, theirs in turns)


def _join_memory(_rounds: int) -> float:
    return joins.apart(joins.OURS[0], ROWS)[2] / 1e9


def lines() -> Iterator[Line]:
    """List the figures."""
    unit, dropped = timing.UNIT, timing.DROPPED
    samples, variants = "samples", "variants"
    yield Line("samples, main frame : orjson.loads", 0.30, _ratio(samples, MAIN, unit, TURNS))
    for name, goal in (
        ("orjson.loads + one json_normalize", 4),
        ("polars, known schema, unnested", 2),
        ("duckdb, known types, pandas frame", 2),
        ("pyopencga to_data_frame", 150),
    ):
        yield Line(f"{name} : samples, main frame", goal, _ratio(samples, name, MAIN), least=True)
    yield Line("variants, main frame : orjson.loads", 0.20, _ratio(variants, MAIN, unit, TURNS))
    yield Line("samples, all tables : pages dropped", 1.0, _ratio(samples, "all tables, Arrow", dropped, TURNS))
    yield Line("variants, five tables : pages dropped", 0.8, _ratio(variants, "five tables, Arrow", dropped, TURNS))
    yield Line("sample_phenotypes : orjson.loads", 0.20, _ratio(samples, "sample_phenotypes, Arrow", unit, TURNS))
    yield Line(
        "second answer, unmapped field : none", 1.15, _ratio(samples, timing.AGAIN_UNMAPPED, timing.AGAIN, TURNS)
    )
    for name, way in (("frame", timing.PAGE_TO_FRAME), ("from_json", timing.PAGE_FROM_JSON)):
        page = _ratio(samples, way, timing.PAGE_LOADED, TURNS, short=True)
        yield Line(f"one page of 1,000 samples, {name} : orjson.loads", 1.0, page)
    yield Line("time per document, 100,000 : 1,000", 1.15, lambda n: growth.figures(100_000, n)["time"])
    yield Line("peak memory : Arrow table (and a page)", 1.5, lambda n: growth.figures(100_000, n)["memory"])
    yield Line("join of 4.5 million rows : pandas merge", 0.4, _join_time)
    yield Line("join of 4.5 million rows, peak GB", 1.2, _join_memory)
    yield Line("import opencga_frames, ms", 100, _import_time)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a table in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", default="", help="only lines whose name has this text")
    chosen = parser.parse_args(arguments)
    print("| figure | measured | goal | |\n|---|---|---|---|", flush=True)
    for line in (line for line in lines() if chosen.only in line.name):
        value = line.measure(chosen.rounds)
        goal = f"{'at least' if line.least else 'at most'} {line.goal:g}"
        print(f"| {line.name} | {value:.2f} | {goal} | {'reached' if line.met(value) else 'missed'} |", flush=True)


if __name__ == "__main__":
    main()
