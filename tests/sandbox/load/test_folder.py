"""A sandbox over a folder of JSON lines."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, Any

import pytest

from opencga_frames.errors import UsageError
from opencga_frames.sandbox import Sandbox

if TYPE_CHECKING:
    from pathlib import Path


def write(path: Path, *documents: dict[str, Any]) -> None:
    text = "".join(json.dumps(document) + "\n" for document in documents)
    raw = text.encode()
    path.write_bytes(gzip.compress(raw) if path.suffix == ".gz" else raw)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(
        tmp_path / "sample.jsonl",
        {"id": "S1", "version": 2, "individualId": "I1", "description": None},
        {"id": "S2", "somatic": True},
    )
    write(tmp_path / "sample_archive.jsonl", {"id": "S1", "version": 1, "individualId": "I1"})
    write(tmp_path / "individual.nested.jsonl.gz", {"id": "I1", "father": ["I0"], "samples": [{"id": "S1"}]})
    return tmp_path


def test_documents_are_served_from_one_study(folder: Path, client: Any, owner: Any) -> None:
    user = type(owner)(Sandbox(data=folder), "viewer")
    assert user.sandbox.study == f"demo@data:{folder.name}"
    assert [row["id"] for row in user.rows("samples/search")] == ["S1", "S2"]
    assert [row["id"] for row in user.rows("samples/search", somatic="true")] == ["S2"]
    assert "description" not in user.rows("samples/S1/info")[0]


def test_nested_documents_and_archives_count(folder: Path, owner: Any) -> None:
    user = type(owner)(Sandbox(data=str(folder)), "viewer")
    person = user.rows("individuals/I1/info")[0]
    assert person["samples"][0]["version"] == 2
    assert person["father"]["id"] == "I0"
    assert [row["version"] for row in user.rows("samples/S1/info", version="all")] == [1, 2]


def test_the_study_is_named_by_its_document(folder: Path) -> None:
    write(folder / "study.jsonl", {"id": "phase1", "fqn": "user@1000g:phase1", "variableSets": []})
    assert Sandbox(data=folder).study == "demo@1000g:phase1"


def test_folders_that_cannot_be_used(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="which is no folder"):
        Sandbox(data=tmp_path / "nosuch")
    with pytest.raises(UsageError, match=r"holds none of sample\.jsonl"):
        Sandbox(data=tmp_path)
    (tmp_path / "sample.jsonl").write_text("{bad\n")
    with pytest.raises(UsageError, match=r"Line 1 of sample\.jsonl is not JSON"):
        Sandbox(data=tmp_path)


@pytest.mark.shared
def test_real_documents_can_be_searched(shared: Path, owner: Any) -> None:
    for name in ("mongo-dump-v5.0.0-task-7645", "manifest-1000g", "iva-clinical-AN3-corpasome"):
        user = type(owner)(Sandbox(data=shared / "data" / name), "viewer")
        rows = user.rows("individuals/search", limit=5000, sort="id", order="ASC")
        assert [row["id"] for row in rows] == sorted({row["id"] for row in rows})
        assert rows
