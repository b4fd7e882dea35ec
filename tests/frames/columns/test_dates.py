"""Stamps of digits become timestamps; what is no date becomes null, never another date."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from opencga_frames.frames.columns.dates import parse_timestamps


def parse(kind: str, *texts: Any) -> list[object]:
    found: list[object] = parse_timestamps(pa.array(texts, pa.string()), kind).to_pylist()
    return found


def test_types_do_not_depend_on_the_values() -> None:
    for texts in ([], [None], ["20240229"], ["20240229112233"], ["no"]):
        array = pa.array(texts, pa.string())
        assert parse_timestamps(array, "date14").type == pa.timestamp("s")
        assert parse_timestamps(array, "date17").type == pa.timestamp("ms")
        assert parse_timestamps(array, "date8").type == pa.date32()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("20240229112233", dt.datetime(2024, 2, 29, 11, 22, 33)),
        ("00010101000000", dt.datetime(1, 1, 1)),
        ("99991231235959", dt.datetime(9999, 12, 31, 23, 59, 59)),
        ("19000228000000", dt.datetime(1900, 2, 28)),
        ("20000229000000", dt.datetime(2000, 2, 29)),
    ],
)
def test_seconds(text: str, expected: dt.datetime) -> None:
    assert parse("date14", text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "20230229000000",  # no leap year
        "19000229000000",  # nor is this
        "20240431000000",
        "20241301000000",
        "20240001000000",
        "20240100000000",
        "20240101240000",
        "20240101006000",
        "20240101000060",
        "00000101000000",  # there is no year 0
        "2024010100000",
        "202401010000000",
        "20240101000000\n",
        " 2024010100000",
        "-2024010100000",
        "+2024010100000",
        "0x240101000000",
        "2024-01-01T000",
        "\N{FULLWIDTH DIGIT TWO}" * 14,
        "\N{ARABIC-INDIC DIGIT TWO}" * 7,  # 14 bytes, no 14 digits
        "",
        "NaN",
    ],
)
def test_what_is_no_date_is_null(text: str) -> None:
    assert parse("date14", text, "20240101000000") == [None, dt.datetime(2024, 1, 1)]


def test_milliseconds_may_be_missing() -> None:
    found = parse("date17", "20240101000000123", "20240101000000", "2024010100000012", None)
    assert found == [dt.datetime(2024, 1, 1, 0, 0, 0, 123_000), dt.datetime(2024, 1, 1), None, None]


def test_a_remark_may_have_a_day_alone() -> None:
    assert parse("date17", "20240101", "20240101000000123") == [
        dt.datetime(2024, 1, 1),
        dt.datetime(2024, 1, 1, 0, 0, 0, 123_000),
    ]


def test_birthdays() -> None:
    assert parse("date8", "19640229", "19650229", "196402", None) == [dt.date(1964, 2, 29), None, None, None]


def test_a_slice_is_read_from_where_it_begins() -> None:
    whole = pa.array(["x", "20240101000000", None, "20250101000000", "y"], pa.string())
    assert parse_timestamps(whole[1:4], "date14").to_pylist() == [
        dt.datetime(2024, 1, 1),
        None,
        dt.datetime(2025, 1, 1),
    ]


@given(st.lists(st.none() | st.datetimes(min_value=dt.datetime(1, 1, 1))))
def test_every_moment_comes_back(moments: list[dt.datetime | None]) -> None:
    seconds = [m and m.replace(microsecond=0) for m in moments]
    texts = [m and f"{m.year:04d}{m:%m%d%H%M%S}" for m in seconds]
    assert parse("date14", *texts) == seconds


@given(st.lists(st.text() | st.from_regex(r"\A[0-9]{14}\Z")))
def test_a_date_only_where_the_calendar_has_one(texts: list[str]) -> None:
    def slow(text: str) -> dt.datetime | None:
        try:
            numbers: Any = [int(text[a:b]) for a, b in ((0, 4), (4, 6), (6, 8), (8, 10), (10, 12), (12, 14))]
            return dt.datetime(*numbers) if len(text) == 14 and text.isascii() and text.isdigit() else None
        except ValueError:
            return None

    assert parse("date14", *texts) == [slow(text) for text in texts]
