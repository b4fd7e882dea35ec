"""Bodies of fields and of a whole: merged, checked to the bottom, and refused before anything is sent."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime

import msgspec
import pytest

from opencga_frames.errors import UnknownNameError, UsageError
from opencga_frames.rest.catalogue import load_resource, resource_names
from opencga_frames.rest.catalogue.body_classes import Checker, _read, class_of
from opencga_frames.rest.request.build import build_request


def endpoint(label):
    resource, name = label.split(".")
    return load_resource(resource).endpoints[name]


def body(label, *, free=False, server=None, **arguments):
    return json.loads(build_request(endpoint(label), arguments, free=free, server=lambda: server).body)


def update(**arguments):
    return body("samples.update", samples="S1", **arguments)


@dataclass
class Phenotype:
    id: str
    name: str | None = None


@dataclass
class Sample:
    individual_id: str
    phenotypes: list[Phenotype]
    somatic: bool | None = None


class Collection(msgspec.Struct, rename="camel"):
    type: str
    preparation_method: str | msgspec.UnsetType = msgspec.UNSET


BODIES = [
    (name, key, e)
    for name in resource_names()
    for key, e in load_resource(name).endpoints.items()
    if e.body is not None and e.body.fields
]


# --- fields as arguments -------------------------------------------------------------------------------------


def test_fields_may_be_given_by_name_in_python_or_as_on_the_wire():
    assert update(individual_id="I1", somatic=True) == {"individualId": "I1", "somatic": True}
    assert update(individualId="I1") == {"individualId": "I1"}


def test_fields_and_a_whole_body_become_one():
    assert update(data={"somatic": True}, individual_id="I1") == {"somatic": True, "individualId": "I1"}
    assert update(data='{"somatic": true}', individual_id="I1") == {"somatic": True, "individualId": "I1"}


@pytest.mark.parametrize("data", [{"individualId": "I2"}, {"individual_id": "I2"}, '{"individualId": "I2"}'])
def test_a_field_given_twice_is_refused(data):
    with pytest.raises(UsageError, match="individualId was given both as argument and within data="):
        update(data=data, individual_id="I1")


def test_a_field_given_under_both_of_its_names_is_refused():
    with pytest.raises(UsageError, match="'individual_id' was given twice, also as 'individualId'"):
        update(individual_id="I1", individualId="I1")
    with pytest.raises(UsageError, match="'individualId' of the body was given twice"):
        update(data={"individual_id": "I1", "individualId": "I1"})


def test_none_means_not_given_and_null_is_said_within_the_body():
    assert update(somatic=None, individual_id="I1") == {"individualId": "I1"}
    assert update(data={"individualId": None}) == {"individualId": None}


def test_fields_cannot_join_a_list():
    with pytest.raises(UsageError, match="data= is no mapping, so id cannot join it"):
        body("samples.create", data=[{"id": "S1"}], id="S2")


def test_a_parameter_keeps_its_name_and_the_field_goes_into_the_body_as_a_whole():
    request = build_request(endpoint("individuals.create"), {"samples": "S1", "data": {"samples": [{"id": "S2"}]}})
    assert dict(request.query) == {"samples": "S1"}
    assert json.loads(request.body) == {"samples": [{"id": "S2"}]}
    assert "samples" not in endpoint("individuals.create").fields
    assert "dry_run" not in endpoint("operations.prune_variant").fields


def test_a_parameter_of_older_servers_leaves_its_name_to_the_field_of_today():
    made = build_request(endpoint("disease_panels.create"), {"id": "p1", "source": {"id": "x"}})
    assert made.query == ()
    assert json.loads(made.body) == {"id": "p1", "source": {"id": "x"}}
    older = build_request(endpoint("disease_panels.create"), {"import_ids": "p1", "import_source": "panelapp"})
    assert dict(older.query) == {"id": "p1", "source": "panelapp"}


@pytest.mark.parametrize("e", [e for *_, e in BODIES], ids=lambda e: e.label)
def test_no_field_of_today_is_hidden_by_a_parameter_of_the_past(e):
    gone = {name for p in e.parameters if p.until is not None for name in (p.name, p.wire)}
    current = {f.python for f in e.body.fields if f.until is None and f.python != "dry_run"}
    live = {p.name for p in e.parameters if p.until is None}
    assert {name for name in gone & current if name not in e.fields} <= live


def test_objects_given_under_a_name_of_both_are_the_field():
    made = build_request(endpoint("individuals.create"), {"id": "I1", "samples": [{"id": "S1"}]})
    assert (made.query, json.loads(made.body)) == ((), {"id": "I1", "samples": [{"id": "S1"}]})
    made = build_request(endpoint("families.create"), {"id": "F1", "members": [{"id": "I1"}]})
    assert (made.query, json.loads(made.body)) == ((), {"id": "F1", "members": [{"id": "I1"}]})


def test_an_older_dotted_field_is_reached_by_its_own_name_only():
    assert endpoint("samples.update").fields["individual_id"].name == "individualId"
    assert update(data={"individual.id": "I1"}) == {"individual.id": "I1"}


# --- the body as a whole -------------------------------------------------------------------------------------


def test_instances_of_dataclasses_and_structs_are_bodies_and_parts_of_bodies():
    given = Sample("I1", [Phenotype("HP:1")])
    assert update(data=given) == {"individualId": "I1", "phenotypes": [{"id": "HP:1"}]}
    assert update(collection=Collection("blood")) == {"collection": {"type": "blood"}}


def test_a_list_of_bodies_is_checked_item_by_item():
    assert body("samples.create", data=[{"id": "S1"}, {"id": "S2"}]) == [{"id": "S1"}, {"id": "S2"}]
    with pytest.raises(UnknownNameError, match="'idd'"):
        body("samples.create", data=[{"id": "S1"}, {"idd": "S2"}])


@pytest.mark.parametrize("data", ["3", "null", '"text"', 3])
def test_what_is_no_object_is_no_body(data):
    with pytest.raises(UsageError, match=r"data= is \w+; expected a mapping"):
        update(data=data)


def test_json_that_needs_no_change_is_sent_as_it_is():
    request = build_request(endpoint("samples.update"), {"samples": "S1", "data": '{ "somatic" : true }'})
    assert request.body == b'{ "somatic" : true }'


def test_moments_become_the_digits_of_the_server():
    assert update(creation_date=datetime(2026, 3, 1, 12, tzinfo=UTC)) == {"creationDate": "20260301120000"}


# --- what is inside ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"phenotypes": [{"idd": "x"}]}, r"no field 'idd' of the body of samples\.update in phenotypes\[0\].*'id'"),
        ({"qualityControl": {"fils": []}}, r"no field 'fils'.*in qualityControl"),
        ({"data": {"somatik": True}}, r"no field 'somatik' of the body of samples\.update.*'somatic'"),
    ],
)
def test_a_misspelt_field_is_refused_wherever_it_stands(fields, text):
    with pytest.raises(UnknownNameError, match=text):
        update(**fields)


def test_a_name_that_is_neither_parameter_nor_field_is_refused_with_near_ones():
    with pytest.raises(UnknownNameError, match=r"'phenotype' of samples\.update.*'phenotypes'"):
        update(phenotype=[])


def test_unknown_fields_pass_when_that_is_asked_for():
    given = {"somatik": True, "phenotypes": [{"idd": "x"}]}
    assert update(data=given, free=True) == given


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("somatic", "perhaps", "True or False"),
        ("somatic", 1, "True or False"),
        ("id", {"a": 1}, "a string"),
        ("status", "READY", "a mapping"),
        ("attributes", [1], "a mapping"),
        ("phenotypes", ["HP:1"], "a mapping"),
    ],
)
def test_a_value_of_another_kind_is_refused(field, value, expected):
    with pytest.raises(UsageError, match=rf"samples\.update: {field}.*; expected {expected}"):
        update(**{field: value})


@pytest.mark.parametrize(("kind", "value"), [("integer", 1.5), ("integer", True), ("number", "x"), ("integer", "1x")])
def test_numbers_are_numbers(kind, value):
    with pytest.raises(UsageError, match=r"expected a (whole )?number"):
        Checker("x.y").value(kind, value, "n")


@pytest.mark.parametrize(("kind", "value"), [("integer", 1), ("integer", "-1"), ("number", 1.5), ("number", "1e5")])
def test_numbers_may_be_texts_since_servers_read_those(kind, value):
    assert Checker("x.y").value(kind, value, "n") == value


def test_words_are_those_of_the_server_in_its_own_spelling():
    assert update(phenotypes=[{"id": "HP:1", "status": "observed"}])["phenotypes"][0]["status"] == "OBSERVED"
    with pytest.raises(UsageError, match=r"phenotypes\[0\]\.status got 'x'; expected one of OBSERVED, NOT_OBSERVED"):
        update(phenotypes=[{"id": "HP:1", "status": "x"}])


def test_a_single_value_becomes_a_list_where_one_is_declared():
    assert update(phenotypes={"id": "HP:1"}) == {"phenotypes": [{"id": "HP:1"}]}


def test_names_of_python_are_taken_at_every_depth():
    assert update(phenotypes=[{"age_of_onset": "3"}]) == {"phenotypes": [{"ageOfOnset": "3"}]}


def test_maps_keep_the_keys_of_their_owner():
    given = {"annotationSets": [{"variableSetId": "v", "annotations": {"any.thing": {"x": 1}}}]}
    assert update(data=given) == given


def test_a_secret_is_never_in_a_refusal():
    with pytest.raises(UsageError) as caught:
        body("users.login", user="u", password={"hunter2": 1})
    assert "hunter2" not in str(caught.value)


def test_what_cannot_be_encoded_is_refused():
    with pytest.raises(UsageError, match="is not JSON"):
        update(description="\ud800")


# --- the data ------------------------------------------------------------------------------------------------


def test_every_class_is_known_and_every_body_is_of_the_catalogue():
    known = _read()
    bodies = {e.body.name: {f.name for f in e.body.fields} for _, _, e in BODIES}
    for name, fields in known.bodies.items():
        assert set(fields) <= bodies[name]
        assert set(fields.values()) <= set(known.classes)
    named = {kind for fields in known.classes.values() for kind in fields.values() if "=" in kind}
    assert {kind.partition("=")[2].rstrip(">") for kind in named} <= set(known.classes)


def test_findings_may_have_all_fields_of_servers_today():
    """Servers 5.0 describe more fields inside findings than the sources of these classes had."""
    finding = {"id": "1:1:A:T", "filter": {"query": {"gene": "BRCA2"}}, "ids": ["rs1"], "version": 2}
    finding |= {"references": [{"title": "One", "authors": ["A B"]}], "evidences": [{"review": {"score": 0.5}}]}
    sent = body("clinical.create_interpretation", clinical_analysis="C1", primary_findings=[finding])
    assert sent == {"primaryFindings": [finding]}
    with pytest.raises(UnknownNameError, match=r"primaryFindings\[0\]\.filter"):
        body("clinical.create_interpretation", clinical_analysis="C1", primary_findings=[{"filter": {"qery": {}}}])


def test_plain_values_need_no_classes():
    _read.cache_clear()
    update(somatic=True, individual_id="I1")
    assert _read.cache_info().currsize == 0
    assert class_of("SampleUpdateParams", "phenotypes") == "Phenotype"


@pytest.mark.parametrize(("resource", "name", "e"), BODIES, ids=[e.label for *_, e in BODIES])
def test_names_of_fields_are_free_of_parameters(resource, name, e):
    taken = {n for p in e.parameters for n in (p.name, p.wire) if e.takes(n)}
    assert not taken & {n for f in e.fields.values() for n in (f.name, f.python)}
    assert all(key.isidentifier() for key in e.fields)


# --- older servers -------------------------------------------------------------------------------------------

TEXT_VARIABLE = {"id": "v", "variables": [{"id": "x", "type": "TEXT"}]}
OLDER = [
    ("individuals.create", {"sex": "MALE"}, {"sex": {"id": "MALE"}}, (2, 2, 0)),
    ("individuals.update", {"sex": "MALE"}, {"sex": {"id": "MALE"}}, (2, 2, 0)),
    ("individuals.create", {"ethnicity": "E"}, {"ethnicity": {"id": "E"}}, (2, 2, 0)),
    ("individuals.update", {"samples": ["S1"]}, {"samples": [{"id": "S1"}]}, (2, 4, 15)),
    ("cohorts.create", {"samples": ["S1"]}, {"samples": [{"id": "S1"}]}, (2, 4, 15)),
    ("cohorts.update", {"samples": ["S1"]}, {"samples": [{"id": "S1"}]}, (2, 4, 15)),
    ("families.update", {"members": ["I1"]}, {"members": [{"id": "I1"}]}, (2, 4, 15)),
    ("studies.update_variable_sets", TEXT_VARIABLE, {"id": "v"}, (3, 0, 0)),
    ("samples.update", {"processing": {"product": "DNA"}}, {"processing": {"product": {"id": "DNA"}}}, (2, 2, 0)),
    ("samples.update", {"collection": {"tissue": "blood"}}, {"collection": {"type": "blood"}}, (2, 2, 0)),
]
IDS = {"individuals": "individuals", "cohorts": "cohorts", "families": "families", "samples": "samples"}


def sent(label, data, **options):
    resource, name = label.split(".")
    more = {IDS[resource]: "X1"} if name == "update" else {}
    more = {"study": "s", "action": "ADD"} if resource == "studies" else more
    return body(label, data=data, **more, **options)


@pytest.mark.parametrize(("label", "old", "new", "changed"), OLDER)
def test_a_body_is_checked_against_the_model_of_the_server_asked(label, old, new, changed):
    assert sent(label, old, server=(2, 0, 2)) == old
    assert sent(label, new, server=changed) == new
    with pytest.raises(UsageError):
        sent(label, old, server=changed)


@pytest.mark.parametrize(("label", "old", "new", "changed"), OLDER)
def test_where_the_version_is_not_known_both_forms_pass(label, old, new, changed):
    assert sent(label, old) == old
    assert sent(label, new) == new


def test_a_server_before_2_2_takes_no_ontology_term_as_sex():
    with pytest.raises(UsageError, match="sex in the body is dict; expected a string"):
        sent("individuals.create", {"sex": {"id": "MALE"}}, server=(2, 1, 3))


def test_extra_allow_lets_any_value_pass_as_it_is():
    odd = {"somatic": "perhaps", "phenotypes": [{"status": "NOPE", "colour": 1}], "processing": ["x"], "colour": "red"}
    assert body("samples.update", samples="S1", data=odd, free=True, server=(5, 0, 0)) == odd


def test_the_version_is_asked_only_where_releases_differ():
    def server():
        raise AssertionError

    build_request(
        endpoint("individuals.update"),
        {"individuals": "I1", "name": "x", "data": {"father": {"id": "F"}}},
        server=server,
    )
    with pytest.raises(AssertionError):
        build_request(endpoint("individuals.update"), {"individuals": "I1", "sex": {"id": "MALE"}}, server=server)


def test_older_kinds_are_those_of_known_classes():
    known = _read()
    assert set(known.older) <= set(known.classes)
    for name, fields in known.older.items():
        assert all(older.kind != known.classes[name].get(field) for field, older in fields.items())
