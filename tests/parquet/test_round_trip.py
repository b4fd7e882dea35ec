"""Whatever a table holds comes back from Parquet as it was: Arrow, pandas and Parquet lose nothing on the way."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opencga_frames.frames.assemble import arrow_schema
from opencga_frames.frames.schema.registry import find_table, table_names
from opencga_frames.frames.to_pandas import to_pandas
from opencga_frames.parquet import read_parquet
from opencga_frames.response import RestResponse

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
TEXTS = st.sampled_from(["NA", "001", "null", "nan", "1e5", "True", " ", "\u00e9\u4e2d", "a,b;c"]) | st.text(
    st.characters(exclude_categories=["Cs"]), min_size=1
)
DAYS = st.dates().map(lambda day: day.strftime("%Y%m%d").rjust(8, "0"))
STAMPS = st.datetimes().map(lambda t: t.strftime("%Y%m%d%H%M%S").rjust(14, "0"))
BIG = st.integers(-(2**63), 2**63 - 1) | st.sampled_from([2**53 + 1, -(2**53) - 1, 2**63 - 1])


def through_parquet(answer: RestResponse, folder: Path, table: str, backend: Any) -> tuple[pd.DataFrame, pd.DataFrame]:
    before = answer.frame(table, core=False, dtype_backend=backend)
    paths = answer.to_parquet(str(folder), tables=[table])
    return before, read_parquet(paths[table], dtype_backend=backend)


@pytest.mark.parametrize("backend", ["numpy_nullable", "pyarrow"])
@SETTINGS
@given(data=st.data())
def test_files_come_back_exactly(tmp_path_factory: pytest.TempPathFactory, backend: str, data: st.DataObject) -> None:
    sizes = data.draw(st.lists(BIG, min_size=1, max_size=5))
    documents = [
        {
            "id": data.draw(TEXTS),
            "size": size,
            "creationDate": data.draw(STAMPS),
            "format": data.draw(TEXTS),
            "tags": data.draw(st.lists(TEXTS, max_size=3)),
            "sampleIds": data.draw(st.lists(TEXTS, max_size=3)),
            "attributes": {"text": data.draw(TEXTS)},
        }
        for size in sizes
    ]
    answer = RestResponse.from_documents(documents, entity="file", study="001")
    before, after = through_parquet(answer, tmp_path_factory.mktemp("files"), "files", backend)
    pd.testing.assert_frame_equal(before, after)
    assert after["size"].tolist() == sizes
    assert after["file_id"].tolist() == [d["id"] for d in documents]
    assert [json.loads(t)["text"] for t in after["attributes_json"]] == [d["attributes"]["text"] for d in documents]
    assert [list(v) if v is not None else [] for v in after["tags"]] == [d["tags"] for d in documents]


@SETTINGS
@given(days=st.lists(DAYS, min_size=1, max_size=5))
def test_days_and_moments_come_back_exactly(tmp_path_factory: pytest.TempPathFactory, days: list[str]) -> None:
    documents = [{"id": f"I{n}", "dateOfBirth": day, "creationDate": f"{day}010203"} for n, day in enumerate(days)]
    answer = RestResponse.from_documents(documents, entity="individual", study="s")
    folder = tmp_path_factory.mktemp("individuals")
    before, after = through_parquet(answer, folder, "individuals", "numpy_nullable")
    pd.testing.assert_frame_equal(before, after)
    stored = pq.read_table(answer.to_parquet(str(folder), tables=["individuals"])["individuals"])
    assert [d.strftime("%Y%m%d").rjust(8, "0") for d in stored["date_of_birth"].to_pylist()] == days


@pytest.mark.parametrize("backend", ["numpy_nullable", "pyarrow"])
@pytest.mark.parametrize("name", table_names())
def test_a_table_without_rows_keeps_its_dtypes(name: str, backend: Any, tmp_path: Path) -> None:
    table = find_table(name)
    empty = arrow_schema(table, table.columns).empty_table()
    file = tmp_path / f"{name}.parquet"
    pq.write_table(empty, file)
    before, after = to_pandas(empty, dtype_backend=backend), read_parquet(str(file), dtype_backend=backend)
    assert before.dtypes.astype(str).to_dict() == after.dtypes.astype(str).to_dict()
    assert isinstance(empty.schema.field(0).metadata, dict)
    assert pa.schema(pq.read_schema(file)).names == list(table.names)
