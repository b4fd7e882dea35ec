"""An envelope that is broken is no answer, least of all an empty one."""

from __future__ import annotations

import json

import pytest

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
