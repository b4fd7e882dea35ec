"""Columns whose values stand in a list below their row."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from opencga_frames.frames.collector import Collector
from opencga_frames.frames.columns.lists import lists_of_rows
from opencga_frames.frames.request_context import EVERYTHING, RequestContext
from opencga_frames.frames.schema.model import Column, Entity, Table

EVIDENCES = Table(
    name="evidences",
    entity="Finding",
    rows="evidences[]",
    columns=(
        Column("finding_id", "id", key=True),
        Column("evidence_id", "evidences[].id"),
        Column("acmg", "evidences[].review.acmg[].classification", kind="list", older=("evidences[].review.acmg[]",)),
        Column("genes", "evidences[].genes[].names[]", kind="list", distinct=True),
        Column("sift", "evidences[].scores[].score", kind="float64", where=("source", "sift")),
    ),
)


def rows(documents: list[Any]) -> list[dict[str, Any]]:
    tables = {"evidences": EVIDENCES}
    entity = Entity(name="finding", java_class="Finding", main="evidences", tables=tables, elsewhere={})
    collector = Collector(entity, {"evidences": EVIDENCES.columns}, RequestContext(study=None, projection=EVERYTHING))
    collector.add(json.dumps(documents).encode())
    assert len(collector.problems) == 0
    found: list[dict[str, Any]] = collector.table("evidences").to_pylist()
    return found


def test_values_of_a_list_below_a_row_are_gathered_in_order() -> None:
    evidences = [
        {"id": "e1", "review": {"acmg": [{"classification": "PVS1"}, {}, {"classification": "PM2"}]}},
        {"id": "e2"},
        {"id": "e3", "review": {"acmg": []}},
    ]
    found = rows([{"id": "f", "evidences": evidences}, {"id": "g"}, {"id": "h", "evidences": [{"id": "e4"}]}])
    assert [(r["finding_id"], r["evidence_id"], r["acmg"]) for r in found] == [
        ("f", "e1", ["PVS1", "PM2"]),
        ("f", "e2", None),
        ("f", "e3", None),
        ("h", "e4", None),
    ]


def test_older_servers_have_texts_where_newer_ones_have_objects() -> None:
    old = {"id": "e1", "review": {"acmg": ["BA1", "BS2"]}}
    new = {"id": "e2", "review": {"acmg": [{"classification": "PP3"}]}}
    assert [r["acmg"] for r in rows([{"id": "f", "evidences": [old, new]}])] == [["BA1", "BS2"], ["PP3"]]


def test_each_value_once_over_several_lists() -> None:
    genes = [{"names": ["B", "A"]}, {"names": ["A", "C", None, ""]}, {}]
    assert rows([{"id": "f", "evidences": [{"id": "e", "genes": genes}]}])[0]["genes"] == ["B", "A", "C"]


def test_one_item_is_chosen_by_another_member() -> None:
    scores = [{"source": "polyphen", "score": 0.9}, {"source": "sift", "score": 0.01}, {"source": "sift", "score": 1}]
    found = rows([{"id": "f", "evidences": [{"id": "e", "scores": scores}, {"id": "d", "scores": scores[:1]}]}])
    assert [r["sift"] for r in found] == [0.01, None]


def test_types_do_not_depend_on_the_documents() -> None:
    tables = {"evidences": EVIDENCES}
    entity = Entity(name="finding", java_class="Finding", main="evidences", tables=tables, elsewhere={})
    empty = Collector(entity, {"evidences": EVIDENCES.columns}, RequestContext(study=None, projection=EVERYTHING))
    empty.add(b'[{"id": "f", "evidences": [{"id": "e"}]}]')
    assert empty.table("evidences").schema.field("acmg").type == pa.list_(pa.string())
    assert empty.table("evidences").schema.field("sift").type == pa.float64()


@given(st.lists(st.lists(st.sampled_from(["a", "b", "c", None]), max_size=5), max_size=8), st.booleans())
def test_gathering_is_what_a_loop_would_do(lists: list[list[str | None]], distinct: bool) -> None:
    values = pa.array([v for row in lists for v in row], pa.string())
    numbers = np.array([i for i, row in enumerate(lists) for _ in row], np.int64)
    present = [[v for v in row if v is not None] for row in lists]
    expected = [list(dict.fromkeys(row)) if distinct else row for row in present]
    found = lists_of_rows(values, numbers, len(lists), distinct=distinct)
    found.validate(full=True)
    assert found.to_pylist() == [row or None for row in expected]
