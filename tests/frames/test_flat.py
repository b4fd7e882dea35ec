"""Lists and structures as strings, so that CSV, Excel and SQL take every frame, and no two cells look alike."""

from __future__ import annotations

import io
import json
import re
import sqlite3
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from opencga_frames.errors import UsageError
from opencga_frames.frames.flat import flat
from opencga_frames.frames.to_pandas import to_pandas

ITEMS = st.none() | st.text(st.sampled_from('|\\NEa ,;"')) | st.text(max_size=4)


def taken_apart(text: str, separator: str = "|") -> tuple[str | None, ...]:
    """Read a flat list again, as the documentation says."""
    if text == "":
        return ()
    items = re.findall(rf"(?:\\.|(?!{re.escape(separator)})[^\\])+", text, re.DOTALL)
    words = {"\\N": None, "\\E": ""}
    return tuple(words[item] if item in words else re.sub(r"\\(.)", r"\1", item, flags=re.DOTALL) for item in items)


@given(lists=st.lists(st.lists(ITEMS, max_size=4).map(tuple), min_size=1))
def test_every_list_can_be_read_again(lists: list[tuple[Any, ...]]) -> None:
    assert [taken_apart(text) for text in flat(pd.DataFrame({"x": lists}))["x"]] == lists


@pytest.mark.parametrize("backend", ["numpy_nullable", "pyarrow", None])
def test_a_frame_of_files_goes_through_csv_and_sql(backend: Any, collect: Any) -> None:
    many = [f"S{i:05}" for i in range(2504)]
    documents = [{"id": "a", "sampleIds": many, "tags": ["x|y", ""]}, {"id": "b", "tags": []}]
    frame = to_pandas(collect("file", documents).table("files"), dtype_backend=backend)
    made = flat(frame)
    assert made["sample_ids"].tolist()[0] == "|".join(many)
    assert pd.isna(made["sample_ids"][1])
    assert made["tags"].tolist() == ["x\\|y|\\E", ""]
    assert list(made.columns) == list(frame.columns)
    assert made["size"].dtype == frame["size"].dtype
    read = pd.read_csv(io.StringIO(made.to_csv(index=False)))
    assert read["sample_ids"][0].split("|") == many
    with sqlite3.connect(":memory:") as database:
        made.astype(object).where(made.notna(), None).to_sql("files", database, index=False)
        assert database.execute("select tags from files").fetchall() == [("x\\|y|\\E",), ("",)]


def test_structures_numbers_arrays_and_zones() -> None:
    frame = pd.DataFrame(
        {
            "object": [{"a": 1}, None],
            "nested": [[["a"], ["b"]], [{"c": 2}]],
            "numbers": [np.array([1, 2]), (0.5, None, True)],
            "mixed": ["plain", 5],
            "when": pd.to_datetime(["2024-01-01T10:00Z", None], utc=True),
        }
    )
    made = flat(frame)
    assert json.loads(made["object"][0]) == {"a": 1}
    assert made["nested"].tolist() == ['[["a"],["b"]]', '[{"c":2}]']
    assert made["numbers"].tolist() == ["1|2", "0.5|\\N|true"]
    assert made["mixed"].tolist() == ["plain", 5]
    assert made["when"].tolist()[0] == pd.Timestamp("2024-01-01T10:00")
    # The frame itself is as it was.
    assert str(frame["when"].dtype).endswith("UTC]")
    assert frame["nested"][0] == [["a"], ["b"]]


def test_arrow_dtypes_stay_arrow_dtypes() -> None:
    table = pa.table(
        {"x": [["a"], None], "y": [{"b": 1}, {"b": None}], "t": pa.array([0, None], pa.timestamp("ms", "UTC"))}
    )
    made = flat(to_pandas(table, dtype_backend="pyarrow"))
    assert [str(dtype) for dtype in made.dtypes] == ["string[pyarrow]", "string[pyarrow]", "timestamp[ms][pyarrow]"]
    assert made["y"].tolist() == ['{"b":1}', '{"b":null}']


def test_another_separator() -> None:
    frame = pd.DataFrame({"x": [("a, b", "c")]}, index=pd.Index(["row"]))
    assert flat(frame, ", ").loc["row", "x"] == "a\\, b, c"
    for wrong in ("", "\\", "a\\"):
        with pytest.raises(UsageError, match="separator must be one or more characters"):
            flat(frame, wrong)
