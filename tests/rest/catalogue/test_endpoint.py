"""What an endpoint knows about itself."""

from __future__ import annotations

import dataclasses

import pytest

from opencga_frames.errors import UnknownNameError
from opencga_frames.rest.catalogue import load_resource
from opencga_frames.rest.catalogue.endpoint import Endpoint, Parameter

IDS = Parameter(name="samples", wire="samples", place="path", multiple=True, required=True, needed=True)
SOMATIC = Parameter(name="somatic", wire="somatic", type="boolean")
NEW_ID = Parameter(name="stats_id", wire="statsId")
OLD_ID = Parameter(name="stats__id", wire="stats.id")
INFO = Endpoint("samples", "info", "GET", "samples/{samples}/info", (IDS, SOMATIC, NEW_ID, OLD_ID))


def test_parameters_are_told_apart_by_their_place():
    assert INFO.path_parameters == (IDS,)
    assert INFO.query_parameters == (SOMATIC, NEW_ID, OLD_ID)
    assert INFO.ids_parameter is IDS


def test_a_path_without_a_list_has_no_ids_parameter():
    assert Endpoint("samples", "search", "GET", "samples/search", (SOMATIC,)).ids_parameter is None


@pytest.mark.parametrize(
    ("name", "found"), [("stats_id", NEW_ID), ("statsId", NEW_ID), ("stats.id", OLD_ID), ("stats__id", OLD_ID)]
)
def test_a_parameter_is_found_by_either_name(name, found):
    assert INFO.parameter(name) is found


def test_an_unknown_name_names_the_nearest():
    with pytest.raises(UnknownNameError, match=r"'somatik' of samples\.info.*'somatic'") as caught:
        INFO.parameter("somatik")
    assert caught.value.suggestions == ["somatic"]


def test_a_placeholder_wins_over_a_query_parameter_of_the_same_wire_name():
    endpoint = load_resource("studies").endpoints["delete_templates"]
    assert endpoint.parameter("study").place == "path"
    assert endpoint.parameter("query_study").wire == "study"


@pytest.mark.parametrize(
    ("label", "walked"),
    [
        ("samples.search", True),
        ("samples.info", True),
        ("samples.update", False),
        ("jobs.top", False),
        ("meta.about", False),
    ],
)
def test_calls_that_may_take_several_requests(label, walked):
    resource, name = label.split(".")
    assert load_resource(resource).endpoints[name].walked is walked


def test_an_endpoint_cannot_be_changed():
    with pytest.raises(dataclasses.FrozenInstanceError):
        INFO.path = "other"


def test_uploads_are_forms():
    files = load_resource("files").endpoints
    assert files["upload"].is_form
    assert not files["create"].is_form


def test_an_endpoint_prints_as_the_call_it_is():
    assert repr(load_resource("samples").endpoints["info"]) == "<Endpoint samples.info: GET samples/{samples}/info>"
