"""Records with several versions: the newest, the one that is pinned, or all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from opencga_frames.errors import JoinError, OpenCGAWarning
from opencga_frames.joins import join, join_report

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    Frame = Callable[..., pd.DataFrame]


@pytest.fixture
def samples(frame: Frame) -> pd.DataFrame:
    return frame(
        "samples",
        {"id": "S1", "version": 1, "individualId": "I1"},
        {"id": "S1", "version": 2, "individualId": "I1", "somatic": True},
        {"id": "S2", "version": 1, "individualId": "I2"},
    )


@pytest.fixture
def individuals(frame: Frame) -> pd.DataFrame:
    return frame(
        "individuals",
        {"id": "I1", "version": 2, "name": "new"},
        {"id": "I1", "version": 1, "name": "old"},
        {"id": "I2", "version": 1, "name": "two"},
    )


@pytest.fixture
def link(frame: Frame) -> pd.DataFrame:
    """I1 pointed to S1 version 1 in its first version and to version 2 in its second."""
    return frame(
        "individual_samples",
        {"id": "I1", "version": 1, "samples": [{"id": "S1", "version": 1}]},
        {"id": "I1", "version": 2, "samples": [{"id": "S1", "version": 2}]},
        {"id": "I2", "version": 1, "samples": [{"id": "S2", "version": 1}]},
    )


def test_latest_takes_the_newest_and_counts_the_others(samples: pd.DataFrame, individuals: pd.DataFrame) -> None:
    joined = join(samples, individuals)
    assert joined["individual_name"].tolist() == ["new", "new", "two"]
    assert joined["individual_version"].tolist() == [2, 2, 1]
    assert joined["version"].tolist() == [1, 2, 1]
    report = join_report(joined)
    assert report[["cardinality", "table_rows", "older_versions"]].to_numpy().tolist() == [["N:1", 2, 1]]


def test_latest_counts_a_sample_once(samples: pd.DataFrame, individuals: pd.DataFrame) -> None:
    joined = join(individuals[individuals["version"] == 1], samples)
    assert [list(v) for v in joined["sample_ids"]] == [["S1"], ["S2"]]
    assert joined["num_samples"].tolist() == [1, 1]


def test_latest_follows_only_links_of_the_newest_version(frame: Frame, individuals: pd.DataFrame) -> None:
    samples = frame("samples", {"id": "S1"}, {"id": "S2"}).drop(columns="individual_id")
    link = frame(
        "individual_samples",
        {"id": "I1", "version": 1, "samples": [{"id": "S1", "version": 1}]},
        {"id": "I1", "version": 2, "samples": [{"id": "S2", "version": 1}]},
    )
    joined = join(samples, individuals, link)
    assert joined["individual_name"].fillna("-").tolist() == ["-", "new"]
    assert joined["individual_id"].fillna("-").tolist() == ["-", "I1"]


def test_match_takes_the_version_that_the_link_names(
    samples: pd.DataFrame, individuals: pd.DataFrame, link: pd.DataFrame
) -> None:
    joined = join(samples, individuals, link, versions="match")
    assert joined["individual_name"].tolist() == ["old", "new", "two"]
    assert join_report(joined)["cardinality"].tolist() == ["N:1"]
    back = join(individuals, samples, link, versions="match")
    assert back["num_samples"].tolist() == [1, 1, 1]


def test_match_takes_the_newest_of_those_that_name_the_same_version(frame: Frame, individuals: pd.DataFrame) -> None:
    samples = frame("samples", {"id": "S1", "version": 1})
    link = frame(
        "individual_samples",
        {"id": "I1", "version": 1, "samples": [{"id": "S1", "version": 1}]},
        {"id": "I1", "version": 2, "samples": [{"id": "S1", "version": 1}]},
    )
    joined = join(samples, individuals, link, versions="match")
    assert joined["individual_name"].tolist() == ["new"]


def test_match_without_a_link_table_does_not_guess(samples: pd.DataFrame, individuals: pd.DataFrame) -> None:
    with pytest.raises(JoinError, match="a link table must name the versions"):
        join(samples, individuals, versions="match")


def test_all_repeats_rows_and_says_so(samples: pd.DataFrame, individuals: pd.DataFrame) -> None:
    with pytest.warns(OpenCGAWarning, match="makes 5 rows of 3: a row of samples is repeated up to 2 times"):
        joined = join(samples, individuals, versions="all")
    assert joined["sample_id"].tolist() == ["S1", "S1", "S1", "S1", "S2"]
    assert joined["individual_version"].tolist() == [2, 1, 2, 1, 1]
    assert join_report(joined)["cardinality"].tolist() == ["M:N"]


def test_all_lists_an_id_once_and_counts_every_version(samples: pd.DataFrame, individuals: pd.DataFrame) -> None:
    joined = join(individuals.iloc[[0, 2]], samples, versions="all")
    assert [list(v) for v in joined["sample_ids"]] == [["S1"], ["S2"]]
    assert joined["num_samples"].tolist() == [2, 1]


def test_a_link_that_names_two_individuals_for_one_sample_is_refused(frame: Frame, individuals: pd.DataFrame) -> None:
    samples = frame("samples", {"id": "S1", "version": 1}).drop(columns="individual_id")
    link = frame(
        "individual_samples",
        {"id": "I1", "version": 2, "samples": [{"id": "S1", "version": 1}]},
        {"id": "I2", "version": 1, "samples": [{"id": "S1", "version": 1}]},
    )
    with pytest.raises(JoinError, match=r"several rows of individuals \(I1, I2\), one is expected"):
        join(samples, individuals, link)
