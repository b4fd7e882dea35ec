"""A dry run shows the request and sends nothing."""

from __future__ import annotations

import pytest

from opencga_frames.errors import UnknownNameError, UsageError
from opencga_frames.rest.catalogue import load_resource, resource_names
from opencga_frames.rest.request.prepared import PreparedRequest
from opencga_frames.rest.walk.options import option_names

ROOT = "http://scripted.example.org/opencga/webservices/rest/v2"


@pytest.fixture
def server(scripted, wire):
    return scripted(lambda asked: wire.page([]))


@pytest.fixture
def oc(server, connect):
    return connect(server)


def test_a_search_shows_its_first_page_and_sends_nothing(oc, server):
    made = oc.samples.search(study="s", somatic=True, limit=5_000, page_size=200, dry_run=True)
    assert isinstance(made, PreparedRequest)
    assert (made.method, made.query) == (
        "GET",
        (
            ("study", "s"),
            ("somatic", "true"),
            ("sort", "id"),
            ("order", "ASC"),
            ("limit", "200"),
            ("skip", "0"),
            ("count", "true"),
        ),
    )
    assert made.url.startswith(f"{ROOT}/samples/search?study=s&somatic=true")
    assert server.asked == []


def test_ids_show_their_first_batch(oc, server):
    made = oc.samples.info([f"S{n}" for n in range(250)], dry_run=True)
    assert made.url.count(",") == 99
    assert server.asked == []


def test_a_body_is_shown_parsed(oc, server):
    made = oc.samples.update("S1", phenotypes=[{"id": "HP:1"}], somatic=True, dry_run=True)
    assert (made.method, made.body) == ("POST", {"phenotypes": [{"id": "HP:1"}], "somatic": True})
    assert made.headers["Content-Type"] == "application/json"
    assert repr(made) == (
        f'<PreparedRequest POST {ROOT}/samples/S1/update {{"phenotypes":[{{"id":"HP:1"}}],"somatic":true}}>'
    )
    assert server.asked == []


def test_secrets_are_stars(server, connect, wire):
    token = wire.token()
    oc = connect(server, token=token)
    made = oc.users.login(user="nadia", password="hunter2", dry_run=True)
    assert made.body == {"user": "nadia", "password": "***"}
    assert made.headers["Authorization"] == "Bearer ***"
    assert "hunter2" not in repr(made)
    assert token not in repr(made) + str(made.headers)


def test_a_form_is_shown_by_its_parts(oc, tmp_path):
    path = tmp_path / "a.vcf"
    path.write_bytes(b"x" * 2_000)
    made = oc.files.upload(file=path, study="s", dry_run=True)
    assert made.body == {"study": "s", "file": "a.vcf (2,000 bytes)"}


def test_deletes_and_downloads_have_dry_runs(oc, server, tmp_path):
    assert oc.samples.delete(["S1", "S2"], dry_run=True).method == "DELETE"
    assert oc.files.download("a.vcf", to=tmp_path / "a", dry_run=True).url == f"{ROOT}/files/a.vcf/download"
    assert server.asked == []
    assert list(tmp_path.iterdir()) == []


def test_the_study_of_the_configuration_is_in_it(server, connect):
    made = connect(server, study="org@p:s").samples.distinct(field="id", dry_run=True)
    assert dict(made.query) == {"field": "id", "study": "org@p:s"}


def test_a_wrong_call_is_refused_as_it_would_be(oc):
    with pytest.raises(UnknownNameError):
        oc.samples.search(phenotipes="x", dry_run=True)
    with pytest.raises(UsageError, match="dry_run= got 2"):
        oc.samples.search(dry_run=2)


def test_a_walk_into_a_frame_has_none(oc, server):
    with pytest.raises(UsageError, match=r"give it to samples\.search itself"):
        oc.samples.frame(study="s", dry_run=True)
    assert server.asked == []


@pytest.mark.parametrize("name", ["search", "distinct"])
def test_the_filter_of_that_name_has_another_one_so_that_every_call_can_be_tried(oc, server, name):
    more = {"field": "id"} if name == "distinct" else {}
    made = getattr(oc.jobs, name)(study="s", was_dry_run=True, dry_run=True, **more)
    assert ("dryRun", "true") in made.query
    assert server.asked == []


def test_the_filter_may_be_given_by_its_name_on_the_wire(oc, server):
    oc.jobs.search(study="s", dryRun=True, limit=1)
    assert server.asked[-1].query["dryRun"] == "true"


def test_every_call_of_the_catalogue_can_be_tried():
    calls = [e for name in resource_names() for e in load_resource(name).endpoints.values()]
    assert [e.label for e in calls if "dry_run" not in option_names(e)] == []


def test_any_path_can_be_tried(oc, server):
    made = oc.call("POST", "users/login", data={"password": "hunter2"}, dry_run=True)
    assert (made.url, made.body) == (f"{ROOT}/users/login", "***")
    assert server.asked == []
