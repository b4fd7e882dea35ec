"""Every parameter of a search that is described filters, or is refused; none is passed over."""

from __future__ import annotations

from typing import Any

import pytest

from opencga_frames.sandbox import Sandbox
from opencga_frames.sandbox.api import categories, described_category
from opencga_frames.sandbox.catalog.entities import kinds
from tests.sandbox.conftest import Client

#: Parameters that choose what of the rows is shown, and where they are looked for.
SHOWN = {
    *("include", "exclude", "limit", "skip", "count", "study", "organization", "flattenAnnotations", "field"),
    *("includeIndividual", "includeResult", "lazy", "summary", "sampleMetadata", "fields", "sort", "order"),
}
#: A value nothing has, by what the name or type of a parameter says of it.
DATES = {"creationDate": "18000101", "modificationDate": "18000101", "dueDate": "18000101", "date": "1"}
NOTHING = {
    "snapshot": "99",
    "acl": "nobody:VIEW",
    "annotation": "variableSet=nothing",
    "deleted": "true",
    "release": "99",
    "version": "9999",
    "numSamples": "987654321",
    "size": "987654321987",
    "otherStudies": "false",
    **DATES,
}
#: Statistics of samples: numbers, and maps of numbers.
NUMBERS = {"statsVariantCount", "statsTiTvRatio", "statsQualityAvg", "statsQualityStdDev", "statsHeterozygosityRate"}


def searches() -> list[tuple[str, dict[str, Any]]]:
    """Return the paths that answer rows by filters, each with its described parameters."""
    endpoints = [one for word in categories() for one in described_category(word)["endpoints"]]
    found = {}
    for one in endpoints:
        path = one["path"].removeprefix("/{apiVersion}/")
        if one["method"] == "GET" and path.endswith("/search") and not path.startswith("admin"):
            found[path] = {p["name"]: p for p in one["parameters"] if p["param"] == "query"}
    return sorted(found.items())


def nothing(name: str, parameter: dict[str, Any]) -> str:
    """Return a value of a parameter that no entry has."""
    if name in NUMBERS:
        return "<-987654321"
    if name.startswith("stats") and name != "statsId":
        return "nothing>=1"
    if parameter["type"] == "boolean":
        return "true"
    if parameter["allowedValues"] and parameter["type"] == "enum":
        return str(parameter["allowedValues"].replace(",", " ").split()[-1])
    return NOTHING.get(name, "987654321" if parameter["type"] == "integer" else "nothing-has-this")


@pytest.fixture(scope="module")
def owner() -> Client:
    return Client(Sandbox(samples=60, jobs=True), "owner")


FILTERS = [(path, name, one) for path, known in searches() for name, one in known.items() if name not in SHOWN]


def rows(owner: Client, path: str, params: dict[str, str]) -> list[Any] | None:
    """Return the rows of a search in the main study, None when it is refused."""
    study = {"study": owner.sandbox.study} if "study" in dict(searches())[path] and path != "projects/search" else {}
    url = owner.base + path.replace("{study}", owner.sandbox.study)
    answer = owner.session.get(url, params={**study, "limit": "1000", **params})
    assert "Unexpected parameter" not in answer.text
    found: list[Any] = answer.json()["responses"][0]["results"]
    return found if answer.status_code == 200 else None


@pytest.mark.parametrize(("path", "name", "parameter"), FILTERS, ids=[f"{path}?{name}" for path, name, _ in FILTERS])
def test_a_value_nothing_has_finds_nothing(owner: Client, path: str, name: str, parameter: dict[str, Any]) -> None:
    found = rows(owner, path, {name: nothing(name, parameter)})
    if found is None or name == "otherStudies":
        return
    if parameter["type"] in {"boolean", "enum"}:
        every = rows(owner, path, {})
        assert not every or len(found) < len(every) or all(row.get(name) for row in found)
    else:
        assert found == []


@pytest.mark.parametrize("name", sorted(kinds()))
def test_every_filter_of_a_kind_has_a_grammar(name: str) -> None:
    known = {"string", "boolean", "number", "keyed", "date", "term", "whole", "versions", "directory"}
    grammars = {grammar for grammar, _ in kinds()[name].filters.values()}
    assert {one for one in grammars if not one.startswith("@")} <= known
    assert {one[1:] for one in grammars if one.startswith("@")} <= kinds().keys()
