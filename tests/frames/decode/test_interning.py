"""Texts that come again and again are learnt from full pages of a walk; what the tables hold must not depend on it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opencga_frames.frames.decode.decoder import Decoder
from opencga_frames.frames.decode.problems import Problems
from opencga_frames.frames.plan import choose_columns, make_plan
from opencga_frames.frames.schema.registry import load_entity

PAGE = 300


def samples(*states: str | None, somatic: Any = True) -> list[dict[str, Any]]:
    """Make a full page of samples whose states come in turn."""
    chosen = [states[i % len(states)] for i in range(PAGE)]
    return [{"id": f"S{i}", "status": {"id": state}, "somatic": somatic} for i, state in enumerate(chosen)]


def states_of(collector: Any) -> list[str | None]:
    found: list[str | None] = collector.table("samples").column("status_id").to_pylist()
    return found


def expected(*pages: list[dict[str, Any]]) -> list[str | None]:
    return [sample["status"]["id"] or None for page in pages for sample in page]


def test_a_text_of_a_later_page_is_one_object() -> None:
    entity = load_entity("sample")
    columns = choose_columns(entity.tables["samples"], ["sample_id", "status_id"])
    decoder = Decoder(make_plan(entity, {"samples": columns}).root, Problems())
    page = json.dumps(samples("READY", "DELETED")).encode()
    decoder.read(b'[{"id": "S1", "status": {"id": "NEW"}}]')  # a page too small to tell
    first, second = (decoder.read(page).documents.values for _ in range(2))
    assert len({id(text) for text in first(("status", "id"))}) == PAGE
    assert len({id(text) for text in second(("status", "id"))}) == 2
    assert len({id(text) for text in second(("id",))}) == PAGE


def test_objects_that_are_null_and_numbers_written_as_text_do_not_keep_texts_from_being_learnt() -> None:
    entity = load_entity("sample")
    columns = choose_columns(entity.tables["samples"], ["status_id", "source_id", "version"])
    decoder = Decoder(make_plan(entity, {"samples": columns}).root, Problems())
    documents = [{**sample, "source": None, "version": "1"} for sample in samples("READY", "DELETED")]
    page = json.dumps(documents).encode()
    decoder.read(page)
    read = decoder.read(page).documents.values
    assert len({id(text) for text in read(("status", "id"))}) == 2
    assert list(read(("source", "id"))) == [None] * PAGE
    assert list(read(("version",))) == ["1"] * PAGE


@pytest.mark.parametrize(
    "pages",
    [
        [["READY"], ["READY"], ["READY"]],
        [["READY", "DELETED"], ["DELETED"], ["READY"]],
        [["READY"], ["NEW"], ["READY", "NEW"], ["NEWER"]],
        [["READY"], ["READY", None], [None], ["READY"]],
        [["READY", ""], [""], ["READY"]],
        [[None], ["READY"], [None]],
        [[f"N{i}" for i in range(200)], ["READY"], ["N1", "N300"]],
        [[f"A{i}"] for i in range(9)],
    ],
    ids=["the same", "a part", "new ones", "none", "empty", "nothing at first", "many", "another in each page"],
)
def test_texts_learnt_from_a_page_are_not_all_there_may_be(pages: list[list[str | None]], collect: Any) -> None:
    made = [samples(*states) for states in pages]
    assert states_of(collect("sample", *made, tables=["samples"])) == expected(*made)


def test_a_value_of_another_type_after_texts_were_learnt(collect: Any) -> None:
    pages = [samples("READY"), samples("READY", somatic="true"), samples("READY")]
    collector = collect("sample", *pages, tables=["samples"])
    assert states_of(collector) == expected(*pages)
    assert collector.table("samples").column("somatic").to_pylist() == [True] * 3 * PAGE
    assert collector.problems.of_kind("converted") == {"somatic": PAGE}


def test_an_undescribed_field_after_texts_were_learnt_is_counted(collect: Any) -> None:
    later = [{**sample, "invented": 1} for sample in samples("READY")]
    pages = [samples("READY"), later, samples("READY", "DELETED"), later]
    collector = collect("sample", *pages, tables=["samples"])
    assert states_of(collector) == expected(*pages)
    assert collector.problems.of_kind("unknown field") == {"invented": 2 * PAGE}


def test_texts_of_one_walk_are_not_those_of_another(collect: Any) -> None:
    first = collect("sample", samples("READY"), samples("READY"), tables=["samples"])
    second = collect("sample", samples("DELETED"), samples("READY"), tables=["samples"])
    assert set(states_of(first)) == {"READY"}
    assert states_of(second) == ["DELETED"] * PAGE + ["READY"] * PAGE


WORDS = st.sampled_from(["READY", "DELETED", "", "ready", "é", "\\", '"', "NA", None])


@settings(max_examples=25, deadline=None)
@given(pages=st.lists(st.lists(WORDS, min_size=1, max_size=4), min_size=2, max_size=6))
def test_pages_together_have_the_rows_of_each_alone(pages: list[list[str | None]], collect: Any) -> None:
    made = [samples(*states) for states in pages]
    together = collect("sample", *made, tables=["samples"]).table("samples")
    alone = [collect("sample", page, tables=["samples"]).table("samples").to_pylist() for page in made]
    assert together.to_pylist() == [row for rows in alone for row in rows]
