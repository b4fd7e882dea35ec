"""The columns and types of a table are those of its description, whatever the documents hold, lack or have too much."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING, Any

import pytest

from opencga_frames.frames.conversion import Conversion
from opencga_frames.frames.request_context import AskedPaths
from opencga_frames.frames.schema.registry import entity_names, load_entity
from opencga_frames.frames.to_pandas import to_pandas

if TYPE_CHECKING:
    from opencga_frames.frames.collector import Collector

pytestmark = pytest.mark.parametrize("entity", entity_names())


@pytest.fixture
def documents(entity: str, real_documents: dict[str, list[Any]]) -> list[Any]:
    known = [d for d in real_documents.get(entity, []) if d is not None]
    return random.Random(7).sample(known, min(25, len(known)))


def row_is_document(entity: str) -> bool:
    """Tell whether the main table has a row per document."""
    main = load_entity(entity).tables[load_entity(entity).main]
    return not main.rows and not main.special


def schemas(collector: Collector) -> dict[str, Any]:
    return {name: collector.table(name).schema for name in collector.tables}


def described(entity: str) -> dict[str, Any]:
    collector = Conversion(load_entity(entity)).collector(list(load_entity(entity).tables), core=False)
    return {name: collector.schema(name) for name in collector.tables}


def nulled(value: Any, chance: random.Random) -> Any:
    """The document with some values explicitly null and some keys gone."""
    if isinstance(value, dict):
        kept = {k: v if k == "roles" else nulled(v, chance) for k, v in value.items() if chance.random() > 0.2}
        return {k: None if chance.random() < 0.3 else v for k, v in kept.items()}
    return [nulled(v, chance) for v in value] if isinstance(value, list) else value


def test_no_one_and_many_rows(entity: str, documents: list[Any], collect: Any) -> None:
    cases: list[list[Any]] = [[], [[]], [documents[:1]], [documents], [[], documents, []], [[d] for d in documents]]
    for pages in cases:
        assert schemas(collect(entity, *pages)) == described(entity)


def test_empty_documents_missing_keys_and_explicit_nulls(entity: str, documents: list[Any], collect: Any) -> None:
    chance = random.Random(1)
    cases: list[list[Any]] = [
        [{}],
        [None],
        [dict.fromkeys(d) for d in documents],
        [nulled(d, chance) for d in documents],
    ]
    for page in cases:
        collector = collect(entity, page)
        assert schemas(collector) == described(entity)
        assert not row_is_document(entity) or collector.table(load_entity(entity).main).num_rows == len(page)
        assert collector.problems.of_kind("lost") == {}


def test_a_null_says_the_same_as_a_missing_key(
    entity: str, documents: list[Any], collect: Any, comparable: Any
) -> None:
    def without(value: Any) -> Any:
        if isinstance(value, dict):
            return {k: without(v) for k, v in value.items() if v is not None}
        return [without(v) for v in value] if isinstance(value, list) else value

    chance = random.Random(2)
    page = [nulled(d, chance) for d in documents]
    one, other = collect(entity, page), collect(entity, [without(d) for d in page])
    for name in one.tables:
        json_columns = [f.name for f in one.table(name).schema if f.name.endswith("_json")]
        found, expected = (c.table(name).drop_columns(json_columns) for c in (one, other))
        assert found.schema == expected.schema
        # Arrow takes NaN for different from itself, so rows are compared.
        assert comparable(name, found.to_pylist()) == comparable(name, expected.to_pylist()), name


def test_order_of_documents_and_of_their_keys_is_no_matter(entity: str, documents: list[Any], collect: Any) -> None:
    def turned(value: Any) -> Any:
        return {k: turned(v) for k, v in reversed(value.items())} if isinstance(value, dict) else value

    usual = collect(entity, documents)
    other = collect(entity, [turned(d) for d in reversed(documents)])
    main = load_entity(entity).main
    plain = [f.name for f in usual.table(main).schema if not f.name.endswith("_json")]
    rows = usual.table(main).select(plain).to_pylist()[::-1]
    turned_rows = other.table(main).select(plain).to_pylist()
    # Rows of one document keep their order, so only where each is a document are they all the other way round.
    assert turned_rows == rows if row_is_document(entity) else sorted(map(str, turned_rows)) == sorted(map(str, rows))
    assert schemas(other) == schemas(usual)


def test_pages_of_any_size_give_the_same_rows(entity: str, documents: list[Any], collect: Any, comparable: Any) -> None:
    whole, single = collect(entity, documents), collect(entity, *([d] for d in documents))
    for name in whole.tables:
        rows = [comparable(name, c.table(name).to_pylist()) for c in (single, whole)]
        assert rows[0] == rows[1], name


@pytest.mark.parametrize(
    "projection", [AskedPaths(include=("id",)), AskedPaths(exclude=("id", "version", "attributes"))]
)
def test_projections(entity: str, projection: AskedPaths, documents: list[Any], collect: Any) -> None:
    assert schemas(collect(entity, documents, projection=projection)) == described(entity)
    assert schemas(collect(entity, projection=projection)) == described(entity)


@pytest.mark.parametrize("names", ["snake", "dotted"])
@pytest.mark.parametrize("backend", ["numpy_nullable", "pyarrow"])
def test_frames(*, entity: str, backend: Any, names: Any, documents: list[Any], collect: Any) -> None:
    none, many = collect(entity), collect(entity, documents)
    for name in none.tables:
        empty, full = (to_pandas(c.table(name), names=names, dtype_backend=backend) for c in (none, many))
        assert list(empty.columns) == list(full.columns)
        assert [str(t) for t in empty.dtypes] == [str(t) for t in full.dtypes], name
        lists = [str(f.type).startswith("list") for f in many.table(name).schema]
        assert [str(t) == "object" for t in full.dtypes] == [is_list and backend != "pyarrow" for is_list in lists]


@pytest.mark.parametrize("extra", ["warn", "keep"])
def test_unknown_fields_only_ever_add_the_one_column(
    entity: str, extra: str, documents: list[Any], collect: Any
) -> None:
    main = load_entity(entity).main
    page = [{**d, "brandNew": {"x": 1}} for d in documents or [{}]]
    collector = collect(entity, page, extra=extra)
    expected = described(entity)[main].names + (["extra_json"] if extra == "keep" else [])
    assert collector.table(main).column_names == collect(entity, extra=extra).table(main).column_names == expected
    if extra == "keep" and (documents or row_is_document(entity)):
        assert {json.loads(t)["brandNew"]["x"] for t in collector.table(main)["extra_json"].to_pylist()} == {1}
