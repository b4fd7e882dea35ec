"""Text taken row by row is the same whichever way it is copied."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from opencga_frames.joins.keys.matching import KeyIndex, matches
from opencga_frames.joins.string_rows import string_rows

ROWS = 12_000
DTYPES: tuple[Any, ...] = (
    pd.StringDtype("pyarrow"),
    *(["str"] if pd.Series(["a"], dtype="str").dtype != object else []),  # objects before pandas 3
    pd.ArrowDtype(pa.large_string()),
    pd.ArrowDtype(pa.string()),
)
#: Name: texts, and whether there is a quicker way for them than pandas' own.
TEXTS: dict[str, tuple[list[str | None], bool]] = {
    "one value": (["demo@rare:germline"] * ROWS, True),
    "one length": ([f"S{i:06}" for i in range(ROWS)], True),
    "one length in bytes": ([("é" if i % 2 else "ab") for i in range(ROWS)], True),
    "few": ([None if i % 7 == 0 else "cohort" * (i % 5) for i in range(ROWS)], True),
    "few with nothing between": ([("x" * (i % 3)) for i in range(ROWS)], True),
    "many lengths": ([str(i) for i in range(ROWS)], False),
    "long": ([f"{i:0100}" for i in range(ROWS)], False),
    "missing": ([None] * ROWS, True),
}


@pytest.mark.parametrize("dtype", DTYPES, ids=str)
@pytest.mark.parametrize("name", TEXTS)
def test_the_rows_are_those_that_pandas_takes(name: str, dtype: Any) -> None:
    texts, quick = TEXTS[name]
    column = pd.Series(texts, dtype=dtype)
    rows = np.random.default_rng(1).integers(0, ROWS, 2 * ROWS)
    for whole, at in ((column, rows), (column[1:].reset_index(drop=True), np.minimum(rows, ROWS - 2))):
        made = string_rows(whole, at)
        assert (made is not None) == quick
        if made is not None:
            pd.testing.assert_series_equal(pd.Series(made), whole.take(at).reset_index(drop=True))


@pytest.mark.parametrize(
    "column",
    [
        pd.Series(range(ROWS)),
        pd.Series(["a"] * ROWS, dtype="category"),
        pd.Series(["a"] * ROWS, dtype=object),
        pd.Series(["a"] * 10, dtype=pd.StringDtype("pyarrow")),
    ],
    ids=lambda column: f"{column.dtype}-{len(column)}",
)
def test_other_columns_are_left_to_pandas(column: pd.Series) -> None:
    assert string_rows(column, np.arange(len(column))) is None


def text(*values: str | None) -> Any:
    return pa.array(values, pa.large_string())


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ([text("b", None, "a")], [text("a", "b", "c")]),
        ([text("b", "longer than one word", "a")], [text("a", "b", "c")]),
        ([text("b", "a")], [text("longer than one word", "b")]),
        ([text("b", "a\0")], [text("a", "b")]),
        ([text("b", "a").dictionary_encode()], [text("a", "b")]),
        ([text("s", "s", "t"), text("a", "b", "b")], [text("s", "s", "s"), text("a", "b", "c")]),
        ([text("t", "t"), text("a", "b")], [text("s", "s"), text("a", "b")]),
        ([text("a", "b")], [text("a", "a")]),
    ],
    ids=["missing", "longer", "shorter", "with a zero", "categories", "two studies", "another study", "twice"],
)
def test_an_index_made_before_finds_the_same(left: list[Any], right: list[Any]) -> None:
    found = matches(left, right, index=KeyIndex.of(right))
    pd.testing.assert_frame_equal(found, matches(left, right))
    keys = [tuple(row) for row in zip(*(a.to_pylist() for a in right), strict=True)]
    wanted = [
        (i, j)
        for i, row in enumerate(zip(*(a.to_pylist() for a in left), strict=True))
        for j, key in enumerate(keys)
        if None not in row and tuple(row) == key
    ]
    assert list(found.itertuples(index=False, name=None)) == wanted
