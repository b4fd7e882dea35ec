"""How fast the sandbox is, and how much it holds: ``python tests/benchmarks/sandbox_server.py``.

Times are of the processor. A page is measured against ``json.dumps`` of the same rows, so that the figure means the
same on a slower machine. The whole takes about a minute.
"""

from __future__ import annotations

import json
import resource
import statistics
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from opencga_frames.sandbox import Sandbox, serve

if TYPE_CHECKING:
    from collections.abc import Callable

sys.path.insert(0, str(Path(__file__).parents[2]))
from tests.sandbox.doors.crowd import crowd

SAMPLES: Final = 100_000
#: Samples of a study that has at least 50,000 individuals, 20,000 families and 300,000 files besides.
LARGE: Final = 225_000
PAGE: Final = 1_000
CLIENTS: Final = 200
#: Filters on each kind of entry that find by an index, also when they are the first.
FILTERS: Final = {
    "samples": (
        "id={sample} uuid={uuid} individualId={person} fileIds={file} cohortIds=cases status=QC_PASS "
        "internalStatus=READY somatic=false creationDate=20240101-20240131 modificationDate=>=20250601"
    ),
    "individuals": (
        "id={person} uuid={uuid} name=Person%20{person} father={father} samples={sample} familyIds={family} sex=MALE "
        "status=CLOSED creationDate=20240101-20240131 modificationDate=<2020"
    ),
    "families": (
        "id={family} uuid={uuid} name=Family%20100 members={person} samples={sample} status=CLOSED "
        "creationDate=20240101-20240131 modificationDate=2022"
    ),
    "files": (
        "id={file} uuid={uuid} name={sample}.vcf.gz path=data/vcf/{sample}.vcf.gz sampleIds={sample} format=BAM "
        "type=FILE tags=batch1 size=>1000000 creationDate=20240101-20240131"
    ),
    "cohorts": "id=cases name=Cohort%20cases samples={sample} type=CASE_SET creationDate=20240101-20240131",
}
ENTRIES: Final = {
    "sample": "F000100-C1-g",
    "person": "F000100-C1",
    "father": "F000100-FA",
    "family": "F000100",
    "file": "data:vcf:F000100-C1-g.vcf.gz",
    "uuid": "00000000-01a2-0004-0001-000000000000",
}


def memory() -> float:
    """Return the most memory the process ever held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


class Timed:
    """The calls of one user to one sandbox, with the milliseconds each took."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self._base = f"{sandbox.url}/webservices/rest/v2/"
        self._headers = {"Content-Type": "application/json"}
        login = self.post("users/login", {"user": "owner", "password": "Sandbox-2026"})
        self._headers["Authorization"] = f"Bearer {json.loads(login)['responses'][0]['results'][0]['token']}"

    def _send(self, method: str, path: str, body: bytes | None = None) -> bytes:
        status, _, content = self._sandbox.answer(method, self._base + path, self._headers, body)
        assert status == 200, (path, content[:300])
        return content

    def post(self, path: str, body: Any) -> bytes:
        """Return what a POST answered."""
        return self._send("POST", path, json.dumps(body).encode())

    def get(self, path: str) -> tuple[float, bytes]:
        """Return the milliseconds of a GET, and what it answered."""
        mark = "&" if "?" in path else "?"
        start = time.process_time()
        content = self._send("GET", f"{path}{mark}study={quote(self._sandbox.study)}")
        return (time.process_time() - start) * 1_000, content


def line(name: str, figure: str, value: float, goal: float | None = None) -> None:
    """Print a line of the table."""
    verdict = "" if goal is None else f"at most {goal:g} | {'reached' if value <= goal else 'MISSED'}"
    print(f"| {name} | {figure} | {verdict or '|'} |", flush=True)


def started(samples: int) -> Sandbox:
    """Make a study, and report how long that took."""
    start = time.process_time()
    sandbox = Sandbox(samples=samples)
    seconds = time.process_time() - start
    counts = {name: len(one.alive) for name, one in sandbox._main().collections.items()}
    held = ", ".join(f"{counts[kind]:,} {kind}" for kind in ("samples", "individuals", "families", "files"))
    line(f"ready, s ({held})", f"{seconds:.2f}", seconds, 20)
    return sandbox


def pages(timed: Timed, kind: str, goal: float | None = None) -> None:
    """Measure pages nobody has seen, one seen before, and the rival."""
    path = "{}/search?limit={}&skip={}".format
    fresh = [timed.get(path(kind, PAGE, n * PAGE)) for n in range(20)]
    ratios = []
    for milliseconds, content in fresh[:8]:
        rows = json.loads(content)["responses"][0]["results"]
        start = time.process_time()
        json.dumps(rows)
        ratios.append(milliseconds / (time.process_time() - start) / 1_000)
    typical = statistics.median(milliseconds for milliseconds, _ in fresh)
    line(f"page of {PAGE:,} {kind} not seen before, ms", f"{typical:.1f}", typical, goal)
    line("the same : `json.dumps` of its rows", f"{statistics.median(ratios):.2f}", 0)
    again = timed.get(path(kind, PAGE, 19 * PAGE))[0]
    line(f"page of {PAGE:,} {kind} seen before, ms", f"{again:.1f}", again)


def filters(timed: Timed) -> None:
    """Measure each filter when it is the first on its field, and again."""
    for kind, texts in FILTERS.items():
        queries = [text.format(**ENTRIES) for text in texts.split()]
        paths = [f"{kind}/search?limit=10&count=true&include=id&{query}" for query in queries]
        first = {query: timed.get(path)[0] for query, path in zip(queries, paths, strict=True)}
        second = [timed.get(path)[0] for path in paths]
        slowest = max(first, key=first.__getitem__)
        line(f"first filter of {len(paths)} on {kind}, median ms", f"{statistics.median(first.values()):.1f}", 0)
        line(f"the slowest of them, {slowest.partition('=')[0]}, ms", f"{first[slowest]:.1f}", first[slowest], 25)
        line("the same filters again, median ms", f"{statistics.median(second):.1f}", 0)


def writes(timed: Timed, study: str) -> None:
    """Measure what follows a write."""
    timed.get("samples/search?limit=10&sort=creationDate")
    timed.post(f"samples/{ENTRIES['sample']}/update?study={quote(study)}", {"description": "written"})
    for name, query in (
        ("filter", f"individualId={ENTRIES['person']}"),
        ("range of dates, counted", "creationDate=20240101-20240131&count=true"),
        ("sorted page", "sort=creationDate"),
    ):
        milliseconds = timed.get(f"samples/search?limit=10&{query}")[0]
        line(f"{name} after a write, ms", f"{milliseconds:.1f}", milliseconds, 10)


def counts(timed: Timed) -> None:
    """Measure distinct values and facets, the first and the second time."""
    for path in (
        "samples/distinct?field=status.id",
        "samples/distinct?field=individualId",
        "files/distinct?field=format",
        "samples/aggregationStats?field=creationDate[year]",
        "individuals/aggregationStats?field=sex.id;lifeStatus",
    ):
        first, second = timed.get(path)[0], timed.get(path)[0]
        line(f"`{path}`, first and second, ms", f"{first:.0f}, {second:.0f}", first)


def clients(sandbox: Sandbox, ids: list[str]) -> None:
    """Let many clients in, several times."""
    with serve(sandbox) as served:
        memories, seconds = [], []
        for _ in range(4):
            start = time.perf_counter()
            crowd(served.url, sandbox.study, ids, clients=CLIENTS, pages=3)
            seconds.append(time.perf_counter() - start)
            memories.append(memory())
    calls = CLIENTS * 7
    line(f"{CLIENTS} clients at once, {calls} calls, none refused or wrong, s", f"{statistics.median(seconds):.1f}", 0)
    line("memory they add from the second round to the fourth, MB", f"{memories[3] - memories[1]:.1f}", 0)


def main() -> None:
    """Print the table."""
    print("| figure | measured | goal | |\n|---|---|---|---|")
    sandbox = started(SAMPLES)
    line("memory, MB", f"{memory():.0f}", memory(), 1_500)
    timed = Timed(sandbox)
    measure: tuple[Callable[[], None], ...] = (
        lambda: filters(timed),
        lambda: pages(timed, "samples", 25),
        lambda: pages(timed, "files"),
        lambda: pages(timed, "individuals"),
        lambda: pages(timed, "families"),
        lambda: writes(timed, sandbox.study),
        lambda: counts(timed),
    )
    for part in measure:
        part()
    rows = json.loads(timed.get("samples/search?limit=1000&include=id")[1])["responses"][0]["results"]
    clients(sandbox, [row["id"] for row in rows])
    line("memory after all that, MB", f"{memory():.0f}", memory(), 1_500)
    started(LARGE)


if __name__ == "__main__":
    main()
