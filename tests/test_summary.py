"""The first table of a paper: counts, shares, medians, ranges, missing."""

from __future__ import annotations

import pandas as pd
import pytest

from opencga_frames import cohort_summary
from opencga_frames.errors import UsageError
from opencga_frames.sandbox import Sandbox

PEOPLE = pd.DataFrame(
    {
        "individual_id": list("ABCD"),
        "sex": pd.Categorical(["MALE", "FEMALE", "MALE", None], categories=["MALE", "FEMALE", "UNKNOWN"]),
        "born": pd.to_datetime(["1990-01-01", "2000-01-01", None, "2010-01-01"]),
        "count": pd.array([1, 2, 3, None], dtype="Int32"),
        "case": pd.array([True, False, True, None], dtype="boolean"),
        "cohort_ids": [("a",), (), None, ("b",)],
    }
)


def test_each_kind_of_column_has_its_rows() -> None:
    table = cohort_summary(PEOPLE)
    assert list(table.columns) == ["all (n=4)"]
    assert table.dtypes.unique().tolist() == [pd.StringDtype()]
    assert table["all (n=4)"].to_dict() == {
        ("sex", "MALE"): "2 (67%)",
        ("sex", "FEMALE"): "1 (33%)",
        ("sex", "missing"): "1",
        ("born", "median [range]"): "2000-01-01 [1990-01-01 to 2010-01-01]",
        ("born", "missing"): "1",
        ("count", "median [range]"): "2 [1 to 3]",
        ("count", "missing"): "1",
        ("case", "True"): "2 (67%)",
        ("case", "False"): "1 (33%)",
        ("case", "missing"): "1",
    }


def test_groups_stand_beside_all_and_missing_is_a_group() -> None:
    table = cohort_summary(PEOPLE, by="case", columns=["sex"])
    assert list(table.columns) == ["all (n=4)", "case: False (n=1)", "case: True (n=2)", "case: missing (n=1)"]
    assert table.loc[("sex", "MALE")].tolist() == ["2 (67%)", "0 (0%)", "2 (100%)", "0"]


def test_a_group_without_a_measurement_has_an_empty_cell() -> None:
    assert cohort_summary(PEOPLE, by="case", columns=["count"]).loc[("count", "median [range]")].tolist() == [
        "2 [1 to 3]", "2 [2 to 2]", "2 [1 to 3]", "",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"by": "nope"}, "got the column 'nope', which the frame does not have; it has individual_id, sex"),
        ({"columns": ["cohort_ids"]}, r"The cells of 'cohort_ids' are lists\. Summarise the child table"),
    ],
)
def test_mistakes_are_named(arguments: dict[str, object], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        cohort_summary(PEOPLE, **arguments)  # type: ignore[arg-type]


def test_an_empty_frame_has_an_empty_table() -> None:
    assert cohort_summary(PEOPLE.iloc[:0]).shape == (0, 1)


def test_a_study_adds_up(analyst_study_individuals: pd.DataFrame) -> None:
    table = cohort_summary(analyst_study_individuals, by="sex_id", columns=["life_status"])
    counts = table.map(lambda cell: int(cell.split(" ")[0].replace(",", "")))
    assert counts.iloc[:, 0].sum() == len(analyst_study_individuals)
    assert counts.iloc[:, 1:].sum(axis=1).tolist() == counts.iloc[:, 0].tolist()


@pytest.fixture
def analyst_study_individuals() -> pd.DataFrame:
    from opencga_frames import OpenCGAClient

    sandbox = Sandbox(samples=60)
    with OpenCGAClient({"rest": {"host": sandbox.url}}, session=sandbox.session()) as oc:
        oc.login("analyst", "Sandbox-2026", organization="demo")
        return oc.study("demo@rare:germline").individuals()
