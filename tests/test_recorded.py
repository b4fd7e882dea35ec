"""What real servers answered, served to the client as it came: an answer or the right error, and whole tables."""

from __future__ import annotations

import base64
import gzip
import importlib.util
import json
import re
from collections import Counter
from pathlib import Path
from urllib.parse import parse_qsl, unquote

import pytest

from opencga_frames import RestResponse
from opencga_frames.errors import AnswerError, OpenCGAError, UsageError
from opencga_frames.frames.schema.registry import entity_of
from opencga_frames.ground.secret import mask
from opencga_frames.rest.catalogue import load_resource, resource_names

TRACES = {
    "server-5.0.0": 2266,
    "server-4.0.0": 43,
    "server-2.12.9": 90,
    "variants-5.0.0": 305,
    "variants-facets-patched-5.0.0": 17,
    "jobs-5.0.0": 234,
}
#: Rows whose tables are described, by the class the envelope names.
DESCRIBED = {
    "Sample": "samples",
    "Individual": "individuals",
    "Family": "families",
    "Cohort": "cohorts",
    "File": "files",
    "Project": "projects",
    "Study": "studies",
    "User": "users",
}


def exchanges(traces, *names):
    for name in names or TRACES:
        with gzip.open(traces / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for line in lines:
                exchange = json.loads(line)
                # The package sends no other verbs.
                if exchange["request"]["method"] in {"GET", "POST", "DELETE"}:
                    yield exchange


def told(exchange):
    """The envelope, read without the package, or None."""
    try:
        content = json.loads(exchange["answer"].get("body") or "")
    except ValueError:
        return None
    return content if isinstance(content, dict) and "responses" in content else None


def events_of(content):
    inner = [event for block in content["responses"] for event in block.get("events") or []]
    return [*(content.get("events") or []), *inner]


@pytest.fixture
def replayed(scripted, connect):
    """A client whose server gives the recorded answer, whatever it is asked."""
    now = {}

    def answer(asked):
        recorded = now["answer"]
        text = recorded.get("body")
        body = text.encode() if text is not None else base64.b64decode(recorded.get("body_base64") or "")
        kept = {name: value for name, value in recorded["headers"] if name.lower() != "content-length"}
        return recorded["status"], kept, body

    server = scripted(answer)
    oc = connect(server, workers=1)

    def ask(exchange, call=None):
        now["answer"] = exchange["answer"]
        if call is not None:
            return call(oc)
        request = exchange["request"]
        path, _, query = request["path"].partition("?")
        below = unquote(path.partition("/rest/")[2].partition("/")[2]).strip("/")
        data = b"{}" if request["method"] == "POST" else None
        return oc.call(
            request["method"], below.replace("//", "/") or "none", dict(parse_qsl(query, keep_blank_values=True)), data
        )

    ask.server = server
    return ask


@pytest.fixture(scope="module")
def kinds():
    """The table of failures that the tests of the classifier keep: status, class, text, and the error it is."""
    file = Path(__file__).parent / "rest" / "transport" / "test_failures.py"
    spec = importlib.util.spec_from_file_location("table_of_failures", file)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.KINDS, module.BY_NAME


@pytest.mark.parametrize("trace", TRACES)
def test_every_recorded_answer_is_an_answer_or_the_right_error(traces, replayed, kinds, trace):
    table, by_name = kinds
    count = 0
    for exchange in exchanges(traces, trace):
        count += 1
        content, status = told(exchange), exchange["answer"]["status"]
        where = f"{trace} {exchange['n']} {exchange['name']}"
        replayed.server.asked.clear()
        try:
            answer = replayed(exchange)
        except AnswerError as error:
            answer, failed = error.response, error
        else:
            failed = None
            assert status < 300, where
            assert content is None or not [e for e in events_of(content) if e["type"] == "ERROR"], where
        assert failed is None or right_error(failed, exchange, table, by_name), f"{where}: {failed!r}"
        # The error of an unknown study names those one may see, and asks for them.
        assert [
            a.path
            for a in replayed.server.asked
            if not a.path.endswith("studies/search") or a is replayed.server.asked[0]
        ][1:] == [], where
        if content is not None:
            assert same(answer, content), where
    assert count > 0.9 * TRACES[trace]


def right_error(error, exchange, table, by_name):
    """Tell whether an error is of the class that the table of failures gives to its event."""
    if exchange["name"] in by_name:
        return type(error) is by_name[exchange["name"]]
    content = told(exchange)
    found = [event for event in events_of(content) if event["type"] == "ERROR"] if content else []
    body = exchange["answer"].get("body") or ""
    if found:
        java = re.match(r"^(?:org|java|javax|com)\..*[.$](\w+)$", found[0].get("id", ""))
        name, text = java.group(1) if java else "", found[0].get("message", "")
    else:
        name, text = "-", body
    status = exchange["answer"]["status"]
    kind = next(k for k in table if status in k.statuses and re.fullmatch(k.event, name) and re.search(k.text, text))
    return type(error) is kind.error and error.status == status


def same(answer, content):
    rows = [row for block in content["responses"] for row in block.get("results") or []]
    matches = [block.get("numMatches", -1) for block in content["responses"]]
    events = [(e["type"], e.get("id", ""), mask(e.get("message", ""))) for e in events_of(content)]
    return (
        isinstance(answer, RestResponse)
        and answer.results() == rows
        and (len(answer), answer.num_results()) == (len(rows), len(rows))
        and answer.num_matches() == (sum(matches) if min(matches, default=-1) >= 0 else -1)
        and {(e.type, e.id, e.message) for e in answer.events} == set(events)
        and answer.params == content.get("params", {})
    )


def resource_calls():
    """Calls of the catalogue that read and do not page, by verb and pattern of the path."""
    for name in resource_names():
        for endpoint in load_resource(name).endpoints.values():
            if endpoint.method == "GET" and not endpoint.paged and not endpoint.until:
                yield re.compile("^" + re.sub(r"\{[^}]*\}", "([^/]+)", endpoint.path) + "$"), name, endpoint


@pytest.mark.filterwarnings("ignore:.*counted nothing for .nosuch.:opencga_frames.errors.OpenCGAWarning")
def test_recorded_reads_go_through_the_methods_of_the_resources(traces, replayed):
    """The same answers, asked for by ``oc.samples.info(...)`` and its like."""
    calls = list(resource_calls())
    used = Counter()
    for exchange in exchanges(traces, "server-5.0.0", "jobs-5.0.0"):
        path, _, query = exchange["request"]["path"].partition("?")
        below = path.partition("/rest/v2/")[2]
        found = next(((m, r, e) for pattern, r, e in calls if (m := pattern.match(below))), None)
        content = told(exchange)
        if exchange["request"]["method"] != "GET" or found is None or content is None:
            continue
        match, resource, endpoint = found
        places = [unquote(place) for place in match.groups()]
        places = [p.split(",") if e.multiple else p for p, e in zip(places, endpoint.path_parameters, strict=True)]
        asked = {name: value for name, value in parse_qsl(query) if name not in {"sid", "limit", "skip"}}
        where = f"{exchange['n']} {exchange['name']} {endpoint.label}"
        try:
            answer = replayed(exchange, method_call(resource, endpoint.name, places, asked))
        except UsageError:
            # What the package refuses to send, the server had refused as well, or answered without reading it.
            unread = asked.keys() - known(endpoint) or below.endswith(",/info") or ">>" in asked.get("field", "")
            unread = unread or {"include", "exclude", "sort"} & asked.keys()  # servers pass over unknown fields
            assert exchange["answer"]["status"] >= 400 or unread, where
            continue
        except AnswerError:
            assert exchange["answer"]["status"] >= 400, where
        else:
            assert exchange["answer"]["status"] < 300, where
            assert answer.results() == [row for block in content["responses"] for row in block["results"]], where
        used[endpoint.label] += 1
    assert sum(used.values()) > 250
    assert {"samples.info", "individuals.info", "files.info", "studies.info", "cohorts.info", "jobs.info"} <= set(used)


def method_call(resource, name, places, asked):
    return lambda oc: getattr(getattr(oc, resource), name)(*places, **asked)


def known(endpoint):
    return {name for p in endpoint.parameters for name in (p.name, p.wire)}


ENTRIES = re.compile(r"^(\w+)/(?:search|create|[^/]+/(?:info|update))$")


def described_answers(traces):
    """Yield answers whose rows are entries of the eight described entities, with the table they belong to."""
    for exchange in exchanges(traces):
        content = told(exchange)
        blocks = content["responses"] if content else []
        if len(blocks) != 1 or not blocks[0].get("results"):
            continue
        kind = str(blocks[0].get("resultType") or "").rpartition(".")[2]
        path = ENTRIES.match(exchange["request"]["path"].partition("?")[0].partition("/rest/v2/")[2])
        first = path.group(1) if path and not kind else None
        table = DESCRIBED.get(kind) or (first if first in DESCRIBED.values() else None)
        if table is not None:
            yield exchange, table, blocks[0]["results"]


# The recording answers every request with the same rows, also the one for the full name of the study.
@pytest.mark.filterwarnings("ignore:The full name of study")
def test_every_recorded_row_of_a_described_entity_is_in_its_tables_with_nothing_lost(traces, replayed):
    seen = Counter()
    for exchange, table, rows in described_answers(traces):
        where = f"{exchange['n']} {exchange['name']} {table}"
        try:
            answer = replayed(exchange)
        except OpenCGAError as error:
            answer = error.response
        made = answer.tables(core=False).all_arrow()  # a lost value or an unknown field would warn, and fail here
        assert list(made) == list(entity_of(table).tables), where
        assert made[table].num_rows == len(rows), where
        if table != "studies":
            key = f"{entity_of(table).name}_id"
            assert [name or "" for name in made[table][key].to_pylist()] == [row.get("id", "") for row in rows], where
        if len(rows) > 1:
            assert not set(answer.unexpected()["kind"]) & {"lost", "unknown field"}, where
            assert len(answer.frame(core=False)) == len(rows), where
        seen[table] += len(rows)
    assert set(seen) == set(DESCRIBED.values())
    assert sum(seen.values()) > 2_000
