"""Words in a Parquet file that someone else wrote: the same rows, or one error that names the file."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import strategies as st

from opencga_frames import read_parquet, read_provenance
from opencga_frames.errors import StorageError

if TYPE_CHECKING:
    from pathlib import Path

COLUMNS: dict[str, Any] = {
    "id": pa.array(["001", "002", None]),
    "n": pa.array([1, None, 7]),
    "size": pa.array([1.5, None, 2.0]),
    "sex": pa.array(["MALE", None, "FEMALE"]).dictionary_encode(),
    "ids": pa.array([["a"], None, []]),
    "time": pa.array([0, None, 10**9], pa.timestamp("ms")),
    "yes": pa.array([True, None, False]),
}
KINDS = [
    "string",
    "category",
    "bool",
    "int32",
    "int64",
    "float64",
    "date14",
    "date8",
    "epoch_ms",
    "json",
    "list",
    "kind",
]
WORDS = st.sampled_from(
    [b"kind", b"json_path", b"values", b"table", b"about", b"key", b"opencga_frames", b"pandas", b"x"]
)
PLAIN = [value.to_pylist() for value in COLUMNS.values()]


def same(cell: Any, value: Any) -> bool:
    """Compare a cell of a frame with what was written, whatever type it is shown as."""
    if value is None:
        return cell is None or str(cell) in {"<NA>", "NaT", "nan"}
    if isinstance(value, list):
        return list(cell) == value
    return bool(cell == value) or str(cell) == str(value)


def test_words_of_columns_and_tables(fuzz: Any, tried: Any, odd: Any, tmp_path: Path) -> None:
    path = tmp_path / "crafted.parquet"
    texts = (
        odd.strings.map(lambda text: text.encode("utf-8", "surrogatepass"))
        | st.binary(max_size=40)
        | odd.json.map(lambda value: json.dumps(value).encode())
        | st.sampled_from(KINDS).map(str.encode)
        | st.just(b"[" * 3_000)
    )
    metadata = st.dictionaries(WORDS, texts, max_size=4)

    def holds(columns: list[Any], whole: Any, names: Any, backend: Any) -> None:
        fields = [pa.field(n, a.type, metadata=m) for (n, a), m in zip(COLUMNS.items(), columns, strict=True)]
        pq.write_table(pa.table(list(COLUMNS.values()), pa.schema(fields, metadata=whole)), path)
        frame = tried(lambda: read_parquet(path, names=names, dtype_backend=backend))
        if isinstance(frame, StorageError):
            assert str(path) in str(frame)
        else:
            assert frame.shape == (3, len(COLUMNS))
            for i, values in enumerate(PLAIN):
                cells = frame.iloc[:, i].tolist()
                assert all(same(*pair) for pair in zip(cells, values, strict=True)), (cells, values)

    fuzz(
        holds,
        columns=st.lists(metadata, min_size=len(COLUMNS), max_size=len(COLUMNS)),
        whole=metadata,
        names=st.sampled_from(["snake", "dotted"]),
        backend=st.sampled_from(["numpy_nullable", "pyarrow", None]),
    )


def test_the_provenance(fuzz: Any, tried: Any, odd: Any, tmp_path: Path) -> None:
    path = tmp_path / "crafted.parquet"
    names = st.sampled_from(["host", "study", "endpoint", "parameters", "rows", "num_matches", "complete", "time"])
    objects = st.dictionaries(names | odd.strings, odd.json, max_size=5) | odd.json
    texts = st.binary(max_size=40) | objects.map(lambda value: json.dumps(value).encode())

    def holds(text: bytes, cut: int) -> None:
        schema = pa.schema([("id", pa.string())], metadata={"opencga_frames": text[: len(text) - cut]})
        pq.write_table(pa.table({"id": ["001"]}, schema=schema), path)
        assert read_parquet(path)["id"].tolist() == ["001"]
        found = tried(lambda: read_provenance(path))
        if isinstance(found, StorageError):
            assert str(path) in str(found)
        else:
            found.to_json().encode()

    fuzz(holds, text=texts, cut=st.just(0) | st.integers(0, 5))
