"""Values of a column: exact where they fit, converted where nothing is lost, else null; the last two counted."""

from __future__ import annotations

import datetime as dt
import math
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from opencga_frames.frames.columns.arrays import to_array, without_empty
from opencga_frames.frames.decode.problems import Problems
from opencga_frames.frames.schema.kinds import KINDS, arrow_type
from opencga_frames.frames.schema.model import Column

NASTY = ["NA", "001", "nan", "True", "1e5", "None", "null", "-", "é\u0000x", "😀", " "]


def column(kind: Any, missing: tuple[Any, ...] = ()) -> Column:
    return Column(name="c", path="a.b", kind=kind, missing=missing)


def made(kind: Any, *values: Any, keep_empty: bool = False) -> tuple[list[Any], dict[tuple[str, str], int]]:
    problems = Problems()
    array = to_array(values, column(kind), problems, keep_empty=keep_empty)
    assert array.type == arrow_type(kind)
    return array.to_pylist(), problems.counts


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_no_values_and_only_nulls_have_the_type_of_the_column(kind: Any) -> None:
    assert made(kind) == ([], {})
    assert made(kind, None, None) == ([None, None], {})


@pytest.mark.parametrize("kind", ["string", "category"])
def test_text_stays_text(kind: str) -> None:
    assert made(kind, *NASTY) == (NASTY, {})


@pytest.mark.parametrize("kind", ["string", "category"])
def test_empty_text_is_null_unless_kept(kind: str) -> None:
    assert made(kind, "", "a", None) == ([None, "a", None], {})
    assert made(kind, "", "") == ([None, None], {})
    assert made(kind, "", "a", None, keep_empty=True) == (["", "a", None], {})
    assert made(kind, "", "", keep_empty=True) == (["", ""], {})


@given(st.lists(st.none() | st.sampled_from(["", "a", "é", "😀 b"])), st.integers(0, 9), st.integers(0, 40))
def test_empty_text_is_null_wherever_an_array_begins(values: list[str | None], start: int, length: int) -> None:
    found = without_empty(pa.array(values, pa.string()).slice(start, length))
    found.validate(full=True)
    assert found.to_pylist() == [value or None for value in values[start : start + length]]
    assert found.null_count == found.to_pylist().count(None)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (5, "5"),
        (2**70, str(2**70)),
        (0.5, "0.5"),
        (True, "true"),
        ({"id": "X", "name": "n"}, "X"),
        ({"name": "n"}, '{"name":"n"}'),
        (["only"], "only"),
        (["a", "b"], '["a","b"]'),
    ],
)
def test_other_values_in_text_columns_become_text(value: Any, text: str) -> None:
    assert made("string", "a", value) == (["a", text], {("a.b", "converted"): 1})


@pytest.mark.parametrize(
    ("kind", "value", "found"),
    [
        ("int32", 2**31 - 1, 2**31 - 1),
        ("int64", 2**63 - 1, 2**63 - 1),
        ("int64", -(2**63), -(2**63)),
        ("int64", 2**53 + 1, 2**53 + 1),
        ("float64", 0.1, 0.1),
        ("float64", 3, 3.0),
        ("bool", False, False),
    ],
)
def test_numbers_are_exact(kind: str, value: Any, found: Any) -> None:
    assert made(kind, value, None) == ([found, None], {})


@pytest.mark.parametrize(
    ("kind", "value", "found"),
    [
        ("int32", "12", 12),
        ("int32", 12.0, 12),
        ("int64", str(2**53 + 1), 2**53 + 1),
        ("int32", "", None),
        ("float64", "0.25", 0.25),
        ("float64", "1e5", 1e5),
        ("float64", "-Infinity", -math.inf),
        ("float64", "Infinity", math.inf),
        ("float64", "", None),
        ("bool", "TRUE", True),
        ("bool", "false", False),
        ("bool", "", None),
        ("int32", [7], 7),
        ("int32", [], None),
        ("bool", {}, None),
    ],
)
def test_numbers_in_other_clothes_are_converted(kind: str, value: Any, found: Any) -> None:
    assert made(kind, value, None) == ([found, None], {("a.b", "converted"): 1})


def test_not_a_number_as_text_is_a_number() -> None:
    values, counts = made("float64", "NaN", 1.0)
    assert math.isnan(values[0])
    assert (values[1], counts) == (1.0, {("a.b", "converted"): 1})


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("int32", 2**31),
        ("int64", 2**63),
        ("int64", 10**400),
        ("int32", 1.5),
        ("int32", True),
        ("int32", "1_000"),
        ("int32", " 5 "),
        ("int32", "٣"),
        ("int32", {"a": 1}),
        ("int32", [1, 2]),
        ("float64", 2**53 + 1),
        ("float64", 10**400),
        ("float64", "1e999"),
        ("float64", "nan"),
        ("float64", "infinity"),
        ("float64", "1_0"),
        ("float64", False),
        ("bool", 1),
        ("bool", "yes"),
        ("epoch_ms", 2**62),
        ("date14", "20230229000000"),
        ("date14", {"a": 1}),
        ("date14", True),
        ("date8", "2023-02-01"),
    ],
)
def test_what_cannot_stand_in_a_column_is_null_and_counted_and_costs_nothing_else(kind: str, value: Any) -> None:
    good: Any = {"bool": True, "date14": "20240101000000", "date8": "20240101"}.get(kind, 7)
    values, counts = made(kind, good, value, good)
    assert values[1] is None
    assert values[0] == values[2] == made(kind, good)[0][0]
    assert counts == {("a.b", "lost"): 1}


def test_a_bad_date_in_every_row_is_counted_in_every_row() -> None:
    assert made("date14", *["20230229000000"] * 5) == ([None] * 5, {("a.b", "lost"): 5})


def test_dates_as_numbers() -> None:
    assert made("date14", 20240101000000) == ([dt.datetime(2024, 1, 1)], {("a.b", "converted"): 1})


def test_lists() -> None:
    assert made("list", ["a", None, ""], [], None) == ([["a", None, ""], [], None], {})
    assert made("list", ["a", 1]) == ([["a", "1"]], {("a.b", "converted"): 1})
    assert made("list", [{"id": "x", "n": 1}], ["y"]) == ([["x"], ["y"]], {("a.b", "converted"): 1})
    assert made("list", "abc", ["y"]) == ([["abc"], ["y"]], {("a.b", "converted"): 1})
    assert made("list_int32", [1, 2**31, None], [3]) == ([[1, None, None], [3]], {("a.b", "lost"): 1})
    assert made("list_int32", [True], [3]) == ([[None], [3]], {("a.b", "lost"): 1})
    assert made("list_float64", [1, 0.5, 2**53 + 1]) == ([[1.0, 0.5, None]], {("a.b", "lost"): 1})
    assert made("list_float64", ["0.5"]) == ([[0.5]], {("a.b", "converted"): 1})


def test_named_values_mean_none() -> None:
    problems = Problems()
    array = to_array(["-1", "3", ""], column("string", ("-1",)), problems)
    assert (array.to_pylist(), len(problems)) == ([None, "3", None], 0)


def test_categories_are_text_in_a_dictionary() -> None:
    array = to_array(["a", "b", "a", None], column("category"), Problems())
    assert array.type == pa.dictionary(pa.int32(), pa.string())
    assert array.dictionary.to_pylist() == ["a", "b"]
