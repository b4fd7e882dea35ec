"""The catalogue and a description put together: known calls only get wider, and nothing else changes."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace

import pytest

from opencga_frames.rest.catalogue import load_resource, resource_names, shared_words
from opencga_frames.rest.catalogue.endpoint import Body, BodyField, Endpoint, Parameter, ResourceCatalogue
from opencga_frames.rest.learning import Category, Taken, merge, read_categories
from opencga_frames.rest.learning.description import DescribedEndpoint, DescribedPart
from opencga_frames.rest.request.build import build_request

ROOT = "/{apiVersion}/"
LEVEL = Parameter("level", "level", type="enum", allowed=("LOW", "HIGH"))
SEARCH = Endpoint("things", "search", "GET", "things/search", (LEVEL,), rows="Sample", table="samples")


def described(method, path, *parts, rows="Sample"):
    return DescribedEndpoint(ROOT + path, method, rows, "About it", parts)


def level(kind="enum", **facts):
    return DescribedPart("level", type=kind, **{"allowed_values": "LOW HIGH", **facts})


def body(**fields):
    parts = tuple(DescribedPart(name, "body", **facts) for name, facts in fields.items())
    return DescribedPart("body", "body", type="object", required=True, data=parts)


def merged(known, *calls, server="6.0.0", taken=None, base="things"):
    catalogue = ResourceCatalogue("things", "Things.", {one.name: one for one in known})
    words = shared_words()
    return merge(
        {"things": catalogue},
        [Category("Things", ROOT + base, calls)],
        tables=words.tables,
        sort_keys=words.sort_keys,
        server=server,
        taken=taken,
    )


def endpoints(found):
    return found.catalogues["things"].endpoints


@pytest.mark.shared
def test_a_recorded_description_of_today_has_nothing_besides(shared):
    """Neither calls nor parameters, nor fields of bodies at any depth."""
    with gzip.open(shared / "recorded/meta-api-5.0.0.json.gz") as lines:
        rows = json.dumps(json.load(lines)["responses"][0]["results"]).encode()
    words = shared_words()
    found = merge(
        {name: load_resource(name) for name in resource_names()},
        read_categories(rows),
        tables=words.tables,
        sort_keys=words.sort_keys,
        server="5.0.0",
    )
    assert (found.additions, found.left_out, dict(found.catalogues)) == ((), (), {})


def test_new_fields_inside_a_field_are_added_and_let_through():
    """The classes of what lies inside a body are the package's: a field with new ones inside is not checked there."""
    method = {
        "type": "InterpretationMethod",
        "data": (DescribedPart("name", "body"), DescribedPart("pipeline", "body")),
    }
    path = "analysis/clinical/{clinicalAnalysis}/interpretation/create"
    category = Category("Clinical", f"{ROOT}analysis/clinical", (described("POST", path, body(method=method)),))
    found = merge({"clinical": load_resource("clinical")}, [category], tables={}, sort_keys={}, server="6.0.0")
    assert [(one.kind, one.name, one.values) for one in found.additions] == [("field", "method", ("pipeline",))]
    made = found.catalogues["clinical"].endpoints["create_interpretation"]
    request = build_request(made, {"clinical_analysis": "C1", "method": {"name": "m", "pipeline": {"id": "p"}}})
    assert json.loads(request.body) == {"method": {"name": "m", "pipeline": {"id": "p"}}}


def test_what_is_known_changes_nothing():
    found = merged([SEARCH], described("GET", "things/search", level()))
    assert (found.catalogues, found.additions) == ({}, ())


def test_what_is_not_described_stays():
    found = merged([SEARCH], described("GET", "things/search", DescribedPart("more", type="integer")))
    assert [p.wire for p in endpoints(found)["search"].parameters] == ["level", "more"]
    assert endpoints(found)["search"].parameter("level") is LEVEL


def test_values_are_added_behind_the_known_ones():
    found = merged([SEARCH], described("GET", "things/search", level(allowed_values="TOP HIGH")))
    assert endpoints(found)["search"].parameter("level").allowed == ("LOW", "HIGH", "TOP")
    assert [(one.kind, one.values) for one in found.additions] == [("values", ("TOP",))]


def test_words_of_a_filter_are_added_too():
    words = replace(LEVEL, type="string", allowed=None, words=("LOW", "HIGH"))
    found = merged(
        [replace(SEARCH, parameters=(words,))], described("GET", "things/search", level("string", allowed_values="TOP"))
    )
    assert endpoints(found)["search"].parameter("level").words == ("LOW", "HIGH", "TOP")


def test_where_the_server_takes_any_string_nothing_is_refused():
    found = merged([SEARCH], described("GET", "things/search", level("string", allowed_values="")))
    made = endpoints(found)["search"].parameter("level")
    assert (made.type, made.allowed) == ("string", None)
    assert [(one.kind, one.name, one.values) for one in found.additions] == [("values", "level", ())]


def test_a_type_declared_otherwise_than_it_works_is_no_news():
    sort = Parameter("sort", "sort", declared_type="boolean")
    found = merged(
        [replace(SEARCH, parameters=(sort,))], described("GET", "things/search", DescribedPart("sort", type="string"))
    )
    assert found.additions == ()


def test_a_call_becomes_paged_and_counted_with_its_parameters():
    parts = [DescribedPart(name, type=kind) for name, kind in (("limit", "int"), ("skip", "int"), ("count", "boolean"))]
    found = merged([SEARCH], described("GET", "things/search", level(), *parts))
    made = endpoints(found)["search"]
    assert (made.paged, made.countable, made.sort_key) == (True, True, "id")
    assert [made.parameter(name).type for name in ("limit", "skip", "count")] == ["integer", "integer", "boolean"]


def test_a_call_that_pages_something_else_stays_as_it_is():
    """Some calls take limit and skip, and are known not to page their rows by them."""
    paging = tuple(Parameter(name, name, type="integer") for name in ("limit", "skip"))
    parts = [DescribedPart(name, type="integer") for name in ("limit", "skip", "more")]
    found = merged([replace(SEARCH, parameters=paging)], described("GET", "things/search", *parts))
    assert endpoints(found)["search"].paged is False


def test_what_was_gone_and_is_described_is_back():
    old = replace(SEARCH, until="2.12.9", parameters=(replace(LEVEL, until="2.0.5"),))
    found = merged([old], described("GET", "things/search", level()))
    made = endpoints(found)["search"]
    assert (made.until, made.parameter("level").until) == (None, None)
    assert [one.kind for one in found.additions] == ["call", "parameter"]
    assert merged([old], described("GET", "things/search", level()), server="2.0.5").additions == ()


def test_a_call_of_today_wins_over_one_of_the_past_at_the_same_address():
    old = replace(SEARCH, name="search_v1", until="1.4.2.1")
    found = merged([SEARCH, old], described("GET", "things/search", level(allowed_values="TOP")))
    assert endpoints(found)["search"].parameter("level").allowed == ("LOW", "HIGH", "TOP")
    assert endpoints(found)["search_v1"] is old


def test_placeholders_may_be_called_otherwise():
    info = Endpoint("things", "info", "GET", "things/{things}/info", (Parameter("things", "things", "path"),))
    call = described("GET", "things/{thing}/info", DescribedPart("thing", "path"), DescribedPart("more"))
    found = merged([info], call)
    assert [p.wire for p in endpoints(found)["info"].parameters] == ["things", "more"]


def test_a_needed_parameter_that_is_needed_no_more_can_be_left_out():
    needed = replace(LEVEL, required=True, needed=True)
    found = merged(
        [replace(SEARCH, parameters=(needed,))], described("GET", "things/search", level(), DescribedPart("new"))
    )
    assert endpoints(found)["search"].parameter("level").needed is False


def test_new_parts_of_a_form_are_sent_with_it():
    file = Parameter("file", "file", "form", type="binary")
    upload = Endpoint("things", "upload", "POST", "things/upload", (file,))
    parts = (DescribedPart("file", type="inputstream"), DescribedPart("folder", type="string"))
    found = merged([upload], described("POST", "things/upload", *parts))
    assert endpoints(found)["upload"].parameter("folder").place == "form"
    new = merged([SEARCH], described("POST", "things/upload", *parts))
    assert {p.place for p in endpoints(new)["upload"].parameters} == {"form"}
    assert endpoints(new)["upload"].parameter("file").type == "binary"


def test_a_parameter_that_would_hide_a_field_is_left_out():
    change = Endpoint("things", "change", "POST", "things/change", body=Body("ThingParams", (BodyField("name"),)))
    call = described("POST", "things/change", DescribedPart("name"), body(name={"type": "String"}))
    found = merged([change], call)
    assert (found.catalogues, found.left_out) == ({}, ("POST things/change name",))


def test_fields_and_their_values_are_added_to_a_known_body():
    size = BodyField("size", "enum", ("S", "M"))
    change = Endpoint("things", "change", "POST", "things/change", body=Body("ThingParams", (size,)))
    fields = {"size": {"type": "enum", "allowed_values": "M L"}, "apiKey": {"type": "String"}}
    made = endpoints(merged([change], described("POST", "things/change", body(**fields))))["change"]
    assert made.fields["size"].allowed == ("S", "M", "L")
    assert made.fields["api_key"].secret is True


def test_a_body_of_free_names_stays_free_and_a_missing_one_is_added():
    free = Endpoint("things", "free", "POST", "things/free", body=Body("Map"))
    bare = Endpoint("things", "bare", "POST", "things/bare")
    given = body(name={"type": "String"})
    found = merged([free, bare], described("POST", "things/free", given), described("POST", "things/bare", given))
    assert endpoints(found)["free"] is free
    assert list(endpoints(found)["bare"].fields) == ["name"]


def test_names_of_others_are_left_alone():
    found = merged([SEARCH], described("GET", "things/frame"), taken=Taken(methods={"frame"}))
    assert list(endpoints(found)) == ["search", "frame_get"]
    new = merged([SEARCH], described("GET", "study/list"), base="study", taken=Taken(resources={"study"}))
    assert list(new.catalogues) == ["study_calls"]


def test_arguments_of_every_call_keep_their_names():
    parts = [DescribedPart(name) for name in ("data", "workers", "columns", "self", "a.b", "aB")]
    made = endpoints(merged([SEARCH], described("GET", "things/list", *parts)))["list"]
    assert [p.name for p in made.parameters] == ["data_", "workers_", "columns_", "self_", "a_b", "a_b_"]


def test_placeholders_that_are_not_described_are_asked_for_all_the_same():
    made = endpoints(merged([SEARCH], described("GET", "things/{a}/{b}/list", DescribedPart("b", "path"))))["list"]
    assert [(p.wire, p.place, p.needed) for p in made.parameters] == [("a", "path", True), ("b", "path", True)]


@pytest.mark.parametrize(
    ("method", "rows", "job"),
    [("POST", "Job", True), ("DELETE", "Job", True), ("GET", "Job", False), ("POST", "File", False)],
)
def test_a_call_that_changes_something_and_gives_a_job_has_submitted_it(method, rows, job):
    made = endpoints(merged([SEARCH], described(method, "things/run", rows=rows)))["run"]
    assert (made.returns_job, made.table) == (job, {"Job": "jobs", "File": "files"}[rows])


def test_two_descriptions_of_one_resource_are_put_together():
    words = shared_words()
    found = merge(
        {"things": ResourceCatalogue("things", "Things.", {"search": SEARCH})},
        [Category("Things", f"{ROOT}things", (described("GET", "things/a"),)),
         Category("More", f"{ROOT}things", (described("GET", "things/b"), described("GET", "things/a")))],
        tables=words.tables,
        sort_keys=words.sort_keys,
    )  # fmt: skip
    assert list(found.catalogues["things"].endpoints) == ["search", "a", "b"]
    assert len(found.additions) == 2
