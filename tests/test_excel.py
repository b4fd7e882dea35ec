"""Excel workbooks: the values that went in come out, formatted for people."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import openpyxl
import pandas as pd
import pytest

import opencga_frames.excel
from opencga_frames import OpenCGAClient, to_excel
from opencga_frames.errors import StorageError, UsageError
from opencga_frames.sandbox import Sandbox

if TYPE_CHECKING:
    from pathlib import Path

FRAME = pd.DataFrame(
    {
        "sample_id": pd.array(["001", "=SUM(A1)", None], dtype="string"),
        "file_ids": [("a", "b|c"), (), None],
        "somatic": pd.array([True, None, False], dtype="boolean"),
        "size": pd.array([1, None, 3], dtype="Int32"),
        "creation_date": pd.to_datetime(["2024-01-02 03:04:05", None, "2024-01-02 00:00:00"]),
        "run": pd.to_datetime(["2024-01-02T03:04:05Z"] * 3),
    }
)


def rows(path: Path, sheet: str = "data") -> list[tuple[object, ...]]:
    return list(openpyxl.load_workbook(path)[sheet].iter_rows(values_only=True))


def test_values_keep_their_kind_and_strings_are_no_formulas(tmp_path: Path) -> None:
    to_excel(FRAME, tmp_path / "x.xlsx")
    first, second, third = rows(tmp_path / "x.xlsx")[1:]
    when = pd.Timestamp("2024-01-02 03:04:05").to_pydatetime()
    assert first == ("001", "a|b\\|c", True, 1, when, when)
    assert second == ("=SUM(A1)", None, None, None, None, when)
    assert third[:4] == (None, None, False, 3)
    sheet = openpyxl.load_workbook(tmp_path / "x.xlsx")["data"]
    assert sheet["A3"].data_type == "s"
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet["A1"].font.bold) == ("A2", "A1:F4", True)


def test_a_table_has_a_sheet_of_meanings(tmp_path: Path) -> None:
    sandbox = Sandbox(samples=12)
    with OpenCGAClient({"rest": {"host": sandbox.url}}, session=sandbox.session()) as oc:
        oc.login("analyst", "Sandbox-2026", organization="demo")
        samples = oc.study(sandbox.study).samples()
    to_excel(samples, tmp_path / "x.xlsx")
    meanings = rows(tmp_path / "x.xlsx", "columns")
    assert meanings[0] == ("column", "type", "unit", "meaning", "json_path")
    assert [row[0] for row in meanings[1:]] == list(samples.columns)
    assert [row[1] for row in rows(tmp_path / "x.xlsx")[1:]] == list(samples["sample_id"])


def test_characters_that_xml_cannot_hold_are_kept_as_excel_keeps_them(tmp_path: Path) -> None:
    to_excel(pd.DataFrame({"a": ["x\x01y"]}), tmp_path / "x.xlsx")
    assert rows(tmp_path / "x.xlsx")[1] == ("x_x0001_y",)


@pytest.mark.parametrize(
    ("frame", "message"),
    [
        (pd.DataFrame({"a": ["x" * 32_768]}), "A cell of 'a' has 32,768 characters; one of Excel holds 32,767"),
        (pd.DataFrame({"a": range(1_048_576)}), "holds 1,048,575 rows and 16,384 columns; the frame has 1,048,576"),
    ],
)
def test_what_a_sheet_cannot_hold_is_refused(tmp_path: Path, frame: pd.DataFrame, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        to_excel(frame, tmp_path / "x.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_without_openpyxl_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(UsageError, match=r"pip install 'opencga-frames\[excel\]'"):
        to_excel(FRAME, tmp_path / "x.xlsx")


def test_a_file_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="no such file or folder"):
        to_excel(FRAME, tmp_path / "nowhere" / "x.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_openpyxl_is_imported_with_the_first_workbook_only() -> None:
    assert "openpyxl" not in dir(opencga_frames.excel)
    assert sys.modules["opencga_frames.excel"] is opencga_frames.excel


def test_an_empty_frame_is_an_empty_sheet(tmp_path: Path) -> None:
    to_excel(FRAME.iloc[:0], tmp_path / "x.xlsx")
    assert rows(tmp_path / "x.xlsx") == [tuple(FRAME.columns)]


def test_a_path_in_place_of_the_frame_is_refused() -> None:
    with pytest.raises(UsageError, match="to_excel got str, expected a pandas frame first, and then the path"):
        to_excel("x.xlsx", pd.DataFrame())  # type: ignore[arg-type]
