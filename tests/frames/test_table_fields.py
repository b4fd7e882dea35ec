"""Every field of the models and of real documents is read by a table or explained in its file.

The YAML and the documents are read here without the engine, so that a fault of the engine cannot hide one of the data.
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
#: Those whose answers come from search and info; others have tests of their own.
RECORDED = (
    *("sample", "individual", "family", "cohort", "file", "project", "study", "user", "job"),
    *("panel", "clinical_analysis", "interpretation"),
)


@cache
def described(name: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    return found


def steps(path: str) -> Step:
    return tuple(re.findall(r"[^.\[\]{}]+|\[\]|\{\}", path))


def columns_of(name: str) -> Iterator[dict[str, Any]]:
    """Columns at every place of the rows of their tables, with all their paths."""
    for spec in described(name)["tables"].values():
        first = steps(spec.get("rows", ""))
        places = [*spec.get("labels", {"": spec.get("rows", "")}).values(), *spec.get("older_rows", ())]
        for words in spec["columns"].values():
            for place in places:
                paths = [moved(p, first, steps(place)) for p in (words["path"], *words.get("older", ()))]
                yield {**words, "paths": paths, "path": paths[0], "gone": place in spec.get("older_rows", ())}


def moved(path: str, old: Step, new: Step) -> str:
    """Path of a column where the rows of its table stand at another place."""
    while len(old) > 1 and len(new) > 1 and old[-1] == new[-1]:
        old, new = old[:-1], new[:-1]
    own = steps(path)
    if old == new or path.startswith("@") or own[: len(old)] != old:
        return path
    return ".".join([*new, *own[len(old) :]]).replace(".[]", "[]").replace(".{}", "{}")


class Known:
    """Which places of the documents of one entity the tables read or explain."""

    def __init__(self, name: str) -> None:
        spec = described(name)
        self.leaves: set[Step] = set()
        self.opaque = {steps(path) for part in ("elsewhere", "unmapped", "withheld") for path in spec[part]}
        for words in columns_of(name):
            paths = [steps(p) for p in words["paths"] if not p.startswith("@")]
            kind = words.get("type", "string")
            (self.opaque if kind == "json" else self.leaves).update(paths)
            if kind.startswith("list"):
                self.leaves.update((*path, "[]") for path in paths)
        for table in spec["tables"].values():
            if table.get("special") == "annotations":
                self.opaque.add(steps("annotationSets[].annotations"))
            if table.get("special") == "variables":
                self.leaves |= {steps(f"{table['rows']}.{key}") for key in ("variables", "variableSet")}
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
    at = path.index("variables") + 2 if "variables" in path else len(path)
    while path[at : at + 1] in {("variables",), ("variableSet",)} and path[at + 1 : at + 2] == ("[]",):
        path = (*path[:at], *path[at + 2 :])
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


def test_no_field_of_a_real_document_is_left_unexplained(real_documents: dict[str, list[Any]]) -> None:
    known = {name: Known(name) for name in ENTITIES}
    missed: dict[str, int] = {}
    for name, document in ((n, d) for n, found in real_documents.items() for d in found):
        for path in undescribed(document, known[name]):
            place = f"{name}: {'.'.join(path)}"
            missed[place] = missed.get(place, 0) + 1
    assert missed == {}
    assert sum(map(len, real_documents.values())) > 5_000


@pytest.mark.shared
def test_of_every_recorded_entity_there_are_real_documents(shared: Path, real_documents: dict[str, list[Any]]) -> None:
    assert {name for name in RECORDED if len(real_documents.get(name, ())) < 10} == set()


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
            deeper = inner is not None and inner[1] in classes and _flat(below) == below
            if inner and deeper and "opaque" not in {known.verdict(place), known.verdict(below)}:
                yield from walk(inner[1], below, max(since, added.get(field["name"], since), key=_number))

    yield from walk(described(name)["entity"], ())


def _number(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.removeprefix("v").split("."))


@pytest.mark.shared
def test_every_field_of_the_models_is_read_or_explained(shared: Path) -> None:
    for name in ENTITIES:
        known, fields = Known(name), list(_fields(shared, name))
        assert len(fields) >= 4, name
        assert [".".join(path) for path, _, _ in fields if known.verdict(path) == "unknown"] == [], name


@pytest.mark.shared
def test_numbers_that_the_server_always_writes_are_marked(shared: Path) -> None:
    for name in ENTITIES:
        always = {path for path, kind, must in _fields(shared, name) if must and re.match(r"int|float|bool", kind)}
        for words in columns_of(name):
            gathered = words.get("type", "string").startswith("list")
            if not words["path"].startswith("@") and not words["gone"] and not gathered:
                assert words.get("primitive", False) == (steps(words["path"]) in always), (name, words["path"])
