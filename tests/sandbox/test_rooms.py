"""Which room of the sandbox may import which: its folders, and the files beside them, each a room of its own.

Imports for type checkers count. A room stands below those that it may import, so that no circle can arise.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import opencga_frames.sandbox

PACKAGE = Path(opencga_frames.sandbox.__file__).parent
MAY_IMPORT: dict[str, set[str]] = {
    "api": set(),
    "server_version": set(),
    "wire": {"api", "server_version"},
    "catalog": {"server_version", "wire"},
    "doors": {"wire"},
    "access": {"catalog", "wire"},
    "preconditions": {"api", "catalog", "wire"},
    "context": {"access", "catalog", "server_version"},
    "entries": {"catalog", "server_version", "wire"},
    "kinds": {"catalog", "entries", "wire"},
    "query": {"access", "catalog", "wire"},
    "render": {"access", "catalog", "query", "wire"},
    "views": {"access", "catalog", "query", "wire"},
    "write": {"catalog", "entries", "kinds", "wire"},
    "work": {"catalog", "kinds", "server_version", "wire", "write"},
    "generate": {"catalog", "entries", "kinds", "server_version", "wire", "work"},
    "load": {"catalog", "generate", "server_version", "wire"},
    "variants": {"access", "catalog", "generate", "wire"},
    "variants/filters": {"catalog", "query", "variants", "wire"},
    "variants/load": {"catalog", "generate", "kinds", "variants", "wire", "write"},
    "variants/results": {"variants", "variants/filters", "wire"},
    "replay": {"doors", "wire"},
    "saving": {"catalog", "server_version", "variants/load", "wire"},
    "handlers": {
        "access",
        "api",
        "catalog",
        "context",
        "entries",
        "kinds",
        "query",
        "render",
        "variants",
        "variants/filters",
        "variants/results",
        "views",
        "wire",
        "work",
        "write",
    },
    "routes": {"api", "catalog", "handlers", "wire", "work"},
    "server": {"catalog", "context", "handlers", "preconditions", "routes", "wire", "work"},
    "sandbox": {
        "catalog",
        "doors",
        "generate",
        "load",
        "replay",
        "saving",
        "server",
        "server_version",
        "variants/load",
        "wire",
    },
    "banner": {"catalog", "sandbox"},
}
#: Folders whose own folders are rooms.
SPLIT = {"variants"}


def room_of(parts: tuple[str, ...]) -> str:
    """Room of a module of the sandbox, whose name is given in parts."""
    is_split = len(parts) > 1 and parts[0] in SPLIT and PACKAGE.joinpath(*parts[:2]).is_dir()
    return "/".join(parts[:2]) if is_split else parts[0]


def room(path: Path) -> str:
    return room_of(path.relative_to(PACKAGE).with_suffix("").parts)


def imported_rooms(path: Path) -> set[str]:
    prefix = "opencga_frames.sandbox"
    modules = [
        node.module
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith(prefix)
    ]
    return {room_of(tuple(module.split(".")[2:])) for module in modules} - {room(path)}


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_rooms_import_what_they_may(path: Path) -> None:
    if path.parent == PACKAGE and path.stem == "__init__":
        return
    assert imported_rooms(path) <= MAY_IMPORT[room(path)]


def test_the_table_has_no_circle() -> None:
    seen: set[str] = set()
    for name, below in MAY_IMPORT.items():
        assert below <= seen, f"{name} imports a room that stands below it in the table"
        seen.add(name)
