"""A server on the loopback interface with as many samples as wanted, made while they are sent.

``python tests/benchmarks/canned.py [--rows 10000] [--kind made|recorded] [--latency 0.1] [--skip-cost 0.000001]``
prints its address, and serves until its input ends. It runs in a process of its own, so that its work is not counted as
the client's. Besides its version it knows ``samples/search`` only: ``limit``, ``skip``, ``count``, ranges of
``creationDate``, and the orders ``id`` and ``creationDate``.
"""

from __future__ import annotations

import argparse
import gzip
import random
import re
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qsl

import orjson
from documents import sample

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["KINDS", "Rows", "client", "most_bytes", "served"]

KINDS: Final = ("made", "recorded")
TRACE: Final = Path(__file__).parents[1] / "data" / "recorded" / "server-5.0.0.jsonl.gz"
STUDY: Final = "demo@rare:s"
_START: Final = datetime(2020, 1, 1)
_FORM: Final = "%Y%m%d%H%M%S"
_TERM: Final = re.compile(r"(>=|<)(\d{14})")
_CUT: Final = re.compile(rb"@(?:ID|UUID|DATE)@")
_TEMPLATES: Final = 1_000
_CACHED_PAGES: Final = 64


def most_bytes() -> int:
    """Return the most memory this process ever held.

    Not ``getrusage``, for which a process has what its parent had when it was started.
    """
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) * 1_024


def recorded() -> Iterator[dict[str, Any]]:
    """Give the samples that a real 5.0.0 server sent whole."""
    with gzip.open(TRACE, "rt", encoding="utf-8") as lines:
        for line in lines:
            exchange = orjson.loads(line)
            request, answer = exchange["request"], exchange["answer"]
            if "samples/" not in request["path"] or "include" in request["path"] or answer["status"] != 200:
                continue
            if request["method"] == "GET" and answer["body"].startswith("{"):
                for result in orjson.loads(answer["body"]).get("responses", []):
                    yield from (row for row in result["results"] if isinstance(row, dict) and "processing" in row)


def templates(kind: str) -> list[list[bytes]]:
    """Give texts of samples, each cut where its id, its uuid and its date belong."""
    chance = random.Random(20260101)
    made = [sample(n, chance) for n in range(_TEMPLATES)] if kind == "made" else list(recorded())
    marked = [{**row, "id": "@ID@", "uuid": "@UUID@", "creationDate": "@DATE@"} for row in made]
    return [_CUT.split(orjson.dumps(row)) for row in marked]


@dataclass
class Rows:
    """The rows of a search, by number in the order of their ids; the order of their dates is another one.

    Attributes
    ----------
    number
        How many there are.
    kind
        ``"made"`` as the generator of the benchmarks makes them, ``"recorded"`` from a real server.
    a_second
        Rows with the same date.
    """

    number: int
    kind: str = "made"
    a_second: int = 5
    _ranges: dict[tuple[int, int], Sequence[int]] = field(default_factory=dict)

    @cached_property
    def _texts(self) -> list[list[bytes]]:
        return templates(self.kind)

    def row(self, number: int) -> bytes:
        """Write one row."""
        pieces = self._texts[number % len(self._texts)]
        when = (_START + timedelta(seconds=self._rank(number) // self.a_second)).strftime(_FORM)
        named = {0: f"S{number:08d}", 1: f"{number:08x}-018f-0004-0001-{number:012x}", 2: when}
        order = [0, 1, 2] if len(pieces) == 4 else [0]
        return b"".join(piece + named[which].encode() for piece, which in zip(pieces, order, strict=False)) + pieces[-1]

    def _rank(self, number: int) -> int:
        """Place of a row in the order of dates."""
        return number * _STEP % self.number

    def chosen(self, query: dict[str, str]) -> Sequence[int]:
        """Give the numbers of the rows that fit a search, in its order."""
        low, high = 0, self.number
        for sign, text in _TERM.findall(query.get("creationDate", "")):
            seconds = int((datetime.strptime(text, _FORM) - _START).total_seconds())
            place = min(self.number, max(0, seconds * self.a_second))
            low, high = (max(low, place), high) if sign == ">=" else (low, min(high, place))
        if query.get("sort") == "creationDate":
            ends = [low, high - 1] if query.get("order") == "ASC" else [high - 1, low]
            return [self._at(rank) for rank in ends if low <= rank < high]
        if (low, high) == (0, self.number):
            return range(self.number)
        if (low, high) not in self._ranges:
            self._ranges[low, high] = sorted(map(self._at, range(low, high)))
        return self._ranges[low, high]

    def count(self, query: dict[str, str]) -> int:
        """Count the rows that fit a search."""
        return len(self.chosen({**query, "sort": "id"}))

    def _at(self, rank: int) -> int:
        return rank * self._inverse % self.number

    @cached_property
    def _inverse(self) -> int:
        return pow(_STEP, -1, self.number) if self.number > 1 else 0

    def answer(self, query: dict[str, str]) -> bytes:
        """Write the answer to a search."""
        skip, limit = int(query.get("skip", 0)), int(query.get("limit", 10))
        rows = b",".join(map(self.row, self.chosen(query)[skip : skip + limit])) if limit else b""
        number = min(limit, max(0, self.count(query) - skip))
        block = {
            "time": 1,
            "events": [],
            "numResults": number,
            "results": orjson.Fragment(b"[" + rows + b"]"),
            "resultType": "org.opencb.opencga.core.models.sample.Sample",
            "numMatches": self.count(query) if query.get("count") == "true" else -1,
            "federationNode": {"version": "5.0.0"},
        }
        envelope = {"apiVersion": "v2", "time": 1, "events": [], "params": query, "responses": [block]}
        return orjson.dumps(envelope)


#: A prime that no number of rows used here is a multiple of.
_STEP: Final = 7_368_787


class _Answers:
    """The answers sent so far, a few of them kept."""

    def __init__(self, rows: Rows, *, latency: float, skip_cost: float) -> None:
        self._rows = rows
        self._latency = latency
        self._skip_cost = skip_cost
        self._kept: dict[str, bytes] = {}
        self._lock = threading.Lock()

    def give(self, target: str) -> bytes:
        if "/meta/about" in target:
            return b'{"apiVersion":"v2","responses":[{"numResults":1,"results":[{"Version":"5.0.0"}]}]}'
        query = dict(parse_qsl(target.partition("?")[2]))
        waits = self._latency + self._skip_cost * int(query.get("skip", 0))
        if waits:
            time.sleep(waits)
        body = self._kept.get(target)
        if body is None:
            with self._lock:
                body = self._rows.answer(query)
                if len(self._kept) < _CACHED_PAGES:
                    self._kept[target] = body
        return body


def _serve(answers: _Answers) -> None:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            body = answers.give(self.path)
            head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
            self.connection.sendall(head.encode())
            self.connection.sendall(body)

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    class Port(ThreadingHTTPServer):
        daemon_threads = True
        request_queue_size = 64

    server = Port(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(f"http://127.0.0.1:{server.server_port}/opencga", flush=True)
    sys.stdin.read()


@contextmanager
def served(rows: int, *, kind: str = "made", latency: float = 0.0, skip_cost: float = 0.0) -> Iterator[str]:
    """Run a server in a process of its own, and give its address."""
    numbers = ["--rows", str(rows), "--latency", str(latency), "--skip-cost", str(skip_cost)]
    words = [sys.executable, __file__, "--kind", kind, *numbers]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.kill()


def client(url: str, **settings: Any) -> Any:
    """Make a client of such a server, which asks for no login."""
    from opencga_frames import OpenCGAClient
    from opencga_frames.configuration.client_configuration import ClientConfiguration

    known = {"rest": {"host": url}, "cache_folder": "off", "version_check": "off", **settings}
    return OpenCGAClient(ClientConfiguration(known, environ={}), _token())


def _token() -> str:
    import base64

    claims = base64.urlsafe_b64encode(orjson.dumps({"sub": "ana", "aud": "demo", "exp": 9_000_000_000})).decode()
    return f"eyJhbGciOiJIUzI1NiJ9.{claims.rstrip('=')}.c2lnbmF0dXJl"


def main(arguments: Sequence[str] | None = None) -> None:
    """Serve until the input ends."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--kind", choices=KINDS, default="made")
    parser.add_argument("--latency", type=float, default=0.0, help="seconds before each answer")
    parser.add_argument("--skip-cost", type=float, default=0.0, help="seconds for each skipped row")
    chosen = parser.parse_args(arguments)
    rows = Rows(chosen.rows, chosen.kind)
    _serve(_Answers(rows, latency=chosen.latency, skip_cost=chosen.skip_cost))


if __name__ == "__main__":
    main()
