"""Tables written page by page: bounded row groups, growing categories, all files or none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from opencga_frames.errors import StorageError, UnknownNameError
from opencga_frames.frames.collector import Collector
from opencga_frames.frames.plan import choose_columns
from opencga_frames.frames.request_context import EVERYTHING, RequestContext
from opencga_frames.frames.schema.registry import load_entity
from opencga_frames.frames.to_pandas import to_pandas
from opencga_frames.parquet import FolderWriter, Provenance, StreamWriter, read_parquet, read_provenance, read_tables
from opencga_frames.parquet.stream import MAX_WAITING_BYTES, keep_within

if TYPE_CHECKING:
    from pathlib import Path

TABLES = ("samples", "sample_cohorts")
PAGES = [
    b'[{"id": "001", "status": {"id": "A"}, "cohortIds": ["C1", "C2"]}, {"id": "NA", "status": {"id": "B"}}]',
    b'[{"id": "nan", "status": {"id": "C"}, "cohortIds": ["C1"]}]',
    b"[]",
]


def collector() -> Collector:
    entity = load_entity("sample")
    columns = {name: choose_columns(entity.tables[name]) for name in TABLES}
    return Collector(entity, columns, RequestContext(study="demo@rare:germline", projection=EVERYTHING))


def schemas() -> dict[str, Any]:
    made = collector()
    return {name: made.schema(name) for name in TABLES}


def names_in(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir())


def test_pages_stream_into_one_file_per_table_with_the_frames_of_one_piece(tmp_path: Path) -> None:
    whole, pages = collector(), collector()
    with FolderWriter(tmp_path / "out", schemas(), Provenance(study="demo@rare:germline")) as writer:
        for page in PAGES:
            whole.add(page)
            writer.write(pages.convert(page)[0])
    found = read_tables(tmp_path / "out")
    for name in TABLES:
        pd.testing.assert_frame_equal(found[name], to_pandas(whole.table(name)))
    assert found["samples"]["status_id"].tolist() == ["A", "B", "C"]
    assert read_provenance(tmp_path / "out" / "samples.parquet") == Provenance(study="demo@rare:germline", rows=3)
    assert read_provenance(tmp_path / "out" / "sample_cohorts.parquet") == Provenance(
        study="demo@rare:germline", rows=3
    )


def test_nothing_has_its_name_before_the_end(tmp_path: Path) -> None:
    writer = FolderWriter(tmp_path, schemas(), Provenance())
    writer.write(collector().convert(PAGES[0])[0])
    assert not [n for n in names_in(tmp_path) if not n.startswith(".")]
    writer.close()
    assert names_in(tmp_path) == ["sample_cohorts.parquet", "samples.parquet"]
    writer.close()
    assert writer.rows == {"samples": 2, "sample_cohorts": 2}


def test_tables_without_rows_have_their_full_schema(tmp_path: Path) -> None:
    with FolderWriter(tmp_path, schemas(), Provenance()):
        pass
    for name in TABLES:
        pd.testing.assert_frame_equal(read_parquet(tmp_path / f"{name}.parquet"), to_pandas(collector().table(name)))


def interrupted(folder: Path) -> None:
    with FolderWriter(folder, schemas(), Provenance()) as writer:
        writer.write(collector().convert(PAGES[0])[0])
        msg = "page 2 failed"
        raise RuntimeError(msg)


def test_an_error_removes_everything_and_keeps_older_files(tmp_path: Path) -> None:
    (tmp_path / "samples.parquet").write_bytes(b"older")
    with pytest.raises(RuntimeError, match="page 2"):
        interrupted(tmp_path)
    assert names_in(tmp_path) == ["samples.parquet"]
    assert (tmp_path / "samples.parquet").read_bytes() == b"older"


def test_when_one_file_cannot_be_finished_none_appears(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    writer = FolderWriter(tmp_path, schemas(), Provenance())
    writer.write(collector().convert(PAGES[0])[0])

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writer._writers["sample_cohorts"]._writer, "write_table", full)
    monkeypatch.setattr(writer._writers["sample_cohorts"], "_flush", full)
    with pytest.raises(StorageError, match="No space left on device"):
        writer.close()
    assert names_in(tmp_path) == []


def test_provenance_known_only_at_the_end_replaces_the_first(tmp_path: Path) -> None:
    writer = StreamWriter(tmp_path / "s.parquet", schemas()["samples"], Provenance())
    writer.close(Provenance(num_matches=12, complete=False))
    assert read_provenance(tmp_path / "s.parquet") == Provenance(num_matches=12, complete=False, rows=0)


def test_small_parts_are_gathered_into_row_groups(tmp_path: Path) -> None:
    schema = pa.schema([("n", pa.int64())])
    with StreamWriter(tmp_path / "n.parquet", schema, Provenance(), row_group_size=10) as writer:
        for start in range(0, 25, 5):
            writer.write(pa.table({"n": list(range(start, start + 5))}))
    file = pq.ParquetFile(tmp_path / "n.parquet")
    assert [file.metadata.row_group(i).num_rows for i in range(file.num_row_groups)] == [10, 10, 5]
    assert file.read()["n"].to_pylist() == list(range(25))


#: Rows of ten thousand bytes.
WIDE = pa.schema([("n", pa.int64()), ("string", pa.string())])


def wide_rows(start: int, rows: int) -> pa.Table:
    return pa.table({"n": range(start, start + rows), "string": ["x" * 10_000] * rows}, schema=WIDE)


def test_all_files_together_hold_back_no_more_than_two_full_row_groups(tmp_path: Path) -> None:
    names = ["one", "two", "three", "four"]
    waiting = []
    with FolderWriter(tmp_path / "out", dict.fromkeys(names, WIDE), Provenance()) as writer:
        for start in range(0, 1_000, 100):
            writer.write({name: wide_rows(start, 100 + 20 * number) for number, name in enumerate(names)})
            waiting.append(sum(one.waiting_bytes for one in writer._writers.values()))
    assert max(waiting) <= MAX_WAITING_BYTES < sum(10 * wide_rows(0, 100 + 20 * n).nbytes for n in range(4))
    for number, name in enumerate(names):
        found = pq.read_table(tmp_path / "out" / f"{name}.parquet")["n"].to_pylist()
        assert found == [n for start in range(0, 1_000, 100) for n in range(start, start + 100 + 20 * number)]


def test_the_files_that_hold_most_are_written_first(tmp_path: Path) -> None:
    rows = {"small": 10, "large": 300, "middle": 100}
    writers = {name: StreamWriter(tmp_path / name, WIDE, Provenance()) for name in rows}
    for name, number in rows.items():
        writers[name].write(wide_rows(0, number))
    keep_within(writers.values(), 1_500_000)
    assert [name for name in rows if writers[name].waiting_bytes] == ["small", "middle"]
    keep_within(writers.values(), 0)
    assert not any(writer.waiting_bytes for writer in writers.values())
    for name, number in rows.items():
        writers[name].close()
        assert pq.read_table(tmp_path / name)["n"].to_pylist() == list(range(number))


def test_columns_in_another_order_are_put_right(tmp_path: Path) -> None:
    schema = pa.schema([("a", pa.string()), ("b", pa.int64())])
    with StreamWriter(tmp_path / "t.parquet", schema, Provenance()) as writer:
        writer.write(pa.table({"b": pa.array([1], pa.int32()), "a": ["x"]}))
    assert pq.read_table(tmp_path / "t.parquet").to_pylist() == [{"a": "x", "b": 1}]


def test_a_part_with_other_columns_is_refused(tmp_path: Path) -> None:
    schema = pa.schema([("a", pa.string())])
    with (
        pytest.raises(StorageError, match="other columns than the file: a, b"),
        StreamWriter(tmp_path / "t.parquet", schema, Provenance()) as writer,
    ):
        writer.write(pa.table({"b": [1]}))
    assert names_in(tmp_path) == []


def test_a_part_for_an_unknown_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnknownNameError, match="'samples'"), FolderWriter(tmp_path, schemas(), Provenance()) as writer:
        writer.write({"sample": pa.table({"b": [1]})})
    assert names_in(tmp_path) == []


def test_writing_after_the_end_is_refused(tmp_path: Path) -> None:
    writer = StreamWriter(tmp_path / "t.parquet", pa.schema([("a", pa.string())]), Provenance())
    writer.abort()
    with pytest.raises(StorageError, match="closed already"):
        writer.write(pa.table({"a": ["x"]}))
    assert names_in(tmp_path) == []


def test_a_folder_at_an_address() -> None:
    fsspec = pytest.importorskip("fsspec")
    with FolderWriter("memory://stream-test/out", schemas(), Provenance()) as writer:
        writer.write(collector().convert(PAGES[0])[0])
    assert {name: len(frame) for name, frame in read_tables("memory://stream-test/out").items()} == {
        "sample_cohorts": 2,
        "samples": 2,
    }
    writer = FolderWriter("memory://stream-test/none", schemas(), Provenance())
    writer.abort()
    assert fsspec.filesystem("memory").ls("/stream-test/none") == []
