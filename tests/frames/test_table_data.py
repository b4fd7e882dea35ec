"""The descriptions of tables in `frames/tables`: complete, consistent, and true to documents of real servers.

Everything here reads the YAML by itself, without the engine, so that a fault of the engine cannot hide one of the data.
"""

from __future__ import annotations

import gzip
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
TABLE_WORDS = {"about", "grain", "rows", "special", "key", "columns"}
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
    return yaml.load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"), Loader=_Loader)


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
    assert len(names) == len(set(names)) == 36


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
    "annotationSets[].annotations{} key (dotted when nested)": "@variable",
    "position in a multi-value variable, else 0": "@value_index",
    "type of the Variable": "@value_type",
    "value as text": "@value",
    "value when numeric": "@value_number",
    "value when boolean": "@value_bool",
}


def _reference_tables(shared: Path) -> list[dict[str, Any]]:
    found = json.loads((shared / "reference/models/tables.json").read_text())["tables"]
    return [t for t in found if t["entity"].lower() in ENTITIES]


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


# --- every field of the models and of real documents -----------------------------------------------------


class Known:
    """Which places of the documents of one entity the tables read or explain."""

    def __init__(self, name: str) -> None:
        spec = described(name)
        self.leaves: set[Step] = set()
        self.opaque = {steps(path) for path in spec["elsewhere"]}
        for words in columns_of(name):
            paths = [steps(p) for p in (words["path"], *words.get("older", ())) if not p.startswith("@")]
            kind = words.get("type", "string")
            (self.opaque if kind == "json" else self.leaves).update(paths)
            if kind.startswith("list"):
                self.leaves.update((*path, "[]") for path in paths)
        for table in spec["tables"].values():
            if table.get("special") == "annotations":
                self.opaque.add(steps("annotationSets[].annotations"))
            if table.get("special") == "variables":
                self.leaves |= {steps(f"variableSets[].variables[].{key}") for key in ("variables", "variableSet")}
        named = self.leaves | self.opaque
        self.containers = {path[:i] for path in named for i in range(len(path))}
        self._verdicts: dict[Step, str] = {}

    def verdict(self, path: Step) -> str:
        """``opaque``, ``leaf``, ``container`` or ``unknown``."""
        found = self._verdicts.get(path)
        if found is None:
            found = self._verdicts[path] = self._judge(_flat(path))
        return found

    def _judge(self, path: Step) -> str:
        if any(_same(path[: len(known)], known) for known in self.opaque):
            return "opaque"
        if any(_same(path, known) for known in self.leaves):
            return "leaf"
        return "container" if any(_same(path, known) for known in self.containers) else "unknown"


def _same(path: Step, known: Step) -> bool:
    return len(path) == len(known) and all(
        k == p or (k == "{}" and p != "[]") for p, k in zip(path, known, strict=True)
    )


def _flat(path: Step) -> Step:
    """Variables within variables are described once, for all depths."""
    top = ("variableSets", "[]", "variables", "[]")
    while path[:4] == top and len(path) >= 6 and path[4] in {"variables", "variableSet"} and path[5] == "[]":
        path = (*top, *path[6:])
    return path


def undescribed(value: Any, known: Known, path: Step = ()) -> Iterator[Step]:
    """Places of a document that no table reads and nothing explains."""
    verdict = known.verdict(path) if path else "container"
    if verdict == "opaque":
        return
    if isinstance(value, dict) and value:
        for key, below in value.items():
            yield from undescribed(below, known, (*path, key))
    elif isinstance(value, list) and value:
        for below in value:
            yield from undescribed(below, known, (*path, "[]"))
    elif verdict == "unknown" or (verdict == "container" and value not in (None, [], {})):
        yield path


def _documents(shared: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    for file in sorted(shared.glob("data/*/*.jsonl.gz")):
        name = file.name.partition(".")[0].removesuffix("_archive")
        if name in ENTITIES:
            yield from ((name, json.loads(line)) for line in _lines(file))
    for file in sorted(shared.glob("recorded/*.jsonl.gz")):
        for line in _lines(file):
            yield from _answered(json.loads(line))


def _lines(file: Path) -> list[bytes]:
    return gzip.decompress(file.read_bytes()).splitlines()


def _answered(exchange: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    request, answer = exchange["request"], exchange["answer"]
    found = re.search(r"/v2/(\w+)/(?:[^/?]+/)?(?:search|info)(?:\?|$)", request["path"])
    if request["method"] != "GET" or answer["status"] not in (200, 400) or not found or found[1] not in RESOURCES:
        return
    body = answer.get("body") or ""
    for response in json.loads(body)["responses"] if body.startswith("{") else ():
        yield from ((RESOURCES[found[1]], row) for row in response["results"])


@pytest.mark.shared
def test_no_field_of_a_real_document_is_left_unexplained(shared: Path) -> None:
    known = {name: Known(name) for name in ENTITIES}
    missed: dict[str, int] = {}
    seen = dict.fromkeys(ENTITIES, 0)
    for name, document in _documents(shared):
        seen[name] += 1
        for path in undescribed(document, known[name]):
            place = f"{name}: {'.'.join(path)}"
            missed[place] = missed.get(place, 0) + 1
    assert missed == {}
    assert all(count > 10 for count in seen.values()), seen


def _fields(shared: Path, name: str) -> Iterator[tuple[Step, str, bool]]:
    """Every field of the models of any version, outside opaque places: path, type, and whether it is a must."""
    folder = shared / "reference/models"
    classes = json.loads((folder / "models.json").read_text())["classes"]
    versions = json.loads((folder / "versions.json").read_text())["classes"]
    known = Known(name)

    def walk(cls: str, path: Step, since: str = "v2.0.0") -> Iterator[tuple[Step, str, bool]]:
        changes = versions.get(cls, {}).get("changes", ())
        added = {c["field"]: c["added"] for c in changes if "added" in c}
        for change in changes:
            if "removed" in change and _number(change["removed"]) > _number(since):
                yield (*path, change["field"]), change["type"], False
        for field in classes[cls]["fields"]:
            place, kind = (*path, field["name"]), field["type"]
            yield place, kind, not field["nullable"]
            below = (*place, "[]") if kind.startswith("list") else place
            inner = re.search(r"struct ([\w.]+)", kind)
            deeper = inner and inner[1] in classes and _flat(below) == below
            if deeper and "opaque" not in {known.verdict(place), known.verdict(below)}:
                yield from walk(inner[1], below, max(since, added.get(field["name"], since), key=_number))

    yield from walk(described(name)["entity"], ())


def _number(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.removeprefix("v").split("."))


@pytest.mark.shared
@pytest.mark.parametrize("name", ENTITIES)
def test_every_field_of_the_models_is_read_or_explained(shared: Path, name: str) -> None:
    known = Known(name)
    fields = list(_fields(shared, name))
    assert len(fields) > 30
    assert [".".join(path) for path, _, _ in fields if known.verdict(path) == "unknown"] == []


@pytest.mark.shared
@pytest.mark.parametrize("name", ENTITIES)
def test_numbers_that_the_server_always_writes_are_marked(shared: Path, name: str) -> None:
    always = {path for path, kind, must in _fields(shared, name) if must and re.match(r"int|float|bool", kind)}
    for words in columns_of(name):
        if not words["path"].startswith("@"):
            assert words.get("primitive", False) == (steps(words["path"]) in always), words["path"]
