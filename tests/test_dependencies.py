"""What users install along with the package: audited or told as not audited, under known licences, listed whole."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from types import ModuleType

SCRIPT = Path(__file__).resolve().parents[1] / ".ci" / "dependencies.py"
pytestmark = pytest.mark.newest
OURS = {"requests", "numpy"}


@pytest.fixture(scope="module")
def dependencies() -> ModuleType:
    spec = importlib.util.spec_from_file_location("dependencies", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def report(**entries: Any) -> str:
    return json.dumps({"dependencies": [{"name": name, "version": "1", **entry} for name, entry in entries.items()]})


VULNERABLE = {"vulns": [{"id": "PYSEC-1", "fix_versions": ["2"]}]}
SKIPPED = {"skip_reason": "Dependency not found on PyPI and could not be audited"}


@pytest.mark.parametrize(
    ("text", "status", "told"),
    [
        (report(requests={"vulns": []}, numpy={"vulns": []}), 0, "2 of 2 packages audited."),
        (report(requests=VULNERABLE), 1, "requests 1: PYSEC-1, fixed in 2 (users install it)"),
        (report(jinja2=VULNERABLE), 0, "jinja2 1: PYSEC-1, fixed in 2 (only developers install it)"),
        (
            report(requests=SKIPPED, numpy={"vulns": []}),
            0,
            "NOT AUDITED, the service does not know or was not reached: re",
        ),
        (report(requests=SKIPPED, numpy=VULNERABLE), 1, "NOT AUDITED"),
        ("", 0, "NOT AUDITED: pip-audit gave no report. ConnectionError: no route"),
        ("[]", 0, "NOT AUDITED"),
    ],
)
def test_what_was_not_audited_is_never_told_as_good(dependencies: Any, text: str, status: int, told: str) -> None:
    found, message = dependencies.verdict(text, "Traceback:\nConnectionError: no route\n", OURS)
    assert found == status
    assert told in message


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("MIT", True),
        ("BSD-3-Clause AND 0BSD AND MIT AND Zlib AND CC0-1.0", True),
        ("Mozilla Public License 2.0 (MPL 2.0)", True),
        ("Apache Software License AND BSD License", True),
        ("(MIT OR GPL-3.0-only)", True),
        ("GPL-3.0-only", False),
        ("MIT AND AGPL-3.0-only", False),
        ("GNU Lesser General Public License v3 (LGPLv3)", False),
        ("Other/Proprietary License", False),
        ("", False),
    ],
)
def test_a_licence_may_be_passed_on_or_not(dependencies: Any, text: str, good: bool) -> None:
    assert dependencies.allowed(text) is good


def test_all_licences_of_what_is_installed_are_allowed(dependencies: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert {"requests", "urllib3", "certifi", "numpy", "pandas", "pyarrow"} <= dependencies.needed().keys()
    assert dependencies.licences() == 0, capsys.readouterr().out


def test_the_list_of_parts_names_everything_that_is_needed(dependencies: Any, tmp_path: Path) -> None:
    target = str(tmp_path / "dist" / "parts.cdx.json")
    dependencies.write_sbom(sys.executable, target)
    needed = dependencies.needed()
    listed = dependencies.components(target)
    assert {name: listed.get(name) for name in needed} == needed
    document = json.loads(Path(target).read_text(encoding="utf-8"))
    assert (document["bomFormat"], document["metadata"]["component"]["name"]) == ("CycloneDX", "opencga-frames")
    assert all(entry.get("purl") for entry in document["components"] if entry["name"].lower() in needed)
