"""Every endpoint of the catalogue is called once: the verb and path that go out, and what comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import requests
import requests_mock

from opencga_frames import OpenCGAClient
from opencga_frames.frames.schema.registry import entity_of, find_table
from opencga_frames.rest.catalogue import load_resource, resource_names

if TYPE_CHECKING:
    from pathlib import Path

    from opencga_frames.rest.catalogue.endpoint import Endpoint, Parameter

HOST = "http://ws.example.org/opencga"
BASE = f"{HOST}/webservices/rest/v2/"
CASES = [
    pytest.param(resource, name, id=f"{resource}.{name}")
    for resource in resource_names()
    for name in load_resource(resource).endpoints
]


def row_of(endpoint: Endpoint) -> dict[str, Any]:
    """A row that the endpoint may answer with: entries have ids, counts and pieces of files have none."""
    return {"id": "x"} if endpoint.table is None or ("id",) in entity_of(endpoint.table).known_paths else {}


def row_is_document(table: str) -> bool:
    described = find_table(table)
    return not (described.rows or described.special)


def reply_of(endpoint: Endpoint) -> dict[str, Any]:
    block = {"results": [row_of(endpoint)], "numResults": 1, "numMatches": 1, "events": []}
    envelope = {"events": [], "params": {}, "responses": [block]}
    return {
        "envelope": {"json": envelope, "headers": {"Content-Type": "application/json"}},
        "json": {"json": [row_of(endpoint)], "headers": {"Content-Type": "application/json"}},
        "text": {"text": "some text", "headers": {"Content-Type": "text/plain"}},
        "binary": {"content": b"\x1f\x8b", "headers": {"Content-Type": "application/octet-stream"}},
    }[endpoint.answer]


def sample_value(parameter: Parameter, folder: Path) -> Any:
    if parameter.type == "binary":
        file = folder / "x.txt"
        file.write_text("x", encoding="utf-8")
        return file
    values = {"integer": 1, "number": 1.5, "boolean": True}
    return parameter.allowed[0] if parameter.allowed else values.get(parameter.type, "x")


def arguments(endpoint: Endpoint, folder: Path) -> dict[str, Any]:
    needed = [p for p in endpoint.parameters if p.required or p.place == "path"]
    found = {p.name: sample_value(p, folder) for p in needed}
    return found | ({"data": {}} if endpoint.body else {})


@pytest.mark.parametrize(("resource", "name"), CASES)
def test_a_call_sends_its_verb_and_path_and_reads_its_kind_of_answer(resource: str, name: str, tmp_path: Path) -> None:
    endpoint = load_resource(resource).endpoints[name]
    session = requests.Session()
    wire = requests_mock.Adapter()
    session.mount("http://", wire)
    wire.register_uri(requests_mock.ANY, requests_mock.ANY, **reply_of(endpoint))
    oc = OpenCGAClient({"rest": {"host": HOST}, "version_check": "off"}, token="t", session=session)

    answer = getattr(getattr(oc, resource), name)(**arguments(endpoint, tmp_path))

    expected = endpoint.path
    for parameter in endpoint.path_parameters:
        expected = expected.replace(f"{{{parameter.wire}}}", str(sample_value(parameter, tmp_path)))
    sent = wire.request_history[-1]
    assert (sent.method, sent.url.partition("?")[0]) == (endpoint.method, BASE + expected)
    if endpoint.answer == "binary":
        assert answer.content == b"\x1f\x8b"
    elif endpoint.answer == "text":
        assert answer.text == "some text"
    else:
        assert answer.results() == [row_of(endpoint)]
        assert len(answer.frame()) == 1 or not row_is_document(answer.main_table)


def test_there_are_as_many_as_the_servers_have() -> None:
    assert len(CASES) == 380
