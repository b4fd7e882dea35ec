"""The description of a server, read: types in the words of the catalogue, classes of rows, defaults."""

from __future__ import annotations

import gzip
import json

import pytest

from opencga_frames.errors import UnreadableAnswerError
from opencga_frames.rest.catalogue import load_resource, resource_names
from opencga_frames.rest.learning.description import (
    DescribedPart,
    default_value,
    json_kind,
    read_categories,
    value_type,
)

CURRENT = {
    (e.method, e.path): e for n in resource_names() for e in load_resource(n).endpoints.values() if e.until is None
}
# The server names the class of these lists and none of its values.
ENUMS_WITHOUT_VALUES = {("studies.update_variable_sets", "entities"), ("operations.repair_variant_metadata", "what")}


@pytest.fixture(scope="module")
def recorded(shared):
    with gzip.open(shared / "recorded/meta-api-5.0.0.json.gz") as lines:
        return read_categories(json.dumps(json.load(lines)["responses"][0]["results"]).encode())


@pytest.mark.shared
def test_a_recorded_description_is_read_whole(recorded):
    assert (len(recorded), sum(len(category.endpoints) for category in recorded)) == (18, 306)
    assert [category.base for category in recorded][11:14] == ["panels", "analysis/alignment", "analysis/variant"]


@pytest.mark.shared
def test_the_fields_of_all_bodies_are_read_as_the_catalogue_has_them(recorded):
    """Kinds and values of the fields that both know, of 153 bodies."""
    differing, bodies = set(), 0
    for category in recorded:
        for described in category.endpoints:
            endpoint = CURRENT[described.method, described.template]
            known = {field.name: field for field in endpoint.body.fields} if endpoint.body else {}
            there = described.body.fields if described.body else ()
            bodies += bool(there)
            for part in there:
                field = known[part.name]
                if (json_kind(part), part.allowed) != (field.type, field.allowed or ()):
                    differing.add((endpoint.label, part.name))
    assert (bodies, differing) == (153, ENUMS_WITHOUT_VALUES)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("string", "string"),
        ("int", "integer"),
        ("long", "integer"),
        ("java.lang.Boolean", "boolean"),
        ("double", "number"),
        ("inputstream", "binary"),
        ("enum", "enum"),
        ("org.opencb.Unheard", "string"),
        (None, "string"),
    ],
)
def test_types_of_parameters_have_one_spelling(written, read):
    assert value_type(DescribedPart("any", type=written)) == read


@pytest.mark.parametrize(
    ("part", "kind"),
    [
        (DescribedPart("a", type="List", generic_type="java.util.List<java.lang.String>"), "list<string>"),
        (DescribedPart("a", type="Map", generic_type="java.util.Map<java.lang.String,java.lang.Object>"), "map<any>"),
        (DescribedPart("a", type="Map", generic_type="java.util.Map<java.lang.String,java.lang.Long>"), "map<integer>"),
        (
            DescribedPart("a", type="Set", generic_type="java.util.Set<a.B>", data=(DescribedPart("id"),)),
            "list<object>",
        ),
        (DescribedPart("a", type="List", generic_type="java.util.List<a.B$Word>"), "list<any>"),
        (DescribedPart("a", type="ObjectMap"), "map<any>"),
        (DescribedPart("a", type="Object"), "any"),
        (DescribedPart("a", type="StatusParams", data=(DescribedPart("id"),)), "object"),
        (DescribedPart("a", type="Float"), "number"),
    ],
)
def test_kinds_of_fields(part, kind):
    assert json_kind(part) == kind


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("boolean", "false", False),
        ("boolean", "perhaps", None),
        ("integer", "20", 20),
        ("integer", "many", None),
        ("Float", "0.05f", 0.05),
        ("enum", "ADD", "ADD"),
        ("string", "", None),
        ("string", None, None),
    ],
)
def test_defaults_are_values_of_their_type(kind, text, value):
    read = default_value(DescribedPart("any", type=kind, default_value=text))
    assert (read, type(read)) == (value, type(value))


@pytest.mark.parametrize("rows", [b"{}", b"[[1]]", b'[[{"path": "/x"}]]', b"<html>", b"\xff"])
def test_what_is_no_description_is_refused(rows):
    with pytest.raises(UnreadableAnswerError, match=r"^https://host does not describe its calls as servers of OpenCGA"):
        read_categories(rows, "https://host")


def test_nulls_are_as_good_as_nothing():
    rows = json.dumps([[{"name": "Samples", "path": "/{apiVersion}/samples", "endpoints": [
        {"path": "/{apiVersion}/samples/a", "method": "GET", "response": None, "description": None, "parameters": [
            {"name": "id", "param": "query", "type": None, "allowedValues": None, "defaultValue": None, "data": None}]}
    ]}]])  # fmt: skip
    (category,) = read_categories(rows.encode())
    (part,) = category.endpoints[0].parameters
    assert (part.allowed, part.fields, part.required) == ((), (), False)
