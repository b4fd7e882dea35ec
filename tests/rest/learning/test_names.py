"""Names of calls and resources that no catalogue has."""

from __future__ import annotations

import pytest

from opencga_frames.rest.catalogue import load_resource, resource_names
from opencga_frames.rest.learning.description import Category, DescribedEndpoint
from opencga_frames.rest.learning.names import identifier, method_name, resource_name

BASES = {
    **{name: name for name in resource_names()},
    "alignments": "analysis/alignment",
    "variants": "analysis/variant",
    "clinical": "analysis/clinical",
    "disease_panels": "panels",
    "operations": "operation",
    "user_tools": "tools",
}
# Names that somebody chose by hand.
BY_HAND = {
    "users.update_filter",
    "user_tools.run_custom_docker",
    "ga4gh.fetch_reads",
    "workflows.import_workflow",
}


def name_of(method, path, base, taken=()):
    return method_name(DescribedEndpoint(f"/{{apiVersion}}/{path}", method), base, taken)


def test_the_calls_of_the_catalogue_would_be_named_as_they_are():
    endpoints = [e for n in resource_names() for e in load_resource(n).endpoints.values() if e.until is None]
    differing = {e.label for e in endpoints if name_of(e.method, e.path, BASES[e.resource]) != e.name}
    assert (len(endpoints), differing) == (328, BY_HAND)


def test_a_name_that_is_taken_is_followed_by_the_whole_path():
    path = "users/{user}/filters/{filterId}/update"
    assert name_of("POST", path, "users", {"update_filters"}) == "user_filters_filter_id_update"
    taken = {"update_filters", "user_filters_filter_id_update"}
    assert name_of("POST", path, "users", taken) == "user_filters_filter_id_update_post"
    taken.add("user_filters_filter_id_update_post")
    assert name_of("POST", path, "users", taken) == "user_filters_filter_id_update_post_2"


def test_a_path_without_words_is_named_for_its_verb():
    assert name_of("GET", "samples/{sample}", "samples") == "get"


@pytest.mark.parametrize(
    ("wire", "name"),
    [("cellType", "cell_type"), ("cell-type", "cell_type"), ("1000G", "_1000_g"), ("class", "class_"), ("$$", "value")],
)
def test_anything_becomes_an_identifier(wire, name):
    assert identifier(wire) == name
    assert name.isidentifier()


def test_a_resource_is_named_for_the_end_of_its_path():
    category = Category("Analysis - Expression", "/{apiVersion}/analysis/expression")
    assert resource_name(category, ()) == "expression"
    assert resource_name(category, {"expression"}) == "analysis_expression"
    assert resource_name(Category("Study", "/{apiVersion}/study"), {"study"}) == "study_calls"
