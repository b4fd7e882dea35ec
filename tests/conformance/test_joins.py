"""Tables of one study joined, exported, and read back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest

from opencga_frames import join, join_report, open_dataset, read_parquet, verify

if TYPE_CHECKING:
    from pathlib import Path

    from opencga_frames import OpenCGAClient, Study


@pytest.mark.recorded("samples-search-default", "individuals-search-default", "cohorts-search-one")
def test_samples_with_individuals_and_cohorts(study: Study) -> None:
    frame = study.join("samples", "individuals", "cohorts").set_index("sample_id")
    assert len(frame) == 5
    assert frame.loc["child-t", ["individual_id", "individual_mother_id"]].tolist() == ["child", "mother"]
    assert pd.isna(frame.loc["loose.1_a", "individual_name"])
    assert {key: "germline" in ids for key, ids in frame["cohort_ids"].items()} == {
        "father-g": True,
        "mother-g": True,
        "child-g": True,
        "child-t": False,
        "loose.1_a": False,
    }


@pytest.mark.recorded("samples-search-default", "individuals-search-default")
def test_a_report_says_what_matched(study: Study) -> None:
    report = join_report(study.join("samples", "individuals")).set_index("table")
    assert report.loc["individuals", ["matched", "unmatched"]].tolist() == [4, 1]


@pytest.mark.recorded("samples-search-default", "individuals-search-default")
def test_children_with_their_parents(study: Study) -> None:
    frame = join(study.individuals(), study.samples(), parents=True).set_index("individual_id")
    row = frame.loc["child"]
    assert (row["father_name"], row["mother_name"]) == ("Rhône, naïve café №1 字", "Mother")
    assert (row["num_samples"], row["father_num_samples"], row["mother_num_samples"]) == (2, 1, 1)


@pytest.mark.recorded("samples-search-default")
def test_annotations_join_as_columns(study: Study) -> None:
    frame = join(study.samples(), study.annotations("intake")).set_index("sample_id")
    assert frame.loc["father-g", "annotation_age"] == 54
    assert frame["annotation_age"].isna().sum() == 3


@pytest.mark.recorded("samples-search-default", "individuals-search-default", "cohorts-search-one")
def test_parquet_gives_the_same_frames(study: Study, tmp_path: Path) -> None:
    tables = ["samples", "individuals", "cohorts", "individual_phenotypes"]
    dataset = study.to_parquet(tmp_path, tables=tables)
    assert set(dataset) == set(tables)
    read = open_dataset(tmp_path).frame("samples")
    pd.testing.assert_frame_equal(read[study.samples().columns], study.samples(), check_like=True)
    pd.testing.assert_frame_equal(read_parquet(tmp_path / "samples"), read)
    assert verify(tmp_path).rows["samples"] == len(read)


@pytest.mark.recorded("samples-search-default")
def test_a_file_says_where_it_is_from(oc: OpenCGAClient, study: Study, tmp_path: Path) -> None:
    study.to_parquet(tmp_path, tables=["samples"])
    provenance = open_dataset(tmp_path).provenance("samples")
    assert (provenance.study, provenance.num_matches) == (study.fqn, 5)
    raw = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert oc.token.reveal().encode() not in raw


@pytest.mark.recorded("samples-search-default", "page-bulk-1")
def test_a_scan_is_written_page_by_page(oc: OpenCGAClient, study: Study, tmp_path: Path) -> None:
    scan = study.scan("samples", "sample_phenotypes", page_size=2)
    scan.write(tmp_path)
    assert sorted(read_parquet(tmp_path / "samples.parquet")["sample_id"]) == sorted(study.samples()["sample_id"])
