"""The indexes of a study: they find what a look at every document finds, at the first call and after every write."""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING, Any

import pytest

from opencga_frames.sandbox import Sandbox
from opencga_frames.sandbox.catalog.values import flat_values

if TYPE_CHECKING:
    from tests.sandbox.conftest import Client

KINDS = ("samples", "individuals", "families", "files", "cohorts")
#: Paths of filters that find entries without a look at any.
QUICK = {
    "samples": "id uuid individualId fileIds cohortIds creationDate modificationDate status.id internal.status.id",
    "individuals": "id uuid name father.id mother.id samples.id familyIds creationDate modificationDate status.id",
    "families": "id uuid name members.id members.samples.id creationDate modificationDate status.id",
    "files": "id uuid name path uri sampleIds type format bioformat tags size creationDate status.id jobId",
}
QUICK_PAIRS = [(kind, path) for kind, paths in QUICK.items() for path in paths.split()]


def collection_of(sandbox: Sandbox, kind: str) -> Any:
    return sandbox._main().collections[kind]


def looked_through(collection: Any, path: str, value: Any) -> list[int]:
    """Return where a value is, by a look at every document that is there."""
    keys = path.split(".")
    return [p for p in collection.alive if value in flat_values(collection.document(p), keys)]


@pytest.fixture(scope="module")
def wide() -> Sandbox:
    """Return a study nobody writes to."""
    return Sandbox(samples=150, seed=3)


@pytest.mark.parametrize("kind", KINDS)
def test_every_value_of_every_filter_is_found_where_it_is(wide: Sandbox, kind: str) -> None:
    collection = collection_of(wide, kind)
    for grammar, path in collection.kind.filters.values():
        if grammar in {"versions", "directory", "term", "keyed"} or collection._is_joined(path):
            continue
        values = {value for p in collection.alive for value in flat_values(collection.document(p), path.split("."))}
        for value in [*sorted(values, key=str)[:40], "nothing has this value", ""]:
            assert collection.positions(value, path) == looked_through(collection, path, value), (path, value)
        column = [list(values) for values in collection.column(path)]
        assert column == [flat_values(collection.document(p), path.split(".")) for p in collection.alive], path


@pytest.mark.parametrize(
    "key", ["F1-C1-g", "F000001-C9-g", "F999999-C1-g", "F000001-C1-x", "F000000-C1-g", "F000001", "-", "", "F00001-C1"]
)
@pytest.mark.parametrize("kind", KINDS)
def test_an_id_that_only_looks_like_one_is_not_found(wide: Sandbox, kind: str, key: str) -> None:
    collection = collection_of(wide, kind)
    ids = {collection.id_at(p) for p in collection.alive}
    assert (collection.position(key) is not None) == (key in ids)


@pytest.mark.parametrize(("kind", "path"), QUICK_PAIRS)
def test_the_first_filter_makes_no_document(kind: str, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    study = Sandbox(samples=40)
    sources = {name: collection_of(study, name)._source for name in QUICK}
    source, keys = sources[kind], path.split(".")
    values = [sources["samples"].id_at(0)] if path == "members.samples.id" else []
    values = values or [value for p in range(len(source)) for value in flat_values(source.document(p), keys)]
    for source in sources.values():
        monkeypatch.setattr(source, "document", lambda _: pytest.fail("a document was made"))
    assert collection_of(study, kind).positions(values[0], path)


@pytest.mark.parametrize(
    "text",
    ["2022", "202206", "20220610", ">2022", ">=2022", "<2022", "<=20220610", "20210101-20220601", ">=2021;<2022"],
)
@pytest.mark.parametrize("kind", KINDS)
def test_dates_are_found_as_text_compares_them(owner: Client, kind: str, text: str) -> None:
    dates = {row["id"]: row["creationDate"] for row in owner.rows(f"{kind}/search", limit=1000)}
    found = owner.here(f"{kind}/search", limit=1000, count=True, creationDate=text).json()["responses"][0]
    assert [row["id"] for row in found["results"]] == [key for key, date in dates.items() if meets(date, text)]
    assert found["numMatches"] == len(found["results"])


def meets(date: str, text: str) -> bool:
    """Return whether a date meets a filter, by the rules of the server for text of any length."""
    if ";" in text:
        return all(meets(date, part) for part in text.split(";"))
    low, dash, high = text.partition("-")
    if dash:
        return padded(low) <= date < padded(high)
    sign = text.rstrip("0123456789")
    digits = text.removeprefix(sign)
    if not sign:
        return date.startswith(digits)
    compare = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}[sign]
    return bool(compare(date, padded(digits)))


def padded(digits: str) -> str:
    return digits + "00000101000000"[len(digits) :]


def names(client: Client, **filters: Any) -> list[str]:
    answer = client.here("samples/search", include="id", limit=1000, **filters)
    return [row["id"] for row in answer.json()["responses"][0]["results"]]


def test_a_write_changes_its_entry_in_every_index(owner: Client) -> None:
    collection = collection_of(owner.sandbox, "samples")
    key = collection.id_at(0)
    filters: dict[str, Any] = {"description": "told", "creationDate": "20300102", "phenotypes": "HP:9"}
    for name, value in filters.items():
        assert names(owner, **{name: value}) == []
    before = {path: collection._lookup(path) for path in collection._indexes}
    body = {"description": "told", "creationDate": "20300102030405", "phenotypes": [{"id": "HP:9"}]}
    assert owner.post(f"samples/{key}/update", body, study=owner.sandbox.study).status_code == 200
    for name, value in filters.items():
        assert names(owner, **{name: value}) == [key], name
    assert names(owner, creationDate=">2029") == [key]
    assert key not in names(owner, creationDate="<2029")
    assert key not in names(owner, description="!told")
    assert all(collection._lookup(path) is lookup for path, lookup in before.items())
    assert owner.post(f"samples/{key}/update", {"description": "untold"}, study=owner.sandbox.study).status_code == 200
    assert names(owner, description="told") == []
    assert names(owner, description="untold") == [key]


def test_a_new_and_a_deleted_entry_are_in_the_indexes(owner: Client) -> None:
    study, body = owner.sandbox.study, {"id": "new", "status": {"id": "FRESH"}}
    assert names(owner, id="new") == names(owner, status="FRESH") == []
    assert owner.post("samples/create", body, study=study).status_code == 200
    assert names(owner, id="new") == names(owner, status="FRESH") == ["new"]
    assert names(owner)[-1] == "new"
    assert (
        owner.session.delete(owner.base + "samples/new/delete", params={"study": owner.sandbox.study}).status_code
        == 200
    )
    assert names(owner, id="new") == names(owner, status="FRESH") == []
    assert owner.post("samples/create", {"id": "new"}, study=study).status_code == 200
    assert names(owner, id="new") == ["new"]


def test_filters_of_several_kinds_meet(owner: Client) -> None:
    both = names(owner, status="QC_PASS", creationDate=">=2022", cohortIds="cases")
    filters = ({"status": "QC_PASS"}, {"creationDate": ">=2022"}, {"cohortIds": "cases"})
    parts = [set(names(owner, **one)) for one in filters]
    assert set(both) == set.intersection(*parts)
    assert both
    assert set(names(owner, status="!QC_PASS")) == set(names(owner)) - set(names(owner, status="QC_PASS"))
    assert set(names(owner, status="~^QC")) == set(names(owner, status="QC_PASS,QC_FAIL"))
