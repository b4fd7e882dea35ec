"""All tables of an answer by name: made when first asked for, and then kept."""

from __future__ import annotations

import re
from typing import Any

import pyarrow as pa
import pytest

from opencga_frames.errors import UnknownNameError
from opencga_frames.frames.table_set import Tables


class Maker:
    def __init__(self) -> None:
        self.calls: list[list[str]] = []

    def __call__(self, names: Any) -> dict[str, Any]:
        self.calls.append(list(names))
        return {name: pa.table({"id": [name] * 3}) for name in names}


@pytest.fixture
def maker() -> Maker:
    return Maker()


def test_names_are_known_before_anything_is_made(maker: Maker) -> None:
    tables = Tables(["samples", "sample_files"], maker)
    assert list(tables) == ["samples", "sample_files"]
    assert len(tables) == 2
    assert "samples" in tables
    assert "files" not in tables
    assert repr(tables) == "<Tables samples, sample_files>"
    assert maker.calls == []


def test_a_frame_is_made_once(maker: Maker) -> None:
    tables = Tables(["samples", "sample_files"], maker)
    assert tables["samples"] is tables["samples"]
    assert tables["samples"]["id"].tolist() == ["samples"] * 3
    assert tables["samples"].attrs == {"opencga_table": "samples"}
    assert maker.calls == [["samples"]]


def test_all_at_once_makes_only_what_is_lacking(maker: Maker) -> None:
    tables = Tables(["samples", "sample_files", "sample_cohorts"], maker)
    tables.arrow("sample_files")
    assert tables.counts() == {"samples": 3, "sample_files": 3, "sample_cohorts": 3}
    tables.all_arrow()
    assert maker.calls == [["sample_files"], ["samples", "sample_cohorts"]]


def test_a_name_that_does_not_exist_names_its_neighbours(maker: Maker) -> None:
    with pytest.raises(UnknownNameError, match="Did you mean 'samples'"):
        Tables(["samples"], maker)["sample"]
    assert maker.calls == []


def test_names_and_dtypes_are_passed_on(maker: Maker) -> None:
    assert str(Tables(["samples"], maker, dtype_backend="pyarrow")["samples"].dtypes["id"]) == "string[pyarrow]"


def test_a_notebook_shows_names_rows_and_columns(maker: Maker) -> None:
    shown = Tables(["a<b"], maker)._repr_html_()
    assert re.findall(r"<td[^>]*>([^<]*)</td>", shown) == ["a&lt;b", "3", "1"]
