"""One study: its tables, their joins, its annotations, its folder of Parquet files."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from opencga_frames import join, read_parquet
from opencga_frames.errors import JoinError, NotAllowedError, NotFoundError, StorageError, UnknownNameError, UsageError
from opencga_frames.frames.schema.registry import entity_of
from opencga_frames.parquet import read_provenance, read_tables
from opencga_frames.study.study import EXPORTED


def documents(oc, study, main):
    return getattr(oc, main).search(study=study.fqn).results()


@pytest.mark.parametrize("main", EXPORTED)
def test_a_main_table_has_one_row_per_entry(oc, study, main):
    frame = getattr(study, main)()
    rows = documents(oc, study, main)
    key = f"{entity_of(main).name}_id"
    known = {"files": lambda row: row.get("uuid")}.get(main, lambda row: row["id"])
    assert len(frame) == len(rows) == len({known(row) for row in rows})
    assert frame[key].fillna("").tolist() == [row["id"] for row in rows]  # the folder above all has no name
    assert frame["study"].unique().tolist() == [study.fqn]
    assert str(frame["creation_date"].dtype) == "datetime64[s]"
    stamps = frame["creation_date"].dt.strftime("%Y%m%d%H%M%S")
    assert stamps.tolist() == [row["creationDate"] for row in rows]


def test_values_of_samples_are_those_of_the_documents(oc, study):
    frame = study.samples()
    for row, found in zip(documents(oc, study, "samples"), frame.to_dict("records"), strict=True):
        assert found["somatic"] is row["somatic"]
        assert found["version"] == row["version"]
        assert found["individual_id"] == row["individualId"]
        assert found["processing_quantity"] == row["processing"]["quantity"]
        assert list(found["file_ids"]) == row["fileIds"]
        assert list(found["cohort_ids"]) == row["cohortIds"]
        assert found["internal_status_id"] == row["internal"]["status"]["id"]


@pytest.mark.parametrize(
    ("main", "child", "rows"),
    [
        ("samples", "sample_phenotypes", lambda row: row["phenotypes"]),
        ("samples", "sample_files", lambda row: row["fileIds"]),
        ("samples", "sample_cohorts", lambda row: row["cohortIds"]),
        ("samples", "sample_collection_from", lambda row: row["collection"].get("from", [])),
        ("individuals", "individual_disorders", lambda row: row["disorders"]),
        ("individuals", "individual_samples", lambda row: row["samples"]),
        ("families", "family_members", lambda row: row["members"]),
        ("cohorts", "cohort_samples", lambda row: row["samples"]),
        ("files", "file_samples", lambda row: row["sampleIds"]),
    ],
)
def test_a_child_table_has_one_row_per_element_with_the_key_of_its_parent(oc, study, *, main, child, rows):
    frame = study.table(child)
    key = f"{entity_of(main).name}_id"
    expected = [row["id"] for row in documents(oc, study, main) for _ in rows(row)]
    assert frame[key].tolist() == expected
    assert expected
    assert set(frame[key]) <= set(study.table(main)[key])


def test_filters_and_columns_go_through(study, sandbox):
    sandbox.requests.clear()
    frame = study.samples(somatic=True, columns=["sample_id", "processing.quantity", "somatic"])
    assert list(frame.columns) == ["sample_id", "processing_quantity", "somatic"]
    assert frame["somatic"].all()
    assert 0 <= len(frame) < 30
    assert list(sandbox.requests) == [("GET", "samples/search")]


def test_tables_are_made_of_one_walk(study, sandbox):
    sandbox.requests.clear()
    tables = study.tables("samples", limit=7)
    assert tables.counts()["samples"] == 7
    assert list(tables) == list(entity_of("samples").tables)
    assert list(sandbox.requests) == [("GET", "samples/search")]


def test_tables_that_do_not_exist_are_told_with_their_neighbours(study, sandbox):
    sandbox.requests.clear()
    with pytest.raises(UnknownNameError, match="sample_phenotypes"):
        study.table("sample_phenotyps")
    with pytest.raises(UnknownNameError, match="samples"):
        study.join("samplez", "individuals")
    assert not sandbox.requests


def test_the_full_name_costs_a_call_only_when_it_is_not_known(oc, sandbox):
    full = oc.study(sandbox.study)
    assert full.fqn == sandbox.study
    assert not sandbox.requests
    short = oc.study("rare:germline")
    assert repr(short) == f"<Study rare:germline at {sandbox.url}>"
    assert (short.fqn, short.fqn) == (sandbox.study, sandbox.study)
    assert len(sandbox.requests) == 1
    assert short.samples(limit=1)["study"].tolist() == [sandbox.study]


def test_a_study_that_is_not_there_or_not_ours_is_told(oc, connect, sandbox):
    with pytest.raises(NotFoundError, match="nonesuch"):
        oc.study("demo@rare:nonesuch").samples()
    with pytest.raises(NotFoundError):
        oc.study("nonesuch").info()
    stranger = connect(sandbox).login("stranger", "Sandbox-2026", organization="demo")
    with pytest.raises(NotAllowedError):
        stranger.study(sandbox.study).samples()


def test_the_study_itself(study):
    info = study.info()
    assert info.results()[0]["fqn"] == study.fqn
    assert info.frame()["study"].tolist() == [study.fqn]
    sets = {one["id"] for one in info.results()[0]["variableSets"]}
    assert study.variable_sets()["variable_set_id"].tolist() == [one["id"] for one in info.results()[0]["variableSets"]]
    variables = study.variables()
    assert set(variables["variable_set_id"]) == sets
    typed = variables.set_index(["variable_set_id", "variable_id"])["type"]
    assert typed["every_type", "lab.panel.level"] == "INTEGER"


def test_a_join_keeps_the_rows_of_its_base_and_adds_what_belongs_to_them(oc, study):
    joined = study.join("samples", "individuals", "families", "cohorts")
    samples = study.samples()
    assert joined["sample_id"].tolist() == samples["sample_id"].tolist()
    sexes = {row["id"]: row["sex"]["id"] for row in documents(oc, study, "individuals")}
    assert joined["individual_sex_id"].tolist() == [sexes[name] for name in samples["individual_id"]]
    cohorts = documents(oc, study, "cohorts")
    sizes = {s: sum(s in {m["id"] for m in cohort["samples"]} for cohort in cohorts) for s in samples["sample_id"]}
    assert joined["num_cohorts"].tolist() == [sizes[name] for name in samples["sample_id"]]
    same = join(samples=samples, individuals=study.individuals(), families=study.families(), cohorts=study.cohorts())
    pd.testing.assert_frame_equal(joined, same)


def test_a_join_adds_the_parents_of_its_individuals(oc, study):
    joined = study.join("samples", "individuals", parents=True)
    people = {row["id"]: row for row in documents(oc, study, "individuals")}
    fathers = [people.get(people[name].get("father", {}).get("id")) for name in joined["individual_id"]]
    assert len([father for father in fathers if father]) > 10
    expected = pd.DataFrame(
        {
            "individual_father_id": [father and father["id"] for father in fathers],
            "father_sex_id": [father and father["sex"]["id"] for father in fathers],
        }
    )
    pd.testing.assert_frame_equal(joined[list(expected)].astype("string"), expected.astype("string"))


def test_a_join_may_have_another_grain_and_refuses_nonsense(study):
    pairs = study.join("samples", "cohorts", grain=("samples", "cohorts"), max_rows=1000)
    links = study.table("sample_cohorts")
    assert set(zip(pairs["sample_id"], pairs["cohort_id"], strict=True)) >= set(
        zip(links["sample_id"], links["cohort_id"], strict=True)
    )
    with pytest.raises(UsageError, match="the base first"):
        study.join()
    with pytest.raises(JoinError, match="how"):
        study.join("samples", "individuals", how="outer")


def test_annotations_are_typed_by_the_definition_in_the_study(study):
    spread = study.annotations("every_type")
    dtypes = {name: str(dtype) for name, dtype in spread.dtypes.items()}
    assert list(spread.columns)[:4] == ["study", "sample_id", "annotation_set_id", "sample_version"]
    assert {n: dtypes[n] for n in ("consented", "visits", "height_cm", "remark", "lab.panel.ok")} == {
        "consented": "boolean",
        "visits": "Int64",
        "height_cm": "Float64",
        "remark": "string",
        "lab.panel.ok": "boolean",
    }
    assert dtypes["counts"] == "object"


def test_annotations_hold_the_values_of_the_documents(oc, study):
    spread = study.annotations("intake").set_index("sample_id")
    expected = {
        row["id"]: one["annotations"]
        for row in documents(oc, study, "samples")
        for one in row["annotationSets"]
        if one["variableSetId"] == "intake"
    }
    assert set(spread.index) == set(expected)
    for name, values in expected.items():
        assert {key: spread.loc[name, key] for key in values} == values
        assert all(pd.isna(spread.loc[name, key]) for key in {"smoker", "site", "age", "weight", "note"} - set(values))


def test_annotations_nobody_has_are_a_frame_without_rows_but_with_all_columns(study):
    none = study.annotations("every_type", id="nobody")
    some = study.annotations("every_type")
    assert len(none) == 0
    plain = [name for name in some if not name.startswith("extra_")]  # keys of maps are known from values only
    assert none.dtypes.astype(str).to_dict() == some[plain].dtypes.astype(str).to_dict()


def test_a_variable_set_that_is_not_there_is_told(study):
    with pytest.raises(UnknownNameError, match="every_type"):
        study.annotations("every_typ")


def test_everything_goes_to_parquet_and_comes_back_equal(study, tmp_path):
    written = study.to_parquet(tmp_path / "deep" / "folder")
    names = [name for main in EXPORTED for name in entity_of(main).tables]
    assert list(written) == names
    assert sorted(p.name for p in (tmp_path / "deep" / "folder").iterdir() if p.name[0] != "_") == sorted(
        [*names, "datapackage.json"]
    )
    back = read_tables(tmp_path / "deep" / "folder")
    for main in EXPORTED:
        for name, frame in study.tables(main, core=False).items():
            pd.testing.assert_frame_equal(back[name], frame)
            pd.testing.assert_frame_equal(read_parquet(written[name]), frame)
            assert back[name].attrs["opencga_table"] == name


def test_parquet_of_some_tables_needs_one_walk_per_entity(study, sandbox, tmp_path):
    sandbox.requests.clear()
    written = study.to_parquet(tmp_path, tables=["sample_phenotypes", "cohorts", "samples"], core=True)
    assert sorted(p.parent.name for p in tmp_path.rglob("*.parquet")) == ["cohorts", "sample_phenotypes", "samples"]
    assert [path for _, path in sandbox.requests] == ["samples/search", "cohorts/search"]
    assert set(written) == {"sample_phenotypes", "cohorts", "samples"}
    assert "uuid" not in read_parquet(written["samples"]).columns


def test_a_file_tells_where_its_rows_came_from(study, sandbox, tmp_path):
    told = read_provenance(study.to_parquet(tmp_path)["samples"])
    assert (told.host, told.study, told.endpoint) == (sandbox.url, study.fqn, "samples/search")
    assert (told.rows, told.num_matches, told.complete, told.server_version) == (30, 30, True, "5.0.0")


def test_writing_again_replaces_the_files_where_that_is_asked_for(study, tmp_path):
    study.to_parquet(tmp_path, tables=["samples"])
    with pytest.raises(StorageError, match="mode='replace'"):
        study.to_parquet(tmp_path, tables=["samples"])
    study.to_parquet(tmp_path, tables=["samples"], mode="replace")
    assert len(read_parquet(tmp_path / "samples")) == 30
    assert len(list((tmp_path / "samples").iterdir())) == 1


def test_joined_files_equal_joined_frames(study, tmp_path):
    study.to_parquet(tmp_path, core=True)
    tables = read_tables(tmp_path)
    from_files = join(samples=tables["samples"], individuals=tables["individuals"])
    pd.testing.assert_frame_equal(from_files, study.join("samples", "individuals"))


def test_a_joined_frame_can_be_written_by_pandas(study, tmp_path):
    joined = study.join("samples", "individuals", "cohorts")
    joined.to_parquet(tmp_path / "joined.parquet")
    assert json.dumps(joined.attrs)
    back = read_parquet(tmp_path / "joined.parquet")
    assert back["sample_id"].tolist() == joined["sample_id"].tolist()
    assert [list(ids) for ids in back["cohort_ids"]] == [list(ids) for ids in joined["cohort_ids"]]


def test_progress_is_shown_on_standard_error_and_changes_nothing(study, capsys, tmp_path):
    quiet = study.samples()
    shown = study.samples(progress=True)
    pd.testing.assert_frame_equal(quiet, shown)
    study.to_parquet(tmp_path, tables=["cohorts"], progress=True)
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "samples/search" in printed.err
    assert "cohorts/search" in printed.err


def test_the_pedigree_of_a_study_is_that_of_its_members(study):
    pedigree = study.pedigree()
    members = study.table("family_members")
    assert pedigree["individual_id"].tolist() == members["individual_id"].tolist()
    assert set(pedigree["sex"]) <= {0, 1, 2}
    affected = set(study.table("individual_disorders")["individual_id"])
    assert (pedigree["phenotype"] == 2).tolist() == members["individual_id"].isin(affected).tolist()
