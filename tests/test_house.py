"""The rules of the house: lint, types, layers, a light import, and a public surface that is what it says."""

from __future__ import annotations

import ast
import importlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

import opencga_frames

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "opencga_frames"

# A room may import rooms of its own rank and of lower ranks.
RANKS = {
    "damaged": 0,
    "errors": 0,
    "limits": 0,
    "secret": 0,
    "progress": 0,
    "paths": 0,
    "version": 0,
    "warn": 1,
    "configuration": 1,
    "auth": 2,
    "rest": 3,
    "frames": 4,
    "clinical": 5,
    "joins": 5,
    "parquet": 5,
    "display": 5,
    "reading": 6,
    "scan": 6,
    "filters": 3,
    "resource": 7,
    "renew": 14,
    "response": 7,
    "jobs": 8,
    "resources": 9,
    "variants": 9,
    "study": 10,
    "study_tables": 9,
    "client": 11,
    "compat": 12,
    "cli": 13,
    "__main__": 14,
}
SANDBOX_MAY_IMPORT = {"errors", "limits", "sandbox"}


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py").removesuffix(".pyi")


def imported_rooms(path: Path) -> set[str]:
    """Rooms a file imports when it runs; imports for type checkers only do not count."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    typing_only = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    modules = [
        name
        for node in ast.walk(tree)
        if id(node) not in typing_only
        for name in _modules(node)
        if name.startswith("opencga_frames.")
    ]
    return {name.split(".")[1] for name in modules}


def _modules(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.module:
        if node.module == "opencga_frames":
            return [f"opencga_frames.{alias.name}" for alias in node.names]
        return [node.module]
    return []


MODULES = sorted(path for path in PACKAGE.rglob("*.py") if path != PACKAGE / "__init__.py")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_go_one_way(path: Path) -> None:
    own, others = room(path), imported_rooms(path)
    if own == "sandbox":
        assert others <= SANDBOX_MAY_IMPORT
    else:
        allowed = {name for name, rank in RANKS.items() if rank <= RANKS[own]}
        assert others - ({"sandbox"} if own == "cli" else set()) <= allowed, f"{own} stands on rank {RANKS[own]}"


@pytest.mark.newest
@pytest.mark.parametrize(
    "command",
    [
        ["ruff", "check", "."],
        ["ruff", "format", "--check", "."],
        ["codespell_lib", "opencga_frames", "tests", "docs", "README.md", "CHANGELOG.md", "notebooks"],
        ["mypy"],
    ],
    ids=["lint", "format", "spelling", "types"],
)
def test_checks_pass(command: list[str]) -> None:
    done = subprocess.run([sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def run_python(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", code]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, env=os.environ | environment)


def test_importing_does_no_io_and_leaves_pandas_alone(tmp_path: Path) -> None:
    """No socket is opened, nothing is read from the home folder, nothing is printed, no credential is consumed."""
    code = """
import os, socket, sys
def refuse(*a, **k): raise RuntimeError("a socket was opened")
socket.socket.connect = refuse
import opencga_frames
from opencga_frames import OpenCGAClient, ClientConfiguration, RestResponse
assert os.environ["OPENCGA_TOKEN"] == "kept"
heavy = {"pandas", "pyarrow", "scipy", "tqdm", "click", "IPython"} & set(sys.modules)
assert not heavy, heavy
"""
    done = run_python(code, HOME=str(tmp_path), OPENCGA_TOKEN="kept")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert list(tmp_path.iterdir()) == []


def test_every_public_name_is_importable() -> None:
    for name in opencga_frames.__all__:
        assert getattr(opencga_frames, name) is not None
    assert sorted(opencga_frames.__all__) == dir(opencga_frames)
    assert opencga_frames.OpencgaClient is opencga_frames.OpenCGAClient
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        opencga_frames.nonsense  # noqa: B018


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_modules_say_what_they_export(path: Path) -> None:
    if path.name == "__main__.py":
        pytest.skip("a script")
    name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    module = importlib.import_module(name)
    for exported in getattr(module, "__all__", ()):
        assert hasattr(module, exported)


def test_the_top_level_is_what_was_agreed() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout
    tops = {line.split("/")[0] for line in listed.splitlines()}
    agreed = {"opencga_frames", "tests", "notebooks", "docs", "pyproject.toml", "README.md", "CHANGELOG.md", "LICENSE"}
    assert {top for top in tops if not top.startswith(".")} <= agreed


def says_any(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Tell whether the signature of a function says Any somewhere."""
    given = function.args
    arguments = [*given.posonlyargs, *given.args, *given.kwonlyargs, given.vararg, given.kwarg]
    annotations = [a.annotation for a in arguments if a is not None] + [function.returns]
    parts = (part for annotation in annotations if annotation is not None for part in ast.walk(annotation))
    return any(isinstance(part, ast.Name) and part.id == "Any" for part in parts)


def test_few_functions_of_frames_say_any() -> None:
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in (PACKAGE / "frames").rglob("*.py")]
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    functions = [node for tree in trees for node in ast.walk(tree) if isinstance(node, kinds)]
    assert len(functions) > 300
    assert sum(map(says_any, functions)) < len(functions) / 10
