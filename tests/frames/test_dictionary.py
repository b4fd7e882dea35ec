"""The data dictionary: every column told, and what include= may name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest

import opencga_frames
from opencga_frames.errors import UnknownNameError
from opencga_frames.frames.assemble import arrow_schema
from opencga_frames.frames.conversion import Conversion
from opencga_frames.frames.schema.registry import entity_names, entity_of, find_table, load_entity, table_names
from opencga_frames.frames.to_pandas import to_pandas

if TYPE_CHECKING:
    from collections.abc import Callable

NAMES = ["table", "column", "type", "dtype", "unit", "meaning", "json_path", "older_paths", "key", "core"]
MAINS = [load_entity(name).main for name in entity_names()]


def test_the_dictionary_has_every_column_of_every_table() -> None:
    frame = opencga_frames.dictionary()
    assert list(frame.columns) == [*NAMES, "since", "until"]
    told = list(zip(frame["table"], frame["column"], strict=True))
    assert told == [(name, column) for name in table_names() for column in find_table(name).names]
    assert frame[["meaning", "type", "dtype", "json_path", "key", "core"]].notna().all(axis=None)
    assert {str(frame[name].dtype) for name in ("key", "core")} == {"boolean"}


@pytest.mark.parametrize("name", ["samples", "individuals", "jobs", "sample_qc_variant_stats"])
def test_dtypes_are_those_of_a_frame(name: str) -> None:
    told = opencga_frames.dictionary(name)
    made = Conversion(entity_of(name)).arrow([b"[]"], [name], core=False).table(name)
    assert told["dtype"].tolist() == [str(dtype) for dtype in to_pandas(made).dtypes]


def test_a_row_tells_what_the_description_says() -> None:
    rows = opencga_frames.dictionary("samples").set_index("column")
    status = rows.loc["internal_status_id"]
    assert (status["json_path"], status["older_paths"]) == ("internal.status.id", "internal.status.name")
    assert (status["type"], status["dtype"]) == ("dictionary<int32,string>", "category")
    assert rows.index[rows["key"]].tolist() == ["study", "sample_id"]
    assert not rows.loc["uuid", "core"]
    assert rows.loc["source_id", "since"] == "2.2.0"
    assert pd.isna(rows.loc["sample_id", "since"])
    assert pd.isna(rows.loc["sample_id", "older_paths"])


@pytest.mark.parametrize("ask", [opencga_frames.dictionary, opencga_frames.fields])
def test_a_table_that_does_not_exist_is_told_with_its_neighbours(ask: object) -> None:
    with pytest.raises(UnknownNameError, match="samples"):
        ask("sampels")  # type: ignore[operator]


@pytest.mark.parametrize("main", MAINS)
def test_every_field_that_a_column_reads_may_be_named(main: str) -> None:
    found = opencga_frames.fields(main)
    assert list(found.columns) == ["field", "feeds", "meaning"]
    assert found["field"].is_unique
    assert found["meaning"].notna().all()
    feeds = dict(zip(found["field"], found["feeds"], strict=True))
    for table in entity_of(main).tables.values():
        for part in table.parts:
            for column in part.columns:
                if not column.pseudo and "{}" not in column.path:
                    assert f"{table.name}.{column.name}" in feeds[column.dotted].split(", ")


def test_objects_rows_and_fields_that_no_table_reads_are_told_too() -> None:
    found = opencga_frames.fields("samples").set_index("field")
    assert found.loc["internal.status.id", "feeds"] == "samples.internal_status_id"
    assert found.loc["phenotypes", "meaning"] == find_table("sample_phenotypes").about
    assert "sample_annotations.value_number" in found.loc["annotationSets", "feeds"]
    assert found.loc["collection", "meaning"].startswith("Everything below it: ")
    silent = [path for path in entity_of("samples").unmapped if path in found.index]
    assert silent
    assert found.loc["id", "meaning"] == find_table("samples").by_name["sample_id"].about


def test_fields_of_a_child_table_are_those_that_feed_it() -> None:
    found = opencga_frames.fields("sample_phenotypes")
    assert {path.partition(".")[0] for path in found["field"]} == {"id", "phenotypes", "version"}
    assert all(name.startswith("sample_phenotypes.") for feeds in found["feeds"] for name in feeds.split(", "))


def test_arrow_fields_tell_meaning_unit_entity_and_versions() -> None:
    for name in table_names():
        table = find_table(name)
        for column, field in zip(table.columns, arrow_schema(table, table.columns), strict=True):
            told = {key.decode(): value.decode() for key, value in field.metadata.items()}
            assert (told["about"], told["json_path"], told["entity"]) == (column.about, column.path, table.entity)
            assert told.get("since") == column.since
            assert told.get("until") == column.until
            assert told.get("unit") == column.unit
            assert told.get("key") == ("true" if column.key else None)


@pytest.mark.parametrize("ask", [opencga_frames.dictionary, opencga_frames.fields])
def test_meanings_are_printed_in_full(ask: Callable[[str], pd.DataFrame]) -> None:
    told = ask("sample_collection_from")
    longest = max(told["meaning"], key=len)
    assert len(longest) > pd.get_option("display.max_colwidth")
    for frame in (told, told[["meaning"]], told[told["meaning"] == longest]):
        assert longest in repr(frame)
        assert longest in frame._repr_html_()
    assert pd.get_option("display.max_colwidth") == 50
