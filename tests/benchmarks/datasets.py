"""What a dataset of a study costs, and long walks where skipping costs, on the sandbox behind a port.

``python tests/benchmarks/datasets.py memory 10000 100000`` gives the most megabytes above the import,
``... sync 50000`` what a sync with 1 % changed asks for, and ``... skip 100000`` seconds by ranges and by ``skip``;
``... skip 1000000 --ranges-only`` leaves the latter out. Server and client are processes of their own.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

import orjson
from canned import most_bytes

from opencga_frames import OpenCGAClient
from opencga_frames.configuration.client_configuration import ClientConfiguration
from opencga_frames.sandbox import Sandbox, serve

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

CHILDREN: Final = ("samples", "sample_phenotypes", "sample_files", "sample_cohorts", "sample_annotations")
#: Microseconds a database takes to read past one row.
SKIP_COST: Final = 0.5


def client(url: str, user: str = "viewer") -> Any:
    """Log a user of the sandbox in."""
    settings = {"rest": {"host": url}, "cache_folder": "off", "version_check": "off"}
    oc = OpenCGAClient(ClientConfiguration(settings, environ={}))
    return oc.login(user, "Sandbox-2026", organization="demo")


@contextmanager
def served(samples: int, skip_cost: float = 0.0) -> Iterator[tuple[str, str]]:
    """Serve a sandbox in a process of its own, and give its address and study."""
    words = [sys.executable, __file__, "serve", str(samples), "--skip-cost", str(skip_cost)]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            url, study = process.stdout.readline().split()
            yield url, study
        finally:
            process.kill()


def serving(samples: int, skip_cost: float) -> None:
    """Serve until the input ends."""
    sandbox = Sandbox(samples=samples, skip_cost=skip_cost)
    with serve(sandbox) as server:
        print(server.url, sandbox.study, flush=True)
        sys.stdin.read()


def exporting(url: str, study: str) -> dict[str, float]:
    """Write the tables of samples as a dataset, and tell how much the process grew."""
    import pandas as pd  # noqa: F401 - what is imported is not what an export needs
    import pyarrow.dataset
    import pyarrow.parquet  # noqa: F401

    oc = client(url)
    one = oc.study(study)
    one.samples(limit=1)
    before, started = most_bytes(), time.process_time()
    with tempfile.TemporaryDirectory() as folder:
        one.to_parquet(f"{folder}/dataset", tables=list(CHILDREN))
    return {"mb": (most_bytes() - before) / 1e6, "seconds": time.process_time() - started}


def memory(samples: int) -> dict[str, float]:
    """Do as :func:`exporting` in a process of its own."""
    with served(samples) as (url, study):
        words = [sys.executable, __file__, "export", "--url", url, "--study", study]
        found: dict[str, float] = orjson.loads(subprocess.run(words, check=True, capture_output=True).stdout)
        return found


def sync(samples: int, tables: Sequence[str] | None) -> dict[str, float]:
    """Compare the requests and bytes of a sync with 1 % of the samples changed with those of the export."""
    sandbox = Sandbox(samples=samples)
    answer, seen = sandbox._server.answer, [0, 0]

    def counted(*given: Any) -> Any:
        found = answer(*given)
        seen[0] += 1
        seen[1] += len(found[2])
        return found

    with serve(sandbox) as server, tempfile.TemporaryDirectory() as folder:
        viewer, owner = client(server.url), client(server.url, "owner")
        one = viewer.study(sandbox.study)
        ids = one.samples(columns=["sample_id"])["sample_id"].tolist()
        sandbox._server.answer = counted  # type: ignore[method-assign]
        one.to_parquet(f"{folder}/dataset", tables=tables)
        whole = tuple(seen)
        for name in ids[::100]:
            owner.samples.update(name, study=sandbox.study, description="changed")
        seen[:] = 0, 0
        made = one.sync(f"{folder}/dataset")
    return {
        "changed": made.changes["samples"].changed,
        "requests": seen[0],
        "of_requests": whole[0],
        "share_of_requests": seen[0] / whole[0],
        "share_of_bytes": seen[1] / whole[1],
    }


def skip(samples: int, *, by_skip: bool) -> dict[str, float]:
    """Seconds to read one column of all samples where skipping costs: by the clock, and of both processors."""
    way, spent = "by_skip" if by_skip else "by_ranges", _children()
    with served(samples, SKIP_COST) as (url, study):
        oc = client(url)
        # An order of the caller's own is walked with skip.
        own = {"sort": "id", "order": "ASC"} if by_skip else {}
        scan = oc.samples.scan(study=study, columns=["sample_id"], workers=1, **own)
        started, worked = time.perf_counter(), time.process_time()
        rows = sum(batch.num_rows for batch in scan.batches())
        seconds, worked = time.perf_counter() - started, time.process_time() - worked
    assert rows == samples, rows
    return {way: seconds, f"{way}_client": worked, f"{way}_server": _children() - spent}


def _children() -> float:
    """Seconds of the processor of servers that have ended, their start included."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main(arguments: Sequence[str] | None = None) -> None:
    """Print one line of JSON for each size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("work", choices=("memory", "sync", "skip", "serve", "export"))
    parser.add_argument("samples", type=int, nargs="*")
    parser.add_argument("--all", action="store_true", help="sync all tables of a study, not only those of samples")
    parser.add_argument("--ranges-only", action="store_true", help="do not walk by skip as well")
    parser.add_argument("--skip-cost", type=float, default=0.0, help="microseconds for each skipped row")
    parser.add_argument("--url", default="")
    parser.add_argument("--study", default="")
    chosen = parser.parse_args(arguments)
    if chosen.work == "serve":
        serving(chosen.samples[0], chosen.skip_cost)
    elif chosen.work == "export":
        print(orjson.dumps(exporting(chosen.url, chosen.study)).decode())
    for samples in chosen.samples if chosen.work not in {"serve", "export"} else ():
        found: dict[str, float] = {}
        if chosen.work == "skip":
            found |= skip(samples, by_skip=False)
            found |= {} if chosen.ranges_only else skip(samples, by_skip=True)
        else:
            found = memory(samples) if chosen.work == "memory" else sync(samples, None if chosen.all else CHILDREN)
        line = {"samples": samples, **{name: round(value, 4) for name, value in found.items()}}
        print(orjson.dumps({**line, "load": round(os.getloadavg()[0], 1)}).decode(), flush=True)


if __name__ == "__main__":
    main()
