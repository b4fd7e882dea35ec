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
DTYPES = {
    "sample_id": {"numpy_nullable": "string", "pyarrow": "string[pyarrow]"},
    "version": {"numpy_nullable": "Int32", "pyarrow": "int32[pyarrow]"},
    "somatic": {"numpy_nullable": "boolean", "pyarrow": "bool[pyarrow]"},
    "creation_date": {"numpy_nullable": "datetime64[s]", "pyarrow": "timestamp[s][pyarrow]"},
    "file_ids": {"numpy_nullable": "object", "pyarrow": "list<item: string>[pyarrow]"},
    "status_id": {
        "numpy_nullable": "category",
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
