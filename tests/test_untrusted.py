"""Data of others are data: nothing in the package runs them, and a YAML file makes no objects."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
import yaml

from opencga_frames.configuration.client_configuration import ClientConfiguration
from opencga_frames.errors import ConfigurationError
from opencga_frames.frames.schema import registry
from opencga_frames.rest import catalogue

PACKAGE = Path(__file__).resolve().parents[1] / "opencga_frames"
FILES = sorted(PACKAGE.rglob("*.py"))
#: What runs, or makes objects of, what it reads.
NEVER = {
    "eval",
    "exec",
    "compile",
    "__import__",
    "pickle",
    "cPickle",
    "dill",
    "marshal",
    "shelve",
    "jsonpickle",
    "joblib",
}
NEVER |= {"read_pickle", "unsafe_load", "full_load", "load_all", "UnsafeLoader", "FullLoader", "os.system", "popen"}
#: Functions of the same names that do neither.
NAMESAKES = {"re": {"compile"}, "copyreg": {"pickle"}}
LOADERS = {"yaml.BaseLoader", "_YAML_LOADER", "_LOADER", "_Loader"}


def names(tree: ast.AST) -> set[str]:
    """Every name that a file calls, imports or looks up on a module."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {(node.module or "").partition(".")[0], *(alias.name for alias in node.names)}
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            found.add(node.func.id)
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            found |= {f"{node.value.id}.{node.attr}", *({node.attr} - NAMESAKES.get(node.value.id, set()))}
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_nothing_runs_what_it_reads(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert not names(tree) & NEVER
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "yaml.load":
            assert next(ast.unparse(word.value) for word in node.keywords if word.arg == "Loader") in LOADERS
        if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("subprocess."):
            assert path.parent.name == "renew"
            assert not any(word.arg == "shell" for word in node.keywords)


def test_the_loaders_are_safe_ones() -> None:
    safe = {yaml.SafeLoader, getattr(yaml, "CSafeLoader", yaml.SafeLoader)}
    assert {catalogue._YAML_LOADER, registry._LOADER} <= safe


@pytest.mark.parametrize(
    "text",
    [
        "host: !!python/object/apply:os.system ['true']",
        "rest: !!python/object/new:pathlib.Path ['x']",
        "rest: {host: !!python/name:os.system }",
        "!!python/module:os",
        "rest: !Ours {host: x}",
    ],
)
def test_a_configuration_file_makes_no_objects(tmp_path: Path, text: str) -> None:
    path = tmp_path / "client-configuration.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigurationError, match=r"client-configuration\.yml"):
        ClientConfiguration(path, environ={})
