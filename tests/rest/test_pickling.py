"""What a call gives back can be pickled and copied: for caches, processes and clusters. Secrets stay behind."""

from __future__ import annotations

import copy
import dataclasses
import importlib
import pickle
import pkgutil

import pytest

import opencga_frames
from opencga_frames import errors
from opencga_frames.rest.answer.answer import Answer
from opencga_frames.rest.answer.call_record import CallRecord
from opencga_frames.rest.answer.extent import Extent
from opencga_frames.rest.catalogue import load_resource, resource_names
from opencga_frames.rest.request.prepared import PreparedRequest
from opencga_frames.rest.wire.envelope import Page, read_page
from opencga_frames.rest.wire.rows import rows_only


def search():
    return load_resource("samples").endpoints["search"]


ENVELOPE = b'{"events": [{"type": "WARNING", "message": "slow"}], "responses": [{"results": [{"id": "S1"}]}]}'


def reloaded(value):
    return pickle.loads(pickle.dumps(value))


def modules():
    names = (module.name for module in pkgutil.walk_packages(opencga_frames.__path__, "opencga_frames."))
    left_out = ("__main__", "cluster.spark")  # a script, and what needs Spark
    return [importlib.import_module(name) for name in names if not name.endswith(left_out)]


def error_classes(base=errors.OpenCGAError):
    found = {base}
    for kind in base.__subclasses__():
        found |= set(error_classes(kind))
    return sorted(found, key=lambda kind: kind.__name__)


def test_every_endpoint_of_the_catalogue_is_found_again_as_the_same_object():
    for name in resource_names():
        for endpoint in load_resource(name).endpoints.values():
            assert reloaded(endpoint) is endpoint
            assert copy.deepcopy(endpoint) is endpoint


def test_the_pickle_of_an_endpoint_is_its_name():
    assert len(pickle.dumps(search())) < 150


def test_an_endpoint_that_the_catalogue_does_not_have_is_pickled_by_value():
    own = dataclasses.replace(search(), about="My own.")
    assert own.parameter("id").wire == "id"  # names are looked up once and kept: they do not go along
    assert reloaded(own) == own
    assert reloaded(own) is not own


def test_parameters_and_bodies_are_equal():
    create = load_resource("samples").endpoints["create"]
    assert reloaded(create.parameters) == create.parameters
    assert reloaded(create.body) == create.body


def test_records_of_calls_keep_endpoint_and_arguments():
    record = CallRecord(search(), "samples/search", "https://h", "o@p:s", {"id": ["S1"]})
    found = reloaded(record)
    assert found == record
    assert found.endpoint is search()
    assert copy.deepcopy(record) == record


def test_extents_are_equal():
    extent = Extent(kind="ids", missing_ids=("S9",), problems=("lost",))
    assert reloaded(extent) == extent == copy.deepcopy(extent)


def test_pages_leave_the_body_behind():
    page = read_page(ENVELOPE)
    assert page.body == ENVELOPE
    assert reloaded(page) == rows_only(page)


def test_answers_keep_rows_events_extent_and_record():
    record = CallRecord(search(), "samples/search", "https://h", "o@p:s", {"id": ["S1"]})
    answer = Answer([read_page(ENVELOPE)], record, Extent(kind="pages", truncated=True), entity="sample")
    answer.results()
    for found in (reloaded(answer), copy.deepcopy(answer)):
        assert found.results() == [{"id": "S1"}]
        assert found.events == answer.events
        assert (found.call_record, found.extent, found.entity) == (answer.call_record, answer.extent, "sample")
        assert repr(found) == repr(answer)


def test_an_answer_of_another_class_stays_of_that_class():
    class Own(Answer):
        pass

    assert type(copy.deepcopy(Own([]))) is Own


def test_tokens_and_passwords_of_rows_and_parameters_stay_behind():
    login = b'{"params": {"user": "u", "password": "swordfish"}, "responses": [{"results": '
    login += b'[{"token": "abc.def.ghi", "refreshToken": "r\\"s", "user": "u", "apiKey": ""}]}]}'
    answer = Answer([read_page(login)])
    pickled = pickle.dumps(answer)
    assert not any(secret in pickled for secret in (b"abc.def", b"r\\", b"swordfish"))
    assert pickle.loads(pickled).results() == [{"token": "***", "refreshToken": "***", "user": "u", "apiKey": ""}]
    assert copy.deepcopy(answer).results()[0]["token"] == "abc.def.ghi"  # a copy in the same process loses nothing


def test_prepared_requests_are_equal():
    prepared = PreparedRequest("GET", "https://h/x?a=1", {"Accept": "text/plain"}, (("a", "1"),), {"b": 2})
    assert reloaded(prepared) == prepared


modules()  # wherever an error is defined


@pytest.mark.parametrize("kind", error_classes(), ids=lambda kind: kind.__name__)
def test_every_error_keeps_message_attributes_and_notes(kind):
    made = {
        errors.UnknownNameError: lambda: kind("parameter", "statu", ["status"], "samples.search"),
        errors.UnknownAttributeError: lambda: kind("method", "serrch", ["search"], "oc.samples"),
        errors.ServerVersionError: lambda: kind("Too old.", server_version="2.0.2", since="2.4.15"),
        errors.IncompleteResultError: lambda: kind("Cut.", response=Answer([]), problems=["p"]),
        errors.JobError: lambda: kind("Failed.", job=object(), status="ERROR", log="line"),
    }
    answers = issubclass(kind, errors.AnswerError)
    make = made.get(kind, lambda: kind("Refused.", status=400, missing=["S9"]) if answers else kind("Wrong."))
    error = make()
    error.add_note("Page 2 did not arrive.")
    if answers:
        error.outcomes = {"S1": "done"}
        error.response = Answer([Page()])
    for found in (reloaded(error), copy.deepcopy(error)):
        assert type(found) is kind
        assert str(found) == str(error)
        assert found.args == error.args
        assert found.__notes__ == error.__notes__
        left_behind = {"response", "job"}
        for name, value in vars(error).items():
            assert name in left_behind or getattr(found, name) == value
        if answers:
            assert found.response.results() == []


def test_the_handle_of_a_job_stays_with_its_client():
    error = errors.JobError("Job j1 failed.", job=lambda: None, status="ERROR")
    found = reloaded(error)
    assert (found.job, found.status) == (None, "ERROR")
