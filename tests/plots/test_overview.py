"""Files, jobs, sample quality and completeness at a glance."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from opencga_frames import plots
from opencga_frames.errors import UsageError

if TYPE_CHECKING:
    from opencga_frames.study import Study


def test_files_add_up_in_the_largest_unit_without_folders() -> None:
    frame = pd.DataFrame(
        {
            "type": ["FILE", "FILE", "DIRECTORY", "FILE"],
            "format": ["BAM", "BAM", "UNKNOWN", "VCF"],
            "size": pd.array([3_000_000_000, 1_000_000_000, 0, None], dtype="Int64"),
        }
    )
    ax = plots.files(frame)
    assert [tick.get_text() for tick in ax.get_yticklabels()] == ["BAM", "VCF"]
    assert [bar.get_width() for bar in ax.patches] == [4.0, 0.0]
    assert ax.get_xlabel() == "size in GB"
    assert [text.get_text() for text in ax.texts] == ["2 files", "1 file"]


def test_jobs_are_counted_by_tool_and_state(study: Study) -> None:
    jobs = study.table("jobs")
    ax = plots.jobs(jobs)
    assert sum(bar.get_width() for bar in ax.patches) == len(jobs) > 0
    states = {container.get_label() for container in ax.containers}
    assert states == set(jobs["internal_status_id"].astype("string"))


def test_samples_that_stand_apart_are_named() -> None:
    frame = pd.DataFrame(
        {
            "sample_id": ["a", "b", "c", "d", "far", "none"],
            "stats_variant_count": pd.array([100, 101, 102, 103, 900, None], dtype="Int32"),
            "stats_ti_tv_ratio": pd.array([2.0, 2.1, 2.0, 2.1, 2.0, 2.0], dtype="Float64"),
        }
    )
    ax = plots.sample_quality(frame)
    assert [text.get_text() for text in ax.texts] == ["far", "1 of 6 rows lack a measure."]
    assert ax.get_title(loc="left") == "Quality of 5 samples"
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("variants", "transitions per transversion")


def test_samples_that_are_all_alike_do_not_stand_apart() -> None:
    frame = pd.DataFrame({"sample_id": list("abc"), "stats_variant_count": 5, "stats_ti_tv_ratio": 2.0})
    assert list(plots.sample_quality(frame).texts) == []


def test_completeness_counts_an_empty_list_as_no_value() -> None:
    frame = pd.DataFrame(
        {
            "full": [1, 2, 3, 4],
            "half": pd.array([1, None, None, 2], dtype="Int32"),
            "lists": [("a",), (), None, ("b", "c")],
            "empty": pd.array([None] * 4, dtype="string"),
        }
    )
    ax = plots.completeness(frame)
    assert [text.get_text() for text in ax.texts] == ["100", "50", "50", "0"]
    assert ax.get_title(loc="left") == "Completeness of 4 rows"


def test_nearly_full_is_not_called_full() -> None:
    ax = plots.completeness(pd.DataFrame({"x": [1.0] * 999 + [None], "y": [None] * 999 + [1.0]}))
    assert [text.get_text() for text in ax.texts] == [">99", "<1"]


def test_axes_of_ones_own_are_drawn_on(study: Study) -> None:
    from matplotlib import pyplot as plt

    ax = plt.subplots()[1]
    assert plots.completeness(study.samples(), ax=ax) is ax


def test_a_frame_without_columns_is_refused() -> None:
    with pytest.raises(UsageError, match="got DataFrame without columns; expected a frame"):
        plots.completeness(pd.DataFrame())


def test_without_matplotlib_a_plot_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setitem(sys.modules, "matplotlib", None)
        with pytest.raises(UsageError, match=r"pip install 'opencga-frames\[plot\]'"):
            plots.completeness(pd.DataFrame({"x": [1]}))
