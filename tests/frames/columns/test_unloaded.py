"""Embedded objects that were never loaded: their zeros say nothing, and without a name they are nobody."""

from __future__ import annotations

from typing import Any

from opencga_frames.frames.request_context import AskedPaths

HUSK = {"release": 0, "version": 0, "somatic": False}
COHORT = {
    "id": "c",
    "samples": [
        HUSK,
        {"id": "S1", **HUSK},
        {"id": "S2", "release": 1, "version": 3, "somatic": False, "individualId": "I"},
        {"individualId": "I9", **HUSK},
        {"id": "S4"},
        {"release": 1},
    ],
}


def found(rows: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    return [(r["sample_id"], r["sample_version"], r["somatic"], r["individual_id"]) for r in rows]


def test_numbers_of_unloaded_objects_are_unknown_and_empty_ones_no_rows(collect: Any) -> None:
    assert found(collect.rows("cohort_samples", [COHORT])) == [
        ("S1", None, None, None),
        ("S2", 3, False, "I"),
        ("", None, None, "I9"),
        ("S4", None, None, None),
        ("", None, None, None),
    ]


def test_rows_do_not_depend_on_the_columns_asked_for(collect: Any) -> None:
    import json

    from opencga_frames.frames.conversion import Conversion
    from opencga_frames.frames.schema.registry import load_entity

    page = json.dumps([COHORT]).encode()
    for column in ("study", "cohort_id", "sample_version", "somatic"):
        made = Conversion(load_entity("cohort")).arrow([page], ["cohort_samples"], [column]).table("cohort_samples")
        assert made.num_rows == 5, column


def test_numbers_that_the_request_named_are_taken_at_their_word(collect: Any) -> None:
    projection = AskedPaths(include=("samples.id", "samples.version"))
    rows = collect.rows("cohort_samples", [{"id": "c", "samples": [{"id": "S1", **HUSK}]}], projection=projection)
    assert found(rows) == [("S1", 0, None, None)]


def test_parents_that_are_nobody_have_no_id(collect: Any) -> None:
    nobody = {"release": 0, "version": 0, "parentalConsanguinity": False}
    page = [{"id": "child", "father": nobody, "mother": {"id": "mum", **nobody}}]
    row = collect.rows("individuals", page)[0]
    assert (row["father_id"], row["mother_id"]) == (None, "mum")
    rows = collect.rows("family_members", [{"id": "F", "members": [{**page[0], "release": 1}, nobody]}])
    assert [(r["individual_id"], r["father_id"], r["mother_id"]) for r in rows] == [("child", None, "mum")]
