"""From bytes to documents: undescribed fields are counted and kept, broken text costs itself and nothing else."""

from __future__ import annotations

import gc
import json
from typing import Any

import pytest

from opencga_frames.errors import DecodeError, OpenCGAWarning
from opencga_frames.frames.decode.decoder import MOST_LEARNT, collector_paused


def unknown(collector: Any) -> dict[str, int]:
    found: dict[str, int] = collector.problems.of_kind("unknown field")
    return found


@pytest.mark.parametrize(
    "page", [b"", b"[", b'[{"id": "S1"}', b"{}", b"null", b'"x"', b"<html>", b"[}", b"\xff", b"1 2"]
)
def test_what_is_no_array_of_json_is_refused(page: bytes, collect: Any) -> None:
    with pytest.raises(DecodeError):
        collect("sample", page)


def test_nesting_that_no_parser_reads_is_refused_as_such(collect: Any) -> None:
    deep = "[" * 100_000 + "]" * 100_000
    for page in (f'[{{"attributes": {deep}}}]', f'[{{"description": {deep}}}]', deep):
        with pytest.raises(DecodeError):
            collect("sample", page.encode())


def test_unknown_fields_are_counted_in_every_page_also_when_they_come_late(collect: Any) -> None:
    pages = [
        [{"id": "a"}, {"id": "b"}],
        [{"id": "c", "brandNew": 1}, {"id": "d", "brandNew": None, "internal": {"odd": [1]}}],
        [
            {"id": "e", "late": {"x": 1}},
            {"id": "f", "brandNew": 2},
            {"id": "g", "phenotypes": [{"p": 1}, {}, {"p": 2}]},
        ],
        [{"id": "h", "brandNew": 3}],
    ]
    collector = collect("sample", *pages)
    assert unknown(collector) == {"brandNew": 4, "internal.odd": 1, "late": 1, "phenotypes[].p": 2}
    assert collector.table("samples")["sample_id"].to_pylist() == list("abcdefgh")


def test_unknown_fields_are_kept_as_json_text(collect: Any) -> None:
    document = {
        "id": "a",
        "new": {"x": [1, None, "é"]},
        "a.b": 1,
        "internal": {"b": True},
        "phenotypes": [{"id": "p", "p": 1}, {"id": "q"}, {"p": 'say "2"'}],
    }
    collector = collect("sample", [document, {"id": "b"}], [{"id": "c", "zz": 2**70}], extra="keep")
    texts = collector.table("samples")["extra_json"].to_pylist()
    assert [text and json.loads(text) for text in texts] == [
        {"new": {"x": [1, None, "é"]}, "a\\.b": 1, "internal.b": True, "phenotypes[].p": [1, None, 'say "2"']},
        None,
        {"zz": 2**70},
    ]
    assert "extra_json" not in collector.table("sample_phenotypes").column_names


def test_unknown_fields_may_be_refused(collect: Any) -> None:
    with pytest.raises(DecodeError, match=r"internal\.odd, new.*extra='keep'"):
        collect("sample", [{"new": 1, "internal": {"odd": 1}}], extra="raise")
    assert collect("sample", [{"id": "a", "uid": 5}], extra="raise").table("samples").num_rows == 1


@pytest.mark.parametrize("many", [200, MOST_LEARNT + 100])
def test_any_number_of_unknown_fields(many: int, collect: Any) -> None:
    first = {"id": "a", **{f"x{i}": i for i in range(many)}}
    collector = collect("sample", [first, {"id": "b", "x0": 1}], [{"id": "c", "x1": 2, "y": 3}], extra="keep")
    counts = unknown(collector)
    assert counts.pop("x0") == counts.pop("x1") == 2
    assert counts == {f"x{i}": 1 for i in range(2, many)} | {"y": 1}
    kept = [json.loads(text) for text in collector.table("samples")["extra_json"].to_pylist()]
    assert kept == [{f"x{i}": i for i in range(many)}, {"x0": 1}, {"x1": 2, "y": 3}]


@pytest.mark.parametrize("name", ["a.b", "a[0]", "a`b", "` - at `$.x", "", "\n", "é😀", "{}", "[]", 'q"q', "\\", "f0"])
def test_any_name_of_an_unknown_field(name: str, collect: Any) -> None:
    collector = collect("sample", [{"id": "a", name: 1, "status": {name: 2, "id": "x"}}], extra="keep")
    assert sum(unknown(collector).values()) == 2
    row = collector.table("samples").to_pylist()[0]
    assert (row["sample_id"], row["status_id"]) == ("a", "x")
    assert sorted(json.loads(row["extra_json"]).values()) == [1, 2]


def test_unknown_fields_below_fields_that_nobody_asked_for_are_not_looked_for(collect: Any) -> None:
    collector = collect("sample", [{"id": "a", "qualityControl": {"new": 1}}], tables=["sample_phenotypes"])
    assert unknown(collector) == {}


def test_unknown_fields_of_a_list_are_counted_with_the_table_of_the_list(collect: Any) -> None:
    """A column gathered from a list reads only what it needs; whoever keeps or refuses such fields is told of all."""
    consequences = [{"geneName": "BRCA2", "new": 1}, {"sequenceOntologyTerms": [{"name": "stop_gained", "new": 2}]}]
    document = {"id": "1:100:A:T", "annotation": {"odd": 3, "consequenceTypes": consequences}}
    places = {"annotation.consequenceTypes[].new": 1, "annotation.consequenceTypes[].sequenceOntologyTerms[].new": 1}
    main = collect("variant", [document], tables=["variants"])
    assert unknown(main) == {"annotation.odd": 1}
    assert main.table("variants")["genes"].to_pylist() == [["BRCA2"]]
    assert unknown(collect("variant", [document], tables=["variants", "variant_consequences"])) == {
        "annotation.odd": 1,
        **places,
    }
    kept = collect("variant", [document], tables=["variants"], extra="keep")
    assert unknown(kept) == {"annotation.odd": 1, **places}
    with pytest.raises(DecodeError, match=r"consequenceTypes\[\]\.new"):
        collect("variant", [document], tables=["variants"], extra="raise")


def test_unknown_fields_of_variables(collect: Any) -> None:
    variables = [{"id": "v", "new": 1, "type": "OBJECT", "variables": [{"id": "w", "new": 2}]}]
    collector = collect("study", [{"id": "s", "variableSets": [{"id": "vs", "variables": variables}]}])
    assert unknown(collector) == {"variableSets[].variables[].new": 2}


def test_a_name_that_stands_twice_has_its_last_value(collect: Any) -> None:
    assert collect.rows("samples", b'[{"id": "a", "id": "b"}]')[0]["sample_id"] == "b"


def test_numbers_that_json_does_not_have(collect: Any) -> None:
    page = b"""[{"id": "a", "version": NaN, "attributes": {"x": Infinity, "y": 1},
        "qualityControl": {"variant": {"variantStats": [{"id": "s", "stats": {"tiTvRatio": -Infinity}}]}}},
        {"id": "b", "version": 1e400, "somatic": true}]"""
    collector = collect("sample", page)
    rows = collector.table("samples").to_pylist()
    assert [r["sample_id"] for r in rows] == ["a", "b"]
    assert [r["version"] for r in rows] == [None, None]
    assert json.loads(rows[0]["attributes_json"]) == {"x": "Infinity", "y": 1}
    assert rows[1]["somatic"] is True
    assert collector.table("sample_qc_variant_stats")["stats_ti_tv_ratio"].to_pylist() == [float("-inf")]
    assert collector.problems.of_kind("lost") == {"version": 2}
    ratio = "qualityControl.variant.variantStats[].stats.tiTvRatio"
    assert collector.problems.of_kind("rewritten") == {"version": 1, "attributes.x": 1, ratio: 1}
    assert collector.problems.of_kind("converted") == {ratio: 1}


@pytest.mark.parametrize(
    "page",
    [
        b'[{"id": "a", "description": "x\\ud800y", "somatic": true}]',
        b'[{"id": "a", "description": "x\\udc00y", "somatic": true}]',
        b'[{"id": "a", "description": "x\xffy", "somatic": true}]',
        b'[{"id": "a", "description": "x\xffy", "attributes": "x\xffy", "somatic": true}]',
    ],
)
def test_text_that_is_none_is_marked_and_costs_nothing_else(page: bytes, collect: Any) -> None:
    row = collect.rows("samples", page)[0]
    assert (row["sample_id"], row["description"], row["somatic"]) == ("a", "x�y", True)


def test_bytes_that_are_no_text_in_a_field_kept_as_json(collect: Any) -> None:
    collector = collect("sample", b'[{"id": "a", "attributes": {"k": "x\xffy"}, "somatic": true}, {"attributes": {}}]')
    assert collector.problems.of_kind("damaged") == {"attributes": 1}
    row = collector.table("samples").to_pylist()[0]
    assert (json.loads(row["attributes_json"]), row["somatic"]) == ({"k": "x�y"}, True)


def test_both_halves_of_a_pair_are_one_character(collect: Any) -> None:
    row = collect.rows("samples", b'[{"id": "\\ud83d\\ude00", "description": "\\ud800"}]')[0]
    assert (row["sample_id"], row["description"]) == ("😀", "�")


def test_a_byte_order_mark_and_blanks_are_no_matter(collect: Any) -> None:
    assert collect.rows("samples", b'\xef\xbb\xbf [ {"id" : "a"} ]\n')[0]["sample_id"] == "a"


def test_whole_numbers_of_any_length(collect: Any) -> None:
    collector = collect("sample", b'[{"id": %s, "version": %s, "somatic": true}]' % (b"7" * 5000, b"7" * 30))
    row = collector.table("samples").to_pylist()[0]
    assert (row["sample_id"], row["version"], row["somatic"]) == ("7" * 5000, None, True)


def test_documents_that_are_no_objects_are_rows_of_nothing(collect: Any) -> None:
    page = [{"id": "a"}, None, 5, "x", [], [1, 2], True, {}, {"id": "b"}]
    collector = collect("sample", page)
    assert collector.table("samples")["sample_id"].to_pylist() == ["a", *[""] * 7, "b"]
    assert collector.problems.of_kind("lost") == {"(document)": 4}
    assert collector.table("sample_files").num_rows == 0


def test_one_wrong_value_is_counted_once_for_all_tables(collect: Any) -> None:
    collector = collect("sample", [{"id": {"x": 1}, "phenotypes": [{}, {}], "fileIds": ["f"], "version": "no"}])
    assert collector.problems.counts == {("id", "converted"): 1, ("version", "lost"): 1}


def test_everything_noticed_is_said_in_one_warning(collect: Any) -> None:
    collector = collect("sample", [{"new": 1, "version": "no", "id": 5}])
    with pytest.warns(OpenCGAWarning, match=r"Samples: new \(unknown field, once\); version \(lost") as caught:
        collector.problems.warn("Samples")
    assert len(caught) == 1


def test_the_garbage_collector_is_back_after_a_page_also_a_bad_one(collect: Any) -> None:
    assert gc.isenabled()
    with collector_paused():
        assert not gc.isenabled()
    assert gc.isenabled()
    with pytest.raises(DecodeError):
        collect("sample", b"x")
    assert gc.isenabled()
    gc.disable()
    try:
        collect("sample", [])
        assert not gc.isenabled()
    finally:
        gc.enable()
