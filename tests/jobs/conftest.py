"""Fixtures of the tests of jobs: a sandbox of which the clock is in hand, and what a real server answered."""

from __future__ import annotations

import gzip
import json
from collections import defaultdict, deque
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from opencga_frames import OpenCGAClient
    from opencga_frames.jobs import Job

RECORDED = Path(__file__).with_name("recorded.jsonl.gz")


@pytest.fixture
def fetch(oc: OpenCGAClient, sandbox: Any) -> Callable[..., Job]:
    """Submit a job that goes well: queued after one second, running after two, done after four."""

    def fetch(**options: Any) -> Job:
        body = {"url": "https://files.example.org/reads.txt", "path": "data/"}
        return oc.files.fetch(body, study=sandbox.study, **options).job

    return fetch


@pytest.fixture
def spoilt(oc: OpenCGAClient, sandbox: Any) -> Callable[..., Job]:
    """Submit a job that fails: the file it shall read is not there."""
    return lambda **options: oc.variants.run_index({"file": "nofile.vcf"}, study=sandbox.study, **options).job


class Replay:
    """Gives the recorded answers of each path in their order; the last of a path is given again and again."""

    def __init__(self, wire: Any, exchanges: list[dict[str, Any]]) -> None:
        self._wire = wire
        self._answers: dict[tuple[str, str, bool], deque[dict[str, Any]]] = defaultdict(deque)
        self._whole: dict[str, dict[str, Any]] = {}
        for exchange in exchanges:
            path, _, query = exchange["path"].partition("?")
            whole = path.endswith("/info") and "include" not in query
            self._answers[exchange["method"], unquote(path), whole].append(exchange)

    def __call__(self, asked: Any) -> Any:
        # Questions about the state are answered one by one, all others about a job by the whole document.
        whole = asked.path.endswith("/info") and "internal.status" not in asked.query.get("include", "")
        answers = self._answers[asked.method, asked.path, whole]
        if not answers:
            return self._wire.refusal(404, "NotFoundException", f"{asked.method} {asked.path} was not recorded")
        exchange = answers.popleft() if len(answers) > 1 else answers[0]
        return exchange["status"], self._wire.JSON, json.dumps(exchange["answer"]).encode()


@pytest.fixture(scope="session")
def exchanges() -> list[dict[str, Any]]:
    """Every recorded exchange about jobs with a server 5.0.0, in order."""
    return [json.loads(line) for line in gzip.open(RECORDED, "rt", encoding="utf-8")]


@pytest.fixture
def recorded(
    connect: Callable[..., OpenCGAClient], scripted: Any, wire: Any, exchanges: list[dict[str, Any]]
) -> Callable[..., OpenCGAClient]:
    """Make a client of a server that answers with the recorded exchanges of a range of numbers, and some more."""

    def recorded(first: int, last: int, *more: int) -> OpenCGAClient:
        chosen = [exchange for exchange in exchanges if first <= exchange["n"] <= last or exchange["n"] in more]
        return connect(scripted(Replay(wire, chosen)), token=wire.token())

    return recorded
