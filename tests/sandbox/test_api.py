"""``meta/api`` and ``meta/openapi``: the sandbox describes the endpoints the package's catalogue holds."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def facts() -> Any:
    """The facts made anew from the catalogue."""
    spec = importlib.util.spec_from_file_location("api_facts", HERE / "api_facts.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def outline(text: str) -> Any:
    """Return the facts without their prose: endpoints with names, places, types and values of their parameters."""
    data = json.loads(text)
    bare = [facts[:-1] for facts in data["parameters"]]
    return {
        word: [name, path, [[*one[:3], sorted(bare[n] for n in one[4]), one[5]] for one in endpoints]]
        for word, (name, path, endpoints) in data["categories"].items()
    }


def test_the_facts_are_those_of_the_catalogue(facts: Any) -> None:
    """Run ``python tests/sandbox/api_facts.py`` after an endpoint was changed."""
    assert outline(facts.path().read_text("utf-8")) == outline(facts.facts())


def test_categories_come_in_the_real_form(owner: Any, trace: list[dict[str, Any]]) -> None:
    real = next(one for one in trace if one["name"] == "meta-api-summary")
    wanted = json.loads(real["answer"]["body"])["responses"][0]["results"][0][0]
    got = owner.get("meta/api", category="meta").json()["responses"][0]["results"][0][0]
    assert (got["name"], got["path"], list(got)) == (wanted["name"], wanted["path"], list(wanted))
    assert {e["path"]: set(e) for e in got["endpoints"]} == {e["path"]: set(e) for e in wanted["endpoints"]}
    model = next(e for e in got["endpoints"] if e["path"].endswith("/model"))
    theirs = next(e for e in wanted["endpoints"] if e["path"].endswith("/model"))
    assert set(model["parameters"][0]) == set(theirs["parameters"][0])


def test_all_categories_together_describe_every_endpoint(owner: Any) -> None:
    rows = owner.get("meta/api").json()["responses"][0]["results"][0]
    assert (len(rows), sum(len(one["endpoints"]) for one in rows)) == (18, 306)


def test_openapi_needs_an_address(owner: Any) -> None:
    assert owner.get("meta/openapi").status_code == 500
    document = owner.get("meta/openapi", url="http://host.example.org/opencga").json()
    assert (document["swagger"], document["host"]) == ("2.0", "host.example.org")
    assert "get" in document["paths"]["/v2/samples/search"]
