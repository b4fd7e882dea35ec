"""Frames have the full name of their study, however it was asked for."""

from __future__ import annotations

import pickle
from urllib.parse import quote

import pytest

from opencga_frames import join
from opencga_frames.errors import NotFoundError, OpenCGAWarning
from opencga_frames.joins import join_report


@pytest.fixture
def uuid(study):
    return study.info().results()[0]["uuid"]


@pytest.fixture(params=["germline", "rare:germline", "uuid"])
def short(request, uuid):
    return uuid if request.param == "uuid" else request.param


def test_every_way_to_a_frame_has_the_full_name(oc, study, sandbox, short):
    sandbox.requests.clear()
    for frame in (
        oc.samples.frame(study=short),
        oc.samples.search(study=short).frame(),
        oc.samples.scan(study=short).arrow().to_pandas(),
        oc.samples.tables(study=short)["sample_phenotypes"],
        oc.samples.frame("sample_annotations", study=short),
        oc.samples.search(study=short).annotations("intake"),
        oc.individuals.frame(study=short),
    ):
        assert frame["study"].unique().tolist() == [study.fqn]
    assert list(sandbox.requests).count(("GET", f"studies/{quote(short)}/info")) == 1


def test_frames_of_both_names_can_be_joined(oc, study, short):
    joined = join(study.samples(), oc.individuals.frame(study=short))
    assert join_report(joined)["matched"].tolist() == [30]
    joined = join(oc.samples.search(study=short).frame(), study.individuals())
    assert join_report(joined)["matched"].tolist() == [30]


def test_the_study_of_a_client_is_named_in_full_too(connect, sandbox, study):
    oc = connect(sandbox, study="germline").login("viewer", "Sandbox-2026", organization="demo")
    assert oc.samples.frame(limit=2)["study"].unique().tolist() == [study.fqn]


def test_the_name_is_asked_for_only_where_a_column_has_it(oc, study, sandbox, short):
    sandbox.requests.clear()
    oc.samples.frame(study=short, columns=["sample_id"])
    oc.samples.frame(study=study.fqn)
    oc.samples.search(study=short).results()
    oc.jobs.frame(study=short)
    assert not [path for _, path in sandbox.requests if path.startswith("studies/")]


def test_a_name_is_asked_for_once(oc, study, sandbox, short):
    sandbox.requests.clear()
    assert oc.study(short).fqn == oc.study(short).fqn == study.fqn
    assert len(oc.samples.frame(study=short)) == 30
    assert [path for _, path in sandbox.requests if path.startswith("studies/")] == [f"studies/{quote(short)}/info"]


def test_files_have_the_full_name(oc, study, short, tmp_path):
    from opencga_frames import read_parquet

    oc.samples.to_parquet(tmp_path, study=short, tables=["samples"])
    assert read_parquet(tmp_path / "samples.parquet")["study"].unique().tolist() == [study.fqn]


def test_a_name_that_cannot_be_had_stays_with_a_warning(scripted, connect, wire):
    def answer(asked):
        if asked.path.startswith("studies/"):
            return wire.refusal(403, "CatalogAuthorizationException", "Permission denied.")
        return wire.page([{"id": "S1"}])

    server = scripted(answer)
    oc = connect(server, token=wire.token())
    with pytest.warns(OpenCGAWarning, match="full name of study 'germline' could not be read"):
        frame = oc.samples.frame(study="germline")
    assert frame["study"].tolist() == ["germline"]
    assert oc.samples.frame(study="germline")["study"].tolist() == ["germline"]


def test_an_answer_without_its_client_has_the_name_it_was_asked_with(oc):
    kept = pickle.loads(pickle.dumps(oc.samples.search(study="germline", limit=1)))
    assert kept.frame()["study"].tolist() == ["germline"]


def test_a_study_that_is_not_there_is_told(oc):
    with pytest.raises(NotFoundError):
        _ = oc.study("nonesuch").fqn
