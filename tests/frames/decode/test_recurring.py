"""Objects that are the same in many documents are read once; what the tables hold must not depend on it."""

from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opencga_frames.frames.decode.decoder import Decoder
from opencga_frames.frames.decode.memory import DecoderMemory
from opencga_frames.frames.decode.problems import Problems
from opencga_frames.frames.plan import make_plan
from opencga_frames.frames.schema.registry import load_entity

if TYPE_CHECKING:
    from collections.abc import Sequence

PAGE = 256
READY = {"id": "READY", "date": "20240131120000", "description": ""}
PROCESSING = {"product": {"id": "DNA", "attributes": {}}, "quantity": "", "attributes": {"plate": 1}}
COLLECTION = {"from": [{"id": "U1", "name": "blood"}, {"id": "U2"}], "type": "BLOOD", "method": ""}


def sample(**members: Any) -> dict[str, Any]:
    """Make a sample with the objects that most samples have."""
    whole = {"status": READY, "processing": PROCESSING, "collection": COLLECTION, **members}
    return {name: value for name, value in copy.deepcopy(whole).items() if value is not ...}


def page(*members: dict[str, Any], start: int = 0) -> list[dict[str, Any]]:
    """Make a full page of samples that have some members in turn."""
    return [{"id": f"S{start + i}", **sample(**members[i % len(members)])} for i in range(PAGE)]


def decoder(memory: DecoderMemory | None = None) -> Decoder:
    entity = load_entity("sample")
    columns = {name: table.columns for name, table in entity.tables.items()}
    return Decoder(make_plan(entity, columns).root, Problems(), memory)


def recurring(reader: Decoder, documents: list[dict[str, Any]]) -> set[tuple[str, ...]]:
    """Read a page, and tell which of its objects were read once."""
    return set(reader.read(json.dumps(documents).encode()).documents.recurring)


def assert_alike(collect: Any, entity: str, pages: Sequence[Any], **options: Any) -> None:
    """Collect pages with what recurs read once, and as it is done without, and compare all there is."""
    once = collect(entity, *pages, memory=DecoderMemory(), **options)
    each = collect(entity, *pages, memory=DecoderMemory(attempts=0), **options)
    for name in each.tables:
        assert once.table(name).schema.equals(each.table(name).schema, check_metadata=True)
        # Written out, since a NaN is not the same as another.
        assert str(once.table(name).to_pylist()) == str(each.table(name).to_pylist()), name
    assert once.problems.counts == each.problems.counts
    assert once.problems.examples == each.problems.examples


def test_objects_that_recur_in_a_full_page_are_read_once_from_the_next_one_on() -> None:
    reader = decoder()
    assert recurring(reader, page({})) == set()
    assert recurring(reader, page({})) >= {("status",), ("processing",), ("collection",)}
    source = reader.read(json.dumps(page({}, {"status": {"id": "NEW"}})).encode())
    assert len(source.documents.recurring["status",].source.documents) == 2
    assert source.documents.values(("status", "id"))[:3] == ["READY", "NEW", "READY"]


def test_an_object_inside_one_that_differs_may_recur() -> None:
    reader = decoder()
    documents = [{"id": f"S{i}", **sample(processing={**PROCESSING, "quantity": str(i)})} for i in range(PAGE)]
    recurring(reader, documents)
    found = recurring(reader, documents)
    assert ("processing", "product") in found
    assert ("processing",) not in found


def test_a_small_page_teaches_nothing() -> None:
    reader = decoder()
    recurring(reader, page({})[:100])
    assert recurring(reader, page({})) == set()


def test_objects_that_no_longer_recur_are_read_with_their_documents_again() -> None:
    reader = decoder()
    different = [{"id": f"S{i}", **sample(status={"id": f"N{i}"})} for i in range(PAGE)]
    recurring(reader, page({}))
    assert ("status",) in recurring(reader, different)
    assert ("status",) not in recurring(reader, different)
    assert ("processing",) in recurring(reader, different)


def test_what_one_walk_has_learnt_serves_the_next() -> None:
    memory = DecoderMemory()
    entity = load_entity("sample")
    root = make_plan(entity, {name: table.columns for name, table in entity.tables.items()}).root
    Decoder(root, Problems(), memory).read(json.dumps(page({})).encode())
    read = Decoder(root, Problems(), memory).read(json.dumps(page({})[:3]).encode())
    assert ("status",) in read.documents.recurring
    assert read.documents.values(("status", "id")) == ["READY"] * 3


@pytest.mark.parametrize(
    "members",
    [
        {"status": {**READY, "date": "20240230120000"}},
        {"status": {**READY, "date": 20240131120000}},
        {"status": {**READY, "id": "cut \ufffd"}},
        {"status": {**READY, "new": "field of a newer server"}},
        {"status": None},
        {"status": ...},
        {"status": "READY"},
        {"status": [READY]},
        {"status": [READY, READY]},
        {"status": {}},
        {"processing": {**PROCESSING, "attributes": {"token": "t-1"}}},
        {"processing": {**PROCESSING, "product": [PROCESSING["product"]]}},
        {"processing": {**PROCESSING, "date": "no date"}},
        {"collection": {**COLLECTION, "from": None}},
        {"collection": {**COLLECTION, "from": [None, {"id": "U3"}, {}]}},
        {"collection": {**COLLECTION, "from": "blood"}},
        {"internal": {"status": {"name": "READY", "date": "20240131120000"}}},
        {"internal": {"status": {"id": "UNHEARD OF"}}},
    ],
    ids=lambda members: json.dumps(members, default=str)[:60],
)
@pytest.mark.parametrize("extra", ["warn", "keep"])
def test_an_odd_object_is_read_and_counted_as_if_it_came_once(
    collect: Any, members: dict[str, Any], extra: str
) -> None:
    pages = [page({}), page({}, {}, members, start=1_000), page(members, start=2_000), page({}, start=3_000)]
    assert_alike(collect, "sample", pages, extra=extra)


def test_bytes_that_are_no_text_are_found_in_objects_that_recur(collect: Any) -> None:
    written = [json.dumps(page({}, start=start)).encode() for start in (0, 1_000, 2_000)]
    written[1] = written[1].replace(b'"BLOOD"', b'"BL\xe9OD"', 3)
    assert_alike(collect, "sample", written)


def test_documents_of_real_servers_that_come_again_and_again(
    collect: Any, real_documents: dict[str, list[Any]]
) -> None:
    for entity, documents in real_documents.items():
        few = [document for document in documents if len(json.dumps(document)) < 20_000][:40]
        pages = [(few[start:] + few[:start]) * (PAGE // len(few) + 1) for start in (0, 0, 7)] if few else []
        assert_alike(collect, entity, pages)


def test_many_different_objects_over_many_pages_are_not_all_kept(collect: Any) -> None:
    pages = [
        page(*({"status": {"id": f"P{number}-{i}"}} for i in range(10)), start=1_000 * number) for number in range(12)
    ]
    once = collect("sample", *pages, tables=["samples"])
    states = once.table("samples").column("status_id").to_pylist()
    assert states == [document["status"]["id"] for documents in pages for document in documents]
    (objects,) = (o for place, o in once._decoder._objects.items() if place == ("status",))
    assert len(objects._numbers) <= PAGE // 4


odd = st.sampled_from(
    [None, ..., "", {}, [], "text", 1, [READY], {"id": None}, {"id": 1}, {"id": ["a"]}, {"date": "x"}]
)
an_object = st.one_of(
    odd,
    st.fixed_dictionaries(
        {"id": st.sampled_from(["READY", "NEW", ""])},
        optional={"date": st.sampled_from(["20240131120000", "", None, "20240230000000"]), "unheard": st.just(1)},
    ),
)
turns = st.lists(
    st.fixed_dictionaries({}, optional={"status": an_object, "processing": an_object, "collection": an_object}),
    min_size=1,
    max_size=4,
)


@settings(max_examples=40, deadline=None)
@given(pages=st.lists(turns, min_size=2, max_size=4))
def test_any_objects_give_the_same_tables(collect: Any, pages: list[list[dict[str, Any]]]) -> None:
    made = [page({}), *(page(*members, start=1_000 * (i + 1)) for i, members in enumerate(pages))]
    assert_alike(collect, "sample", made)
