"""A scan as a Dask DataFrame: the same rows and dtypes, columns in the request, no token in the graph."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from opencga_frames.cluster.connection import Connection
from opencga_frames.errors import ConfigurationError, StorageError, UnknownNameError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from opencga_frames import OpenCGAClient
    from opencga_frames.dataset import Dataset

pytest.importorskip("distributed")
STUDY = "demo@rare:germline"
pytestmark = [pytest.mark.enable_socket, pytest.mark.newest]


@pytest.fixture(scope="module")
def cluster(home: object) -> Iterator[object]:
    from distributed import Client, LocalCluster

    settings = {"n_workers": 2, "threads_per_worker": 1, "dashboard_address": None, "processes": True}
    with LocalCluster(**settings) as local, Client(local) as client:
        yield client


def same(one: pd.DataFrame, other: pd.DataFrame) -> None:
    one, other = one.reset_index(drop=True), other.reset_index(drop=True)
    one.attrs, other.attrs = {}, {}
    pd.testing.assert_frame_equal(one, other)


@pytest.mark.usefixtures("cluster")
@pytest.mark.parametrize("table", ["samples", "sample_phenotypes"])
def test_worker_processes_give_each_row_once(oc: OpenCGAClient, table: str) -> None:
    frame = oc.samples.dask(table, study=STUDY, partitions=7)
    assert frame.npartitions == 7
    same(frame.compute(), oc.samples.frame(table, study=STUDY))


@pytest.mark.usefixtures("cluster")
def test_dtypes_are_known_before_a_row_is_read(oc: OpenCGAClient) -> None:
    frame = oc.study(STUDY).scan("individuals").dask(3)
    whole = oc.study(STUDY).individuals()
    assert frame.dtypes.to_dict() == whole.dtypes.to_dict()
    counts = frame.groupby("sex_id", observed=False)["individual_id"].count().compute()
    assert counts.to_dict() == whole.groupby("sex_id", observed=False)["individual_id"].count().to_dict()


@pytest.mark.usefixtures("cluster")
def test_columns_chosen_later_reach_the_request(
    oc: OpenCGAClient, server: object, caplog: pytest.LogCaptureFixture
) -> None:
    frame = oc.samples.dask(study=STUDY, partitions=2)[["sample_id", "somatic"]]
    same(frame.compute(), oc.samples.frame(study=STUDY, columns=["sample_id", "somatic"]))
    assert "columns=['sample_id', 'somatic']" in frame.optimize().expr.tree_repr()


@pytest.mark.usefixtures("cluster")
def test_filters_and_an_empty_result_keep_the_types(oc: OpenCGAClient) -> None:
    none = oc.samples.dask(study=STUDY, individual_id="nobody", partitions=4)
    assert none.npartitions == 1
    made = none.compute()
    assert len(made) == 0
    assert made.dtypes.to_dict() == oc.samples.frame(study=STUDY, individual_id="nobody").dtypes.to_dict()


def test_no_token_is_in_the_graph_or_known_to_the_scheduler(oc: OpenCGAClient, cluster: object) -> None:
    token = oc.token
    assert token is not None
    frame = oc.samples.dask(study=STUDY, partitions=3)
    frame.compute()
    graph = pickle.dumps(dict(frame.__dask_graph__()))
    known = cluster.run_on_scheduler(lambda dask_scheduler: repr(vars(dask_scheduler)))  # type: ignore[attr-defined]
    assert b"samples" in graph
    assert token.reveal().encode() not in graph
    assert token.reveal() not in known
    assert token.reveal() not in frame._repr_html_()


def test_a_worker_that_dies_is_repeated_without_doubled_rows(oc: OpenCGAClient, cluster: object) -> None:
    import os
    import signal

    frame = oc.samples.dask(study=STUDY, partitions=20)
    future = cluster.compute(frame)  # type: ignore[attr-defined]
    workers = cluster.run(os.getpid)  # type: ignore[attr-defined]
    os.kill(next(iter(workers.values())), signal.SIGKILL)
    same(future.result(timeout=120), oc.samples.frame(study=STUDY))


def test_a_provider_gives_workers_their_client(oc: OpenCGAClient) -> None:
    connection = Connection.of(oc.configuration, "tests.cluster.providers:viewer")
    assert connection.client().user == "viewer"
    assert connection.client() is connection.client()


@pytest.mark.parametrize(
    ("provider", "message"),
    [
        ("nonsense", "expected 'package.module:function'"),
        ("no_such_module:f", "cannot be imported here"),
        ("tests.cluster.providers:nothing", "returned NoneType, expected an OpenCGAClient"),
    ],
)
def test_a_provider_that_is_none_is_refused(oc: OpenCGAClient, provider: str, message: str) -> None:
    with pytest.raises(ConfigurationError, match=message):
        Connection.of(oc.configuration, provider).client()


def test_without_dask_it_says_what_to_install(oc: OpenCGAClient, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "dask.dataframe", None)
    with pytest.raises(UsageError, match=r"pip install 'opencga-frames\[dask\]'"):
        oc.samples.dask(study=STUDY)


@pytest.fixture
def dataset(oc: OpenCGAClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Dataset:
    """A dataset with several files of each table, and a table without rows."""
    monkeypatch.setattr("opencga_frames.export.walk.PART_ENTRIES", 70)
    tables = ["samples", "sample_phenotypes", "sample_hr_detects"]
    return oc.study(STUDY).to_parquet(tmp_path / "dataset", tables=tables, partition_by="somatic")


@pytest.mark.usefixtures("cluster")
def test_a_table_of_a_dataset_is_read_file_by_file(dataset: Dataset) -> None:
    for table, files in {"samples": 4, "sample_phenotypes": 4, "sample_hr_detects": 1}.items():
        frame, whole = dataset.dask(table), dataset.frame(table)
        assert frame.npartitions == len(dataset.files(table)) >= files
        assert frame.dtypes.to_dict() == whole.dtypes.to_dict()
        same(frame.compute(), whole)


@pytest.mark.usefixtures("cluster")
def test_only_chosen_columns_and_rows_of_a_dataset_are_read(dataset: Dataset) -> None:
    where = [("status_id", "==", "QC_PASS")]
    frame = dataset.dask("samples", columns="sample_id, somatic", where=where)
    assert list(frame.columns) == ["sample_id", "somatic"]
    same(frame.compute(), dataset.frame("samples", ["sample_id", "somatic"], where))
    counted = dataset.dask("samples")[["sample_id", "somatic"]].groupby("somatic")["sample_id"].count().compute()
    assert counted.to_dict() == dataset.frame("samples").groupby("somatic")["sample_id"].count().to_dict()


def test_the_dataset_of_a_task_has_one_file_and_can_be_pickled(dataset: Dataset) -> None:
    parts = dataset.parts("samples")
    assert [part.rows["samples"] for part in parts] == [len(part.frame("samples")) for part in parts]
    assert sum(part.rows["samples"] for part in parts) == dataset.rows["samples"] == 250
    assert [list(part) for part in parts] == [["samples"]] * len(parts)
    again = pickle.loads(pickle.dumps(parts[0]))
    same(again.frame("samples"), parts[0].frame("samples"))


def test_workers_say_so_when_the_dataset_was_written_anew(oc: OpenCGAClient, dataset: Dataset, tmp_path: Path) -> None:
    frame = dataset.dask("samples")
    tables = list(dataset)
    oc.study(STUDY).to_parquet(tmp_path / "dataset", tables=tables, partition_by="somatic", mode="replace")
    with pytest.raises(StorageError, match="written anew"):
        frame.compute(scheduler="synchronous")


def test_a_table_or_column_that_is_not_there_is_refused_at_once(dataset: Dataset) -> None:
    with pytest.raises(UnknownNameError, match="Did you mean 'samples'"):
        dataset.dask("sample")
    with pytest.raises(UnknownNameError, match="Did you mean 'sample_id'"):
        dataset.dask("samples", columns=["sample_idd"])
