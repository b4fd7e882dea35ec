"""A study in a folder: what is there, what is refused, what is left after a failure."""

from __future__ import annotations

import errno
import json
import re

import pandas as pd
import pyarrow.parquet as pq
import pytest

from opencga_frames import Dataset, open_dataset, provenance, read_parquet, rerun, verify
from opencga_frames.errors import (
    NotAuthenticatedError,
    NotReachableError,
    OpenCGAError,
    StorageError,
    UnknownNameError,
    UsageError,
)

TABLES = ["samples", "sample_phenotypes", "cohorts"]


def test_a_dataset_shows_tables_rows_and_sizes(study, tmp_path):
    made = study.to_parquet(tmp_path, tables=TABLES)
    assert made.rows == {"samples": 30, "sample_phenotypes": len(study.table("sample_phenotypes")), "cohorts": 9}
    assert repr(made).splitlines()[0].startswith(f"<Dataset {tmp_path}: {study.fqn}, 3 tables, ")
    assert re.search(r"<td[^>]*>samples</td><td[^>]*>30</td>", made._repr_html_())
    files = [file for table in TABLES for file in (tmp_path / table).iterdir()]
    assert sum(made.sizes.values()) == sum(file.stat().st_size for file in files)
    assert made == open_dataset(tmp_path)
    assert verify(tmp_path).rows == made.rows


def test_columns_and_rows_are_chosen_while_reading(study, tmp_path):
    made = study.to_parquet(tmp_path, tables=["samples"])
    whole = study.samples(core=False)
    some = made.frame("samples", columns=["sample_id", "status.id"], where=[("somatic", "==", False)])
    expected = whole[~whole["somatic"]][["sample_id", "status_id"]].reset_index(drop=True)
    pd.testing.assert_frame_equal(some, expected)
    assert made.arrow("samples", columns=["sample_id"]).column_names == ["sample_id"]
    assert made.lazy("samples").count_rows() == 30
    with pytest.raises(UnknownNameError, match="samples"):
        made.frame("sample")
    with pytest.raises(UsageError, match="where got"):
        made.frame("samples", where="somatic")


def test_the_manifest_says_what_was_asked_and_what_is_there(study, sandbox, tmp_path):
    study.to_parquet(tmp_path, tables=TABLES, where={"samples": {"somatic": False}}, core=True)
    found = json.loads((tmp_path / "_dataset.json").read_text())
    assert found["call"]["study"] == study.fqn
    assert found["call"]["host"] == sandbox.url
    assert found["call"]["filters"] == {"samples": {"somatic": False}}
    assert found["tables"]["samples"]["sorted_by"] == ["sample_id"]
    assert found["tables"]["samples"]["key"] == ["study", "sample_id"]
    assert found["walks"]["samples"]["mark"] == study.samples()["modification_date"].max().strftime("%Y%m%d%H%M%S")
    package = json.loads((tmp_path / "datapackage.json").read_text())
    resource = next(resource for resource in package["resources"] if resource["name"] == "samples")
    assert resource["path"] == [file["path"] for file in found["tables"]["samples"]["files"]]
    assert {"name": "somatic", "type": "boolean"} in resource["schema"]["fields"]


def test_filters_and_limit_are_taken(study, tmp_path):
    made = study.to_parquet(tmp_path / "few", tables=["samples"], limit=4)
    assert made.frame("samples")["sample_id"].tolist() == study.samples()["sample_id"].tolist()[:4]
    assert made.provenance("samples").complete is False
    ids = study.samples()["sample_id"].tolist()[3:5]
    made = study.to_parquet(tmp_path / "some", tables=["samples"], where={"samples": {"id": ids}})
    assert made.frame("samples")["sample_id"].tolist() == ids
    with pytest.raises(UnknownNameError, match="sample"):
        study.to_parquet(tmp_path / "none", tables=["samples"], where={"sample": {}})


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"where": {"samples": {"somatic": False}}}, "filters"),
        ({"limit": 3}, "limit"),
        ({"tables": ["samples", "cohorts"]}, "tables"),
        ({"core": True}, "core"),
    ],
)
@pytest.mark.parametrize("mode", ["error", "replace", "sync"])
def test_a_folder_with_another_dataset_is_refused(study, tmp_path, change, named, mode):
    study.to_parquet(tmp_path, tables=["samples"])
    before = open_dataset(tmp_path)
    if "limit" in change and mode == "sync":
        pytest.skip("a sync takes no limit at all")
    with pytest.raises(StorageError, match=rf"holds another dataset: .*{named}"):
        study.to_parquet(tmp_path, **{"tables": ["samples"], **change}, mode=mode)
    assert open_dataset(tmp_path) == before


def test_another_study_is_refused_unless_forced(oc, study, sandbox, tmp_path):
    study.to_parquet(tmp_path, tables=["samples"])
    other = oc.study(sandbox.studies[1])
    with pytest.raises(StorageError, match=f"study {study.fqn} there, {other.fqn} here"):
        other.to_parquet(tmp_path, tables=["samples"], mode="replace")
    made = other.to_parquet(tmp_path, tables=["samples"], mode="replace", force=True)
    assert made.manifest.generation == 2
    assert len(list((tmp_path / "samples").iterdir())) == 1
    assert set(made.frame("samples")["study"]) <= {other.fqn}


def test_files_of_another_kind_are_refused_unless_forced(oc, study, tmp_path):
    oc.samples.to_parquet(tmp_path, study=study.fqn, tables=["samples"])
    with pytest.raises(StorageError, match=r"other Parquet files \(samples\.parquet\)"):
        study.to_parquet(tmp_path, tables=["samples"])
    study.to_parquet(tmp_path, tables=["samples"], force=True)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"tables": []}, "tables= names no table"),
        ({"where": 5}, "where= got 5, expected filters by table"),
        ({"where": {"samples": 5}}, "where= got {'samples': 5}, expected filters by table"),
        ({"partition_by": 5}, "partition_by got 5, expected names"),
        ({"limit": "5"}, "limit= got '5'; expected a whole number"),
    ],
)
def test_what_cannot_be_meant_is_refused_before_anything_is_asked(study, sandbox, tmp_path, given, told):
    with pytest.raises(UsageError) as caught:
        study.to_parquet(tmp_path, **{"tables": "samples", **given})
    assert told in str(caught.value)
    assert not sandbox.requests
    assert not list(tmp_path.iterdir())


def test_an_unknown_mode_is_refused(study, tmp_path):
    with pytest.raises(UsageError, match="'error', 'replace' or 'sync'"):
        study.to_parquet(tmp_path, tables=["samples"], mode="append")


def test_many_parts_make_the_same_tables_in_the_order_of_the_key(study, oc, tmp_path, same, parts_of):
    whole = study.to_parquet(tmp_path / "whole")
    parts_of(7)
    parts = study.to_parquet(tmp_path / "parts")
    assert [file.rows for file in parts.manifest.tables["samples"].files] == [7, 7, 7, 7, 2]
    assert parts.manifest.tables["samples"].sorted_by == ("sample_id",)
    same(parts, whole)
    assert verify(tmp_path / "parts") == parts


def test_many_entries_are_cut_by_their_creation_dates_and_continued(study, sandbox, tmp_path, parts_of):
    from opencga_frames.export.work import RunFolder

    parts_of(7)
    whole = study.samples(core=False)
    saved, save = [], RunFolder.save_part

    def dying(*given):
        if len(saved) == 2:
            raise KeyboardInterrupt
        saved.append(given)
        return save(*given)

    with pytest.MonkeyPatch.context() as patch:
        for place in ("export.pieces", "scan"):
            patch.setattr(f"opencga_frames.{place}.MOST_BY_SKIP", 10)
        with pytest.MonkeyPatch.context() as death:
            death.setattr(RunFolder, "save_part", dying)
            with pytest.raises(KeyboardInterrupt):
                study.to_parquet(tmp_path, tables=["samples"])
        (plan,) = (tmp_path / "_work").rglob("samples-plan.json")
        pieces = json.loads(plan.read_text())["pieces"]
        assert len(pieces) > 2
        assert all(piece["arguments"]["creation_date"] for piece in pieces)
        made = study.to_parquet(tmp_path, tables=["samples"])
    found = made.frame("samples").sort_values("sample_id", ignore_index=True)
    pd.testing.assert_frame_equal(found, whole)
    assert made.manifest.tables["samples"].sorted_by == ()
    assert made.manifest.walks["samples"].mark == whole["modification_date"].max().strftime("%Y%m%d%H%M%S")


def test_columns_may_stand_in_paths(study, tmp_path):
    made = study.to_parquet(tmp_path, tables=["samples", "cohorts"], partition_by=["status_id"])
    folders = sorted(path.name for path in (tmp_path / "samples").iterdir())
    whole = study.samples(core=False)
    assert folders == sorted({f"status_id={value}" for value in whole["status_id"]})
    found = made.frame("samples").sort_values("sample_id", ignore_index=True)
    pd.testing.assert_frame_equal(found, whole)
    pd.testing.assert_frame_equal(read_parquet(made["samples"]), made.frame("samples"))
    one = made.frame("samples", where=[("status_id", "==", "QC_PASS")])
    assert len(one) == int((whole["status_id"] == "QC_PASS").sum()) > 0
    with pytest.raises(UnknownNameError, match="column 'chromosome'"):
        study.to_parquet(tmp_path / "none", tables=["samples"], partition_by=["chromosome"])


def test_files_are_compressed_with_statistics_and_dictionaries(study, tmp_path):
    (path,) = study.to_parquet(tmp_path, tables=["samples"]).files("samples")
    with pq.ParquetFile(path) as file:
        group = file.metadata.row_group(0)
        columns = {group.column(n).path_in_schema: group.column(n) for n in range(group.num_columns)}
        assert columns["sample_id"].compression == "ZSTD"
        assert columns["sample_id"].statistics.min == study.samples()["sample_id"].min()
        assert str(file.schema_arrow.field("status_id").type).startswith("dictionary")


def test_a_table_without_rows_has_a_file_with_its_columns(study, tmp_path):
    made = study.to_parquet(tmp_path, tables=["sample_signatures"])
    pd.testing.assert_frame_equal(made.frame("sample_signatures"), study.table("sample_signatures", core=False))


def test_a_damaged_dataset_is_noticed(study, tmp_path):
    made = study.to_parquet(tmp_path, tables=TABLES)
    (path,) = (tmp_path / "samples").iterdir()
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    with pytest.raises(StorageError, match="has another checksum"):
        verify(tmp_path)
    path.unlink()
    with pytest.raises(StorageError, match=r"samples/part-.* is missing"):
        verify(tmp_path)
    assert len(made.frame("cohorts")) == 9


def test_a_dataset_that_was_written_anew_says_so_to_those_who_read_the_old_one(study, tmp_path):
    old = study.to_parquet(tmp_path, tables=["samples"])
    new = study.to_parquet(tmp_path, tables=["samples"], mode="replace")
    with pytest.raises(StorageError, match="written anew since it was opened"):
        old.frame("samples")
    assert len(new.frame("samples")) == 30


def test_a_folder_without_dataset_is_named(tmp_path):
    with pytest.raises(StorageError, match="no dataset"):
        open_dataset(tmp_path)
    (tmp_path / "_dataset.json").write_text("{}")
    with pytest.raises(StorageError, match="no manifest"):
        open_dataset(tmp_path)
    (tmp_path / "_dataset.json").write_text('{"format": 99}')
    with pytest.raises(StorageError, match="has format 99"):
        open_dataset(tmp_path)


def test_two_exports_at_once_do_not_mix(study, tmp_path):
    """The second begins in the midst of the first."""
    refused = []

    class Second:
        def __call__(self, *_):
            if not refused:
                with pytest.raises(StorageError, match="being written by process") as error:
                    study.to_parquet(tmp_path, tables=["cohorts"])
                refused.append(error)

    from opencga_frames.export.work import RunFolder

    first = RunFolder.save_part
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(RunFolder, "save_part", lambda *given: (Second()(), first(*given))[1])
        made = study.to_parquet(tmp_path, tables=["samples"])
    assert len(refused) == 1
    assert list(made) == ["samples"]


def test_the_origin_is_told_and_the_call_made_again(study, oc, owner, tmp_path):
    study.to_parquet(tmp_path / "a", tables=["samples"], where={"samples": {"somatic": False}})
    assert provenance(tmp_path / "a")["samples"].parameters == {"somatic": "false", "study": study.fqn}
    assert provenance(tmp_path / "a" / "samples").num_matches == 30
    owner.samples.create(study=study.fqn, id="Z-new")
    again = rerun(tmp_path / "a", oc, to=tmp_path / "b")
    assert isinstance(again, Dataset)
    assert again.rows == {"samples": 31}
    assert rerun(tmp_path / "a", oc).manifest.generation == 2


def test_the_call_of_a_file_is_made_again(study, oc, owner, tmp_path):
    path = oc.samples.to_parquet(tmp_path, study=study.fqn, somatic=False, limit=3)["samples"]
    expected = read_parquet(path)
    made = rerun(path, oc, to=tmp_path / "again.parquet")
    pd.testing.assert_frame_equal(read_parquet(made), expected)
    assert provenance(made).parameters == provenance(path).parameters
    assert provenance(made).complete is False
    owner.samples.create(study=study.fqn, id="A-new")
    assert read_parquet(rerun(path, oc))["sample_id"].tolist()[0] == "A-new"


def test_a_call_is_not_made_again_at_another_server(study, scripted, tmp_path, connect, sandbox):
    study.to_parquet(tmp_path, tables=["cohorts"])
    other = connect(scripted(lambda asked: None), rest={"host": "http://other.example.org/opencga"})
    with pytest.raises(UsageError, match="same server"):
        rerun(tmp_path, other)


class Broken:
    """A sandbox whose answers fail from the n-th on, until it is mended."""

    def __init__(self, oc, monkeypatch, error, after):
        self.asked = 0
        self.working = False
        source = oc.page_source
        whole = type(source).pages

        def pages(own, *args, **kwargs):
            self.asked += 1
            if self.asked > after and not self.working:
                raise error
            return whole(own, *args, **kwargs)

        monkeypatch.setattr(type(source), "pages", pages)


@pytest.mark.parametrize("error", [NotReachableError("gone"), NotAuthenticatedError("revoked")])
def test_after_a_failure_nothing_is_visible_and_the_next_call_goes_on(
    study, oc, sandbox, tmp_path, monkeypatch, same, parts_of, error
):
    whole = study.to_parquet(tmp_path / "whole", tables=TABLES)
    parts_of(7)
    broken = Broken(oc, monkeypatch, error, after=6)  # pages of calls, the descriptions of files included
    with pytest.raises(type(error)) as caught:
        study.to_parquet(tmp_path / "out", tables=TABLES)
    assert any("Call again" in note for note in caught.value.__notes__)
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["_locks", "_work"]
    with pytest.raises(StorageError, match="no dataset"):
        open_dataset(tmp_path / "out")
    broken.working = True
    sandbox.requests.clear()
    same(study.to_parquet(tmp_path / "out", tables=TABLES), whole)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.8])
def test_when_the_disk_is_full_nothing_is_visible_and_the_next_call_goes_on(study, tmp_path, same, parts_of, share):
    """The disk is full when a part of the files was begun: pages, tables, records of parts."""
    from opencga_frames.parquet.storage import Location

    parts_of(7)
    create, begun, last = Location.create, [], 10_000

    def full(location):
        begun.append(location)
        if len(begun) > last:
            raise OSError(errno.ENOSPC, "No space left on device")
        return create(location)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Location, "create", full)
        whole = study.to_parquet(tmp_path / "whole", tables=TABLES)
        last = int(len(begun) * share)
        begun.clear()
        with pytest.raises(StorageError, match="No space left on device"):
            study.to_parquet(tmp_path / "out", tables=TABLES)
    with pytest.raises(StorageError, match="no dataset"):
        open_dataset(tmp_path / "out")
    same(study.to_parquet(tmp_path / "out", tables=TABLES), whole)


def test_a_failure_leaves_the_old_dataset_as_it_was(study, oc, tmp_path, monkeypatch):
    before = study.to_parquet(tmp_path, tables=["samples"])
    Broken(oc, monkeypatch, NotReachableError("gone"), after=0)
    with pytest.raises(OpenCGAError):
        study.to_parquet(tmp_path, tables=["samples"], mode="replace")
    assert open_dataset(tmp_path) == before
    assert len(before.frame("samples")) == 30


def test_a_folder_that_a_dead_run_had_not_filled_yet_is_removed(study, tmp_path):
    (tmp_path / "_work" / "0a1b2c3d").mkdir(parents=True)
    study.to_parquet(tmp_path, tables=["cohorts"])
    assert not list((tmp_path / "_work").iterdir())


def test_work_of_another_call_is_removed(study, oc, tmp_path, monkeypatch):
    broken = Broken(oc, monkeypatch, NotReachableError("gone"), after=1)
    with pytest.raises(NotReachableError):
        study.to_parquet(tmp_path, tables=["samples"])
    assert list((tmp_path / "_work").iterdir())
    broken.working = True
    study.to_parquet(tmp_path, tables=["cohorts"])
    assert not list((tmp_path / "_work").iterdir())


def test_a_run_that_goes_on_asks_for_the_rest_only(study, oc, sandbox, connect, tmp_path, parts_of):
    """After a failure at 90 % at most 11 % are asked for again."""
    oc = connect(sandbox, page_size=1, workers=1).login("viewer", "Sandbox-2026", organization="demo")
    parts_of(10)
    study = oc.study(study.fqn)
    sandbox.requests.clear()
    whole = study.to_parquet(tmp_path / "whole", tables=["files"])
    requests = len(sandbox.requests)
    sandbox.requests.clear()
    answer = sandbox._server.answer

    def dying(*given):
        if len(sandbox.requests) > requests * 0.9:
            raise KeyboardInterrupt
        return answer(*given)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sandbox._server, "answer", dying)
        with pytest.raises(KeyboardInterrupt):
            study.to_parquet(tmp_path / "out", tables=["files"])
    sandbox.requests.clear()
    again = study.to_parquet(tmp_path / "out", tables=["files"])
    assert again.rows == whole.rows
    assert len(sandbox.requests) <= requests * 0.11 + 2  # two look for what was changed meanwhile


def test_a_folder_with_other_tables_of_the_study_says_that_sync_takes_what_is_there(study, tmp_path):
    study.to_parquet(tmp_path, tables=["cohorts"])
    with pytest.raises(StorageError, match=r"study\.sync\('.*'\) brings what is there up to date\. Give another"):
        study.to_parquet(tmp_path, tables=["samples"], mode="sync")
    assert list(study.sync(tmp_path)) == ["cohorts"]
