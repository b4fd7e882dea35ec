"""Joins by the keys that the descriptions name: one row per row of the base, nothing lost, everything counted."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from opencga_frames.errors import JoinError, OpenCGAWarning, UnknownNameError
from opencga_frames.joins import join, join_report

if TYPE_CHECKING:
    from collections.abc import Callable

    Frame = Callable[..., pd.DataFrame]


def texts(column: pd.Series) -> list[Any]:
    return [None if v is pd.NA else v for v in column.tolist()]


def lists(column: pd.Series) -> list[list[str]]:
    return [list(v) for v in column]


@pytest.fixture
def samples(frame: Frame) -> pd.DataFrame:
    return frame(
        "samples",
        {
            "id": "001",
            "individualId": "NA",
            "version": 1,
            "somatic": False,
            "cohortIds": ["C1", "C2"],
            "fileIds": ["f1"],
        },
        {"id": "NA", "individualId": "NA", "version": 1, "somatic": True, "cohortIds": ["C1"], "fileIds": ["f1", "f2"]},
        {"id": "nan", "individualId": "", "version": 1, "cohortIds": []},
        {"id": "1e5", "individualId": "gone", "version": 2},
    )


@pytest.fixture
def individuals(frame: Frame) -> pd.DataFrame:
    return frame(
        "individuals",
        {
            "id": "NA",
            "version": 3,
            "sex": {"id": "FEMALE"},
            "father": {"release": 0, "version": 0, "parentalConsanguinity": False},
            "mother": {"id": "M"},
            "familyIds": ["F1", "F2"],
            "dateOfBirth": "20010203",
        },
        {"id": "M", "version": 1, "familyIds": ["F1"]},
    )


@pytest.fixture
def families(frame: Frame) -> pd.DataFrame:
    return frame("families", {"id": "F1", "version": 1}, {"id": "F2", "version": 1}, {"id": "F3", "version": 1})


@pytest.fixture
def cohorts(frame: Frame) -> pd.DataFrame:
    return frame("cohorts", {"id": "C1", "numSamples": 2}, {"id": "C2", "numSamples": 1}, {"id": "C3", "numSamples": 0})


def test_the_individual_of_a_sample_adds_its_columns(samples: pd.DataFrame, individuals: pd.DataFrame) -> None:
    joined = join(samples, individuals)
    assert texts(joined["sample_id"]) == ["001", "NA", "nan", "1e5"]
    assert joined["individual_sex_id"].astype("string").fillna("-").tolist() == ["FEMALE", "FEMALE", "-", "-"]
    assert joined["individual_version"].tolist()[:2] == [3, 3]
    assert texts(joined["individual_father_id"]) == [None] * 4
    assert texts(joined["individual_mother_id"]) == ["M", "M", None, None]


def test_base_columns_stay_as_they_are(samples: pd.DataFrame, individuals: pd.DataFrame) -> None:
    joined = join(samples, individuals)
    pd.testing.assert_frame_equal(joined[list(samples.columns)], samples, check_flags=False)
    assert "individual_individual_id" not in joined.columns
    assert "individual_study" not in joined.columns
    assert isinstance(joined.index, pd.RangeIndex)


def test_dtypes_are_those_of_the_frames(samples: pd.DataFrame, individuals: pd.DataFrame) -> None:
    joined = join(samples, individuals)
    for name in individuals.columns.drop(["study", "individual_id"]):
        new = name if name.startswith("individual_") else f"individual_{name}"
        assert joined[new].dtype == individuals[name].dtype, name
    assert str(joined["individual_version"].dtype) == "Int32"
    assert str(joined["individual_date_of_birth"].dtype) == "datetime64[s]"


def test_the_report_counts_both_sides(samples: pd.DataFrame, individuals: pd.DataFrame) -> None:
    report = join_report(join(samples, individuals))
    assert report.to_dict("records") == [
        {
            "step": 1,
            "table": "individuals",
            "cardinality": "N:1",
            "rows": 4,
            "matched": 2,
            "unmatched": 2,
            "dropped": 0,
            "table_rows": 2,
            "table_matched": 1,
            "table_unmatched": 1,
            "older_versions": 0,
            "note": "",
        }
    ]


def test_inner_keeps_only_matched_rows_and_counts_the_others(samples: pd.DataFrame, individuals: pd.DataFrame) -> None:
    joined = join(samples, individuals, how="inner")
    assert texts(joined["sample_id"]) == ["001", "NA"]
    assert join_report(joined)[["rows", "matched", "unmatched", "dropped"]].to_numpy().tolist() == [[2, 2, 0, 2]]


def test_samples_of_an_individual_become_a_list_and_a_count(samples: pd.DataFrame, individuals: pd.DataFrame) -> None:
    joined = join(individuals, samples)
    assert texts(joined["individual_id"]) == ["NA", "M"]
    assert lists(joined["sample_ids"]) == [["001", "NA"], []]
    assert joined["num_samples"].tolist() == [2, 0]
    assert str(joined["num_samples"].dtype) == "Int32"
    assert joined["sample_ids"].dtype == samples["file_ids"].dtype
    assert join_report(joined)["cardinality"].tolist() == ["1:N"]


def test_a_missing_key_matches_no_missing_key(frame: Frame) -> None:
    samples = frame("samples", {"id": "S1"})
    individuals = frame("individuals", {"id": "I1", "name": "x"})
    individuals.loc[0, "individual_id"] = pd.NA
    with pytest.warns(OpenCGAWarning, match="no key in common"):
        joined = join(samples, individuals)
    assert texts(joined["individual_name"]) == [None]


def test_equal_ids_in_two_studies_are_different_records(frame: Frame) -> None:
    samples = pd.concat([frame("samples", {"id": "S", "individualId": "I"}, study=s) for s in ("a", "b", "c")])
    individuals = pd.concat(
        [frame("individuals", {"id": "I", "name": name}, study=study) for study, name in (("a", "x"), ("b", "y"))]
    )
    assert texts(join(samples=samples, individuals=individuals)["individual_name"]) == ["x", "y", None]


def test_cohorts_are_counted_and_the_list_of_the_base_agrees_with_the_count(
    samples: pd.DataFrame, cohorts: pd.DataFrame
) -> None:
    whole = join(samples, cohorts)
    assert lists(whole["cohort_ids"].iloc[:2]) == [["C1", "C2"], ["C1"]]
    assert whole["cohort_ids"].iloc[2:].equals(samples["cohort_ids"].iloc[2:])
    assert join_report(whole)["note"].tolist() == [""]
    filtered = join(samples, cohorts.iloc[:1])
    assert lists(filtered["cohort_ids"].iloc[:2]) == [["C1"], ["C1"]]
    assert filtered["num_cohorts"].tolist() == [1, 1, 0, 0]
    assert list(filtered.columns) == list(whole.columns)
    assert filtered.dtypes.equals(whole.dtypes)
    assert join_report(filtered)["note"].tolist() == ["1 rows have other ids in cohort_ids"]
    assert lists(samples["cohort_ids"].iloc[:2]) == [["C1", "C2"], ["C1"]], "the frame given is not changed"


def test_samples_of_a_cohort_come_from_the_lists_of_the_samples(samples: pd.DataFrame, cohorts: pd.DataFrame) -> None:
    joined = join(cohorts, samples)
    assert lists(joined["sample_ids"]) == [["001", "NA"], ["001"], []]
    assert joined["num_samples"].tolist() == [2, 1, 0]
    assert joined["num_samples_joined"].tolist() == [2, 1, 0]
    assert join_report(joined)["cardinality"].tolist() == ["M:N"]


def test_a_link_table_leads_from_one_to_the_other(frame: Frame, cohorts: pd.DataFrame) -> None:
    samples = frame("samples", {"id": "S1"}, {"id": "S2"}).drop(columns="cohort_ids")
    link = frame("cohort_samples", {"id": "C3", "samples": [{"id": "S2", "version": 1}]})
    joined = join(samples, cohorts, link)
    assert lists(joined["cohort_ids"]) == [[], ["C3"]]
    assert joined["num_cohorts"].tolist() == [0, 1]
    assert join_report(joined)["table"].tolist() == ["cohorts"]


def test_one_row_per_pair_of_sample_and_cohort(samples: pd.DataFrame, cohorts: pd.DataFrame) -> None:
    joined = join(samples, cohorts, grain=("samples", "cohorts"), max_rows=5)
    pairs = list(zip(texts(joined["sample_id"]), texts(joined["cohort_id"]), strict=True))
    assert pairs == [("001", "C1"), ("001", "C2"), ("NA", "C1"), ("nan", None), ("1e5", None)]
    assert texts(joined["cohort_num_samples"]) == [2, 1, 2, None, None]
    inner = join(samples, cohorts, grain=("samples", "cohorts"), how="inner", max_rows=5)
    assert texts(inner["cohort_id"]) == ["C1", "C2", "C1"]
    assert inner["cohort_num_samples"].dtype == cohorts["num_samples"].dtype


def test_families_are_reached_through_the_individuals(
    samples: pd.DataFrame, individuals: pd.DataFrame, families: pd.DataFrame
) -> None:
    joined = join(samples, families, individuals)
    assert lists(joined["family_ids"]) == [["F1", "F2"], ["F1", "F2"], [], []]
    assert joined["num_families"].tolist() == [2, 2, 0, 0]
    assert joined["individual_mother_id"].fillna("-").tolist() == ["M", "M", "-", "-"]
    assert join_report(joined)["table"].tolist() == ["individuals", "families"]
    assert join_report(joined)["table_unmatched"].tolist() == [1, 1]


def test_a_chain_of_lists_gives_each_id_once(
    samples: pd.DataFrame, individuals: pd.DataFrame, families: pd.DataFrame
) -> None:
    joined = join(families, individuals, samples)
    assert lists(joined["individual_ids"]) == [["NA", "M"], ["NA"], []]
    assert lists(joined["sample_ids"]) == [["001", "NA"], ["001", "NA"], []]


def test_inner_drops_rows_that_lack_one_of_the_lists(
    samples: pd.DataFrame, individuals: pd.DataFrame, families: pd.DataFrame
) -> None:
    joined = join(families, individuals, samples, how="inner")
    assert texts(joined["family_id"]) == ["F1", "F2"]
    assert lists(joined["individual_ids"]) == [["NA", "M"], ["NA"]]


def test_without_a_way_between_the_tables_the_error_says_what_to_give(
    samples: pd.DataFrame, families: pd.DataFrame
) -> None:
    with pytest.raises(JoinError, match=r"Nothing leads from samples to families\. Give a table between them"):
        join(samples, families)


def test_a_missing_key_column_is_named(samples: pd.DataFrame, individuals: pd.DataFrame) -> None:
    with pytest.raises(JoinError, match="frame of individuals has no column individual_id"):
        join(samples, individuals.drop(columns="individual_id"))
    with pytest.raises(JoinError, match=r"samples\.individual_id"):
        join(samples.drop(columns="individual_id"), individuals)


def test_repeated_keys_are_named(samples: pd.DataFrame, individuals: pd.DataFrame) -> None:
    twice = pd.concat([individuals, individuals.iloc[:1]])
    twice.attrs = individuals.attrs
    with pytest.raises(JoinError, match=r"individuals has several rows with the same .*: a NA 3 \(2 rows\)"):
        join(samples, twice)


def test_repeated_rows_of_the_base_are_the_callers_business(samples: pd.DataFrame, individuals: pd.DataFrame) -> None:
    exploded = samples.explode("cohort_ids")
    assert len(join(samples=exploded, individuals=individuals)) == len(exploded) == 5


@pytest.mark.parametrize("dtype", ["category", "str", object, "string"])
def test_keys_of_other_dtypes_match_alike(samples: pd.DataFrame, individuals: pd.DataFrame, dtype: Any) -> None:
    other = individuals.astype({"individual_id": dtype, "study": dtype})
    assert texts(join(samples=samples, individuals=other)["individual_mother_id"]) == ["M", "M", None, None]


def test_ids_that_became_numbers_are_refused(frame: Frame) -> None:
    samples = frame("samples", {"id": "S1", "individualId": "001"})
    individuals = frame("individuals", {"id": "1"}).astype({"individual_id": "int64"})
    with pytest.raises(JoinError, match="'001' is not 1"):
        join(samples, individuals)


def test_frames_without_a_mark_are_known_by_their_columns(samples: pd.DataFrame, individuals: pd.DataFrame) -> None:
    samples.attrs, individuals.attrs = {}, {}
    assert len(join(samples, individuals)) == 4


def test_frames_that_fit_several_tables_have_to_be_named(samples: pd.DataFrame, individuals: pd.DataFrame) -> None:
    few = samples[["study", "sample_id", "individual_id"]]
    few.attrs = {}
    with pytest.raises(JoinError, match=r"its columns fit .*\bsamples, individual_samples"):
        join(few, individuals)
    assert len(join(samples=few, individuals=individuals)) == 4


def test_names_of_no_table_and_things_that_are_no_frames_are_refused(samples: pd.DataFrame) -> None:
    with pytest.raises(UnknownNameError, match="Did you mean 'samples'"):
        join(sampels=samples)
    with pytest.raises(JoinError, match="expected a pandas frame"):
        join(samples, individuals=[{"id": "I1"}])  # type: ignore[arg-type]
    with pytest.raises(JoinError, match="Two frames are of the table 'samples'"):
        join(samples, samples)
    with pytest.raises(JoinError, match="needs frames"):
        join()


@pytest.mark.parametrize("wrong", [{"how": "outer"}, {"versions": "newest"}])
def test_wrong_choices_are_refused(samples: pd.DataFrame, wrong: dict[str, Any]) -> None:
    with pytest.raises(JoinError, match="must be one of"):
        join(samples, **wrong)


@pytest.mark.parametrize(
    "grain", ["cohorts", ("cohorts", "samples"), ("samples", "families"), ("samples", "cohorts", "x")]
)
def test_the_grain_starts_with_the_base(samples: pd.DataFrame, cohorts: pd.DataFrame, grain: Any) -> None:
    with pytest.raises(JoinError, match="grain must be the base"):
        join(samples, cohorts, grain=grain)


def test_without_prefix_only_names_that_are_taken_get_one(samples: pd.DataFrame, individuals: pd.DataFrame) -> None:
    joined = join(samples, individuals, prefix=False)
    assert {"sex_id", "individual_version", "mother_id"} <= set(joined.columns)
    assert joined["version"].tolist() == samples["version"].tolist()


def test_joining_the_same_table_again_is_refused(samples: pd.DataFrame, individuals: pd.DataFrame) -> None:
    with pytest.raises(JoinError, match="has columns already that individuals would add"):
        join(join(samples, individuals), individuals)


def test_a_result_can_be_the_base_of_another_join(
    samples: pd.DataFrame, individuals: pd.DataFrame, cohorts: pd.DataFrame
) -> None:
    joined = join(join(samples, individuals), cohorts)
    assert joined["num_cohorts"].tolist() == [2, 1, 0, 0]


def test_studies_written_differently_are_noted(frame: Frame) -> None:
    samples = frame("samples", {"id": "S", "individualId": "I"}, study="germline")
    individuals = frame("individuals", {"id": "I"}, study="demo@rare:germline")
    with pytest.warns(
        OpenCGAWarning, match="individuals matched none of the 1 rows of samples .no study in common: g"
    ) as told:
        joined = join(samples, individuals)
    assert told[0].filename == __file__
    assert join_report(joined)["note"].tolist() == ["no study in common: germline and demo@rare:germline"]


@pytest.mark.parametrize("how", ["left", "inner"])
def test_a_join_in_which_nothing_matches_says_so(frame: Frame, how: Any) -> None:
    samples = frame("samples", {"id": "S", "individualId": "I", "cohortIds": ["C"]})
    for other in (frame("individuals", {"id": "J"}), frame("cohorts", {"id": "D"})):
        with pytest.warns(OpenCGAWarning, match=r"matched none of the 1 rows of samples \(no key in common\)"):
            joined = join(samples, other, how=how)
        assert len(joined) == {"left": 1, "inner": 0}[how]
    # Nothing is missed where there is nothing to match.
    assert len(join(samples, frame("individuals"), how="left")) == 1
    assert len(join(frame("samples"), frame("individuals", {"id": "J"}))) == 0


@pytest.mark.parametrize("backend", ["numpy_nullable", "pyarrow", None])
@pytest.mark.parametrize("rows", [0, 1])
def test_no_rows_and_one_have_the_same_dtypes(frame: Frame, backend: Any, rows: int) -> None:
    samples = frame("samples", *[{"id": "S1", "individualId": "I1", "version": 1}] * rows, backend=backend)
    individuals = frame("individuals", {"id": "I1", "familyIds": ["F1"]}, backend=backend)
    families = frame("families", {"id": "F1"}, backend=backend)
    joined = join(samples, individuals, families)
    assert joined["sample_id"].dtype == samples["sample_id"].dtype
    assert joined["individual_sex_id"].dtype == individuals["sex_id"].dtype
    count = {"numpy_nullable": "Int32", "pyarrow": "int32[pyarrow]", None: "int32"}[backend]
    assert str(joined["num_families"].dtype) == count
    assert joined["family_ids"].dtype == samples["file_ids"].dtype
    assert [list(v) for v in joined["family_ids"]] == [["F1"]] * rows


def test_a_child_table_takes_the_columns_of_its_record(frame: Frame, samples: pd.DataFrame) -> None:
    phenotypes = frame("sample_phenotypes", {"id": "001", "phenotypes": [{"id": "HP:1"}, {"id": "HP:2"}]})
    joined = join(phenotypes, samples)
    assert texts(joined["phenotype_id"]) == ["HP:1", "HP:2"]
    assert joined["sample_somatic"].tolist() == [False, False]
    assert joined["sample_version_joined"].tolist() == [1, 1]
    assert join(samples, phenotypes)["num_sample_phenotypes"].tolist() == [2, 0, 0, 0]


def test_the_steps_are_logged(
    samples: pd.DataFrame, individuals: pd.DataFrame, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, logger="opencga_frames"):
        join(samples, individuals)
    assert "joined: 1 individuals N:1 4 2 2 0 2 1 1 0" in caplog.text


def test_frames_given_are_not_changed(samples: pd.DataFrame, individuals: pd.DataFrame) -> None:
    before = samples.copy(), individuals.copy()
    join(samples, individuals)
    pd.testing.assert_frame_equal(samples, before[0])
    pd.testing.assert_frame_equal(individuals, before[1])
    assert samples.attrs == {"opencga_table": "samples"}


def test_a_frame_that_was_not_joined_has_no_report(samples: pd.DataFrame) -> None:
    with pytest.raises(JoinError, match="carries no report"):
        join_report(samples)


def test_rows_that_grain_asks_for_are_made_without_a_warning(samples: pd.DataFrame, cohorts: pd.DataFrame) -> None:
    assert len(join(samples, cohorts, grain=("samples", "cohorts"))) == 5


def test_more_rows_than_allowed_are_not_made(samples: pd.DataFrame, cohorts: pd.DataFrame) -> None:
    with pytest.raises(JoinError, match=r"makes 5 rows of 4: .* At most 4 are allowed \(max_rows\)"):
        join(samples, cohorts, grain=("samples", "cohorts"), max_rows=4)
    assert len(join(samples, cohorts, grain=("samples", "cohorts"), max_rows=5)) == 5


def test_a_limit_matters_only_where_rows_are_repeated(samples: pd.DataFrame, individuals: pd.DataFrame) -> None:
    assert len(join(samples, individuals, max_rows=1)) == 4


@pytest.mark.parametrize("length", [1, 7, 8, 9, 16, 31, 33, 60])
@pytest.mark.parametrize("end", ["", "\0", "ß", "日本"])
def test_ids_of_any_length_match_exactly(frame: Frame, length: int, end: str) -> None:
    ids = [f"{'x' * length}{n}{end}" for n in range(50)]
    almost = [name[:-1] for name in ids] + [f"{name}\0" for name in ids] + [f"{name}x" for name in ids]
    samples = frame("samples", *({"id": f"S{i}", "individualId": name} for i, name in enumerate(ids + almost)))
    individuals = frame("individuals", *({"id": name, "name": name} for name in reversed(ids)))
    found = texts(join(samples, individuals)["individual_name"])
    assert found == [name if name in ids else None for name in ids + almost]


def test_slices_of_frames_match_like_whole_ones(samples: pd.DataFrame, individuals: pd.DataFrame) -> None:
    joined = join(samples=samples.iloc[1:], individuals=individuals.iloc[:1])
    assert texts(joined["individual_mother_id"]) == ["M", None, None]
