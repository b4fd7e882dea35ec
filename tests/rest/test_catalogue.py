"""The catalogue says what the reference says, for every resource it has: nothing missing, nothing invented."""

from __future__ import annotations

import json
import re
import sys
from collections import Counter

import pytest

from opencga_frames.errors import UnknownNameError
from opencga_frames.rest import catalogue
from opencga_frames.rest.catalogue import load_resource, resource_names
from opencga_frames.rest.catalogue.reader import python_name
from opencga_frames.rest.methods.card import resource_card

OLDEST = "1.4.2.1"
# Parameters that servers take on every search though no search declares them.
UNDECLARED = {"sort", "order", "timeout"}
# Seen on running servers, against what is declared.
BARE_JSON = {"meta.openapi"}
NOT_NEEDED = {("studies.search", "project"), ("admin.group_by_audit", "resource")}
NEEDED_YET_UNDECLARED = {("variants.query_annotation", "project")}
# Entries of several versions; one version, or all, can be searched for.
VERSIONED = {(f"{name}.search", "version") for name in ("samples", "individuals", "families", "disease_panels")}
# Their limit and skip count something else than the rows of the answer.
NOT_PAGES_OF_ROWS = {"variants.query_sample", "clinical.aggregation_stats_rga"}
# Paged calls that no database of the catalogue answers: nothing is known of an order there.
OTHER_STORES = {
    *("alignments.query", "variants.query_annotation"),
    *("variants.query_knockout_gene", "variants.query_knockout_individual"),
    *(f"clinical.{word}_rga_{of}" for word in ("query", "summary") for of in ("gene", "individual", "variant")),
    *("clinical.query", "clinical.stats", "clinical.tool_custom"),
}

ENDPOINTS = [e for name in resource_names() for e in load_resource(name).endpoints.values()]
each_endpoint = pytest.mark.parametrize("endpoint", ENDPOINTS, ids=lambda e: e.label)


@pytest.fixture(scope="session")
def rows(shared):
    content = json.loads((shared / "reference/endpoints/endpoints.json").read_text())
    return {(r["http"], r["path"].removeprefix("/{apiVersion}/")): r for r in content}


def kind_of(endpoint, parameter):
    """Kind of value of a declared parameter; old declarations have words of Java for a text."""
    return {"list": "string", "object": "string"}.get(parameter["type"], parameter["type"])


def default_of(field):
    """Default of a field of a body as a value; the reference has the text of the source."""
    text = field.get("default")
    if field["type"] == "boolean":
        return {"true": True, "false": False}.get(text)
    if field["type"] in ("integer", "number") and text is not None:
        return float(text.removesuffix("f"))
    return text


def last(row, version):
    """Version with which a part of an endpoint ended, None when it lasted as long as the endpoint."""
    return None if version == row["until"] else version


@pytest.fixture
def described(rows):
    """Every endpoint with its row of the reference."""
    return [(endpoint, rows[endpoint.method, endpoint.path]) for endpoint in ENDPOINTS]


def test_every_room_of_the_server_has_a_resource():
    assert resource_names() == (
        *("admin", "alignments", "analysis_tool", "clinical", "cohorts", "disease_panels", "families", "files"),
        *("ga4gh", "individuals", "jobs", "meta", "operations", "organizations", "projects", "samples"),
        *("studies", "user_tools", "users", "variants", "workflows"),
    )


@pytest.mark.shared
def test_every_endpoint_of_the_reference_is_there_once_and_none_is_invented(rows):
    found = Counter((e.resource, e.method, e.path) for e in ENDPOINTS)
    assert set(found.values()) == {1}
    assert set(found) == {(r["resource"], *key) for key, r in rows.items()}
    assert len(found) == 380


def test_as_many_endpoints_stand_now_and_are_gone_as_the_reference_counts():
    assert Counter(e.until is None for e in ENDPOINTS) == {True: 328, False: 52}


@pytest.mark.shared
def test_facts_of_an_endpoint(described):
    for endpoint, row in described:
        kind = {"rest": "envelope", "raw_json": "json"}.get(row["response_kind"], row["response_kind"])
        assert endpoint.name in (row["python_method"], f"{row['python_method']}_v1"), endpoint.label
        assert (endpoint.since or OLDEST, endpoint.until) == (row["since"], row["until"]), endpoint.label
        assert endpoint.absent == tuple(row.get("absent_in", ())), endpoint.label
        assert endpoint.paged == (row["paged"] and endpoint.label not in NOT_PAGES_OF_ROWS), endpoint.label
        assert endpoint.countable == row["countable"], endpoint.label
        assert (endpoint.returns_job, endpoint.deprecated) == (row["returns_job"], row["deprecated"]), endpoint.label
        assert endpoint.rows == row["response"], endpoint.label
        assert endpoint.answer == ("json" if endpoint.label in BARE_JSON else kind), endpoint.label


@pytest.mark.shared
def test_placeholders_of_a_path(described):
    for endpoint, row in described:
        found = [(p.wire, p.name, p.multiple) for p in endpoint.path_parameters]
        assert found == [(p["name"], p["python"], p.get("multi", False)) for p in row["path_params"]], endpoint.label


@pytest.mark.shared
def test_parameters_of_query_and_form(described):
    for endpoint, row in described:
        expected = {
            p["name"]: (
                "form" if p.get("in") == "form" else "query",
                kind_of(endpoint, p),
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
                *(p.place, p.declared_type or p.type, p.allowed, p.default, p.required, p.deprecated, p.multiple),
                p.since or endpoint.since or OLDEST,
                p.until,
            )
            for p in endpoint.query_parameters
            if p.declared
        }
        assert found == expected, endpoint.label


@pytest.mark.shared
def test_python_names_are_those_of_the_reference_with_dots_as_underscores(described):
    for endpoint, row in described:
        usual = {p["name"]: p["python"].replace(".", "_") for p in row["query_params"]}
        odd = {p.wire: p.name for p in endpoint.query_parameters if p.declared and p.name != usual[p.wire]}
        # A word of Python's own, a query parameter with the name of a placeholder, and an older dotted spelling
        # beside the newer one.
        odd = {wire: name for wire, name in odd.items() if name not in (f"{wire}_", f"query_{wire}")}
        # A parameter of older servers leaves its name to the field of today's body.
        fields = endpoint.body.current if endpoint.body else ()
        odd = {wire: name for wire, name in odd.items() if wire not in fields}
        # Every call takes dry_run, so the filter of that name has another one.
        assert odd.pop("dryRun", "was_dry_run") == "was_dry_run", endpoint.label
        assert all("." in wire and "__" in name for wire, name in odd.items()), endpoint.label


@pytest.mark.shared
def test_fields_of_a_body(described):
    for endpoint, row in described:
        assert (endpoint.body is not None) == row["body"], endpoint.label
        if endpoint.body is None:
            continue
        expected = [
            (
                *(f["name"], f["type"], tuple(f["enum"]) if f.get("enum") else None, default_of(f)),
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
        assert found == expected, endpoint.label
        assert (endpoint.body.name, endpoint.body.required) == (row["body_class"], row["body_required"]), endpoint.label


@each_endpoint
def test_searches_take_an_order_and_a_time_limit_though_they_do_not_say_so(endpoint):
    wires = {p.wire for p in endpoint.parameters}
    undeclared = {p.wire for p in endpoint.parameters if not p.declared}
    undeclared -= {wire for label, wire in (*NEEDED_YET_UNDECLARED, *VERSIONED) if label == endpoint.label}
    assert undeclared <= UNDECLARED
    assert wires >= UNDECLARED if endpoint.paged and endpoint.label not in OTHER_STORES else not undeclared


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
        ("disease_panels.search", "panels", "id"),
        ("clinical.search", "clinical_analyses", "id"),
        ("clinical.search_interpretation", "interpretations", "id"),
        ("clinical.query_variant", "variants", None),
        ("variants.query", "variants", None),
        ("variants.run_export", "jobs", None),
        ("variants.query_sample_stats", "sample_variant_stats", None),
        ("alignments.query_coverage", "region_coverage", None),
        ("user_tools.search", "external_tools", "id"),
        # Declared as samples, as a response in general, as a map.
        ("admin.search_users", "users", "id"),
        ("clinical.update_annotation_sets_annotations", "clinical_analyses", None),
        ("variants.aggregation_stats", "facets", None),
        ("operations.variant_annotation_extension_configure", "jobs", None),
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


def test_reading_the_largest_file_takes_few_steps():
    load_resource.cache_clear()
    catalogue._load.cache_clear()
    steps = Counter()
    sys.setprofile(lambda frame, event, argument: steps.update((event,)))
    try:
        load_resource("clinical")
    finally:
        sys.setprofile(None)
    # 42,000 calls of Python functions; the parser written in Python would make 425,000 more.
    assert 10_000 < steps["call"] < 100_000


def test_endpoints_are_made_when_they_are_first_looked_at():
    load_resource.cache_clear()
    endpoints = load_resource("cohorts").endpoints
    assert len(endpoints) == len(list(endpoints)) == 14
    assert "search" in endpoints
    assert "nothing" not in endpoints
    assert endpoints["search"] is endpoints["search"]
    assert repr(endpoints).startswith("<endpoints of cohorts: search, info, ")
    with pytest.raises(KeyError):
        endpoints["nothing"]


def test_a_resource_can_use_words_of_a_further_file():
    here, there = load_resource("variants").endpoints["query"], load_resource("clinical").endpoints["query_variant"]
    for wire in ("populationFrequencyAlt", "ct", "panel", "sample"):
        assert here.parameter(wire) == there.parameter(wire)


def test_a_placeholder_can_differ_in_one_endpoint():
    clinical = load_resource("clinical").endpoints
    assert clinical["info"].ids_parameter.wire == "clinicalAnalysis"
    assert clinical["update_report"].ids_parameter is None


def test_sentences_are_not_repeated_for_different_things():
    wires = {}
    for endpoint in ENDPOINTS:
        for p in endpoint.parameters:
            wires.setdefault((p.about, p.place == "path"), set()).add(p.wire)
    # The same filter of files under the names of servers 2 and 1.
    assert [names for names in wires.values() if len(names) > 1] == [{"sampleIds", "samples"}]


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


def test_gets_that_change_something_are_marked_and_written_among_the_writes():
    marked = {e.label for e in ENDPOINTS if e.changes and e.until is None}
    assert marked == {"samples.load", "files.refresh", "users.reset_password"}
    card = resource_card("samples", load_resource("samples").endpoints.values())
    reads, _, writes = card.partition("writes and starts jobs")
    assert "<code>load</code>" not in reads
    assert re.search(r"\bload\b", writes)
    assert re.search(r"\bsearch\b", reads)
