"""Arrow tables as pandas frames: the dtypes asked for, whatever the rows hold."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa
import pytest

from opencga_frames.errors import UsageError
from opencga_frames.frames.schema.registry import load_entity
from opencga_frames.frames.to_pandas import to_pandas

SAMPLE = {
    "id": "001",
    "version": 2,
    "somatic": True,
    "creationDate": "00010101000000",
    "fileIds": ["f"],
    "status": {"id": "NA"},
}
#: An open set is strings in pandas; Arrow keeps the dictionary.
DTYPES = {
    "sample_id": {"numpy_nullable": "string", "pyarrow": "string[pyarrow]"},
    "version": {"numpy_nullable": "Int32", "pyarrow": "int32[pyarrow]"},
    "somatic": {"numpy_nullable": "boolean", "pyarrow": "bool[pyarrow]"},
    "creation_date": {"numpy_nullable": "datetime64[s]", "pyarrow": "timestamp[s][pyarrow]"},
    "file_ids": {"numpy_nullable": "object", "pyarrow": "list<item: string>[pyarrow]"},
    "internal_status_id": {
        "numpy_nullable": "category",
        "pyarrow": "dictionary<values=string, indices=int32, ordered=0>[pyarrow]",
    },
    "status_id": {
        "numpy_nullable": "string",
        "pyarrow": "dictionary<values=string, indices=int32, ordered=0>[pyarrow]",
    },
}


@pytest.mark.parametrize("backend", ["numpy_nullable", "pyarrow"])
@pytest.mark.parametrize("documents", [[], [SAMPLE], [SAMPLE, {"id": "b"}], [{}], [{"id": None, "fileIds": None}]])
def test_dtypes_do_not_depend_on_the_rows(backend, documents, collect) -> None:  # type: ignore[no-untyped-def]
    frame = to_pandas(collect("sample", documents).table("samples"), dtype_backend=backend)
    assert {c: str(frame[c].dtype) for c in DTYPES} == {c: d[backend] for c, d in DTYPES.items()}
    assert isinstance(frame.index, pd.RangeIndex)
    assert len(frame) == len(documents)


def test_values_are_the_same_in_every_backend(collect) -> None:  # type: ignore[no-untyped-def]
    table = collect("sample", [SAMPLE]).table("samples")
    for backend in ("numpy_nullable", "pyarrow", None):
        row = to_pandas(table, dtype_backend=backend).iloc[0]
        assert (row["sample_id"], row["version"], row["somatic"], row["status_id"]) == ("001", 2, True, "NA")
        assert row["creation_date"].year == 1
        assert list(row["file_ids"]) == ["f"]


def test_birthdays_and_large_numbers(collect) -> None:  # type: ignore[no-untyped-def]
    person = to_pandas(
        collect("individual", [{"id": "i", "dateOfBirth": "18991231"}, {"id": "j"}]).table("individuals")
    )
    assert person["date_of_birth"].dt.year.tolist()[0] == 1899
    files = to_pandas(collect("file", [{"id": "f", "size": 2**62 + 1}, {"id": "g"}]).table("files"))
    assert str(files["size"].dtype) == "Int64"
    assert files["size"][0] == 2**62 + 1
    assert files["size"][1] is pd.NA


@pytest.mark.parametrize("entity", ["sample", "individual", "family", "cohort", "file", "project", "study", "user"])
def test_dotted_names_are_those_of_include_and_unique(entity, collect) -> None:  # type: ignore[no-untyped-def]
    described = load_entity(entity)
    collector = collect(entity, [])
    for name, table in described.tables.items():
        frame = to_pandas(collector.table(name), names="dotted")
        assert list(frame.columns) == [c.dotted for c in table.columns]
        assert frame.columns.is_unique, name
        assert list(to_pandas(collector.table(name)).columns) == list(table.names)


def test_other_words_are_refused() -> None:
    table = pa.table({"a": [1]})
    with pytest.raises(UsageError, match="dtype_backend must be"):
        to_pandas(table, dtype_backend="numpy")  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="names must be"):
        to_pandas(table, names="camel")  # type: ignore[arg-type]


def test_tables_without_metadata_keep_their_names() -> None:
    assert list(to_pandas(pa.table({"a.b": [1], "c": ["x"]}), names="dotted").columns) == ["a.b", "c"]


# --- lists -------------------------------------------------------------------------------------------------


def test_lists_are_tuples_that_pandas_can_write_compare_and_count(collect) -> None:  # type: ignore[no-untyped-def]
    many = [f"S{i:05}" for i in range(2504)]
    documents = [{"id": "a", "fileIds": many}, {"id": "b", "fileIds": many}, {"id": "c", "fileIds": []}, {"id": "d"}]
    frame = to_pandas(collect("sample", documents).table("samples"))[["sample_id", "file_ids"]]
    assert frame["file_ids"].tolist() == [tuple(many), tuple(many), (), None]
    assert frame["file_ids"].isna().tolist() == [False, False, False, True]
    assert all(name in frame.to_csv() for name in many)
    assert frame["file_ids"].nunique() == 2
    assert frame.drop_duplicates("file_ids")["sample_id"].tolist() == ["a", "c", "d"]
    assert frame.merge(frame, on="file_ids")["sample_id_x"].tolist() == ["a", "a", "b", "b", "c", "d"]


def test_lists_of_numbers_and_sliced_tables(collect) -> None:  # type: ignore[no-untyped-def]
    table = pa.table({"x": pa.array([[1], None, [2, None], [], [3]], pa.list_(pa.int32()))})
    assert to_pandas(table.slice(1, 3))["x"].tolist() == [None, (2, None), ()]
    assert to_pandas(pa.concat_tables([table, table.slice(4)]))["x"].tolist()[-2:] == [(3,), (3,)]
    assert str(to_pandas(table, dtype_backend="pyarrow")["x"].dtype) == "list<item: int32>[pyarrow]"


# --- closed and open sets ------------------------------------------------------------------------------------

SEXES = ["MALE", "FEMALE", "UNKNOWN", "UNDETERMINED"]


@pytest.mark.parametrize("backend", ["numpy_nullable", None])
def test_closed_sets_have_all_values_in_order_whatever_the_rows(backend, collect) -> None:  # type: ignore[no-untyped-def]
    pages = [[], [{"id": "a", "sex": {"id": "UNKNOWN"}}], [{"id": "b", "sex": {"id": "FEMALE"}}, {"id": "c"}]]
    frames = [to_pandas(collect("individual", page).table("individuals"), dtype_backend=backend) for page in pages]
    assert {tuple(frame["sex_id"].cat.categories) for frame in frames} == {tuple(SEXES)}
    assert frames[0]["sex_id"].dtype == frames[1]["sex_id"].dtype == frames[2]["sex_id"].dtype
    whole = pd.concat(frames, ignore_index=True)
    assert whole["sex_id"].dtype == frames[0]["sex_id"].dtype
    assert whole["sex_id"].fillna("UNKNOWN").tolist() == ["UNKNOWN", "FEMALE", "UNKNOWN"]
    assert not frames[1]["sex_id"].cat.ordered


def test_a_value_that_a_closed_set_does_not_have_is_kept_and_counted(collect) -> None:  # type: ignore[no-untyped-def]
    documents = [{"id": "a", "sex": {"id": "OTHER"}}, {"id": "b", "sex": {"id": "MALE"}}, {"id": "c", "sex": "BOTH"}]
    collector = collect("individual", documents)
    frame = to_pandas(collector.table("individuals"))
    assert frame["sex_id"].tolist() == ["OTHER", "MALE", "BOTH"]
    assert frame["sex_id"].cat.categories.tolist() == [*SEXES, "BOTH", "OTHER"]
    assert collector.problems.of_kind("unknown value") == {"sex.id": 1, "sex": 1}


def test_open_sets_are_strings(collect) -> None:  # type: ignore[no-untyped-def]
    table = collect("sample", [{"id": "a", "status": {"id": "OURS"}}]).table("samples")
    assert pa.types.is_dictionary(table.schema.field("status_id").type)
    for backend in ("numpy_nullable", None):
        frame = to_pandas(table, dtype_backend=backend)
        assert (str(frame["status_id"].dtype) in {"string", "str", "object"}, frame["status_id"][0]) == (True, "OURS")


# --- keys ---------------------------------------------------------------------------------------------------


def test_the_empty_allele_is_a_value_and_grouping_by_the_key_drops_no_row(collect) -> None:  # type: ignore[no-untyped-def]
    rows = [
        {"chromosome": "7", "start": 100, "reference": "", "alternate": "TT"},
        {"chromosome": "7", "start": 200, "reference": "AC", "alternate": ""},
        {"chromosome": "7", "start": 300, "reference": "A"},
    ]
    frame = to_pandas(collect("variant_annotation", rows).table("annotations"))
    assert frame["reference"].tolist() == ["", "AC", "A"]
    assert frame["alternate"].tolist() == ["TT", "", ""]
    assert len(frame.groupby(["chromosome", "start", "reference", "alternate"], observed=True).size()) == 3
    # In tables with another key an allele that is absent is missing, an empty one is not.
    variants = to_pandas(collect("variant", [{"id": "v", "reference": ""}]).table("variants"))
    assert (variants["reference"][0], variants["alternate"][0]) == ("", pd.NA)
