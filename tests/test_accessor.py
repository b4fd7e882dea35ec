"""``frame.opencga``: what a frame knows of itself, and what can be done with it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pandas as pd
import pytest

from opencga_frames import OpenCGAClient, Study, read_parquet
from opencga_frames.errors import UsageError
from opencga_frames.sandbox import Sandbox

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module")
def study() -> Iterator[Study]:
    sandbox = Sandbox(samples=60, jobs=True)
    with OpenCGAClient({"rest": {"host": sandbox.url}}, session=sandbox.session()) as oc:
        yield oc.login("analyst", "Sandbox-2026", organization="demo").study("demo@rare:germline")


def test_a_frame_knows_its_table_also_after_a_filter(study: Study) -> None:
    samples = study.samples()
    some = samples[samples["sample_id"].str.endswith("-g")][["sample_id", "creation_date"]]
    assert some.opencga.table == "samples"
    assert some.opencga.dictionary()["column"].tolist() == ["sample_id", "creation_date"]
    with pytest.raises(UsageError, match="does not know its table"):
        pd.DataFrame({"a": [1]}).opencga.table  # noqa: B018


def test_a_frame_knows_where_its_rows_came_from(study: Study, tmp_path: Path) -> None:
    samples = study.samples(somatic=False)
    origin = samples.opencga.provenance
    assert (origin.endpoint, origin.study, origin.rows) == ("samples/search", "demo@rare:germline", len(samples))
    assert origin.parameters["somatic"] == "false"
    assert origin.complete
    samples.opencga.to_parquet(tmp_path / "s.parquet")
    assert read_parquet(tmp_path / "s.parquet").opencga.provenance.parameters == origin.parameters
    assert pd.DataFrame().opencga.provenance is None


@pytest.mark.parametrize("table", ["samples", "individuals", "files", "jobs", "individual_phenotypes", "cohorts"])
@pytest.mark.parametrize("backend", ["numpy_nullable", "pyarrow", None])
def test_parquet_gives_back_the_same_frame(study: Study, tmp_path: Path, table: str, backend: str | None) -> None:
    frame = study.table(table, dtype_backend=backend)  # type: ignore[arg-type]
    frame.opencga.to_parquet(tmp_path / "x.parquet")
    back = read_parquet(tmp_path / "x.parquet", dtype_backend=backend)  # type: ignore[arg-type]
    pd.testing.assert_frame_equal(back, frame)


def test_columns_of_ones_own_go_along(study: Study, tmp_path: Path) -> None:
    frame = study.samples().assign(batch=3, label="x", version="newest")
    frame.opencga.to_parquet(tmp_path / "x.parquet")
    back = read_parquet(tmp_path / "x.parquet")
    assert back["batch"].tolist() == [3] * len(frame)
    assert back["label"].tolist() == ["x"] * len(frame)
    assert back["version"].tolist() == ["newest"] * len(frame)


def test_fetch_reads_the_entities_that_a_column_names(study: Study) -> None:
    samples = study.samples().head(7)
    individuals = samples.opencga.fetch(study, "individuals")
    assert sorted(individuals["individual_id"]) == sorted(samples["individual_id"].unique())
    cohorts = samples.opencga.fetch(study, "cohorts", columns=["cohort_id"])
    assert set(cohorts["cohort_id"]) == set(samples["cohort_ids"].explode())
    assert len(samples.iloc[:0].opencga.fetch(study, "individuals")) == 0
    with pytest.raises(UsageError, match="columns that would: individual_id"):
        samples[["sample_id"]].opencga.fetch(study, "individuals")


def test_joins_relations_and_flat_are_at_hand(study: Study) -> None:
    samples = study.samples()
    assert "individuals" in set(samples.opencga.related()["to_table"])
    assert len(samples.opencga.join(study.individuals())) == len(samples)
    assert samples.opencga.flat()["cohort_ids"].iloc[0] == "|".join(samples["cohort_ids"].iloc[0])


def test_excel_has_the_meanings(study: Study, tmp_path: Path) -> None:
    study.individuals().opencga.to_excel(tmp_path / "x.xlsx")
    assert openpyxl.load_workbook(tmp_path / "x.xlsx").sheetnames == ["data", "columns"]


@pytest.mark.parametrize("table", ["samples", "individuals", "files", "jobs", "individual_phenotypes"])
def test_a_table_fits_its_own_description(study: Study, table: str) -> None:
    frame = study.table(table, core=False) if table in {"samples", "individuals", "files"} else study.table(table)
    pd.testing.assert_frame_equal(frame.opencga.validate(), frame)


def test_what_does_not_fit_is_listed(study: Study) -> None:
    frame = study.individuals()
    frame["karyotypic_sex"] = "female"
    frame.loc[0, "individual_id"] = None
    with pytest.raises(
        UsageError, match=r"does not fit the description of individuals in \d+ places: .*karyotypic_sex"
    ):
        frame.opencga.validate()


def test_threads_that_make_the_first_frames_register_it_once() -> None:
    """In a process of its own, with warnings as errors: pandas warns of a second registration."""
    code = """
import threading, pyarrow as pa
from opencga_frames.frames.to_pandas import to_pandas
failed = []
def make():
    try:
        to_pandas(pa.table({"a": [1]})).opencga
    except BaseException as error:
        failed.append(error)
threads = [threading.Thread(target=make) for _ in range(8)]
[t.start() for t in threads]; [t.join() for t in threads]
assert not failed, failed
"""
    environ = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[1])}
    done = subprocess.run(
        [sys.executable, "-W", "error::UserWarning", "-c", code],
        env=environ,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
