"""The descriptions of tables in `frames/tables`: complete, consistent, and true to documents of real servers.

Everything here reads the YAML by itself, without the engine, so that a fault of the engine cannot hide one of the data.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

Step = tuple[str, ...]

FOLDER = Path(__file__).resolve().parents[2] / "opencga_frames" / "frames" / "tables"
ENTITIES = tuple(sorted(file.stem for file in FOLDER.glob("*.yaml")))
ANNOTATED = {"sample": "sample", "individual": "individual", "family": "family", "cohort": "cohort", "file": "file"} | {
    "clinical_analysis": "clinical"
}
ARROW = {
    "string": "string",
    "json": "string",
    "category": "dictionary<int32,string>",
    "bool": "bool",
    "int32": "int32",
    "int64": "int64",
    "float64": "float64",
    "date14": "timestamp[s]",
    "date17": "timestamp[ms]",
    "date8": "date32",
    "epoch_ms": "timestamp[ms, UTC]",
    "list": "list<string>",
    "list_float64": "list<float64>",
    "list_int32": "list<int32>",
}
COLUMN_WORDS = {
    *("path", "type", "older", "about", "unit", "core", "primitive", "counter", "missing", "distinct", "where"),
    *("empty", "values", "secret"),
    *("since", "until"),
}
TABLE_WORDS = {"asks", "about", "grain", "rows", "labels", "older_rows", "special", "loaded", "key", "columns"}
#: Parts of a file that explain fields without a column.
UNREAD = ("elsewhere", "unmapped", "withheld")
NUMBERS = {"bool", "int32", "int64", "float64"}


class _Loader(yaml.SafeLoader):
    """Refuses a key that stands twice, which YAML would let pass with the last one."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        twice = sorted({k for k in keys if keys.count(k) > 1})
        if twice:
            raise yaml.constructor.ConstructorError(None, None, f"{twice} stand twice", node.start_mark)
        return super().construct_mapping(node, deep)


@cache
def described(name: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"), Loader=_Loader)
    return found


def every_table() -> list[Any]:
    return [
        pytest.param(name, table, spec, id=table)
        for name in ENTITIES
        for table, spec in described(name)["tables"].items()
    ]


def snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def steps(path: str) -> Step:
    return tuple(re.findall(r"[^.\[\]{}]+|\[\]|\{\}", path))


def columns_of(name: str) -> Iterator[dict[str, Any]]:
    for spec in described(name)["tables"].values():
        yield from spec["columns"].values()


# --- structure -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ENTITIES)
def test_file_names_its_entity_and_its_main_table(name: str) -> None:
    spec = described(name)
    assert set(spec) - {"resolved_whole"} == {"entity", "name", "main", "tables", *UNREAD, "relations"}
    assert spec["name"] == name == snake(spec["entity"])
    assert next(iter(spec["tables"])) == spec["main"]


def test_table_names_are_unique_over_all_files() -> None:
    names = [table for name in ENTITIES for table in described(name)["tables"]]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(("name", "table", "spec"), every_table())
def test_table_is_well_formed(name: str, table: str, spec: dict[str, Any]) -> None:
    assert set(spec) <= TABLE_WORDS
    assert spec["about"].endswith(".")
    assert len(spec["about"].split()) >= 3
    assert spec["grain"].startswith("one ")
    assert set(spec["key"]) <= set(spec["columns"])
    assert next(iter(spec["columns"])) == spec["key"][0]
    assert table == described(name)["main"] or "rows" in spec or "special" in spec
    assert spec.get("rows") == next(iter(spec.get("labels", {}).values()), spec.get("rows"))


@pytest.mark.parametrize(("name", "table", "spec"), every_table())
def test_columns_are_well_formed(name: str, table: str, spec: dict[str, Any]) -> None:
    for column, words in spec["columns"].items():
        assert set(words) <= COLUMN_WORDS, column
        assert re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", column), column
        assert words.get("type", "string") in ARROW, column
        assert column.endswith("_json") == (words.get("type") == "json"), column
        assert words["path"] not in words.get("older", ()), column
        assert words.get("core", True) is True or table in {described(name)["main"], "clinical_findings"}, column
        assert not words.get("primitive") or words["type"] in NUMBERS, column
        assert not words.get("counter") or words["primitive"], column
        assert re.fullmatch(r"\d+\.\d+\.\d+", words.get("since", "2.0.0")), column


@pytest.mark.parametrize(("name", "table", "spec"), every_table())
def test_meaning_of_every_column_is_a_sentence_that_says_more_than_its_name(
    name: str, table: str, spec: dict[str, Any]
) -> None:
    for column, words in spec["columns"].items():
        about = words["about"]
        assert about.endswith("."), column
        assert len(about.split()) >= 3, column
        assert not about[0].islower(), column
        assert about.lower().rstrip(".") != column.replace("_", " "), column
    meanings = [words["about"] for words in spec["columns"].values()]
    assert len(meanings) == len(set(meanings))


@pytest.mark.parametrize(("name", "table", "spec"), every_table())
def test_paths_lie_within_the_rows_of_their_table_or_above(name: str, table: str, spec: dict[str, Any]) -> None:
    rows = steps(spec.get("rows", ""))
    for column, words in spec["columns"].items():
        for path in (words["path"], *words.get("older", ())):
            if not path.startswith("@"):
                listed = [i + 1 for i, step in enumerate(steps(path)) if step in {"[]", "{}"}]
                level = steps(path)[: max(listed, default=0)]
                gathered = words.get("type", "string").startswith("list") or "where" in words
                assert rows[: len(level)] == level or (gathered and level[: len(rows)] == rows), column


@pytest.mark.parametrize("name", ENTITIES)
def test_explanations_of_fields_read_nowhere_are_sentences_and_not_of_columns(name: str) -> None:
    paths = {words["path"] for words in columns_of(name)}
    explained = [item for part in UNREAD for item in described(name)[part].items()]
    assert len(explained) == len(dict(explained))
    for path, why in explained:
        assert len(why.split()) >= 3, path
        assert path not in paths


@pytest.mark.parametrize(("name", "prefix"), ANNOTATED.items())
def test_annotation_tables_share_one_layout(name: str, prefix: str) -> None:
    spec = described(name)["tables"][f"{prefix}_annotations"]
    assert (spec["rows"], spec["special"]) == ("annotationSets[]", "annotations")
    assert spec["key"] == ["study", f"{name}_id", "annotation_set_id", "variable_id", "value_index"]
    pseudo = {c: w["path"] for c, w in spec["columns"].items() if c.startswith(("variable_id", "value"))}
    assert pseudo == {
        "variable_id": "@variable",
        "value_index": "@value_index",
        "value_type": "@value_type",
        "value": "@value",
        "value_number": "@value_number",
        "value_bool": "@value_bool",
    }


@pytest.mark.parametrize("name", ENTITIES)
def test_relations_join_columns_that_exist(name: str) -> None:
    tables = {t: spec for n in ENTITIES for t, spec in described(n)["tables"].items()}
    for relation in described(name)["relations"]:
        to_table, _, to_column = relation["to"].partition(".")
        assert relation["column"] in tables[relation.get("table", described(name)["main"])]["columns"]
        assert to_column in tables[to_table]["key"]
        assert relation["cardinality"] in {"1:1", "1:N", "N:1", "M:N"}
        assert relation["about"].endswith(".")


DATES = {"date8", "date14", "date17", "epoch_ms"}


def rank(column: str, words: dict[str, Any], *, key: list[str], links: set[str], rows: Step) -> tuple[int, int]:
    """Place of a column: the key, then core columns before others; links, status, dates, details, those of parents."""
    if column in key:
        return (0, key.index(column))
    core = 1 if words.get("core", True) else 2
    if column in links or column.endswith("_ids"):
        return (core, 0)
    if re.search(r"(^|_)status(_id)?$", column):
        return (core, 1)
    return (core, 2 if words.get("type") in DATES else 3 + _depth(words["path"], rows))


def _depth(path: str, rows: Step) -> int:
    """0 for a field of the row, 1 for the id of a term, 2 for what lies deeper, 3 for a field of the object above."""
    if path.startswith("@"):
        return 0
    names = [[step for step in places if step not in {"[]", "{}"}] for places in (steps(path), rows)]
    if names[0][: len(names[1])] != names[1]:
        return 3
    below = names[0][len(names[1]) :]
    return 0 if len(below) < 2 else 1 if below[1:] == ["id"] else 2


@pytest.mark.parametrize(("name", "table", "spec"), every_table())
def test_columns_stand_in_the_order_an_analyst_reads(name: str, table: str, spec: dict[str, Any]) -> None:
    relations = described(name)["relations"]
    links = {r["column"] for r in relations if r.get("table", described(name)["main"]) == table}
    rows = steps(spec.get("rows", ""))
    ranks = {c: rank(c, words, key=spec["key"], links=links, rows=rows) for c, words in spec["columns"].items()}
    assert list(ranks) == sorted(ranks, key=lambda column: ranks[column])


def test_samples_open_with_what_an_analyst_asks_first() -> None:
    core = [c for c, words in described("sample")["tables"]["samples"]["columns"].items() if words.get("core", True)]
    assert core[:5] == ["study", "sample_id", "individual_id", "file_ids", "cohort_ids"]
    assert core[5:9] == ["status_id", "internal_status_id", "creation_date", "modification_date"]


#: Words of this package that say nothing to an analyst.
PRIVATE = re.compile(r"\b(grain|husk|moment|wire|opaque|told|tells|null|as text|in the words of|he|she|his|her)\b")


@pytest.mark.parametrize("name", ENTITIES)
def test_meanings_have_no_private_words(name: str) -> None:
    spec = described(name)
    meanings = [words["about"] for table in spec["tables"].values() for words in (table, *table["columns"].values())]
    meanings += [text for part in UNREAD for text in spec[part].values()]
    meanings += [relation["about"] for relation in spec["relations"]]
    assert [text for text in meanings if PRIVATE.search(text)] == []


@pytest.mark.parametrize(
    ("name", "table", "unit", "columns"),
    [
        ("file", "files", "bytes", ["size"]),
        ("study", "studies", "bytes", ["size"]),
        ("user", "users", "bytes", ["quota_disk_usage", "quota_max_disk"]),
        ("user", "users", "seconds", ["quota_cpu_usage", "quota_max_cpu"]),
        ("sample", "sample_qc_variant_stats", "Phred", ["stats_quality_avg", "stats_quality_std_dev"]),
    ],
)
def test_units_are_stated(name: str, table: str, unit: str, columns: list[str]) -> None:
    spec = described(name)["tables"][table]["columns"]
    assert [spec[c]["unit"] for c in columns] == [unit] * len(columns)


def test_age_of_onset_of_minus_one_means_none() -> None:
    for name in ("sample", "individual", "family"):
        assert described(name)["tables"][f"{name}_phenotypes"]["columns"]["age_of_onset"]["missing"] == ["-1"]


# --- the same tables as the reference --------------------------------------------------------------------

SUBSTITUTION = "annotation.consequenceTypes[].proteinVariantAnnotation.substitutionScores[]"
PROSE = {
    "<request>": "@study",
    "outer key": "@key roles{}",
    "inner key": "@key roles{}{}",
    "value": "roles{}{}",
    "key": "@key params{}",
    "value as text (JSON when not scalar)": "params{}",
    "annotationSets[].annotations{} key (dotted when nested)": "@variable",
    "position in a multi-value variable, else 0": "@value_index",
    "position": "@index of the rows",
    "review.acmg[].classification": "primaryFindings[].evidences[].review.acmg[].classification",
    "type of the Variable": "@value_type",
    "value as text": "@value",
    "aggregationValues[0]": "@aggregation_value",
    "value when numeric": "@value_number",
    "value when boolean": "@value_bool",
    "map value": "chromosomeCount{}",
    "values[i]": "values[]",
    "files[fileIndex].fileId": "@file_id",
    "data.QUAL": "studies[].files[].data.QUAL",
    "data.FILTER": "studies[].files[].data.FILTER",
    "sequenceOntologyTerms[].name": "annotation.consequenceTypes[].sequenceOntologyTerms[].name",
    "sequenceOntologyTerms[].accession": "annotation.consequenceTypes[].sequenceOntologyTerms[].accession",
    "proteinVariantAnnotation.substitutionScores[source=sift].score": f"{SUBSTITUTION}.score",
    "proteinVariantAnnotation.substitutionScores[source=polyphen].score": f"{SUBSTITUTION}.score",
    "same, description": f"{SUBSTITUTION}.description",
    "exonOverlap[0].number": "annotation.consequenceTypes[].exonOverlap[].number",
    "exonOverlap[0].percentage": "annotation.consequenceTypes[].exonOverlap[].percentage",
    "heritableTraits[].trait": "annotation.traitAssociation[].heritableTraits[].trait",
    "variantClassification.clinicalSignificance": (
        "annotation.traitAssociation[].variantClassification.clinicalSignificance"
    ),
    "distinct annotation.consequenceTypes[].geneName": "annotation.consequenceTypes[].geneName",
    "distinct annotation.consequenceTypes[].sequenceOntologyTerms[].name": (
        "annotation.consequenceTypes[].sequenceOntologyTerms[].name"
    ),
}


#: Where a table departs from the reference, since real answers or the rules of the house say otherwise.
DEPARTURES = {
    ("variant_genotypes", "data"): "a map in a cell is no tidy value: data_json has it as text",
}


def _reference_tables(shared: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((shared / "reference/models/tables.json").read_text())["tables"]
    return found


def _here() -> dict[str, dict[str, Any]]:
    return {table: spec for name in ENTITIES for table, spec in described(name)["tables"].items()}


@pytest.mark.shared
def test_every_table_of_the_reference_is_described(shared: Path) -> None:
    reference = [t["table"] for t in _reference_tables(shared)]
    assert len(reference) == 71
    assert [t for t in reference if t not in _here()] == []


@pytest.mark.shared
def test_tables_have_the_columns_of_the_reference(shared: Path) -> None:
    for reference in _reference_tables(shared):
        table, spec = reference["table"], _here()[reference["table"]]
        assert spec["key"] == reference["key"], table
        expected = [c for c in reference["columns"] if (table, c["name"]) not in DEPARTURES]
        names = [c["name"] for c in expected]
        assert [name for name in names if name not in spec["columns"]] == [], table
        for column in expected:
            _same_column(f"{table}.{column['name']}", spec["columns"][column["name"]], column)


def _same_column(where: str, words: dict[str, Any], column: dict[str, Any]) -> None:
    expected = PROSE.get(column["json_path"], column["json_path"])
    plain = re.fullmatch(r"(\w|\.|\[\]|\{\})+", expected) is not None
    assert words["path"] == expected or (words["path"].startswith("@") and not plain), where
    assert ARROW[words.get("type", "string")] == column["arrow"], where
    assert words.get("core", True) == column.get("core", True), where
