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
    "entities": set(),
    "refusal": set(),
    "server_version": set(),
    "uids": set(),
    "values": set(),
    "jackson": {"refusal"},
    "tokens": {"refusal"},
    "call": {"api", "jackson", "server_version"},
    "answers": {"call", "refusal"},
    "collection": {"answers", "entities", "uids", "values"},
    "doors": {"answers"},
    "fragments": {"answers", "server_version"},
    "jetty_pages": {"answers"},
    "runs": {"answers"},
    "documents": {"answers", "entities", "fragments", "server_version"},
    "preconditions": {"answers", "api", "call", "entities", "jackson", "jetty_pages", "refusal"},
    "study": {"answers", "collection", "entities", "runs", "server_version", "uids"},
    "catalog": {"answers", "server_version", "study", "uids"},
    "access": {"catalog", "entities", "refusal", "study", "tokens"},
    "demo_users": {"catalog", "entities", "study"},
    "entries": {"answers", "catalog", "entities", "fragments", "refusal", "server_version", "study"},
    "context": {"access", "catalog", "fragments", "server_version"},
    "kinds": {"answers", "documents", "entities", "entries", "fragments", "refusal", "study"},
    "query": {"access", "answers", "collection", "entities", "refusal", "study", "values"},
    "render": {"access", "answers", "entities", "query", "study"},
    "views": {"access", "answers", "catalog", "fragments", "query", "study"},
    "write": {
        "answers",
        "catalog",
        "documents",
        "entities",
        "entries",
        "fragments",
        "jackson",
        "kinds",
        "refusal",
        "study",
    },
    "work": {
        "answers",
        "catalog",
        "documents",
        "entities",
        "fragments",
        "kinds",
        "refusal",
        "runs",
        "server_version",
        "study",
        "write",
    },
    "generate": {
        "answers",
        "catalog",
        "collection",
        "demo_users",
        "documents",
        "entities",
        "entries",
        "fragments",
        "kinds",
        "server_version",
        "study",
        "work",
    },
    "load": {"answers", "catalog", "collection", "entities", "fragments", "generate", "server_version"},
    "variants": {
        "access",
        "answers",
        "catalog",
        "documents",
        "entities",
        "entries",
        "fragments",
        "generate",
        "kinds",
        "refusal",
        "study",
        "write",
    },
    "handlers": {
        "access",
        "answers",
        "api",
        "call",
        "catalog",
        "collection",
        "context",
        "documents",
        "entities",
        "entries",
        "fragments",
        "jackson",
        "kinds",
        "query",
        "refusal",
        "render",
        "runs",
        "study",
        "tokens",
        "values",
        "variants",
        "views",
        "work",
        "write",
    },
    "routes": {"api", "entities", "handlers", "refusal", "work"},
    "server": {"answers", "call", "catalog", "context", "jetty_pages", "preconditions", "refusal", "routes", "work"},
    "sandbox": {
        "answers",
        "catalog",
        "demo_users",
        "doors",
        "fragments",
        "generate",
        "load",
        "server",
        "server_version",
        "study",
        "variants",
    },
    "banner": {"demo_users", "sandbox"},
}


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported_rooms(path: Path) -> set[str]:
    prefix = "opencga_frames.sandbox"
    modules = [
        node.module
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith(prefix)
    ]
    return {module.split(".")[2] for module in modules} - {room(path)}


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
