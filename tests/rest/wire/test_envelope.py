"""An envelope that is broken is no answer, least of all an empty one."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opencga_frames.errors import OpenCGAError, UnreadableAnswerError
from opencga_frames.rest.wire.envelope import read_page

BROKEN = {
    "no response": b'{"responses": []}',
    "results are null": b'{"responses": [{"results": null, "numResults": 0}]}',
    "results are true": b'{"responses": [{"results": true}]}',
    "results are a number": b'{"responses": [{"results": 5}]}',
    "results are an object": b'{"responses": [{"results": {"id": "S1"}}]}',
    "results are a string": b'{"responses": [{"results": "S1"}]}',
    "results are missing": b'{"responses": [{"numResults": 0, "numMatches": 3}]}',
    "the second of two": b'{"responses": [{"results": [{"id": "S1"}]}, {"results": null}]}',
    "server 1.4": b'{"response": [{"result": null}]}',
}
READERS = {
    "search": lambda oc: oc.samples.search(study="demo@rare:s"),
    "frame": lambda oc: oc.samples.frame(study="demo@rare:s"),
    "uncounted": lambda oc: oc.samples.search(study="demo@rare:s", count=False),
    "info": lambda oc: oc.samples.info("S1", study="demo@rare:s"),
    "hidden rows": lambda oc: oc.projects.search(),
    "any path": lambda oc: oc.call("GET", "samples/search", {"study": "s"}),
    "one call": lambda oc: oc.samples.aggregation_stats(study="demo@rare:s"),
}


@pytest.mark.parametrize("reader", READERS.values(), ids=READERS)
@pytest.mark.parametrize("body", BROKEN.values(), ids=BROKEN)
def test_no_reader_takes_it_for_an_answer_without_rows(scripted, connect, body, reader):
    oc = connect(scripted(lambda asked: (200, {"Content-Type": "application/json"}, body)))
    with pytest.raises(UnreadableAnswerError, match="broken"):
        reader(oc)


@pytest.mark.parametrize("body", BROKEN.values(), ids=BROKEN)
@pytest.mark.parametrize("workers", [1, 4])
def test_no_page_of_a_walk_is_taken_for_the_end(scripted, connect, wire, *, body, workers):
    rows = [{"id": f"S{n:02}"} for n in range(30)]

    def answer(asked):
        return (200, wire.JSON, body) if int(asked.query["skip"]) >= 20 else wire.sliced(asked, rows)

    oc = connect(scripted(answer), page_size=10, workers=workers)
    with pytest.raises(OpenCGAError) as caught:
        oc.samples.search(study="demo@rare:s")
    assert len(caught.value.response) < 30
    assert not caught.value.response.is_complete


@pytest.mark.parametrize("told", [0, 9, 11])
def test_the_number_of_rows_is_compared_with_the_rows(scripted, connect, wire, told):
    def answer(asked):
        status, headers, body = wire.sliced(asked, [{"id": f"S{n:02}"} for n in range(30)])
        return status, headers, body.replace(b'"numResults": 10', b'"numResults": %d' % told)

    with pytest.raises(UnreadableAnswerError, match=f"says that it holds {told} rows but holds 10"):
        connect(scripted(answer), page_size=10).samples.search(study="demo@rare:s")


@pytest.mark.parametrize("number", [2**63, 10**30, True, "5", 1.5, None])
def test_what_is_no_count_is_none(number):
    page = read_page(json.dumps({"responses": [{"results": [], "numMatches": number}]}).encode())
    assert page is not None
    assert page.blocks[0].num_matches == -1


def test_a_write_is_not_called_failed_for_its_answer(scripted, connect):
    oc = connect(scripted(lambda asked: (200, {"Content-Type": "application/json"}, b'{"responses": []}')))
    assert oc.call("POST", "samples/create", data={"id": "S1"}).results() == []


TRICKY = st.text('{}[]",:\\ \u00e9', max_size=6) | st.sampled_from(
    ['"results":[', '],"results":[', "results", "result"]
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | TRICKY,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TRICKY, inner, max_size=3),
    max_leaves=6,
)
ROWS = st.lists(st.fixed_dictionaries({"id": TRICKY}, optional={"uuid": TRICKY, "results": VALUES, "a": VALUES}))


@st.composite
def envelopes(draw: st.DrawFn) -> dict[str, Any]:
    """Envelopes whose members stand in any order, some of them with brackets or with the names of others."""
    plural = draw(st.booleans())
    result = {"results" if plural else "result": draw(ROWS | st.lists(VALUES, max_size=3))}
    others = ["attributes", "events", "resultType", "more", "result" if plural else "results"]
    result |= draw(st.dictionaries(st.sampled_from(others), VALUES))
    whole = {"responses" if plural else "response": [dict(draw(st.permutations(list(result.items()))))]}
    whole |= draw(st.dictionaries(st.sampled_from(["params", "events", "results", "more"]), VALUES))
    return dict(draw(st.permutations(list(whole.items()))))


@given(envelope=envelopes(), spaces=st.sampled_from([(",", ":"), (", ", ": ")]), indent=st.none() | st.just(1))
def test_rows_are_those_between_their_brackets_whatever_is_around_them(envelope, spaces, indent):
    body = json.dumps(envelope, separators=spaces, indent=indent).encode()
    page = read_page(body)
    (result,) = envelope["responses"] if "responses" in envelope else envelope["response"]
    told = result["results"] if "results" in result else result["result"]
    rows = told if isinstance(told, list) else []
    assert page is not None
    (block,) = page.blocks
    assert json.loads(block.rows) == rows
    assert (block.fault == "") is isinstance(told, list)
    assert block.attributes == (result.get("attributes") if isinstance(result.get("attributes"), dict) else {})
    assert block.result_type == str(result.get("resultType") or "")
    assert page.params == (envelope.get("params") if isinstance(envelope.get("params"), dict) else {})
    if block.names is not None:
        assert [(name.id, name.uuid) for name in block.names] == [(row.get("id"), row.get("uuid")) for row in rows]


def test_rows_and_their_names_are_read_together_from_an_answer_as_servers_write_it():
    around = b'{"apiVersion":"v2","events":[],"params":{"study":"s"},"responses":[{"time":1,"events":[],"numResults":1,'
    body = around + b'"results":[{"id":"S1","uuid":"u","a":[1]}],"resultType":"Sample","attributes":{"ids":[1,2]}}]}'
    page = read_page(body)
    assert page is not None
    (block,) = page.blocks
    assert block.rows == b'[{"id":"S1","uuid":"u","a":[1]}]'
    assert block.names is not None
    assert [(name.id, name.uuid, name.version) for name in block.names] == [("S1", "u", None)]
    assert block.with_rows(b"[]").names is None


def test_broken_rows_are_not_cut_out_of_what_is_around_them():
    assert read_page(b'{"responses":[{"results":[{"id":"S1"},{"id":],"numResults":2}]}') is None


def test_of_two_members_of_one_name_the_last_one_counts():
    page = read_page(b'{"responses":[{"results":[{"id":"a"}],"results":[{"id":"b"}]}]}')
    assert page is not None
    assert page.blocks[0].rows == b'[{"id":"b"}]'
