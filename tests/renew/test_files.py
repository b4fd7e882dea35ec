"""Everything generated is up to date, and one command renews it."""

from __future__ import annotations

import subprocess
import sys

import pytest

from opencga_frames.renew import files
from opencga_frames.renew.files import ROOT


@pytest.mark.newest
def test_every_generated_file_is_up_to_date() -> None:
    assert list(files.stale_files()) == [], "write them with: python -m opencga_frames.renew"


@pytest.mark.newest
def test_check_names_what_is_out_of_date_and_writes_nothing() -> None:
    command = [sys.executable, "-m", "opencga_frames.renew", "--check"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.newest
def test_a_changed_file_is_stale(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "_kept", lambda path: None if path == "docs/endpoints/samples.md" else _text(path))
    assert list(files.stale_files()) == ["docs/endpoints/samples.md"]


def test_pages_of_resources_and_entities_are_all_there_are() -> None:
    made = {path for path, _ in [*files.endpoint_pages.files(), *files.table_pages.files(ROOT)]}
    found = {
        f"docs/{folder}/{p.name}" for folder in ("endpoints", "tables") for p in (ROOT / "docs" / folder).iterdir()
    }
    assert found == made - {"docs/tables.md", "docs/endpoints.md"}


def _text(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")
