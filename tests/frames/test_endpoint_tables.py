"""Which table the rows of each endpoint become: one that exists, and one that fits what servers really answered."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from opencga_frames import RestResponse
from opencga_frames.frames.schema.registry import entity_of, table_names
from opencga_frames.rest.answer.call_record import CallRecord
from opencga_frames.rest.answer.saved import read_answer
from opencga_frames.rest.catalogue import load_resource, resource_names

if TYPE_CHECKING:
    from pathlib import Path

    from opencga_frames.rest.catalogue.endpoint import Endpoint

ENDPOINTS = [e for name in resource_names() for e in load_resource(name).endpoints.values()]
#: Classes whose rows no table has: their shape is not fixed, a table cannot say it, or they are secrets.
TABLELESS = {
    *("Map", "LinkedHashMap", "ObjectMap", "Object", "List", "QueryResponse", "RestResponse", "Boolean", "Integer"),
    *("String", "File.Bioformat", "File.Format", "DataInputStream", "FileTree", "AuthenticationResponse"),
    *("AlignmentGlobalStats", "ReadAlignment", "VariantSetupResult"),
}


class Recorded(NamedTuple):
    """A call that a server answered, with the endpoint that the catalogue has for it."""

    where: str
    endpoint: Endpoint
    content: dict[str, Any]

    @property
    def rows(self) -> list[Any]:
        return [row for block in self.content["responses"] for row in block.get("results") or ()]

    @property
    def classes(self) -> set[str]:
        named = {str(block.get("resultType") or "").rpartition(".")[2] for block in self.content["responses"]}
        return named - {""}

    def answer(self) -> RestResponse:
        call_record = CallRecord(self.endpoint, self.endpoint.path, study="northlake@rare:paeds")
        return RestResponse(read_answer(json.dumps(self.content)), call_record)


@cache
def _patterns() -> list[tuple[str, re.Pattern[str], Endpoint]]:
    """Every path of the catalogue, those without placeholders first."""
    ordered = sorted(ENDPOINTS, key=lambda e: e.path.count("{"))
    return [(e.method, re.compile(re.sub(r"\{[^}]*\}", "[^/]+", e.path)), e) for e in ordered]


def _endpoint(method: str, path: str) -> Endpoint | None:
    return next((e for verb, pattern, e in _patterns() if verb == method and pattern.fullmatch(path)), None)


@pytest.fixture(scope="module")
def recorded(traces: Path) -> list[Recorded]:
    found = []
    for file in sorted(traces.glob("*.jsonl.gz")):
        for line in gzip.decompress(file.read_bytes()).splitlines():
            exchange = json.loads(line)
            request, body = exchange["request"], exchange["answer"].get("body") or ""
            endpoint = _endpoint(request["method"], request["path"].partition("/v2/")[2].partition("?")[0])
            if endpoint is None or exchange["answer"]["status"] != 200 or '"responses"' not in body:
                continue
            where = f"{file.name} {exchange['n']} {endpoint.label}"
            found.append(Recorded(where, endpoint, json.loads(body)))
    return found


def _row_is_document(table: str) -> bool:
    """Tell whether the main table of an entity has a row per document."""
    main = entity_of(table).tables[entity_of(table).main]
    return not (main.rows or main.special)


def test_every_table_that_an_endpoint_names_exists() -> None:
    assert {e.table for e in ENDPOINTS if e.table} <= set(table_names())


def test_classes_without_a_table_are_those_that_can_have_none() -> None:
    assert {e.rows for e in ENDPOINTS if e.rows and not e.table} - TABLELESS == set()
    # Some endpoints declare no more than an envelope or a map, and say themselves what is in it.
    assert {e.rows for e in ENDPOINTS if e.table} & TABLELESS <= {"ObjectMap", "QueryResponse"}


def test_recorded_answers_are_of_the_class_of_their_table(recorded: list[Recorded]) -> None:
    for exchange in recorded:
        table, objects = exchange.endpoint.table, [row for row in exchange.rows if isinstance(row, dict)]
        if table is None:
            continue
        # One server answered a null.
        assert len(objects) == len([row for row in exchange.rows if row is not None]), exchange.where
        if objects and exchange.classes:
            assert exchange.classes == {entity_of(table).java_class}, exchange.where


@pytest.mark.filterwarnings("ignore:Only .* samples are in the answer")
def test_every_recorded_answer_becomes_a_frame_with_its_rows(recorded: list[Recorded]) -> None:
    seen: Counter[str | None] = Counter()
    for exchange in recorded:
        table, answer = exchange.endpoint.table, exchange.answer()
        frame = answer.frame(core=False)
        assert answer.main_table == (entity_of(table).main if table else "rows"), exchange.where
        if table is None or _row_is_document(table):
            assert len(frame) == len(exchange.rows), exchange.where
        seen[table] += len(exchange.rows)
    expected = {"organizations", "notes", "external_tools", "audit_records", "groups", "custom_groups"}
    assert {*expected, "user_filters", "variable_sets", "file_contents", "job_tops", None} <= set(+seen)
    assert sum(seen.values()) > 5_000


@pytest.mark.filterwarnings("ignore:Only .* samples are in the answer")
def test_ids_stand_in_the_order_of_the_answer(recorded: list[Recorded]) -> None:
    for exchange in recorded:
        table = exchange.endpoint.table
        if table is None or not _row_is_document(table) or not exchange.rows:
            continue
        answer = exchange.answer()
        columns = [c for c in entity_of(table).tables[answer.main_table].columns if c.path == "id"]
        for column in columns:
            ids = answer.arrow(columns=[column.name])[column.name].to_pylist()
            told = [(i, row["id"]) for i, row in enumerate(exchange.rows) if row and row.get("id")]
            assert [(i, ids[i]) for i, _ in told] == told, exchange.where
