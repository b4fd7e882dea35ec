"""A column asked for alone has the value of the whole row, from a server that cuts documents down as real ones do."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import pytest

from opencga_frames.errors import UnknownNameError
from opencga_frames.frames.conversion import Conversion
from opencga_frames.frames.include import include_for, own_include, wire_path
from opencga_frames.frames.request_context import AskedPaths
from opencga_frames.frames.schema.paths import parse_path
from opencga_frames.frames.schema.registry import entity_names, entity_of, load_entity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from opencga_frames.frames.schema.model import Column, Entity, Table

STUDY: Final = "demo@rare:germline"
#: What is left of embedded entries of which a part was asked for, as recorded from a server 5.0.0.
REDUCED: Final[dict[str, dict[tuple[str, ...], tuple[str, ...]]]] = {
    "clinical_analysis": {
        ("files",): ("path",),
        ("reportedFiles",): ("path",),
        ("report", "files"): ("path",),
        ("report", "supportingEvidences"): ("path",),
        ("panels",): ("id", "version"),
    },
    "interpretation": {("panels",): ("id", "version")},
    "job": {(name,): () for name in ("input", "output", "outDir", "stdout", "stderr", "dependsOn")},
}
VALUES: Final[dict[str, Any]] = {
    "string": "text",
    "category": "word",
    "json": {"inner": 1},
    "bool": True,
    "int32": 3,
    "int64": 4,
    "float64": 0.5,
    "date14": "20240131120000",
    "date17": "20240131120000123",
    "date8": "20240131",
    "epoch_ms": 1_700_000_000_000,
    "list": ["a", "b"],
    "list_int32": [1, 2],
    "list_float64": [0.5, 1.5],
}
ITEMS: Final[dict[str, Any]] = {"list": "a", "list_int32": 1, "list_float64": 0.5}

#: Answers to facets take no include.
ENTITIES: Final = tuple(name for name in entity_names() if name != "facet_field")

Json = Any


def full_document(entity: Entity) -> dict[str, Any]:
    """A document with a value at the place of every column, one entry in every list."""
    document: dict[str, Any] = {"id": "the id", "uuid": "the uuid"}
    for table in entity.tables.values():
        for part in table.parts[: max(1, len(table.labels))]:
            for column in part.columns:
                if not column.pseudo:
                    fill(document, column, parse_path(part.rows) if part.rows else ())
            if part.loaded:
                put(document, parse_path(part.loaded), 1)
    return document


def fill(document: dict[str, Any], column: Column, rows: tuple[str, ...]) -> None:
    path = parse_path(column.path)
    gathered = "[]" in path[len(rows) :]
    put(document, path, (ITEMS if gathered else VALUES).get(column.kind, VALUES[column.kind]))
    if column.where and not column.where[0].startswith("@"):
        put(document, (*path[:-1], column.where[0]), column.where[1])


def put(holder: Json, path: tuple[str, ...], value: Json) -> None:
    step: Any = 0 if path[0] == "[]" else "key" if path[0] == "{}" else path[0]
    if step == 0 and not holder:
        holder.append(None)
    here = holder[step] if step == 0 else holder.get(step)
    if len(path) == 1:
        if here is None:
            holder[step] = value
        return
    if not isinstance(here, list if path[1] == "[]" else dict):
        holder[step] = [] if path[1] == "[]" else {}
    put(holder[step], path[1:], value)


def cut_down(value: Json, paths: list[tuple[str, ...]]) -> Json:
    """The part of a document that the database gives for some paths; lists are passed through."""
    if not paths or () in paths:
        return value
    if isinstance(value, list):
        return [cut_down(item, paths) for item in value if isinstance(item, dict)]
    if not isinstance(value, dict):
        return None
    below = {name: [path[1:] for path in paths if path[0] == name] for name in value}
    made = {name: cut_down(value[name], inner) for name, inner in below.items() if inner}
    return {name: inner for name, inner in made.items() if inner is not None}


def reduced(value: Json, place: tuple[str, ...], kept: tuple[str, ...]) -> Json:
    """The document with the entries at a place reduced to what the server keeps of them."""
    if not place:
        entries = value if isinstance(value, list) else [value]
        left = [{k: v for k, v in e.items() if k in kept} | {"release": 0, "size": 0} for e in entries]
        return left if isinstance(value, list) else left[0]
    if not isinstance(value, dict) or place[0] not in value:
        return value
    return value | {place[0]: reduced(value[place[0]], place[1:], kept)}


def answered(entity: Entity, document: dict[str, Any], include: tuple[str, ...]) -> dict[str, Any]:
    """What the server answers: the part asked for, reduced entries, and 0 or false for other primitives."""
    paths = [tuple(path.split(".")) for path in include]
    made: dict[str, Any] = cut_down(document, paths)
    for place, kept in REDUCED.get(entity.name, {}).items():
        if not any(place[: len(path)] == path for path in paths):
            made = reduced(made, place, kept)
    primitives = [c for c in entity.tables[entity.main].columns if c.primitive and "." not in c.path]
    return {c.path: False if c.kind == "bool" else 0 for c in primitives if "[" not in c.path} | made


def frame_of(document: dict[str, Any], table: Table, columns: Sequence[str], include: tuple[str, ...] = ()) -> Any:
    conversion = Conversion(load_entity(table.entity), STUDY, AskedPaths(include=include))
    return conversion.arrow([json.dumps([document]).encode()], [table.name], columns).table(table.name)


@pytest.mark.parametrize("name", ENTITIES)
def test_a_column_alone_has_the_values_of_the_whole_row(name: str) -> None:
    entity = load_entity(name)
    document = full_document(entity)
    for table in entity.tables.values():
        whole = frame_of(document, table, table.names)
        for column in table.columns:
            include = include_for(entity, {table.name: (column,)})
            part = answered(entity, document, include)
            alone = frame_of(part, table, [column.name], include)
            assert alone[column.name].to_pylist() == whole[column.name].to_pylist(), (table.name, column.name)


@pytest.mark.parametrize("name", ENTITIES)
def test_the_document_compared_with_has_rows_for_every_table(name: str) -> None:
    entity = load_entity(name)
    document = full_document(entity)
    paths = [t for t in entity.tables.values() if t.special is None]
    assert [t.name for t in paths if len(frame_of(document, t, t.names)) == 0] == []


@pytest.mark.parametrize(
    ("table", "column", "whole"),
    [
        *[("clinical_files", column, "files") for column in ("study", "clinical_version", "file_id", "name")],
        *[("clinical_panels", column, "panels") for column in ("name", "panel_version", "source_version")],
        ("jobs", "out_dir_id", "outDir"),
        ("jobs", "stdout_id", "stdout"),
        ("jobs", "stderr_id", "stderr"),
    ],
)
def test_columns_that_were_recorded_without_values_ask_for_whole_entries(table: str, column: str, whole: str) -> None:
    entity = entity_of(table)
    include = include_for(entity, {table: (entity.tables[table].by_name[column],)})
    assert whole in include


@pytest.mark.parametrize("name", ENTITIES)
def test_no_path_asked_for_lies_below_another(name: str) -> None:
    entity = load_entity(name)
    for table in entity.tables.values():
        asked = include_for(entity, {table.name: table.columns})
        assert [p for p in asked if any(p.startswith(f"{other}.") for other in asked)] == []


@pytest.mark.parametrize("name", sorted(REDUCED))
def test_entries_that_are_read_only_as_a_whole_are_the_recorded_ones(name: str) -> None:
    assert sorted(load_entity(name).resolved_whole) == sorted(".".join(place) for place in REDUCED[name])


@pytest.mark.parametrize(
    ("entity", "name", "path"),
    [
        ("sample", "creation_date", "creationDate"),
        ("sample", "creationDate", "creationDate"),
        ("sample", "sample_id", "id"),
        ("sample", "internal_status_id", "internal.status.id"),
        ("sample", "internal.status.id", "internal.status.id"),
        ("sample", "internal.status", "internal.status"),
        ("sample", "internal_status", "internal.status"),
        ("sample", "quality_control", "qualityControl"),
        ("sample", "phenotypes", "phenotypes"),
        ("sample", "attributes.ward.name", "attributes.ward.name"),
        ("sample", "annotationSets.annotations.height", "annotationSets.annotations.height"),
        ("sample", "uid", "uid"),
        ("sample", "study", None),
        ("job", "study", "study"),
        ("job", "out_dir_id", "outDir.id"),
        ("family", "members.sex.id", "members.sex.id"),
        ("family", "roles", "roles"),
        ("file", "size", "size"),
    ],
)
def test_names_of_columns_and_fields_become_fields(entity: str, name: str, path: str | None) -> None:
    assert wire_path(load_entity(entity), name) == path


@pytest.mark.parametrize("name", ENTITIES)
def test_every_column_of_a_main_table_has_the_field_it_is_made_of(name: str) -> None:
    entity = load_entity(name)
    for column in entity.tables[entity.main].columns:
        path = wire_path(entity, column.name)
        if path is not None and not column.pseudo:
            assert any(f"{p.replace('[]', '').partition('{}')[0]}.".startswith(f"{path}.") for p in column.paths)
        if not column.pseudo and "{}" not in column.path:
            assert wire_path(entity, column.dotted) == column.dotted


@pytest.mark.parametrize(
    ("name", "near"),
    [("creation_dat", "creation_date"), ("creationdate", "creationDate"), ("internl.status", "internal.status")],
)
def test_an_unknown_name_is_refused_with_near_ones(name: str, near: str) -> None:
    with pytest.raises(UnknownNameError, match=near):
        wire_path(load_entity("sample"), name)


@pytest.mark.parametrize(
    ("entity", "names", "include"),
    [
        ("individual", ["sex"], ("id", "sex", "uuid")),
        ("file", ["size"], ("id", "size", "uuid")),
        ("job", ["internal.status"], ("id", "internal.status", "study.id", "uuid")),
        ("job", ["internal_status_id", "internal"], ("id", "internal", "study.id", "uuid")),
        ("job", ["out_dir_id"], ("id", "outDir", "study.id", "uuid")),
        ("clinical_analysis", ["files.name", "study"], ("files", "id", "uuid")),
        ("study", ["name"], ("fqn", "id", "name", "uuid")),
    ],
)
def test_the_keys_are_asked_for_with_names_of_ones_own(entity: str, names: list[str], include: tuple[str, ...]) -> None:
    assert own_include(load_entity(entity), names) == include
