"""An answer tells its rows, counts and events as they are, whatever server or client it came from."""

from __future__ import annotations

import base64
import gzip
import io
import json
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from opencga_frames import RestResponse
from opencga_frames.errors import AnswerError, DecodeError, StorageError, UsageError
from opencga_frames.ground.secret import Mask, mask
from opencga_frames.rest.answer.answer import Answer
from opencga_frames.rest.caller import Caller
from opencga_frames.rest.wire.message import Reply

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TRACES = [
    "server-5.0.0",
    "server-4.0.0",
    "server-2.12.9",
    "variants-5.0.0",
    "variants-facets-patched-5.0.0",
    "jobs-5.0.0",
]
OLD = {
    "apiVersion": "v1",
    "time": 19,
    "warning": "slow",
    "error": "",
    "queryOptions": {"include": ["id"]},
    "response": [
        {"id": "S1", "dbTime": 3, "numResults": 1, "numTotalResults": 1, "errorMsg": "", "result": [{"id": "S1"}]},
        {"id": "S4", "dbTime": 3, "numResults": 0, "numTotalResults": 0, "errorMsg": "Not found.", "result": []},
    ],
}


def envelope(rows: list[Any], matches: int = -1, **more: Any) -> dict[str, Any]:
    result = {"time": 2, "events": [], "numResults": len(rows), "results": rows, "numMatches": matches, **more}
    return {"apiVersion": "v2", "time": 5, "events": [], "params": {"study": "o@p:s"}, "responses": [result]}


def exchanges(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def replay(exchange: dict[str, Any]) -> Answer:
    answer, request = exchange["answer"], exchange["request"]
    text = answer.get("body")
    body = base64.b64decode(answer["body_base64"]) if text is None else text.encode()
    headers = {name.lower(): value for name, value in answer["headers"]}
    reply = Reply(answer["status"], headers, body, "http://host")
    transport = SimpleNamespace(send=lambda _: reply, mask=Mask(()))
    configuration = SimpleNamespace(url="http://host", study=None, page_size=1_000, workers=1, version_check="off")
    caller = Caller(transport, Answer, configuration)  # type: ignore[arg-type]
    parts = urlsplit(request["path"])
    params = dict(parse_qsl(parts.query, keep_blank_values=True))
    return caller.raw("GET", parts.path.partition("/v2/")[2].strip("/").replace("//", "/") or "x", params)


@pytest.mark.parametrize("trace", TRACES)
def test_every_recorded_answer_is_a_response_or_an_error(traces: Path, trace: str) -> None:
    counted = 0
    for exchange in exchanges(traces / f"{trace}.jsonl.gz"):
        if exchange["request"]["method"] in ("HEAD", "OPTIONS"):
            continue
        body = _json(exchange["answer"].get("body"))
        told = isinstance(body, dict) and "responses" in body
        try:
            response = replay(exchange)
        except AnswerError as error:
            response = error.response
            assert exchange["answer"]["status"] >= 400 or not told or _errors(body), exchange["name"]
            assert (response is None) is not told
        else:
            assert exchange["answer"]["status"] < 300
        if told:
            _same(response, body)
            _same(Answer.from_json(exchange["answer"]["body"]), body)
            counted += 1
    assert counted > 10


def _json(text: str | None) -> Any:
    try:
        return json.loads(text or "")
    except ValueError:
        return None


def _errors(body: dict[str, Any]) -> list[Any]:
    events = [*body.get("events", []), *(e for r in body["responses"] for e in r.get("events") or [])]
    return [e for e in events if e["type"] == "ERROR"]


def _same(response: Answer, body: dict[str, Any]) -> None:
    rows = [row for result in body["responses"] for row in result.get("results") or []]
    assert response.results() == rows
    assert response.num_results() == len(response) == len(rows)
    assert list(response) == rows
    assert [json.loads(text) for text in response.rows()] == [r.get("results") or [] for r in body["responses"]]
    counts = [r.get("numMatches", -1) for r in body["responses"]]
    assert response.num_matches() == (sum(counts) if min(counts, default=-1) >= 0 else -1)
    for name, method in (("Inserted", response.get_num_inserted), ("Updated", response.get_num_updated)):
        assert method() == sum(r.get(f"num{name}", 0) for r in body["responses"])
    assert response.get_num_deleted() == sum(r.get("numDeleted", 0) for r in body["responses"])
    top = [(e["type"], e.get("id", ""), mask(e.get("message", ""))) for e in body.get("events", [])]
    inner = [
        (e["type"], e.get("id", ""), mask(e.get("message", "")))
        for r in body["responses"]
        for e in r.get("events") or []
    ]
    assert [(e["type"], e["id"], e["message"]) for e in response.get_response_events()] == top
    assert [(e["type"], e["id"], e["message"]) for e in response.get_result_events()] == inner
    assert {(e.type, e.id, e.message) for e in response.events} == {*top, *inner}
    assert response.params == body.get("params", {})
    assert response.api_version == body["apiVersion"]


@pytest.mark.shared
def test_every_example_and_capture_can_be_read(shared: Path) -> None:
    read = 0
    for path in sorted((shared / "reference/wire/examples").glob("*.json")):
        body = json.loads(path.read_text(encoding="utf-8"))
        key = next((k for k in ("responses", "response") if k in body), None) if isinstance(body, dict) else None
        if key is None:
            with pytest.raises(DecodeError):
                Answer.from_json(path)
            continue
        inner = "results" if key == "responses" else "result"
        assert Answer.from_json(path).results() == [row for part in body[key] for row in part.get(inner) or []]
        read += 1
    assert read > 30


@pytest.mark.shared
@pytest.mark.parametrize("name", ["datares", "envelope"])
def test_saved_lines_of_answers_are_pages(shared: Path, name: str) -> None:
    for path in sorted((shared / "data").glob(f"*/{name}.jsonl.gz")):
        lines = list(exchanges(path))
        elements = [e for line in lines for e in (line.get("responses") or line.get("response") or [line])]
        rows = [row for e in elements for row in e.get("results") or e.get("result") or []]
        assert Answer.from_json(path).results() == rows


@pytest.mark.shared
def test_documents_in_lines_can_be_read(shared: Path) -> None:
    path = shared / "data/mongo-dump-v5.0.0-task-7645/sample.jsonl.gz"
    rows = list(exchanges(path))
    response = Answer.from_documents(path, entity="sample", study="s")
    assert response.results() == rows
    assert (response.entity, response.study, response.num_matches()) == ("sample", "s", -1)


def test_the_shape_of_1_4_has_one_element_per_id() -> None:
    response = Answer.from_json(OLD)
    assert response.results() == [{"id": "S1"}]
    assert [element["numResults"] for element in response.responses()] == [1, 0]
    assert response.get_response(1)["id"] == "S4"
    assert response.get_results(1) == []
    assert [(e.type, e.message) for e in response.events] == [("WARNING", "slow"), ("ERROR", "Not found.")]
    assert response.num_matches() == 1


@pytest.mark.parametrize("matches", [250, -1])
def test_pages_of_one_search_are_one_element(matches: int) -> None:
    pages = [envelope([{"id": n} for n in range(i, i + 100)], matches) for i in (0, 100)]
    response = Answer.from_json(pages)
    (element,) = response.get_responses()
    assert element["numResults"] == response.get_num_results() == 200
    assert response.num_matches() == matches
    assert [row["id"] for row in element["results"]] == list(range(200))
    assert response.get_result(150) == {"id": 150}
    assert response.time == 10
    assert response.study == "o@p:s"


@pytest.mark.parametrize("kind", ["bytes", "text", "path", "name", "gzip", "file", "text file", "dict", "bare", "list"])
def test_a_saved_answer_may_come_in_any_form(kind: str, tmp_path: Path) -> None:
    body = envelope([{"id": "S1"}], 1)
    text = json.dumps(body, indent=1)
    path, packed = tmp_path / "answer.json", tmp_path / "answer.json.gz"
    path.write_text(text, encoding="utf-8")
    packed.write_bytes(gzip.compress(text.encode()))
    sources = {
        "bytes": text.encode(),
        "text": text,
        "path": path,
        "name": str(path),
        "gzip": packed,
        "file": io.BytesIO(text.encode()),
        "text file": io.StringIO(text),
        "dict": body,
        "bare": body["responses"][0],
        "list": [body],
    }
    response = Answer.from_json(sources[kind])
    assert response.results() == [{"id": "S1"}]
    assert response.num_matches() == 1
    assert repr(response) == "<Answer saved answer: 1 of 1 rows>"


@pytest.mark.parametrize(
    ("source", "error", "text"),
    [
        (b"<html>", DecodeError, "not JSON"),
        ("{}", DecodeError, "not an answer of OpenCGA"),
        ('{"responses": null}', DecodeError, "an object with 'responses'"),
        ('{"error": "Category"}', DecodeError, "an object with 'error'"),
        ("[]", DecodeError, "empty list"),
        ("[1]", DecodeError, "JSON of type int"),
        ('{"responses": [{"results": [', DecodeError, "not JSON"),
        (b"\x1f\x8bxx", DecodeError, "cut or damaged"),
        ("nosuchfile.json", StorageError, "cannot be read"),
        (5, UsageError, "from int"),
        (None, UsageError, "from NoneType"),
    ],
)
def test_what_is_no_answer_is_refused(source: Any, error: type[Exception], text: str) -> None:
    with pytest.raises(error, match=text):
        Answer.from_json(source)


def test_an_object_that_merely_has_a_read_attribute_is_no_file() -> None:
    with pytest.raises(UsageError):
        Answer.from_json(SimpleNamespace(read="x"))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "source",
    [
        [{"id": "a"}, {"id": "b"}],
        ({"id": c} for c in "ab"),
        '{"id": "a"}\n\n{"id": "b"}\n',
        b'[{"id": "a"}, {"id": "b"}]',
        ['{"id": "a"}', b'{"id": "b"}'],
        gzip.compress(b'{"id": "a"}\n{"id": "b"}', mtime=0),
    ],
)
def test_documents_may_come_in_any_form(source: Any) -> None:
    assert Answer.from_documents(source, entity="sample").results() == [{"id": "a"}, {"id": "b"}]


def test_documents_are_kept_in_pages() -> None:
    response = Answer.from_documents({"id": n} for n in range(2_500))
    assert len(response.pages) == 3
    assert [row["id"] for row in response] == list(range(2_500))


def test_one_document_and_none() -> None:
    assert len(Answer.from_documents('{\n"id": "a"\n}')) == 1
    assert len(Answer.from_documents({"id": "a"})) == 1
    assert len(Answer.from_documents([])) == 0
    assert repr(Answer.from_documents([], entity="sample")) == "<Answer sample documents: 0 rows>"


def test_a_bad_line_is_named() -> None:
    with pytest.raises(DecodeError, match="Document 2 is not a JSON object"):
        Answer.from_documents('{"id": "a"}\n[1]\n')
    with pytest.raises(DecodeError, match="Document 1 cannot be written"):
        Answer.from_documents([{"id": object()}])


def test_a_subclass_makes_its_own_kind() -> None:
    class Own(Answer):
        pass

    assert type(Own.from_json(envelope([]))) is Own
    assert type(Own.from_documents([])) is Own


def test_an_empty_answer_is_true() -> None:
    assert Answer.from_json(envelope([]))


def test_an_answer_without_requests_is_empty() -> None:
    response = Answer([])
    assert (response.results(), len(response), response.num_matches(), response.responses()) == ([], 0, -1, [])


def test_events_are_masked_and_can_be_asked_by_type() -> None:
    events = [{"type": "ERROR", "id": "x", "message": "Authentication token is expired : abc.def"}]
    response = Answer.from_json(envelope([], events=[*events, {"type": "WARNING", "message": "w"}]))
    assert "abc" not in str(response.events) + str(response.responses()) + str(response.get_result_events())
    assert [e.message for e in response.warnings] == ["w"]
    assert [e["message"] for e in response.get_result_events("WARNING")] == ["w"]
    assert response.get_response_events("INFO") == []
    with pytest.raises(UsageError):
        response.get_result_events("ALARM")  # type: ignore[arg-type]


def test_the_version_of_the_server_is_told() -> None:
    assert Answer.from_json(envelope([], federationNode={"version": "5.0.0"})).server_version == "5.0.0"
    assert Answer.from_json(OLD).server_version == ""


def test_print_results_writes_lines() -> None:
    rows = [
        {"id": "a", "status": {"id": "READY"}, "phenotypes": [{"id": "p"}, {"id": "q"}], "x": []},
        {"id": "b", "files": ["f", "g"]},
    ]
    out = io.StringIO()
    response = Answer.from_json(envelope(rows, 2))
    response.print_results("id,status.id,phenotypes.id,files", outfile=out, title="Samples", metadata=False)
    assert out.getvalue().splitlines() == [
        "Samples",
        "------------",
        "#id\tstatus.id\tphenotypes.id\tfiles",
        "a\tREADY\tp,q\t.",
        "b\t.\t.\tf,g",
    ]


def test_print_results_writes_to_standard_output_and_files(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    response = Answer.from_json(envelope([{"id": "a"}, {"id": "b"}], 2, events=[{"type": "INFO", "message": "hi"}]))
    response.print_results(limit=1)
    assert capsys.readouterr().out.splitlines() == [
        "#INFO: hi",
        "#Time: 5",
        "#Num matches: 2",
        "#Num results: 2",
        "#Num inserted: 0",
        "#Num updated: 0",
        "#Num deleted: 0",
        "#id",
        "a",
    ]
    response.print_results(["id"], outfile=tmp_path / "rows.txt", metadata=False)
    assert (tmp_path / "rows.txt").read_text(encoding="utf-8") == "#id\na\nb\n"
    with pytest.raises(StorageError):
        response.print_results(outfile=tmp_path / "no" / "rows.txt")


DEEP = "[" * 3_000 + "]" * 3_000


@pytest.mark.parametrize("text", [DEEP, f'{{"responses": [{{"results": {DEEP}}}]}}', f'{{"results": {DEEP}}}'])
def test_saved_answers_nested_too_deeply_are_our_error(text):
    with pytest.raises(DecodeError):
        RestResponse.from_json(text).frame()


def test_documents_that_hold_themselves_are_our_error():
    document = {"id": "S1"}
    document["self"] = document
    with pytest.raises(DecodeError, match="Document 1 cannot be written as JSON"):
        RestResponse.from_documents([document], entity="sample")
