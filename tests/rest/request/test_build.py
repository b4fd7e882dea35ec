"""From the arguments of a call to what goes on the wire."""

from __future__ import annotations

import json
import re
from urllib.parse import parse_qsl, unquote, urlencode

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from opencga_frames.errors import OpenCGAWarning, UnknownNameError, UsageError
from opencga_frames.rest.catalogue import load_resource
from opencga_frames.rest.request.build import build_request, ids_of, with_ids
from opencga_frames.rest.wire.message import Request


def endpoint(label):
    resource, name = label.split(".")
    return load_resource(resource).endpoints[name]


def build(label, **arguments):
    return build_request(endpoint(label), arguments)


def query(label, **arguments):
    return dict(build(label, **arguments).query)


SEARCH = "samples.search"
NASTY = st.text(min_size=1) | st.text(alphabet='&;+=~/># %"\\?é漢🧬', min_size=1)


# --- names ---------------------------------------------------------------------------------------------------


def test_a_search_as_a_request():
    request = build(SEARCH, study="org@rare:main", somatic=False, individual_id="I1")
    assert request == Request(
        "GET", "samples/search", (("study", "org@rare:main"), ("somatic", "false"), ("individualId", "I1"))
    )


@pytest.mark.parametrize("name", ["individual_id", "individualId"])
def test_names_of_python_and_of_the_wire_are_both_taken(name):
    assert query(SEARCH, **{name: "I1"}) == {"individualId": "I1"}


@pytest.mark.parametrize("name", ["tool_external_executor_id", "tool.externalExecutor.id"])
def test_dotted_names_reach_the_wire_as_they_are(name):
    assert query("jobs.search", **{name: "NEXTFLOW"}) == {"tool.externalExecutor.id": "NEXTFLOW"}


def test_an_older_dotted_spelling_is_not_confused_with_the_newer_one():
    assert query(SEARCH, stats_id="a") == {"statsId": "a"}
    assert query(SEARCH, **{"stats.id": "a"}) == {"stats.id": "a"}


def test_an_unknown_name_is_refused_with_the_nearest_ones():
    with pytest.raises(UnknownNameError, match=r"'phenotipes' of samples\.search.*'phenotypes'"):
        build(SEARCH, phenotipes="HP:0001250")


def test_a_parameter_given_under_both_names_is_refused():
    with pytest.raises(UsageError, match=r"'individual_id' was given twice, also as 'individualId'"):
        build(SEARCH, individual_id="a", individualId="b")


def test_none_means_not_given():
    assert query(SEARCH, study=None, somatic=None) == {}


def test_the_order_of_the_query_is_that_of_the_catalogue():
    assert build(SEARCH, somatic=True, study="s") == build(SEARCH, study="s", somatic=True)


@pytest.mark.parametrize(
    ("label", "arguments", "text"),
    [
        ("samples.info", {}, r"samples\.info needs 'samples'"),
        ("samples.distinct", {}, r"needs 'field'"),
        ("samples.update_acl", {"members": "@a", "data": {}}, r"needs 'action', one of SET, ADD, REMOVE, RESET"),
        ("studies.update_groups", {"study": "s"}, r"needs data=, a mapping with some of: id, users"),
    ],
)
def test_what_is_missing_is_named(label, arguments, text):
    with pytest.raises(UsageError, match=text):
        build(label, **arguments)


def test_a_parameter_servers_do_without_may_be_left_out_although_they_declare_it():
    assert query("studies.search") == {}


def test_include_and_exclude_together_are_refused_before_sending():
    with pytest.raises(UsageError, match=r"both 'include' and 'exclude'"):
        build(SEARCH, include="id", exclude=["attributes"])


def test_a_deprecated_parameter_warns_at_the_line_of_the_caller():
    with pytest.warns(OpenCGAWarning, match=r"'variable_set' is deprecated") as caught:
        build("individuals.search", variable_set="v")
    assert caught[0].filename == __file__


# --- paths ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("label", "arguments", "path"),
    [
        ("samples.info", {"samples": "NA12877"}, "samples/NA12877/info"),
        ("samples.info", {"samples": ["a", "b"]}, "samples/a,b/info"),
        ("samples.info", {"samples": "a, b"}, "samples/a,b/info"),
        ("samples.info", {"samples": np.array([1, 2])}, "samples/1,2/info"),
        ("samples.info", {"samples": "a#b/c d"}, "samples/a%23b%2Fc%20d/info"),
        ("studies.info", {"studies": "org@rare:main"}, "studies/org%40rare%3Amain/info"),
        ("files.head", {"file": "data/vcf/a.vcf"}, "files/data%3Avcf%3Aa.vcf/head"),
        ("files.head", {"file": "data:vcf:a.vcf"}, "files/data%3Avcf%3Aa.vcf/head"),
        ("files.list", {"folder": "data/"}, "files/data%3A/list"),
        ("samples.info", {"samples": ".hidden"}, "samples/.hidden/info"),
    ],
)
def test_ids_in_a_path(label, arguments, path):
    assert build(label, **arguments).path == path


@pytest.mark.parametrize(
    "ids", ["", "  ", [], ["a", ""], "a,,b", ["a,b"], [None], float("nan"), ".", "..", {"a": 1}, b"a"]
)
def test_ids_no_server_could_understand_are_refused(ids):
    with pytest.raises(UsageError, match="'samples' got"):
        build("samples.info", samples=ids)


def test_one_id_where_one_is_wanted():
    with pytest.raises(UsageError, match="expected one id"):
        build("files.head", file=["a", "b"])


def test_ids_of_a_call_and_the_same_call_for_others():
    info = endpoint("samples.info")
    arguments = {"samples": ["a", "b", "a"], "study": "s"}
    assert ids_of(info, arguments) == ("a", "b", "a")
    assert with_ids(info, arguments, ["c"]) == {"study": "s", "samples": ("c",)}
    assert arguments["samples"] == ["a", "b", "a"]


def test_calls_without_ids_have_none():
    assert ids_of(endpoint(SEARCH), {"id": "a,b"}) == ()
    assert with_ids(endpoint(SEARCH), {"id": "a"}, ["b"]) == {"id": "a"}


# --- what survives -------------------------------------------------------------------------------------------


@given(NASTY)
def test_any_text_survives_the_query(text):
    request = build(SEARCH, status=text)
    assert parse_qsl(urlencode(request.query), keep_blank_values=True, strict_parsing=True) == [("status", text)]


@given(NASTY.filter(lambda text: text.strip() and text not in (".", "..")))
def test_any_single_id_survives_the_path(text):
    path = build("studies.groups", study=text).path
    before, segment, after = path.split("/")
    assert (before, unquote(segment), after) == ("studies", text, "groups")


@given(st.lists(NASTY.filter(lambda text: "," not in text and text.strip() and text not in (".", "..")), min_size=1))
def test_any_list_of_ids_survives_the_path(ids):
    segment = build("samples.info", samples=ids).path.split("/")[1]
    assert [unquote(part) for part in segment.split(",")] == ids


@given(st.lists(NASTY.filter(lambda text: '"' not in text), min_size=1))
def test_items_of_a_list_can_be_told_apart_again(items):
    text = query(SEARCH, phenotypes=items)["phenotypes"]
    assert [part.strip('"') for part in re.findall(r'"[^"]*"|[^,]+', text)] == items


@given(st.dictionaries(st.text(), NASTY | st.integers(-(2**53), 2**53) | st.booleans() | st.none()))
def test_any_open_body_survives(data):
    request = build("samples.update_annotation_sets_annotations", sample="s", annotation_set="a", data=data)
    assert json.loads(request.body) == data


# --- bodies --------------------------------------------------------------------------------------------------


def test_a_mapping_becomes_json():
    request = build("samples.update", samples="a", data={"somatic": True, "phenotypes": [{"id": "HP:1"}]})
    assert (request.body, request.content_type) == (
        b'{"somatic":true,"phenotypes":[{"id":"HP:1"}]}',
        "application/json",
    )
    assert (request.method, request.path, request.query) == ("POST", "samples/a/update", ())


@pytest.mark.parametrize("data", ['{"somatic": true}', b'{"somatic": true}'])
def test_json_text_is_sent_as_it_is(data):
    assert build("samples.update", samples="a", data=data).body == b'{"somatic": true}'


@pytest.mark.parametrize("data", ["{", b"\xff", object(), {"somatic": object()}])
def test_what_is_not_json_is_refused_without_showing_it(data):
    with pytest.raises(UsageError, match=r"samples\.update: data= of type \w+ is not JSON") as caught:
        build("samples.update", samples="a", data=data)
    assert caught.value.__cause__ is None


def test_a_misspelt_field_is_refused_since_servers_ignore_it():
    with pytest.raises(UnknownNameError, match=r"no field 'somatik' of the body of samples\.update.*'somatic'"):
        build("samples.update", samples="a", data={"somatik": True})


def test_fields_of_an_open_map_are_free():
    request = build("samples.update_annotation_sets_annotations", sample="a", annotation_set="b", data={"x.y": 1})
    assert request.body == b'{"x.y":1}'


def test_an_optional_body_left_out_is_an_empty_object_with_its_content_type():
    request = build("samples.update", samples="a")
    assert (request.body, request.content_type) == (b"{}", "application/json")


def test_a_call_without_a_declared_body_sends_none_and_takes_none():
    request = build("users.anonymous", organization="o")
    assert (request.body, request.content_type) == (None, "application/json"), "servers refuse a POST without a type"
    with pytest.raises(UsageError, match="takes no body"):
        build(SEARCH, data={})


def test_bodies_with_passwords_are_secret_and_others_are_not():
    assert build("users.login", data={"user": "u", "password": "p"}).secret
    assert "hunter2" not in repr(build("users.login", data={"user": "u", "password": "hunter2"}))
    assert not build("samples.update", samples="a", data={}).secret


@pytest.mark.parametrize(
    ("label", "accept"), [("files.head", "application/json"), ("files.download", "application/octet-stream")]
)
def test_what_is_accepted_follows_from_the_kind_of_answer(label, accept):
    assert build(label, file="a").accept == accept


# --- forms ---------------------------------------------------------------------------------------------------


def test_an_upload_is_a_form_whose_parts_hold_everything(tmp_path):
    source = tmp_path / "private" / "a.vcf"
    source.parent.mkdir()
    source.write_bytes(b"##fileformat=VCFv4.2\n")
    request = build("files.upload", file=source, study="s", format="vcf", parents=True)
    assert (request.method, request.path, request.query) == ("POST", "files/upload", ())
    assert request.content_type.startswith("multipart/form-data; boundary=")
    body = b"".join(request.body)
    assert b'name="format"\r\n\r\nVCF\r\n' in body
    assert b'name="parents"\r\n\r\ntrue\r\n' in body
    assert b'name="file"; filename="a.vcf"' in body
    assert b"##fileformat=VCFv4.2\n" in body
    assert b"private" not in body
