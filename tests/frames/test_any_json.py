"""Whatever JSON stands where: nothing is raised, no document is dropped, and its neighbours keep their values."""

from __future__ import annotations

import contextlib
import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opencga_frames.errors import DecodeError
from opencga_frames.frames.collector import Collector
from opencga_frames.frames.request_context import EVERYTHING, RequestContext
from opencga_frames.frames.schema.registry import entity_names, load_entity
from opencga_frames.frames.to_pandas import to_pandas

if TYPE_CHECKING:
    from opencga_frames.frames.schema.model import Table

SETTINGS = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from([2**31, 2**63, 2**64, -(2**63) - 1, 10**400, 2**53 + 1])
    | st.floats()
    | st.text()
    | st.sampled_from(
        ["NA", "001", "", "NaN", "Infinity", "20240229000000", "20230229000000", "\ud800", "\udfff\ud800"]
    )
)
NAMES = (
    st.sampled_from(["id", "name", "status", "a.b", "x[0]", "`", "- at `$", "", '"', "\\", "\ud800", "{}", "[]"])
    | st.text()
)
ANY = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=15,
)


def collector_of(entity: str, extra: str = "warn") -> Collector:
    described = load_entity(entity)
    tables = {t.name: t.columns for t in described.tables.values()}
    return Collector(described, tables, RequestContext(study="s", projection=EVERYTHING), extra=extra)


def planted(path: tuple[str, ...], value: Any) -> Any:
    """The value at a place: lists of one, maps of one, objects around it."""
    for step in reversed(path):
        value = [value] if step == "[]" else {"key" if step == "{}" else step: value}
    return value


def places_of(entity: str) -> list[tuple[str, ...]]:
    return sorted({path[:n] for path in load_entity(entity).known_paths for n in range(1, len(path) + 1)})


def neighbours_are_whole(main: Any, described: Table, place: tuple[str, ...]) -> None:
    for column in described.columns:
        if column.path == "id" and column.kind == "string":
            ids = main[column.name].to_pylist()
            assert (ids[0], ids[2]) == ("first", "last")
            assert place[0] == "id" or ids[1] == "odd"
        if column.path == "description" and place[0] != "description":
            assert main[column.name].to_pylist() == ["kept"] * 3


@pytest.mark.parametrize("entity", entity_names())
@SETTINGS
@given(data=st.data())
def test_any_value_in_any_place(entity: str, data: st.DataObject) -> None:
    place = data.draw(st.sampled_from(places_of(entity)))
    odd = data.draw(ANY)
    described = load_entity(entity).tables[load_entity(entity).main]
    good = {"id": "first", "description": "kept", "zz": 1}
    documents = [good, {**good, "id": "odd", **planted(place, odd)}, {**good, "id": "last"}]
    collector = collector_of(entity, data.draw(st.sampled_from(["warn", "keep"])))
    assert collector.add(json.dumps(documents).encode("utf-8", "surrogatepass")) == 3
    assert collector.problems.of_kind("unknown field")["zz"] == 3
    if described.rows == "" and described.special is None:
        main = collector.table(described.name)
        assert main.num_rows == 3
        neighbours_are_whole(main, described, place)
    for name in load_entity(entity).tables:
        table = collector.table(name)
        table.validate(full=True)
        assert len(to_pandas(table)) == table.num_rows


@pytest.mark.parametrize("entity", ["sample", "family", "study"])
@SETTINGS
@given(documents=st.lists(ANY, max_size=5))
def test_any_documents(entity: str, documents: list[Any]) -> None:
    collector = collector_of(entity, "keep")
    assert collector.add(json.dumps(documents).encode("utf-8", "surrogatepass")) == len(documents)
    main = collector.table(load_entity(entity).main)
    assert main.num_rows == len(documents)
    for text in main["extra_json"].to_pylist():
        assert text is None or isinstance(json.loads(text), dict)
    collector.problems.frame()


@SETTINGS
@given(page=st.binary() | st.text().map(str.encode))
def test_bytes_that_are_no_json_are_refused_as_such(page: bytes) -> None:
    with contextlib.suppress(DecodeError):
        collector_of("cohort").add(page)


@SETTINGS
@given(texts=st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1))
def test_text_comes_back_letter_for_letter(texts: list[str]) -> None:
    collector = collector_of("sample")
    collector.add(json.dumps([{"id": t, "fileIds": [t], "attributes": {"t": t}} for t in texts]).encode())
    table = collector.table("samples")
    assert table["sample_id"].to_pylist() == texts
    assert table["file_ids"].to_pylist() == [[t] for t in texts]
    assert [json.loads(t)["t"] for t in table["attributes_json"].to_pylist()] == texts
    assert len(collector.problems) == 0


@SETTINGS
@given(numbers=st.lists(st.integers(-(2**63), 2**63 - 1), min_size=1))
def test_whole_numbers_come_back_exactly(numbers: list[int]) -> None:
    collector = collector_of("file")
    collector.add(json.dumps([{"id": "f", "size": n} for n in numbers]).encode())
    assert collector.table("files")["size"].to_pylist() == numbers
    assert to_pandas(collector.table("files"))["size"].tolist() == numbers


def test_nesting_within_reason_is_read() -> None:
    deep: Any = "x"
    for i in range(200):
        deep = [deep] if i % 2 else {"k": deep}
    document = {"id": "a", "description": deep, "attributes": deep, "new": deep, "processing": deep}
    page = [{**document, "annotationSets": [{"id": "as", "variableSetId": "vs", "annotations": {"v": deep}}]}]
    collector = collector_of("sample", "keep")
    collector.add(json.dumps(page).encode())
    assert collector.table("samples")["sample_id"].to_pylist() == ["a"]
    assert collector.table("sample_annotations")["value"].to_pylist() == ["x"]
