"""The official Python client works against the sandbox, and its rows are ours."""

from __future__ import annotations

import pytest

from opencga_frames.client import OpenCGAClient
from opencga_frames.configuration.client_configuration import ClientConfiguration
from opencga_frames.sandbox import Sandbox, serve

pytest.importorskip("pyopencga")
from pyopencga.opencga_client import OpencgaClient as OfficialClient
from pyopencga.opencga_config import ClientConfiguration as OfficialConfiguration

# What that client warns of is not ours to mend.
pytestmark = [pytest.mark.enable_socket, pytest.mark.filterwarnings("default")]

ROWS = 2500


@pytest.fixture(scope="module")
def sandbox():
    return Sandbox(samples=ROWS)


@pytest.fixture(scope="module")
def port(sandbox):
    from pytest_socket import enable_socket

    enable_socket()  # the mark of a test comes too late for a server that all tests of the file share
    with serve(sandbox) as server:
        yield server


@pytest.fixture
def official(port):
    client = OfficialClient(OfficialConfiguration({"rest": {"host": port.url}}), auto_refresh=False)
    client.login("viewer", "Sandbox-2026", "demo")
    return client


@pytest.fixture
def ours(port, tmp_path):
    configuration = ClientConfiguration({"rest": {"host": port.url}, "session_folder": str(tmp_path)}, environ={})
    with OpenCGAClient(configuration) as client:
        yield client.login("viewer", "Sandbox-2026", organization="demo")


def test_it_logs_in_and_pages_through_all_samples(official, ours, sandbox):
    theirs = official.samples.search(study=sandbox.study, sort="id", order="ASC").get_results()
    found = ours.samples.search(study=sandbox.study)
    assert len(theirs) == len(found) == ROWS
    assert theirs == found.results()


def test_its_answer_says_less_than_ours(official, ours, sandbox):
    theirs = official.samples.search(study=sandbox.study, include="id", count=True)
    found = ours.samples.search(study=sandbox.study, include="id")
    assert theirs.get_num_results() == 1000  # the first page's number, though all rows are there
    assert found.get_num_results() == ROWS
    assert theirs.get_num_matches() == found.get_num_matches() == ROWS


@pytest.mark.parametrize("count", [1, 3, 100])
def test_named_samples_come_in_the_order_named(official, ours, sandbox, count):
    ids = [row["id"] for row in ours.samples.search(study=sandbox.study, include="id", limit=count)][::-1]
    theirs = official.samples.info(samples=ids, study=sandbox.study).get_results()
    assert [row["id"] for row in theirs] == ids
    assert theirs == ours.samples.info(ids, study=sandbox.study).results()


@pytest.mark.parametrize("name", ["individuals", "families", "cohorts", "files"])
def test_other_entries_are_the_same_too(official, ours, sandbox, name):
    ask = {"study": sandbox.study, "include": "id,uuid,name", "sort": "id", "order": "ASC", "limit": 40}
    assert getattr(official, name).search(**ask).get_results() == getattr(ours, name).search(**ask).results()


def test_studies_projects_and_meta(official, ours, sandbox):
    assert official.studies.info(studies=sandbox.study).get_results() == ours.studies.info(sandbox.study).results()
    assert official.projects.search().get_results() == ours.projects.search().results()
    assert official.meta.about().get_result(0) == ours.meta.about().get_result(0)


def test_our_answer_has_the_methods_code_written_for_it_calls(official, ours, sandbox):
    ask = {"study": sandbox.study, "limit": 3, "sort": "id", "order": "ASC"}
    theirs, found = official.cohorts.search(**ask), ours.cohorts.search(**ask)
    for method in ("get_results", "get_num_results", "get_response_events", "get_result_events"):
        assert getattr(found, method)() == getattr(theirs, method)(), method
    assert found.get_result(1) == theirs.get_result(1)
    assert list(found.result_iterator()) == list(theirs.result_iterator())
    wide = found.to_data_frame()
    assert len(wide) == len(theirs.to_data_frame()) == 3
    assert wide["id"].tolist() == [row["id"] for row in theirs.get_results()]


def test_its_token_is_good_for_us(official, port, sandbox, tmp_path):
    configuration = ClientConfiguration({"rest": {"host": port.url}, "session_folder": str(tmp_path)}, environ={})
    with OpenCGAClient(configuration, token=official.token) as client:
        assert (client.user, client.organization) == ("viewer", "demo")
        assert client.samples.search(study=sandbox.study, limit=0).num_matches() == ROWS
