"""The father and the mother of an individual, or the job that one repeats: columns next to those of the child."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from opencga_frames.errors import JoinError
from opencga_frames.joins import join, join_report

if TYPE_CHECKING:
    from collections.abc import Callable

    Frame = Callable[..., pd.DataFrame]

TRIO: tuple[dict[str, Any], ...] = (
    {"id": "child", "version": 1, "sex": {"id": "FEMALE"}, "father": {"id": "dad"}, "mother": {"id": "mum"}},
    {"id": "dad", "version": 2, "sex": {"id": "MALE"}, "dateOfBirth": "19700102", "father": {"id": "elsewhere"}},
    {"id": "mum", "version": 3, "sex": {"id": "FEMALE"}, "dateOfBirth": "19710203"},
    {"id": "brother", "version": 1, "sex": {"id": "MALE"}, "father": {"id": "dad"}},
)


def texts(column: pd.Series) -> list[Any]:
    return [None if pd.isna(v) else str(v) for v in column]


@pytest.fixture
def trio(frame: Frame) -> pd.DataFrame:
    return frame("individuals", *TRIO)


def test_parents_add_their_columns_next_to_the_child(trio: pd.DataFrame) -> None:
    joined = join(trio, parents=True)
    assert texts(joined["individual_id"]) == ["child", "dad", "mum", "brother"]
    assert texts(joined["father_sex_id"]) == ["MALE", None, None, "MALE"]
    assert texts(joined["mother_sex_id"]) == ["FEMALE", None, None, None]
    assert texts(joined["father_version"]) == ["2", None, None, "2"]
    assert texts(joined["father_father_id"]) == ["elsewhere", None, None, "elsewhere"]
    assert texts(joined["mother_date_of_birth"])[0] == "1971-02-03 00:00:00"


def test_the_columns_of_the_base_come_first_and_stay(trio: pd.DataFrame) -> None:
    joined = join(trio, parents=True)
    rest = [c for c in trio.columns if c not in {"study", "individual_id"}]
    expected = [*trio.columns, *(f"father_{c}" for c in rest), *(f"mother_{c}" for c in rest)]
    assert list(joined.columns) == expected
    pd.testing.assert_frame_equal(joined[list(trio.columns)], trio, check_flags=False)


@pytest.mark.parametrize("backend", ["numpy_nullable", "pyarrow"])
@pytest.mark.parametrize("rows", [0, 1, 4])
def test_dtypes_are_those_of_the_individuals(frame: Frame, backend: str, rows: int) -> None:
    individuals = frame("individuals", *TRIO[:rows], backend=backend)
    joined = join(individuals=individuals, parents=True)
    assert len(joined) == rows
    for parent in ("father", "mother"):
        for name in individuals.columns.drop(["study", "individual_id"]):
            assert joined[f"{parent}_{name}"].dtype == individuals[name].dtype, (parent, name)


def test_parents_of_the_individual_of_a_sample(frame: Frame, trio: pd.DataFrame) -> None:
    samples = frame(
        "samples", {"id": "S1", "individualId": "child"}, {"id": "S2"}, {"id": "S3", "individualId": "brother"}
    )
    joined = join(samples, trio, parents=True)
    assert texts(joined["sample_id"]) == ["S1", "S2", "S3"]
    assert texts(joined["individual_father_id"]) == ["dad", None, "dad"]
    assert texts(joined["father_sex_id"]) == ["MALE", None, "MALE"]
    assert texts(joined["mother_sex_id"]) == ["FEMALE", None, None]


def test_the_report_counts_children_and_parents(trio: pd.DataFrame) -> None:
    report = join_report(join(trio, parents=True)).drop(columns=["step", "rows", "table_rows", "older_versions"])
    assert report.to_numpy().tolist() == [
        ["individuals", "N:1", 2, 2, 0, 1, 3, "as father"],
        ["individuals", "N:1", 1, 3, 0, 1, 3, "as mother"],
    ]


def test_inner_drops_no_child_for_want_of_a_parent(frame: Frame, trio: pd.DataFrame) -> None:
    samples = frame("samples", {"id": "S1", "individualId": "dad"}, {"id": "S2"})
    assert texts(join(samples, trio, how="inner", parents=True)["sample_id"]) == ["S1"]


@pytest.mark.parametrize("versions", ["latest", "match", "all"])
def test_rows_are_never_multiplied_by_versions_of_a_parent(frame: Frame, versions: Any) -> None:
    old = {"id": "dad", "version": 1, "name": "before"}
    individuals = frame(
        "individuals", TRIO[0], old, {**old, "version": 2, "name": "after"}, {"id": "mum", "version": 1, "name": "m"}
    )
    joined = join(individuals, parents=True, versions=versions)
    assert texts(joined["individual_id"]) == ["child", "dad", "dad", "mum"]
    assert texts(joined["father_name"]) == ["after", None, None, None]
    assert join_report(joined)["older_versions"].tolist() == [1, 1]


def test_a_parent_is_one_of_the_same_study(frame: Frame) -> None:
    studies = [frame("individuals", TRIO[0], {"id": "dad", "name": f"dad of {s}"}, study=s) for s in ("a", "b")]
    lone = frame("individuals", TRIO[0], study="c")
    joined = join(individuals=pd.concat([*studies, lone]), parents=True)
    assert texts(joined["father_name"]) == ["dad of a", None, "dad of b", None, None]


def test_the_job_that_a_job_repeats(frame: Frame) -> None:
    jobs = frame("jobs", {"id": "again", "parentId": "first"}, {"id": "first", "tool": {"id": "qc"}})
    assert texts(join(jobs, parents=True)["parent_tool_id"]) == ["qc", None]


def test_without_the_word_there_are_no_parents(trio: pd.DataFrame) -> None:
    assert "father_sex_id" not in join(trio).columns


def test_a_missing_column_is_named(trio: pd.DataFrame) -> None:
    with pytest.raises(JoinError, match="individuals has no column mother_id"):
        join(trio.drop(columns="mother_id"), parents=True)


def test_tables_without_parents_are_told(frame: Frame, trio: pd.DataFrame) -> None:
    samples = frame("samples", {"id": "S1"})
    with pytest.raises(JoinError, match=r"needs a frame of individuals.*got samples"):
        join(samples, parents=True)


def test_a_list_has_no_parents(frame: Frame, trio: pd.DataFrame) -> None:
    samples = frame("samples", {"id": "S1", "individualId": "child", "cohortIds": ["C1"]})
    with pytest.raises(JoinError, match="becomes a list"):
        join(frame("cohorts", {"id": "C1"}), samples, trio, parents=True)


def test_an_individual_twice_is_told(trio: pd.DataFrame) -> None:
    with pytest.raises(JoinError, match="several rows with the same study"):
        join(individuals=pd.concat([trio, trio]), parents=True)


def test_parents_are_joined_once(trio: pd.DataFrame) -> None:
    joined = join(trio, parents=True)
    with pytest.raises(JoinError, match=r"father_.*parents can be joined to a frame once"):
        join(individuals=joined, parents=True)


def test_parents_bring_the_ids_and_counts_of_their_samples(frame: Frame, trio: pd.DataFrame) -> None:
    """Trios in which all three are sequenced, in one call."""
    owners = {"S1": "child", "S2": "dad", "S3": "mum", "S4": "mum"}
    samples = frame("samples", *({"id": sample, "individualId": owner} for sample, owner in owners.items()))
    joined = join(trio, samples, parents=True)
    counts = joined[["num_samples", "father_num_samples", "mother_num_samples"]]
    complete = joined[(counts > 0).all(axis=1)]
    assert complete["individual_id"].tolist() == ["child"]
    assert [list(cell) for cell in complete["father_sample_ids"]] == [["S2"]]
    assert [list(cell) for cell in complete["mother_sample_ids"]] == [["S3", "S4"]]
    assert complete["mother_num_samples"].tolist() == [2]
    assert joined["father_num_samples"].tolist() == [1, 0, 0, 1]
    assert joined["mother_num_samples"].tolist() == [2, 0, 0, 0]
    assert set(counts.dtypes) == {pd.Int32Dtype()}
    of_samples = join(samples, trio, parents=True).set_index("sample_id")
    assert list(of_samples.loc["S1", "father_sample_ids"]) == ["S2"]
    assert of_samples["mother_num_samples"].to_dict() == {"S1": 2, "S2": 0, "S3": 0, "S4": 0}
