"""``include=``, ``exclude=`` and ``sort=`` take columns of the frames, and rows keep their keys."""

from __future__ import annotations

import gzip
import json
from urllib.parse import parse_qsl, urlsplit

import pandas as pd
import pytest

from opencga_frames.errors import UnknownNameError, UsageError


def query(prepared):
    return dict(parse_qsl(urlsplit(prepared.url).query))


@pytest.mark.parametrize("name", ["creation_date", "creationDate"])
def test_rows_are_sorted_by_a_column(oc, study, name):
    asked = oc.samples.search(study=study.fqn, sort=name, order="ASC", dry_run=True)
    assert query(asked)["sort"] == "creationDate"
    frame = oc.samples.frame(study=study.fqn, sort=name, order="DESC")
    assert len(frame) == 30
    assert frame["creation_date"].is_monotonic_decreasing
    assert [row["id"] for row in oc.samples.search(study=study.fqn, sort=name, order="DESC").results()] == (
        frame["sample_id"].tolist()
    )


def test_the_order_of_each_sort_field_stays(oc, study):
    asked = oc.jobs.search(study=study.fqn, sort="creation_date:ASC,priority:DESC", dry_run=True)
    assert query(asked)["sort"] == "creationDate:ASC,priority:DESC"


@pytest.mark.parametrize("include", [["sample_id", "processing.quantity"], "sample_id,processing_quantity"])
def test_columns_are_included_by_their_names(oc, study, include):
    asked = oc.samples.search(study=study.fqn, include=include, dry_run=True)
    assert query(asked)["include"] == "id,processing.quantity,uuid"
    whole = study.samples()
    for frame in (oc.samples.search(study=study.fqn, include=include).frame(), study.samples(include=include)):
        pd.testing.assert_series_equal(frame["sample_id"], whole["sample_id"])
        pd.testing.assert_series_equal(frame["processing_quantity"], whole["processing_quantity"])
        assert frame["individual_id"].isna().all()


def test_columns_are_left_out_by_their_names(oc, study):
    rows = oc.samples.search(study=study.fqn, exclude=["processing_quantity", "creation_date"]).results()
    assert len(rows) == 30
    assert not any("creationDate" in row for row in rows)
    assert study.samples(exclude="creation_date")["creation_date"].isna().all()


@pytest.mark.parametrize("word", ["include", "exclude", "sort"])
def test_unknown_fields_are_refused_before_anything_is_sent(oc, study, sandbox, word):
    sandbox.requests.clear()
    calls = (oc.samples.search, oc.samples.frame, oc.samples.scan, oc.samples.tables)
    for call in calls:
        with pytest.raises(UnknownNameError, match="Did you mean 'creation_date'"):
            call(study=study.fqn, **{word: "creation_dat"})
    if word != "sort":
        with pytest.raises(UnknownNameError, match="creation_date"):
            oc.samples.info(["S1"], study=study.fqn, **{word: ["creation_dat"]})
    assert not sandbox.requests


@pytest.mark.parametrize("name", ["attributes.ward", "annotationSets.annotations.age", "uid", "qualityControl.files"])
def test_fields_without_a_column_are_sent_as_they_are(oc, study, name):
    asked = query(oc.samples.search(study=study.fqn, include=name, dry_run=True))
    assert asked["include"].split(",") == sorted([name, "id", "uuid"], key=lambda path: path.split("."))


@pytest.mark.parametrize("option", [{"extra": "keep"}, {"columns": ["sample_id"]}, {"dtype_backend": "pyarrow"}])
def test_an_option_of_frames_is_told_where_it_belongs(oc, study, option):
    (name,) = option
    with pytest.raises(
        UnknownNameError, match=rf"no parameter '{name}' of samples\.search\. .* oc\.samples\.frame\(\)"
    ):
        oc.samples.search(study=study.fqn, **option)


def test_what_to_do_with_unknown_fields_is_said_for_bodies_and_for_frames(oc, study):
    refused = r"extra= of a frame got 'allow', expected 'warn', 'keep' or 'raise'"
    for call in (oc.samples.frame, oc.samples.scan, oc.samples.tables):
        with pytest.raises(UsageError, match=refused):
            call(study=study.fqn, extra="allow")
    with pytest.raises(UsageError, match=refused):
        oc.samples.search(study=study.fqn).frame(extra="allow")
    with pytest.raises(UsageError, match=r"extra= got 'keep'; expected \"refuse\" or \"allow\": .* of a body"):
        oc.samples.create({"id": "S"}, study=study.fqn, extra="keep")
    made = oc.samples.create({"id": "S", "ward": 3}, study=study.fqn, extra="allow", dry_run=True)
    assert made.body == {"id": "S", "ward": 3}


@pytest.mark.parametrize(
    "include", ["phenotype_id", "individual_phenotypes", ["sex_id", "individual_phenotypes.phenotype_id"]]
)
def test_columns_of_child_tables_bring_the_rows_of_their_table(oc, study, include):
    asked = query(oc.individuals.search(study=study.fqn, include=include, dry_run=True))["include"].split(",")
    assert "phenotypes" in asked
    whole = study.table("individual_phenotypes")
    frame = oc.individuals.frame("individual_phenotypes", study=study.fqn, include=include)
    assert len(whole) > 2
    for column in ("individual_id", "phenotype_id", "status", "name"):
        pd.testing.assert_series_equal(frame[column], whole[column])
    assert frame["individual_version"].isna().all() == ("version" not in asked)


def test_a_column_of_several_child_tables_brings_them_all(oc, study):
    asked = query(oc.individuals.search(study=study.fqn, include="sample_id", dry_run=True))["include"].split(",")
    assert {"samples.id", "qualityControl.inferredSexReports", "qualityControl.mendelianErrorReports"} <= set(asked)
    whole = study.table("individual_samples")
    frame = oc.individuals.frame("individual_samples", study=study.fqn, include="sample_id")
    assert frame["sample_id"].tolist() == whole["sample_id"].tolist()
    with pytest.raises(UnknownNameError, match="no field 'sample_id' of individual documents"):
        oc.individuals.search(study=study.fqn, exclude="sample_id")


def test_child_tables_can_be_left_out(oc, study):
    for name in ("individual_phenotypes", "individual_phenotypes.phenotype_id"):
        asked = query(oc.individuals.search(study=study.fqn, exclude=name, dry_run=True))["exclude"]
        assert asked == {"individual_phenotypes": "phenotypes"}.get(name, "phenotypes.id")
    assert oc.individuals.frame("individual_phenotypes", study=study.fqn, exclude="individual_phenotypes").empty


@pytest.mark.parametrize(("resource", "include"), [("individuals", "sex"), ("files", "size"), ("families", "members")])
def test_rows_have_their_keys_whatever_is_included(oc, study, resource, include):
    rows = getattr(oc, resource)
    whole = rows.frame(study=study.fqn)
    key = whole.attrs["opencga_table"].replace("ies", "y").removesuffix("s") + "_id"
    for frame in (rows.frame(study=study.fqn, include=include), rows.search(study=study.fqn, include=include).frame()):
        assert frame[key].tolist() == whole[key].tolist()


def test_a_job_is_found_whatever_is_included(oc, study):
    job = oc.variants.run_index({"file": "nofile.vcf"}, study=study.fqn).job.id
    (row,) = oc.jobs.info(job, study=study.fqn, include="internal.status").results()
    assert row["id"] == job
    assert row["internal"]["status"]["id"] == "PENDING"


def test_a_key_cannot_be_left_out_and_what_is_not_stored_not_sorted_by(oc, study):
    with pytest.raises(UsageError, match="'id', without which rows cannot be told apart"):
        oc.samples.search(study=study.fqn, exclude="sample_id,somatic")
    with pytest.raises(UsageError, match="'study', which comes from the request"):
        oc.samples.search(study=study.fqn, sort="study")


def test_variants_are_asked_for_by_the_fields_their_search_knows(oc, study):
    include = oc.variants.query(study=study.fqn, region="1", include=["genes", "sv.type"], dry_run=True)
    assert query(include)["include"] == "annotation.consequenceTypes,id,sv"
    include = oc.variants.query(study=study.fqn, region="1", include="studies.samples", dry_run=True)
    assert query(include)["include"] == "id,studies.samples"


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("individuals-include-without-id", "id,sex,uuid"),
        ("files-include-without-id", "id,size,uuid"),
        ("jobs-info-include-without-id", "id,internal.status,study.id,uuid"),
    ],
)
def test_what_was_recorded_without_keys_is_asked_for_with_them(oc, shared, name, kept):
    with gzip.open(shared / "recorded" / "defects-5.0.0.jsonl.gz", "rt", encoding="utf-8") as lines:
        (found,) = (row for line in lines if (row := json.loads(line))["name"] == name)
    below = urlsplit(found["request"]["path"])
    sent = dict(parse_qsl(below.query))
    _, _, path = below.path.partition("/rest/v2/")
    resource, *ids, action = path.split("/")
    call = getattr(getattr(oc, resource), action)
    assert query(call(*ids, study=sent["study"], include=sent["include"], dry_run=True))["include"] == kept
