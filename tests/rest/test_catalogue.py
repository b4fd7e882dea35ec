"""The catalogue says what the reference says, for every resource it has: nothing missing, nothing invented."""

from __future__ import annotations

import json
import time
from collections import Counter

import pytest

from opencga_frames.errors import UnknownNameError
from opencga_frames.rest import catalogue
from opencga_frames.rest.catalogue import load_resource, resource_names
from opencga_frames.rest.catalogue.reader import python_name

OLDEST = "1.4.2.1"
# Parameters that servers take on every search though no search declares them.
UNDECLARED = {"sort", "order", "timeout"}
# Seen on running servers, against what is declared.
BARE_JSON = {"meta.openapi"}
NOT_NEEDED = {("studies.search", "project")}

ENDPOINTS = [e for name in resource_names() for e in load_resource(name).endpoints.values()]
each_endpoint = pytest.mark.parametrize("endpoint", ENDPOINTS, ids=lambda e: e.label)


@pytest.fixture(scope="session")
def rows(shared):
    content = json.loads((shared / "reference/endpoints/endpoints.json").read_text())
    return {(r["http"], r["path"].removeprefix("/{apiVersion}/")): r for r in content}


def last(row, version):
    """Version with which a part of an endpoint ended, None when it lasted as long as the endpoint."""
    return None if version == row["until"] else version


@pytest.fixture
def row(rows, endpoint):
    return rows[endpoint.method, endpoint.path]


def test_the_entities_of_the_catalogue_have_resources():
    assert set(resource_names()) >= {
        *("users", "organizations", "projects", "studies", "samples", "individuals"),
        *("families", "cohorts", "files", "jobs", "meta"),
    }


@pytest.mark.shared
@pytest.mark.parametrize("name", resource_names())
def test_a_resource_has_every_endpoint_of_the_reference_and_no_other(name, rows):
    expected = {key for key, r in rows.items() if r["resource"] == name}
    assert {(e.method, e.path) for e in load_resource(name).endpoints.values()} == expected


@pytest.mark.shared
@each_endpoint
def test_facts_of_an_endpoint(endpoint, row):
    kind = {"rest": "envelope", "raw_json": "json"}.get(row["response_kind"], row["response_kind"])
    assert endpoint.name in (row["python_method"], f"{row['python_method']}_v1")
    assert (endpoint.since or OLDEST, endpoint.until) == (row["since"], row["until"])
    assert endpoint.absent == tuple(row.get("absent_in", ()))
    assert (endpoint.paged, endpoint.countable) == (row["paged"], row["countable"])
    assert (endpoint.returns_job, endpoint.deprecated) == (row["returns_job"], row["deprecated"])
    assert endpoint.rows == row["response"]
    assert endpoint.answer == ("json" if endpoint.label in BARE_JSON else kind)


@pytest.mark.shared
@each_endpoint
def test_placeholders_of_a_path(endpoint, row):
    found = [(p.wire, p.name, p.multiple) for p in endpoint.path_parameters]
    assert found == [(p["name"], p["python"], p["multi"]) for p in row["path_params"]]


@pytest.mark.shared
@each_endpoint
def test_parameters_of_query_and_form(endpoint, row):
    expected = {
        p["name"]: (
            "form" if p.get("in") == "form" else "query",
            {"list": "string"}.get(p["type"], p["type"]),
            tuple(p["allowed"]) if p["allowed"] else None,
            p["default"],
            p["required"],
            bool(p.get("deprecated")),
            bool(p.get("list")) or p["type"] == "list",
            p["since"],
            last(row, p["until"]),
        )
        for p in row["query_params"]
    }
    found = {
        p.wire: (
            *(p.place, p.type, p.allowed, p.default, p.required, p.deprecated, p.multiple),
            p.since or endpoint.since or OLDEST,
            p.until,
        )
        for p in endpoint.query_parameters
        if p.declared
    }
    assert found == expected


@pytest.mark.shared
@each_endpoint
def test_python_names_are_those_of_the_reference_with_dots_as_underscores(endpoint, row):
    usual = {p["name"]: p["python"].replace(".", "_") for p in row["query_params"]}
    odd = {p.wire: p.name for p in endpoint.query_parameters if p.declared and p.name != usual[p.wire]}
    # An older dotted spelling beside the newer one, and a query parameter with the name of a placeholder.
    assert all(name == f"query_{wire}" or ("." in wire and "__" in name) for wire, name in odd.items())


@pytest.mark.shared
@each_endpoint
def test_fields_of_a_body(endpoint, row):
    assert (endpoint.body is not None) == row["body"]
    if endpoint.body is None:
        return
    expected = [
        (
            *(f["name"], f["type"], tuple(f["enum"]) if f.get("enum") else None, f.get("default")),
            *(bool(f.get("required")), bool(f.get("deprecated")), f["since"], last(row, f["until"])),
        )
        for f in row["body_fields"] or ()
    ]
    found = [
        (
            *(f.name, f.type, f.allowed, f.default, f.required, f.deprecated),
            *(f.since or endpoint.since or OLDEST, f.until),
        )
        for f in endpoint.body.fields
    ]
    assert found == expected
    assert (endpoint.body.name, endpoint.body.required) == (row["body_class"], row["body_required"])


@each_endpoint
def test_searches_take_an_order_and_a_time_limit_though_they_do_not_say_so(endpoint):
    wires = {p.wire for p in endpoint.parameters}
    undeclared = {p.wire for p in endpoint.parameters if not p.declared}
    assert undeclared <= UNDECLARED
    assert wires >= UNDECLARED if endpoint.paged else not undeclared


@each_endpoint
def test_what_is_required_is_needed_unless_servers_are_known_to_do_without(endpoint):
    lenient = {(endpoint.label, p.wire) for p in endpoint.parameters if p.required and not p.needed}
    assert lenient <= NOT_NEEDED


@each_endpoint
def test_parameters_that_exclude_each_other_stand_side_by_side(endpoint):
    for parameter in endpoint.parameters:
        assert parameter.not_with is None or endpoint.parameter(parameter.not_with)


@each_endpoint
def test_python_names_are_unique_identifiers(endpoint):
    names = Counter(p.name for p in endpoint.parameters)
    assert set(names.values()) <= {1}
    assert all(name.isidentifier() for name in names)
    assert not {"self", "data"} & set(names)


@each_endpoint
def test_options_of_a_call_hide_no_parameter_but_limit_and_skip(endpoint):
    options = {"limit", "skip", "page_size", "workers", "progress", "on_error"}
    hidden = {p.name for p in endpoint.query_parameters if endpoint.walked} & options
    assert hidden == ({"limit", "skip"} if endpoint.paged else set())


@pytest.mark.shared
def test_no_endpoint_of_the_whole_reference_has_a_parameter_named_like_an_option(rows):
    names = {p["python"] for r in rows.values() for p in r["query_params"] + r["path_params"]}
    assert not names & {"page_size", "workers", "progress", "on_error", "data", "self"}


def test_every_endpoint_and_parameter_is_described_in_a_sentence():
    texts = [e.about for e in ENDPOINTS] + [p.about for e in ENDPOINTS for p in e.parameters]
    assert all(len(text) > 8 and text.endswith(".") for text in texts)


def test_no_two_endpoints_share_a_description():
    counts = Counter(e.about for e in ENDPOINTS)
    assert [text for text, n in counts.items() if n > 1] == []


def test_passwords_and_tokens_are_secret():
    login = load_resource("users").endpoints["login"].body
    assert login.secret
    assert {f.name for f in login.fields if f.secret} == {"password", "refreshToken"}
    assert not load_resource("samples").endpoints["update"].body.secret


@pytest.mark.parametrize(
    ("label", "table", "key"),
    [
        ("samples.search", "samples", "id"),
        ("individuals.search", "individuals", "id"),
        ("families.search", "families", "id"),
        ("cohorts.search", "cohorts", "id"),
        ("jobs.search", "jobs", "id"),
        ("files.search", "files", "path"),
        ("files.list", "files", "path"),
        ("studies.search", "studies", None),
        ("projects.search", "projects", None),
        ("samples.info", "samples", None),
        ("samples.distinct", None, None),
        ("files.fetch", "jobs", None),
        ("meta.about", None, None),
    ],
)
def test_rows_become_a_table_and_pages_have_a_stable_order(label, table, key):
    resource, name = label.split(".")
    endpoint = load_resource(resource).endpoints[name]
    assert (endpoint.table, endpoint.sort_key) == (table, key)


def test_loading_twice_gives_the_same_immutable_object():
    samples = load_resource("samples")
    assert load_resource("samples") is samples
    with pytest.raises(TypeError):
        samples.endpoints["search"] = None


def test_an_unknown_resource_names_the_nearest():
    with pytest.raises(UnknownNameError, match="'samples'"):
        load_resource("sample")


def test_reading_the_largest_file_is_quick():
    load_resource.cache_clear()
    catalogue._load.cache_clear()
    start = time.process_time()
    load_resource("files")
    # 30 ms on a quiet machine; the margin is for a busy one.
    assert time.process_time() - start < 0.3


@pytest.mark.parametrize(
    ("wire", "name"),
    [
        ("individualId", "individual_id"),
        ("statsTiTvRatio", "stats_ti_tv_ratio"),
        ("tool.externalExecutor.id", "tool_external_executor_id"),
        ("chunk_id", "chunk_id"),
        ("maxNM", "max_n_m"),
        ("import", "import_"),
    ],
)
def test_python_name_of_a_wire_name(wire, name):
    assert python_name(wire) == name
