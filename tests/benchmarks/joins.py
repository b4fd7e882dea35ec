"""Time a join of three tables, as ratios to pandas' ``merge`` on its default text in the same run.

``python tests/benchmarks/joins.py [--samples 1000000] [--rounds 5]``

A sample has one of half as many individuals and is in three cohorts; the result has one row per membership, with the
columns of all three tables. Every run has a process of its own, and the ways take turns, because the load of a machine
changes from minute to minute. The memory is the highest of the process: interpreter, libraries and the three tables
included.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

#: Cohorts that each sample is in.
MEMBERSHIPS: Final = 3
COHORTS: Final = 40
STUDY: Final = "demo@rare:germline"
UNIT: Final = "pandas merge, its default text"
OURS: Final = ("join", "join, Arrow dtypes")
#: Bytes in a unit of ``ru_maxrss``.
_UNIT_OF_MEMORY: Final = 1 if sys.platform == "darwin" else 1024

Tables = dict[str, pa.Table]


def tables_of(samples: int) -> Tables:
    """Make the three tables, always the same for the same number; the rows of each in a random order."""
    chance = np.random.default_rng(20260101)
    people = max(samples // 2, 1)
    numbers, persons = chance.permutation(samples), chance.permutation(people)
    members = chance.permutation(np.repeat(np.arange(samples), MEMBERSHIPS))
    offset = chance.integers(0, COHORTS, len(members))
    return {
        "samples": _table(
            sample_id=_ids("S", numbers),
            individual_id=_ids("I", numbers // 2),
            version=pa.array(chance.integers(1, 4, samples).astype(np.int32)),
            somatic=pa.array(chance.random(samples) < 0.1),
        ),
        "individuals": _table(
            individual_id=_ids("I", persons),
            version=pa.array(chance.integers(1, 4, people).astype(np.int32)),
            sex_id=pa.DictionaryArray.from_arrays(
                pa.array(chance.integers(0, 2, people).astype(np.int32)), pa.array(["FEMALE", "MALE"])
            ),
        ),
        "cohort_samples": _table(
            cohort_id=_ids("cohort-", offset),
            sample_id=_ids("S", members),
            sample_version=pa.array(chance.integers(1, 4, len(members)).astype(np.int32)),
        ),
    }


def _table(**columns: Any) -> pa.Table:
    rows = len(next(iter(columns.values())))
    return pa.table({"study": pa.repeat(STUDY, rows), **columns})


def _ids(start: str, numbers: Any) -> pa.Array:
    text = pc.utf8_lpad(pa.array(numbers).cast(pa.string()), width=7, padding="0")
    return pc.binary_join_element_wise(start, text, "")


def _plain(table: pa.Table) -> pa.Table:
    """Text in place of categories."""
    fields = [f.with_type(pa.string()) if pa.types.is_dictionary(f.type) else f for f in table.schema]
    return table.cast(pa.schema(fields))


def _merge(**frames: Any) -> Any:
    first = frames["samples"].merge(
        frames["individuals"], on=["study", "individual_id"], how="left", suffixes=("", "_individual")
    )
    return first.merge(frames["cohort_samples"], on=["study", "sample_id"], how="left", suffixes=("", "_cohort"))


def _join(**frames: Any) -> Any:
    from opencga_frames import join

    return join(**frames, grain=("samples", "cohort_samples"), max_rows=10**9)


def _polars(**frames: Any) -> Any:
    first = frames["samples"].join(frames["individuals"], on=["study", "individual_id"], how="left")
    return first.join(frames["cohort_samples"], on=["study", "sample_id"], how="left")


def _duckdb(**tables: Any) -> Any:
    import duckdb

    with duckdb.connect() as connection:
        for name, table in tables.items():
            connection.register(name, table)
        text = "from samples left join individuals using (study, individual_id)"
        return connection.sql(f"{text} left join cohort_samples using (study, sample_id)").to_arrow_table()


def _frame(table: pa.Table) -> Any:
    from opencga_frames.frames.to_pandas import to_pandas

    return to_pandas(table)


def _arrow_frame(table: pa.Table) -> Any:
    from opencga_frames.frames.to_pandas import to_pandas

    return to_pandas(table, dtype_backend="pyarrow")


def _default_frame(table: pa.Table) -> Any:
    return _plain(table).to_pandas()


def _object_frame(table: pa.Table) -> Any:
    frame = _plain(table).to_pandas()
    return frame.astype({f.name: object for f in _plain(table).schema if f.type == pa.string()})


def _polars_frame(table: pa.Table) -> Any:
    import polars as pl

    return pl.from_arrow(_plain(table))


#: What each way makes of an Arrow table before the clock starts, and what is timed.
WAYS: Final[dict[str, tuple[Callable[[pa.Table], Any], Callable[..., Any]]]] = {
    UNIT: (_default_frame, _merge),
    "pandas merge, objects": (_object_frame, _merge),
    OURS[0]: (_frame, _join),
    OURS[1]: (_arrow_frame, _join),
    "polars join": (_polars_frame, _polars),
    "duckdb join": (_plain, _duckdb),
}


def one(way: str, samples: int) -> tuple[float, float, int, int]:
    """Seconds by the clock and of the processor, highest memory in bytes and rows of one run in this process."""
    prepare, run = WAYS[way]
    tables = tables_of(samples)
    frames = {name: prepare(tables.pop(name)) for name in list(tables)}
    run(**{name: frame[:10] for name, frame in frames.items()})
    begin, before = time.perf_counter(), time.process_time()
    result = run(**frames)
    spent, processor = time.perf_counter() - begin, time.process_time() - before
    return spent, processor, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _UNIT_OF_MEMORY, len(result)


def apart(way: str, samples: int) -> tuple[float, float, int, int]:
    """Do as :func:`one` in a new process."""
    words = [sys.executable, __file__, "--one", way, "--samples", str(samples)]
    spent, processor, memory, rows = json.loads(subprocess.run(words, check=True, capture_output=True).stdout)
    return spent, processor, memory, rows


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table of ratios."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--samples", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", default="", help="only ways whose name has this text, and the unit")
    parser.add_argument("--together", action="store_true", help="all in this process: quick, and not true")
    parser.add_argument("--one", help="print the figures of one run of one way")
    chosen = parser.parse_args(arguments)
    if chosen.one:
        print(json.dumps(one(chosen.one, chosen.samples)))
        return
    run = one if chosen.together else apart
    names = [way for way in WAYS if way == UNIT or chosen.only in way]
    turns = [{way: run(way, chosen.samples) for way in names} for _ in range(chosen.rounds)]
    base = [statistics.median(turn[UNIT][i] for turn in turns) for i in (0, 1)]
    print(f"{chosen.samples:,} samples, median of {chosen.rounds}\n")
    print(f"{'way':32} {'wall':>6} {'cpu':>6} {'seconds':>8} {'peak MB':>8} {'rows':>10}")
    for way in names:
        spent, processor = (statistics.median(turn[way][i] for turn in turns) for i in (0, 1))
        memory = max(turn[way][2] for turn in turns) / 1e6
        ratios = f"{spent / base[0]:6.2f} {processor / base[1]:6.2f}"
        print(f"{way:32} {ratios} {spent:8.3f} {memory:8.0f} {turns[0][way][3]:10,}")


if __name__ == "__main__":
    main()
