"""Tables whose rows stand at several places of a document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opencga_frames.frames.collector import Collector
from opencga_frames.frames.request_context import EVERYTHING, RequestContext
from opencga_frames.frames.schema.model import Column, Entity, Table
from opencga_frames.frames.schema.paths import moved, parse_path, write_path

if TYPE_CHECKING:
    from collections.abc import Sequence

FILES = Table(
    name="job_files",
    entity="Job",
    rows="input[]",
    labels=(("input", "input[]"), ("output", "output[]"), ("stdout", "stdout")),
    loaded="input[].release",
    columns=(
        Column("job_id", "id", key=True),
        Column("role", "@label", kind="category", key=True),
        Column("place", "@index input[]", kind="int32"),
        Column("file_id", "input[].id", key=True),
        Column("size", "input[].size", kind="int64", primitive=True),
    ),
)
ERRORS = Table(
    name="errors",
    entity="Individual",
    rows="reports[].found[]",
    older_rows=("report.found[]",),
    columns=(
        Column("id", "id", key=True),
        Column("report_index", "@index reports[]", kind="int32"),
        Column("method", "reports[].method"),
        Column("sample", "reports[].found[].sample"),
    ),
)


def rows(table: Table, *pages: str, columns: Sequence[str] | None = None) -> list[dict[str, Any]]:
    entity = Entity(name="thing", java_class="Thing", main=table.name, tables={table.name: table}, elsewhere={})
    chosen = tuple(c for c in table.columns if columns is None or c.name in columns)
    collector = Collector(entity, {table.name: chosen}, RequestContext(study=None, projection=EVERYTHING))
    for page in pages:
        collector.add(page.encode())
    assert collector.problems.of_kind("lost") == {}
    found: list[dict[str, Any]] = collector.table(table.name).to_pylist()
    return found


def test_rows_come_document_by_document_and_place_by_place() -> None:
    page = """[
        {"id": "j1", "stdout": {"id": "log"}, "output": [{"id": "o", "size": 3}], "input": [{"id": "a"}, {"id": "b"}]},
        {"id": "j2"},
        {"id": "j3", "output": [{"id": "p"}]}
    ]"""
    assert [(r["job_id"], r["role"], r["place"], r["file_id"]) for r in rows(FILES, page)] == [
        ("j1", "input", 0, "a"),
        ("j1", "input", 1, "b"),
        ("j1", "output", 0, "o"),
        ("j1", "stdout", 0, "log"),
        ("j3", "output", 0, "p"),
    ]


def test_an_object_of_defaults_is_no_row_at_any_place() -> None:
    page = '[{"id": "j", "stdout": {"release": 0, "size": 0}, "input": [{"release": 0, "size": 0}, {}, null]}]'
    assert rows(FILES, page) == []


def test_numbers_of_an_object_that_was_not_loaded_are_missing() -> None:
    page = '[{"id": "j", "stdout": {"id": "log", "release": 0, "size": 0}}]'
    assert rows(FILES, page, columns=["role", "size"]) == [{"role": "stdout", "size": None}]


def test_types_are_the_same_with_and_without_rows() -> None:
    entity = Entity(name="job", java_class="Job", main="job_files", tables={"job_files": FILES}, elsewhere={})
    collectors = [
        Collector(entity, {"job_files": FILES.columns}, RequestContext(study=None, projection=EVERYTHING))
        for _ in range(3)
    ]
    for collector, page in zip(collectors, (b"[]", b'[{"id": "j"}]', b'[{"id":"j","stdout":{"id":"x"}}]'), strict=True):
        collector.add(page)
    assert len({str(c.table("job_files").schema) for c in collectors}) == 1
    assert str(collectors[0].table("job_files").schema.field("role").type).startswith("dictionary")


def test_rows_are_read_where_older_servers_have_them() -> None:
    newer = (
        '[{"id": "n", "reports": [{"method": "x"}, {"method": "y", "found": [{"sample": "S1"}, {"sample": "S2"}]}]}]'
    )
    older = '[{"id": "o", "report": {"method": "z", "found": [{"sample": "S3"}]}}]'
    assert rows(ERRORS, newer, older) == [
        {"id": "n", "report_index": 1, "method": "y", "sample": "S1"},
        {"id": "n", "report_index": 1, "method": "y", "sample": "S2"},
        {"id": "o", "report_index": 0, "method": "z", "sample": "S3"},
    ]


@pytest.mark.parametrize(
    ("text", "old", "new", "expected"),
    [
        ("first[].id", "first[]", "second[]", "second[].id"),
        ("first[].a[].b", "first[].a[]", "second[].a[]", "second[].a[].b"),
        ("first[].name", "first[].a[]", "second[].a[]", "second[].name"),
        ("input[].id", "input[]", "stdout", "stdout.id"),
        ("id", "input[]", "stdout", "id"),
        ("inputs", "input[]", "stdout", "inputs"),
        ("@key roles{}", "roles{}", "parts{}", "@key parts{}"),
        ("@study", "input[]", "stdout", "@study"),
    ],
)
def test_paths_move_with_their_rows(text: str, old: str, new: str, expected: str) -> None:
    assert moved(text, old, new) == expected


@given(st.lists(st.sampled_from(["a", "bc", "[]", "{}"]), min_size=1).filter(lambda steps: steps[0] in {"a", "bc"}))
def test_a_path_written_is_the_path_read(steps: list[str]) -> None:
    assert parse_path(write_path(tuple(steps))) == tuple(steps)
