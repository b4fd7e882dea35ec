"""OpenCGA as a format of Spark: the same rows, filters in the request, no credential in a plan or log."""

from __future__ import annotations

import os
import re
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from opencga_frames import OpenCGAClient
    from opencga_frames.sandbox import ServedSandbox

pytest.importorskip("pyspark")
if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
    pytest.skip("Spark needs a Java runtime", allow_module_level=True)
STUDY = "demo@rare:germline"
pytestmark = [pytest.mark.enable_socket, pytest.mark.newest]


@pytest.fixture(scope="module")
def spark(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    from pyspark.sql import SparkSession

    from opencga_frames.cluster.spark import OpencgaDataSource

    log = tmp_path_factory.mktemp("events")
    # Spark's workers would take the first python3 of the path, which may be another one.
    os.environ["PYSPARK_PYTHON"] = os.environ["PYSPARK_DRIVER_PYTHON"] = sys.executable
    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.eventLog.enabled", "true")
        .config("spark.eventLog.dir", f"file://{log}")
        .config("spark.sql.python.filterPushdown.enabled", "true")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.shuffle.partitions", "2")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    session.dataSource.register(OpencgaDataSource)
    yield session
    session.stop()


def read(spark: Any, server: ServedSandbox, **options: object) -> Any:
    reader = spark.read.format("opencga").option("host", server.url).option("study", STUDY)
    for name, value in options.items():
        reader = reader.option(name.replace("__", "."), value)
    return reader.load()


def test_rows_are_those_of_the_frame_each_once(spark: Any, server: ServedSandbox, oc: OpenCGAClient) -> None:
    frame = oc.study(STUDY).samples()
    samples = read(spark, server, partitions=5)
    assert samples.rdd.getNumPartitions() == 5
    rows = {row["sample_id"]: row for row in samples.collect()}
    assert len(rows) == len(frame) == samples.count()
    for wanted in frame.to_dict("records"):
        got = rows[wanted["sample_id"]]
        assert got["creation_date"] == wanted["creation_date"].to_pydatetime()
        assert tuple(got["cohort_ids"]) == wanted["cohort_ids"]
        assert (got["somatic"], got["version"]) == (wanted["somatic"], wanted["version"])


def test_the_schema_is_known_without_a_row(spark: Any, server: ServedSandbox) -> None:
    types = dict(read(spark, server, table="individual_phenotypes").dtypes)
    assert types["individual_id"] == types["status"] == "string"
    assert dict(read(spark, server).dtypes)["creation_date"] == "timestamp_ntz"
    assert dict(read(spark, server).dtypes)["file_ids"] == "array<string>"


def test_columns_and_filters_of_the_options_reach_the_request(spark: Any, server: ServedSandbox) -> None:
    samples = read(spark, server, columns="sample_id, somatic", where__individual_id="F000001-C1")
    assert samples.columns == ["sample_id", "somatic"]
    assert sorted(row["sample_id"] for row in samples.collect()) == ["F000001-C1-g", "F000001-C1-saliva"]


def test_filters_of_the_query_are_pushed_down_and_checked_again(
    spark: Any, server: ServedSandbox, oc: OpenCGAClient
) -> None:
    frame = oc.study(STUDY).samples()
    samples = read(spark, server)
    some = samples.where("individual_id = 'F000001-C1' and somatic = false and creation_date >= '2021-01-01'")
    wanted = frame[
        (frame["individual_id"] == "F000001-C1") & ~frame["somatic"] & (frame["creation_date"] >= "2021-01-01")
    ]
    assert sorted(row["sample_id"] for row in some.collect()) == sorted(wanted["sample_id"])
    assert some.rdd.getNumPartitions() == 1
    both = samples.where("sample_id in ('F000001-C1-g', 'F000001-C2-g')").select("sample_id")
    assert both.count() == 2


def test_an_empty_result_has_its_columns(spark: Any, server: ServedSandbox) -> None:
    none = read(spark, server, where__individual_id="nobody")
    assert none.count() == 0
    assert "sample_id" in none.columns


def test_no_credential_is_in_the_plan_or_the_event_log(
    spark: Any, server: ServedSandbox, oc: OpenCGAClient, capsys: pytest.CaptureFixture[str]
) -> None:
    token = oc.token
    assert token is not None
    samples = read(spark, server)
    samples.explain(mode="extended")
    samples.count()
    assert token.reveal() not in capsys.readouterr().out
    folder = Path(spark.conf.get("spark.eventLog.dir").removeprefix("file://"))
    logs = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    assert logs
    assert not [log for log in logs if token.reveal().encode() in log]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"token": "abc"}, "looks like a credential"),
        ({"columnz": "a"}, "There is no option 'columnz' of the format opencga. Did you mean 'columns'"),
        ({"table": "sampels"}, "There is no table 'sampels'"),
        ({"limit": "many"}, "expected a whole number"),
        ({"columns": "sample_idd"}, "sample_idd"),
    ],
)
def test_wrong_options_are_named(spark: Any, server: ServedSandbox, options: dict[str, str], message: str) -> None:
    with pytest.raises(Exception, match=message):
        read(spark, server, **options)


@pytest.mark.parametrize("partition_by", [(), "status_id"])
def test_spark_reads_the_files_of_a_dataset(
    spark: Any, oc: OpenCGAClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, partition_by: Any
) -> None:
    """Strings, lists, booleans, whole numbers and dates, from files and from the names of folders."""
    monkeypatch.setattr("opencga_frames.export.walk.PART_ENTRIES", 70)
    folder = tmp_path / "dataset"
    dataset = oc.study(STUDY).to_parquet(folder, tables=["samples", "sample_phenotypes"], partition_by=partition_by)
    for table in dataset:
        frame = dataset.frame(table)
        for found in (
            spark.read.option("basePath", dataset[table]).parquet(*dataset.files(table)),
            spark.read.parquet(dataset[table]),
        ):
            assert found.count() == len(frame)
            assert set(found.columns) == set(frame.columns)
    types = dict(found.dtypes)
    assert types["sample_id"] == types["phenotype_id"] == "string"
    samples = spark.read.parquet(dataset["samples"])
    types = dict(samples.dtypes)
    assert (types["cohort_ids"], types["version"], types["somatic"]) == ("array<string>", "int", "boolean")
    assert types["creation_date"] in {"timestamp", "timestamp_ntz"}
    rows = {row["sample_id"]: row for row in samples.collect()}
    for wanted in dataset.frame("samples").to_dict("records"):
        got = rows[wanted["sample_id"]]
        assert got["creation_date"] == wanted["creation_date"].to_pydatetime()
        assert tuple(got["cohort_ids"]) == wanted["cohort_ids"]
        assert (got["somatic"], got["version"], got["status_id"]) == (
            wanted["somatic"],
            wanted["version"],
            None if pd.isna(wanted["status_id"]) else wanted["status_id"],
        )


def test_the_line_of_the_page_counts_the_rows_of_a_dataset(
    spark: Any, oc: OpenCGAClient, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = Path(__file__).resolve().parents[2] / "docs" / "interoperability.md"
    (line,) = re.findall(r"^spark\.read\.parquet.*$", page.read_text(encoding="utf-8"), re.MULTILINE)
    dataset = oc.study(STUDY).to_parquet(tmp_path / "dataset", tables=["samples"])
    exec(line, {"spark": spark, "dataset": dataset})
    counted = dataset.frame("samples")["somatic"].value_counts()
    shown = capsys.readouterr().out
    assert all(re.search(rf"{str(value).lower()}\|\s*{count}\|", shown) for value, count in counted.items())
