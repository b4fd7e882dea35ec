"""Answers that nobody described: one table by one rule, from which nothing is dropped."""

from __future__ import annotations

import json
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opencga_frames.errors import DecodeError
from opencga_frames.frames.generic import generic_table

LEAVES = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
JSON = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "a", "a.b", "aB", "a_json", ""]), inner)
    ),
    max_leaves=12,
)


def table(*pages: Any) -> Any:
    return generic_table([json.dumps(page).encode() for page in pages])


def columns(made: Any) -> dict[str, Any]:
    return {field.name: (str(field.type), made[field.name].to_pylist()) for field in made.schema}


def test_types_follow_the_values_of_all_rows() -> None:
    rows = [
        {
            "id": "a",
            "n": 1,
            "f": 1,
            "t": True,
            "l": ["x"],
            "o": {"inner": {"deepest": 1}},
            "m": 1,
            "e": {},
            "big": 2**63,
        },
        {"id": "b", "n": None, "f": 0.5, "l": [], "m": "x", "s": [{"k": 1}], "big": 1},
    ]
    assert columns(table(rows)) == {
        "id": ("string", ["a", "b"]),
        "big": ("string", ["9223372036854775808", "1"]),
        "e_json": ("string", ["{}", None]),
        "f": ("double", [1.0, 0.5]),
        "l": ("list<item: string>", [["x"], []]),
        "m": ("string", ["1", '"x"']),
        "n": ("int64", [1, None]),
        "o_inner_deepest": ("int64", [1, None]),
        "s_json": ("string", [None, '[{"k":1}]']),
        "t": ("bool", [True, None]),
    }


def test_large_floats_stand_beside_whole_numbers() -> None:
    assert columns(table([{"x": 1}, {"x": 1e300}])) == {"x": ("double", [1.0, 1e300])}
    assert columns(table([{"x": 2**53 + 1}, {"x": 0.5}])) == {"x": ("string", ["9007199254740993", "0.5"])}


def test_bare_values_and_pages_without_rows() -> None:
    assert columns(table(["x"], [], [None, "y"])) == {"value": ("string", ["x", None, "y"])}
    assert columns(table([1, {"a": 2}])) == {"value": ("int64", [1, None]), "a": ("int64", [None, 2])}
    assert columns(table()) == columns(table([])) == {"value": ("string", [])}
    assert columns(table([{}, None])) == {"value": ("string", [None, None])}


def test_names_that_fall_together_stay_apart() -> None:
    made = table([{"aB": 1, "a_b": 2, "a": {"b": 3}, "a.b": 4, "A b": 5, "x": [], "y": {"z": 1}, "x_json": [[]]}])
    assert len(set(made.column_names)) == made.num_columns == 8
    assert sorted(v for name, (_, [v]) in columns(made).items() if name.startswith("a")) == [1, 2, 3, 4, 5]


def test_a_suffix_never_makes_a_name_twice() -> None:
    made = table([{"x": [[1]], "x_json": "text", "xJson": 5}])
    assert sorted(columns(made).values()) == [("int64", [5]), ("string", ["[[1]]"]), ("string", ["text"])]


def test_broken_numbers_and_text_are_read_as_leniently_as_documents() -> None:
    assert columns(generic_table([b'[{"x": NaN}, {"x": "\\ud800"}]'])) == {"x": ("string", ["NaN", "�"])}
    with pytest.raises(DecodeError):
        generic_table([b"{}"])
    with pytest.raises(DecodeError):
        generic_table([b"[1"])


@settings(deadline=None)
@given(st.lists(JSON, max_size=5), st.randoms(use_true_random=False))
def test_any_rows_in_any_order_give_the_same_columns_and_lose_nothing(rows: list[Any], chance: Any) -> None:
    made = table(rows)
    assert made.num_rows == len(rows)
    assert len(set(made.column_names)) == made.num_columns
    simple = {pa.string(), pa.int64(), pa.float64(), pa.bool_(), pa.list_(pa.string())}
    assert {field.type for field in made.schema} <= simple
    order = list(range(len(rows)))
    chance.shuffle(order)
    again = generic_table([json.dumps([rows[i]]).encode() for i in order])
    assert again.schema.equals(made.schema, check_metadata=True)
    assert again.to_pylist() == [made.to_pylist()[i] for i in order]
    values = sum(column.length() - column.null_count for column in made.columns)
    assert values == sum(_values(row) for row in rows)


def _values(value: Any, top: bool = True) -> int:
    if isinstance(value, dict) and (value or top):
        return sum(_values(inner, top=False) for inner in value.values())
    return 0 if value is None else 1
