"""Runs exports and syncs in processes that kill themselves in the midst of the n-th step; used by ``test_kill.py``.

A step is a request, or a change of the storage: a file made, a part of it written, moved, removed. Between two of them
nothing changes that a later run could see. A process is made by a fork of one that has imported everything, so that it
takes no longer than its work. Jobs come as JSON lines on standard input; what became of them goes to standard output.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import traceback
import warnings
from importlib import import_module
from pathlib import Path
from typing import Any, Self


class Steps:
    """Counts steps, and kills the process at one of them."""

    def __init__(self, kill_at: int) -> None:
        self.count = 0
        self._kill_at = kill_at

    def step(self) -> None:
        self.count += 1
        if self.count == self._kill_at:
            os.kill(os.getpid(), signal.SIGKILL)

    def before(self, function: Any) -> Any:
        def stepped(*args: Any, **kwargs: Any) -> Any:
            self.step()
            return function(*args, **kwargs)

        return stepped

    def stream(self, create: Any) -> Any:
        return lambda location: Stream(create(location), self)


class Stream:
    """A file for writing that may be cut in the midst of a write."""

    def __init__(self, stream: Any, steps: Steps) -> None:
        self._stream = stream
        self._steps = steps

    def write(self, content: Any) -> int:
        view = memoryview(content).cast("B")
        half = len(view) // 2
        self._stream.write(view[:half])
        self._stream.flush()
        self._steps.step()
        self._stream.write(view[half:])
        return len(view)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


def main() -> None:
    prepare()
    for line in sys.stdin:
        job = json.loads(line)
        process = os.fork()
        if not process:
            run(job)
        _, status = os.waitpid(process, 0)
        sys.stdout.write(json.dumps({"killed": os.WIFSIGNALED(status), "code": status}) + "\n")
        sys.stdout.flush()


def prepare() -> None:
    """Import and compile what every run needs."""
    warnings.simplefilter("ignore")
    for module in (
        "pandas",
        "pyarrow.dataset",
        "pyarrow.parquet",
        "opencga_frames.client",
        "opencga_frames.export.walk",
    ):
        import_module(module)
    from opencga_frames.rest.catalogue import load_resource
    from opencga_frames.study.tables import call_for

    for main in ("samples", "individuals", "cohorts"):
        call_for(main)
        load_resource(main)


def run(job: dict[str, Any]) -> None:
    try:
        work(job)
    except BaseException:  # noqa: BLE001 - the process ends here
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def work(job: dict[str, Any]) -> None:
    from opencga_frames import OpenCGAClient
    from opencga_frames.export import walk
    from opencga_frames.parquet.storage import Location

    walk.PART_ENTRIES = job["part"]
    oc = OpenCGAClient({"rest": {"host": job["url"]}, "page_size": job["page"], "workers": 1})
    oc.login("viewer", "Sandbox-2026", organization="demo")
    study, steps = oc.study(job["study"]), Steps(job["kill_at"])
    for name in ("move", "remove", "remove_folder", "make_folder"):
        setattr(Location, name, steps.before(getattr(Location, name)))
    Location.create = steps.stream(steps.before(Location.create))
    oc.page_source.pages = steps.before(oc.page_source.pages)
    if job["what"] == "sync":
        study.sync(job["folder"])
    else:
        study.to_parquet(job["folder"], tables=job["tables"])
    Path(job["counted"]).write_text(str(steps.count), encoding="utf-8")


if __name__ == "__main__":
    main()
