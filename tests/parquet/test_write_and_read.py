"""A table written as Parquet comes back as the very same frame, and says where it came from."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opencga_frames import RestResponse
from opencga_frames.errors import StorageError, UnknownNameError
from opencga_frames.frames.assemble import arrow_schema
from opencga_frames.frames.collector import Collector
from opencga_frames.frames.plan import choose_columns
from opencga_frames.frames.request_context import EVERYTHING, RequestContext
from opencga_frames.frames.schema.kinds import KINDS as EVERY_KIND
from opencga_frames.frames.schema.model import Column, Table
from opencga_frames.frames.schema.registry import load_entity
from opencga_frames.frames.to_pandas import to_pandas
from opencga_frames.parquet import (
    FolderWriter,
    Provenance,
    read_parquet,
    read_provenance,
    read_tables,
    write_table,
)

if TYPE_CHECKING:
    from pathlib import Path

KINDS = sorted(EVERY_KIND)
TABLE = Table(
    name="things", entity="Thing", columns=tuple(Column(f"{kind}_value", f"{kind}.value", kind=kind) for kind in KINDS)
)
SCHEMA = arrow_schema(TABLE, TABLE.columns)
TEXTS = st.sampled_from(["NA", "001", "nan", "True", "1e5", "None", "", "null", "-1"]) | st.text(
    st.characters(exclude_categories=["Cs"]), max_size=8
)
STAMPS = st.datetimes(dt.datetime(1, 1, 1), dt.datetime(9999, 12, 31, 23, 59, 59)).map(
    lambda d: d.replace(microsecond=0)
)
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "string": TEXTS,
    "json": TEXTS,
    "category": TEXTS,
    "bool": st.booleans(),
    "int32": st.integers(-(2**31), 2**31 - 1),
    "int64": st.integers(-(2**63), 2**63 - 1) | st.just(2**53 + 1),
    "float64": st.floats(allow_nan=False),
    "date14": STAMPS,
    "date17": STAMPS,
    "date8": st.dates(dt.date(1, 1, 1), dt.date(9999, 12, 31)),
    "epoch_ms": st.integers(-(2**50), 2**50).map(lambda ms: ms // 1000),
    "list": st.lists(TEXTS | st.none(), max_size=3),
    "list_float64": st.lists(st.floats(allow_nan=False) | st.none(), max_size=3),
    "list_int32": st.lists(st.integers(-(2**31), 2**31 - 1) | st.none(), max_size=3),
}


def make(rows: list[dict[str, Any]]) -> Any:
    arrays = []
    for kind in KINDS:
        values = [row[kind] for row in rows]
        plain = pa.string() if kind == "category" else SCHEMA.field(f"{kind}_value").type
        array = pa.array(values, plain)
        arrays.append(array.dictionary_encode() if kind == "category" else array)
    return pa.table(arrays, schema=SCHEMA)


ROWS = st.lists(st.fixed_dictionaries({kind: VALUES[kind] | st.none() for kind in KINDS}), max_size=6)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=ROWS, backend=st.sampled_from(["numpy_nullable", "pyarrow"]))
def test_what_is_read_is_what_was_written(tmp_path: Path, rows: list[dict[str, Any]], backend: Any) -> None:
    table = make(rows)
    path = write_table(table, tmp_path / "things.parquet", Provenance())
    back = read_parquet(path, dtype_backend=backend)
    pd.testing.assert_frame_equal(back, to_pandas(table, dtype_backend=backend), check_exact=True)
    assert back.attrs["opencga_table"] == "things"


@pytest.mark.parametrize("rows", [0, 1])
def test_dtypes_are_the_same_for_no_rows_and_one(tmp_path: Path, rows: int) -> None:
    path = write_table(make([dict.fromkeys(KINDS)] * rows), tmp_path / "things.parquet", Provenance())
    found = {name.removesuffix("_value"): str(dtype) for name, dtype in read_parquet(path).dtypes.items()}
    lists = [found.pop(kind) for kind in ("list", "list_float64", "list_int32")]
    assert found == {
        "bool": "boolean",
        "category": "string",
        "date14": "datetime64[s]",
        "date17": "datetime64[ms]",
        "date8": "datetime64[s]",
        "epoch_ms": "datetime64[ms, UTC]",
        "float64": "Float64",
        "int32": "Int32",
        "int64": "Int64",
        "json": "string",
        "string": "string",
    }
    assert lists == ["object"] * 3


def test_plain_numpy_dtypes_are_the_same_too(tmp_path: Path) -> None:
    collector = sample_collector()
    collector.add(b'[{"id": "001", "version": 2, "fileIds": ["a"]}, {"id": "NA"}]')
    table = collector.table("samples")
    back = read_parquet(write_table(table, tmp_path / "s.parquet", Provenance()), dtype_backend=None)
    pd.testing.assert_frame_equal(back, to_pandas(table, dtype_backend=None))
    assert back["sample_id"].tolist() == ["001", "NA"]


def sample_collector() -> Collector:
    entity = load_entity("sample")
    columns = {t.name: choose_columns(t, None, core=False) for t in entity.tables.values()}
    return Collector(entity, columns, RequestContext(study="demo@rare:germline", projection=EVERYTHING))


def test_every_described_table_comes_back_empty(tmp_path: Path) -> None:
    collector = sample_collector()
    for name in load_entity("sample").tables:
        table = collector.table(name)
        back = read_parquet(write_table(table, tmp_path / f"{name}.parquet", Provenance()))
        pd.testing.assert_frame_equal(back, to_pandas(table))
    assert list(read_tables(tmp_path)) == sorted(load_entity("sample").tables)


def test_field_metadata_survives_and_gives_dotted_names(tmp_path: Path) -> None:
    path = write_table(sample_collector().table("samples"), tmp_path / "s.parquet", Provenance())
    field = pq.read_schema(path).field("internal_status_id")
    assert field.metadata[b"json_path"] == b"internal.status.id"
    assert "internal.status.id" in read_parquet(path, names="dotted").columns


def test_columns_are_chosen_by_either_name_and_come_in_the_order_asked(tmp_path: Path) -> None:
    path = write_table(sample_collector().table("samples"), tmp_path / "s.parquet", Provenance())
    frame = read_parquet(path, columns=["internal.status.id", "sample_id", "file_ids"])
    assert list(frame.columns) == ["internal_status_id", "sample_id", "file_ids"]


def test_an_unknown_column_is_refused_with_near_ones(tmp_path: Path) -> None:
    path = write_table(sample_collector().table("samples"), tmp_path / "s.parquet", Provenance())
    with pytest.raises(UnknownNameError, match="Did you mean 'sample_id'"):
        read_parquet(path, columns=["sampleid"])


def test_several_row_groups_with_other_categories_are_one_column(tmp_path: Path) -> None:
    table = make([{**dict.fromkeys(KINDS), "category": text} for text in ("A", "B", "A", "C")])
    path = write_table(table, tmp_path / "t.parquet", Provenance(), row_group_size=1)
    assert pq.ParquetFile(path).num_row_groups == 4
    assert read_parquet(path)["category_value"].tolist() == ["A", "B", "A", "C"]


def test_provenance_is_in_the_file_with_the_count_of_rows(tmp_path: Path) -> None:
    origin = Provenance(host="https://demo.example.org", study="demo@rare:germline", num_matches=7, complete=False)
    path = write_table(make([dict.fromkeys(KINDS)] * 3), tmp_path / "t.parquet", origin)
    found = read_provenance(path)
    assert found == Provenance(
        host="https://demo.example.org", study="demo@rare:germline", num_matches=7, complete=False, rows=3
    )
    assert b"opencga_frames" in pq.read_metadata(path).metadata


def test_a_file_of_somebody_else_is_read_and_has_no_provenance(tmp_path: Path) -> None:
    path = tmp_path / "other.parquet"
    pq.write_table(pa.table({"x": ["NA", None], "n": [2**53 + 1, None]}), path)
    frame = read_parquet(path)
    assert frame["x"].fillna("-").tolist() == ["NA", "-"]
    assert frame["n"].iloc[0] == 2**53 + 1
    assert frame.attrs == {}
    assert read_provenance(path) is None


@pytest.mark.parametrize("read", [read_parquet, read_provenance, read_tables])
def test_a_missing_file_is_a_storage_error(tmp_path: Path, read: Any) -> None:
    with pytest.raises(StorageError, match="no such file or folder"):
        read(tmp_path / "absent")


def test_a_folder_where_a_file_is_expected_says_what_reads_it(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="read_tables reads all files"):
        read_parquet(tmp_path)


def test_a_folder_without_tables_is_a_storage_error(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="no Parquet file"):
        read_tables(tmp_path)


def test_a_file_that_is_not_parquet_is_a_storage_error(tmp_path: Path) -> None:
    (tmp_path / "x.parquet").write_text("study,sample_id\n")
    with pytest.raises(StorageError, match=r"Cannot read .*x\.parquet"):
        read_parquet(tmp_path / "x.parquet")


def test_a_failing_write_leaves_the_older_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "t.parquet"
    write_table(make([]), path, Provenance())
    before = path.read_bytes()
    with pytest.raises(StorageError, match="Cannot write"):
        write_table(make([]), path, Provenance(), compression="no-such-codec")
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["t.parquet"]


def test_a_folder_that_is_absent_is_a_storage_error(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="no such file or folder"):
        write_table(make([]), tmp_path / "absent" / "t.parquet", Provenance())


def test_an_address_goes_through_fsspec() -> None:
    fsspec = pytest.importorskip("fsspec")
    address = "memory://opencga-frames-test/t.parquet"
    table = make([{**dict.fromkeys(KINDS), "string": "001"}])
    assert write_table(table, address, Provenance(endpoint="samples/search")) == address
    pd.testing.assert_frame_equal(read_parquet(address), to_pandas(table))
    assert read_provenance(address) == Provenance(endpoint="samples/search", rows=1)
    assert list(read_tables("memory://opencga-frames-test")) == ["t"]
    files = fsspec.filesystem("memory")
    assert [f.rpartition("/")[2] for f in files.ls("/opencga-frames-test", detail=False)] == ["t.parquet"]


def test_an_address_of_an_unknown_kind_says_so() -> None:
    with pytest.raises(StorageError, match="Install the package for this storage"):
        read_parquet("nowhere://user:hunter2@x/t.parquet")


def test_without_fsspec_an_address_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "fsspec.core", None)
    with pytest.raises(StorageError, match="needs the package fsspec"):
        read_parquet("memory://x/t.parquet")


def test_a_tilde_is_the_home_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    write_table(pa.table({"a": [1]}), "~/t.parquet", Provenance())
    assert [path.name for path in tmp_path.iterdir()] == ["t.parquet"]
    assert read_parquet("~/t.parquet")["a"].tolist() == [1]
    with FolderWriter("~/out", {"b": pa.schema([("b", pa.int64())])}, Provenance()) as writer:
        writer.write({"b": pa.table({"b": [2]})})
    assert read_tables("~/out")["b"]["b"].tolist() == [2]
    assert read_provenance("~/out/b.parquet") == Provenance(rows=1)


@pytest.mark.parametrize("path", ["~nobody-of-this-name/x", "a\0b", 7, None, b"x", ""])
@pytest.mark.parametrize(
    "use",
    [
        lambda path: write_table(pa.table({"a": [1]}), path, Provenance()),
        lambda path: FolderWriter(path, {}, Provenance()),
        read_parquet,
        read_provenance,
        read_tables,
    ],
)
def test_what_is_no_path_is_a_storage_error(path: Any, use: Any) -> None:
    with pytest.raises(StorageError, match=r"Expected a path or an address|Give the path without ~"):
        use(path)


def test_closed_sets_and_lists_come_back_as_they_were(tmp_path: Path) -> None:
    """Whatever the rows of a file hold, so that frames of several files are concatenated without a change of dtypes."""
    frames = []
    for number, sex in enumerate(["MALE", "UNKNOWN", None]):
        document = {"id": f"I{number}", "sex": {"id": sex}, "familyIds": [f"F{number}", "F"]}
        answer = RestResponse.from_documents([document], entity="individual", study="o@p:s")
        paths = answer.to_parquet(str(tmp_path / str(number)), tables=["individuals"])
        frames.append(read_parquet(paths["individuals"]))
        pd.testing.assert_frame_equal(frames[-1], answer.frame(core=False))
    whole = pd.concat(frames, ignore_index=True)
    assert whole["sex_id"].cat.categories.tolist() == ["MALE", "FEMALE", "UNKNOWN", "UNDETERMINED"]
    assert whole["family_ids"].tolist() == [("F0", "F"), ("F1", "F"), ("F2", "F")]
    assert (whole.dtypes == frames[0].dtypes).all()


def test_a_file_where_a_folder_should_be_is_told(study: Any, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for folder in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(
            StorageError, match=r"Cannot make .*: a file stands where a folder should be\. Give another"
        ):
            study.to_parquet(folder, tables=["samples"])


def test_errors_of_a_storages_own_are_storage_errors(monkeypatch: pytest.MonkeyPatch) -> None:
    class NoCredentialsError(Exception):
        pass

    def refuse(*_: Any, **__: Any) -> None:
        raise NoCredentialsError("Unable to locate credentials")

    fsspec = pytest.importorskip("fsspec")
    monkeypatch.setattr(fsspec.get_filesystem_class("memory"), "info", refuse)
    with pytest.raises(
        StorageError, match=r"Cannot read memory://nope/a\.parquet: Unable to locate credentials\. Check"
    ):
        read_parquet("memory://nope/a.parquet")
