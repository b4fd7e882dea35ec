"""Whatever comes back: the rows that are in it, or one error of ours; and what a server says is only words."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import strategies as st

from opencga_frames.errors import AnswerError, IncompleteResultError, OpenCGAError
from opencga_frames.ground.secret import STARS, Mask
from opencga_frames.rest.transport.failures import failure
from opencga_frames.rest.wire.envelope import read_page
from opencga_frames.rest.wire.message import Reply, Request

ROWS = [{"id": f"S{i}", "description": "é ü 中", "version": i} for i in range(3)]
BLOCK = {"time": 1, "numResults": 3, "numMatches": 3, "resultType": "", "events": [], "results": ROWS}
GOOD = json.dumps({"apiVersion": "v2", "time": 1, "events": [], "params": {}, "responses": [BLOCK]}).encode()
TYPES = ["application/json", "text/html", "text/plain", "", "application/octet-stream", "x"]
SECRET = "Sesame-2026-open"


class Answering:
    """A client whose server gives the same answer to everything; the answer can be changed."""

    def __init__(self, scripted: Any, connect: Any) -> None:
        self.answer: Any = None
        self.oc = connect(scripted(lambda _: self.answer), version_check="off", retries=0)

    def calls(self) -> list[Any]:
        oc = self.oc
        search = lambda: oc.samples.search(study="o@p:s", limit=50).results()  # noqa: E731
        return [search, lambda: oc.samples.frame(study="o@p:s", limit=50), lambda: oc.meta.ping().results()]


@pytest.fixture
def answering(scripted: Any, connect: Any) -> Answering:
    return Answering(scripted, connect)


@st.composite
def changed(draw: Any) -> bytes:
    """A good answer with some bytes changed, cut out or put in."""
    body = bytearray(GOOD)
    for _ in range(draw(st.integers(1, 4))):
        at, size = draw(st.integers(0, len(body))), draw(st.integers(0, 8))
        body[at : at + size] = draw(
            st.binary(max_size=6) | st.sampled_from([b'"', b"{", b"]", b"\\", b"\\ud83d", b"9" * 5_000])
        )
    return bytes(body)


def rows_of(body: bytes) -> list[Any] | None:
    """The rows of an envelope as another reader sees them; None where it sees none."""
    try:
        content = json.loads(body)
        (block,) = content["responses"]
        rows, events = block["results"], [*content.get("events", ()), *block.get("events", ())]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return rows if isinstance(rows, list) and not events and all(isinstance(row, dict) for row in rows) else None


def test_bytes_of_a_body(fuzz: Any, tried: Any, answering: Answering) -> None:
    def holds(body: bytes, status: int, kind: str) -> None:
        answering.answer = status, {"Content-Type": kind}, body
        found, frame, _ = map(tried, answering.calls())
        if not isinstance(found, OpenCGAError):
            expected = rows_of(body)
            assert status < 300
            assert expected is None or len(found) == len(expected)
            assert isinstance(frame, OpenCGAError) or len(frame) == len(found)

    status = st.just(200) | st.sampled_from([204, 206, 302, 400, 401, 403, 404, 409, 418, 500])
    fuzz(holds, body=changed() | st.binary(max_size=60), status=status, kind=st.sampled_from(TYPES[:1] * 4 + TYPES))


def test_the_structure_of_an_envelope(fuzz: Any, tried: Any, odd: Any, answering: Answering) -> None:
    rows = st.lists(st.fixed_dictionaries({"id": st.text(max_size=3)}), max_size=4) | odd.json
    names = [
        "time",
        "events",
        "numResults",
        "numMatches",
        "numTotalResults",
        "resultType",
        "attributes",
        "id",
        "federationNode",
    ]
    blocks = st.fixed_dictionaries({"results": rows}, optional=dict.fromkeys(names, odd.json))
    tops = ["apiVersion", "time", "events", "params", "queryOptions", "warning", "error", "response"]
    whole = st.fixed_dictionaries(
        {"responses": st.lists(blocks, min_size=1, max_size=2)}, optional=dict.fromkeys(tops, odd.json)
    )
    bent = st.dictionaries(st.sampled_from([*tops, "responses", "results"]), odd.json, max_size=4) | odd.json

    def holds(content: Any) -> None:
        body = json.dumps(content).encode()
        answering.answer = 200, {"Content-Type": "application/json"}, body
        found, *_ = map(tried, answering.calls())
        expected = rows_of(body)
        if expected is not None and not isinstance(found, OpenCGAError):
            assert len(found) == len(expected)
        if isinstance(found, IncompleteResultError) and expected is not None:
            assert found.response is not None
            ids = [row.get("id") if isinstance(row, dict) else row for row in expected]
            # Rows that are all alike cannot be told from other rows where pages overlap.
            assert found.response.num_results() <= len(expected) or len(set(map(repr, ids))) < len(ids)

    fuzz(holds, content=whole | bent)


def test_texts_of_events(fuzz: Any, tried: Any, odd: Any) -> None:
    texts = st.builds(
        str.__add__, st.sampled_from(["", "Missing a: ", "token is expired: ", "x.y.CatalogException"]), odd.strings
    )
    told = texts | st.just(f"no: {SECRET}") | odd.json
    event = st.fixed_dictionaries({}, optional=dict.fromkeys(["type", "id", "name", "message", "code"], told))
    request, hide = Request("GET", "samples/search"), Mask([SECRET])

    def holds(events: list[Any], status: int, kind: str, plain: str) -> None:
        for body in (
            json.dumps({"events": events, "responses": [{"events": events}]}).encode(),
            plain.encode("utf-8", "replace"),
        ):
            error = failure(Reply(status, {"content-type": kind}, body), request, read_page(body), hide)
            if error is not None:
                assert isinstance(error, AnswerError)
                assert len(str(error)) < 5_000
                assert SECRET not in f"{error}{error.events}{error.missing}{error.response!r}"
                tried(lambda error=error: (_ for _ in ()).throw(error))

    bodies = odd.strings | st.just(f"<title>{SECRET}</title>") | st.just(f"{SECRET} {STARS}")
    fuzz(
        holds,
        events=st.lists(event, max_size=3),
        status=st.sampled_from([200, 302, 400, 401, 403, 404, 500, 503]),
        kind=st.sampled_from(TYPES),
        plain=bodies,
    )
