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
RESOURCES = {
    "samples": "sample",
    "individuals": "individual",
    "families": "family",
    "cohorts": "cohort",
    "files": "file",
    "projects": "project",
    "studies": "study",
    "users": "user",
    "jobs": "job",
}
ENTITIES = tuple(RESOURCES.values())
ANNOTATED = ("sample", "individual", "family", "cohort", "file")
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
COLUMN_WORDS = {"path", "type", "older", "about", "unit", "core", "primitive", "counter", "missing", "since", "until"}
TABLE_WORDS = {"about", "grain", "rows", "special", "loaded", "key", "columns"}
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


def steps(path: str) -> Step:
    return tuple(re.findall(r"[^.\[\]{}]+|\[\]|\{\}", path))


def columns_of(name: str) -> Iterator[dict[str, Any]]:
    for spec in described(name)["tables"].values():
        yield from spec["columns"].values()


# --- structure -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ENTITIES)
def test_file_names_its_entity_and_its_main_table(name: str) -> None:
    spec = described(name)
    assert set(spec) == {"entity", "name", "main", "tables", "elsewhere", "relations"}
    assert spec["name"] == name == spec["entity"].lower()
    assert next(iter(spec["tables"])) == spec["main"]
    assert RESOURCES[spec["main"]] == name


def test_table_names_are_unique_over_all_files() -> None:
    names = [table for name in ENTITIES for table in described(name)["tables"]]
    assert len(names) == len(set(names)) == 40


@pytest.mark.parametrize(("name", "table", "spec"), every_table())
def test_table_is_well_formed(name: str, table: str, spec: dict[str, Any]) -> None:
    assert set(spec) <= TABLE_WORDS
    assert spec["about"].endswith(".")
    assert len(spec["about"].split()) >= 3
    assert spec["grain"].startswith("one ")
    assert set(spec["key"]) <= set(spec["columns"])
    assert next(iter(spec["columns"])) == spec["key"][0]
    assert ("rows" in spec) == (table != described(name)["main"])


@pytest.mark.parametrize(("name", "table", "spec"), every_table())
def test_columns_are_well_formed(name: str, table: str, spec: dict[str, Any]) -> None:
    for column, words in spec["columns"].items():
        assert set(words) <= COLUMN_WORDS, column
        assert re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", column), column
        assert words.get("type", "string") in ARROW, column
        assert column.endswith("_json") == (words.get("type") == "json"), column
        assert words["path"] not in words.get("older", ()), column
        assert words.get("core", True) is True or table == described(name)["main"], column
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
                assert rows[: len(level)] == level, column


@pytest.mark.parametrize("name", ENTITIES)
def test_explanations_of_fields_read_nowhere_are_sentences_and_not_of_columns(name: str) -> None:
    paths = {words["path"] for words in columns_of(name)}
    for path, why in described(name)["elsewhere"].items():
        assert len(why.split()) >= 3, path
        assert path not in paths


@pytest.mark.parametrize("name", ANNOTATED)
def test_annotation_tables_share_one_layout(name: str) -> None:
    spec = described(name)["tables"][f"{name}_annotations"]
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

PROSE = {
    "<request>": "@study",
    "outer key": "@key roles{}",
    "inner key": "@key roles{}{}",
    "value": "roles{}{}",
    "key": "@key params{}",
    "value as text (JSON when not scalar)": "params{}",
    "annotationSets[].annotations{} key (dotted when nested)": "@variable",
    "position in a multi-value variable, else 0": "@value_index",
    "type of the Variable": "@value_type",
    "value as text": "@value",
    "value when numeric": "@value_number",
    "value when boolean": "@value_bool",
}


#: The rows of job_files come from five places of a job, and a table has its rows from one.
NO_TABLE_YET = {"job_files"}


def _reference_tables(shared: Path) -> list[dict[str, Any]]:
    found = json.loads((shared / "reference/models/tables.json").read_text())["tables"]
    return [t for t in found if t["entity"].lower() in ENTITIES and t["table"] not in NO_TABLE_YET]


@pytest.mark.shared
def test_tables_have_the_columns_of_the_reference(shared: Path) -> None:
    for reference in _reference_tables(shared):
        spec = described(reference["entity"].lower())["tables"][reference["table"]]
        assert spec["key"] == reference["key"], reference["table"]
        assert list(spec["columns"]) == [c["name"] for c in reference["columns"]], reference["table"]
        for column in reference["columns"]:
            words = spec["columns"][column["name"]]
            where = f"{reference['table']}.{column['name']}"
            expected = PROSE.get(column["json_path"], column["json_path"])
            assert words["path"] == expected or words["path"].startswith("@index ") == (
                expected == "position of the report"
            ), where
            assert ARROW[words.get("type", "string")] == column["arrow"], where
            assert words.get("core", True) == column.get("core", True), where


@pytest.mark.shared
def test_only_the_annotation_tables_are_beyond_the_reference(shared: Path) -> None:
    reference = {t["table"] for t in _reference_tables(shared)}
    here = {table for name in ENTITIES for table in described(name)["tables"]}
    assert here - reference == {f"{name}_annotations" for name in ANNOTATED if name != "sample"}
    assert reference <= here
