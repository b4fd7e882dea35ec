"""A dataset kept in step: what was added, changed and removed, and what is not taken for removed."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from opencga_frames import open_dataset, verify
from opencga_frames.errors import OpenCGAWarning, StorageError, UsageError

CHANGED = ["samples", "sample_phenotypes", "sample_cohorts", "individuals", "individual_samples", "cohort_samples"]


@pytest.fixture
def ids(study):
    return study.samples()["sample_id"].tolist()


def counts(dataset, table):
    changes = dataset.changes[table]
    return changes.added, changes.changed, changes.removed


def test_nothing_changed_is_nothing_read_again(study, sandbox, tmp_path):
    before = study.to_parquet(tmp_path, tables=CHANGED)
    files = {name: before.files(name) for name in before}
    sandbox.requests.clear()
    after = study.sync(tmp_path)
    assert {name: after.files(name) for name in after} == files
    assert {counts(after, name) for name in after} == {(0, 0, 0)}
    assert after.manifest.generation == 2
    assert sorted(set(sandbox.requests)) == [
        ("GET", f"{kind}/{call}") for kind in ("cohorts", "individuals", "samples") for call in ("distinct", "search")
    ]


@pytest.mark.parametrize("entries", [7, 1000])
def test_every_kind_of_change_arrives_in_all_tables(study, owner, ids, tmp_path, same, parts_of, entries):
    owner.samples.create(study=study.fqn, id="B-old")
    parts_of(entries)
    study.to_parquet(tmp_path / "out", tables=[*CHANGED, "families", "family_members", "cohorts"])
    owner.samples.update(ids[3], study=study.fqn, description="changed")
    owner.samples.update(ids[4], study=study.fqn, phenotypes=[{"id": "HP:0000118", "name": "abnormality"}])
    owner.samples.create(study=study.fqn, id="A-new")
    owner.samples.create(study=study.fqn, id="Z-new")
    owner.samples.delete(["B-old"], study=study.fqn)
    owner.cohorts.create(study=study.fqn, id="new", samples=[{"id": ids[5]}, {"id": ids[20]}])
    owner.individuals.update(study.individuals()["individual_id"][2], study=study.fqn, name="other")
    made = study.sync(tmp_path / "out")
    assert counts(made, "samples") == (2, 4, 1)
    assert counts(made, "cohorts") == (1, 0, 0)
    same(made, study.to_parquet(tmp_path / "whole", tables=list(made)))
    assert verify(tmp_path / "out") == made == open_dataset(tmp_path / "out")
    assert "2 added, 4 changed, 1 removed" in repr(made)
    assert {counts(study.sync(tmp_path / "out"), name) for name in made} == {(0, 0, 0)}


def test_the_mode_sync_does_the_same_and_makes_what_is_not_there(study, owner, tmp_path):
    first = study.to_parquet(tmp_path, tables=["samples"], mode="sync")
    assert (first.rows, first.changes) == ({"samples": 30}, {})
    owner.samples.create(study=study.fqn, id="Z-new")
    second = study.to_parquet(tmp_path, tables=["samples"], mode="sync")
    assert counts(second, "samples") == (1, 0, 0)


def test_child_rows_are_replaced_as_a_whole(study, owner, ids, tmp_path):
    terms = [{"id": f"HP:000000{n}", "name": str(n)} for n in range(3)]
    owner.samples.update(ids[0], study=study.fqn, phenotypes=terms, phenotypes_action="SET")
    study.to_parquet(tmp_path, tables=["samples", "sample_phenotypes"])
    owner.samples.update(ids[0], study=study.fqn, phenotypes=terms[2:], phenotypes_action="SET")
    made = study.sync(tmp_path)
    rows = made.frame("sample_phenotypes", where=[("sample_id", "==", ids[0])])
    assert rows["phenotype_id"].tolist() == ["HP:0000002"]
    assert counts(made, "sample_phenotypes") == (0, 1, 0)


def test_an_entry_committed_late_with_an_older_date_is_found(study, owner, ids, clock, tmp_path):
    """The change has the date of before the last one that was seen, and comes after the export."""
    owner.samples.update(ids[1], study=study.fqn, description="seen")
    study.to_parquet(tmp_path, tables=["samples"])
    clock.now -= 60
    owner.samples.update(ids[2], study=study.fqn, description="late")
    seen, late = study.samples(id=ids[1:3])["modification_date"]
    assert seen - late == timedelta(seconds=60)
    made = study.sync(tmp_path)
    assert made.frame("samples", where=[("sample_id", "==", ids[2])])["description"].tolist() == ["late"]
    assert counts(made, "samples") == (0, 1, 0)


def test_an_entry_loaded_with_a_date_of_years_ago_is_found_by_its_id(study, owner, tmp_path, same):
    study.to_parquet(tmp_path / "out", tables=["samples"])
    date = "20200101000000"
    owner.samples.create(study=study.fqn, id="M-old", creation_date=date, modification_date=date)
    made = study.sync(tmp_path / "out")
    assert counts(made, "samples") == (1, 0, 0)
    same(made, study.to_parquet(tmp_path / "whole", tables=["samples"]))


def hide(owner, study, name):
    """Take the permission to see a sample from the user who reads."""
    owner.samples.update_acl("viewer", action="SET", study=study.fqn, sample=name, permissions="")


def test_what_is_hidden_is_not_taken_for_deleted(study, owner, ids, tmp_path):
    owner.samples.create(study=study.fqn, id="B-old")
    study.to_parquet(tmp_path, tables=["samples", "sample_cohorts"])
    hide(owner, study, ids[3])
    owner.samples.delete(["B-old"], study=study.fqn)
    assert len(study.samples()) == 29
    with pytest.warns(OpenCGAWarning, match="1 entries of samples are no longer listed .* Their rows were kept"):
        made = study.sync(tmp_path)
    assert counts(made, "samples") == (0, 0, 1)
    assert made.changes["samples"].unlisted == 1
    assert ids[3] in made.frame("samples")["sample_id"].tolist()
    made = study.sync(tmp_path, remove_unlisted=True)
    assert counts(made, "samples") == (0, 0, 1)
    assert ids[3] not in made.frame("samples")["sample_id"].tolist()


def test_what_no_longer_fits_the_filters_is_removed(study, owner, ids, tmp_path, same):
    where = {"samples": {"somatic": False}}
    study.to_parquet(tmp_path / "out", tables=["samples", "sample_files"], where=where)
    owner.samples.update(ids[6], study=study.fqn, somatic=True)
    made = study.sync(tmp_path / "out")
    assert counts(made, "samples") == (0, 0, 1)
    same(made, study.to_parquet(tmp_path / "whole", tables=["samples", "sample_files"], where=where))


def test_a_child_table_alone_is_kept_in_step(study, owner, ids, tmp_path, same):
    study.to_parquet(tmp_path / "out", tables=["sample_phenotypes"])
    owner.samples.update(ids[4], study=study.fqn, phenotypes=[{"id": "HP:0000118", "name": "abnormality"}])
    made = study.sync(tmp_path / "out")
    same(made, study.to_parquet(tmp_path / "whole", tables=["sample_phenotypes"]))


def test_tables_that_cannot_be_asked_for_changes_are_read_whole_and_compared(study, owner, tmp_path, same):
    study.to_parquet(tmp_path / "out", tables=["variable_sets", "variables"])
    variable = {"id": "height", "type": "INTEGER"}
    owner.studies.update_variable_sets(study.fqn, action="ADD", id="new", entities=["SAMPLE"], variables=[variable])
    made = study.sync(tmp_path / "out")
    assert counts(made, "variable_sets") == (1, 0, 0)
    assert counts(made, "variables") == (1, 0, 0)
    same(made, study.to_parquet(tmp_path / "whole", tables=["variable_sets", "variables"]))


def test_columns_in_paths_stay_there(study, owner, ids, tmp_path):
    study.to_parquet(tmp_path / "out", tables=["samples"], partition_by=["status_id"])
    owner.samples.update(ids[0], study=study.fqn, status={"id": "LOST"})
    made = study.sync(tmp_path / "out")
    assert (tmp_path / "out" / "samples" / "status_id=LOST").is_dir()
    found = made.frame("samples").sort_values("sample_id", ignore_index=True)
    whole = study.to_parquet(tmp_path / "whole", tables=["samples"]).frame("samples")
    assert found.to_dict("records") == whole.to_dict("records")


@pytest.mark.parametrize("overlap", [5, "10 minutes", timedelta(minutes=-1)])
def test_an_overlap_is_a_time(study, tmp_path, overlap):
    study.to_parquet(tmp_path, tables=["cohorts"])
    with pytest.raises(UsageError, match=r"expected a datetime.timedelta, 0 or more"):
        study.sync(tmp_path, overlap=overlap)


def test_a_limited_dataset_is_not_kept_in_step(study, tmp_path):
    study.to_parquet(tmp_path, tables=["samples"], limit=5)
    with pytest.raises(UsageError, match="with a limit"):
        study.sync(tmp_path)


def altered(tmp_path, change):
    manifest = json.loads((tmp_path / "_dataset.json").read_text())
    change(manifest)
    (tmp_path / "_dataset.json").write_text(json.dumps(manifest))


def test_a_new_column_is_refused_by_name(study, tmp_path):
    study.to_parquet(tmp_path, tables=["samples"])
    altered(tmp_path, lambda manifest: manifest["tables"]["samples"]["columns"].pop("source_name"))
    with pytest.raises(StorageError, match=r"Table samples has columns .*: source_name"):
        study.sync(tmp_path)


def test_fields_of_a_newer_server_are_refused_by_name(study, tmp_path):
    study.to_parquet(tmp_path, tables=["samples"])
    altered(tmp_path, lambda manifest: manifest.update(server_version="2.0.5"))
    with pytest.raises(StorageError, match=r"Table samples has columns .*cohort_ids"):
        study.sync(tmp_path)


def test_a_column_that_went_away_is_taken_out_of_all_files(study, tmp_path, monkeypatch, parts_of):
    from opencga_frames.dataset.part import TableForm
    from opencga_frames.export.source import ExportSource

    parts_of(7)
    study.to_parquet(tmp_path, tables=["samples"])
    whole = ExportSource.forms

    def fewer(source):
        schemas = {name: form.schema for name, form in whole(source).items()}
        return {name: TableForm(name, s.remove(s.get_field_index("source_name"))) for name, s in schemas.items()}

    monkeypatch.setattr(ExportSource, "forms", fewer)
    made = study.sync(tmp_path)
    assert "source_name" not in made.frame("samples").columns
    assert made.rows == {"samples": 30}
    assert verify(tmp_path) == made


def test_ids_are_listed_between_creation_dates_where_there_are_many(study, tmp_path, monkeypatch, owner, sandbox, same):
    study.to_parquet(tmp_path / "out", tables=["samples"])
    monkeypatch.setattr("opencga_frames.export.sync._LISTED", 10)
    owner.samples.create(study=study.fqn, id="Z-new")
    sandbox.requests.clear()
    made = study.sync(tmp_path / "out")
    assert len([path for _, path in sandbox.requests if path == "samples/distinct"]) > 3
    same(made, study.to_parquet(tmp_path / "whole", tables=["samples"]))


def test_ids_are_read_page_by_page_where_no_list_of_them_is_given(study, tmp_path, monkeypatch, owner, same):
    study.to_parquet(tmp_path / "out", tables=["samples"])
    monkeypatch.setattr("opencga_frames.export.asking._distinct", lambda *_: None)
    owner.samples.create(
        study=study.fqn, id="M-old", creation_date="20200101000000", modification_date="20200101000000"
    )
    same(study.sync(tmp_path / "out"), study.to_parquet(tmp_path / "whole", tables=["samples"]))


def test_entries_written_during_an_export_in_parts_are_in_it(study, owner, ids, tmp_path, same, parts_of):
    from opencga_frames.export.work import RunFolder

    parts_of(7)
    save = RunFolder.save_part
    changes = [
        lambda: owner.samples.create(study=study.fqn, id="A-new"),
        lambda: owner.samples.update(ids[0], study=study.fqn, description="changed"),
    ]

    def saving(*given):
        if changes:
            changes.pop(0)()
        return save(*given)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(RunFolder, "save_part", saving)
        made = study.to_parquet(tmp_path / "out", tables=["samples", "sample_files"])
    assert made.rows["samples"] == 31
    same(made, study.to_parquet(tmp_path / "whole", tables=["samples", "sample_files"]))
