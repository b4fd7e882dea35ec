"""Plots of who is in a cohort show the counts of the frame."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest

from opencga_frames import plots
from opencga_frames.errors import UsageError

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from opencga_frames.study import Study


def bar_labels(ax: Axes) -> dict[str, str]:
    names = [tick.get_text() for tick in ax.get_yticklabels()]
    written = [text.get_text() for text in ax.texts][: len(names)]
    return dict(zip(names, written, strict=True))


def people(**columns: object) -> pd.DataFrame:
    return pd.DataFrame({"individual_id": list("ABCD"), **columns})


def test_composition_writes_count_and_share_of_each_value() -> None:
    frame = people(sex_id=pd.Categorical(["MALE", "FEMALE", "MALE", None]))
    ax = plots.composition(frame, "sex_id")
    assert bar_labels(ax) == {"MALE": "2 (50%)", "FEMALE": "1 (25%)", "missing": "1 (25%)"}
    assert [bar.get_width() for bar in ax.patches] == [2, 1, 1]
    assert ax.get_title(loc="left") == "sex_id of 4 rows"


def test_a_list_counts_once_for_each_of_its_members() -> None:
    ax = plots.composition(people(cohort_ids=[("ALL", "x"), ("ALL",), ("ALL",), ("x",)]), "cohort_ids")
    assert bar_labels(ax) == {"ALL": "3 (75%)", "x": "2 (50%)"}


def test_pieces_of_a_bar_add_up_to_it() -> None:
    frame = people(population=["X", "X", "Y", None], sex_id=["MALE", "FEMALE", "MALE", "MALE"])
    ax = plots.composition(frame, "population", by="sex_id")
    widths = {container.get_label(): [bar.get_width() for bar in container] for container in ax.containers}
    assert widths == {"FEMALE": [1, 0, 0], "MALE": [1, 1, 1]}
    assert [tick.get_text() for tick in ax.get_yticklabels()] == ["X", "Y", "missing"]


def test_values_that_are_not_shown_are_told() -> None:
    ax = plots.composition(people(name=list("wxyz")), "name", top=3)
    assert len(ax.patches) == 3
    assert "1 more values are not shown." in [text.get_text() for text in ax.texts]


def test_ages_leave_out_deceased_and_those_without_a_date_and_say_so() -> None:
    frame = people(
        sex_id=["MALE", "FEMALE", "MALE", "MALE"],
        date_of_birth=pd.to_datetime(["2000-01-01", "1990-01-01", None, "1950-01-01"]),
        life_status=["ALIVE", "ALIVE", "ALIVE", "DECEASED"],
    )
    ax = plots.ages(frame, at="2026-01-02")
    assert ax.get_title(loc="left") == "Age of 2 individuals"
    assert ax.get_xlabel() == "age in years on 2026-01-02"
    assert [text.get_text() for text in ax.texts] == ["Left out: 1 without a usable date of birth and 1 deceased."]
    filled = [(patch.get_x(), patch.get_height()) for patch in ax.patches if patch.get_height()]
    assert filled == [(35.0, 1.0), (25.0, 1.0)]


def test_a_day_that_is_no_date_is_refused() -> None:
    frame = people(sex_id="MALE", date_of_birth=pd.to_datetime(["2000-01-01"] * 4))
    with pytest.raises(UsageError, match="got at='soon'; expected a date"):
        plots.ages(frame, at="soon")


def test_phenotypes_count_each_individual_once_and_none_that_was_not_observed() -> None:
    frame = pd.DataFrame(
        {
            "study": "s",
            "individual_id": ["A", "A", "B", "C"],
            "phenotype_id": ["HP:1", "HP:1", "HP:1", "HP:2"],
            "name": ["Ataxia", "Ataxia", "Ataxia", None],
            "status": pd.Categorical(["OBSERVED", "OBSERVED", "NOT_OBSERVED", None]),
        }
    )
    ax = plots.phenotypes(frame, of=10)
    assert bar_labels(ax) == {"Ataxia (HP:1)": "1 (10%)", "HP:2": "1 (10%)"}
    assert ax.get_xlabel() == "individuals (share of 10)"


def test_a_cohort_of_a_study_on_one_page(study: Study) -> None:
    individuals = study.individuals(core=False)
    axes = plots.cohort(individuals, phenotypes=study.table("individual_phenotypes"), at="2026-01-01")
    assert axes.shape == (2, 2)
    counted = sum(int(label.split(" ")[0].replace(",", "")) for label in bar_labels(axes[0, 0]).values())
    assert counted == len(individuals)
    assert [ax.get_title(loc="left") for ax in axes.flat][0::2] == ["Sex", "Population"]


def test_a_frame_of_another_table_is_refused_with_what_is_missing(study: Study) -> None:
    with pytest.raises(UsageError, match=r"needs a frame of `individuals` with the columns .*missing: sex_id"):
        plots.cohort(study.samples())


def test_empty_frames_make_empty_plots(study: Study) -> None:
    none = study.individuals(core=False).iloc[:0]
    assert plots.ages(none).get_title(loc="left") == "Age of 0 individuals"
    assert plots.cohort(none, phenotypes=study.table("individual_phenotypes").iloc[:0]).shape == (2, 2)
