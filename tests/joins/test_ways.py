"""By which column or table two frames are joined, where several lead from one to the other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from opencga_frames import join
from opencga_frames.errors import JoinError, OpenCGAWarning
from opencga_frames.joins import join_report

Frame = Callable[..., pd.DataFrame]


def lists(column: pd.Series) -> list[list[str]]:
    return [list(cell) for cell in column]


@pytest.fixture
def cases(frame: Frame) -> pd.DataFrame:
    return frame(
        "clinical_analyses",
        {"id": "A1", "proband": {"id": "child"}, "family": {"id": "F"}},
        {"id": "A2", "proband": {"id": "mum"}},
    )


@pytest.fixture
def individuals(frame: Frame) -> pd.DataFrame:
    people = {"child": "Ann", "mum": "Cleo", "dad": "Bob"}
    return frame("individuals", *({"id": i, "name": name, "familyIds": ["F"]} for i, name in people.items()))


def test_the_proband_of_a_case(cases: pd.DataFrame, individuals: pd.DataFrame) -> None:
    joined = join(cases, individuals)
    assert joined["individual_name"].tolist() == ["Ann", "Cleo"]
    assert joined["individual_id"].tolist() == ["child", "mum"]
    report = join_report(joined)
    assert report[["cardinality", "note"]].to_numpy().tolist() == [["N:1", "by proband_id"]]


def test_the_cases_of_a_proband(cases: pd.DataFrame, individuals: pd.DataFrame) -> None:
    joined = join(individuals, cases)
    assert lists(joined["clinical_analysis_ids"]) == [["A1"], ["A2"], []]
    assert joined["num_clinical_analyses"].tolist() == [1, 1, 0]


def test_a_record_in_another_role_is_meant_only_where_nothing_else_leads_there(
    frame: Frame, cases: pd.DataFrame, individuals: pd.DataFrame
) -> None:
    families = frame("families", {"id": "F", "members": [{"id": "child"}, {"id": "mum"}]})
    members = join(cases, families, individuals)
    assert lists(members["individual_ids"]) == [["child", "mum", "dad"], []]
    probands = join(cases, families, individuals, via={"individuals": "proband_id"})
    assert probands["individual_name"].tolist() == ["Ann", "Cleo"]


def test_columns_of_one_table_that_name_records_of_another_go_together_unless_one_is_named(frame: Frame) -> None:
    scores = [{"sampleId1": "S1", "sampleId2": "S2"}, {"sampleId1": "S2", "sampleId2": "S3"}]
    report = {"method": "PLINK/IBD", "scores": scores}
    related = frame("family_qc_relatedness", {"id": "F", "qualityControl": {"relatedness": [report]}})
    samples = frame("samples", *({"id": name} for name in ("S1", "S2", "S3")))
    joined = join(related, samples)
    assert lists(joined["sample_ids"]) == [["S1", "S2"], ["S2", "S3"]]
    assert join_report(joined)["note"].tolist() == ["by sample_id1, sample_id2"]
    assert join(samples, related)["num_family_qc_relatedness"].tolist() == [1, 2, 1]
    assert join(samples, related, via="sample_id2")["num_family_qc_relatedness"].tolist() == [0, 1, 1]
    second = join(related, samples, via={"samples": "sample_id2"})
    assert second["sample_id"].tolist() == ["S2", "S3"]


def test_a_list_of_ids_in_the_table_itself(frame: Frame) -> None:
    core = frame("interpretations", {"id": "I1"}, {"id": "I2"})
    panels = frame("panels", {"id": "P1"}, {"id": "P2"}, {"id": "P3"})
    with pytest.raises(JoinError, match=r"Fetch interpretations\.panel_ids too"):
        join(core, panels)
    interpretations = core.assign(panel_ids=[("P1", "P2"), ()])
    joined = join(interpretations, panels)
    assert lists(joined["panel_ids"].iloc[:1]) == [["P1", "P2"]]
    assert joined["num_panels"].tolist() == [2, 0]
    back = join(panels, interpretations)
    assert lists(back["interpretation_ids"]) == [["I1"], ["I1"], []]


@pytest.mark.parametrize("via", ["proband", {"cohorts": "cohort_id"}, {"clinical_analyses": "proband_id"}])
def test_a_way_that_there_is_not_is_refused(cases: pd.DataFrame, individuals: pd.DataFrame, via: Any) -> None:
    with pytest.raises(JoinError, match=r"by proband; the ways are|via must name a column or a link table for one of"):
        join(cases, individuals, via=via)


def test_one_word_is_enough_for_one_table_only(cases: pd.DataFrame, individuals: pd.DataFrame, frame: Frame) -> None:
    assert join(cases, individuals, via="proband_id")["individual_name"].tolist() == ["Ann", "Cleo"]
    with pytest.raises(JoinError, match=r"via=\{'table': 'column'\}"):
        join(cases, individuals, frame("families"), via="proband_id")


def test_the_terms_of_a_table_of_parts_become_a_list(frame: Frame) -> None:
    person = {"id": "I1", "phenotypes": [{"id": "HP:1"}, {"id": "HP:2"}], "disorders": [{"id": "OMIM:1"}]}
    people = [person, {"id": "I2"}]
    individuals = frame("individuals", *people)
    joined = join(individuals, frame("individual_phenotypes", *people), frame("individual_disorders", *people))
    assert lists(joined["phenotype_ids"]) == [["HP:1", "HP:2"], []]
    assert joined["num_individual_phenotypes"].tolist() == [2, 0]
    assert lists(joined["disorder_ids"]) == [["OMIM:1"], []]
    families = frame("families", {"id": "F", "members": [{"id": "I1"}, {"id": "I2"}]})
    members = frame("family_members", {"id": "F", "members": [{"id": "I1"}, {"id": "I2"}]})
    whole = join(families, individuals, frame("individual_phenotypes", *people, *people[:1]), family_members=members)
    assert lists(whole["phenotype_ids"]) == [["HP:1", "HP:2"]], "each term once"


@pytest.mark.parametrize("dtype", ["float64", "Int64", "Int32", "int64[pyarrow]"])
def test_a_number_in_a_key_may_be_of_any_type(frame: Frame, dtype: Any) -> None:
    notes = frame("notes", {"id": "N1", "version": 1, "userId": "u"}, {"id": "N2", "version": 3, "userId": "u"})
    users = frame("users", {"id": "u"})
    assert join(users, notes.astype({"version": dtype}))["num_notes"].tolist() == [2]


@pytest.mark.parametrize(
    ("column", "values", "message"),
    [
        ("version", ["a", "b"], "Column version of notes holds .* where whole numbers are expected"),
        ("version", [1.5, 2.0], "Column version of notes holds float64 where whole numbers are expected"),
        ("user_id", [1, 2], "Column user_id of notes holds int64 where strings are expected"),
    ],
)
def test_keys_of_another_kind_are_refused(frame: Frame, column: str, values: list[Any], message: str) -> None:
    notes = frame("notes", {"id": "N1", "version": 1}, {"id": "N1", "version": 2}).assign(**{column: values})
    with pytest.raises(JoinError, match=message):
        join(frame("users", {"id": "u"}), notes)


def test_dates_of_a_key_match_whatever_their_unit(frame: Frame) -> None:
    document = {"date": 1_700_000_000_000, "jobs": [{"id": "J1"}, {"id": "J2"}]}
    tops, jobs = frame("job_tops", document), frame("job_top_jobs", document)
    jobs = jobs.assign(study="a", date=jobs["date"].astype("datetime64[ns, UTC]"))
    assert join(tops, jobs)["num_job_top_jobs"].tolist() == [2]
    with pytest.raises(JoinError, match=r"Column date of job_top_jobs holds .* where a date is expected"):
        join(tops, jobs.assign(date="2024"))


def test_a_column_of_the_base_that_the_other_table_has_too_is_kept(frame: Frame) -> None:
    finding = {"id": "1:5:A:C", "evidences": [{"interpretationMethodName": "own"}]}
    evidences = frame("clinical_evidences", {"id": "I", "primaryFindings": [finding], "method": {"name": "exomiser"}})
    interpretations = frame("interpretations", {"id": "I", "method": {"name": "exomiser"}})
    joined = join(evidences, interpretations)
    assert joined["interpretation_method_name_joined"].tolist() == ["exomiser"]


def test_parts_that_are_one_for_each_record_add_their_columns(frame: Frame) -> None:
    with_reports = [{"id": "S1", "collection": {"from": [{"id": "blood"}]}}]
    samples, origins = frame("samples", *with_reports), frame("sample_collection_from", *with_reports)
    assert join(samples, origins)["num_sample_collection_from"].tolist() == [1]


def test_nothing_in_common_in_any_role_says_so(cases: pd.DataFrame, frame: Frame) -> None:
    with pytest.warns(OpenCGAWarning, match="individuals matched none of the 2 rows of clinical_analyses"):
        joined = join(cases, frame("individuals", {"id": "somebody"}))
    assert join_report(joined)["note"].tolist() == ["by proband_id; no key in common"]
