"""What is shipped: wheel and sdist are reproducible and hold what they should."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest
import yaml

from opencga_frames import __version__

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "opencga_frames"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

pytestmark = pytest.mark.newest


def build(kind: str, folder: Path) -> Path:
    environ = {**os.environ, "SOURCE_DATE_EPOCH": "1700000000"}
    command = [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, env=environ, check=True, capture_output=True)
    (made,) = folder.iterdir()
    return made


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("wheel", tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("sdist", tmp_path_factory.mktemp("sdist"))


@pytest.mark.parametrize("kind", ["wheel", "sdist"])
def test_two_builds_are_the_same_bytes(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    first: Path = request.getfixturevalue(kind)
    second = build(kind, tmp_path)
    assert first.name == second.name
    assert hashlib.sha256(first.read_bytes()).digest() == hashlib.sha256(second.read_bytes()).digest()


def test_the_wheel_holds_the_package_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    shipped = {name for name in names if not name.startswith(f"opencga_frames-{__version__}.dist-info/")}
    ours = {path.relative_to(ROOT).as_posix() for path in PACKAGE.rglob("*") if path.is_file()}
    assert shipped == {name for name in ours if "__pycache__" not in name}
    assert {"opencga_frames/py.typed", "opencga_frames/resources.pyi"} <= shipped
    assert any(name.endswith("licenses/LICENSE") for name in names)


def test_the_sdist_can_be_built_and_tested(sdist: Path) -> None:
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {"pyproject.toml", "README.md", "CHANGELOG.md", "LICENSE", "CITATION.cff", "docs/guide.md"} <= names
    assert "tests/test_main_job.py" in names
    assert not [name for name in names if name.startswith((".ci", ".git/")) or "__pycache__" in name]


def test_the_metadata_say_what_a_package_page_shows(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        name = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        metadata = archive.read(name).decode()
    assert f"Version: {__version__}" in metadata
    assert "Requires-Python: >=3.11" in metadata
    assert {line.partition(", ")[0] for line in metadata.splitlines() if line.startswith("Project-URL: ")} >= {
        "Project-URL: Documentation",
        "Project-URL: Source",
    }


def test_the_extra_all_is_every_extra_for_users() -> None:
    extras = PROJECT["optional-dependencies"]
    (line,) = extras["all"]
    named = set(re.findall(r"[\w-]+", line.partition("[")[2]))
    assert named == set(extras) - {"all", "dev", "docs", "benchmark"}


def test_the_recipe_and_the_citation_say_the_same_as_the_project() -> None:
    recipe = yaml.safe_load((ROOT / "docs" / "packaging" / "recipe.yaml").read_text(encoding="utf-8"))
    needs = {line.lower().replace(" ", "") for line in recipe["requirements"]["run"]} - {"python>=${{python_min}}"}
    assert needs == {line.lower().replace(" ", "") for line in PROJECT["dependencies"]}
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert recipe["context"]["version"] == citation["version"] == __version__
    assert citation["repository-code"] == recipe["about"]["homepage"] == PROJECT["urls"]["Homepage"]


def test_each_extra_of_a_message_exists() -> None:
    named = {
        match
        for path in PACKAGE.rglob("*.py")
        for match in re.findall(r"opencga-frames\[([a-z]+)\]", path.read_text(encoding="utf-8"))
    }
    assert named <= set(PROJECT["optional-dependencies"])
    assert {"plot", "excel", "validate", "graph", "keyring"} <= named
