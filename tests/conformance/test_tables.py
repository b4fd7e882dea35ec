"""A study that was filled through REST, as frames."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

if TYPE_CHECKING:
    from opencga_frames import OpenCGAClient, Study


def column(frame: pd.DataFrame, key: str, name: str) -> dict[str, Any]:
    """Values of a column by id, None for missing ones."""
    return {
        k: None if pd.api.types.is_scalar(v) and pd.isna(v) else v for k, v in zip(frame[key], frame[name], strict=True)
    }


@pytest.mark.recorded("study-create", "studies-info")
def test_the_study_is_there(oc: OpenCGAClient, study: Study, project: str) -> None:
    row = study.info().results()[0]
    assert row["fqn"] == study.fqn == f"{project}:{row['id']}"
    assert "may be removed" in row["description"]
    assert {group["id"] for group in row["groups"]} == {"@members", "@admins"}
    assert all(oc.user in group["userIds"] for group in row["groups"])


@pytest.mark.recorded("sample-create", "samples-search-default")
def test_samples(study: Study) -> None:
    frame = study.samples()
    assert column(frame, "sample_id", "individual_id") == {
        "father-g": "father",
        "mother-g": "mother",
        "child-g": "child",
        "child-t": "child",
        "loose.1_a": None,
    }
    assert column(frame, "sample_id", "description") == {
        "father-g": "blood, 5 ml",
        "mother-g": "naïve café №1",
        "child-g": None,
        "child-t": None,
        "loose.1_a": "100% 字",
    }
    assert frame.loc[frame["somatic"], "sample_id"].tolist() == ["child-t"]
    assert (frame["study"] == study.fqn).all()
    assert (frame["internal_status_id"] == "READY").all()


@pytest.mark.recorded("samples-search-default")
def test_dtypes_do_not_depend_on_the_values(study: Study) -> None:
    frame, none = study.samples(), study.samples(id="nosuch")
    assert (len(frame), len(none)) == (5, 0)
    assert frame.dtypes.astype(str).to_dict() == none.dtypes.astype(str).to_dict()
    kinds = {name: str(frame[name].dtype) for name in ("sample_id", "somatic", "version", "creation_date")}
    assert kinds == {"sample_id": "string", "somatic": "boolean", "version": "Int32", "creation_date": "datetime64[s]"}


@pytest.mark.recorded("individual-create", "individuals-search-default")
def test_individuals(study: Study) -> None:
    frame = study.individuals()
    assert column(frame, "individual_id", "name")["father"] == "Rhône, naïve café №1 字"
    assert column(frame, "individual_id", "name")["single"] == 'O\'Hara; "x", y & z = 100%'
    assert column(frame, "individual_id", "father_id") == {
        "father": None,
        "mother": None,
        "child": "father",
        "single": None,
    }
    assert column(frame, "individual_id", "mother_id")["child"] == "mother"
    sexes = column(frame, "individual_id", "sex_id")
    assert (sexes["father"], sexes["mother"], sexes["child"]) == ("MALE", "FEMALE", "FEMALE")
    births = column(frame, "individual_id", "date_of_birth")
    assert births == {"father": pd.Timestamp("1967-02-02"), "mother": None, "child": None, "single": None}


@pytest.mark.recorded("individuals-search-default")
def test_lists_of_an_individual_are_tables(study: Study) -> None:
    phenotypes, disorders = study.table("individual_phenotypes"), study.table("individual_disorders")
    assert phenotypes[["individual_id", "phenotype_id"]].to_numpy().tolist() == [["child", "HP:0001250"]]
    assert disorders[["individual_id", "disorder_id"]].to_numpy().tolist() == [["child", "OMIM:607208"]]


@pytest.mark.recorded("family-create", "families-search-default")
def test_families(study: Study) -> None:
    assert study.families()[["family_id", "name"]].to_numpy().tolist() == [["F1", "Family 1"]]
    members = study.table("family_members")
    assert set(members["individual_id"]) == {"father", "mother", "child"}
    pedigree = study.pedigree("F1").set_index("individual_id")
    assert pedigree.loc["child", ["father_id", "mother_id"]].tolist() == ["father", "mother"]


@pytest.mark.recorded("cohort-create", "cohorts-search-one", "cohort-info-samples")
def test_cohorts(study: Study) -> None:
    frame = study.cohorts()
    own = frame[frame["cohort_id"] == "germline"]
    assert own[["type", "num_samples"]].to_numpy().tolist() == [["COLLECTION", 3]]
    rows = study.table("cohort_samples")
    assert set(rows.loc[rows["cohort_id"] == "germline", "sample_id"]) == {"father-g", "mother-g", "child-g"}


@pytest.mark.recorded("file-create", "files-search-default")
def test_files(study: Study) -> None:
    frame = study.files(path="data/notes.txt")
    assert frame[["file_id", "name", "type"]].to_numpy().tolist() == [["data:notes.txt", "notes.txt", "FILE"]]
    assert frame["size"].tolist() == [18]


@pytest.mark.recorded("panel-create", "panels-search-one")
def test_panels(study: Study) -> None:
    assert study.table("panels")[["panel_id", "name"]].to_numpy().tolist() == [["epilepsy", "Epilepsy"]]
    assert study.table("panel_genes")["gene_id"].tolist() == ["SCN1A"]


@pytest.mark.recorded("clinical-create", "clinical-search-default", "interpretation-search")
def test_cases(study: Study) -> None:
    frame = study.table("clinical_analyses")
    row = frame[["clinical_analysis_id", "type", "proband_id", "interpretation_id"]].to_numpy().tolist()
    assert row == [["case-1", "SINGLE", "child", "case-1.1"]]


@pytest.mark.recorded("samples-search-default", "sample-create-annotation-defaults")
def test_annotations_are_typed_columns(study: Study) -> None:
    frame = study.annotations("intake").set_index("sample_id")
    assert sorted(frame.index) == ["child-g", "father-g"]
    assert frame["age"].to_dict() == {"child-g": 7, "father-g": 54}
    assert frame["weight"].to_dict() == {"child-g": 22.25, "father-g": 81.5}
    assert frame["smoker"].to_dict() == {"child-g": True, "father-g": False}  # a default was filled in
    assert frame["ward"].to_dict() == {"child-g": "SOUTH", "father-g": "NORTH"}
    assert frame.loc["father-g", "remark"] == "steady 字"
    assert frame["age"].dtype == "Int64"


@pytest.mark.recorded("studies-vsets")
def test_variable_sets(study: Study) -> None:
    assert "intake" in study.variable_sets()["variable_set_id"].tolist()
    variables = study.variables("intake").set_index("variable_id")
    assert variables["type"].to_dict() == {
        "age": "INTEGER",
        "ward": "CATEGORICAL",
        "weight": "DOUBLE",
        "smoker": "BOOLEAN",
        "remark": "STRING",
    }


@pytest.mark.recorded("samples-distinct", "samples-facet")
def test_values_are_counted_by_the_server(oc: OpenCGAClient, study: Study) -> None:
    assert sorted(oc.samples.distinct(study=study.fqn, field="somatic").results()) == [False, True]
    frame = oc.samples.aggregation_stats(study=study.fqn, field="somatic").frame()
    counts = frame[frame["level"] == 1].set_index("value")["count"].to_dict()
    assert counts == {"false": 4, "true": 1}
