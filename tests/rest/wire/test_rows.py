"""Rows are named and cut as bytes, whatever is in them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opencga_frames.rest.wire.names import names_of_objects
from opencga_frames.rest.wire.rows import cut_rows

TRICKY = st.text('{}[]",:\\ \u00e9', max_size=6)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | TRICKY,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TRICKY, inner, max_size=3),
    max_leaves=8,
)


@given(
    rows=st.lists(VALUES, max_size=5), start=st.integers(0, 5), stop=st.integers(0, 5), indent=st.none() | st.just(1)
)
def test_cutting_keeps_the_rows_between(rows: list[Any], start: int, stop: int, indent: int | None) -> None:
    stop = min(stop, len(rows))
    part = slice(min(start, stop), stop)
    assert json.loads(cut_rows(json.dumps(rows, indent=indent).encode(), part, len(rows))) == rows[part]


@given(rows=st.lists(st.dictionaries(TRICKY, VALUES, max_size=3), min_size=1, max_size=5), ascii_only=st.booleans())
def test_the_last_row_is_left_out_without_reading_the_others(rows: list[Any], ascii_only: bool) -> None:
    array = json.dumps(rows, ensure_ascii=ascii_only).encode()
    assert json.loads(cut_rows(array, slice(0, len(rows) - 1), len(rows))) == rows[:-1]


def test_a_last_row_with_thousands_of_objects_is_left_out_too() -> None:
    rows = [{"id": "S1"}, {"id": "S2", "many": [{"n": n} for n in range(3_000)]}]
    assert cut_rows(json.dumps(rows).encode(), slice(0, 1), 2) == b'[{"id": "S1"}]'


@pytest.mark.parametrize(
    ("row", "by_id", "versions", "key"),
    [
        ({"uuid": "u", "id": "S1", "version": 2}, True, False, "u"),
        ({"id": "S1", "version": 2}, True, False, "S1"),
        ({"id": "S1"}, False, False, None),
        ({"id": 5}, True, False, None),
        ({"id": "S1", "version": 2}, True, True, ("S1", 2)),
        ({"id": "S1", "version": 0}, True, True, None),
    ],
)
def test_a_row_is_called_by_what_no_other_row_is_called(
    row: dict[str, Any], by_id: bool, versions: bool, key: object
) -> None:
    names = names_of_objects(json.dumps([row]).encode())
    assert names is not None
    (name,) = names
    assert name.key(by_id=by_id, versions=versions) == key


def test_rows_that_are_no_objects_have_no_names() -> None:
    assert names_of_objects(b'["a", {"id": "S1"}]') is None
