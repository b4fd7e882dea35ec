"""A study from a folder of JSON lines, one file per entity."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from opencga_frames.errors import UsageError
from opencga_frames.sandbox.catalog.catalog import Catalog
from opencga_frames.sandbox.catalog.collection import Listed
from opencga_frames.sandbox.catalog.entities import kinds
from opencga_frames.sandbox.generate.catalog import add_study, demo_organization
from opencga_frames.sandbox.load.shape import entry, shaped, study_names

if TYPE_CHECKING:
    from collections.abc import Iterator
    from os import PathLike

    from opencga_frames.sandbox.catalog.collection import DocumentSource
    from opencga_frames.sandbox.catalog.entities import Kind
    from opencga_frames.sandbox.server_version import ServerVersion
    from opencga_frames.sandbox.wire.answers import Document

__all__ = ["folder_catalog"]

#: Kind of entry -> name of its file.
_FILES = {
    "samples": "sample",
    "individuals": "individual",
    "families": "family",
    "cohorts": "cohort",
    "files": "file",
    "jobs": "job",
    "panels": "panel",
    "clinical": "clinical",
    "interpretations": "interpretation",
    "tools": "external_tool",
}
_SUFFIXES = (".jsonl", ".jsonl.gz")


def _lines(path: Path) -> Iterator[Document]:
    raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    for number, line in enumerate(raw.splitlines(), 1):
        if not line.strip():
            continue
        try:
            document: Any = msgspec.json.decode(line)
        except msgspec.DecodeError as error:
            message = f"Line {number} of {path.name} is not JSON ({error}); each line must be one object."
            raise UsageError(message) from None
        if isinstance(document, dict):
            yield document


def _read(folder: Path, name: str) -> list[Document]:
    for suffix in _SUFFIXES:
        path = folder / f"{name}{suffix}"
        if path.is_file():
            return list(_lines(path))
    return []


def _unique(documents: list[Document]) -> list[Document]:
    """Keep one document per id, the one with the highest version."""
    best: dict[str, Document] = {}
    for document in documents:
        key = document["id"]
        if key not in best or document.get("version", 0) > best[key].get("version", 0):
            best[key] = document
    return list(best.values())


def _source(folder: Path, kind: Kind) -> Listed:
    name = _FILES[kind.name]
    raw = _read(folder, name) or _read(folder, f"{name}.nested")
    newest = _unique([entry(kind, shaped(document)) for document in raw if document.get("id")])
    older: dict[str, list[Document]] = {}
    for document in _read(folder, f"{name}_archive"):
        one = entry(kind, shaped(document))
        older.setdefault(one["id"], []).append(one)
    current = {one["id"]: one.get("version", 0) for one in newest}
    for key, versions in older.items():
        versions.sort(key=lambda one: one.get("version", 0))
        older[key] = [one for one in versions if one.get("version", 0) < current.get(key, 0)]
    return Listed(newest, older)


def folder_catalog(data: str | PathLike[str], server: ServerVersion) -> Catalog:
    """Return a catalog with the documents of a folder, all in one study.

    Parameters
    ----------
    data
        Folder with ``sample.jsonl``, ``individual.jsonl.gz`` and so on.
    server
        The server it is on.

    Raises
    ------
    UsageError
        When it is no folder, holds no such file, or a line is not JSON.
    """
    folder = Path(data)
    if not folder.is_dir():
        message = f"data is {str(data)!r}, which is no folder; give a folder with files such as sample.jsonl."
        raise UsageError(message)
    sources: dict[str, DocumentSource] = {name: _source(folder, kind) for name, kind in kinds().items()}
    if not any(len(source) for source in sources.values()):
        names = ", ".join(f"{name}.jsonl" for name in _FILES.values())
        message = f"The folder {folder.name!r} holds none of {names} (or .jsonl.gz)."
        raise UsageError(message)
    catalog = Catalog(server, storage=True)
    documents = _read(folder, "study")
    pair = study_names(documents, folder.name)
    study = add_study(catalog, demo_organization(catalog), pair, sources)
    study.variable_sets = [one for document in documents[:1] for one in shaped(document).get("variableSets") or []]
    study.variable_sets += [shaped(one) for one in _read(folder, "variableset")]
    return catalog
