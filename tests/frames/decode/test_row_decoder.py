"""Rows are decoded where they arrive: their names are those that are read from the bytes, their tables the same."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING, Any

import pytest

from opencga_frames.frames.conversion import Conversion
from opencga_frames.frames.decode import decoder
from opencga_frames.frames.decode.memory import DecoderMemory
from opencga_frames.frames.schema.registry import load_entity
from opencga_frames.rest.walk.named_page import NamedPage
from opencga_frames.rest.wire.envelope import Page, read_page
from opencga_frames.rest.wire.names import names_of_objects

if TYPE_CHECKING:
    from opencga_frames.frames.collector import Collector
    from opencga_frames.frames.decode.row_decoder import RowDecoder

SAMPLES = Conversion(load_entity("sample"))


def row_decoder(memory: DecoderMemory, conversion: Conversion = SAMPLES) -> RowDecoder:
    return conversion.row_decoder(list(conversion.entity.tables), None, core=False, memory=memory)


def collector(memory: DecoderMemory, conversion: Conversion = SAMPLES) -> Collector:
    return conversion.collector(list(conversion.entity.tables), core=False, memory=memory)


def envelope(rows: list[Any]) -> bytes:
    return json.dumps({"responses": [{"results": rows, "numResults": len(rows)}]}).encode()


def keys(rows: Any) -> list[list[object]]:
    return [
        [row.key(by_id=by_id, versions=versions) for row in rows]
        for by_id, versions in product((True, False), repeat=2)
    ]


def test_documents_of_real_servers_are_called_what_their_bytes_say(real_documents: dict[str, list[Any]]) -> None:
    decoded = 0
    for entity, documents in real_documents.items():
        conversion, memory = Conversion(load_entity(entity)), DecoderMemory()
        rows = json.dumps(documents).encode()
        filled = collector(memory, conversion)
        filled.add(rows)
        found = row_decoder(memory, conversion)(rows)
        if found is None:
            continue
        decoded += 1
        assert keys(found) == keys(names_of_objects(rows)), entity
        again = collector(memory, conversion)
        again.add(rows, found)
        for name in filled.tables:
            assert str(again.table(name).to_pylist()) == str(filled.table(name).to_pylist()), name
        assert again.problems.counts == filled.problems.counts
    assert decoded > 20


def test_a_row_whose_name_is_no_field_of_its_entity_is_read_as_bytes() -> None:
    conversion, memory = Conversion(load_entity("gene_coverage_stats")), DecoderMemory()
    rows = b'[{"uuid": "u-1", "fileId": "f.bam"}]'
    collector(memory, conversion).add(rows)  # learns the member that no table maps
    assert row_decoder(memory, conversion)(rows) is None


@pytest.mark.parametrize(
    "rows",
    [b'[{"id": 5}]', b'["S1"]', b"[null]", b'[{"id": "S1"}', b'[{"id": "\xe9"}]', b'[{"id": "S1", "new": 1}]'],
    ids=["another type", "no object", "null", "cut off", "no UTF-8", "unmapped"],
)
def test_rows_that_do_not_fit_are_left_to_others(rows: bytes) -> None:
    assert row_decoder(DecoderMemory())(rows) is None


def page_of(rows: list[Any], memory: DecoderMemory) -> Page:
    page = read_page(envelope(rows), row_decoder(memory))
    assert page is not None
    return page


ROWS = [{"id": f"S{i}", "uuid": f"u{i}", "version": 1} for i in range(6)]


def test_a_page_hands_out_its_rows_decoded_and_cut_alike() -> None:
    page = NamedPage.of(page_of(ROWS, DecoderMemory()), "samples/search")
    for part in (page, page.without_first(1), page.first(3), page.picked([i % 2 == 0 for i in range(6)])):
        (block,) = part.to_read().blocks
        assert block.documents is not None
        assert [row["id"] for row in json.loads(block.rows)] == [row.id for row in block.documents]
        assert part.page.blocks[0].documents is None  # what is kept of a page keeps no row decoded


def test_other_rows_are_not_taken_for_those_that_were_decoded() -> None:
    (block,) = page_of(ROWS, DecoderMemory()).blocks
    assert block.with_rows(b"[]").documents is None
    assert block.bare().documents is None


def test_a_page_that_no_reader_decodes_hands_out_bytes_alone() -> None:
    page = read_page(envelope(ROWS))
    assert page is not None
    (block,) = NamedPage.of(page, "samples/search").to_read().blocks
    assert (block.documents, block.names) == (None, None)


def test_rows_decoded_before_something_was_learnt_are_decoded_again() -> None:
    memory = DecoderMemory()
    early = row_decoder(memory)(json.dumps(ROWS).encode())
    reader = collector(memory)
    reader.add(json.dumps([{**ROWS[0], "new": 1}]).encode())
    reader.add(json.dumps(ROWS).encode(), early)
    assert reader.table("samples").column("sample_id").to_pylist() == ["S0", *(row["id"] for row in ROWS)]


def test_another_thread_decodes_nothing() -> None:
    decode, rows = row_decoder(DecoderMemory()), json.dumps(ROWS).encode()
    assert decode(rows) is not None
    with ThreadPoolExecutor(1) as thread:
        assert thread.submit(decode, rows).result() is None


@pytest.fixture
def decoded(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Tell of each page that is converted whether its rows had been decoded."""
    found: list[bool] = []
    fits = decoder._fit

    def noted(documents: Any, shape: Any) -> bool:
        found.append(bool(fits(documents, shape)))
        return found[-1]

    monkeypatch.setattr(decoder, "_fit", noted)
    return found


def test_a_walk_decodes_its_rows_where_they_arrive(study: Any, decoded: list[bool]) -> None:
    assert study.scan("samples", page_size=5, workers=1).frame()["sample_id"].is_unique
    assert len(decoded) > 3
    assert all(decoded)


@pytest.mark.parametrize("options", [{"workers": 4}, {"workers": 1, "processes": 2}], ids=["threads", "processes"])
def test_pages_that_others_fetch_or_convert_stay_bytes(
    study: Any, decoded: list[bool], options: dict[str, int]
) -> None:
    expected = study.scan("samples", page_size=5, workers=1).frame()
    del decoded[:]
    processes = options.pop("processes", 1)
    scan = replace(study.scan("samples", page_size=5, **options), processes=processes)
    assert scan.frame().equals(expected)
    assert sum(decoded) <= 1  # the first page is fetched by the reader


def test_the_pages_of_child_tables_stay_bytes(study: Any, decoded: list[bool]) -> None:
    assert len(study.scan("samples", page_size=5, workers=1).frame("sample_phenotypes"))
    assert not any(decoded)
