"""Annotations: long rows for every value, and typed columns spread from them."""

from __future__ import annotations

import gzip
import json
import warnings
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from opencga_frames import RestResponse
from opencga_frames.errors import OpenCGAWarning
from opencga_frames.frames.columns.annotation_values import annotation_values
from opencga_frames.frames.request_context import AskedPaths
from opencga_frames.frames.wide_annotations import spread, variables_of

if TYPE_CHECKING:
    from pathlib import Path

VARIABLES = [
    {"id": "flag", "type": "BOOLEAN", "rank": 1},
    {"id": "grade", "type": "CATEGORICAL", "rank": 0},
    {"id": "count", "type": "INTEGER", "rank": 2},
    {"id": "height", "type": "DOUBLE", "rank": 3},
    {"id": "remark", "type": "STRING", "rank": 4},
    {"id": "old", "type": "TEXT", "rank": 5},
    {"id": "tags", "type": "STRING", "multiValue": True, "rank": 6},
    {"id": "scores", "type": "DOUBLE", "multiValue": True, "rank": 7},
    {
        "id": "lab",
        "type": "OBJECT",
        "rank": 8,
        "variables": [
            {"id": "name", "type": "STRING"},
            {"id": "panel", "type": "OBJECT", "variableSet": [{"id": "ok", "type": "BOOLEAN"}]},
        ],
    },
    {
        "id": "events",
        "type": "OBJECT",
        "multiValue": True,
        "rank": 9,
        "variables": [{"id": "day", "type": "INTEGER"}, {"id": "drugs", "type": "STRING", "multiValue": True}],
    },
    {"id": "sizes", "type": "MAP_INTEGER", "rank": 10},
    {"id": "words", "type": "MAP_STRING", "rank": 11},
    {"id": "free", "type": "OBJECT", "rank": 12},
    {"id": "a.b", "type": "INTEGER", "rank": 13},
    {"id": "a", "type": "OBJECT", "rank": 14, "variables": [{"id": "b", "type": "STRING"}]},
    {"id": "sample_id", "type": "STRING", "rank": 15},
]
FULL = {
    "flag": True,
    "grade": "LOW",
    "count": 2**53 + 1,
    "height": 1,
    "remark": "001",
    "old": "NA",
    "tags": ["x", "y"],
    "scores": [1, 2.5],
    "lab": {"name": "L", "panel": {"ok": False}},
    "events": [{"day": 1, "drugs": ["p", "q"]}, {"drugs": ["r"]}, {"day": 3}],
    "sizes": {"k2": 2, "k1": 1},
    "words": {"one.two": "w"},
    "free": {"any": 0.5},
    "a.b": 7,
    "a": {"b": "text"},
    "sample_id": "other",
}


def sample(name: str, *sets: Any) -> dict[str, Any]:
    return {"id": name, "version": 1, "annotationSets": list(sets)}


def annotated(name: str, variable_set: str, annotations: Any) -> dict[str, Any]:
    return {"id": name, "variableSetId": variable_set, "annotations": annotations}


def rows_of(collect: Any, *samples: Any, **options: Any) -> Any:
    return collect("sample", list(samples), tables=["sample_annotations"], **options).table("sample_annotations")


# --- long rows -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("annotations", "values"),
    [
        ({}, []),
        (None, []),
        ({"a": None, "b": [], "c": {}, "d": [None]}, []),
        ({"a": 1, "b": [2]}, [("a", 0, 1), ("b", 0, 2)]),
        ({"a": {"b": {"c": "x"}}}, [("a.b.c", 0, "x")]),
        ({"a.b": 1, "a": {"b": 2}}, [("a\\.b", 0, 1), ("a.b", 0, 2)]),
        ({"a\\": {"b": 1}, "a\\.b": 2}, [("a\\\\.b", 0, 1), ("a\\\\\\.b", 0, 2)]),
        ({"o": [{"d": 1}, {"e": 2}, {"d": 3}]}, [("o.d", 0, 1), ("o.e", 1, 2), ("o.d", 2, 3)]),
        ({"m": [[1, 2], [3]]}, [("m", 0, 1), ("m", 1, 2), ("m", 2, 3)]),
        ([{"name": "x", "value": 1}, {"name": "y", "value": ["a", "b"]}], [("x", 0, 1), ("y", 0, "a"), ("y", 1, "b")]),
        ([{"name": "x", "value": 1}, {"name": "x", "value": 2}], [("x", 0, 1), ("x", 1, 2)]),
        ("bare", [("", 0, "bare")]),
    ],
)
def test_values_of_one_set(annotations: Any, values: list[Any]) -> None:
    assert list(annotation_values(annotations)) == values


LEAVES = st.booleans() | st.integers() | st.text()
TREES = st.dictionaries(
    st.sampled_from(["a", "b", "a.b", "c\\"]),
    st.recursive(LEAVES, lambda t: st.lists(t, max_size=3) | st.dictionaries(st.sampled_from(["a", "b.c"]), t)),
)


@given(TREES)
def test_every_value_has_a_row_and_no_two_rows_one_key(tree: dict[str, Any]) -> None:
    found = list(annotation_values(tree))

    def scalars(value: Any) -> list[Any]:
        inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else None
        return [value] if inner is None else [s for i in inner for s in scalars(i)]

    assert [value for _, _, value in found] == scalars(tree)
    assert len({(variable, index) for variable, index, _ in found}) == len(found)


def test_long_rows_have_text_number_and_truth(collect: Any) -> None:
    values = {"t": "x", "n": 2, "f": 0.5, "b": True, "big": 2**70, "e": ""}
    rows = rows_of(collect, sample("S", annotated("as", "vs", values))).to_pylist()
    assert [(r["variable_id"], r["value_type"], r["value"], r["value_number"], r["value_bool"]) for r in rows] == [
        ("t", "STRING", "x", None, None),
        ("n", "INTEGER", "2", 2.0, None),
        ("f", "DOUBLE", "0.5", 0.5, None),
        ("b", "BOOLEAN", "true", None, True),
        ("big", "INTEGER", str(2**70), float(2**70), None),
        ("e", "STRING", None, None, None),
    ]
    assert {(r["sample_id"], r["annotation_set_id"], r["variable_set_id"]) for r in rows} == {("S", "as", "vs")}
    kept = rows_of(collect, sample("S", annotated("as", "vs", {"e": ""})), keep_empty=True)
    assert kept["value"].to_pylist() == [""]


# --- spread with a definition ----------------------------------------------------------------------------


def test_columns_and_types_come_from_the_definition() -> None:
    found = [(v.path, v.kind, v.multiple, v.open) for v in variables_of({"variables": VARIABLES})]
    assert found == [
        ("grade", "string", False, False),
        ("flag", "bool", False, False),
        ("count", "int64", False, False),
        ("height", "float64", False, False),
        ("remark", "string", False, False),
        ("old", "string", False, False),
        ("tags", "string", True, False),
        ("scores", "float64", True, False),
        ("lab.name", "string", False, False),
        ("lab.panel.ok", "bool", False, False),
        ("events.day", "int64", True, False),
        ("events.drugs", "string", True, False),
        ("sizes", "int64", False, True),
        ("words", "string", False, True),
        ("free", "string", False, True),
        ("a\\.b", "int64", False, False),
        ("a.b", "string", False, False),
        ("sample_id", "string", False, False),
    ]


def test_every_type_of_variable(collect: Any) -> None:
    rows = rows_of(
        collect, sample("S1", annotated("as", "vs", FULL)), sample("S2", annotated("as", "vs", {"grade": "MID"}))
    )
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        first, second = spread(rows, "vs", {"variables": VARIABLES}).to_pylist()
    assert first == {
        "study": "demo@rare:germline",
        "sample_id": "S1",
        "sample_version": 1,
        "annotation_set_id": "as",
        "grade": "LOW",
        "flag": True,
        "count": 2**53 + 1,
        "height": 1.0,
        "remark": "001",
        "old": "NA",
        "tags": ["x", "y"],
        "scores": [1.0, 2.5],
        "lab.name": "L",
        "lab.panel.ok": False,
        "events.day": [1, 3],
        "events.drugs": ["p", "q", "r"],
        "sizes.k1": 1,
        "sizes.k2": 2,
        "words.one\\.two": "w",
        "free.any": "0.5",
        "a\\.b": 7,
        "a.b": "text",
        "vs.sample_id": "other",
    }
    assert second == {
        **dict.fromkeys(first),
        **{k: first[k] for k in ("study", "annotation_set_id", "sample_version")},
    } | {
        "sample_id": "S2",
        "grade": "MID",
    }


def test_no_rows_have_the_columns_and_types_of_many(collect: Any) -> None:
    fixed = {"variables": [v for v in VARIABLES if v["id"] not in {"sizes", "words", "free"}]}
    full = {k: v for k, v in FULL.items() if k not in {"sizes", "words", "free"}}
    many = spread(rows_of(collect, sample("S1", annotated("as", "vs", full))), "vs", fixed)
    none = spread(rows_of(collect), "vs", fixed)
    assert none.schema.equals(many.schema)
    assert none.num_rows == 0


def test_variable_sets_and_annotation_sets_stay_apart(collect: Any) -> None:
    rows = rows_of(
        collect,
        sample(
            "S1",
            annotated("first", "vs", {"x": 1}),
            annotated("second", "vs", {"x": 2}),
            annotated("o", "ws", {"y": 3}),
        ),
        sample("S2", annotated("o", "ws", {"y": 4})),
        sample("S3"),
    )
    found = [(r["sample_id"], r["annotation_set_id"], r["x"]) for r in spread(rows, "vs").to_pylist()]
    assert found == [("S1", "first", 1), ("S1", "second", 2)]
    assert spread(rows, "ws")["y"].to_pylist() == [3, 4]
    assert spread(rows, "none").num_rows == 0


def test_values_that_do_not_fit_are_null_and_said_once(collect: Any) -> None:
    definition = {"variables": [{"id": "n", "type": "INTEGER"}, {"id": "one", "type": "STRING"}]}
    values = {"n": "many", "one": ["first", "second"], "gone": 1}
    rows = rows_of(collect, sample("S1", annotated("as", "vs", values)), sample("S2", annotated("as", "vs", {"n": 2})))
    with pytest.warns(OpenCGAWarning, match=r"gone \(lost, once\); n \(lost, once\); one \(lost, once\)"):
        made = spread(rows, "vs", definition)
    assert made["n"].to_pylist() == [None, 2]
    assert made["one"].to_pylist() == ["first", None]


# --- spread without one ----------------------------------------------------------------------------------


def test_without_a_definition_types_follow_the_values(collect: Any) -> None:
    first = {"i": 1, "d": 0.5, "b": True, "t": "x", "mixed": 1, "wide": 1, "l": ["a", "b"], "o": {"p": 1}}
    second = {"i": 2, "mixed": "one", "wide": 0.5, "l": ["c"]}
    rows = rows_of(collect, sample("S1", annotated("as", "vs", first)), sample("S2", annotated("as", "vs", second)))
    made = spread(rows, "vs").drop_columns(["study", "sample_id", "sample_version", "annotation_set_id"])
    assert {field.name: str(field.type) for field in made.schema} == {
        "i": "int64",
        "d": "double",
        "b": "bool",
        "t": "string",
        "mixed": "string",
        "wide": "double",
        "l": "list<item: string>",
        "o.p": "int64",
    }
    assert made.to_pylist()[1] == {
        **dict.fromkeys(made.column_names),
        "i": 2,
        "mixed": "one",
        "wide": 0.5,
        "l": ["c"],
    }


def test_spread_tables_have_no_structs(collect: Any) -> None:
    made = spread(rows_of(collect, sample("S1", annotated("as", "vs", FULL))), "vs", {"variables": VARIABLES})
    assert not any(pa.types.is_struct(field.type) or pa.types.is_map(field.type) for field in made.schema)


# --- flattened by the server -----------------------------------------------------------------------------


def test_answers_flattened_by_the_server_give_the_same_columns(collect: Any) -> None:
    nested = {"lab": {"name": "L", "panel": {"ok": True}}, "sizes": {"k": 1}, "tags": ["x", "y"], "n": 1}
    flat = {"lab.name": "L", "lab.panel.ok": True, "sizes.k": 1, "tags": ["x", "y"], "n": 1}
    usual = rows_of(collect, sample("S1", annotated("as", "vs", nested)))
    flattened = AskedPaths(flat_annotations=True)
    other = rows_of(collect, sample("S1", annotated("as", "vs", flat)), projection=flattened)
    assert other.equals(usual)
    definition = {
        "variables": [v for v in VARIABLES if v["id"] in {"lab", "sizes", "tags"}] + [{"id": "n", "type": "DOUBLE"}]
    }
    assert spread(other, "vs", definition).equals(spread(usual, "vs", definition))


def test_a_real_server_flattens_to_the_same_rows(traces: Path, collect: Any) -> None:
    flat: list[Any] = []
    nested: dict[str, Any] = {}
    for line in gzip.decompress((traces / "server-5.0.0.jsonl.gz").read_bytes()).splitlines():
        exchange = json.loads(line)
        path = exchange["request"]["path"]
        if exchange["request"]["method"] == "GET" and "/individuals/" in path and exchange["answer"]["status"] == 200:
            for row in json.loads(exchange["answer"]["body"])["responses"][0]["results"]:
                if "flattenAnnotations=true" in path:
                    flat.append(row)
                elif isinstance(row, dict) and row.get("annotationSets"):
                    nested[row["id"]] = row
    both = [row for row in flat if row["annotationSets"] and row["id"] in nested]
    assert both
    table = "individual_annotations"
    usual = collect.rows(table, [nested[row["id"]] for row in both])
    other = collect.rows(table, both, projection=AskedPaths(flat_annotations=True))

    def values(rows: list[Any]) -> list[Any]:
        names = ("individual_id", "annotation_set_id", "variable_id", "value")
        return sorted(tuple(r[n] for n in names) for r in rows if r["annotation_set_id"] == "every1")

    assert values(other) == values(usual) != []


UNNAMED = {
    "id": "S1",
    "annotationSets": [
        {"variableSetId": "quality", "annotations": {"score": 1}},
        {"id": "quality", "variableSetId": "quality", "annotations": {"score": 2}},
        {"id": "", "variableSetId": "quality", "annotations": {"score": 3}},
        {"name": "first", "variableSetId": "quality", "annotations": {"score": 4}},
        {"annotations": {"score": 5}},
    ],
}


def test_sets_without_an_id_have_one_that_no_other_set_of_their_owner_has() -> None:
    answer = RestResponse.from_documents([UNNAMED, UNNAMED | {"id": "S2"}], entity="sample", study="demo@rare:germline")
    rows = answer.frame("sample_annotations")
    ids = ["quality#2", "quality", "quality#3", "first", ""]
    assert rows["annotation_set_id"].tolist() == ids * 2
    assert rows["value"].tolist() == ["1", "2", "3", "4", "5"] * 2
    assert not rows.duplicated(["study", "sample_id", "annotation_set_id", "variable_id", "value_index"]).any()


def test_sets_without_an_id_have_a_row_each() -> None:
    answer = RestResponse.from_documents([UNNAMED], entity="sample", study="demo@rare:germline")
    wide = answer.annotations("quality").set_index("annotation_set_id")["score"]
    assert wide.to_dict() == {"quality#2": 1, "quality": 2, "quality#3": 3, "first": 4}
